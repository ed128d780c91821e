using Aspire.Catalog.V1;
using Catalog.Api.Alerts.Silences;
using Catalog.Api.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>Tells webhooks what they are to be told, again and again until they take it or it is given up.</summary>
internal sealed class WebhookRound(
    DeliveryStore deliveries,
    SilenceStore silences,
    WebhookClient client,
    AlertSignal signal,
    AlertInstruments instruments,
    IOptions<WebhookOptions> options,
    DatabaseReadiness readiness,
    TimeProvider time,
    ILogger<WebhookRound> logger) : BackgroundService
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        while (true)
        {
            var next = signal.Next;
            var pause = LongestPause;
            try
            {
                pause = await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                AlertLog.NotDelivered(logger, e.Message);
            }

            await ChannelSignal.CameAsync(next, pause < ShortestPause ? ShortestPause : pause, time, stoppingToken);
        }
    }

    private async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        while (await deliveries.TakeAsync(cancellationToken) is { Count: > 0 } due)
        {
            var quiet = await silences.ListAsync(cancellationToken);
            await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, quiet, cancellationToken)));
        }

        return await deliveries.PauseAsync(LongestPause, cancellationToken);
    }

    private async Task DeliverAsync(Delivery delivery, List<Silence> quiet, CancellationToken cancellationToken)
    {
        var (alert, now) = (delivery.Happening.Alert, time.GetUtcNow());
        var silence = delivery.Happening.Type == AlertEventType.Resolved ? null : quiet.Find(silence => silence.Covers(alert.Kind, alert.Subject, now));
        if (silence is not null)
        {
            await deliveries.SilenceAsync(delivery, silence.Until, options.Value.GiveUpAfter, cancellationToken);
            return;
        }

        var (status, error) = await client.TellAsync(delivery, cancellationToken);
        if (error is null)
        {
            instruments.Told(delivery.Webhook, "delivered");
            await deliveries.EndAsync(delivery, "delivered", status, error: null, cancellationToken);
            return;
        }

        instruments.Told(delivery.Webhook, "failed");
        var again = time.GetUtcNow() + Pause(delivery.Attempts);
        if (again < delivery.GiveUpAt)
        {
            AlertLog.WebhookFailed(logger, delivery.Webhook, delivery.Happening.EventId, delivery.Attempts, error);
            await deliveries.RetryAsync(delivery, again, status, error, cancellationToken);
            return;
        }

        AlertLog.WebhookGivenUp(logger, delivery.Webhook, delivery.Happening.EventId, delivery.Attempts, error);
        instruments.Told(delivery.Webhook, "given_up");
        await deliveries.EndAsync(delivery, "given_up", status, error, cancellationToken);
    }

    private TimeSpan Pause(int attempts)
    {
        var doubled = options.Value.RetryAfter * Math.Pow(2, Math.Min(attempts - 1, 20));
        return doubled < LongestRetry ? doubled : LongestRetry;
    }
}
