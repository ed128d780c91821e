namespace Routing.Decisions;

/// <summary>Why a candidate stands where it stands.</summary>
public enum CandidateRole
{
    /// <summary>Serves unless it fails.</summary>
    Primary,

    /// <summary>The same model, elsewhere.</summary>
    SameModel,

    /// <summary>Another entry of the tier or family, or the next in the ranking.</summary>
    Tier,

    /// <summary>Outside what was chosen, as the last resort.</summary>
    Fallback,
}
