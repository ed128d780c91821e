using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Caching;

public sealed class ResponseCacheTests
{
    private static readonly (string, string) On = ("x-routing-cache", "on");
    private static readonly (string, string) Off = ("x-routing-cache", "off");
    private static readonly (string, string) Refresh = ("x-routing-cache", "refresh");

    [Theory]
    [MemberData(nameof(Surface.Ways), MemberType = typeof(Surface))]
    public async Task The_same_chat_is_answered_again_without_a_call(string surface, bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Grüße, ", "世界 ", "😀"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var first = await router.AskAsync(surface, stream, headers: On);
        var second = await router.AskAsync(surface, stream, headers: On);

        Assert.Equal(("Grüße, 世界 😀", true, null, "miss", "1"), (first.Text, first.Ended, first.Error, first.Headers["x-routing-cache"], first.Headers["x-routing-attempts"]));
        Assert.Equal(("Grüße, 世界 😀", true, null, "hit", "0"), (second.Text, second.Ended, second.Error, second.Headers["x-routing-cache"], second.Headers["x-routing-attempts"]));
        Assert.Equal("alpha", second.Headers["x-routing-provider"]);
        Assert.Equal(1, upstream.Counters.Requests);
        await Eventually.Is(() => router.Ledger().Decisions.Count() == 2);
        // Each is booked a moment after its caller has it.
        Assert.Equal([("cached", 0), ("ok", 1)], router.Ledger().Decisions.Select(row => (row.Outcome, row.Attempts)).Order());
        Assert.Single(router.Ledger().Attempts);
    }

