using System.Text.Json;
using Simulation.Calls;

namespace Simulation.Wire.Ollama;

/// <summary>Ollama's own API. <c>/api/chat</c> and <c>/api/generate</c> differ only in where the text stands.</summary>
internal sealed class OllamaWire(bool isGenerate) : IWireFormat
{
    public static readonly OllamaWire Chat = new(isGenerate: false);
    public static readonly OllamaWire Generate = new(isGenerate: true);

    public string StreamContentType => "application/x-ndjson";

    public string? RequestIdHeader => null;

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var messages = body.At("messages").Items();
        var prompt = body.At("prompt").Text() ?? "";
        return call with
        {
            Model = body.At("model").Text() ?? body.At("name").Text() ?? "",
            // Ollama streams unless told otherwise.
            Stream = body.At("stream").Flag() ?? true,
            LastUserText = isGenerate ? prompt : messages.LastOrDefault(m => m.At("role").Text() == "user").At("content").Content(),
            PromptLength = prompt.Length + body.At("system").Content().Length + messages.Sum(m => m.At("content").Content().Length),
            MaxTokens = body.At("options").At("num_predict").Number(),
            Tool = body.At("tools").Items().FirstOrDefault().At("function").At("name").Text(),
        };
    }

    public object Plain(Answer answer) => Last(answer, answer.Text, string.Concat(answer.Reasoning));

    public IEnumerable<Frame> Stream(Answer answer)
    {
        foreach (var thinking in answer.Reasoning)
        {
            yield return new Frame(FrameKind.Content, Json.Line(Piece(answer, "", thinking)));
        }

        foreach (var text in answer.Chunks)
        {
            yield return new Frame(FrameKind.Content, Json.Line(Piece(answer, text)));
        }

        if (answer.ToolCalls.Count > 0)
        {
            yield return new Frame(FrameKind.Content, Json.Line(Piece(answer, "", withTools: true)));
        }

        yield return new Frame(FrameKind.Closing, Json.Line(Last(answer with { ToolCalls = [] }, "", "")));
    }

    public object Error(int status, string message) => new { error = message };

    public byte[] ErrorFrame(int status, string message) => Json.Line(Error(status, message));

    public byte[] BrokenFrame() => "{\"model\":\"sim\",\"message\":\n"u8.ToArray();

    public object ModelList(ModelPage page) => OllamaModels.Tags(page.Models);

    public object Model(string id) => OllamaModels.Show(id);

    public object Embeddings(string model, JsonElement body)
    {
        var input = body.At("input");
        JsonElement[] inputs = input.ValueKind is JsonValueKind.Array ? input.Items() : [input];
        var dimensions = body.At("dimensions").Number() ?? EmbeddingVector.DefaultDimensions;
        return new
        {
            model,
            embeddings = inputs.Select(one => EmbeddingVector.Of(one.GetRawText(), dimensions)),
            total_duration = 1_000_000,
            load_duration = 0,
            prompt_eval_count = inputs.Length,
        };
    }

    public object TokenCount(int tokens) => Error(404, "Ollama counts no tokens ahead.");

    private Dictionary<string, object?> Last(Answer answer, string text, string thinking)
    {
        var line = Piece(answer, text, thinking, withTools: true);
        line["done"] = true;
        line["done_reason"] = answer.FinishReason == "length" ? "length" : "stop";
        line["total_duration"] = 2_000_000L * (answer.Usage.Prompt + answer.Usage.Completion);
        line["load_duration"] = 0;
        line["prompt_eval_count"] = answer.Usage.Prompt;
        line["prompt_eval_duration"] = 1_000_000L * answer.Usage.Prompt;
        line["eval_count"] = answer.Usage.Completion;
        line["eval_duration"] = 1_000_000L * answer.Usage.Completion;
        return line;
    }

    private Dictionary<string, object?> Piece(Answer answer, string text, string thinking = "", bool withTools = false)
    {
        var line = new Dictionary<string, object?> { ["model"] = answer.Model, ["created_at"] = "2025-01-01T00:00:00Z" };
        if (isGenerate)
        {
            line["response"] = text;
        }
        else
        {
            line["message"] = Message(answer, text, thinking, withTools);
        }

        if (isGenerate && thinking.Length > 0)
        {
            line["thinking"] = thinking;
        }

        line["done"] = false;
        return line;
    }

    private static Dictionary<string, object?> Message(Answer answer, string text, string thinking, bool withTools)
    {
        var message = new Dictionary<string, object?> { ["role"] = "assistant", ["content"] = text };
        if (thinking.Length > 0)
        {
            message["thinking"] = thinking;
        }

        if (withTools && answer.ToolCalls.Count > 0)
        {
            message["tool_calls"] = answer.ToolCalls.Select(tool => new { function = new { name = tool.Name, arguments = Json.Parsed(tool.Arguments) } });
        }

        return message;
    }
}
