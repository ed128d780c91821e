using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Faults;

/// <summary>
/// Providers of every format that send too much, or what is no answer: bounded, blamed on them, and the next candidate answers. Each
/// format is asked from a surface that reads it in a way of its own.
/// </summary>
public sealed class BadUpstreamTests
{
    private const string Role = """data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""" + "\n\n";
    private const string Text = """data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""" + "\n\n";

    private static readonly Dictionary<string, (string Root, string Stream, string Surface)> Formats = new()
    {
        ["openai-compatible"] = ("/v1", "text/event-stream", "chat"),
        ["anthropic"] = ("/v1", "text/event-stream", "messages"),
        ["gemini"] = ("/v1beta", "text/event-stream", "grpc"),
        ["ollama"] = ("/", "application/x-ndjson", "ollama"),
    };

    public static TheoryData<string, string> Answers()
    {
        var data = new TheoryData<string, string>();
        foreach (var profile in Formats.Keys)
        {
            foreach (var name in AnswersOf(profile).Keys)
            {
                data.Add(profile, name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_next_candidate_answers(string profile, string name)
    {
        var (reply, stream, failure) = AnswersOf(profile)[name];
        var (root, _, surface) = Formats[profile];
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(reply);
        second.Replies(Reply.Sse("Good", "bye"));
        var snapshot = Catalogs.Of(first.Address, second.Address);
        await using var router = await RouterUnderTest.StartAsync(
            snapshot with { Providers = [snapshot.Providers[0] with { Profile = profile, BaseUrl = new(first.Address, root) }, snapshot.Providers[1]] });

        var heard = await router.AskAsync(surface, stream);

        Assert.Equal(("Goodbye", true, "beta"), (heard.Text, heard.Ended, heard.Headers["x-routing-provider"]));
        await Eventually.Is(() => first.Counters.InFlight == 0);
        await Eventually.Is(() => router.Ledger().Attempts.Count() == 2);
        Assert.Equal(failure, router.Ledger().Attempts.First(attempt => attempt.Provider == "alpha").Failure);
        Assert.True(router.Services.GetRequiredService<LocalHealth>().States().ContainsKey(Catalogs.First));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("completions")]
    [InlineData("messages")]
    [InlineData("responses")]
    [InlineData("ollama")]
    [InlineData("generate")]
    [InlineData("grpc")]
    public async Task A_stream_that_never_ends_after_its_content_is_broken_off(string surface)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Endless() with { ContentType = "text/event-stream", Body = Text });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await router.AskAsync(surface, stream: true);

        Assert.Equal(("Hel", false), (heard.Text, heard.Ended));
        Assert.NotNull(heard.Error);
        await Eventually.Is(() => upstream.Counters.Aborts == 1);
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal(("failed", "malformed"), (router.Ledger().Attempts.Single().Outcome, router.Ledger().Attempts.Single().Failure));
    }

    [LongFact]
    public async Task An_answer_without_end_is_broken_off_at_the_limit_of_answers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var piece = new string('a', 900_000);
        upstream.Replies(Reply.Sse([.. Enumerable.Repeat(piece, 100)]));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await router.AskAsync("grpc", stream: true);

        Assert.Equal("STREAM_INTERRUPTED", heard.Error);
        Assert.InRange(heard.Text.Length, 60 << 20, 66 << 20);
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal("malformed", router.Ledger().Attempts.Single().Failure);
    }

    [Fact]
    public async Task An_error_page_however_long_is_read_no_further_than_its_beginning()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Endless(compressed: true) with { Status = 503, ContentType = "text/html", Body = "<html>" });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        await Eventually.Is(() => first.Counters.Aborts == 1);
    }

    private static Dictionary<string, (Reply Reply, bool Stream, string Failure)> AnswersOf(string profile)
    {
        var (_, type, _) = Formats[profile];
        var lines = type == "application/x-ndjson";
        var answers = new Dictionary<string, (Reply Reply, bool Stream, string Failure)>
        {
            ["endless JSON"] = (Reply.Endless(), false, "malformed"),
            ["a gzip bomb"] = (Reply.Endless(compressed: true), false, "malformed"),
            ["a gzip bomb as a stream"] = (Reply.Endless(compressed: true) with { ContentType = type }, true, "malformed"),
            ["an endless line"] = (Reply.Endless() with { ContentType = type, Body = lines ? "{" : "data: {" }, true, "malformed"),
            ["a page"] = (Reply.Html(), false, "malformed"),
            ["a page as a stream"] = (Reply.Html(), true, "malformed"),
            ["words as a plain answer"] = (Reply.Raw("All is well.", "text/plain"), false, "malformed"),
            ["words as a stream"] = (Reply.Raw("All is well.\n\n", "text/plain"), true, lines ? "malformed" : "cut"),
            ["JSON instead of a stream"] = (Reply.Json(new { ok = true }), true, "malformed"),
            ["nothing at all"] = (Reply.Raw("", "application/json"), false, "malformed"),
            ["nothing at all as a stream"] = (Reply.Raw("", type), true, "cut"),
            ["not gzip as it says"] = (Reply.Raw("{}", "application/json") with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } }, false, "malformed"),
            ["half an answer"] = (Reply.CutAfter("Hel"), false, "cut"),
            ["broken JSON"] = (Reply.MalformedAfter("Hel"), false, "malformed"),
            ["a stream cut before its content"] = (Reply.CutAfter(), true, "cut"),
        };
        if (profile == "openai-compatible")
        {
            answers["roles without end"] = (Reply.Raw(string.Concat(Enumerable.Repeat(Role, 10_000)), type), true, "malformed");
            answers["half a character"] = (Reply.Raw("""{"choices":[{"index":0,"message":{"content":"\ud83d"}}]} trailing""", "application/json"), false, "malformed");
        }

        return answers;
    }
}
