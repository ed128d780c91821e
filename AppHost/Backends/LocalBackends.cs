using AppHost.Launch;
using AppHost.Ports;
using AppHost.Report;

namespace AppHost.Backends;

/// <summary>The servers as ordinary processes of this machine.</summary>
internal sealed class LocalBackends(PostgresCluster postgres, GarnetServer garnet, StackNotes notes) : IBackends
{
    public static async Task<LocalBackends> PrepareAsync(
        IDistributedApplicationBuilder builder,
        DataFolder data,
        StackNotes notes,
        CancellationToken cancellationToken)
    {
        var garnet = GarnetServer.Prepare(data.Sub("redis"));
        var cluster = await PostgresCluster.PrepareAsync(
            data.Sub("postgres"),
            builder.Configuration["AppHost:PostgresBin"],
            builder.Configuration["Parameters:postgres-password"]!,
            cancellationToken);
        return new LocalBackends(cluster, garnet, notes);
    }

    public Backend AddDatabase(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter("postgres-password", secret: true);
        var port = FreePort.Take();
        var command = postgres.ServerCommand(port);
        var server = builder.AddExecutable("postgres", command[0], postgres.Folder, [.. command.Skip(1)])
            .WithEndpoint(port: port, scheme: "tcp", name: "tcp", isProxied: false);
        var address = server.GetEndpoint("tcp").Property(EndpointProperty.Port);
        var connection = builder.AddConnectionString(
            "catalog",
            ReferenceExpression.Create($"Host=127.0.0.1;Port={address};Username=postgres;Password={password};Database=catalog"));
        server.WithReadiness(new PostgresReadiness(connection.Resource));
        return new Backend(connection, server);
    }

    public Backend AddRedis(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter("redis-password", secret: true);
        var port = FreePort.Take();
        var server = builder.AddExecutable("redis", GarnetServer.Dotnet, garnet.Folder, garnet.Arguments(port))
            .WithArgs(context => context.Args.Add(password.Resource))
            .WithEnvironment("DOTNET_gcServer", "0")
            .WithEndpoint(port: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithReadiness(new RedisReadiness(port, password.Resource));
        var address = server.GetEndpoint("tcp").Property(EndpointProperty.Port);
        GarnetFaults.Watch(builder, server.Resource);
        return new Backend(
            builder.AddConnectionString("redis-connection", ReferenceExpression.Create($"127.0.0.1:{address},password={password}")),
            server);
    }

    public OllamaBackend AddOllama(IDistributedApplicationBuilder builder)
    {
        if (ProgramFinder.OnPath("ollama") is not { } program)
        {
            notes.Unavailable("ollama", "the program is not installed: https://ollama.com/download");
            return OllamaBackend.Unavailable;
        }

        var port = FreePort.Take();
        var address = $"127.0.0.1:{port}";
        var server = builder.AddExecutable("ollama", program, postgres.Folder, ["serve"])
            .WithEnvironment("OLLAMA_HOST", address)
            .WithHttpEndpoint(port: port, name: "http", isProxied: false)
            .WithHttpHealthCheck("/api/version");
        return new OllamaBackend(ReferenceExpression.Create($"{server.GetEndpoint("http")}"));
    }
}
