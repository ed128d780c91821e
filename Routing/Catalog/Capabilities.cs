namespace Routing.Catalog;

/// <summary>What a deployment can do, beyond answering text with text.</summary>
[Flags]
public enum Capabilities
{
    /// <summary>Plain text in, plain text out, in one piece.</summary>
    None = 0,

    /// <summary>Answers token by token.</summary>
    Streaming = 1 << 0,

    /// <summary>Calls tools.</summary>
    Tools = 1 << 1,

    /// <summary>Reads images.</summary>
    Vision = 1 << 2,

    /// <summary>Answers in a given JSON schema.</summary>
    JsonSchema = 1 << 3,

    /// <summary>Thinks before it answers.</summary>
    Reasoning = 1 << 4,

    /// <summary>Turns text into vectors.</summary>
    Embeddings = 1 << 5,

    /// <summary>Reuses a repeated prompt at a lower price.</summary>
    PromptCaching = 1 << 6,

    /// <summary>Reads audio.</summary>
    Audio = 1 << 7,

    /// <summary>Returns the likelihood of each token.</summary>
    LogProbabilities = 1 << 8,

    /// <summary>Holds a conversation; absent for models that only embed, transcribe or draw.</summary>
    Chat = 1 << 9,
}
