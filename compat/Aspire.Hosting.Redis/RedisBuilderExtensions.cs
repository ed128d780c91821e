using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder,
        string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        var secret = password?.Resource
            ?? throw new NotSupportedException("The stand-in generates no password: give AddRedis a parameter.");
        return builder.AddResource(new RedisResource(name, secret))
            .WithEndpoint(port: port, targetPort: 6379, scheme: "tcp", name: "tcp");
    }

    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder,
        string? name = null,
        bool isReadOnly = false) => builder;

    public static IResourceBuilder<RedisResource> WithPersistence(
        this IResourceBuilder<RedisResource> builder,
        TimeSpan? interval = null,
        long keysChangedThreshold = 1) => builder;
}
