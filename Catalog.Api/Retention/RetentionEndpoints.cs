using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Retention;

/// <summary>REST over how long the ledger is kept. Routers have no part in it, so that an edit makes no revision.</summary>
internal static class RetentionEndpoints
{
    private const int Longest = 36_500;

    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/ledger/retention").WithTags("Ledger");
        group.MapGet("/", GetAsync).WithName("GetRetention").WithSummary("Reads for how many days each table of the ledger is kept.");
        group.MapPut("/", PutAsync).WithName("PutRetention").WithSummary("Sets it for the tables given; 0 keeps rows for ever.");
    }

    private static async Task<Ok<RetentionView>> GetAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.Ok(new RetentionView { Days = await RetentionStore.ReadAsync(connection, cancellationToken) });
    }

    private static async Task<Results<Ok<RetentionView>, ProblemHttpResult>> PutAsync(
        RetentionView write, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var names = KeptTable.All.Select(table => table.Name).ToArray();
        var faults = new Faults();
        foreach (var (table, days) in write.Days ?? new Dictionary<string, int>())
        {
            faults.Require(names.Contains(table), $"days.{table}", $"is no table of the ledger. There are {string.Join(", ", names)}.");
            faults.Require(days is >= 0 and <= Longest, $"days.{table}", $"must lie between 0 and {Longest}");
        }

        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (table, days) in write.Days ?? new Dictionary<string, int>())
        {
            await RetentionStore.WriteAsync(connection, table, days, cancellationToken);
        }

        var kept = await RetentionStore.ReadAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new RetentionView { Days = kept });
    }
}
