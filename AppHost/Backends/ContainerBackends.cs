namespace AppHost.Backends;

/// <summary>The servers as containers, with named volumes that outlive them.</summary>
internal sealed class ContainerBackends : IBackends
{
    private const string PostgresVolume = "aspire-routing-postgres";
    private const string RedisVolume = "aspire-routing-redis";
    private const string OllamaVolume = "aspire-routing-ollama";

    public static IReadOnlyList<string> Volumes { get; } = [PostgresVolume, RedisVolume];

    public Backend AddDatabase(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter("postgres-password", secret: true);
        var database = builder.AddPostgres("postgres", password: password).WithDataVolume(PostgresVolume).AddDatabase("catalog");
        return new Backend(database, database);
    }

    public Backend AddRedis(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter("redis-password", secret: true);
        var redis = builder.AddRedis("redis", password: password).WithDataVolume(RedisVolume).WithPersistence();
        return new Backend(redis, redis);
    }

    public OllamaBackend AddOllama(IDistributedApplicationBuilder builder)
    {
        var ollama = builder.AddContainer("ollama", "ollama/ollama")
            .WithHttpEndpoint(targetPort: 11434, name: "http")
            .WithVolume(OllamaVolume, "/root/.ollama");
        return new OllamaBackend(ReferenceExpression.Create($"{ollama.GetEndpoint("http")}"));
    }
}
