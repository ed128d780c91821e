using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Completions;

public sealed class CompletionTests
{
    private const string Path = "/v1/completions";

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task A_prompt_is_answered_by_every_upstream(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello") with { Usage = new(11, 3) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":["Say it"],"max_tokens":9}""");
        var answer = await response.JsonAsync();

        Assert.Equal("text_completion", answer.GetProperty("object").GetString());
        Assert.StartsWith("cmpl-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        var choice = Assert.Single(answer.GetProperty("choices").EnumerateArray());
        Assert.Equal("Hello", choice.GetProperty("text").GetString());
        Assert.Equal(0, choice.GetProperty("index").GetInt32());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("logprobs").ValueKind);
        Assert.Equal(14, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Contains("Say it", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
        Assert.Equal("alpha", response.Header("x-routing-provider"));
    }

    [Theory]
    [MemberData(nameof(Upstreams.All), MemberType = typeof(Upstreams))]
    public async Task Rule_36_a_stream_says_the_same(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo 😀") with { Usage = new(11, 3), Reasoning = ["hm"], SplitEvery = 5 });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        var stream = await EventStream.ReadAsync(await router.Http.PostToAsync(
            Path, """{"model":"fast","prompt":"hi","stream":true,"stream_options":{"include_usage":true}}"""));

        Assert.True(stream.IsDone);
        var chunks = stream.Chunks.ToArray();
        Assert.All(chunks, chunk => Assert.Equal("text_completion", chunk.GetProperty("object").GetString()));
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.Equal(
            "Hello 😀", string.Concat(chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(choice => choice.GetProperty("text").GetString())));
        Assert.Equal("stop", stream.FinishReason);
        Assert.Equal(14, chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
    }

    [Fact]
    public async Task What_chats_have_as_well_reaches_the_upstream()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        snapshot = snapshot with { Deployments = [snapshot.Deployments[0] with { Capabilities = snapshot.Deployments[0].Capabilities | Capabilities.LogProbabilities }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        await router.Http.PostToAsync(
            Path, """{"model":"alpha/sim-small","prompt":"hi","n":2,"best_of":2,"stop":["\n"],"seed":7,"logit_bias":{"50256":-100},"logprobs":3,"echo":false,"suffix":null,"user":"u"}""");

        var sent = JsonElement.Parse(Assert.Single(upstream.Requests).Body);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse(
                """
                {"model":"sim-small","n":2,"stop":["\n"],"seed":7,"logit_bias":{"50256":-100},"user":"u",
                 "messages":[{"role":"user","content":"hi"}],"logprobs":true,"top_logprobs":3}
                """),
            sent), sent.GetRawText());
    }

    [Fact]
    public async Task Several_answers_and_the_likelihood_of_their_tokens_come_back()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":5,"model":"m","choices":[
             {"index":0,"message":{"role":"assistant","content":"é b"},"finish_reason":"length",
              "logprobs":{"content":[{"token":"é","logprob":-0.5,"top_logprobs":[{"token":"é","logprob":-0.5},{"token":"a","logprob":-2}]},{"token":" b","logprob":-1,"top_logprobs":[]}]}},
             {"index":1,"message":{"role":"assistant","content":"c"},"finish_reason":"stop","logprobs":null}],
             "usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}
            """,
            "application/json"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var answer = await (await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi","n":2}""")).JsonAsync();

        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse(
                """
                {"id":"cmpl-1","object":"text_completion","created":5,"model":"m","choices":[
                 {"text":"é b","index":0,"logprobs":{"tokens":["é"," b"],"token_logprobs":[-0.5,-1],"top_logprobs":[{"é":-0.5,"a":-2},{}],"text_offset":[0,1]},"finish_reason":"length"},
                 {"text":"c","index":1,"logprobs":null,"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}
                """),
            answer), answer.GetRawText());
    }

    [Fact]
    public async Task Several_prompts_are_several_choices_in_their_order()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Text("!") with { Usage = new(10, 1) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":["one","two","three"],"echo":true}""");
        var answer = await response.JsonAsync();

        Assert.Equal(
            [(0, "one!"), (1, "two!"), (2, "three!")],
            answer.GetProperty("choices").EnumerateArray().Select(choice => (choice.GetProperty("index").GetInt32(), choice.GetProperty("text").GetString()!)));
        Assert.Equal(33, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal("text_completion", answer.GetProperty("object").GetString());
        Assert.Equal(3, upstream.Counters.Requests);
        await Eventually.Is(() => router.Ledger().Decisions.Count() == 3);
        Assert.Contains(router.Ledger().Decisions, row => row.DecisionId == response.Header("x-routing-decision"));
    }

    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("anthropic", "/v1")]
    public async Task So_they_are_in_a_stream_one_after_the_other(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Sse("!", "?") with { Usage = new(10, 1) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        var response = await router.Http.PostToAsync(
            Path, """{"model":"fast","prompt":["one","two","three"],"echo":true,"stream":true,"stream_options":{"include_usage":true}}""");
        var stream = await EventStream.ReadAsync(response);

        Assert.True(stream.IsDone);
        var choices = stream.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).ToArray();
        Assert.Equal(
            ["0: one!?", "1: two!?", "2: three!?"],
            choices.GroupBy(choice => choice.GetProperty("index").GetInt32()).Select(own => $"{own.Key}: {string.Concat(own.Select(choice => choice.GetProperty("text").GetString()))}"));
        Assert.Equal(3, choices.Count(choice => choice.GetProperty("finish_reason").GetString() == "stop"));
        Assert.Single(stream.Chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        var usage = Assert.Single(stream.Chunks, chunk => chunk.TryGetProperty("usage", out var counts) && counts.ValueKind == JsonValueKind.Object);
        Assert.Equal((0, 33), (usage.GetProperty("choices").GetArrayLength(), usage.GetProperty("usage").GetProperty("total_tokens").GetInt32()));
        Assert.Equal(3, upstream.Counters.Requests);
        await Eventually.Is(() => router.Ledger().Decisions.Count() == 3);
        Assert.Contains(router.Ledger().Decisions, row => row.DecisionId == response.Header("x-routing-decision"));
    }

    [Fact]
    public async Task The_end_of_one_answer_does_not_wait_for_the_next()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("!"), Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), "--Router:Timeouts:FirstByte=00:10:00", "--Router:Timeouts:KeepAlive=00:10:00");

        using var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":["one","two"],"stream":true}""");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        while (line?.Contains("\"stop\"", StringComparison.Ordinal) == false);

        Assert.NotNull(line);
    }

    [Fact]
    public async Task One_prompt_of_a_stream_that_cannot_be_answered_ends_it_in_an_error()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("!"), Reply.Error(400), Reply.Sse("!"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await EventStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","prompt":["one","two","three"],"stream":true}"""));

        Assert.Equal("invalid_request", stream.Error!.Value.GetProperty("code").GetString());
        Assert.False(stream.IsDone);
        Assert.Equal(2, upstream.Counters.Requests);
    }

    [Fact]
    public async Task One_prompt_that_cannot_be_answered_fails_the_request()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("!"), Reply.Error(400));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":["one","two"]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await response.ErrorAsync();
    }

    [Fact]
    public async Task A_stream_repeats_the_prompt_before_each_choice_where_that_is_wanted()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await EventStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"Say: ","echo":true,"stream":true}"""));

        Assert.Equal(
            "Say: Hello", string.Concat(stream.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(choice => choice.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData("""{"model":"fast"}""", "prompt")]
    [InlineData("""{"prompt":[]}""", "prompt")]
    [InlineData("""{"prompt":["a",null]}""", "prompt")]
    [InlineData("""{"prompt":["a","b"],"temperature":3}""", "temperature")]
    [InlineData("""{"prompt":[1,2]}""", "prompt")]
    [InlineData("""{"prompt":"a","echo":1}""", "echo")]
    [InlineData("""{"prompt":"a","echo":true,"logprobs":2}""", "echo")]
    [InlineData("""{"prompt":"a","suffix":"b"}""", "suffix")]
    [InlineData("""{"prompt":"a","best_of":3}""", "best_of")]
    [InlineData("""{"prompt":"a","logprobs":99}""", "logprobs")]
    [InlineData("""{"prompt":"a","temperature":3}""", "temperature")]
    [InlineData("""{"prompt":"a","stream":1}""", "stream")]
    public async Task What_cannot_be_served_is_refused_by_name(string body, string field)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.ErrorAsync()).GetProperty("param").GetString());
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Before_the_first_content_the_next_candidate_takes_over_unseen()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.CutAfter());
        second.Replies(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi","stream":true}""");
        var stream = await EventStream.ReadAsync(response);

        Assert.True(stream.IsDone);
        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal(["sim-medium"], stream.Chunks.Select(chunk => chunk.GetProperty("model").GetString()).Distinct());
    }

    [Fact]
    public async Task A_stream_that_breaks_off_ends_in_an_error()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var stream = await EventStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi","stream":true}"""));

        Assert.Equal("stream_interrupted", stream.Error!.Value.GetProperty("code").GetString());
        Assert.False(stream.IsDone);
    }
}
