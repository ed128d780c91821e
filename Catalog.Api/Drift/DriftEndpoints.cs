using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Catalog.Api.Drift;

/// <summary>Which differences to take the provider's word in.</summary>
internal sealed record DriftAcceptance
{
    /// <summary><c>provider/model</c>.</summary>
    [JsonRequired]
    public required string Deployment { get; init; }

    /// <summary>The fields; all that differ when not given.</summary>
    public ImmutableArray<string>? Fields { get; init; }
}

/// <summary>REST over drift: where providers say something else than is believed, and taking their word.</summary>
internal static class DriftEndpoints
{
    public static void MapDrift(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/drift").WithTags("Models");
        group.MapGet("/", ListAsync).WithName("ListDrift").WithSummary("Lists the facts of which providers say something else than is believed.");
        group.MapPost("/accept", AcceptAsync).WithName("AcceptDrift").WithSummary("Takes a provider's word where it differs.");
    }

    private static async Task<Results<Ok<Page<DeploymentDriftView>>, ProblemHttpResult>> ListAsync(
        string? provider,
        [FromQuery(Name = "page_size")] int? pageSize,
        [FromQuery(Name = "page_token")] string? pageToken,
        NpgsqlDataSource database,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Require(provider?.Contains('\0', StringComparison.Ordinal) != true, "provider", "contains the character U+0000");
        var size = Paging.Size(pageSize, faults);
        var after = Paging.After(pageToken, faults);
        faults.Require(!after.Contains('\0', StringComparison.Ordinal), "page_token", "is not one that this list gave");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(
            await DriftStore.ListAsync(connection, provider, after, size, cancellationToken), size, row => $"{row.Deployment} {row.Field}"));
    }

    private static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> AcceptAsync(
        DriftAcceptance acceptance, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var slash = acceptance.Deployment.IndexOf('/', StringComparison.Ordinal);
        var (provider, model) = slash < 0 ? ("", acceptance.Deployment) : (acceptance.Deployment[..slash], acceptance.Deployment[(slash + 1)..]);
        if (acceptance.Deployment.Contains('\0', StringComparison.Ordinal)
            || await DeploymentStore.FindAsync(edit.Connection, provider, model, null, cancellationToken) is not { } before)
        {
            return Problems.NotFound($"The registry has no {acceptance.Deployment}. GET /api/v1/drift lists what differs.");
        }

        var drift = await DriftStore.OfAsync(edit.Connection, provider, model, cancellationToken);
        var faults = new Faults();
        foreach (var field in acceptance.Fields ?? [])
        {
            faults.Require(
                drift.Any(fact => fact.Field == field), "fields", $"'{field}' does not differ; what does: {string.Join(", ", drift.Select(fact => fact.Field))}");
        }

        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var accepted = AcceptedPrices.Whole(
            [.. drift.Where(fact => acceptance.Fields is null || acceptance.Fields.Value.Contains(fact.Field))], drift);
        if (accepted.Count == 0)
        {
            return Problems.Conflict($"{acceptance.Deployment} does not differ from what its provider states.");
        }

        await DriftWriter.AcceptAsync(edit, before, accepted, cancellationToken);
        var after = await DeploymentStore.FindAsync(edit.Connection, provider, model, null, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(after!);
    }
}
