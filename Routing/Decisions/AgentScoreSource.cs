namespace Routing.Decisions;

/// <summary>Who said how complex an agent is.</summary>
public enum AgentScoreSource
{
    /// <summary>Nobody: the step score carries all.</summary>
    None,

    /// <summary>The request itself.</summary>
    Request,

    /// <summary>The profile that the catalog holds for the agent.</summary>
    Profile,
}
