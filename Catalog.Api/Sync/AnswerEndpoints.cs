using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Sync;

/// <summary>What a provider answered, and what became of it.</summary>
internal sealed record AnswerView(long Answer, DateTimeOffset FetchedAt, int Models, string Outcome, string? Reason);

/// <summary>The newest answers of a provider, and how far the sync is that is under way, if one is.</summary>
internal sealed record AnswersView(IReadOnlyList<AnswerView> Items, SyncProgressView? InProgress);

/// <summary>What confirming an answer changed.</summary>
internal sealed record ConfirmedView(int Added, int Updated, int Unchanged, int Missing);

/// <summary>REST over the answers of providers: which were refused, and taking one over all the same.</summary>
internal static class AnswerEndpoints
{
    private const int MostAnswers = 100;

    public static void MapAnswers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/providers/{id}/answers").WithTags("Providers");
        group.MapGet("/", ListAsync).WithName("ListAnswers").WithSummary("Lists the newest answers of a provider and what became of them, and how far a sync is.");
        group.MapPost("/{answer:long}/confirm", ConfirmAsync).WithName("ConfirmAnswer").WithSummary("Takes over an answer that was refused.");
    }

    private static async Task<Ok<AnswersView>> ListAsync(string id, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.ListAsync(
            """
            SELECT answer_id, fetched_at, models, outcome, reason
            FROM provider_answers WHERE provider_id = $1 AND scope = 'global'
            ORDER BY answer_id DESC
            LIMIT $2
            """,
            [id, MostAnswers],
            row => new AnswerView(
                row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), row.GetString(3), row.NullableString(4)),
            cancellationToken);
        return TypedResults.Ok(new AnswersView(rows, await SyncProgress.ReadAsync(connection, id, cancellationToken)));
    }

    private static async Task<Results<Ok<ConfirmedView>, ProblemHttpResult>> ConfirmAsync(
        string id, long answer, NpgsqlDataSource database, ProviderSync sync, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var kept = await connection.FirstOrDefaultAsync(
            """
            SELECT raw, fetched_at, normalised FROM provider_answers
            WHERE answer_id = $1 AND provider_id = $2 AND scope = 'global' AND outcome = 'refused' AND reason IS DISTINCT FROM $3
            """,
            [answer, id, AnswerRules.Malformed],
            row => new ProviderAnswer(
                id,
                row.GetFieldValue<byte[]>(0),
                row.GetFieldValue<DateTimeOffset>(1),
                JsonSerializer.Deserialize<ImmutableArray<AnsweredModel>>(row.GetString(2), RowJson.Format)),
            cancellationToken);
        if (kept is null)
        {
            return Problems.NotFound($"{id} has no refused answer {answer} in which models could be read. GET /api/v1/providers/{id}/answers lists what it answered.");
        }

        if (await sync.TakeOverAsync(kept, confirmed: true, cancellationToken) is not SyncOutcome.Applied applied)
        {
            return Problems.NotFound($"There is no provider '{id}' any more.");
        }

        await connection.ExecuteAsync("UPDATE provider_answers SET outcome = 'confirmed' WHERE answer_id = $1", [answer], cancellationToken);
        return TypedResults.Ok(new ConfirmedView(applied.Added, applied.Updated, applied.Unchanged, applied.Missing));
    }
}
