using Grpc.AspNetCore.Server.Reflection;
using Grpc.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for <c>GrpcReflectionServiceExtensions</c>.</summary>
public static class GrpcReflectionServiceExtensions
{
    /// <summary>
    /// Stands in for <c>AddGrpcReflection</c>: both reflection services, over every gRPC service mapped by the time of
    /// the first question.
    /// </summary>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<MappedServices>();
        services.TryAddSingleton(sp => new ReflectionServiceImpl(sp.GetRequiredService<MappedServices>().Descriptors));
        services.TryAddSingleton(sp => new ReflectionV1ServiceImpl(sp.GetRequiredService<MappedServices>().Descriptors));
        return services;
    }
}
