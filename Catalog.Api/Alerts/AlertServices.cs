using System.Diagnostics;
using Catalog.Api.Alerts.Silences;
using Catalog.Api.Alerts.Watching;
using Catalog.Api.Alerts.Webhooks;
using Catalog.Api.Database;

namespace Catalog.Api.Alerts;

/// <summary>What alerts consist of.</summary>
internal static class AlertServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddWebhooks()
        .AddSingleton<IAlertSource, DecisionRates>()
        .AddSingleton<IAlertSource, Drifts>()
        .AddSingleton<IAlertSource, FailedSyncs>()
        .AddSingleton<IAlertSource, UnpricedModels>()
        .AddSingleton<AlertRound>()
        .AddHostedService(services => services.GetRequiredService<AlertRound>())
        .AddSingleton<SilenceStore>()
        .AddSingleton<AlertInstruments>()
        .AddSingleton<AlertSignal>()
        .AddSingleton<AlertStore>()
        .AddSingleton<AlertWatch>()
        .AddHostedService<ChannelListener<AlertSignal>>()
        .AddHostedService<OpenAlerts>();

    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(WebhookClient.Name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            });
        return services
            .AddSingleton<DeliveryStore>()
            .AddSingleton<WebhookClient>()
            .AddHostedService<WebhookRound>();
    }
}
