using System.Net;
using Aspire.Catalog.V1;
using Grpc.Core;
using Grpc.Net.Client;
using ServiceDefaults.ControlPlane;

namespace ServiceDefaults.Tests.ControlPlane;

public sealed class ServiceKeyMiddlewareTests
{
    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("s3cret", "s3cret", HttpStatusCode.OK)]
    [InlineData("s3cret", null, HttpStatusCode.Unauthorized)]
    [InlineData("s3cret", "wrong", HttpStatusCode.Unauthorized)]
    public async Task Http_calls_need_the_key_where_one_is_set(string? key, string? presented, HttpStatusCode expected)
    {
        await using var service = await GuardedService.StartAsync(key, open: true);
        using var client = new HttpClient { BaseAddress = service.Http };
        if (presented is not null)
        {
            client.DefaultRequestHeaders.Add(ServiceKey.Header, presented);
        }

        using var answer = await client.GetAsync("/models");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Reads_need_no_key_where_only_this_machine_can_call()
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var client = new HttpClient { BaseAddress = service.Http };

        using var read = await client.GetAsync("/models");
        using var change = await client.PostAsync("/models", null);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, change.StatusCode);
    }

    [Fact]
    public async Task A_refused_http_call_is_told_what_it_lacks_as_problem_details()
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var client = new HttpClient { BaseAddress = service.Http };

        using var answer = await client.PostAsync("/models", null);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("x-service-key", body, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_is_told_without_the_key(string path)
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var client = new HttpClient { BaseAddress = service.Http };

        Assert.Contains("Healthy", await client.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Grpc_calls_without_the_key_are_unauthenticated(string? presented)
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var channel = GrpcChannel.ForAddress(service.Grpc);
        var client = new CatalogService.CatalogServiceClient(channel);
        Metadata headers = presented is null ? [] : new Metadata { { ServiceKey.Header, presented } };

        var refusal = await Assert.ThrowsAsync<RpcException>(() => client.GetDeploymentAsync(new(), headers).ResponseAsync);

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Contains("x-service-key", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grpc_calls_with_the_key_pass()
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var channel = GrpcChannel.ForAddress(service.Grpc);
        var client = new CatalogService.CatalogServiceClient(channel);

        var answer = await client.GetDeploymentAsync(
            new() { Provider = "openai", Model = "gpt-4o" }, new Metadata { { ServiceKey.Header, "s3cret" } });

        Assert.Equal("gpt-4o", answer.Deployment.Model);
    }
}
