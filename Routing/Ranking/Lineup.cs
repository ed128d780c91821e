using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Filters;
using Routing.Health;

namespace Routing.Ranking;

/// <summary>
/// Those that a policy looks at first for requests of one kind, column by column: whatever neither prompt nor caller changes is worked
/// out, and eight are asked and ranked at once. Holds as long as the health view that it was laid out for.
/// </summary>
internal sealed class Lineup
{
    /// <summary>Rows that are read at once. Columns are filled up to a whole number of them.</summary>
    public const int Block = 8;

    /// <summary>Stands among sums for one that two figures do not say.</summary>
    public const int Unsure = int.MinValue;

    // No number of tokens is too long for the one, none short enough for the other.
    private const int Always = int.MaxValue;
    private const int Never = -1;

    // What is left out of a double by rounding is far less than this part of it.
    private const double Below = 1 - (1.0 / (1L << 40));
    private const double Above = 1 + (1.0 / (1L << 40));

    // Both halves of a cost are rounded up.
    private const double RoundedUp = 2;

    private readonly Entrant[] _entrants;
    private readonly int[] _ordinals;
    private readonly int[] _models;
    private readonly uint[] _questions;
    private readonly int[] _windows;
    private readonly int[] _standings;
    private readonly int[][] _ratings = new int[QualityNeeds.Kinds][];
    private readonly int[] _families;
    private readonly int[] _upTo;
    private readonly int[] _upToInSessions;
    private readonly double[] _starts;
    private readonly double[] _inputs;
    private readonly double[] _outputs;

    /// <param name="kind">The requests.</param>
    /// <param name="index">The catalog.</param>
    /// <param name="health">Health by its listings.</param>
    /// <param name="chosen">Who is looked at.</param>
    public Lineup(in LineupKind kind, CatalogIndex index, ListedHealth health, LineupChoice chosen)
    {
        (_ordinals, Next, IsWhole) = ([.. chosen.Ordinals], chosen.Next, chosen.IsWhole);
        var size = (_ordinals.Length + Block - 1) / Block * Block;
        _entrants = Array.ConvertAll(_ordinals, static ordinal => new Entrant(ordinal, CandidateRole.Tier));
        (_models, _questions, _windows, _standings) = (new int[size], new uint[size], new int[size], new int[size]);
        (_families, _upTo, _upToInSessions) = (new int[size], new int[size], new int[size]);
        (_starts, _inputs, _outputs) = (new double[size], new double[size], new double[size]);
        for (var work = 0; work < QualityNeeds.Kinds; work++)
        {
            _ratings[work] = new int[size];
        }

        var rows = index.RankingAt(kind.Direction.PricesSince).Rows;
        for (var place = 0; place < _ordinals.Length; place++)
        {
            var ordinal = _ordinals[place];
            Lay(place, in rows[ordinal], health.Rows[ordinal], kind.Reach.Needless[ordinal], in kind);
        }
    }

    /// <summary>How many are laid out.</summary>
    public int Length => _ordinals.Length;

    /// <summary>Where in the policy's order those begin that are not laid out; -1 when all are.</summary>
    public int Next { get; }

    /// <summary>Whether they are all there are, and all of them can be ranked.</summary>
    public bool IsWhole { get; }

    /// <summary>All of them, to be considered.</summary>
    public ReadOnlySpan<Entrant> Entrants => _entrants;

    /// <summary>Their <see cref="RankingRow.Model"/>.</summary>
    public ReadOnlySpan<int> Models => _models.AsSpan(0, Length);

    /// <summary>The place of a deployment; -1 when it is not laid out.</summary>
    public int PlaceOf(int ordinal) => _ordinals.AsSpan().IndexOf(ordinal);

    /// <summary>Which of a block have filters to ask, a bit each.</summary>
    /// <param name="place">Where the block begins.</param>
    /// <param name="filters">Filters that could speak against anything in the request.</param>
    /// <param name="tokens">Tokens that must fit.</param>
    public uint Asking(int place, uint filters, long tokens)
    {
        var questions = At(_questions, place) & Vector256.Create(filters);
        if (tokens <= int.MaxValue)
        {
            var fits = Vector256.GreaterThanOrEqual(At(_windows, place), Vector256.Create((int)tokens)).AsUInt32();
            questions = Vector256.AndNot(questions, fits & Vector256.Create(CandidateFilters.OfSize));
        }

        return ~Vector256.Equals(questions, Vector256<uint>.Zero).ExtractMostSignificantBits() & 0xFF;
    }

