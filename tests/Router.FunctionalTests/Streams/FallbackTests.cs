using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Streams;

public sealed class FallbackTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string[] Limits =
    [
        $"--Router:Timeouts:FirstByte={Limit}", $"--Router:Timeouts:Idle={Limit}", $"--Router:Timeouts:Answer={Limit}", "--Router:Timeouts:KeepAlive=01:00:00",
    ];

    public static TheoryData<string, bool> Failures()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in Scripts.Keys)
        {
            data.Add(name, true);
            if (!StreamOnly.Contains(name))
            {
                data.Add(name, false);
            }
        }

        return data;
    }

    private static readonly Dictionary<string, Reply> Scripts = new()
    {
        ["429"] = Reply.Error(429, retryAfter: 1),
        ["500"] = Reply.Error(500),
        ["529"] = Reply.Error(529),
        ["401"] = Reply.Error(401),
        ["404"] = Reply.Error(404),
        ["redirect"] = new Reply { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:1/" } },
        ["hang"] = Reply.Hang(),
        ["reset"] = Reply.Refuse(),
        ["cut before content"] = Reply.CutAfter(),
        ["end before content"] = Reply.EndEarlyAfter(),
        ["hang before content"] = Reply.HangAfter(),
        ["error event before content"] = Reply.ErrorEventAfter(),
        ["malformed"] = Reply.MalformedAfter(),
        ["html"] = Reply.Html(),
        ["html error"] = Reply.Html(503),
    };

    private static readonly string[] StreamOnly = ["cut before content", "end before content", "hang before content", "error event before content"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_next_candidate_answers_and_the_caller_sees_nothing_of_the_failure(string failure, bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Scripts[failure]);
        second.Replies(Reply.Sse("Hel", "lo"));
        // A limit in real time would bind the second provider as well.
        var clock = new FakeClock();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), clock, Limits);

        var asking = router.Http.PostJsonAsync(Chats.Body(stream: stream));
        if (Scripts[failure].Fault == ReplyFault.Hang)
        {
            await clock.PassAsync(Limit, first);
        }

        var response = await asking;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
        if (stream)
        {
            var events = await EventStream.ReadAsync(response);
            Assert.Equal("Hello", events.Text);
            Assert.True(events.IsDone);
            Assert.All(events.Chunks, chunk => Assert.Equal("sim-medium", chunk.GetProperty("model").GetString()));
        }
        else
        {
            Assert.Equal("Hello", await response.TextAsync());
        }

        Assert.Equal(1, first.Counters.Requests);
        Assert.Equal(1, second.Counters.Requests);
    }

    [Fact]
    public async Task A_refused_connection_moves_on()
    {
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri($"http://127.0.0.1:{FreePort.Next()}"), second.Address));

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
    }

    [Fact]
    public async Task A_fault_of_the_caller_is_not_tried_elsewhere()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Error(400, message: "temperature is too high"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Contains("temperature is too high", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task No_more_attempts_are_made_than_allowed()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), "--Router:MaxAttempts=1");

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("1", response.Header("x-routing-attempts"));
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task The_requests_own_limit_ends_the_attempts()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), "--Router:Timeouts:Total=00:00:02");

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("time was up", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }
}
