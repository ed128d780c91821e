using System.Text.Json;
using Simulation.Calls;
using Simulation.Scripting;

namespace Simulation.Wire.OpenAi;

/// <summary>OpenAI chat completions, embeddings and models; also what most other providers speak.</summary>
internal sealed class OpenAiWire : IWireFormat
{
    public static readonly OpenAiWire Instance = new();

    public string StreamContentType => "text/event-stream";

    public string? RequestIdHeader => "x-request-id";

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var messages = body.At("messages").Items();
        var choice = body.At("tool_choice");
        var tool = body.At("tools").Items().FirstOrDefault().At("function").At("name").Text();
        return call with
        {
            Model = body.At("model").Text() ?? "",
            Stream = body.At("stream").Flag() ?? false,
            ShowUsage = body.At("stream_options").At("include_usage").Flag() ?? false,
            LastUserText = messages.LastOrDefault(m => m.At("role").Text() == "user").At("content").Content(),
            PromptLength = messages.Sum(m => m.At("content").Content().Length),
            MaxTokens = body.At("max_completion_tokens").Number() ?? body.At("max_tokens").Number(),
            Tool = tool,
            ToolRequired = choice.ValueKind is JsonValueKind.Object || choice.Text() == "required",
        };
    }

    public object Plain(Answer answer)
    {
        var message = new Dictionary<string, object?>
        {
            ["role"] = "assistant",
            ["content"] = answer.Chunks.Count == 0 ? null : answer.Text,
            ["refusal"] = answer.Refusal,
        };
        if (answer.Reasoning.Count > 0)
        {
            message["reasoning_content"] = string.Concat(answer.Reasoning);
        }

        if (answer.ToolCalls.Count > 0)
        {
            message["tool_calls"] = answer.ToolCalls.Select((tool, index) => new
            {
                id = answer.ToolCallId(index),
                type = "function",
                function = new { name = tool.Name, arguments = tool.Arguments },
            });
        }

        return new
        {
            id = $"chatcmpl-{answer.Id}",
            @object = "chat.completion",
            created = Answer.Created,
            model = answer.Model,
            choices = new[] { new { index = 0, message, logprobs = (object?)null, finish_reason = answer.FinishReason } },
            usage = Usage(answer.Usage),
            system_fingerprint = "fp_simulated",
        };
    }

    public IEnumerable<Frame> Stream(Answer answer) => OpenAiStream.Frames(answer);

    public object Error(int status, string message)
    {
        var (type, code) = status switch
        {
            401 => ("invalid_request_error", "invalid_api_key"),
            403 => ("invalid_request_error", "permission_denied"),
            404 => ("invalid_request_error", "model_not_found"),
            429 => ("requests", "rate_limit_exceeded"),
            >= 500 => ("server_error", null),
            _ => ("invalid_request_error", (string?)null),
        };
        return new { error = new { message, type, param = (string?)null, code } };
    }

    public byte[] ErrorFrame(int status, string message) => Json.Event(Error(status, message));

    public byte[] BrokenFrame() => "data: {\"id\":\"chatcmpl-sim\",\"choices\":[{\"delta\":\n\n"u8.ToArray();

    public object ModelList(ModelPage page) => page.HasMore
        ? new { @object = "list", data = page.Models.Select(Model), has_more = true, last_id = page.Models[^1] }
        : new { @object = "list", data = page.Models.Select(Model) };

    public object Model(string id) => new { id, @object = "model", created = Answer.Created, owned_by = "provider-simulator" };

    public object Embeddings(string model, JsonElement body)
    {
        var input = body.At("input");
        // One list of token numbers is one input; anything else in a list is an input of its own.
        JsonElement[] inputs = input.Items() is [{ ValueKind: not JsonValueKind.Number }, ..] several ? several : [input];
        var dimensions = body.At("dimensions").Number() ?? EmbeddingVector.DefaultDimensions;
        var asText = body.At("encoding_format").Text() == "base64";
        var tokens = inputs.Sum(one => Math.Max(1, one.GetRawText().Length / 4));
        return new
        {
            @object = "list",
            model,
            data = inputs.Select((one, index) => new
            {
                @object = "embedding",
                index,
                embedding = asText
                    ? (object)EmbeddingVector.Base64(EmbeddingVector.Of(one.GetRawText(), dimensions))
                    : EmbeddingVector.Of(one.GetRawText(), dimensions),
            }),
            usage = new { prompt_tokens = tokens, total_tokens = tokens },
        };
    }

    public object TokenCount(int tokens) => new { input_tokens = tokens };

    public static object Usage(SimulatedUsage usage) => new
    {
        prompt_tokens = usage.Prompt,
        completion_tokens = usage.Completion,
        total_tokens = usage.Prompt + usage.Completion,
        prompt_tokens_details = new { cached_tokens = usage.Cached },
        completion_tokens_details = new { reasoning_tokens = usage.Reasoning },
    };
}
