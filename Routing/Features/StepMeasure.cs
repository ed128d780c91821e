namespace Routing.Features;

/// <summary>What of a step is measured; see <see cref="StepMeasures"/> for the names.</summary>
public enum StepMeasure
{
    /// <summary>Characters of the prompt.</summary>
    PromptLength,

    /// <summary>Bytes of data worked on.</summary>
    DataSize,

    /// <summary>Conditions to be weighed.</summary>
    ConditionCount,

    /// <summary>Turns of context carried along.</summary>
    ContextDepth,

    /// <summary>Reasoning asked for, which is a score already: 0 to 10,000.</summary>
    Reasoning,

    /// <summary>The classifier's difficulty, which is a score already: 0 to 10,000.</summary>
    Difficulty,
}