    [Theory]
    [InlineData("anthropic", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task Whatever_format_the_provider_speaks(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        foreach (var surface in Surface.All)
        {
            foreach (var stream in new[] { false, true })
            {
                await router.AskAsync(surface, stream, headers: On);
                var again = await router.AskAsync(surface, stream, headers: On);

                Assert.Equal((surface, "Hello", true, "hit"), (surface, again.Text, again.Ended, again.Headers["x-routing-cache"]));
            }
        }
    }

    [Fact]
    public async Task Who_does_not_ask_gets_an_answer_of_their_own()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        await router.AskAsync("chat", stream: false, headers: On);

        var unasked = await router.AskAsync("chat", stream: false);
        var declined = await router.AskAsync("chat", stream: false, headers: Off);

        Assert.All([unasked, declined], heard => Assert.False(heard.Headers.ContainsKey("x-routing-cache")));
        Assert.Equal(3, upstream.Counters.Requests);
    }

    [Fact]
    public async Task A_new_answer_takes_the_place_of_the_one_before()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("old"), Reply.Text("new"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        await router.AskAsync("chat", stream: false, headers: On);

        var refreshed = await router.AskAsync("chat", stream: false, headers: Refresh);
        var again = new Heard();
        // It is kept a moment after its caller has it.
        await Eventually.Is(async () => (again = await router.AskAsync("chat", stream: false, headers: On)).Text == "new");

        Assert.Equal(("new", "miss"), (refreshed.Text, refreshed.Headers["x-routing-cache"]));
        Assert.Equal(("new", "hit"), (again.Text, again.Headers["x-routing-cache"]));
    }

    [Theory]
    [InlineData("on", null, "hit")]
    [InlineData("on", "off", null)]
    [InlineData("off", "on", null)]
    [InlineData("asked", null, null)]
    [InlineData("asked", "on", "hit")]
    public async Task The_setting_says_who_is_served_from_the_cache(string mode, string? asked, string? expected)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), $"--Router:Cache:Mode={mode}");
        (string, string)[] headers = asked is null ? [] : [("x-routing-cache", asked)];
        await router.AskAsync("chat", stream: false, headers: headers);

        var again = await router.AskAsync("chat", stream: false, headers: headers);

        Assert.Equal(expected, again.Headers.GetValueOrDefault("x-routing-cache"));
    }

    [Theory]
    [InlineData("""{"stream":false,"messages":[{"content":"hi","role":"user"}],  "model":"fast"}""", "hit")]
    [InlineData("""{"model":"balanced","messages":[{"role":"user","content":"hi"}]}""", "hit")]
    [InlineData("""{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"agent_id":"a"}}""", "hit")]
    [InlineData("""{"model":"fast","messages":[{"role":"user","content":"Hi"}]}""", "miss")]
    [InlineData("""{"model":"fast","messages":[{"role":"user","content":"hi"}],"temperature":0}""", "miss")]
    [InlineData("""{"model":"fast","messages":[{"role":"user","content":"hi"}],"anything":{"a":1}}""", "miss")]
    [InlineData("""{"model":"beta/sim-medium","messages":[{"role":"user","content":"hi"}]}""", "miss")]
    public async Task What_is_asked_of_the_model_must_be_the_same_however_it_is_written(string body, string expected)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address));
        await router.Http.PostToAsync(Chats.Path, Chats.Body(), On);

        var response = await router.Http.PostToAsync(Chats.Path, body, On);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(expected, response.Header("x-routing-cache"));
    }

    [Fact]
    public async Task An_answer_that_came_after_a_failure_is_not_kept()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var fallback = await router.AskAsync("chat", stream: true, headers: On);
        var again = await router.AskAsync("chat", stream: true, headers: On);

        Assert.Equal(("beta", "miss"), (fallback.Headers["x-routing-provider"], fallback.Headers["x-routing-cache"]));
        Assert.Equal(("alpha", "miss"), (again.Headers["x-routing-provider"], again.Headers["x-routing-cache"]));
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_not_kept()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("Hel"), Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var broken = await router.AskAsync("chat", stream: true, headers: On);
        var again = await router.AskAsync("chat", stream: true, headers: On);

        Assert.Equal("stream_interrupted", broken.Error);
        Assert.Equal(("Hello", "miss"), (again.Text, again.Headers["x-routing-cache"]));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_kept()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Text(new('a', 3000)));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Cache:EntryBytes=2048");
        await router.AskAsync("chat", stream: false, headers: On);

        var again = await router.AskAsync("chat", stream: false, headers: On);

        Assert.Equal((3000, "miss"), (again.Text.Length, again.Headers["x-routing-cache"]));
    }

    [Fact]
    public async Task Names_of_fields_that_were_dropped_come_with_the_answer_again()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, "/v1"), "anthropic"));
        const string Body = """{"model":"fast","messages":[{"role":"user","content":"hi"}],"seed":7}""";
        await router.Http.PostToAsync(Chats.Path, Body, On);

        var again = await router.Http.PostToAsync(Chats.Path, Body, On);

        Assert.Equal(("hit", "seed"), (again.Header("x-routing-cache"), again.Header("x-routing-dropped")));
    }

    [Theory]
    [InlineData("key", "project", "a", false)]
    [InlineData("project", "project", "a", true)]
    [InlineData("project", "other", "a", false)]
    [InlineData("organisation", "other", "a", true)]
    [InlineData("organisation", "other", "b", false)]
    [InlineData("all", "other", "b", true)]
    public async Task An_answer_is_given_to_others_only_where_that_is_allowed(string sharing, string project, string organisation, bool shared)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var caller = new Caller { KeyId = "one", ProjectId = "project", OrganisationId = "a", ResponseCache = true };
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), services => services.AddSingleton<IStartupFilter>(new CallerStub(() => caller)), $"--Router:Cache:Sharing={sharing}");
        await router.AskAsync("chat", stream: false);
        var own = await router.AskAsync("chat", stream: false);

        caller = caller with { KeyId = "two", ProjectId = project, OrganisationId = organisation };
        var others = await router.AskAsync("chat", stream: false);

        Assert.Equal(("hit", shared ? "hit" : "miss"), (own.Headers["x-routing-cache"], others.Headers["x-routing-cache"]));
    }

    [Fact]
    public async Task A_wish_that_nobody_knows_is_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await router.AskAsync("chat", stream: false, headers: ("x-routing-cache", "perhaps"));

        Assert.Equal((400, "invalid_request"), (heard.Status, heard.Error));
    }
}
