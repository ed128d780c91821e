using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Gathers <see cref="ChatFacts"/> while a body is walked through.</summary>
internal sealed class OpenAiFacts
{
    public int MessageCount { get; set; }

    public int PromptCharacters { get; set; }

    public int PromptBytes { get; set; }

    public int ToolBytes { get; set; }

    public int ToolResultBytes { get; set; }

    public int ToolCount { get; set; }

    public bool HasFiles { get; set; }

    public int ImageCount { get; set; }

    public bool HasTools { get; set; }

    public bool HasAudio { get; set; }

    public bool HasJsonSchema { get; set; }

    public bool HasLogProbabilities { get; set; }

    public int? MaxOutputTokens { get; set; }

    public int Choices { get; set; } = 1;

    /// <summary>What in the messages may have to be edited, in order; null when there is nothing.</summary>
    public List<MessagePlace>? MessagePlaces { get; private set; }

    /// <summary>Where the contents of the users' turns stand, oldest first; null when there are none.</summary>
    public List<ByteRange>? UserContents { get; set; }

    public void AddPlace(ByteRange range, MessagePlaceKind kind) => (MessagePlaces ??= []).Add(new(range, kind));

    /// <summary>Counts the string that the reader stands on as prompt text.</summary>
    public void AddPrompt(ref Utf8JsonReader reader) => AddPrompt(reader.ValueSpan);

    /// <summary>Counts what stands between the quotes of a string as prompt text.</summary>
    public void AddPrompt(ReadOnlySpan<byte> raw)
    {
        var (characters, bytes) = JsonText.Measure(raw);
        PromptCharacters += characters;
        PromptBytes += bytes;
    }

    public ChatFacts ToFacts() => new()
    {
        MessageCount = MessageCount,
        PromptCharacters = PromptCharacters,
        PromptBytes = PromptBytes,
        ToolBytes = ToolBytes,
        ToolResultBytes = ToolResultBytes,
        ToolCount = ToolCount,
        HasFiles = HasFiles,
        ImageCount = ImageCount,
        HasTools = HasTools,
        HasAudio = HasAudio,
        HasJsonSchema = HasJsonSchema,
        HasLogProbabilities = HasLogProbabilities,
        MaxOutputTokens = MaxOutputTokens,
        Choices = Choices,
    };
}
