using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Responses;

/// <summary>Responses of a provider that speaks the format itself: bytes go through, both ways.</summary>
public sealed class ForwardedResponseTests
{
    private const string Path = "/v1/responses";
    private const string Whole = """{ "id":"resp_upstream", "object":"response", "status":"completed", "model":"gpt-x", "output":[{"type":"message","content":[{"type":"output_text","text":"Hello","logprobs":[]}]}], "new":{"a":1.0}, "usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":3},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":18}}""";

    private static readonly string[] Beginning =
    [
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_upstream","status":"in_progress","output":[]}}""",
        """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"m","content":[]}}""",
        """{"type":"response.output_text.delta","sequence_number":2,"item_id":"m","delta":"Hel","obfuscation":"x"}""",
    ];

    private static readonly string[] Streamed =
    [
        .. Beginning,
        """{"type":"response.output_text.delta","sequence_number":3,"item_id":"m","delta":"lo"}""",
        $$"""{"type":"response.completed","sequence_number":4,"response":{{Whole}}}""",
    ];

    [Fact]
    public async Task A_request_and_its_answer_go_through_as_they_are()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(Whole, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream));

        var response = await router.Http.PostToAsync(
            Path, """{ "input" : "hi", "model":"alpha/sim-small", "truncation":"auto", "include":["reasoning.encrypted_content"], "x":{"deep":[1.0]}, "store": true }""");

        Assert.Equal(Whole, await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("x-routing-dropped"));
        var sent = Assert.Single(upstream.Requests);
        Assert.Equal("/v1/responses", sent.Path);
        Assert.Equal("""{ "input" : "hi", "model":"sim-small", "truncation":"auto", "include":["reasoning.encrypted_content"], "x":{"deep":[1.0]}, "store": true }""", sent.Body);
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        var booked = router.Ledger().Attempts.Single();
        Assert.Equal(("ok", 8, 3, 7, 2), (booked.Outcome, booked.InputTokens, booked.CachedInputTokens, booked.OutputTokens, booked.ReasoningTokens));
    }

    [Fact]
    public async Task What_no_chat_can_say_goes_to_who_speaks_the_format_and_to_nobody_else()
    {
        const string Tools = """ "tools":[{"type":"web_search","user_location":null},{"type":"function","name":"f"}] """;
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var chats = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(Whole, "application/json"));
        var snapshot = Catalogs.Of(chats.Address, upstream.Address);
        await using var router = await RouterUnderTest.StartAsync(
            snapshot with { Providers = [snapshot.Providers[0], snapshot.Providers[1] with { Profile = "openai" }] });

        var served = await router.Http.PostToAsync(Path, $$"""{"model":"fast","input":"hi",{{Tools}}}""");
        var refused = await router.Http.PostToAsync(Path, $$"""{"model":"{{Catalogs.First}}","input":"hi",{{Tools}}}""");

        Assert.Equal(Whole, await served.Content.ReadAsStringAsync());
        Assert.Contains(Tools, Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
        Assert.Contains("tools[0] (web_search)", (await refused.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, chats.Counters.Requests);
    }

    [Fact]
    public async Task Thoughts_that_nobody_has_kept_are_left_out_and_sealed_ones_go_through()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream));
        const string Sealed = """{"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"c2VhbGVk"}""";

        var response = await router.Http.PostToAsync(
            Path, $$"""{"model":"fast","input":[{"role":"user","content":"hi"},{"type":"reasoning","id":"rs_1","summary":[]},{"type":"item_reference","id":"rs_0123456789abcdef0123456789abcdef_0"},{"type":"item_reference","id":"msg_kept"},{"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"y"},{{Sealed}},{"role":"assistant","content":"a"},{"role":"user","content":"go on"}]}""");

        Assert.Equal("input.reasoning", response.Header("x-routing-dropped"));
        var sent = Assert.Single(upstream.Requests).Body;
        Assert.Contains(Sealed, sent, StringComparison.Ordinal);
        Assert.DoesNotContain("rs_1", sent, StringComparison.Ordinal);

        Assert.DoesNotContain("rs_0123", sent, StringComparison.Ordinal);
        Assert.Contains("msg_kept", sent, StringComparison.Ordinal);

        // Under its id the call would be refused without the thought that led to it.
        Assert.Contains("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_go_through_as_they_are()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(ResponseStream.Frames(Streamed), "text/event-stream") with { SplitEvery = 7 });
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}""");

        Assert.Equal(ResponseStream.Frames(Streamed), await response.Content.ReadAsStringAsync());
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal(("ok", 7), (router.Ledger().Attempts.Single().Outcome, router.Ledger().Attempts.Single().OutputTokens));
    }

    [Fact]
    public async Task Before_the_first_content_a_provider_of_another_format_takes_over_unseen()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Raw(
            ResponseStream.Frames(Beginning[0], """{"type":"response.failed","sequence_number":1,"response":{"status":"failed","error":{"code":"server_error","message":"No."}}}"""), "text/event-stream"));
        second.Replies(Reply.Sse("Good", "bye"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(first, second));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true,"truncation":"auto"}""");
        var stream = await ResponseStream.ReadAsync(response);

        Assert.Equal(("Goodbye", "response.completed", "beta"), (stream.Text, stream.End, response.Header("x-routing-provider")));
        Assert.Equal("truncation", response.Header("x-routing-dropped"));
        Assert.Equal(Enumerable.Range(0, stream.Events.Count), stream.Events.Select(one => one.GetProperty("sequence_number").GetInt32()));
    }

    [Theory]
    [InlineData("", "cut")]
    [InlineData("""{"type":"error","sequence_number":3,"code":"server_error","message":"No."}""", "upstream")]
    [InlineData("""{"type":"response.failed","sequence_number":3,"response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"No."}}}""", "rate_limited")]
    [InlineData("nonsense", "malformed")]
    public async Task After_it_a_failure_ends_the_stream_as_one_more_event(string last, string failure)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(ResponseStream.Frames(Beginning) + (last.Length > 0 ? $"data: {last}\n\n" : ""), "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream));

        var stream = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}"""));

        Assert.Equal(("Hel", "response.failed"), (stream.Text, stream.End));
        Assert.Equal(Enumerable.Range(0, 4), stream.Events.Select(one => one.GetProperty("sequence_number").GetInt32()));
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal(failure, router.Ledger().Attempts.Single().Failure);
    }

    [Fact]
    public async Task An_answer_is_kept_and_given_again()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(ResponseStream.Frames(Streamed), "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream));
        await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}""", ("x-routing-cache", "on"));

        var again = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}""", ("x-routing-cache", "on"));

        Assert.Equal("hit", again.Header("x-routing-cache"));
        Assert.Equal(ResponseStream.Frames(Streamed), await again.Content.ReadAsStringAsync());
    }

    private static CatalogSnapshot CatalogOf(ProviderSimulator first, ProviderSimulator? second = null)
    {
        var snapshot = second is null ? Catalogs.Of(first.Address) : Catalogs.Of(first.Address, second.Address);
        return snapshot with { Providers = snapshot.Providers.SetItem(0, snapshot.Providers[0] with { Profile = "openai" }) };
    }
}
