-- Sums of the ledger, kept in the transaction that adds a row to it: equal to it at any moment, late rows included.
-- They outlive the rows, which retention drops. An unknown dimension is an empty text, so that a key needs no NULLs.

ALTER TABLE ai_analytics ADD COLUMN uncached_cost_nanos bigint;
COMMENT ON COLUMN ai_analytics.uncached_cost_nanos IS 'What the same tokens had cost without the provider''s cache; null where cost_nanos is.';

CREATE TABLE usage_hourly (
    hour timestamptz NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    canonical_model text NOT NULL,
    tier text NOT NULL,
    organisation_id text NOT NULL,
    project_id text NOT NULL,
    key_id text NOT NULL,
    agent_id text NOT NULL,
    purpose text NOT NULL,
    calls bigint NOT NULL,
    failed bigint NOT NULL,
    aborted bigint NOT NULL,
    unknown bigint NOT NULL,
    estimated bigint NOT NULL,
    unpriced bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    cost_nanos bigint NOT NULL,
    uncached_cost_nanos bigint NOT NULL,
    latency_micros bigint NOT NULL,
    first_tokens bigint NOT NULL,
    first_token_micros bigint NOT NULL,
    PRIMARY KEY (hour, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose)
) WITH (fillfactor = 70);
COMMENT ON COLUMN usage_hourly.hour IS 'Begin of the hour, by the time in event_id.';
COMMENT ON COLUMN usage_hourly.input_tokens IS 'Neither read from nor written to the provider''s cache, as in ai_analytics.';
COMMENT ON COLUMN usage_hourly.unpriced IS 'Calls without a price; cost_nanos does not know them.';
COMMENT ON COLUMN usage_hourly.first_tokens IS 'Calls that first_token_micros sums up.';

CREATE TABLE usage_daily (LIKE usage_hourly INCLUDING DEFAULTS) WITH (fillfactor = 70);
ALTER TABLE usage_daily RENAME COLUMN hour TO day;
ALTER TABLE usage_daily ALTER COLUMN day TYPE date USING day::date;
ALTER TABLE usage_daily ADD PRIMARY KEY (day, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose);
COMMENT ON COLUMN usage_daily.day IS 'The day in UTC, by the time in event_id.';

-- A call counts once for each of its tags: sums over tags are not sums over calls.
CREATE TABLE usage_tags_daily (LIKE usage_daily INCLUDING DEFAULTS) WITH (fillfactor = 70);
ALTER TABLE usage_tags_daily DROP COLUMN tier, DROP COLUMN agent_id, DROP COLUMN purpose, ADD COLUMN tag text NOT NULL;
ALTER TABLE usage_tags_daily ADD PRIMARY KEY (day, tag, provider, model, canonical_model, organisation_id, project_id, key_id);

