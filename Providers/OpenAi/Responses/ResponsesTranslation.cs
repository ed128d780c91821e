using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Makes a chat of a request for a response. A response that a provider keeps may be gone on from; all other state on the server is
/// refused, as nothing is stored here and a provider's account is not one caller's alone. What chats cannot say at all is left to
/// providers of this format; what they cannot say and may do without is lost and named.
/// </summary>
internal sealed class ResponsesTranslation(FaultList faults, Func<string?, StoredResponse?> named, bool mayRefer)
{
    private const string NothingStored = "Nothing is stored here; send the whole conversation as input.";

    private readonly SortedSet<string> _lost = new(StringComparer.Ordinal);
    private readonly List<string> _only = [];
    private bool _asksForLogProbabilities;

    /// <param name="root">The body's object.</param>
    /// <param name="body">The body as it came.</param>
    public ChatRequest Read(JsonElement root, ReadOnlyMemory<byte> body)
    {
        RefuseState(root);
        var previous = ReadPrevious(root);
        _asksForLogProbabilities = root.Items("include").Any(IsLogProbabilities);
        Lose(root);
        var chat = JsonBody.Write(json => Write(json, root, body));
        var request = TranslatedChat.Read(body, chat, [.. _lost], faults);
        if (faults.IsEmpty)
        {
            request.OriginalFormat = WireFormat.OpenAiResponses;
            request.Continues = previous;
            request.ContinuesAs = previous is null ? null : root.Text("previous_response_id");
            request.OnlyOriginal = [.. _only];
        }

        return request;
    }

    private void RefuseState(JsonElement root)
    {
        foreach (var name in (string[])["conversation", "prompt"])
        {
            if (root.Member(name) is not null)
            {
                faults.Add(name, NothingStored);
            }
        }

        if (root.Member("background") is { ValueKind: not JsonValueKind.False })
        {
            faults.Add("background", "What a response costs that nobody waits for could not be booked; leave background out, and stream instead.");
        }

        if (root.Member("store") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            faults.Add("store", "Must be true or false.");
        }

        if (root.Member("metadata") is { ValueKind: not JsonValueKind.Object })
        {
            faults.Add("metadata", "Must be an object.");
        }
    }

    private StoredResponse? ReadPrevious(JsonElement root)
    {
        if (root.Member("previous_response_id") is null)
        {
            return null;
        }

        if (named(root.Text("previous_response_id")) is { } previous)
        {
            return previous;
        }

        faults.Add(
            "previous_response_id",
            "No provider keeps that response. Only those that were answered with \"store\": true can be gone on from; send the whole conversation as input.");
        return null;
    }

    private void Lose(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (IsLost(member))
            {
                _lost.Add(member.Name);
            }
        }
    }

    private bool IsLost(JsonProperty member) => member switch
    {
        { Value.ValueKind: JsonValueKind.Null } => false,
        { Name: "include", Value.ValueKind: JsonValueKind.Array } => member.Value.EnumerateArray().Any(static item => !IsLogProbabilities(item)),
        { Name: "top_logprobs" } => !_asksForLogProbabilities,
        { Name: "truncation", Value.ValueKind: JsonValueKind.String } => !member.Value.ValueEquals("disabled"u8),
        // Read here, repeated in the answer or about the stream's form alone.
        { Name: "input" or "instructions" or "tools" or "tool_choice" or "text" or "reasoning" or "max_output_tokens" or "parallel_tool_calls" } => false,
        { Name: "store" or "background" or "metadata" or "stream_options" or "previous_response_id" } => false,
        _ => !IsShared(member.Name),
    };

    private static bool IsLogProbabilities(JsonElement include) =>
        include.ValueKind == JsonValueKind.String && include.ValueEquals("message.output_text.logprobs"u8);

    private static bool IsShared(string name) => name is "model" or "stream" or "temperature" or "top_p" or "user" or "safety_identifier"
        or "prompt_cache_key" or "prompt_cache_retention" or "service_tier" or "routing";

    private void Write(Utf8JsonWriter json, JsonElement root, ReadOnlyMemory<byte> body)
    {
        json.WriteStartObject();
        foreach (var member in root.EnumerateObject().Where(static member => IsShared(member.Name)))
        {
            json.WriteOptional(member.Name, member.Value);
        }

        new InputTranslation(json, body, faults, _lost, _only, mayRefer).Write(root.Member("instructions"), root.Member("input"));
        new ToolTranslation(json, faults, _only).Write(root);
        WriteText(json, root.Member("text"));
        WriteReasoning(json, root.Member("reasoning"));
        if (_asksForLogProbabilities)
        {
            json.WriteBoolean("logprobs"u8, true);
            json.WriteOptional("top_logprobs", root.Member("top_logprobs"));
        }

        if (root.Member("max_output_tokens") is { } most)
        {
            if (most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var tokens) && tokens >= 1)
            {
                json.WriteNumber("max_completion_tokens"u8, tokens);
            }
            else
            {
                faults.Add("max_output_tokens", "Must be a whole number of at least 1.");
            }
        }

        json.WriteEndObject();
    }

    private void WriteText(Utf8JsonWriter json, JsonElement? text)
    {
        json.WriteOptional("verbosity", text?.Member("verbosity"));
        if (text?.Member("format") is not { } format)
        {
            return;
        }

        switch (format.Text("type"))
        {
            case "text":
                return;
            case "json_object":
                json.WriteOptionalJson("response_format", """{"type":"json_object"}""");
                return;
            case "json_schema" when format.Member("schema") is { ValueKind: JsonValueKind.Object } && format.Text("name") is not null:
                WriteSchema(json, format);
                return;
            case "json_schema":
                faults.Add("text.format", "A json_schema needs a name and a schema.");
                return;
            default:
                faults.Add("text.format.type", "Must be text, json_object or json_schema.");
                return;
        }
    }

    private static void WriteSchema(Utf8JsonWriter json, JsonElement format)
    {
        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("json_schema"u8);
        foreach (var member in format.EnumerateObject().Where(static member => member.Name != "type"))
        {
            json.WriteOptional(member.Name, member.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteReasoning(Utf8JsonWriter json, JsonElement? reasoning)
    {
        if (reasoning is null)
        {
            return;
        }

        if (reasoning.Value.ValueKind != JsonValueKind.Object)
        {
            faults.Add("reasoning", "Must be an object.");
        }

        // Thoughts are told wherever the provider shows them, whatever kind of summary was asked for.
        json.WriteOptional("reasoning_effort", reasoning.Value.Member("effort"));
    }
}
