using System.Globalization;
using Catalog.Api.Credentials;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>REST over webhooks.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/webhooks").WithTags("Alerts");
        group.MapGet("/", ListAsync).WithName("ListWebhooks").WithSummary("Lists those who are told of alerts.");
        group.MapGet("/{name}", GetAsync).WithName("GetWebhook").WithSummary("Reads one webhook, without its secret.");
        group.MapPut("/{name}", PutAsync).WithName("PutWebhook").WithSummary("Adds or replaces a webhook; the answer shows a new secret once.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeleteWebhook").WithSummary("Removes a webhook, with what it was still to be told.");
        group.MapGet("/{name}/deliveries", DeliveriesAsync).WithName("ListDeliveries")
            .WithSummary("Lists what a webhook was told and is to be told, the latest event first.");
    }

    private static async Task<Ok<List<WebhookView>>> ListAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.Ok(await WebhookStore.ListAsync(connection, cancellationToken));
    }

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await WebhookStore.FindAsync(connection, name, cancellationToken) is { } webhook ? TypedResults.Ok(webhook) : Unknown(name);
    }

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> PutAsync(
        string name, WebhookWrite write, Edits edits, DataKey dataKey, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        WebhookRules.Check(name, write, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        if (dataKey.Find(out var missing, make: true) is not { } seal)
        {
            return Problems.Unprepared(missing!);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        var isNew = await WebhookStore.FindAsync(edit.Connection, name, cancellationToken) is null;
        var made = isNew && write.Secret is null ? WebhookSignature.NewSecret() : null;
        await WebhookStore.PutAsync(edit, name, write, write.Secret ?? made, seal, cancellationToken);
        var after = await WebhookStore.FindAsync(edit.Connection, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(after! with { Secret = made });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (!await WebhookStore.RemoveAsync(edit, name, cancellationToken))
        {
            return Unknown(name);
        }

        await edit.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> DeliveriesAsync(
        string name,
        [FromQuery(Name = "page_size")] int? pageSize,
        [FromQuery(Name = "page_token")] string? pageToken,
        NpgsqlDataSource database,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(pageSize, faults);
        var before = AlertPages.Before(pageToken, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await WebhookStore.FindAsync(connection, name, cancellationToken) is null
            ? Unknown(name)
            : TypedResults.Ok(Paging.Cut(
                await WebhookStore.DeliveriesAsync(connection, name, before, size + 1, cancellationToken),
                size,
                row => row.EventId.ToString(CultureInfo.InvariantCulture)));
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"There is no webhook '{name}'. GET /api/v1/webhooks lists those there are.");
}
