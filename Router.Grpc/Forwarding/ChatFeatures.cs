using Providers.Chat;
using Routing.Catalog;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>Turns what a reader found out about a request into what the decision learns of it.</summary>
internal static class ChatFeatures
{
    // English prose has about four characters to a token; markup around each turn takes some more.
    private const int CharactersPerToken = 4;
    private const int TokensPerMessage = 4;

    // An image of ordinary size, by the figures that OpenAI and Anthropic publish.
    private const int TokensPerImage = 1_600;

    public static RequestFeatures Of(ChatRequest request)
    {
        var facts = request.Facts;
        return new()
        {
            EstimatedInputTokens = EstimateTokens(facts),
            RequiredCapabilities = Required(request),
            MaxOutputTokens = facts.MaxOutputTokens,
            MessageCount = facts.MessageCount,
            PromptCharacters = facts.PromptCharacters,
            ToolCount = facts.HasTools ? 1 : 0,
        };
    }

    private static int EstimateTokens(ChatFacts facts)
    {
        var tokens = (((long)facts.PromptCharacters + facts.ToolBytes) / CharactersPerToken)
            + ((long)facts.MessageCount * TokensPerMessage)
            + ((long)facts.ImageCount * TokensPerImage);
        return (int)Math.Min(tokens, int.MaxValue);
    }

    private static Capabilities Required(ChatRequest request)
    {
        var facts = request.Facts;
        return Capabilities.Chat
            | If(request.Stream, Capabilities.Streaming)
            | If(facts.HasTools, Capabilities.Tools)
            | If(facts.ImageCount > 0, Capabilities.Vision)
            | If(facts.HasJsonSchema, Capabilities.JsonSchema)
            | If(facts.HasAudio, Capabilities.Audio)
            | If(facts.HasLogProbabilities, Capabilities.LogProbabilities);
    }

    private static Capabilities If(bool needed, Capabilities capability) => needed ? capability : Capabilities.None;
}
