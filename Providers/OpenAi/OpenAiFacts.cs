using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Gathers <see cref="ChatFacts"/> while a body is walked through.</summary>
internal sealed class OpenAiFacts
{
    public int MessageCount { get; set; }

    public int PromptCharacters { get; set; }

    public int ToolBytes { get; set; }

    public int ImageCount { get; set; }

    public bool HasTools { get; set; }

    public bool HasAudio { get; set; }

    public bool HasJsonSchema { get; set; }

    public bool HasLogProbabilities { get; set; }

    public int? MaxOutputTokens { get; set; }

    public int Choices { get; set; } = 1;

    public ChatFacts ToFacts() => new()
    {
        MessageCount = MessageCount,
        PromptCharacters = PromptCharacters,
        ToolBytes = ToolBytes,
        ImageCount = ImageCount,
        HasTools = HasTools,
        HasAudio = HasAudio,
        HasJsonSchema = HasJsonSchema,
        HasLogProbabilities = HasLogProbabilities,
        MaxOutputTokens = MaxOutputTokens,
        Choices = Choices,
    };
}
