using Routing.Replaying;

namespace Routing.Explaining;

/// <summary>The names under which parts of explanations leave the process.</summary>
public static class ExplanationNames
{
    /// <summary>The standing, as in <c>not_considered</c>.</summary>
    public static string Of(StandingKind kind) => kind switch
    {
        StandingKind.Selected => "selected",
        StandingKind.Behind => "behind",
        StandingKind.Excluded => "excluded",
        StandingKind.NotConsidered => "not_considered",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The verdict, as in <c>engine_changed</c>.</summary>
    public static string Of(ReplayVerdict verdict) => verdict switch
    {
        ReplayVerdict.Reproduced => "reproduced",
        ReplayVerdict.EngineChanged => "engine_changed",
        ReplayVerdict.Differs => "differs",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
