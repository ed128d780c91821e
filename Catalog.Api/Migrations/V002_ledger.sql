-- The ledger: one row per call that reached a provider, one per routed request. Append-only; created_at is the time in event_id.

CREATE TABLE ai_analytics (
    event_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    organisation_id text,
    project_id text,
    key_id text,
    agent_id text,
    execution_id text,
    decision_id text,
    attempt integer NOT NULL,
    purpose text NOT NULL,
    canonical_model text,
    provider text NOT NULL,
    model text NOT NULL,
    tier text,
    intent text,
    tags text[] NOT NULL DEFAULT '{}',
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    estimated boolean NOT NULL,
    price_id text,
    cost_nanos bigint,
    cost_usd numeric GENERATED ALWAYS AS (cost_nanos / 1e9) STORED,
    outcome text NOT NULL,
    failure text,
    latency_micros bigint NOT NULL,
    first_token_micros bigint,
    PRIMARY KEY (event_id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE ai_analytics_default PARTITION OF ai_analytics DEFAULT;
CREATE INDEX ai_analytics_by_time ON ai_analytics (created_at);
CREATE INDEX ai_analytics_by_decision ON ai_analytics (decision_id);
CREATE INDEX ai_analytics_by_project ON ai_analytics (project_id, created_at);
CREATE INDEX ai_analytics_by_key ON ai_analytics (key_id, created_at);
COMMENT ON COLUMN ai_analytics.cost_nanos IS 'Billionths of a US dollar; null when the deployment was unpriced, which is not free.';

CREATE TABLE orchestration_executions (
    event_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    organisation_id text,
    project_id text,
    key_id text,
    agent_id text,
    execution_id text,
    decision_id text NOT NULL,
    selector text NOT NULL,
    tier text,
    provider text,
    model text,
    canonical_model text,
    intent text,
    tags text[] NOT NULL DEFAULT '{}',
    complexity_millis integer,
    attempts integer NOT NULL,
    outcome text NOT NULL,
    catalog_revision bigint NOT NULL,
    hash text NOT NULL,
    decision json,
    latency_micros bigint NOT NULL,
    PRIMARY KEY (event_id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE orchestration_executions_default PARTITION OF orchestration_executions DEFAULT;
CREATE INDEX orchestration_executions_by_time ON orchestration_executions (created_at);
CREATE INDEX orchestration_executions_by_decision ON orchestration_executions (decision_id);
CREATE INDEX orchestration_executions_by_project ON orchestration_executions (project_id, created_at);
CREATE INDEX orchestration_executions_by_key ON orchestration_executions (key_id, created_at);
COMMENT ON COLUMN orchestration_executions.decision IS 'As the router wrote it, letter by letter, so that it replays; json, not jsonb, for that reason.';

-- Creates the partitions of some days where they are missing. Rows of such a day that came early move out of the default one.
CREATE FUNCTION ensure_ledger_partitions(first_day date, days integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    day date;
    part text;
    plain_columns text;
    created integer := 0;
BEGIN
    FOREACH parent IN ARRAY ARRAY['ai_analytics', 'orchestration_executions'] LOOP
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO plain_columns
        FROM pg_attribute
        WHERE attrelid = parent::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';

        FOR offset_days IN 0 .. days - 1 LOOP
            day := first_day + offset_days;
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            CONTINUE WHEN to_regclass(part) IS NOT NULL;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
            EXECUTE format(
                'WITH early AS (DELETE FROM %I WHERE created_at >= %L AND created_at < %L RETURNING %s) INSERT INTO %I (%s) SELECT %s FROM early',
                parent || '_default', day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC',
                plain_columns, part, plain_columns, plain_columns);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                parent, part, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
            created := created + 1;
        END LOOP;
    END LOOP;
    RETURN created;
END
$$;
