using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Grpc;

public sealed class ChatStreamTests
{
    [Fact]
    public async Task A_stream_begins_with_who_answers_and_ends_with_what_it_took()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(7, 2), Reasoning = ["hm"] });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var headers = await call.ResponseHeadersAsync;
        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal("alpha", headers.GetValue("x-routing-provider"));
        Assert.Equal("sim-small", events[0].Start.Model);
        Assert.Equal("fast", events[0].Start.Decision.Tier);
        Assert.Equal("Hello", string.Concat(events[1..^1].Select(piece => piece.Delta.Text)));
        Assert.Equal("hm", string.Concat(events[1..^1].Select(piece => piece.Delta.Reasoning)));
        Assert.Equal(FinishReason.Stop, events[^1].End.FinishReason);
        Assert.Equal((7, 2), (events[^1].End.Usage.InputTokens, events[^1].End.Usage.OutputTokens));
        Assert.Equal(1, events[^1].End.Attempts);
        Assert.Equal("1", call.GetTrailers().GetValue("x-routing-attempts"));
    }

    [Fact]
    public async Task Before_the_first_content_the_next_candidate_takes_over_unseen()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.CutAfter());
        second.Replies(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal("sim-medium", events[0].Start.Model);
        Assert.Equal("Hello", string.Concat(events.Where(piece => piece.Delta is not null).Select(piece => piece.Delta.Text)));
        Assert.Equal(2, events[^1].End.Attempts);
    }

    [Fact]
    public async Task After_the_first_content_a_failure_is_the_streams_status()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.CutAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        var text = "";

        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var piece in call.ResponseStream.ReadAllAsync())
            {
                text += piece.Delta?.Text;
                Assert.Null(piece.End);
            }
        });

        Assert.Equal("Hel", text);
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal("STREAM_INTERRUPTED", failure.Reason());
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task A_caller_who_cancels_ends_the_upstream_call()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var hangUp = new CancellationTokenSource();

        using var call = router.Client().ChatStream(GrpcCalls.Stream(), cancellationToken: hangUp.Token);
        Assert.True(await call.ResponseStream.MoveNext());
        await hangUp.CancelAsync();

        await Eventually.Is(() => upstream.Counters.Aborts == 1);
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal("aborted", router.Ledger().Attempts.Single().Outcome);
    }
}