-- Rows are written in the order of their keys, so that two writers never wait for each other.
CREATE FUNCTION roll_up_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO usage_hourly AS kept (
        hour, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose, calls, failed, aborted,
        unknown, estimated, unpriced, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nanos,
        uncached_cost_nanos, latency_micros, first_tokens, first_token_micros)
    SELECT
        date_trunc('hour', created_at, 'UTC'), provider, model, coalesce(canonical_model, ''), coalesce(tier, ''),
        coalesce(organisation_id, ''), coalesce(project_id, ''), coalesce(key_id, ''), coalesce(agent_id, ''), purpose,
        count(*), count(*) FILTER (WHERE outcome = 'failed'), count(*) FILTER (WHERE outcome = 'aborted'),
        count(*) FILTER (WHERE outcome = 'unknown'), count(*) FILTER (WHERE estimated), count(*) FILTER (WHERE cost_nanos IS NULL),
        sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens),
        coalesce(sum(cost_nanos), 0), coalesce(sum(coalesce(uncached_cost_nanos, cost_nanos)), 0), sum(latency_micros),
        count(first_token_micros), coalesce(sum(first_token_micros), 0)
    FROM added
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (hour, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose) DO UPDATE SET
        calls = kept.calls + excluded.calls, failed = kept.failed + excluded.failed, aborted = kept.aborted + excluded.aborted,
        unknown = kept.unknown + excluded.unknown, estimated = kept.estimated + excluded.estimated,
        unpriced = kept.unpriced + excluded.unpriced, input_tokens = kept.input_tokens + excluded.input_tokens,
        cached_input_tokens = kept.cached_input_tokens + excluded.cached_input_tokens,
        cache_write_tokens = kept.cache_write_tokens + excluded.cache_write_tokens,
        output_tokens = kept.output_tokens + excluded.output_tokens, reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
        cost_nanos = kept.cost_nanos + excluded.cost_nanos, uncached_cost_nanos = kept.uncached_cost_nanos + excluded.uncached_cost_nanos,
        latency_micros = kept.latency_micros + excluded.latency_micros, first_tokens = kept.first_tokens + excluded.first_tokens,
        first_token_micros = kept.first_token_micros + excluded.first_token_micros;

    INSERT INTO usage_daily AS kept (
        day, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose, calls, failed, aborted,
        unknown, estimated, unpriced, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nanos,
        uncached_cost_nanos, latency_micros, first_tokens, first_token_micros)
    SELECT
        (created_at AT TIME ZONE 'UTC')::date, provider, model, coalesce(canonical_model, ''), coalesce(tier, ''),
        coalesce(organisation_id, ''), coalesce(project_id, ''), coalesce(key_id, ''), coalesce(agent_id, ''), purpose,
        count(*), count(*) FILTER (WHERE outcome = 'failed'), count(*) FILTER (WHERE outcome = 'aborted'),
        count(*) FILTER (WHERE outcome = 'unknown'), count(*) FILTER (WHERE estimated), count(*) FILTER (WHERE cost_nanos IS NULL),
        sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens),
        coalesce(sum(cost_nanos), 0), coalesce(sum(coalesce(uncached_cost_nanos, cost_nanos)), 0), sum(latency_micros),
        count(first_token_micros), coalesce(sum(first_token_micros), 0)
    FROM added
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (day, provider, model, canonical_model, tier, organisation_id, project_id, key_id, agent_id, purpose) DO UPDATE SET
        calls = kept.calls + excluded.calls, failed = kept.failed + excluded.failed, aborted = kept.aborted + excluded.aborted,
        unknown = kept.unknown + excluded.unknown, estimated = kept.estimated + excluded.estimated,
        unpriced = kept.unpriced + excluded.unpriced, input_tokens = kept.input_tokens + excluded.input_tokens,
        cached_input_tokens = kept.cached_input_tokens + excluded.cached_input_tokens,
        cache_write_tokens = kept.cache_write_tokens + excluded.cache_write_tokens,
        output_tokens = kept.output_tokens + excluded.output_tokens, reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
        cost_nanos = kept.cost_nanos + excluded.cost_nanos, uncached_cost_nanos = kept.uncached_cost_nanos + excluded.uncached_cost_nanos,
        latency_micros = kept.latency_micros + excluded.latency_micros, first_tokens = kept.first_tokens + excluded.first_tokens,
        first_token_micros = kept.first_token_micros + excluded.first_token_micros;

    INSERT INTO usage_tags_daily AS kept (
        day, tag, provider, model, canonical_model, organisation_id, project_id, key_id, calls, failed, aborted, unknown, estimated,
        unpriced, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nanos, uncached_cost_nanos,
        latency_micros, first_tokens, first_token_micros)
    SELECT
        (created_at AT TIME ZONE 'UTC')::date, tag, provider, model, coalesce(canonical_model, ''), coalesce(organisation_id, ''),
        coalesce(project_id, ''), coalesce(key_id, ''),
        count(*), count(*) FILTER (WHERE outcome = 'failed'), count(*) FILTER (WHERE outcome = 'aborted'),
        count(*) FILTER (WHERE outcome = 'unknown'), count(*) FILTER (WHERE estimated), count(*) FILTER (WHERE cost_nanos IS NULL),
        sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens),
        coalesce(sum(cost_nanos), 0), coalesce(sum(coalesce(uncached_cost_nanos, cost_nanos)), 0), sum(latency_micros),
        count(first_token_micros), coalesce(sum(first_token_micros), 0)
    FROM added CROSS JOIN LATERAL (SELECT DISTINCT unnest(tags)) AS own (tag)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (day, tag, provider, model, canonical_model, organisation_id, project_id, key_id) DO UPDATE SET
        calls = kept.calls + excluded.calls, failed = kept.failed + excluded.failed, aborted = kept.aborted + excluded.aborted,
        unknown = kept.unknown + excluded.unknown, estimated = kept.estimated + excluded.estimated,
        unpriced = kept.unpriced + excluded.unpriced, input_tokens = kept.input_tokens + excluded.input_tokens,
        cached_input_tokens = kept.cached_input_tokens + excluded.cached_input_tokens,
        cache_write_tokens = kept.cache_write_tokens + excluded.cache_write_tokens,
        output_tokens = kept.output_tokens + excluded.output_tokens, reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
        cost_nanos = kept.cost_nanos + excluded.cost_nanos, uncached_cost_nanos = kept.uncached_cost_nanos + excluded.uncached_cost_nanos,
        latency_micros = kept.latency_micros + excluded.latency_micros, first_tokens = kept.first_tokens + excluded.first_tokens,
        first_token_micros = kept.first_token_micros + excluded.first_token_micros;
    RETURN NULL;
