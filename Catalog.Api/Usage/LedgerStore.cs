using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Catalog.Api.Feedback;
using Catalog.Api.History;
using Npgsql;

namespace Catalog.Api.Usage;

/// <summary>Writes events to the ledger: COPY into a staging table, then INSERT of what is not there yet.</summary>
internal sealed class LedgerStore(NpgsqlDataSource database)
{
    private const string AttemptColumns =
        """
        event_id, created_at, organisation_id, project_id, key_id, agent_id, execution_id, tags, decision_id, attempt, purpose,
        canonical_model, provider, model, tier, intent, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,
        reasoning_tokens, estimated, price_id, cost_nanos, outcome, failure, latency_micros, first_token_micros,
        uncached_cost_nanos
        """;

    private const string DecisionColumns =
        """
        event_id, created_at, organisation_id, project_id, key_id, agent_id, execution_id, tags, decision_id, selector, tier, provider,
        model, canonical_model, intent, complexity_millis, attempts, outcome, catalog_revision, hash, decision, latency_micros, capability,
        active_view, error_fallback, experiment, variant, experiment_bucket, variant_set_aside
        """;

    private const string FeedbackColumns =
        """
        event_id, created_at, organisation_id, project_id, key_id, decision_id, rating, success, judge_millis, quality_millis, capability,
        comment
        """;

    /// <summary>Stores a batch for good; events that are there already stay as they are.</summary>
    public async Task StoreAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (batch.HealthViews.Count > 0)
        {
            await HealthViewStore.AddAsync(
                connection, [.. batch.HealthViews.Select(entry => (entry.Event.ViewId, entry.Event.Content))], cancellationToken);
        }

        if (batch.Decisions.Count > 0)
        {
            await StageAsync(connection, "orchestration_executions", DecisionColumns, batch.Decisions, WriteAsync, cancellationToken);
            await CountViewsAsync(connection, cancellationToken);
        }

        if (batch.Feedback.Count > 0)
        {
            await StageAsync(connection, "feedback", FeedbackColumns, batch.Feedback, WriteAsync, cancellationToken);
        }

