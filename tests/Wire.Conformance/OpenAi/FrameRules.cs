using System.Net;
using Simulation.Scripting;
using TestKit;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>How the stream of a chat is framed, begun, broken off and ended.</summary>
public sealed class FrameRules : WireTest
{
    [Fact]
    public async Task Rule_01_A_chunk_is_one_data_line_of_JSON_in_UTF_8()
    {
        Gateway.Upstream.Replies(Reply.Sse("Grüß ", "Gott, ", "世界 ", "🎉 \n\"quoted\""));

        var stream = await Gateway.StreamChatAsync();

        Assert.Equal("Grüß Gott, 世界 🎉 \n\"quoted\"", stream.Text);
        Assert.All(stream.Events, one => Assert.Null(one.Name));
    }

    [Fact]
    public async Task Rule_02_A_stream_ends_with_one_end_mark_and_nothing_after_it()
    {
        var stream = await Gateway.StreamChatAsync();

        Assert.EndsWith("\n\ndata: [DONE]\n\n", stream.Body, StringComparison.Ordinal);
        Assert.Single(stream.Events, one => one.Data == SseTranscript.Done);
    }

    [Fact]
    public async Task Rule_03_What_is_not_JSON_never_reaches_the_caller()
    {
        Gateway.Upstream.Replies(Reply.MalformedAfter("Hel", "lo"));

        // Reading it parses every event.
        var stream = await Gateway.StreamChatAsync();

        Assert.Equal("Hello", stream.Text);
    }

    [Fact]
    public async Task Rule_04_An_error_in_the_middle_is_an_error_event_and_no_finish_is_made_up()
    {
        foreach (var broken in (Reply[])[Reply.ErrorEventAfter("Hel", "lo"), Reply.CutAfter("Hel", "lo"), Reply.EndEarlyAfter("Hel", "lo"), Reply.MalformedAfter("Hel", "lo")])
        {
            var gateway = await FreshAsync();
            gateway.Upstream.Replies(broken);

            var stream = await gateway.StreamChatAsync();

            Assert.Equal("Hello", stream.Text);
            Assert.True(stream.Error is not null, $"{broken.Fault}: no error event");
            Errors.Check(stream.Error!.Value);
            Assert.Empty(stream.FinishReasons);
        }
    }

    [Fact]
    public async Task Rule_11_Every_event_is_flushed_when_it_comes()
    {
        // What follows never comes, so that only what was flushed can be read.
        Gateway.Upstream.Replies(Reply.HangAfter("Hel", "lo"));
        using var response = await Gateway.ChatAsync(",\"stream\":true");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        var text = "";
        while (!text.Contains("\"lo\"", StringComparison.Ordinal))
        {
            text += await reader.ReadLineAsync(deadline.Token);
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Rule_11_Proxies_are_told_not_to_buffer_a_stream()
    {
        using var response = await Gateway.ChatAsync(",\"stream\":true");

        Assert.Equal("no", Assert.Single(response.Headers.GetValues("X-Accel-Buffering")));
    }

    [Fact]
    public async Task Rule_12_A_caller_who_hangs_up_stops_the_upstream_call()
    {
        Gateway.Upstream.Replies(Reply.HangAfter("Hel", "lo"));
        using (var response = await Gateway.ChatAsync(",\"stream\":true"))
        {
            var one = new byte[1];
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(one);
        }

        await Eventually.Is(() => Gateway.Upstream.Counters is { Aborts: 1, InFlight: 0 });
    }
}
