using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Grpc;

/// <summary>Several answers to one question.</summary>
public sealed class SeveralAnswersTests
{
    private const string Plain = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":1,"message":{"role":"assistant","content":"Good day"},"finish_reason":"length"},{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}""";

    // One event for each answer, and one for both.
    private static readonly string[] Events =
    [
        """{"choices":[{"index":0,"delta":{"role":"assistant","content":"H"},"finish_reason":null}]}""",
        """{"choices":[{"index":1,"delta":{"role":"assistant","content":"Good "},"finish_reason":null}]}""",
        """{"choices":[{"index":1,"delta":{"content":"day"},"finish_reason":null},{"index":0,"delta":{"content":"i"},"finish_reason":null}]}""",
        """{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""",
        """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}""",
        "[DONE]",
    ];

    [Fact]
    public async Task All_of_them_come_in_the_order_of_their_numbers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(Plain, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var answer = await router.Client().ChatAsync(new() { Model = "fast", Conversation = Twice() });

        Assert.Equal(("Hi", FinishReason.Stop), (answer.Message.Content[0].Text, answer.FinishReason));
        var other = Assert.Single(answer.OtherChoices);
        Assert.Equal((1, "Good day", FinishReason.Length), (other.Index, other.Message.Content[0].Text, other.FinishReason));
        Assert.Equal(3, answer.Usage.OutputTokens);
        Assert.Contains("\"n\":2", upstream.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_stream_every_piece_says_which_answer_it_adds_to()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(string.Concat(Events.Select(static data => $"data: {data}\n\n")), "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var call = router.Client().ChatStream(new() { Model = "fast", Conversation = Twice() });
        var pieces = await call.ResponseStream.ReadAllAsync().ToListAsync();

        var answers = pieces.Where(static piece => piece.Delta is not null).GroupBy(static piece => piece.Delta.Index)
            .ToDictionary(static answer => answer.Key, static answer => string.Concat(answer.Select(static piece => piece.Delta.Text)));
        Assert.Equal(new Dictionary<int, string> { [0] = "Hi", [1] = "Good day" }, answers);
        var end = pieces[^1].End;
        Assert.Equal(FinishReason.Stop, end.FinishReason);
        Assert.Equal([FinishReason.Length], end.OtherFinishReasons);
        Assert.Equal(3, end.Usage.OutputTokens);
    }

    [Theory]
    [InlineData("anthropic", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task Who_gives_no_more_than_one_is_asked_for_one_and_that_is_said(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile));

        using var call = router.Client().ChatAsync(new() { Model = "fast", Conversation = Twice() });
        var answer = await call.ResponseAsync;

        Assert.Empty(answer.OtherChoices);
        Assert.Equal("n", call.GetTrailers().GetValue("x-routing-dropped"));
    }

    [Fact]
    public async Task Wishes_out_of_bounds_are_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var conversation = GrpcCalls.Says("hi");
        conversation.Parameters = new() { N = 0, TopLogprobs = 21 };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(new() { Model = "fast", Conversation = conversation }));

        Assert.Equal(["conversation.parameters.n", "conversation.parameters.top_logprobs", "conversation.parameters.top_logprobs"], failure.Fields());
    }

    private static Conversation Twice()
    {
        var conversation = GrpcCalls.Says("hi");
        conversation.Parameters = new() { N = 2 };
        return conversation;
    }
}
