namespace Routing.Explaining;

/// <summary>How a deployment came out of a decision.</summary>
public enum StandingKind
{
    /// <summary>It serves unless it fails.</summary>
    Selected,

    /// <summary>It is attempted when what stands before it fails.</summary>
    Behind,

    /// <summary>Something speaks against it.</summary>
    Excluded,

    /// <summary>The selector did not lead to it.</summary>
    NotConsidered,
}
