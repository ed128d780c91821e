using System.Text.Json;
using Simulation.Calls;
using Simulation.Scripting;

namespace Simulation.Wire.Gemini;

/// <summary>Gemini's generateContent family. Its streams are spoken as server-sent events only (<c>?alt=sse</c>).</summary>
internal sealed class GeminiWire : IWireFormat
{
    public static readonly GeminiWire Instance = new();

    public string StreamContentType => "text/event-stream";

    public string? RequestIdHeader => null;

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var contents = body.At("contents").Items();
        return call with
        {
            LastUserText = contents.LastOrDefault(c => c.At("role").Text() is "user" or null).At("parts").Content(),
            PromptLength = body.At("systemInstruction").At("parts").Content().Length + contents.Sum(c => c.At("parts").Content().Length),
            MaxTokens = body.At("generationConfig").At("maxOutputTokens").Number(),
            Tool = body.At("tools").Items().FirstOrDefault().At("functionDeclarations").Items().FirstOrDefault().At("name").Text(),
            ToolRequired = body.At("toolConfig").At("functionCallingConfig").At("mode").Text() == "ANY",
        };
    }

    public object Plain(Answer answer)
    {
        List<object> parts = [];
        if (answer.Reasoning.Count > 0)
        {
            parts.Add(Thought(string.Concat(answer.Reasoning)));
        }

        if (answer.Chunks.Count > 0)
        {
            parts.Add(new { text = answer.Text });
        }

        parts.AddRange(answer.ToolCalls.Select(Call));
        return Response(answer, parts, FinishReason(answer));
    }

    public IEnumerable<Frame> Stream(Answer answer)
    {
        var parts = answer.Reasoning.Select(Thought)
            .Concat(answer.Chunks.Select(text => (object)new { text }))
            .Concat(answer.ToolCalls.Select(Call));
        foreach (var part in parts)
        {
            yield return new Frame(FrameKind.Content, Json.Event(Response(answer, [part], finishReason: null)));
        }

        yield return new Frame(FrameKind.Closing, Json.Event(Response(answer, [new { text = "" }], FinishReason(answer))));
    }

    public object Error(int status, string message) => new
    {
        error = new
        {
            code = status,
            message,
            status = status switch
            {
                400 => "INVALID_ARGUMENT",
                401 => "UNAUTHENTICATED",
                403 => "PERMISSION_DENIED",
                404 => "NOT_FOUND",
                429 => "RESOURCE_EXHAUSTED",
                503 => "UNAVAILABLE",
                504 => "DEADLINE_EXCEEDED",
                >= 500 => "INTERNAL",
                _ => "FAILED_PRECONDITION",
            },
        },
    };

    public byte[] ErrorFrame(int status, string message) => Json.Event(Error(status, message));

    public byte[] BrokenFrame() => "data: {\"candidates\":[{\"content\":\n\n"u8.ToArray();

    public object ModelList(ModelPage page) => page.HasMore
        ? new { models = page.Models.Select(Model), nextPageToken = page.Models[^1] }
        : new { models = page.Models.Select(Model) };

    public object Model(string id) => new
    {
        name = $"models/{id}",
        version = "simulated",
        displayName = $"{id} (simulated)",
        description = "A model of the ProviderSimulator.",
        inputTokenLimit = 1_000_000,
        outputTokenLimit = 8_192,
        supportedGenerationMethods = new[] { "generateContent", "countTokens", "embedContent" },
    };

    public object Embeddings(string model, JsonElement body) => body.At("requests").Items() is { Length: > 0 } several
        ? new { embeddings = several.Select(Embedding) }
        : new { embedding = Embedding(body) };

    public object TokenCount(int tokens) => new { totalTokens = tokens };

    private static object Embedding(JsonElement request) => new
    {
        values = EmbeddingVector.Of(
            request.At("content").At("parts").Content(),
            request.At("outputDimensionality").Number() ?? EmbeddingVector.DefaultDimensions),
    };

    private static object Thought(string text) => new { text, thought = true };

    private static object Call(SimulatedToolCall tool) => new { functionCall = new { name = tool.Name, args = Json.Parsed(tool.Arguments) } };

    private static Dictionary<string, object?> Response(Answer answer, IReadOnlyList<object> parts, string? finishReason)
    {
        var candidate = new Dictionary<string, object?> { ["content"] = new { parts, role = "model" }, ["index"] = 0 };
        if (finishReason is not null)
        {
            candidate["finishReason"] = finishReason;
        }

        return new Dictionary<string, object?>
        {
            ["candidates"] = new[] { candidate },
            ["usageMetadata"] = Usage(answer.Usage),
            ["modelVersion"] = answer.Model,
            ["responseId"] = answer.Id,
        };
    }

    /// <summary>Thoughts are counted beside the candidates' tokens here, not within them.</summary>
    private static object Usage(SimulatedUsage usage) => new
    {
        promptTokenCount = usage.Prompt,
        candidatesTokenCount = usage.Completion - usage.Reasoning,
        totalTokenCount = usage.Prompt + usage.Completion,
        cachedContentTokenCount = usage.Cached,
        thoughtsTokenCount = usage.Reasoning,
    };

    private static string FinishReason(Answer answer) => answer switch
    {
        { Refusal: not null } => "SAFETY",
        { FinishReason: "length" } => "MAX_TOKENS",
        { FinishReason: "content_filter" } => "SAFETY",
        _ => "STOP",
    };
}
