namespace Routing.Features;

/// <summary>Measures of one step of an agent, as its caller knows them. What is null is derived from the messages.</summary>
public sealed record StepMetrics
{
    /// <summary>Nothing was measured.</summary>
    public static readonly StepMetrics None = new();

    /// <summary>Length of the prompt in characters.</summary>
    public int? PromptLength { get; init; }

    /// <summary>Size of the data worked on, in bytes.</summary>
    public long? DataSize { get; init; }

    /// <summary>Number of conditions in the step.</summary>
    public int? ConditionCount { get; init; }

    /// <summary>Depth of the context carried along, in turns.</summary>
    public int? ContextDepth { get; init; }

    /// <summary>How much reasoning the step needs, in thousandths from 0 to 10,000.</summary>
    public int? ReasoningMillis { get; init; }
}
