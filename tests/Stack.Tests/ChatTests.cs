using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Stack.Tests;

/// <summary>What the printed line promises: a first request is answered without any key.</summary>
[Collection(SharedStack.Name)]
public sealed class ChatTests(RunningStack stack)
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task A_plain_request_is_answered_and_says_who_answered()
    {
        using var answer = await AskAsync("""{"model":"auto","messages":[{"role":"user","content":"Hello"}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal("simulator", Header(answer, "x-routing-provider"));
        Assert.StartsWith("sim-", Header(answer, "x-routing-model"), StringComparison.Ordinal);
        Assert.NotEmpty(Header(answer, "x-routing-decision"));
    }

    [Theory]
    [InlineData("fast", "sim-small")]
    [InlineData("balanced", "sim-medium")]
    [InlineData("powerful", "sim-large")]
    public async Task Without_any_key_each_tier_falls_to_the_simulators_model(string tier, string model)
    {
        using var answer = await AskAsync($$"""{"model":"{{tier}}","messages":[{"role":"user","content":"Hello"}]}""");

        Assert.Equal(model, Header(answer, "x-routing-model"));
    }

    [Fact]
    public async Task A_streamed_request_comes_in_pieces_and_ends_with_DONE()
    {
        using var answer = await AskAsync("""{"model":"auto","stream":true,"messages":[{"role":"user","content":"Hello"}]}""");

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(one => one.StartsWith("data: ", StringComparison.Ordinal))
            .Select(one => one["data: ".Length..])
            .ToList();
        Assert.Equal("[DONE]", events[^1]);
        Assert.True(events.SkipLast(1).Select(Text).Count(text => text.Length > 0) > 1, string.Join('\n', events));
    }

    private static string Text(string data)
    {
        using var chunk = JsonDocument.Parse(data);
        var choices = chunk.RootElement.GetProperty("choices");
        return choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() ?? "" : "";
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private async Task<HttpResponseMessage> AskAsync(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await Client.PostAsync(new Uri(stack.Host.Address("router"), "/v1/chat/completions"), content);
    }
}
