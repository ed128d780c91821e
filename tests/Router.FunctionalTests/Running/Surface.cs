using System.Text.Json;
using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Ollama;

namespace Router.FunctionalTests.Running;

/// <summary>The same chat on any surface, and what its caller gets to hear.</summary>
internal static class Surface
{
    public static readonly string[] All = ["chat", "completions", "messages", "responses", "ollama", "generate", "grpc"];

    /// <summary>Every surface, plain and streamed.</summary>
    public static TheoryData<string, bool> Ways
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var surface in All)
            {
                data.Add(surface, false);
                data.Add(surface, true);
            }

            return data;
        }
    }

    /// <summary>Asks one question.</summary>
    public static async Task<Heard> AskAsync(
        this RouterUnderTest router, string surface, bool stream, string question = "hi", string model = "fast", params (string Name, string Value)[] headers)
    {
        if (surface == "grpc")
        {
            return await (stream ? StreamGrpcAsync(router, question, model, headers) : AskGrpcAsync(router, question, model, headers));
        }

        var (path, body) = Request(surface, stream, question, model);
        using var response = await router.Http.PostToAsync(path, body, headers);
        var heard = response.IsSuccessStatusCode
            ? await (stream ? ReadStreamAsync(surface, response) : ReadAsync(surface, response))
            : new() { Error = ErrorOf(surface, await response.JsonAsync()) };
        return heard with
        {
            Status = (int)response.StatusCode,
            Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
        };
    }

    /// <summary>The address of a surface, those beside chats among them, and a question in its words.</summary>
    public static (string Path, string Body) Request(string surface, bool stream, string question = "hi", string model = "fast")
    {
        var said = JsonSerializer.Serialize(question);
        var messages = $$"""[{"role":"user","content":{{said}}}]""";
        var streamed = stream ? "true" : "false";
        return surface switch
        {
            "chat" => (Chats.Path, $$"""{"model":"{{model}}","messages":{{messages}},"stream":{{streamed}}}"""),
            "completions" => ("/v1/completions", $$"""{"model":"{{model}}","prompt":{{said}},"stream":{{streamed}}}"""),
            "messages" => ("/v1/messages", $$"""{"model":"{{model}}","max_tokens":100,"messages":{{messages}},"stream":{{streamed}}}"""),
            "responses" => ("/v1/responses", $$"""{"model":"{{model}}","input":{{said}},"stream":{{streamed}}}"""),
            "ollama" => ("/api/chat", $$"""{"model":"{{model}}","messages":{{messages}},"stream":{{streamed}}}"""),
            "generate" => ("/api/generate", $$"""{"model":"{{model}}","prompt":{{said}},"stream":{{streamed}}}"""),
            "embeddings" => ("/v1/embeddings", $$"""{"model":"{{model}}","input":{{said}}}"""),
            "embed" => ("/api/embed", $$"""{"model":"{{model}}","input":{{said}}}"""),
            "count_tokens" => ("/v1/messages/count_tokens", $$"""{"model":"{{model}}","messages":{{messages}}}"""),
            _ => throw new ArgumentOutOfRangeException(nameof(surface), surface, null),
        };
    }

    /// <summary>What an error says for machines; Ollama's has words alone. Its shape is the surface's own, or this fails.</summary>
    public static string ErrorOf(string surface, JsonElement answer)
    {
        switch (surface)
        {
            case "ollama" or "generate" or "embed":
                return answer.GetProperty("error").GetString()!;
            case "messages" or "count_tokens":
                Assert.Equal("error", answer.GetProperty("type").GetString());
                Assert.NotEmpty(answer.GetProperty("error").GetProperty("message").GetString()!);
                return answer.GetProperty("error").GetProperty("type").GetString()!;
            default:
                Assert.NotEmpty(answer.GetProperty("error").GetProperty("message").GetString()!);
                return answer.GetProperty("error").GetProperty("code").GetString()!;
        }
    }

    private static async Task<Heard> ReadAsync(string surface, HttpResponseMessage response)
    {
        var answer = await response.JsonAsync();
        return surface switch
        {
            "chat" => Whole(answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content"), answer.GetProperty("choices")[0].GetProperty("finish_reason")),
            "completions" => Whole(answer.GetProperty("choices")[0].GetProperty("text"), answer.GetProperty("choices")[0].GetProperty("finish_reason")),
            "messages" => Whole(answer.GetProperty("content").EnumerateArray().Last(block => block.GetProperty("type").GetString() == "text").GetProperty("text"), answer.GetProperty("stop_reason")),
            "responses" => Whole(answer.GetProperty("output").EnumerateArray().Last(item => item.GetProperty("type").GetString() == "message").GetProperty("content")[0].GetProperty("text"), answer.GetProperty("status")),
            "ollama" => Whole(answer.GetProperty("message").GetProperty("content"), answer.GetProperty("done_reason")),
            _ => Whole(answer.GetProperty("response"), answer.GetProperty("done_reason")),
        };

        static Heard Whole(JsonElement text, JsonElement end) => new() { Text = text.GetString()!, Ended = end.ValueKind == JsonValueKind.String };
    }

    private static async Task<Heard> ReadStreamAsync(string surface, HttpResponseMessage response)
    {
        switch (surface)
        {
            case "chat":
                var chat = await EventStream.ReadAsync(response);
                return new() { Text = chat.Text, Ended = chat is { FinishReason: not null, IsDone: true }, Error = chat.Error?.GetProperty("code").GetString() };
            case "completions":
                var texts = await EventStream.ReadAsync(response);
                return new()
                {
                    Text = string.Concat(Choices(texts).Select(choice => choice.GetProperty("text").GetString())),
                    Ended = texts.IsDone && Choices(texts).Any(choice => choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String),
                    Error = texts.Error?.GetProperty("code").GetString(),
                };
            case "messages":
                var message = await MessageStream.ReadAsync(response);
                return new() { Text = message.Text, Ended = message.IsDone, Error = message.Error?.GetProperty("type").GetString() };
            case "responses":
                var events = await ResponseStream.ReadAsync(response);
                return new()
                {
                    Text = events.Text,
                    Ended = events.End is "response.completed" or "response.incomplete",
                    Error = events.End == "response.failed" ? events.Last.GetProperty("error").GetProperty("code").GetString() : null,
                };
            default:
                var lines = await OllamaStream.ReadAsync(response);
                return new() { Text = surface == "ollama" ? lines.Text : lines.Response, Ended = lines.IsDone, Error = lines.Error };
        }

        static IEnumerable<JsonElement> Choices(EventStream texts) =>
            texts.Chunks.Where(chunk => chunk.TryGetProperty("choices", out _)).SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray());
    }

    private static async Task<Heard> AskGrpcAsync(RouterUnderTest router, string question, string model, (string Name, string Value)[] headers)
    {
        using var call = router.Client().ChatAsync(new() { Model = model, Conversation = GrpcCalls.Says(question) }, Metadata(headers));
        try
        {
            var answer = await call.ResponseAsync;
            return new()
            {
                Text = string.Concat(answer.Message.Content.Select(part => part.Text)),
                Ended = answer.FinishReason != FinishReason.Unspecified,
                Headers = call.GetTrailers().ToDictionary(entry => entry.Key, entry => entry.Value),
            };
        }
        catch (RpcException failure)
        {
            return Failed(failure);
        }
    }

    private static async Task<Heard> StreamGrpcAsync(RouterUnderTest router, string question, string model, (string Name, string Value)[] headers)
    {
        using var call = router.Client().ChatStream(new() { Model = model, Conversation = GrpcCalls.Says(question) }, Metadata(headers));
        var heard = new Heard();
        try
        {
            await foreach (var piece in call.ResponseStream.ReadAllAsync())
            {
                heard = heard with { Text = heard.Text + piece.Delta?.Text, Ended = heard.Ended || piece.End is { FinishReason: not FinishReason.Unspecified } };
            }

            return heard with { Headers = call.GetTrailers().ToDictionary(entry => entry.Key, entry => entry.Value) };
        }
        catch (RpcException failure)
        {
            return Failed(failure) with { Text = heard.Text, Ended = heard.Ended };
        }
    }

    private static Heard Failed(RpcException failure) => new()
    {
        Error = failure.Reason(),
        Status = failure.StatusCode switch { StatusCode.InvalidArgument => 400, _ => 500 },
        Headers = failure.Trailers.Where(entry => !entry.IsBinary).ToDictionary(entry => entry.Key, entry => entry.Value),
    };

    private static Metadata Metadata((string Name, string Value)[] headers)
    {
        var metadata = new Metadata();
        foreach (var (name, value) in headers)
        {
            metadata.Add(name, value);
        }

        return metadata;
    }
}
