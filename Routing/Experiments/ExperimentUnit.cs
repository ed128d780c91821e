namespace Routing.Experiments;

/// <summary>What is drawn once and stays in its variant.</summary>
public enum ExperimentUnit
{
    /// <summary>Each request by itself, and whatever does not name the unit that was asked for: nothing stays.</summary>
    Request,

    /// <summary>The session that a request continues.</summary>
    Session,

    /// <summary>The person on whose behalf the caller asks, as the caller names it.</summary>
    EndUser,

    /// <summary>The virtual key.</summary>
    Key,

    /// <summary>The execution of an agent that a request is a step of.</summary>
    Execution,
}
