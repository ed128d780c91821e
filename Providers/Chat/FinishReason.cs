namespace Providers.Chat;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model was done, or met a stop text.</summary>
    Stop,

    /// <summary>The answer reached its longest length.</summary>
    Length,

    /// <summary>The model waits for the result of a tool.</summary>
    ToolCalls,

    /// <summary>The provider withheld the rest.</summary>
    ContentFilter,
}
