using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.ControlPlane;

namespace Microsoft.Extensions.Hosting;

/// <summary>How services demand and present the service key.</summary>
public static class ServiceKeyExtensions
{
    /// <summary>Reads the key of a service that only presents it; it need not have one.</summary>
    public static TBuilder AddServiceKey<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton(ServiceKey.From(builder.Configuration));
        return builder;
    }

    /// <summary>Tells whoever starts a service, in one line, why it refuses: it would be open to other machines, or its key cannot be read.</summary>
    /// <returns>True when it refuses; the process then ends with exit code 1.</returns>
    public static bool RefusesToStart<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        try
        {
            ServiceKey.From(builder.Configuration).ThrowIfOpen();
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e is InvalidOperationException ? e.Message : $"Refusing to start: the file named in ServiceKeyFile cannot be read. {e.Message}");
            return true;
        }
    }

    /// <summary>Reads the key of a service that demands it of others, with <see cref="UseServiceKey"/>.</summary>
    /// <exception cref="InvalidOperationException">Other machines could reach the service and no key is set.</exception>
    public static TBuilder RequireServiceKey<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var key = ServiceKey.From(builder.Configuration);
        key.ThrowIfOpen();
        builder.Services.AddSingleton(key);
        return builder;
    }

    /// <summary>Demands the key, where one is set, of every call but health checks and, where only this machine can call, reads.</summary>
    public static IApplicationBuilder UseServiceKey(this IApplicationBuilder app) => app.UseMiddleware<ServiceKeyMiddleware>();

    /// <summary>Presents the key, where one is set, with every call of this HTTP or gRPC client.</summary>
    public static IHttpClientBuilder PresentServiceKey(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler(services => new ServiceKeyHandler(services.GetRequiredService<ServiceKey>()));
}