    /// <summary>Adds up the weighted points of each, to the last digit what <see cref="WeightedPolicy.Sum"/> says of <see cref="Scoring"/>.</summary>
    /// <param name="request">Not one that is longer than two figures say.</param>
    /// <param name="policy">The policy of this kind of requests.</param>
    /// <param name="sums">Room for whole blocks. Gets <see cref="Unsure"/> where another price may hold, or where it hangs on the last billionth.</param>
    public void SumUp(in RankedRequest request, WeightedPolicy policy, Span<int> sums)
    {
        var upTo = request.ReadAs == Pricing.Flat ? _upToInSessions : _upTo;
        var longest = new FamilyTable(in request, static (in RankedRequest asked, TokenFamily family) => asked.InputTokens(family));
        var inputs = new FamilyTable(in request, static (in RankedRequest asked, TokenFamily family) => asked.AllInputs(family));
        var outputs = Vector256.Create((double)request.AllAnswersExpected);
        var qualityWeight = Vector256.Create(policy.Weights.Quality);
        var costWeight = Vector256.Create(policy.Weights.Cost);
        for (var place = 0; place < sums.Length; place += Block)
        {
            var family = At(_families, place);
            var (least, most) = CostPointsOf(place, inputs.Of(family), outputs);
            var unsure = Vector256.GreaterThan(longest.Of(family), At(upTo, place)) | ~Vector256.Equals(least, most);
            var sum = At(_standings, place) + (QualityOf(place, in request.Needs) * qualityWeight) + (most * costWeight);
            Vector256.ConditionalSelect(unsure, Vector256.Create(Unsure), sum).CopyTo(sums[place..]);
        }
    }

    private void Lay(int place, in RankingRow row, HealthRow health, uint needless, in LineupKind kind)
    {
        var direction = kind.Direction;
        _models[place] = row.Model;
        _questions[place] = ~(needless | health.Needless | CandidateFilters.OfCapabilities | (row.HasPrice ? CandidateFilters.OfPrice : 0));
        _windows[place] = row.Window;
        _standings[place] = direction.Policy.Standing(health, row.Preference.At(direction.Level));
        for (var work = 0; work < QualityNeeds.Kinds; work++)
        {
            _ratings[work][place] = row.Ratings[work];
        }

        ref readonly var price = ref row.Price;
        _families[place] = (int)row.Family;
        (_upTo[place], _upToInSessions[place]) = price.Kind switch
        {
            Pricing.Unknown => (Always, Always),
            Pricing.Flat => (price.UpTo, price.UpTo),
            Pricing.FlatOutsideSessions => (price.UpTo, Never),
            _ => (Never, Never),
        };
        _starts[place] = price.Kind == Pricing.Unknown ? CostPoints.Worthless : CostPoints.Millionth;
        (_inputs[place], _outputs[place]) = (price.Input / 1e6, price.Output / 1e6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> QualityOf(int place, in QualityNeeds needs)
    {
        var sum = Vector256<int>.Zero;
        for (var left = needs.Asked; left != 0; left &= left - 1)
        {
            var work = BitOperations.TrailingZeroCount(left);
            sum += At(_ratings[work], place) * needs[work];
        }

        return needs.Mean(sum);
    }

    // By a cost that is surely not below the true one, and by one that is surely not above it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<int> Least, Vector256<int> Most) CostPointsOf(int place, Vector256<int> inputs, Vector256<double> outputs)
    {
        const int Half = Block / 2;
        var (low, high) = Vector256.Widen(inputs);
        var first = CostOf(place, low, outputs);
        var second = CostOf(place + Half, high, outputs);
        return (
            CostPoints.OfDoubles((first * Above) + Vector256.Create(RoundedUp), (second * Above) + Vector256.Create(RoundedUp)),
            CostPoints.OfDoubles(first * Below, second * Below));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> CostOf(int place, Vector256<long> inputs, Vector256<double> outputs) =>
        At(_starts, place) + (At(_inputs, place) * WholeDoubles.Of(inputs)) + (At(_outputs, place) * outputs);

    private static Vector256<T> At<T>(T[] column, int place) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(column), (nuint)place);
}
