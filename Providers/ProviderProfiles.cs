using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Providers;

/// <summary>The profiles that provider records may name.</summary>
public static class ProviderProfiles
{
    private const string Chat = "chat/completions";
    private const string Embeddings = "embeddings";
    private const string List = "models";

    // What differs, from the providers' API references.
    private static readonly FrozenDictionary<string, ProviderProfile> Profiles = new ProviderProfile[]
    {
        // Reasoning models refuse max_tokens; every current model takes the newer name.
        OpenAi("openai", "https://api.openai.com/v1", "OPENAI_API_KEY") with
        {
            MaxTokensField = "max_completion_tokens", ToolCallIds = ToolCallIdRule.UpTo40, ResponsesPath = "responses", MostStops = 4, KnowsDeveloper = true,
        },
        // Google's own endpoint among them.
        OpenAi("openai-compatible", null, null) with { TakesSignatures = true },
        OpenAi("kimi", "https://api.moonshot.ai/v1", "KIMI_API_KEY") with { EmbeddingsPath = null },
        OpenAi("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY") with { StreamUsage = false, OneSpelling = true, ToolCallIds = ToolCallIdRule.Nine },
        OpenAi("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY") with { MaxTokensField = "max_completion_tokens", EmbeddingsPath = null, MostStops = 4 },
        OpenAi("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY") with { OneSpelling = true, EmbeddingsPath = null },
        OpenAi("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY") with { TakesSignatures = true, ReportsCost = true },
        new()
        {
            Name = "anthropic", Format = WireFormat.AnthropicMessages, BaseUrl = new("https://api.anthropic.com/v1"),
            ApiKeyEnvironment = "ANTHROPIC_API_KEY", ChatPath = "messages", ModelsPath = "models?limit=1000",
        },
        new()
        {
            Name = "gemini", Format = WireFormat.Gemini, BaseUrl = new("https://generativelanguage.googleapis.com/v1beta"),
            ApiKeyEnvironment = "GEMINI_API_KEY", ChatPath = "models", ModelsPath = "models?pageSize=1000",
            EmbeddingsPath = "models",
            MaxTokensField = "maxOutputTokens",
        },
        new()
        {
            Name = "ollama", Format = WireFormat.OllamaChat, BaseUrl = new("http://127.0.0.1:11434"),
            ChatPath = "api/chat", ModelsPath = "api/tags", MaxTokensField = "num_predict",
            EmbeddingsPath = "api/embed",
        },
    }.ToFrozenDictionary(profile => profile.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every profile, by name.</summary>
    public static IEnumerable<ProviderProfile> All => Profiles.Values.OrderBy(profile => profile.Name, StringComparer.Ordinal);

    /// <summary>Looks a profile up; upper and lower case are the same.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out ProviderProfile? profile) => Profiles.TryGetValue(name, out profile);

    private static ProviderProfile OpenAi(string name, string? baseUrl, string? apiKeyEnvironment) => new()
    {
        Name = name,
        Format = WireFormat.OpenAiChat,
        BaseUrl = baseUrl is null ? null : new(baseUrl),
        ApiKeyEnvironment = apiKeyEnvironment,
        ChatPath = Chat,
        EmbeddingsPath = Embeddings,
        ModelsPath = List,
    };
}
