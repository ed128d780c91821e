using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Anthropic;

public sealed class StreamedMessageTests
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(60);
    private static readonly string[] Limits = [$"--Router:Timeouts:KeepAlive={KeepAlive}", $"--Router:Timeouts:FirstByte={FirstByte}", "--Router:Timeouts:Idle=00:10:00"];
    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("openai-compatible", 8)]
    [InlineData("anthropic", 8)]
    [InlineData("gemini", 8)]
    [InlineData("ollama", 0)]
    public async Task A_stream_of_any_provider_is_a_stream_of_message_events(string profile, int cached)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Messages.Whole with { SplitEvery = 7 });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.StreamMessageAsync();
        var stream = await MessageStream.ReadAsync(response);

        Assert.True(stream.IsDone);
        Assert.Equal(
            [("thinking", "hm", null), ("text", "Grüße, 世界 😀\n", null), ("tool_use", "{\"at\":\"x\"}", "look"), ("tool_use", "{}", "listen")],
            stream.Blocks.Select(block => (block.Kind, block.Text, block.Name)));
        Assert.Equal(2, stream.Blocks.Select(block => block.Id).OfType<string>().Distinct().Count());
        Assert.Equal(("sim-small", "tool_use"), (stream.Model, stream.StopReason));
        Assert.Equal(9, stream.Usage.GetProperty("output_tokens").GetInt32());
        Assert.Equal(response.Header("x-request-id"), response.Header("request-id"));
        if (profile != "anthropic")
        {
            // Anthropic's own stream tells the input at its start.
            Assert.Equal((20 - cached, cached), (stream.Usage.GetProperty("input_tokens").GetInt32(), stream.Usage.GetProperty("cache_read_input_tokens").GetInt32()));
        }
    }

    [Fact]
    public async Task The_start_tells_an_estimate_where_the_provider_counts_at_its_end()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(2011, 9) });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "openai-compatible"));

        var stream = await MessageStream.ReadAsync(await router.Http.StreamMessageAsync());

        var start = stream.Events[0].GetProperty("message").GetProperty("usage");
        Assert.InRange(start.GetProperty("input_tokens").GetInt32(), 1, 100);
        Assert.Equal(0, start.GetProperty("output_tokens").GetInt32());
        Assert.Equal(2011, stream.Usage.GetProperty("input_tokens").GetInt32());
    }

    [Fact]
    public async Task Events_of_an_anthropic_provider_stay_as_they_came()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        string[] events =
        [
            """{"type":"message_start","message":{"id":"msg_x","model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}},"new":1.0}""",
            """{"type": "ping"}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"h\u00e9"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln=="}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"yet_to_come","x":[1]}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}""",
            """{"type":"message_stop"}""",
        ];
        upstream.Replies(new Reply { Body = string.Concat(events.Select(data => $"event: any\ndata: {data}\n\n")), ContentType = "text/event-stream" });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "anthropic"));

        var response = await router.Http.StreamMessageAsync();
        var stream = await MessageStream.ReadAsync(response);

        Assert.Equal(events, stream.Events.Select(one => one.GetRawText()));
        Assert.Equal("c2ln==", stream.Signatures);
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("anthropic")]
    public async Task An_answer_that_breaks_off_ends_with_an_error_event(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var stream = await MessageStream.ReadAsync(await router.Http.StreamMessageAsync());

        Assert.Equal("Hel", stream.Text);
        Assert.Null(stream.StopReason);
        Assert.False(stream.IsDone);
        Assert.Equal("api_error", stream.Error!.Value.GetProperty("type").GetString());
        Assert.Contains("broke off", stream.Error.Value.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_message_starts_silence_is_bridged_by_comments_and_fallback_stays_possible()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        second.Replies(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), _clock, Limits);

        var response = await BridgedAsync(router, first);
        _clock.Advance(FirstByte - KeepAlive);
        var stream = await MessageStream.ReadAsync(response);

        Assert.NotEmpty(stream.Comments);
        Assert.Equal(("Hello", "sim-medium", 0), (stream.Text, stream.Model, stream.Pings));
        Assert.True(stream.IsDone);
    }

    [Fact]
    public async Task Once_it_has_started_silence_is_bridged_by_pings()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), _clock, Limits);

        // With the headers comes the beginning of the answer.
        var reading = MessageStream.ReadAsync(await router.Http.StreamMessageAsync());
        await Eventually.Is(() =>
        {
            _clock.Advance(KeepAlive);
            return reading.IsCompleted;
        });
        var stream = await reading;

        Assert.True(stream.Pings > 0);
        Assert.NotNull(stream.Error);
    }

    [Fact]
    public async Task When_everything_fails_during_the_silence_the_error_is_the_only_event()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), _clock, Limits);

        var response = await BridgedAsync(router, upstream);
        _clock.Advance(FirstByte - KeepAlive);
        var stream = await MessageStream.ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(stream.Events);
        Assert.NotNull(stream.Error);
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("anthropic")]
    public async Task The_first_event_alone_explains(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var stream = await MessageStream.ReadAsync(
            await router.Http.PostToAsync(Messages.Path, Messages.Body(stream: true), ("x-routing-explain", "1")));

        Assert.Equal("message_start", Assert.Single(stream.Events, one => one.TryGetProperty("routing", out _)).GetProperty("type").GetString());
        Assert.True(stream.IsDone);
    }

    /// <summary>A stream that has begun with a comment, for its provider is silent.</summary>
    private async Task<HttpResponseMessage> BridgedAsync(RouterUnderTest router, ProviderSimulator upstream)
    {
        var asking = router.Http.StreamMessageAsync();
        await Eventually.Is(() => upstream.Counters.InFlight == 1);
        _clock.Advance(KeepAlive);
        return await asking;
    }
}
