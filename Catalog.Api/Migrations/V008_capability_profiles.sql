-- How good canonical models are at what. Figures are thousandths; what null means stands beside each column.

CREATE TABLE capability_profiles (
    canonical_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    scores jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(scores) = 'array'),
    success_rate_millis integer CHECK (success_rate_millis BETWEEN 0 AND 1000),
    priority integer CHECK (priority BETWEEN -1000 AND 1000),
    routing_weight_millis integer CHECK (routing_weight_millis BETWEEN 0 AND 5000),
    is_active boolean,
    origin text NOT NULL CHECK (origin IN ('curated', 'manual')),
    edited text[] NOT NULL DEFAULT '{}',
    first_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (canonical_id, scope)
);
COMMENT ON COLUMN capability_profiles.scores IS
    'What sources say: capability, source, dated, basis, score_millis, confidence_millis, and the origin of the entry (curated, manual). '
    'Entries may contradict each other; Routing.Profiles.ScoreOfRecord says which one counts. An import replaces those of its own origin.';
COMMENT ON COLUMN capability_profiles.success_rate_millis IS 'Null: not measured, nothing is taken off.';
COMMENT ON COLUMN capability_profiles.priority IS 'Null: 0. Decides between candidates that rank equal, the higher first.';
COMMENT ON COLUMN capability_profiles.routing_weight_millis IS 'Null: 1000, which changes nothing. Multiplies the quality.';
COMMENT ON COLUMN capability_profiles.is_active IS 'Null: active. False sets the profile aside as if there were none.';

CREATE TRIGGER capability_profiles_change AFTER INSERT OR UPDATE OR DELETE ON capability_profiles
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('profile', 'canonical_id', '');
