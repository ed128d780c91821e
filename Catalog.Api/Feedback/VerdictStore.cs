using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Feedback;

/// <summary>Gives waiting verdicts the model and capability that they judge.</summary>
internal static class VerdictStore
{
    /// <summary>
    /// Counts the oldest waiting verdicts whose decision is in the ledger, and gives up on those whose decision has not come
    /// within a day. A decision's id carries its time, so the join looks at one partition a verdict.
    /// </summary>
    public static Task<List<CountedVerdict>> CountAsync(NpgsqlConnection connection, int most, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            WITH waiting AS (
                SELECT feedback.event_id, feedback.created_at, quality_millis, execution.event_id IS NOT NULL AS found,
                    execution.canonical_model, coalesce(feedback.capability, execution.capability) AS capability
                FROM feedback
                LEFT JOIN orchestration_executions AS execution
                    ON execution.event_id = feedback.decision_id AND execution.created_at = time_of_uuid(feedback.decision_id)
                WHERE feedback.state = 'waiting'
                ORDER BY feedback.created_at
                LIMIT $1
            ), settled AS (
                UPDATE feedback
                SET state = CASE WHEN waiting.canonical_model IS NULL OR waiting.capability IS NULL THEN 'unattributed' ELSE 'counted' END,
                    canonical_model = waiting.canonical_model,
                    capability = waiting.capability
                FROM waiting
                WHERE feedback.event_id = waiting.event_id AND (found OR waiting.created_at < now() - interval '1 day')
                RETURNING feedback.*
            )
            SELECT canonical_model, capability, quality_millis, created_at FROM settled WHERE state = 'counted' ORDER BY created_at, event_id
            """,
            [most],
            row => new CountedVerdict(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken);

    /// <summary>The newest counted qualities, oldest first, since the last proposal about the same was decided on.</summary>
    public static async Task<int[]> NewestAsync(
        NpgsqlConnection connection, string canonicalId, string capability, int most, CancellationToken cancellationToken)
    {
        var newest = await connection.ListAsync(
            """
            SELECT quality_millis FROM feedback
            WHERE state = 'counted' AND canonical_model = $1 AND capability = $2 AND created_at > coalesce(
                (SELECT max(decided_at) FROM tuning_proposals WHERE canonical_id = $1 AND capability = $2), '-infinity')
            ORDER BY created_at DESC, event_id DESC
            LIMIT $3
            """,
            [canonicalId, capability, most],
            row => row.GetInt32(0),
            cancellationToken);
        newest.Reverse();
        return [.. newest];
    }
}
