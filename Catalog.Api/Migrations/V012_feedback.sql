-- What people thought of answers, what that adds up to, and what it suggests.

-- What the prompt asked for above all, found by the classifier; null when the prompt was not read.
ALTER TABLE orchestration_executions ADD COLUMN capability text;

CREATE TABLE feedback (
    event_id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    organisation_id text,
    project_id text,
    key_id text,
    decision_id uuid NOT NULL,
    rating smallint CHECK (rating BETWEEN 1 AND 5),
    success boolean,
    judge_millis integer CHECK (judge_millis BETWEEN 0 AND 1000),
    quality_millis integer NOT NULL CHECK (quality_millis BETWEEN 0 AND 1000),
    capability text,
    comment text,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'counted', 'unattributed')),
    canonical_model text
);
COMMENT ON COLUMN feedback.state IS 'waiting for the decision to reach the ledger; counted; or unattributed: no canonical model or no capability is known.';
CREATE INDEX feedback_waiting ON feedback (created_at) WHERE state = 'waiting';
CREATE INDEX feedback_counted ON feedback (canonical_model, capability, created_at DESC) WHERE state = 'counted';
CREATE INDEX feedback_by_decision ON feedback (decision_id);

-- Decayed sums: what all verdicts are worth at faded_to. Changes here make no revision.
CREATE TABLE rating_evidence (
    canonical_id text NOT NULL,
    capability text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    weight double precision NOT NULL,
    total double precision NOT NULL,
    faded_to timestamptz NOT NULL,
    PRIMARY KEY (canonical_id, capability, scope)
);

-- What routers are told; rewritten only when it is news.
CREATE TABLE quality_estimates (
    canonical_id text NOT NULL,
    capability text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    mean_millis integer NOT NULL CHECK (mean_millis BETWEEN 0 AND 1000),
    evidence_millis integer NOT NULL CHECK (evidence_millis >= 0),
    PRIMARY KEY (canonical_id, capability, scope)
);
CREATE TRIGGER quality_estimates_change AFTER INSERT OR UPDATE OR DELETE ON quality_estimates
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('quality', 'canonical_id,capability', '');

CREATE TABLE tuning_proposals (
    proposal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proposed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    canonical_id text NOT NULL,
    capability text NOT NULL,
    before_millis integer NOT NULL,
    before_count integer NOT NULL,
    after_millis integer NOT NULL,
    after_count integer NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
    decided_at timestamptz,
    decided_by text
);
COMMENT ON TABLE tuning_proposals IS 'Suggestions to move a model behind the others of its tiers. Nothing moves until one is accepted.';
CREATE UNIQUE INDEX tuning_proposals_open ON tuning_proposals (canonical_id, capability) WHERE state = 'open';

-- A UUID of version 7 begins with its time in milliseconds.
CREATE FUNCTION time_of_uuid(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
$$;
