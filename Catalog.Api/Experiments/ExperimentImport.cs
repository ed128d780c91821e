using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Experiments;

/// <summary>Takes experiments of a document over, by the rules of a write over REST. When one began and ended is what the document says, unless it began here.</summary>
internal static class ExperimentImport
{
    /// <summary>What can be said without looking into the catalog.</summary>
    public static void Check(ExperimentRow row, Faults faults)
    {
        ExperimentChecks.Check(row, faults);
        faults.Require(row.State == ExperimentState.Draft || row.StartedAt is not null, "started_at", "is missing: it is no draft");
        faults.Require(row.State != ExperimentState.Ended || row.EndedAt is not null, "ended_at", "is missing: it has ended");
        faults.Require(!(row.EndedAt < row.StartedAt), "ended_at", "lies before started_at");
    }

    /// <summary>Writes them, or says what stands against it. What they name has to be there already.</summary>
    public static async Task WriteAsync(CatalogEdit edit, IReadOnlyList<ExperimentRow> rows, Faults faults, CancellationToken cancellationToken)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i] with { Variants = [.. rows[i].Variants.Select(variant => variant.Normal())] };
            var before = await ExperimentStore.FindAsync(edit.Connection, row.Name, cancellationToken);
            var own = new Faults();
            if (before is not null)
            {
                ExperimentChecks.CheckChange(before, row, own);
            }

            await ExperimentChecks.CheckNamesAsync(edit, row, own, cancellationToken);
            foreach (var (field, fault) in own.All)
            {
                faults.Add($"experiments[{i}].{field}", fault);
            }

            if (own.None)
            {
                await ExperimentStore.UpsertAsync(
                    edit, row with { StartedAt = before?.StartedAt ?? row.StartedAt, EndedAt = before?.EndedAt ?? row.EndedAt }, cancellationToken);
            }
        }
    }
}
