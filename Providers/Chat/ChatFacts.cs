namespace Providers.Chat;

/// <summary>What routing must know of a request, found without an object model.</summary>
public sealed record ChatFacts
{
    /// <summary>Number of turns.</summary>
    public int MessageCount { get; init; }

    /// <summary>Characters (UTF-16 code units) of all text in the messages.</summary>
    public int PromptCharacters { get; init; }

    /// <summary>Bytes of UTF-8 of the same text.</summary>
    public int PromptBytes { get; init; }

    /// <summary>Bytes of the tool definitions and schemas, which count as input as well.</summary>
    public int ToolBytes { get; init; }

    /// <summary>Bytes of what tools have answered; part of <see cref="PromptBytes"/>.</summary>
    public int ToolResultBytes { get; init; }

    /// <summary>Number of tools offered.</summary>
    public int ToolCount { get; init; }

    /// <summary>Whether files are sent.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Number of images.</summary>
    public int ImageCount { get; init; }

    /// <summary>Whether tools are offered.</summary>
    public bool HasTools { get; init; }

    /// <summary>Whether audio is sent or asked for.</summary>
    public bool HasAudio { get; init; }

    /// <summary>Whether the answer must follow a JSON schema.</summary>
    public bool HasJsonSchema { get; init; }

    /// <summary>Whether the likelihood of tokens is asked for.</summary>
    public bool HasLogProbabilities { get; init; }

    /// <summary>Longest answer the caller allows, in tokens; null when it does not say.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Answers asked for; the longest answer holds for each of them.</summary>
    public int Choices { get; init; } = 1;
}
