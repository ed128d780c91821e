using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Router.Grpc.Settings;
using Routing.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

/// <summary>
/// Each kind of failure at each place of an answer, on every surface, with and without retries: who answers in the end, what the
/// caller sees, whom it counts against.
/// </summary>
public sealed class FailureTableTests
{
    // Every surface fails at the same provider.
    private const string NoCooldown = "--Router:Cooldown:AfterFailures=1000";
    // Longer than the machine may take from one piece of an answer to the next.
    private static readonly string[] Impatient = ["--Router:Timeouts:Idle=00:00:08"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    // By a clock that stands still for whoever takes over.
    private static readonly string[] Limits =
    [
        $"--Router:Timeouts:FirstByte={Limit}", $"--Router:Timeouts:Idle={Limit}", $"--Router:Timeouts:Answer={Limit}", "--Router:Timeouts:KeepAlive=01:00:00",
    ];

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

    private sealed record Row(Reply? Reply, string Failure, Then Then = Then.Next, bool Blamed = true, bool Plain = true, bool Streamed = true, string Seen = "")
    {
        public bool IsSilence => Reply?.Fault is ReplyFault.Hang;
    }

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
        foreach (var (name, row) in Table.Where(static row => !IsLateSilence(row.Value)))
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
    public Task Each_failure_at_each_place(string name, bool stream) => CheckAsync(name, stream, "openai-compatible", Surface.All);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Each_failure_at_each_place_of_a_response_that_is_forwarded(string name, bool stream) => CheckAsync(name, stream, "openai", ["responses"]);

    // All at once, since each waits until the silence has lasted long enough.
    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("openai")]
    public Task Silence_at_each_place_of_the_content(string profile) => Task.WhenAll(Table.Where(static row => IsLateSilence(row.Value))
        .Select(row => CheckAsync(row.Key, stream: true, profile, profile == "openai" ? ["responses"] : Surface.All)));

    [Fact]
    public void One_retry_is_what_is_shipped() =>
        Assert.Equal(1, RouterSettingsReader.Read(new ConfigurationBuilder().Build(), out _).Retries.Most);

    private static async Task CheckAsync(string name, bool stream, string profile, string[] surfaces)
    {
        var row = Table[name];
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        second.For().Always(Reply.Sse("Good", "bye"));
        var snapshot = Catalogs.Of(first.Address, second.Address);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { Profile = profile }, snapshot.Providers[1]] };
        var clock = row.IsSilence && !IsLateSilence(row) ? new FakeClock() : null;
        void OnClock(IServiceCollection services) => services.AddSingleton(clock ?? TimeProvider.System);
        string[] settings = [NoCooldown, .. clock is null ? Impatient : Limits];
        await using var once = await RouterUnderTest.StartAsync(snapshot, OnClock, settings);
        await using var twice = await RouterUnderTest.StartAsync(
            snapshot, OnClock, [.. settings, "--Router:Retries:Most=1", "--Router:Retries:FirstWait=00:00:00.001"]);
        await ScriptAsync(first, row.Reply);
        Assert.All([once, twice], TrustFirst);

        var asking = Task.WhenAll(surfaces.SelectMany(surface => new[] { AskAsync(once, surface, retries: 0), AskAsync(twice, surface, retries: 1) }));
        if (clock is not null)
        {
            await clock.PassAsync(Limit, first, 2 * surfaces.Length);
        }

        await asking;

        Assert.All([once, twice], router => Assert.Equal(row.Blamed, router.Services.GetRequiredService<LocalHealth>().States().ContainsKey(Catalogs.First)));

        async Task AskAsync(RouterUnderTest router, string surface, int retries)
        {
            var where = $"{surface}, {retries} retries";
            var heard = await router.AskAsync(surface, stream);
            var failed = row.Then != Then.Broken && IsRepeated(row.Failure) ? 1 + retries : 1;
            AssertHeard(row, where, surface, heard, failed);
            await AssertLedgerAsync(row, where, router, heard.Headers["x-routing-decision"], failed);
        }
    }

    private static bool IsLateSilence(Row row) => row is { IsSilence: true, Then: Then.Broken };

    // So many good answers that the failures of all surfaces together open no circuit.
    private static void TrustFirst(RouterUnderTest router) => router.Services.GetRequiredService<HealthBook>().Record(
        [new() { Subject = HealthSubject.Of(Catalogs.First), Successes = 1_000_000 }]);

    private static void AssertHeard(Row row, string where, string surface, Heard heard, int failed)
    {
        switch (row.Then)
        {
            case Then.Next:
                Assert.Equal((where, 200, "Goodbye", true, null), (where, heard.Status, heard.Text, heard.Ended, heard.Error));
                Assert.Equal((where, "beta", $"{failed + 1}"), (where, heard.Headers["x-routing-provider"], heard.Headers["x-routing-attempts"]));
                break;
            case Then.End:
                Assert.Equal((where, 400, "", false, "1"), (where, heard.Status, heard.Text, heard.Ended, heard.Headers["x-routing-attempts"]));
                Assert.NotNull(heard.Error);
                break;
            case Then.Broken:
                Assert.Equal((where, row.Seen, false, "1"), (where, heard.Text, heard.Ended, heard.Headers["x-routing-attempts"]));
                Assert.Contains(
                    surface switch { "messages" => "api_error", "responses" => "server_error", "grpc" => "STREAM_INTERRUPTED", "ollama" or "generate" => "broke off", _ => "stream_interrupted" },
                    heard.Error,
                    StringComparison.Ordinal);
                break;
        }
    }

    private static async Task AssertLedgerAsync(Row row, string where, RouterUnderTest router, string decision, int failed)
    {
        // What never reached a provider is not booked.
        failed = row.Reply is null ? 0 : failed;
        var attempts = row.Then == Then.Next ? failed + 1 : failed;
        // The last that is written of a request.
        await Eventually.Is(() => router.Ledger().Decisions.Any(row => row.DecisionId == decision));
        Assert.Equal((where, attempts), (where, Booked().Length));
        Assert.All(Booked()[..failed], attempt => Assert.Equal((where, "alpha", "failed", row.Failure), (where, attempt.Provider, attempt.Outcome, attempt.Failure)));
        Assert.All(Booked()[failed..], attempt => Assert.Equal((where, "beta", "ok"), (where, attempt.Provider, attempt.Outcome)));

        Aspire.Catalog.V1.AttemptEvent[] Booked() =>
            [.. router.Ledger().Attempts.Where(attempt => attempt.DecisionId == decision).OrderBy(attempt => attempt.Attempt)];
    }

    // As docs/attempts.md has it.
    private static bool IsRepeated(string failure) => failure is "rate_limited" or "overloaded" or "upstream" or "cut";

    private static async Task ScriptAsync(ProviderSimulator first, Reply? reply)
    {
        if (reply is null)
        {
            await first.StopListeningAsync();
        }
        else
        {
            first.For().Always(reply);
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
