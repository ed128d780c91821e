using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Budgets;

/// <summary>Edits of budgets, the same over REST and gRPC.</summary>
internal sealed class BudgetEdits(Edits edits)
{
    private static readonly string[] Kinds = ["budget"];

    public static Task<string?> TagAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        Edits.TagAsync(connection, Kinds, id, cancellationToken);

    /// <param name="row">What it is to be.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditOutcome<BudgetRow>> PutAsync(BudgetRow row, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await BudgetStore.FindAsync(edit.Connection, row.BudgetId, cancellationToken);
        var tag = before is null ? null : await TagAsync(edit.Connection, row.BudgetId, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<BudgetRow>.Changed(tag);
        }

        var faults = new Faults();
        BudgetRules.Check(row, faults);
        await BudgetRules.CheckNamesAsync(edit, row, faults, cancellationToken);
        if (!faults.None)
        {
            return new EditOutcome<BudgetRow>.Refused(faults);
        }

        await UpsertAsync(edit, row, cancellationToken);
        tag = await TagAsync(edit.Connection, row.BudgetId, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<BudgetRow>.Done(row, tag, Created: before is null);
    }

    /// <inheritdoc cref="PutAsync"/>
    public async Task<EditOutcome<BudgetRow>> DeleteAsync(string id, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await BudgetStore.FindAsync(edit.Connection, id, cancellationToken) is not { } before)
        {
            return new EditOutcome<BudgetRow>.Unknown();
        }

        var tag = await TagAsync(edit.Connection, id, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<BudgetRow>.Changed(tag);
        }

        await edit.Connection.ExecuteAsync("DELETE FROM budgets WHERE budget_id = $1 AND scope = 'global'", [id], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<BudgetRow>.Done(before, null, Created: false);
    }

    private static Task<int> UpsertAsync(CatalogEdit edit, BudgetRow row, CancellationToken cancellationToken) => edit.Connection.ExecuteAsync(
        """
        INSERT INTO budgets (budget_id, owner_kind, owner_id, model, provider, period, limit_nanos, soft, allow_unpriced, description)
        VALUES ($1, $2, $3, $4::text, $5::text, $6, $7, $8, $9, $10)
        ON CONFLICT (budget_id, scope) DO UPDATE SET
            owner_kind = excluded.owner_kind,
            owner_id = excluded.owner_id,
            model = excluded.model,
            provider = excluded.provider,
            period = excluded.period,
            limit_nanos = excluded.limit_nanos,
            soft = excluded.soft,
            allow_unpriced = excluded.allow_unpriced,
            description = excluded.description
        """,
        [
            row.BudgetId, row.OwnerKind, row.OwnerId, row.Model, row.Provider, row.Period, row.LimitNanos, row.Soft, row.AllowUnpriced,
            row.Description,
        ],
        cancellationToken);
}
