-- What is known of agents beforehand: requests that name one and bring nothing themselves are judged by it.
CREATE TABLE agent_profiles (
    agent_id text NOT NULL CHECK (length(agent_id) BETWEEN 1 AND 256),
    scope scope NOT NULL DEFAULT 'global',
    name text NOT NULL DEFAULT '',
    creation_millis integer CHECK (creation_millis BETWEEN 0 AND 10000),
    execution_millis integer CHECK (execution_millis BETWEEN 0 AND 10000),
    combined_millis integer CHECK (combined_millis BETWEEN 0 AND 10000),
    default_tier text CHECK (default_tier IN ('fast', 'balanced', 'powerful')),
    default_intent text CHECK (default_intent IN ('extract', 'summarize', 'generate', 'transform', 'conditional', 'other')),
    PRIMARY KEY (agent_id, scope)
);

CREATE TRIGGER agent_profiles_change AFTER INSERT OR UPDATE OR DELETE ON agent_profiles
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('agent_profile', 'agent_id', '');