        // Last, since it locks rows of the roll-ups, for which the batches of other routers wait until the end.
        if (batch.Attempts.Count > 0)
        {
            await StageAsync(connection, "ai_analytics", AttemptColumns, batch.Attempts, WriteAsync, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task StageAsync<T>(
        NpgsqlConnection connection,
        string table,
        string columns,
        IReadOnlyList<LedgerEntry<T>> entries,
        Func<LedgerRowWriter, T, Task> write,
        CancellationToken cancellationToken)
        where T : class
    {
        await connection.ExecuteAsync(
            $"CREATE TEMPORARY TABLE staged_{table} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA", [], cancellationToken);
        await using (var import = await connection.BeginBinaryImportAsync(
            $"COPY staged_{table} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            foreach (var entry in entries)
            {
                await import.StartRowAsync(cancellationToken);
                var row = new LedgerRowWriter(import, cancellationToken);
                await row.UuidAsync(entry.Id);
                await row.TimeAsync(entry.CreatedAt);
                await write(row, entry.Event);
            }

            await import.CompleteAsync(cancellationToken);
        }

        // In one order, so that two batches with the same events never wait for each other.
        await connection.ExecuteAsync(
            $"INSERT INTO {table} ({columns}) SELECT {columns} FROM staged_{table} ORDER BY event_id ON CONFLICT DO NOTHING", [], cancellationToken);
    }

    private static async Task WriteAsync(LedgerRowWriter row, AttemptEvent attempt)
    {
        await WriteScopeAsync(row, attempt.Scope);
        await row.TextOrNullAsync(attempt.DecisionId);
        await row.IntegerAsync(attempt.Attempt);
        await row.TextAsync(attempt.Purpose);
        await row.TextOrNullAsync(attempt.CanonicalModel);
        await row.TextAsync(attempt.Provider);
        await row.TextAsync(attempt.Model);
        await row.TextOrNullAsync(attempt.Tier);
        await row.TextOrNullAsync(attempt.Intent);
        await row.BigAsync(attempt.InputTokens);
        await row.BigAsync(attempt.CachedInputTokens);
        await row.BigAsync(attempt.CacheWriteTokens);
        await row.BigAsync(attempt.OutputTokens);
        await row.BigAsync(attempt.ReasoningTokens);
        await row.FlagAsync(attempt.Estimated);
        await row.TextOrNullAsync(attempt.PriceId);
        await row.BigAsync(attempt.HasCostNanos ? attempt.CostNanos : null);
        await row.TextAsync(attempt.Outcome);
        await row.TextOrNullAsync(attempt.Failure);
        await row.BigAsync(attempt.LatencyMicros);
        await row.BigAsync(attempt.HasFirstTokenMicros ? attempt.FirstTokenMicros : null);
        await row.BigAsync(attempt.HasUncachedCostNanos ? attempt.UncachedCostNanos : null);
    }

    private static async Task WriteAsync(LedgerRowWriter row, DecisionEvent decision)
    {
        await WriteScopeAsync(row, decision.Scope);
        await row.TextAsync(decision.DecisionId);
        await row.TextAsync(decision.Selector);
        await row.TextOrNullAsync(decision.Tier);
        await row.TextOrNullAsync(decision.Provider);
        await row.TextOrNullAsync(decision.Model);
        await row.TextOrNullAsync(decision.CanonicalModel);
        await row.TextOrNullAsync(decision.Intent);
        await row.IntegerAsync(decision.HasComplexityMillis ? decision.ComplexityMillis : null);
        await row.IntegerAsync(decision.Attempts);
        await row.TextAsync(decision.Outcome);
        await row.BigAsync(decision.CatalogRevision);
        await row.TextAsync(decision.Hash);
        await row.JsonOrNullAsync(decision.DecisionJson);
        await row.BigAsync(decision.LatencyMicros);
        await row.TextOrNullAsync(decision.Capability);
        await row.TextOrNullAsync(decision.ActiveView);
        await row.FlagAsync(decision.ErrorFallback);
        await row.TextOrNullAsync(decision.Experiment);
        await row.TextOrNullAsync(decision.Variant);
        await row.IntegerAsync(decision.HasExperimentBucket ? decision.ExperimentBucket : null);
        await row.FlagAsync(decision.Experiment.Length > 0 ? decision.VariantSetAside : null);
    }

    private static async Task WriteAsync(LedgerRowWriter row, FeedbackEvent feedback)
    {
        await row.TextOrNullAsync(feedback.Scope?.OrganisationId);
        await row.TextOrNullAsync(feedback.Scope?.ProjectId);
        await row.TextOrNullAsync(feedback.Scope?.KeyId);
        await row.UuidAsync(Guid.Parse(feedback.DecisionId));
        await row.SmallAsync(feedback.HasRating ? (short)feedback.Rating : null);
        await row.FlagAsync(feedback.HasSuccess ? feedback.Success : null);
        await row.IntegerAsync(feedback.HasJudgeMillis ? feedback.JudgeMillis : null);
        await row.IntegerAsync(Verdicts.Of(feedback).QualityMillis);
        await row.TextOrNullAsync(feedback.Capability);
        await row.TextOrNullAsync(feedback.Comment);
    }

    // The rows that this transaction wrote, so that an event that comes twice counts once.
    private static Task<int> CountViewsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.ExecuteAsync(
        """
        INSERT INTO view_uses AS kept (name, decisions, last_used)
        SELECT stored.active_view, count(*), max(stored.created_at)
        FROM orchestration_executions AS stored
        WHERE stored.active_view IS NOT NULL AND stored.xmin = pg_current_xact_id()::xid
            AND (event_id, created_at) IN (SELECT event_id, created_at FROM staged_orchestration_executions)
        GROUP BY stored.active_view
        ORDER BY stored.active_view
        ON CONFLICT (name, scope) DO UPDATE SET
            decisions = kept.decisions + excluded.decisions, last_used = greatest(kept.last_used, excluded.last_used)
        """,
        [],
        cancellationToken);

    private static async Task WriteScopeAsync(LedgerRowWriter row, LedgerScope? scope)
    {
        await row.TextOrNullAsync(scope?.OrganisationId);
        await row.TextOrNullAsync(scope?.ProjectId);
        await row.TextOrNullAsync(scope?.KeyId);
        await row.TextOrNullAsync(scope?.AgentId);
        await row.TextOrNullAsync(scope?.ExecutionId);
        await row.TextsAsync([.. scope?.Tags ?? []]);
    }
}
