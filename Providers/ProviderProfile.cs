namespace Providers;

/// <summary>What providers of one kind have in common.</summary>
public sealed record ProviderProfile
{
    /// <summary>The profile's name in provider records.</summary>
    public required string Name { get; init; }

    /// <summary>The format spoken.</summary>
    public required WireFormat Format { get; init; }

    /// <summary>The documented address; null where everybody has their own.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The usual environment variable of the key; null where none is needed.</summary>
    public string? ApiKeyEnvironment { get; init; }

    /// <summary>Path of chats below the address.</summary>
    public required string ChatPath { get; init; }

    /// <summary>Path of responses below the address; null where they are asked for as chats.</summary>
    public string? ResponsesPath { get; init; }

    /// <summary>Path of embeddings below the address; null where there are none.</summary>
    public string? EmbeddingsPath { get; init; }

    /// <summary>Whether embeddings of tokens can be asked for; otherwise only of texts.</summary>
    public bool EmbedsTokens => EmbeddingsPath is not null && Format == WireFormat.OpenAiChat;

    /// <summary>Path of the list of models below the address.</summary>
    public required string ModelsPath { get; init; }

    /// <summary>What the provider calls the longest answer in a request.</summary>
    public string MaxTokensField { get; init; } = "max_tokens";

    /// <summary>
    /// Whether only <see cref="MaxTokensField"/> is understood and the other spelling (<c>max_tokens</c>,
    /// <c>max_completion_tokens</c>) would be refused or, worse, ignored.
    /// </summary>
    public bool OneSpelling { get; init; }

    /// <summary>Most words that may end an answer; null where as many as the caller likes.</summary>
    public int? MostStops { get; init; }

    /// <summary>What ids of tool calls must be like.</summary>
    public ToolCallIdRule ToolCallIds { get; init; }

    /// <summary>
    /// Whether a tool call may carry Google's signature (<c>extra_content</c>); where it may not, such a call would be refused.
    /// </summary>
    public bool TakesSignatures { get; init; }

    /// <summary>Whether the newer word for a system's role, <c>developer</c>, is understood.</summary>
    public bool KnowsDeveloper { get; init; }

    /// <summary>Whether <c>stream_options.include_usage</c> may be sent.</summary>
    public bool StreamUsage { get; init; } = true;

    /// <summary>Whether answers say what they cost, in US dollars, and the provider bills that.</summary>
    public bool ReportsCost { get; init; }
}
