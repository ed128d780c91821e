using Catalog.Api.Database;

namespace Catalog.Api.Alerts;

/// <summary>What alerts consist of.</summary>
internal static class AlertServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertInstruments>()
        .AddSingleton<AlertSignal>()
        .AddSingleton<AlertStore>()
        .AddSingleton<AlertWatch>()
        .AddHostedService<ChannelListener<AlertSignal>>()
        .AddHostedService<OpenAlerts>();
}
