namespace Routing.Health;

/// <summary>What the failure ratio of a subject has led to.</summary>
public sealed record Circuit
{
    /// <summary>It has never opened.</summary>
    public static readonly Circuit NeverOpened = new();

    /// <summary>How often it has turned; a turn holds only for the version it was worked out from.</summary>
    public long Version { get; init; }

    /// <summary>Whether it is open, be it due for a trial or not.</summary>
    public bool IsOpen { get; init; }

    /// <summary>No trial before this moment; null unless it has ever opened.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>How often it opened in a row, with no time between in which it was closed for long.</summary>
    public int Openings { get; init; }

    /// <summary>When it last opened or closed; null while it never did.</summary>
    public DateTimeOffset? TurnedAt { get; init; }

    /// <summary>Why it last opened or closed.</summary>
    public string? Cause { get; init; }

    /// <summary>Whose trial is under way, by a token of theirs; null when nobody's.</summary>
    public string? Trial { get; init; }

    /// <summary>When that trial is given up for lost; null when there is none.</summary>
    public DateTimeOffset? TrialUntil { get; init; }

    /// <summary>Whether requests may flow. While a trial is under way no other may, so that it counts as open.</summary>
    public CircuitState StateAt(DateTimeOffset now) =>
        !IsOpen ? CircuitState.Closed
        : OpenUntil > now || TrialUntil > now ? CircuitState.Open
        : CircuitState.HalfOpen;
}
