namespace Providers;

/// <summary>The shape in which a chat travels, on either side of the router.</summary>
public enum WireFormat
{
    /// <summary>No JSON body: a <see cref="Chat.Conversation"/> as gRPC callers send it.</summary>
    Canonical,

    /// <summary>OpenAI's <c>/chat/completions</c>, which most providers speak.</summary>
    OpenAiChat,

    /// <summary>OpenAI's <c>/responses</c>.</summary>
    OpenAiResponses,

    /// <summary>Ollama's <c>/api/chat</c>.</summary>
    OllamaChat,

    /// <summary>Anthropic's <c>/v1/messages</c>.</summary>
    AnthropicMessages,

    /// <summary>Gemini's <c>:generateContent</c>.</summary>
    Gemini,
}
