using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Budgets;

/// <summary>Reads budgets, and what they were before.</summary>
internal static class BudgetStore
{
    private const string Select =
        """
        SELECT budget_id, owner_kind, owner_id, model, provider, period, limit_nanos, soft, allow_unpriced, description
        FROM budgets
        WHERE scope = 'global'
        """;

    /// <summary>In order of id.</summary>
    public static Task<List<BudgetRow>> ListAsync(NpgsqlConnection connection, string after, int? size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""{Select} AND budget_id COLLATE "C" > $1 ORDER BY budget_id COLLATE "C" LIMIT $2::integer""", [after, size], Read, cancellationToken);

    public static Task<BudgetRow?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} AND budget_id = $1", [id], Read, cancellationToken);

    /// <summary>Those of these ids that there are; all of them for null.</summary>
    public static Task<List<BudgetRow>> FindAsync(NpgsqlConnection connection, string[]? ids, CancellationToken cancellationToken) =>
        connection.ListAsync($"{Select} AND ($1::text[] IS NULL OR budget_id = ANY ($1::text[]))", [ids], Read, cancellationToken);

    /// <summary>Newest first.</summary>
    public static Task<List<BudgetVersion>> HistoryAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<BudgetRow, BudgetVersion>(
            connection, "budget", id, static (revision, at, by, row) => new(revision, at, by, row is null ? null : BudgetView.Of(row)), cancellationToken);

    private static BudgetRow Read(NpgsqlDataReader row) => new()
    {
        BudgetId = row.GetString(0),
        OwnerKind = row.GetString(1),
        OwnerId = row.GetString(2),
        Model = row.NullableString(3),
        Provider = row.NullableString(4),
        Period = row.GetString(5),
        LimitNanos = row.GetInt64(6),
        Soft = row.GetBoolean(7),
        AllowUnpriced = row.GetBoolean(8),
        Description = row.GetString(9),
    };
}
