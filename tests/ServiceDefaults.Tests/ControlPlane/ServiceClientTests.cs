using Aspire.Catalog.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests.ControlPlane;

public sealed class ServiceClientTests
{
    [Fact]
    public async Task A_grpc_client_finds_the_service_by_name_and_presents_the_key()
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var host = Host(service, builder => builder.Services
            .AddGrpcClient<CatalogService.CatalogServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey());

        var client = host.Services.GetRequiredService<CatalogService.CatalogServiceClient>();
        var answer = await client.GetDeploymentAsync(new() { Provider = "openai", Model = "gpt-4o" });

        Assert.Equal("openai", answer.Deployment.Provider);
    }

    [Fact]
    public async Task An_http_client_finds_the_service_by_name_and_presents_the_key()
    {
        await using var service = await GuardedService.StartAsync("s3cret");
        using var host = Host(service, builder => builder.Services
            .AddHttpClient("catalog", client => client.BaseAddress = new Uri("http://catalog-api"))
            .PresentServiceKey());

        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("catalog");

        Assert.Equal("\"some\"", await client.GetStringAsync("/models"));
    }

    private static IHost Host(GuardedService service, Action<HostApplicationBuilder> add)
    {
        var builder = new HostApplicationBuilder();
        builder.Configuration["services:catalog-api:http:0"] = service.Http.ToString();
        builder.Configuration["services:catalog-api:grpc:0"] = service.Grpc.ToString();
        builder.Configuration["ServiceKey"] = "s3cret";
        builder.AddServiceDefaults();
        builder.AddServiceKey();
        add(builder);
        return builder.Build();
    }
}
