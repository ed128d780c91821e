using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Compat.Tests.Hosting;

public class ServiceEnvironmentTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--environment", "Development"]);

    [Fact]
    public async Task A_service_learns_the_addresses_of_another()
    {
        var catalog = AddService("catalog-api").WithHttpEndpoint(port: 7090, name: "http").WithHttpEndpoint(port: 7091, name: "grpc");
        var router = AddService("router").WithReference(catalog);

        var environment = await EnvironmentOfAsync(router.Resource);

        Assert.Equal("http://127.0.0.1:7090", environment["services__catalog-api__http__0"]);
        Assert.Equal("http://127.0.0.1:7091", environment["services__catalog-api__grpc__0"]);
        Assert.Equal("http://127.0.0.1:7090", environment["CATALOG_API_HTTP"]);
    }

    [Fact]
    public async Task A_service_listens_where_its_endpoints_say()
    {
        var environment = await EnvironmentOfAsync(AddService("worker").WithHttpEndpoint(port: 7000, name: "http").Resource);

        Assert.Equal("http://127.0.0.1:7000", environment["ASPNETCORE_URLS"]);
    }

    [Fact]
    public async Task Endpoints_of_Kestrel_take_the_place_of_the_addresses()
    {
        var service = AddService("worker").WithHttpEndpoint(port: 7000, name: "http").WithEnvironment("Kestrel__Endpoints__http__Url", "http://127.0.0.1:7000");

        // Null takes an inherited variable away.
        Assert.Null((await EnvironmentOfAsync(service.Resource))["ASPNETCORE_URLS"]);
    }

    [Fact]
    public async Task A_service_is_named_to_telemetry_and_told_of_the_collector()
    {
        _builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317";

        var environment = await EnvironmentOfAsync(AddService("router").Resource);

        Assert.Equal("router", environment["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=router-", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:4317", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Fact]
    public async Task A_missing_parameter_names_the_variable_to_set()
    {
        var parameter = _builder.AddParameter("service-key", secret: true);
        var service = AddService("router").WithEnvironment("ServiceKey", parameter);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => EnvironmentOfAsync(service.Resource));

        Assert.Contains("Parameters__service-key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_resources_cannot_share_a_name()
    {
        AddService("router");

        var error = Assert.Throws<DistributedApplicationException>(() => AddService("Router"));

        Assert.Contains("'Router'", error.Message, StringComparison.Ordinal);
    }

    private IResourceBuilder<ProjectResource> AddService(string name) => _builder.AddProject<AnyProject>(name);

    private async Task<IReadOnlyDictionary<string, string?>> EnvironmentOfAsync(IResource resource)
    {
        foreach (var endpoint in _builder.Resources.SelectMany(one => one.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port!.Value);
        }

        var plan = new LaunchPlan(_builder.Configuration, _builder.Environment, _builder.ExecutionContext);
        return (await plan.ForAsync(resource, CancellationToken.None)).Environment;
    }

    private sealed class AnyProject : IProjectMetadata, IProjectOutput
    {
        public string ProjectPath => "/anywhere/Any.csproj";

        public string TargetPath => typeof(AnyProject).Assembly.Location;
    }
}
