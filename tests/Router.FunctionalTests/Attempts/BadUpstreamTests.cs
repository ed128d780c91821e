using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

/// <summary>Providers that send too much, or what is no answer: bounded, blamed on them, and the next candidate answers.</summary>
public sealed class BadUpstreamTests
{
    private const string Role = """data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""" + "\n\n";
    private const string Text = """data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""" + "\n\n";

    private static readonly Dictionary<string, (Reply Reply, bool Stream, string Failure)> Answers = new()
    {
        ["endless JSON"] = (Reply.Endless(), false, "malformed"),
        ["a gzip bomb"] = (Reply.Endless(compressed: true), false, "malformed"),
        ["a gzip bomb as a stream"] = (Reply.Endless(compressed: true) with { ContentType = "text/event-stream" }, true, "malformed"),
        ["an endless line"] = (Reply.Endless() with { ContentType = "text/event-stream", Body = "data: {" }, true, "malformed"),
        ["roles without end"] = (Reply.Raw(string.Concat(Enumerable.Repeat(Role, 10_000)), "text/event-stream"), true, "malformed"),
        ["words as a plain answer"] = (Reply.Raw("All is well.", "text/plain"), false, "malformed"),
        ["words as a stream"] = (Reply.Raw("All is well.\n\n", "text/plain"), true, "cut"),
        ["JSON instead of a stream"] = (Reply.Json(new { ok = true }), true, "malformed"),
        ["nothing at all"] = (Reply.Raw("", "application/json"), false, "malformed"),
        ["not gzip as it says"] = (Reply.Raw("{}", "application/json") with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } }, false, "malformed"),
        ["half a character"] = (Reply.Raw("""{"choices":[{"index":0,"message":{"content":"\ud83d"}}]} trailing""", "application/json"), false, "malformed"),
    };

    public static TheoryData<string> Names() => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_next_candidate_answers(string name)
    {
        var (reply, stream, failure) = Answers[name];
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(reply);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var response = await router.Http.PostJsonAsync(Chats.Body(stream: stream));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("beta", response.Header("x-routing-provider"));
        await response.Content.ReadAsByteArrayAsync();
        await Eventually.Is(() => first.Counters.InFlight == 0);
        await Eventually.Is(() => router.Ledger().Attempts.Count() == 2);
        Assert.Equal(failure, router.Ledger().Attempts.First(attempt => attempt.Provider == "alpha").Failure);
        Assert.True(router.Services.GetRequiredService<LocalHealth>().States().ContainsKey(Catalogs.First));
    }

    [Fact]
    public async Task A_stream_that_never_ends_after_its_content_is_broken_off()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Endless() with { ContentType = "text/event-stream", Body = Text });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var events = await EventStream.ReadAsync(await router.Http.StreamAsync());

        Assert.Equal("Hel", events.Text);
        Assert.Equal("stream_interrupted", events.Error?.GetProperty("code").GetString());
        await Eventually.Is(() => upstream.Counters.Aborts == 1);
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
}
