using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Grpc;

public sealed class GrpcErrorTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Fact]
    public async Task Every_field_at_fault_is_named()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        var request = GrpcCalls.Chat();
        request.Conversation.Messages.Add(new Message { Role = "nobody" });
        request.Conversation.Parameters = new() { Temperature = 9 };
        request.Hints = new() { Intent = "guess", RequiredCapabilities = { "flying" } };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal("INVALID_REQUEST", failure.Reason());
        Assert.Equal(
            [
                "conversation.messages[1].role", "conversation.messages[1].content", "conversation.parameters.temperature",
                "hints.intent", "hints.required_capabilities",
            ],
            failure.Fields());
    }

    [Fact]
    public async Task A_conversation_without_messages_is_refused()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(new() { Model = "fast" }));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(["conversation.messages"], failure.Fields());
    }

    [Theory]
    [InlineData("alpha/none", StatusCode.NotFound, "MODEL_NOT_FOUND")]
    [InlineData("@preset/none", StatusCode.InvalidArgument, "INVALID_MODEL")]
    public async Task A_selector_that_leads_nowhere_is_refused(string model, StatusCode status, string reason)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(GrpcCalls.Chat(model)));

        Assert.Equal(status, failure.StatusCode);
        Assert.Equal(reason, failure.Reason());
        Assert.Contains(failure.Trailers, entry => entry.Key == "x-request-id");
    }

    [Fact]
    public async Task An_empty_catalog_says_how_to_add_a_model()
    {
        await using var router = await RouterUnderTest.StartAsync(CatalogSnapshot.Empty);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().RouteAsync(new() { Conversation = GrpcCalls.Says("hi") }));

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("NO_MODELS", failure.Reason());
        Assert.Contains("add", failure.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task When_no_model_is_usable_the_exclusions_are_named()
    {
        var snapshot = Catalogs.Of(Nowhere);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "KEY_THAT_NOBODY_SET" }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(GrpcCalls.Chat()));

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("NO_USABLE_MODEL", failure.Reason());
        Assert.Contains("KEY_THAT_NOBODY_SET", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, StatusCode.ResourceExhausted, "RATE_LIMITED")]
    [InlineData(529, StatusCode.Unavailable, "PROVIDERS_UNAVAILABLE")]
    [InlineData(500, StatusCode.Unavailable, "PROVIDERS_FAILED")]
    [InlineData(400, StatusCode.InvalidArgument, "INVALID_REQUEST")]
    public async Task When_every_candidate_fails_the_status_says_how(int upstreamStatus, StatusCode status, string reason)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(upstreamStatus));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var call = router.Client().ChatStream(GrpcCalls.Stream());
        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(status, failure.StatusCode);
        Assert.Equal(reason, failure.Reason());
        Assert.Equal("1", failure.Trailers.GetValue("x-routing-attempts"));
    }
}
