using System.Text.Json;
using Simulation.Calls;

namespace Simulation.Wire.OpenAi;

/// <summary>OpenAI's legacy completions: text after a prompt.</summary>
internal sealed class CompletionsWire : IWireFormat
{
    public static readonly CompletionsWire Instance = new();

    public string StreamContentType => "text/event-stream";

    public string? RequestIdHeader => OpenAiWire.Instance.RequestIdHeader;

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var prompt = body.At("prompt").Content();
        return call with
        {
            Model = body.At("model").Text() ?? "",
            Stream = body.At("stream").Flag() ?? false,
            ShowUsage = body.At("stream_options").At("include_usage").Flag() ?? false,
            LastUserText = prompt,
            PromptLength = prompt.Length,
            MaxTokens = body.At("max_tokens").Number(),
        };
    }

    public object Plain(Answer answer) => Completion(answer, [Choice(answer.Text, answer.FinishReason)], OpenAiWire.Usage(answer.Usage));

    public IEnumerable<Frame> Stream(Answer answer)
    {
        foreach (var text in answer.Chunks)
        {
            yield return new(FrameKind.Content, Json.Event(Completion(answer, [Choice(text, null)], null)));
        }

        yield return new(FrameKind.Closing, Json.Event(Completion(answer, [Choice("", answer.FinishReason)], null)));
        if (answer.ShowUsage)
        {
            yield return new(FrameKind.Closing, Json.Event(Completion(answer, [], OpenAiWire.Usage(answer.Usage))));
        }

        yield return new(FrameKind.Closing, "data: [DONE]\n\n"u8.ToArray());
    }

    public object Error(int status, string message) => OpenAiWire.Instance.Error(status, message);

    public byte[] ErrorFrame(int status, string message) => OpenAiWire.Instance.ErrorFrame(status, message);

    public byte[] BrokenFrame() => "data: {\"id\":\"cmpl-sim\",\"choices\":[{\"text\":\n\n"u8.ToArray();

    public object ModelList(ModelPage page) => OpenAiWire.Instance.ModelList(page);

    public object Model(string id) => OpenAiWire.Instance.Model(id);

    public object Embeddings(string model, JsonElement body) => OpenAiWire.Instance.Embeddings(model, body);

    public object TokenCount(int tokens) => OpenAiWire.Instance.TokenCount(tokens);

    private static object Completion(Answer answer, object[] choices, object? usage) => new
    {
        id = $"cmpl-{answer.Id}",
        @object = "text_completion",
        created = Answer.Created,
        model = answer.Model,
        choices,
        usage,
    };

    private static object Choice(string text, string? finish) => new { text, index = 0, logprobs = (object?)null, finish_reason = finish };
}
