using Routing.Decisions;
using Routing.Health;

namespace Routing.Ranking;

/// <summary>
/// Who is looked at, in this order: where not all can be ranked, what was measured to be quick, as far as the policy asks for speed, then
/// what the policy prefers by all that the catalog says.
/// </summary>
internal sealed class LineupChoice
{
    // A request may leave out some; what lies beyond these is looked at one by one.
    private const int MostOpen = CandidateList.Most + (CandidateList.Most / 4);

    private readonly List<int> _ordinals = [];
    private int _open;
    private int _closed;

    public LineupChoice(in LineupKind kind, ListedHealth health)
    {
        var (direction, index) = (kind.Direction, health.Index);
        var pool = index.Pools.Offering(direction.Required);
        if (pool.Length <= CandidateList.Most)
        {
            IsWhole = true;
            _ordinals.AddRange(pool);
            return;
        }

        var quick = QuickestOf(direction.Policy, health.Quickness);
        foreach (var ordinal in health.Quickness.Order.AsSpan(0, quick))
        {
            if (index.Listings[ordinal] is { Choosable: true } listing && listing.Offers(direction.Required))
            {
                Add(ordinal, in kind);
            }
        }

        var order = index.Pools.Towards(direction);
        for (var i = 0; i < order.Length; i++)
        {
            if (_open >= MostOpen)
            {
                Next = i;
                return;
            }

            if (health.Quickness.PlaceOf(order[i]) >= quick)
            {
                Add(order[i], in kind);
            }
        }
    }

    public IReadOnlyList<int> Ordinals => _ordinals;

    /// <summary>Where in the policy's order those begin that are not among them; -1 when all are.</summary>
    public int Next { get; } = -1;

    /// <summary>Whether they are all there are, and all of them can be ranked.</summary>
    public bool IsWhole { get; }

    /// <summary>How many of the quickest a policy looks at.</summary>
    public static int QuickestOf(WeightedPolicy policy, Quickness quickness) =>
        Math.Min(CandidateList.Most * policy.Weights.Latency / Math.Max(policy.Weights.Sum, 1), quickness.Order.Length);

    // As many that no request gets to as a decision lists as left out; nobody hears of further ones.
    private void Add(int ordinal, in LineupKind kind)
    {
        if (!kind.Reach.IsClosed(ordinal))
        {
            _open++;
            _ordinals.Add(ordinal);
        }
        else if (_closed++ < CandidateList.Most)
        {
            _ordinals.Add(ordinal);
        }
    }
}
