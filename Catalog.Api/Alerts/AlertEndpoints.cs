using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>REST over alerts.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alerts").WithTags("Alerts");
        group.MapGet("/", ListAsync).WithName("ListAlerts").WithSummary("Lists open alerts, the newest first; resolved ones too when asked for.");
        group.MapGet("/{alert:long}", GetAsync).WithName("GetAlert").WithSummary("Reads one alert.");
        group.MapPost("/{alert:long}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeAlert")
            .WithSummary("Notes that somebody takes care of an alert; a rise of its severity withdraws that.");
    }

    private static async Task<Results<Ok<Page<AlertView>>, ProblemHttpResult>> ListAsync(
        string? kind,
        [FromQuery(Name = "include_resolved")] bool? includeResolved,
        [FromQuery(Name = "page_size")] int? pageSize,
        [FromQuery(Name = "page_token")] string? pageToken,
        NpgsqlDataSource database,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Require(
            kind is null || AlertNames.Kinds.Contains(kind), "kind", $"must be one of {string.Join(", ", AlertNames.Kinds)}");
        var size = Paging.Size(pageSize, faults);
        var before = AlertPages.Before(pageToken, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = AlertPages.Cut(await AlertList.ListAsync(connection, kind, includeResolved == true, before, size + 1, cancellationToken), size);
        return TypedResults.Ok(new Page<AlertView>([.. page.Items.Select(AlertView.Of)], page.NextPageToken));
    }

    private static async Task<Results<Ok<AlertView>, ProblemHttpResult>> GetAsync(
        long alert, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AlertList.FindAsync(connection, alert, cancellationToken) is { } found ? TypedResults.Ok(AlertView.Of(found)) : Unknown(alert);
    }

    private static async Task<Results<Ok<AlertView>, ProblemHttpResult>> AcknowledgeAsync(
        long alert, AlertStore alerts, NpgsqlDataSource database, HttpContext http, CancellationToken cancellationToken)
    {
        if (await alerts.AcknowledgeAsync(alert, Edits.ActorOf(http), cancellationToken) is { } acknowledged)
        {
            return TypedResults.Ok(AlertView.Of(acknowledged));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AlertList.FindAsync(connection, alert, cancellationToken) is null
            ? Unknown(alert)
            : Problems.Conflict($"Alert {alert} is resolved; there is nothing left to take care of.");
    }

    private static ProblemHttpResult Unknown(long alert) =>
        Problems.NotFound($"There is no alert {alert}. GET /api/v1/alerts?include_resolved=true lists those there are.");
}
