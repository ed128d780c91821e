using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

/// <summary>Each kind of failure at each place of an answer: who answers in the end, what the caller sees, whom it counts against.</summary>
public sealed class FailureTableTests
{
    private static readonly string[] Impatient = ["--Router:Timeouts:FirstByte=00:00:00.5", "--Router:Timeouts:Idle=00:00:00.5", "--Router:Timeouts:Answer=00:00:00.5"];

    /// <summary>What becomes of a request.</summary>
    public enum Then
    {
        /// <summary>The next candidate answers, and the caller sees nothing of it.</summary>
        Next,

        /// <summary>The caller is told, for nobody else would do better.</summary>
        End,

        /// <summary>The answer has begun and ends with the protocol's error.</summary>
        Broken,
    }

    private sealed record Row(Reply? Reply, string Failure, Then Then = Then.Next, bool Blamed = true, bool Plain = true, bool Streamed = true, string Seen = "");

    private static readonly Dictionary<string, Row> BeforeContent = new()
    {
        ["connect: refused"] = new(null, "connect"),
        ["headers: none, reset"] = new(Reply.Refuse(), "cut"),
        ["headers: none, silence"] = new(Reply.Hang(), "timeout"),
        ["headers: 400"] = new(Reply.Error(400), "caller_fault", Then.End, Blamed: false),
        ["headers: 400, prompt too long"] = new(Fault(400, "context_length_exceeded"), "context_length", Then.End, Blamed: false),
        ["headers: 400, content declined"] = new(Fault(400, "content_filter"), "content_policy", Then.End, Blamed: false),
        ["headers: 401"] = new(Reply.Error(401), "credential", Blamed: false),
        ["headers: 402"] = new(Reply.Error(402), "quota_exceeded", Blamed: false),
        ["headers: 403"] = new(Reply.Error(403), "credential", Blamed: false),
        ["headers: 404"] = new(Reply.Error(404), "model_gone", Blamed: false),
        ["headers: 408"] = new(Reply.Error(408), "timeout"),
        ["headers: 409"] = new(Reply.Error(409), "upstream"),
        ["headers: 429"] = new(Reply.Error(429), "rate_limited"),
        ["headers: 500"] = new(Reply.Error(500), "upstream"),
        ["headers: 503"] = new(Reply.Error(503), "overloaded"),
        ["headers: 529"] = new(Reply.Error(529), "overloaded"),
        ["headers: redirect"] = new(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:1/" } }, "upstream"),
        ["headers: 200 with a page"] = new(Reply.Html(), "malformed"),
        ["headers: 200 with JSON of another kind"] = new(Reply.Json(new { hello = "there" }), "malformed"),
        ["body: cut"] = new(Reply.CutAfter("Hel"), "cut", Streamed: false),
        ["body: broken JSON"] = new(Reply.MalformedAfter("Hel"), "malformed", Streamed: false),
        ["body: an error instead"] = new(Reply.ErrorEventAfter("Hel"), "upstream", Streamed: false),
        ["role: cut"] = new(Reply.CutAfter(), "cut", Plain: false),
        ["role: end"] = new(Reply.EndEarlyAfter(), "cut", Plain: false),
        ["role: silence"] = new(Reply.HangAfter(), "timeout", Plain: false),
        ["role: error event"] = new(Reply.ErrorEventAfter(), "upstream", Plain: false),
        ["role: broken JSON"] = new(Reply.MalformedAfter(), "malformed", Plain: false),
        ["role: overloaded after the 200"] = new(
            Reply.Raw("data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}\n\n", "text/event-stream"), "overloaded", Plain: false),
        ["role: rate limit after the 200"] = new(
            Reply.Raw("data: {\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\",\"code\":429}}\n\n", "text/event-stream"), "rate_limited", Plain: false),
    };

    private static readonly Dictionary<string, Row> Table = new(
    [
        .. BeforeContent,
        .. Content("reasoning", 1, ""),
        .. Content("first text", 2, "Hel"),
        .. Content("middle", 3, "Hello"),
        .. Content("tool name", 4, "Hello"),
        .. Content("tool arguments", 5, "Hello"),
    ]);

    public static TheoryData<string, bool> Rows()
    {
        var data = new TheoryData<string, bool>();
        foreach (var (name, row) in Table)
        {
            if (row.Plain)
            {
                data.Add(name, false);
            }

            if (row.Streamed)
            {
                data.Add(name, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_failure_at_each_place(string name, bool stream)
    {
        var row = Table[name];
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        second.Replies(Reply.Sse("Good", "bye"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), Impatient);
        await ScriptAsync(first, row.Reply);

        var response = await router.Http.PostJsonAsync(Chats.Body(stream: stream));

        await (row.Then switch
        {
            Then.Next => AnsweredByTheNextAsync(response, stream),
            Then.End => EndedAsync(response),
            _ => BrokenOffAsync(response, row),
        });
        var attempts = row.Then == Then.Next ? 2 : 1;
        Assert.Equal(attempts - 1, second.Counters.Requests);
        await Eventually.Is(() => router.Ledger().Decisions.Any());
        var ledger = router.Ledger().Attempts.OrderBy(attempt => attempt.Attempt).ToArray();

        var booked = ledger.Select(attempt => (attempt.Provider, attempt.Outcome, attempt.Failure));
        IEnumerable<(string, string, string)> expected = row.Then == Then.Next ? [("alpha", "failed", row.Failure), ("beta", "ok", "")] : [("alpha", "failed", row.Failure)];

        // What never reached a provider is not booked.
        Assert.Equal(expected.Skip(row.Reply is null ? 1 : 0), booked);
        Assert.Equal(row.Blamed, router.Services.GetRequiredService<LocalHealth>().States().ContainsKey(Catalogs.First));
    }

    private static async Task AnsweredByTheNextAsync(HttpResponseMessage response, bool stream)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("beta", "2"), (response.Header("x-routing-provider"), response.Header("x-routing-attempts")));
        if (!stream)
        {
            Assert.Equal("Goodbye", await response.TextAsync());
            return;
        }

        var events = await EventStream.ReadAsync(response);
        Assert.Equal(("Goodbye", "stop", true), (events.Text, events.FinishReason, events.IsDone));
        Assert.All(events.Chunks, chunk => Assert.Equal("sim-medium", chunk.GetProperty("model").GetString()));
    }

    private static async Task EndedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("1", response.Header("x-routing-attempts"));
        await response.ErrorAsync();
    }

    private static async Task BrokenOffAsync(HttpResponseMessage response, Row row)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var events = await EventStream.ReadAsync(response);
        Assert.Equal(row.Seen, events.Text);
        Assert.Equal("stream_interrupted", events.Error?.GetProperty("code").GetString());
        Assert.Null(events.FinishReason);
        Assert.DoesNotContain("[DONE]", events.Events);
    }

    private static async Task ScriptAsync(ProviderSimulator first, Reply? reply)
    {
        if (reply is null)
        {
            await first.StopListeningAsync();
        }
        else
        {
            first.Replies(reply);
        }
    }

    // One thought, two pieces of text, a call with its name and its arguments.
    private static IEnumerable<KeyValuePair<string, Row>> Content(string place, int after, string seen) =>
        new[]
        {
            (Fault: ReplyFault.Cut, Name: "cut", Failure: "cut"),
            (Fault: ReplyFault.EndEarly, Name: "end", Failure: "cut"),
            (Fault: ReplyFault.Hang, Name: "silence", Failure: "timeout"),
            (Fault: ReplyFault.ErrorEvent, Name: "error event", Failure: "upstream"),
            (Fault: ReplyFault.MalformedJson, Name: "broken JSON", Failure: "malformed"),
        }.Select(fault => KeyValuePair.Create($"{place}: {fault.Name}", new Row(
            new()
            {
                Reasoning = ["Think."],
                Chunks = ["Hel", "lo"],
                ToolCalls = [new("look_up", """{"what":"something long enough for two pieces"}""")],
                Fault = fault.Fault,
                FaultAfter = after,
            },
            fault.Failure, Then.Broken, Plain: false, Seen: seen)));

    private static Reply Fault(int status, string code) => Reply.Json(new { error = new { message = "No.", code } }, status);
}
