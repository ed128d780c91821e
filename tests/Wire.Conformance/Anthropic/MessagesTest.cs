using System.Net.Http.Headers;
using System.Text.Json;
using Wire.Conformance.Running;

namespace Wire.Conformance.Anthropic;

/// <summary>Checks of the Messages surface, called as Anthropic's SDKs call it.</summary>
public abstract class MessagesTest : WireTest
{
    // The gateway's own client would add a key in the way of the OpenAI surface.
    private static readonly HttpClient Anonymous = new();

    private protected static Task<HttpResponseMessage> MessageAsync(Gateway gateway, string fields = "") => SendAsync(
        gateway,
        HttpMethod.Post,
        "/v1/messages",
        $$"""{"model":"{{gateway.Model}}","max_tokens":200,"messages":[{"role":"user","content":"Say hello."}]{{fields}}}""");

    private protected static async Task<SseTranscript> StreamAsync(Gateway gateway, string fields = "")
    {
        using var response = await MessageAsync(gateway, $",\"stream\":true{fields}");
        return await SseTranscript.ReadAsync(response);
    }

    private protected static async Task<HttpResponseMessage> SendAsync(
        Gateway gateway, HttpMethod method, string path, string? json = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(gateway.Http.BaseAddress!, path));
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (headers is null)
        {
            request.Headers.Add("x-api-key", gateway.Key);
        }
        else
        {
            headers(request.Headers);
        }

        foreach (var (name, value) in gateway.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Anonymous.SendAsync(request);
    }

    /// <summary>The data of the events of one type.</summary>
    private protected static JsonElement[] Of(SseTranscript stream, string type) => [.. stream.Chunks.Where(chunk => chunk.TextOf("type") == type)];

    private protected static string Text(SseTranscript stream) =>
        string.Concat(Of(stream, "content_block_delta").Select(one => one.GetProperty("delta")).Where(delta => delta.TextOf("type") == "text_delta").Select(delta => delta.TextOf("text")));
}
