using Providers.Chat;
using Routing.Catalog;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>Turns what a reader found out about a request into what the decision learns of it.</summary>
internal static class ChatFeatures
{
    public static RequestFeatures Of(ChatRequest request)
    {
        var facts = request.Facts;
        return new()
        {
            EstimatedInputTokens = TokenEstimator.InputTokens(facts),
            RequiredCapabilities = Required(request),
            MaxOutputTokens = facts.MaxOutputTokens,
            MessageCount = facts.MessageCount,
            PromptCharacters = facts.PromptCharacters,
            ToolCount = facts.HasTools ? 1 : 0,
        };
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
