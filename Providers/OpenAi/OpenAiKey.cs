namespace Providers.OpenAi;

/// <summary>The members of a chat request that the router reads or edits; everything else passes through unread.</summary>
internal enum OpenAiKey
{
    Other,
    Model,
    Messages,
    Routing,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    Temperature,
    TopP,
    Choices,
    Stop,
    Seed,
    Tools,
    ToolChoice,
    Functions,
    ResponseFormat,
    LogProbabilities,
    Modalities,
    Metadata,
    User,
}