END
$$;
CREATE TRIGGER ai_analytics_roll_up AFTER INSERT ON ai_analytics
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roll_up_usage();

-- The rows of earlier versions pass through the same trigger.
CREATE TEMPORARY TABLE earlier ON COMMIT DROP AS TABLE ai_analytics;
TRUNCATE ai_analytics;
INSERT INTO ai_analytics (
    event_id, created_at, organisation_id, project_id, key_id, agent_id, execution_id, decision_id, attempt, purpose, canonical_model,
    provider, model, tier, intent, tags, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
    estimated, price_id, cost_nanos, outcome, failure, latency_micros, first_token_micros)
SELECT
    event_id, created_at, organisation_id, project_id, key_id, agent_id, execution_id, decision_id, attempt, purpose, canonical_model,
    provider, model, tier, intent, tags, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
    estimated, price_id, cost_nanos, outcome, failure, latency_micros, first_token_micros
FROM earlier;

-- How long rows of the ledger and its sums are kept: days before today, in UTC. 0 keeps them for ever.
CREATE TABLE ledger_retention (
    table_name text NOT NULL CHECK (
        table_name IN ('ai_analytics', 'orchestration_executions', 'feedback', 'usage_hourly', 'usage_daily', 'usage_tags_daily')),
    scope scope NOT NULL DEFAULT 'global',
    days integer NOT NULL CHECK (days BETWEEN 0 AND 36500),
    PRIMARY KEY (table_name, scope)
);
INSERT INTO ledger_retention (table_name, days) VALUES
    ('ai_analytics', 400), ('orchestration_executions', 90), ('feedback', 400),
    ('usage_hourly', 100), ('usage_daily', 0), ('usage_tags_daily', 0);

-- Drops the daily partitions that end before a day, and what of such days lies in the default one.
CREATE FUNCTION drop_ledger_partitions(parent text, keep_from date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    part text;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT relname
        FROM pg_inherits
        JOIN pg_class ON oid = inhrelid
        WHERE inhparent = parent::regclass AND relname ~ ('^' || parent || '_[0-9]{8}$')
            AND to_date(right(relname, 8), 'YYYYMMDD') < keep_from
        ORDER BY relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    EXECUTE format('DELETE FROM %I WHERE created_at < %L', parent || '_default', keep_from::timestamp AT TIME ZONE 'UTC');
    RETURN dropped;
END
$$;
