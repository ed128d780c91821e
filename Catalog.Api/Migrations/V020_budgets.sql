-- Money that organisations, projects and keys may spend, what routers hold of it, and which thresholds were crossed.

CREATE TABLE budgets (
    budget_id text NOT NULL CHECK (budget_id ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
    scope scope NOT NULL DEFAULT 'global',
    owner_kind text NOT NULL CHECK (owner_kind IN ('organisation', 'project', 'key')),
    owner_id text NOT NULL,
    model text,
    provider text,
    period text NOT NULL CHECK (period IN ('minute', 'day', 'week', 'month', 'total')),
    limit_nanos bigint NOT NULL CHECK (limit_nanos BETWEEN 1 AND 9000000000000000),
    soft boolean NOT NULL DEFAULT false,
    allow_unpriced boolean NOT NULL DEFAULT false,
    description text NOT NULL DEFAULT '',
    PRIMARY KEY (budget_id, scope)
);
COMMENT ON COLUMN budgets.owner_id IS 'Whose money it bounds: an organisation, a project or a virtual key, as owner_kind says.';
COMMENT ON COLUMN budgets.model IS 'The one model that it counts, by its canonical name or as provider/model; null for every model.';
COMMENT ON COLUMN budgets.limit_nanos IS 'Billionths of a US dollar. Beyond nine million dollars shared counters could not compare it exactly.';

CREATE TRIGGER budgets_change AFTER INSERT OR UPDATE OR DELETE ON budgets
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('budget', 'budget_id', '');

CREATE TABLE budget_holds (
    router text NOT NULL,
    budget_id text NOT NULL,
    window_start timestamptz NOT NULL,
    nanos bigint NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (router, budget_id, window_start)
);
CREATE INDEX budget_holds_by_window ON budget_holds (budget_id, window_start);
COMMENT ON TABLE budget_holds IS 'What each router last said it holds: for calls under way and to come, and for calls that may not be in the ledger yet.';

CREATE TABLE budget_thresholds (
    budget_id text NOT NULL,
    window_start timestamptz NOT NULL,
    percent integer NOT NULL,
    spent_nanos bigint NOT NULL,
    limit_nanos bigint NOT NULL,
    crossed_at timestamptz NOT NULL,
    PRIMARY KEY (budget_id, window_start, percent)
);
COMMENT ON TABLE budget_thresholds IS 'When a window first reached a share of its budget.';

CREATE INDEX IF NOT EXISTS ai_analytics_by_organisation ON ai_analytics (organisation_id, created_at);
