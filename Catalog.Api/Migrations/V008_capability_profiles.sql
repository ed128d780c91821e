-- How good canonical models are at what. Figures are thousandths; what null means stands beside each column.

CREATE TABLE capability_profiles (
    canonical_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    success_rate_millis integer CHECK (success_rate_millis BETWEEN 0 AND 1000),
    priority integer CHECK (priority BETWEEN -1000 AND 1000),
    routing_weight_millis integer CHECK (routing_weight_millis BETWEEN 0 AND 5000),
    is_active boolean,
    origin text NOT NULL CHECK (origin IN ('curated', 'manual')),
    edited text[] NOT NULL DEFAULT '{}',
    first_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (canonical_id, scope)
);
COMMENT ON COLUMN capability_profiles.success_rate_millis IS 'Null: not measured, nothing is taken off.';
COMMENT ON COLUMN capability_profiles.priority IS 'Null: 0. Decides between candidates that rank equal, the higher first.';
COMMENT ON COLUMN capability_profiles.routing_weight_millis IS 'Null: 1000, which changes nothing. Multiplies the quality.';
COMMENT ON COLUMN capability_profiles.is_active IS 'Null: active. False sets the profile aside as if there were none.';

-- One row is what one source says of a model at one kind of work on one day. Rows may contradict each other; which one counts
-- is Routing.Profiles.ScoreOfRecord. Imports replace the rows of their own origin and touch no other.
CREATE TABLE capability_scores (
    canonical_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    capability text NOT NULL CHECK (capability IN ('logical', 'code', 'mathematical', 'factual', 'creative', 'conversational',
        'extraction', 'translation', 'vision', 'tools')),
    source text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
    dated date NOT NULL,
    basis text NOT NULL CHECK (basis IN ('manual', 'published', 'claimed', 'estimated')),
    score_millis integer NOT NULL CHECK (score_millis BETWEEN 0 AND 1000),
    confidence_millis integer NOT NULL DEFAULT 1000 CHECK (confidence_millis BETWEEN 0 AND 1000),
    origin text NOT NULL CHECK (origin IN ('curated', 'manual')),
    PRIMARY KEY (canonical_id, scope, capability, source, dated),
    FOREIGN KEY (canonical_id, scope) REFERENCES capability_profiles ON DELETE CASCADE
);

CREATE TRIGGER capability_profiles_change AFTER INSERT OR UPDATE OR DELETE ON capability_profiles
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('profile', 'canonical_id', '');
CREATE TRIGGER capability_scores_change AFTER INSERT OR UPDATE OR DELETE ON capability_scores
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('profile', 'canonical_id', '');
