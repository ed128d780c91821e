using System.Net.Http.Json;
using System.Text.Json;
using Simulation.Scripting;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class FaultTests : SimulatorClient
{
    private const string Path = "/v1/chat/completions";
    private static readonly object Plain = new { model = "sim-small" };
    private static readonly object Streamed = new { model = "sim-small", stream = true };

    [Theory]
    [InlineData(401, "invalid_api_key")]
    [InlineData(404, "model_not_found")]
    [InlineData(500, "server_error")]
    [InlineData(529, "server_error")]
    public async Task Error_statuses_carry_the_error_body(int status, string sign)
    {
        Upstream.Replies(status);

        using var response = await PostAsync(Path, Streamed);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(sign, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_hang_is_a_request_without_an_answer_and_the_abort_is_counted()
    {
        Upstream.Replies(Hang());
        using var patience = new CancellationTokenSource();
        var pending = PostAsync(Path, Plain, cancelled: patience.Token);
        await Eventually.Is(() => Upstream.Counters.InFlight == 1);
        Assert.False(pending.IsCompleted);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await Eventually.Is(() => Upstream.Counters is { InFlight: 0, Aborts: 1 });
        Assert.Equal(1, Upstream.Counters.ByModel["sim-small"].Aborts);
        Assert.Equal(1, Upstream.Counters.ByPath[Path].Aborts);
    }

    [Fact]
    public async Task An_abort_in_the_middle_of_a_stream_is_counted()
    {
        Upstream.Replies(HangAfter("Hel"));
        var response = await PostAsync(Path, Streamed, headersOnly: true);

        response.Dispose();

        await Eventually.Is(() => Upstream.Counters is { InFlight: 0, Aborts: 1 });
    }

    [Fact]
    public async Task A_refusal_resets_without_an_answer_and_is_no_abort_of_the_caller()
    {
        Upstream.Replies(Refuse());

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Path, Plain));

        await Eventually.Is(() => Upstream.Counters.InFlight == 0);
        Assert.Equal(0, Upstream.Counters.Aborts);
    }

    [Fact]
    public async Task A_cut_stream_breaks_after_its_chunks()
    {
        Upstream.Replies(CutAfter("Hel"));
        using var response = await PostAsync(Path, Streamed, headersOnly: true);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Contains("assistant", await reader.ReadLineAsync());
        await reader.ReadLineAsync();
        Assert.Contains("Hel", await reader.ReadLineAsync());
        await Assert.ThrowsAnyAsync<IOException>(reader.ReadToEndAsync);
    }

    [Fact]
    public async Task A_plain_answer_can_be_cut_too()
    {
        Upstream.Replies(Text("never complete") with { Fault = ReplyFault.Cut });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Path, Plain));
    }

    [Fact]
    public async Task A_failure_can_follow_the_role_alone()
    {
        Upstream.Replies(ErrorEventAfter());

        var events = Events(await PostTextAsync(Path, Streamed));

        Assert.Equal(2, events.Length);
        Assert.Equal("assistant", events[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal("server_error", events[1].GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_stream_can_end_without_its_end_marker()
    {
        Upstream.Replies(EndEarlyAfter("Hel"));

        var stream = await PostTextAsync(Path, Streamed);

        Assert.Contains("Hel", stream);
        Assert.DoesNotContain("[DONE]", stream);
        Assert.DoesNotContain("\"stop\"", stream);
    }

    [Fact]
    public async Task A_fault_can_strike_between_chunks()
    {
        Upstream.Replies(Sse("one", "two", "three") with { Fault = ReplyFault.EndEarly, FaultAfter = 2 });

        var stream = await PostTextAsync(Path, Streamed);

        Assert.Contains("two", stream);
        Assert.DoesNotContain("three", stream);
    }

    [Fact]
    public async Task Malformed_JSON_is_malformed_in_both_forms()
    {
        Upstream.Replies(MalformedAfter("Hel")).Then(MalformedAfter("Hel"));

        var plain = await PostTextAsync(Path, Plain);
        var stream = await PostTextAsync(Path, Streamed);

        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(plain));
        Assert.ThrowsAny<JsonException>(() => Events(stream));
    }

    [Fact]
    public async Task An_HTML_page_can_stand_where_JSON_belongs()
    {
        Upstream.Replies(Html(502));

        using var response = await PostAsync(Path, Plain);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(502, (int)response.StatusCode);
    }

    [Fact]
    public async Task Closed_ports_refuse_and_open_again_at_the_same_address()
    {
        await Upstream.StopListeningAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Path, Plain));

        await Upstream.StartListeningAsync();
        using var response = await PostAsync(Path, Plain);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(Http.BaseAddress, Upstream.Address);
    }

    [Fact]
    public async Task Splits_change_no_byte()
    {
        const string body = "data: {\"text\":\"Grüße 🚀\"}\n\n";
        Upstream.Replies(
            Raw(body, "text/event-stream") with { SplitEvery = 1 },
            Raw(body, "text/event-stream") with { SplitAt = [3, 17, 18, 24] });

        Assert.Equal(body, await PostTextAsync(Path, Streamed));
        Assert.Equal(body, await PostTextAsync(Path, Streamed));
    }

    [Fact]
    public async Task HTTP_2_is_served_in_the_clear_on_its_own_port()
    {
        using var http2 = new HttpClient { BaseAddress = Upstream.Http2Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models")
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await http2.SendAsync(request);

        Assert.Equal(new Version(2, 0), response.Version);
        Assert.Equal(1, Upstream.Counters.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HTTP_2_streams_can_be_aborted_by_either_side(bool byUpstream)
    {
        Upstream.Replies(byUpstream ? CutAfter("Hel") : HangAfter("Hel"));
        using var http2 = new HttpClient { BaseAddress = Upstream.Http2Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = JsonContent.Create(Streamed),
        };
        using var response = await http2.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        if (byUpstream)
        {
            await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
        }
        else
        {
            response.Dispose();
        }

        await Eventually.Is(() => Upstream.Counters.InFlight == 0);
        Assert.Equal(byUpstream ? 0 : 1, Upstream.Counters.Aborts);
    }
}
