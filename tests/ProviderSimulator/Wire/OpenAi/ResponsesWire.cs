using System.Text.Json;
using Simulation.Calls;

namespace Simulation.Wire.OpenAi;

/// <summary>OpenAI Responses: one object with items, or events that build it up.</summary>
internal sealed class ResponsesWire : IWireFormat
{
    public static readonly ResponsesWire Instance = new();

    public string StreamContentType => "text/event-stream";

    public string? RequestIdHeader => OpenAiWire.Instance.RequestIdHeader;

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var input = body.At("input");
        var items = input.Items();
        return call with
        {
            Model = body.At("model").Text() ?? "",
            Stream = body.At("stream").Flag() ?? false,
            Kept = body.At("store").Flag() ?? true,
            LastUserText = input.Text() ?? items.LastOrDefault(item => item.At("role").Text() == "user").At("content").Content(),
            PromptLength = (input.Text() ?? "").Length + items.Sum(item => item.At("content").Content().Length),
            MaxTokens = body.At("max_output_tokens").Number(),
            Tool = body.At("tools").Items().FirstOrDefault().At("name").Text(),
            ToolRequired = body.At("tool_choice").ValueKind is JsonValueKind.Object || body.At("tool_choice").Text() == "required",
        };
    }

    public object Plain(Answer answer) => Whole(answer, Status(answer), Items(answer));

    public IEnumerable<Frame> Stream(Answer answer)
    {
        var number = 0;
        var items = Items(answer);
        yield return Event(FrameKind.Framing, "response.created", new { response = Whole(answer, "in_progress", []) });
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            var kind = item["type"] is "function_call" ? FrameKind.Content : FrameKind.Framing;
            yield return Event(kind, "response.output_item.added", new { output_index = index, item = Begun(item) });
            if (PartOf(answer, item) is var (part, begun))
            {
                yield return Event(FrameKind.Framing, $"response.{part}.added", new { item_id = item["id"], output_index = index, content_index = 0, summary_index = 0, part = begun });
            }

            foreach (var (type, delta) in Deltas(answer, item))
            {
                yield return Event(FrameKind.Content, type, new { item_id = item["id"], output_index = index, content_index = 0, summary_index = 0, delta });
            }

            yield return Event(FrameKind.Framing, "response.output_item.done", new { output_index = index, item });
        }

        yield return Event(FrameKind.Closing, $"response.{Status(answer)}", new { response = Plain(answer) });

        Frame Event(FrameKind kind, string type, object members) =>
            new(kind, Json.Event(type, new Dictionary<string, object?>(Members(members)) { ["type"] = type, ["sequence_number"] = number++ }));
    }

    public object Error(int status, string message) => OpenAiWire.Instance.Error(status, message);

    public byte[] ErrorFrame(int status, string message) => Json.Event("error", new { type = "error", code = "server_error", message });

    public byte[] BrokenFrame() => "event: response.output_text.delta\ndata: {\"type\":\n\n"u8.ToArray();

    public object ModelList(ModelPage page) => OpenAiWire.Instance.ModelList(page);

    public object Model(string id) => OpenAiWire.Instance.Model(id);

    public object Embeddings(string model, JsonElement body) => OpenAiWire.Instance.Embeddings(model, body);

    public object TokenCount(int tokens) => OpenAiWire.Instance.TokenCount(tokens);

    private static string Status(Answer answer) => answer.FinishReason is "length" or "content_filter" ? "incomplete" : "completed";

    private static object Whole(Answer answer, string status, IReadOnlyList<Dictionary<string, object?>> items) => new
    {
        id = $"resp_{answer.Id}",
        @object = "response",
        created_at = Answer.Created,
        status,
        model = answer.Model,
        error = (object?)null,
        incomplete_details = status != "incomplete" ? null : new { reason = answer.FinishReason == "length" ? "max_output_tokens" : "content_filter" },
        output = items,
        parallel_tool_calls = true,
        store = answer.Kept,
        tool_choice = "auto",
        tools = Array.Empty<object>(),
        usage = status == "in_progress" ? null : new
        {
            input_tokens = answer.Usage.Prompt,
            input_tokens_details = new { cached_tokens = answer.Usage.Cached },
            output_tokens = answer.Usage.Completion,
            output_tokens_details = new { reasoning_tokens = answer.Usage.Reasoning },
            total_tokens = answer.Usage.Prompt + answer.Usage.Completion,
        },
    };

    private static List<Dictionary<string, object?>> Items(Answer answer)
    {
        var items = new List<Dictionary<string, object?>>();
        if (answer.Reasoning.Count > 0)
        {
            items.Add(new() { ["id"] = $"rs_{answer.Id}", ["type"] = "reasoning", ["summary"] = new[] { new { type = "summary_text", text = string.Concat(answer.Reasoning) } } });
        }

        if (answer.Chunks.Count > 0 || answer.Refusal is not null)
        {
            items.Add(new()
            {
                ["id"] = $"msg_{answer.Id}",
                ["type"] = "message",
                ["status"] = "completed",
                ["role"] = "assistant",
                ["content"] = answer.Refusal is { } refusal
                    ? new object[] { new { type = "refusal", refusal } }
                    : [new { type = "output_text", text = answer.Text, annotations = Array.Empty<object>() }],
            });
        }

        items.AddRange(answer.ToolCalls.Select((tool, index) => new Dictionary<string, object?>
        {
            ["id"] = $"fc_{answer.Id}_{index}",
            ["type"] = "function_call",
            ["status"] = "completed",
            ["call_id"] = answer.ToolCallId(index),
            ["name"] = tool.Name,
            ["arguments"] = tool.Arguments,
        }));
        return items;
    }

    // An item begins without what its deltas bring.
    private static Dictionary<string, object?> Begun(Dictionary<string, object?> item)
    {
        var begun = new Dictionary<string, object?>(item);
        foreach (var (name, empty) in new (string, object)[] { ("summary", Array.Empty<object>()), ("content", Array.Empty<object>()), ("arguments", "") })
        {
            if (begun.ContainsKey(name))
            {
                begun[name] = empty;
            }
        }

        return begun;
    }

    // Texts come within parts, which begin empty; SDKs put them together by these events.
    private static (string Name, object Begun)? PartOf(Answer answer, Dictionary<string, object?> item) => item["type"] switch
    {
        "reasoning" => ("reasoning_summary_part", new { type = "summary_text", text = "" }),
        "message" when answer.Refusal is not null => ("content_part", new { type = "refusal", refusal = "" }),
        "message" => ("content_part", new { type = "output_text", text = "", annotations = Array.Empty<object>() }),
        _ => null,
    };

    private static IEnumerable<(string Type, string Delta)> Deltas(Answer answer, Dictionary<string, object?> item) => item["type"] switch
    {
        "reasoning" => answer.Reasoning.Select(text => ("response.reasoning_summary_text.delta", text)),
        "message" when answer.Refusal is { } refusal => [("response.refusal.delta", refusal)],
        "message" => answer.Chunks.Select(text => ("response.output_text.delta", text)),
        _ => Json.Fragments((string)item["arguments"]!).Select(part => ("response.function_call_arguments.delta", part)),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Members(object members) =>
        members.GetType().GetProperties().Select(property => KeyValuePair.Create(property.Name, property.GetValue(members)));
}
