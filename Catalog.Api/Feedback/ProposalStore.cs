using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Feedback;

namespace Catalog.Api.Feedback;

/// <summary>Raises proposals, and settles them.</summary>
internal sealed class ProposalStore(NpgsqlDataSource database, ILogger<ProposalStore> logger)
{
    /// <summary>Proposes to move a model down if its verdicts have become worse. One open proposal per model and capability.</summary>
    public async Task ProposeAsync(string canonicalId, string capability, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var qualities = await VerdictStore.NewestAsync(connection, canonicalId, capability, QualityDrop.Window, cancellationToken);
        if (QualityDrop.Find(qualities) is not { } drop)
        {
            return;
        }

        var raised = await connection.FirstOrDefaultAsync(
            $"""
            INSERT INTO tuning_proposals (canonical_id, capability, before_millis, before_count, after_millis, after_count)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (canonical_id, capability) WHERE state = 'open' DO NOTHING
            RETURNING {ProposalView.Columns}
            """,
            [canonicalId, capability, drop.BeforeMillis, drop.BeforeCount, drop.AfterMillis, drop.AfterCount],
            ProposalView.Read,
            cancellationToken);
        if (raised is not null)
        {
            FeedbackLog.Proposed(logger, raised.Sentence, raised.Proposal);
        }
    }

    /// <summary>Oldest first, after the one given.</summary>
    public async Task<List<ProposalView>> ListAsync(string? state, long after, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"""
            SELECT {ProposalView.Columns} FROM tuning_proposals
            WHERE ($1::text IS NULL OR state = $1) AND proposal_id > $2 ORDER BY proposal_id LIMIT $3
            """,
            [state, after, most],
            ProposalView.Read,
            cancellationToken);
    }

    /// <summary>Settles an open proposal within an edit; null when there is none of that number.</summary>
    public static Task<ProposalView?> SettleAsync(CatalogEdit edit, long proposal, string state, CancellationToken cancellationToken) =>
        edit.Connection.FirstOrDefaultAsync(
            $"""
            UPDATE tuning_proposals
            SET state = $2, decided_at = clock_timestamp(), decided_by = current_setting('catalog.actor')
            WHERE proposal_id = $1 AND state = 'open'
            RETURNING {ProposalView.Columns}
            """,
            [proposal, state],
            ProposalView.Read,
            cancellationToken);
}
