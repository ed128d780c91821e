namespace Routing.Features;

/// <summary>Models that cut text into tokens alike.</summary>
public enum TokenFamily
{
    /// <summary>Not known: the common middle.</summary>
    Unknown,

    /// <summary>OpenAI.</summary>
    OpenAi,

    /// <summary>Claude.</summary>
    Claude,

    /// <summary>Gemini and Gemma.</summary>
    Gemini,

    /// <summary>Llama from version 3 on.</summary>
    Llama,

    /// <summary>Mistral.</summary>
    Mistral,

    /// <summary>Qwen.</summary>
    Qwen,

    /// <summary>DeepSeek.</summary>
    DeepSeek,

    /// <summary>Kimi, Moonshot.</summary>
    Kimi,
}
