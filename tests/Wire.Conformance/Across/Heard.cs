using System.Text.Json;
using Wire.Conformance.Running;

namespace Wire.Conformance.Across;

/// <summary>What a caller learns from an answer, whatever its protocol calls it.</summary>
/// <param name="Text">The text, joined.</param>
/// <param name="Tools">Each tool called with its arguments, in order.</param>
/// <param name="Stop"><c>stop</c>, <c>length</c> or <c>tool_calls</c>.</param>
/// <param name="Input">Tokens of the prompt.</param>
/// <param name="Output">Tokens of the answer.</param>
internal sealed record Heard(string Text, string Tools, string Stop, int Input, int Output)
{
    private const string Ask = "Say hello.";

    public static async Task<Heard> OfChatAsync(Gateway gateway)
    {
        using var response = await gateway.PostAsync(
            "/v1/chat/completions",
            $$"""{"model":"{{gateway.Model}}","max_tokens":200,"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"{{Ask}}"}],"tools":[{"type":"function","function":{{Tool("parameters")}}}]}""");
        var stream = await SseTranscript.ReadAsync(response);
        var calls = stream.Deltas.SelectMany(delta => delta.Find("tool_calls")?.EnumerateArray() ?? default).GroupBy(call => call.GetProperty("index").GetInt32(), call => call.GetProperty("function"));
        var usage = stream.Chunks[^1].GetProperty("usage");
        return new Heard(
            stream.Text,
            Joined(calls.Select(call => (call.First().TextOf("name")!, string.Concat(call.Select(part => part.TextOf("arguments")))))),
            Assert.Single(stream.FinishReasons),
            usage.GetProperty("prompt_tokens").GetInt32(),
            usage.GetProperty("completion_tokens").GetInt32());
    }

    public static async Task<Heard> OfMessagesAsync(Gateway gateway)
    {
        using var response = await gateway.PostAsync(
            "/v1/messages",
            $$"""{"model":"{{gateway.Model}}","max_tokens":200,"stream":true,"messages":[{"role":"user","content":"{{Ask}}"}],"tools":[{{Tool("input_schema")}}]}""");
        var stream = await SseTranscript.ReadAsync(response);
        var deltas = Of("content_block_delta").ToLookup(one => one.GetProperty("index").GetInt32(), one => one.GetProperty("delta"));
        var calls = Of("content_block_start").Where(one => one.GetProperty("content_block").TextOf("type") == "tool_use");
        var end = Of("message_delta").Single();
        return new Heard(
            string.Concat(deltas.SelectMany(block => block).Select(delta => delta.TextOf("text"))),
            Joined(calls.Select(call => (call.GetProperty("content_block").TextOf("name")!, string.Concat(deltas[call.GetProperty("index").GetInt32()].Select(delta => delta.TextOf("partial_json")))))),
            end.GetProperty("delta").TextOf("stop_reason") switch { "end_turn" => "stop", "max_tokens" => "length", "tool_use" => "tool_calls", var other => other! },
            (end.GetProperty("usage").Find("input_tokens") ?? Of("message_start").Single().GetProperty("message").GetProperty("usage").GetProperty("input_tokens")).GetInt32(),
            end.GetProperty("usage").GetProperty("output_tokens").GetInt32());

        IEnumerable<JsonElement> Of(string type) => stream.Chunks.Where(chunk => chunk.TextOf("type") == type);
    }

    public static async Task<Heard> OfResponsesAsync(Gateway gateway)
    {
        using var response = await gateway.PostAsync(
            "/v1/responses",
            $$"""{"model":"{{gateway.Model}}","max_output_tokens":200,"stream":true,"input":"{{Ask}}","tools":[{"type":"function",{{Tool("parameters")[1..]}}]}""");
        var stream = await SseTranscript.ReadAsync(response);
        var end = stream.Chunks[^1].GetProperty("response");
        var calls = end.GetProperty("output").EnumerateArray().Where(item => item.TextOf("type") == "function_call").ToArray();
        return new Heard(
            string.Concat(stream.Chunks.Where(chunk => chunk.TextOf("type") == "response.output_text.delta").Select(chunk => chunk.TextOf("delta"))),
            Joined(calls.Select(call => (call.TextOf("name")!, call.TextOf("arguments")!))),
            end.TextOf("status") == "incomplete" ? "length" : calls.Length > 0 ? "tool_calls" : "stop",
            end.GetProperty("usage").GetProperty("input_tokens").GetInt32(),
            end.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    public static async Task<Heard> OfOllamaAsync(Gateway gateway)
    {
        using var response = await gateway.PostAsync(
            "/api/chat",
            $$"""{"model":"{{gateway.Model}}","options":{"num_predict":200},"messages":[{"role":"user","content":"{{Ask}}"}],"tools":[{"type":"function","function":{{Tool("parameters")}}}]}""");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line)).ToArray();
        var calls = lines.SelectMany(line => line.Find("message")?.Find("tool_calls")?.EnumerateArray() ?? default).Select(call => call.GetProperty("function")).ToArray();
        return new Heard(
            string.Concat(lines.Select(line => line.Find("message")?.TextOf("content"))),
            Joined(calls.Select(call => (call.TextOf("name")!, call.GetProperty("arguments").GetRawText()))),
            lines[^1].TextOf("done_reason") is "stop" && calls.Length > 0 ? "tool_calls" : lines[^1].TextOf("done_reason")!,
            lines[^1].GetProperty("prompt_eval_count").GetInt32(),
            lines[^1].GetProperty("eval_count").GetInt32());
    }

    private static string Tool(string schema) => string.Concat(
        """{"name":"look_up","description":"Looks a word up.",""", $"\"{schema}\":", """{"type":"object","properties":{"word":{"type":"string"}}}}""");

    // As values, since protocols differ in the blanks and escapes between them.
    private static string Joined(IEnumerable<(string Name, string Arguments)> calls) =>
        string.Join("; ", calls.Select(call => $"{call.Name} {JsonSerializer.Serialize(JsonElement.Parse(call.Arguments))}"));
}
