namespace Admin.Web.Overview;

/// <summary>How well something is.</summary>
public enum Condition
{
    Well,
    Degraded,
    Ill,
    Unreachable,

    /// <summary>Nothing is known, which speaks neither for nor against it.</summary>
    Unknown,
}
