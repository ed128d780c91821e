using Aspire.Routing.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Grpc;

public sealed class StandardServiceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("aspire.routing.v1.RouterService")]
    public async Task The_standard_health_service_says_serving(string service)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));

        var response = await new Health.HealthClient(router.Channel).CheckAsync(new() { Service = service });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }

    [Fact]
    public async Task Reflection_lists_every_service()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));

        using var call = new ServerReflection.ServerReflectionClient(router.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new() { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext());
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToArray();

        // A call given up in the middle is an error in the server's log.
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());

        Assert.Contains("aspire.routing.v1.RouterService", names);
        Assert.Contains("aspire.routing.v1.HealthService", names);
        Assert.Contains("aspire.routing.v1.DecisionService", names);
        Assert.Contains("aspire.routing.v1.FeedbackService", names);
        Assert.Contains("grpc.health.v1.Health", names);
    }

    [Fact]
    public async Task A_deployment_that_fails_is_listed_with_its_cause()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        var health = new HealthService.HealthServiceClient(router.Channel);

        await router.Http.ChatAsync();
        await Eventually.Is(async () => (await health.ListDeploymentHealthAsync(new())).Deployments.Count == 2);

        var listed = Assert.Single((await health.ListDeploymentHealthAsync(new() { Provider = "alpha" })).Deployments);
        Assert.Equal("sim-small", listed.Model);
        Assert.InRange(listed.Score, 0, 99);
        Assert.NotEmpty(listed.Cause);
        Assert.Equal(100, Assert.Single((await health.ListDeploymentHealthAsync(new() { Provider = "beta" })).Deployments).Score);
    }
}
