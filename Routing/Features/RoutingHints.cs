namespace Routing.Features;

/// <summary>What a caller says about the work beyond the conversation. All of it is optional.</summary>
public sealed record RoutingHints
{
    /// <summary>Nothing was said.</summary>
    public static readonly RoutingHints None = new();

    /// <summary>The agent on whose behalf the request is made.</summary>
    public string? AgentId { get; init; }

    /// <summary>The execution that this request is a step of.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>What the step does: <c>extract</c>, <c>summarize</c>, <c>generate</c>, <c>transform</c>, <c>conditional</c> or <c>other</c>.</summary>
    public string? Intent { get; init; }

    /// <summary>Scores of the agent; null leaves the step score to decide alone.</summary>
    public AgentScores? AgentScores { get; init; }

    /// <summary>Measures of the step.</summary>
    public StepMetrics StepMetrics { get; init; } = StepMetrics.None;

    /// <summary>How often this step has failed before; each failure asks for a stronger tier.</summary>
    public int PreviousFailures { get; init; }

    /// <summary>Tokens that the execution may still spend; null when there is no limit.</summary>
    public long? BudgetRemaining { get; init; }

    /// <summary>What a deployment must fulfil.</summary>
    public Requirements Requirements { get; init; } = Requirements.None;

    /// <summary>The ranking policy, where the selector names none; null leaves the order to the lists.</summary>
    public string? Policy { get; init; }

    /// <summary>The session that the request continues; null when it stands alone.</summary>
    public string? SessionId { get; init; }
}
