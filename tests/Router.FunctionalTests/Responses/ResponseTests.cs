using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Responses;

public sealed class ResponseTests
{
    private const string Path = "/v1/responses";
    private const string Tools = """ "tools":[{"type":"function","name":"look","parameters":{"type":"object"}},{"type":"function","name":"listen","parameters":{"type":"object"}}] """;

    private static readonly Reply Whole = new()
    {
        Reasoning = ["h", "m"],
        Chunks = ["Grüße, ", "😀\n\"}"],
        ToolCalls = [new("look", "{\"at\":\"x\"}"), new("listen", "{}")],
        FinishReason = "tool_calls",
        Usage = new(20, 9),
        SplitEvery = 7,
    };

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Rule_36_text_thoughts_calls_and_totals_are_the_same_streamed_and_plain(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Whole).Then(Whole);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        var plain = await (await router.Http.PostToAsync(Path, $$"""{"model":"fast","input":"hi",{{Tools}}}""")).JsonAsync();
        var response = await router.Http.PostToAsync(Path, $$"""{"model":"fast","input":"hi","stream":true,{{Tools}}}""");
        var stream = await ResponseStream.ReadAsync(response);

        Assert.Equal("response.completed", stream.End);
        Assert.Equal(("Grüße, 😀\n\"}", "hm"), (stream.Text, stream.Reasoning));
        Assert.Equal("1", response.Header("x-routing-attempts"));
        foreach (var answer in new[] { plain, stream.Last })
        {
            Assert.Equal("response", answer.GetProperty("object").GetString());
            Assert.Equal("completed", answer.GetProperty("status").GetString());
            Assert.Equal(29, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
            var output = answer.GetProperty("output").EnumerateArray().ToArray();
            Assert.Equal(["reasoning", "message", "function_call", "function_call"], output.Select(item => item.GetProperty("type").GetString()));
            Assert.Equal("hm", output[0].GetProperty("summary")[0].GetProperty("text").GetString());
            Assert.Equal("Grüße, 😀\n\"}", output[1].GetProperty("content")[0].GetProperty("text").GetString());
            Assert.Equal(
                [("look", "{\"at\":\"x\"}"), ("listen", "{}")],
                output[2..].Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("arguments").GetString()!)));
            Assert.Equal(2, output[2..].Select(item => item.GetProperty("call_id").GetString()).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Results_of_tools_an_image_and_a_schema_reach_every_upstream(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(new(upstream.Address, root), profile);
        snapshot = snapshot with { Deployments = [snapshot.Deployments[0] with { Capabilities = snapshot.Deployments[0].Capabilities | Routing.Catalog.Capabilities.Vision }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.PostToAsync(Path, """
            {"model":"fast","instructions":"Be brief.","max_output_tokens":77,TOOLS,
             "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object","properties":{"sky":{"type":"string"}}}}},
             "input":[
              {"role":"user","content":[{"type":"input_text","text":"look"},{"type":"input_image","image_url":"data:image/png;base64,iVBORw=="}]},
              {"type":"function_call","call_id":"c1","name":"look","arguments":"{\"at\":1}"},
              {"type":"function_call_output","call_id":"c1","output":"sun and moon"}]}
            """.Replace("TOOLS", Tools, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var sent = Assert.Single(upstream.Requests).Body;
        Assert.All(["Be brief.", "iVBORw==", "sun and moon", "\"look\"", "sky", "77"], said => Assert.Contains(said, sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_incomplete()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel") with { FinishReason = "length" });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}"""));

        Assert.Equal("response.incomplete", stream.End);
        Assert.Equal("max_output_tokens", stream.Last.GetProperty("incomplete_details").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_chats_cannot_say_is_named_in_a_header()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(Path, """{"model":"alpha/sim-small","input":"hi","truncation":"auto","max_tool_calls":3}""");

        Assert.Equal("max_tool_calls, truncation", response.Header("x-routing-dropped"));
    }

    [Fact]
    public async Task Before_the_first_content_the_next_candidate_takes_over_unseen()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.CutAfter());
        second.Replies(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}""");
        var stream = await ResponseStream.ReadAsync(response);

        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal("Hello", stream.Text);
        Assert.Equal("sim-medium", stream.Events[0].GetProperty("response").GetProperty("model").GetString());
        Assert.Equal(Enumerable.Range(0, stream.Events.Count), stream.Events.Select(one => one.GetProperty("sequence_number").GetInt32()));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_has_failed()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}"""));

        Assert.Equal("response.failed", stream.End);
        Assert.Equal("server_error", stream.Last.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("Hel", stream.Text);
    }

    [Fact]
    public async Task A_stream_that_failed_after_keep_alives_says_so_in_an_event()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Timeouts:KeepAlive=00:00:00.1");

        // The headers come with the first keep-alive; only then the provider fails.
        var response = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}""");
        await upstream.StopListeningAsync();
        var stream = await ResponseStream.ReadAsync(response);

        Assert.Equal("response.failed", stream.End);
        Assert.Equal("response.created", stream.Events[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Explanations_come_with_the_first_event()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("x-routing-explain", "true");

        var stream = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}"""));

        Assert.Equal(JsonValueKind.Object, stream.Events[0].GetProperty("routing").ValueKind);
        Assert.False(stream.Events[1].TryGetProperty("routing", out _));
    }
}
