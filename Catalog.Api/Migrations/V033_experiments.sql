-- Experiments: a share of the traffic split over variants, to learn which of them serves better. Routers see those that run.
CREATE TABLE experiments (
    name text NOT NULL CHECK (name ~ '^[a-z0-9_-]{1,64}$'),
    scope scope NOT NULL DEFAULT 'global',
    description text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'paused', 'ended')),
    salt text NOT NULL CHECK (length(salt) BETWEEN 1 AND 128),
    selectors text[] NOT NULL DEFAULT '{}',
    keys text[] NOT NULL DEFAULT '{}',
    projects text[] NOT NULL DEFAULT '{}',
    unit text NOT NULL DEFAULT 'session' CHECK (unit IN ('request', 'session', 'end_user', 'key', 'execution')),
    share_millis integer NOT NULL DEFAULT 1000 CHECK (share_millis BETWEEN 0 AND 1000),
    variants jsonb NOT NULL CHECK (jsonb_typeof(variants) = 'array'),
    started_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (name, scope),
    UNIQUE (salt, scope),
    CHECK (state = 'draft' OR started_at IS NOT NULL)
);
COMMENT ON COLUMN experiments.variants IS 'name, weight, selector, policy, balanced_from, powerful_above; the first is what the others are compared with.';
COMMENT ON COLUMN experiments.salt IS 'Two experiments with one salt would draw alike.';

CREATE TRIGGER experiments_change AFTER INSERT OR UPDATE OR DELETE ON experiments
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('experiment', 'name', '');

ALTER TABLE orchestration_executions
    ADD COLUMN experiment text,
    ADD COLUMN variant text,
    ADD COLUMN experiment_bucket integer,
    ADD COLUMN variant_set_aside boolean;
COMMENT ON COLUMN orchestration_executions.experiment_bucket IS 'What was drawn, 0 to 999,999: tells one participant from another without saying who it is.';
COMMENT ON COLUMN orchestration_executions.variant_set_aside IS 'Whether the variant could not serve, so that the request was served as without the experiment.';
CREATE INDEX orchestration_executions_by_experiment ON orchestration_executions (experiment, created_at) WHERE experiment IS NOT NULL;
