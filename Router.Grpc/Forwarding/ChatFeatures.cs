using Providers.Chat;
using Routing.Catalog;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>Turns what a reader found out about a request into what the decision learns of it.</summary>
internal static class ChatFeatures
{
    private static readonly Func<ReadOnlySpan<char>, PromptEstimate> Judge = PromptClassifier.Estimate;

    /// <summary>The features of a request.</summary>
    /// <param name="request">As its surface has read it.</param>
    /// <param name="readPrompt">Whether the text is to be judged as well, which takes reading it.</param>
    public static RequestFeatures Of(ChatRequest request, bool readPrompt)
    {
        var facts = request.Facts;
        return new()
        {
            EstimatedInputTokens = TokenEstimator.InputTokens(facts),
            RequiredCapabilities = Required(request),
            MaxOutputTokens = facts.MaxOutputTokens,
            AnswerCount = facts.Choices,
            MessageCount = facts.MessageCount,
            PromptCharacters = facts.PromptCharacters,
            PromptBytes = facts.PromptBytes,
            ToolCount = facts.ToolCount,
            ToolBytes = facts.ToolBytes,
            ImageCount = facts.ImageCount,
            DataBytes = facts.ToolResultBytes,
            Modalities = ModalitiesOf(facts),
            Prompt = readPrompt ? request.ReadQuestion(Judge) : null,
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

    private static Modalities ModalitiesOf(ChatFacts facts) =>
        (facts.PromptCharacters > 0 ? Modalities.Text : Modalities.None)
        | (facts.ImageCount > 0 ? Modalities.Image : Modalities.None)
        | (facts.HasAudio ? Modalities.Audio : Modalities.None)
        | (facts.HasFiles ? Modalities.File : Modalities.None);

    private static Capabilities If(bool needed, Capabilities capability) => needed ? capability : Capabilities.None;
}
