using AppHost.Backends;
using AppHost.Launch;
using AppHost.Ports;

namespace AppHost.Topology;

/// <summary>What the services of this stack have in common, in the words the topology uses.</summary>
internal static class ServiceExtensions
{
    /// <summary>Adds a service that listens on HTTP and, when it has one, on a second port for gRPC without TLS.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        ServicePorts ports,
        int? http = null,
        int? grpc = null)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, options => options.ExcludeLaunchProfile = true)
            .ListensOn("http", http is null ? FreePort.Take() : ports.For(name, "http", http.Value))
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName);
        if (grpc is not null)
        {
            // Kestrel takes HTTP/2 without TLS only on a port that speaks nothing else.
            service.ListensOn("grpc", ports.For(name, "gRPC", grpc.Value), transport: "http2")
                .WithEnvironment("Kestrel__Endpoints__grpc__Protocols", "Http2");
        }

        return service;
    }

    /// <summary>Hands the connection string over and waits until the server is ready.</summary>
    public static IResourceBuilder<ProjectResource> Uses(this IResourceBuilder<ProjectResource> service, Backend backend, string connectionName)
    {
        service.WithReference(backend.Connection, connectionName);
        return backend.Server is null ? service : service.WaitFor(backend.Server);
    }

    public static IResourceBuilder<ProjectResource> Uses(this IResourceBuilder<ProjectResource> service, OllamaBackend ollama) =>
        ollama.BaseUrl is null ? service : service.WithEnvironment("Providers__ollama__BaseUrl", ollama.BaseUrl);

    /// <summary>Makes the simulator known as a provider; the registry puts its models last in each tier.</summary>
    public static IResourceBuilder<ProjectResource> WithSimulator(
        this IResourceBuilder<ProjectResource> service,
        IResourceBuilder<ProjectResource>? simulator) =>
        simulator is null ? service : service.WithEnvironment("Simulator__BaseUrl", simulator.GetEndpoint("http")).WaitFor(simulator);

    /// <summary>Hands over the variables of the <c>.env</c> files; those of the environment are inherited anyway.</summary>
    public static IResourceBuilder<ProjectResource> WithVariables(this IResourceBuilder<ProjectResource> service, DotEnv variables)
    {
        foreach (var (name, value) in variables.Variables)
        {
            service.WithEnvironment(name, value);
        }

        return service;
    }

    private static IResourceBuilder<ProjectResource> ListensOn(
        this IResourceBuilder<ProjectResource> service,
        string name,
        int port,
        string transport = "http")
    {
        var address = $"http://127.0.0.1:{port}";
        return service.WithEnvironment($"Kestrel__Endpoints__{name}__Url", address).WithEndpoint(name, endpoint =>
        {
            endpoint.UriScheme = "http";
            endpoint.Transport = transport;
            endpoint.Port = port;
            endpoint.TargetPort = port;
            // The service itself listens there: a proxy would cost a hop and hide who holds the port.
            endpoint.IsProxied = false;
        });
    }
}
