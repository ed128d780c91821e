namespace Routing.Ranking;

/// <summary>
/// What one candidate is ordered by: the higher score, then the higher priority of the model's profile, then the lower expected cost,
/// then provider and model name character by character. Total, so that neither the order of the catalog nor the machine plays a part.
/// </summary>
internal readonly struct RankKey : IComparable<RankKey>
{
    // Above any score, which has at most twenty bits over the priority's thirty-two.
    private const ulong SetBeforeOthers = 1UL << 63;

    private readonly ulong _merit;
    private readonly long _cost;
    private readonly int _name;

    /// <param name="score">The policy's, not negative.</param>
    /// <param name="cost">Expected, in billionths of a dollar; <see cref="long.MaxValue"/> when there is no price.</param>
    /// <param name="row">The candidate's.</param>
    /// <param name="entrant">Its place in the list it was taken from.</param>
    public RankKey(int score, long cost, in RankingRow row, int entrant)
        : this(((ulong)(uint)score << 32) | ((uint)row.Priority ^ 0x8000_0000u), cost, row.NamePlace, entrant)
    {
    }

    private RankKey(ulong merit, long cost, int name, int entrant) => (_merit, _cost, _name, Entrant) = (merit, cost, name, entrant);

    /// <summary>The key of an entrant that nobody ranks.</summary>
    public static RankKey AsListed(int entrant) => new(0, 0, entrant, entrant);

    /// <summary>The candidate's place in the list it was taken from.</summary>
    public int Entrant { get; }

    /// <summary>The same among those that stand before others whatever their score.</summary>
    public RankKey BeforeOthers => new(_merit | SetBeforeOthers, _cost, _name, Entrant);

    /// <summary>Whether it stands before another.</summary>
    public bool IsBefore(in RankKey other) =>
        _merit != other._merit ? _merit > other._merit : _cost != other._cost ? _cost < other._cost : _name < other._name;

    public int CompareTo(RankKey other) => IsBefore(in other) ? -1 : other.IsBefore(in this) ? 1 : 0;
}
