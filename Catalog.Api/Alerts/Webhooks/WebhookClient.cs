using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Catalog.Api.Credentials;
using Catalog.Api.Database;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>What a webhook is told.</summary>
/// <param name="EventId">Identifies the event; a receiver that sees it twice was told twice.</param>
/// <param name="Event">raised, escalated or resolved.</param>
/// <param name="At">When it happened.</param>
/// <param name="Alert">The alert right after it.</param>
internal sealed record WebhookMessage(long EventId, string Event, DateTimeOffset At, AlertView Alert);

/// <summary>Tells a webhook, signed. It follows no redirect: a message for one address goes to no other.</summary>
internal sealed class WebhookClient(IHttpClientFactory clients, DataKey dataKey, TimeProvider time)
{
    public const string Name = "webhooks";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>The status of the answer, and what went wrong; no error when it took the message.</returns>
    public async Task<(int? Status, string? Error)> TellAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (dataKey.Find(out var missing) is not { } seal || seal.Open(SealedFor(delivery.Webhook), delivery.Sealed) is not { } secret)
        {
            return (null, missing ?? "The secret was sealed under another data key; set it anew.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(delivery, secret);
            using var client = clients.CreateClient(Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? null : $"It answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"It did not answer within {Patience.TotalSeconds} s.");
        }
    }

    /// <summary>What a webhook's secret is sealed for, so that it opens for no provider and no other webhook.</summary>
    public static string SealedFor(string webhook) => $"webhook:{webhook}";

    private HttpRequestMessage Request(Delivery delivery, string secret)
    {
        var (happening, now) = (delivery.Happening, time.GetUtcNow());
        var message = new WebhookMessage(happening.EventId, AlertNames.Of(happening.Type), happening.At, AlertView.Of(happening.Alert));
        var body = JsonSerializer.SerializeToUtf8Bytes(message, RowJson.Format);
        var id = $"alert-event-{happening.EventId}";
        return new(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { WebhookSignature.IdHeader, id },
                { WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { WebhookSignature.SignatureHeader, WebhookSignature.Sign(secret, id, now, body) },
            },
        };
    }
}
