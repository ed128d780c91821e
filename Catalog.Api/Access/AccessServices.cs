using Catalog.Api.Database;
using Catalog.Api.Keys;
using Catalog.Api.Organisations;
using Catalog.Api.Projects;

namespace Catalog.Api.Access;

/// <summary>What it takes to say who may call.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<KeyPepper>()
        .AddSingleton<AccessEdits>()
        .AddSingleton<OrganisationEdits>()
        .AddSingleton<ProjectEdits>()
        .AddSingleton<KeyEdits>()
        .AddSingleton<AccessReader>()
        .AddSingleton<AccessSignal>()
        .AddSingleton<AccessWatch>()
        .AddHostedService<ChannelListener<AccessSignal>>()
        .AddHostedService<FirstAdminKey>();
}
