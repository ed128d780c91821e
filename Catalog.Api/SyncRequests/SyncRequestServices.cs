using Catalog.Api.Database;

namespace Catalog.Api.SyncRequests;

/// <summary>What syncs on demand consist of.</summary>
internal static class SyncRequestServices
{
    public static IServiceCollection AddSyncRequests(this IServiceCollection services) => services
        .AddSingleton<SyncStates>()
        .AddSingleton<LastAnswer>()
        .AddSingleton<SyncRequestSignal>()
        .AddSingleton<SyncRequestWatch>()
        .AddHostedService<ChannelListener<SyncRequestSignal>>();
}
