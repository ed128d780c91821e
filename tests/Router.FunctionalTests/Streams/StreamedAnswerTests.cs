using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Streams;

public sealed class StreamedAnswerTests
{
    [Fact]
    public async Task Events_reach_the_caller_as_the_provider_wrote_them()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        const string Role = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}""";
        const string Text = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"h\u0069"},"finish_reason":null}],"x":{"y":[1.0]}}""";
        const string End = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
        upstream.Replies(Reply.Raw($"data: {Role}\n\ndata: {Text}\n\ndata: {End}\n\ndata: [DONE]\n\n", "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await EventStream.ReadAsync(await router.Http.StreamAsync());

        Assert.Equal([Role, Text, End, "[DONE]"], stream.Events);
    }

    [Fact]
    public async Task What_SDKs_insist_on_is_made_up_for_where_the_provider_left_it_out()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        const string Call = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null}]}""";
        upstream.Replies(Reply.Raw($"data: {Call}\n\ndata: [DONE]\n\n", "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await EventStream.ReadAsync(await router.Http.StreamAsync());

        Assert.Equal(
            [
                Call.Replace("{\"id\":\"t\"", "{\"index\":0,\"id\":\"t\"", StringComparison.Ordinal),
                """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
                "[DONE]",
            ],
            stream.Events);
    }

    [Fact]
    public async Task Proxies_are_told_not_to_buffer()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.StreamAsync();

        Assert.Equal("no", response.Header("x-accel-buffering"));
        Assert.True(response.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task The_first_piece_comes_while_the_rest_is_still_being_made()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var response = await router.Http.StreamAsync();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        }
        while (line?.Contains("Hel", StringComparison.Ordinal) == false);

        Assert.NotNull(line);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_counts_are_shown_to_those_who_ask(bool asked)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(5, 2) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var options = asked ? ""","stream_options":{"include_usage":true}""" : "";

        var stream = await EventStream.ReadAsync(
            await router.Http.PostJsonAsync($$"""{"model":"fast","stream":true,"messages":[{"role":"user","content":"hi"}]{{options}}}"""));

        Assert.Equal("Hello", stream.Text);
        Assert.Equal(asked ? 1 : 0, stream.Chunks.Count(chunk => chunk.GetProperty("choices").GetArrayLength() == 0));
        // The router asks in any case: the ledger needs the counts.
        Assert.Contains("\"include_usage\":true", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }
}
