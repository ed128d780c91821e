-- The registry: what can be called, at what price, and every change of it.
-- Rows that operators edit have a scope (global, org/x, project/y) in their key; `edited` names the fields set by hand,
-- which no import overwrites. Writers lock catalog_revision before anything else, so edits happen one after another.

CREATE TABLE catalog_revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_in xid8
);

-- Starting at the clock keeps a database made anew ahead of any watcher of the one it replaces.
INSERT INTO catalog_revision (revision) VALUES (extract(epoch FROM now())::bigint);

CREATE TABLE catalog_changes (
    change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision bigint NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text NOT NULL,
    kind text NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    content jsonb
);
CREATE INDEX catalog_changes_by_revision ON catalog_changes (revision);
CREATE INDEX catalog_changes_by_key ON catalog_changes (kind, key, revision DESC);
COMMENT ON COLUMN catalog_changes.content IS 'The row from this revision on; null when it was removed.';

-- Arguments: kind, key columns, columns that are no change. The first change of a transaction takes the next revision;
-- the lock it takes makes revisions commit in order.
CREATE FUNCTION record_catalog_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := string_to_array(TG_ARGV[2], ',');
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - ignored END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - ignored END;
    any_row jsonb := coalesce(after, before);
    row_key text;
BEGIN
    IF before IS NOT DISTINCT FROM after THEN
        RETURN NULL;
    END IF;

    SELECT string_agg(any_row ->> part, '/' ORDER BY place) INTO row_key
    FROM unnest(string_to_array(TG_ARGV[1], ',')) WITH ORDINALITY AS parts (part, place);

    UPDATE catalog_revision
    SET revision = revision + 1, changed_at = clock_timestamp(), changed_in = pg_current_xact_id()
    WHERE changed_in IS DISTINCT FROM pg_current_xact_id();
    IF FOUND THEN
        PERFORM pg_notify('catalog_revision', revision::text) FROM catalog_revision;
    END IF;

    INSERT INTO catalog_changes (revision, changed_by, kind, scope, key, content)
    SELECT revision, coalesce(nullif(current_setting('catalog.actor', true), ''), session_user),
        TG_ARGV[0], any_row ->> 'scope', row_key, after
    FROM catalog_revision;
    RETURN NULL;
END
$$;

CREATE DOMAIN scope AS text CHECK (VALUE = 'global' OR VALUE ~ '^(org|project)/.+$');

CREATE TABLE providers (
    provider_id text NOT NULL CHECK (provider_id ~ '^[a-z0-9][a-z0-9-]*$'),
    scope scope NOT NULL DEFAULT 'global',
    name text NOT NULL,
    profile text NOT NULL,
    base_url text NOT NULL,
    api_key_environment text,
    headers jsonb NOT NULL DEFAULT '{}',
    parameters jsonb NOT NULL DEFAULT '{}',
    is_free boolean NOT NULL DEFAULT false,
    enabled boolean NOT NULL DEFAULT true,
    origin text NOT NULL CHECK (origin IN ('curated', 'manual', 'development')),
    edited text[] NOT NULL DEFAULT '{}',
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_refreshed timestamptz,
    PRIMARY KEY (provider_id, scope)
);
COMMENT ON COLUMN providers.parameters IS 'Request parameters set for every call to this provider.';

CREATE TABLE models (
    canonical_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    name text NOT NULL,
    family text,
    capabilities text[] NOT NULL DEFAULT '{}',
    context_window integer NOT NULL DEFAULT 0 CHECK (context_window >= 0),
    max_output_tokens integer NOT NULL DEFAULT 0 CHECK (max_output_tokens >= 0),
    released date,
    benchmarks jsonb NOT NULL DEFAULT '[]',
    origin text NOT NULL CHECK (origin IN ('curated', 'manual')),
    edited text[] NOT NULL DEFAULT '{}',
    first_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (canonical_id, scope)
);

CREATE TABLE model_registry (
    provider_id text NOT NULL,
    model_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    canonical_id text,
    canonical_by text,
    name text NOT NULL DEFAULT '',
    lifecycle text NOT NULL DEFAULT 'active' CHECK (lifecycle IN ('preview', 'active', 'deprecated', 'retired')),
    deprecated_at timestamptz,
    retires_at timestamptz,
    is_free boolean NOT NULL DEFAULT false,
    enabled boolean NOT NULL DEFAULT true,
    provider_data jsonb,
    ai_data jsonb NOT NULL DEFAULT '{}',
    specs jsonb NOT NULL DEFAULT '{}',
    origin text NOT NULL CHECK (origin IN ('curated', 'discovered', 'promoted')),
    edited text[] NOT NULL DEFAULT '{}',
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz,
    last_refreshed timestamptz NOT NULL DEFAULT now(),
    missing_since timestamptz,
    search_text text NOT NULL GENERATED ALWAYS AS
        (lower(provider_id || '/' || model_id || ' ' || name || ' ' || coalesce(canonical_id, ''))) STORED,
    PRIMARY KEY (provider_id, model_id, scope)
);
CREATE INDEX model_registry_by_canonical ON model_registry (canonical_id);
COMMENT ON COLUMN model_registry.canonical_by IS 'The rule that assigned canonical_id; curated or hand when no rule did.';
COMMENT ON COLUMN model_registry.specs IS 'What is believed in the end: capabilities, context_window, max_output_tokens, region, unsupported_parameters.';
COMMENT ON COLUMN model_registry.provider_data IS 'The provider''s own entry, as it came.';
COMMENT ON COLUMN model_registry.ai_data IS 'What rules inferred, each with its rule and its confidence.';
COMMENT ON COLUMN model_registry.missing_since IS 'Since when the provider no longer lists it.';

-- Whether a write may replace a fact: never by a provider's word where a person described the row, and what was edited by
-- hand only by another edit.
CREATE FUNCTION takes_over(field text, kept_origin text, kept_edited text[], given_origin text, given_edited text[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT field = ANY (given_edited)
        OR (NOT field = ANY (kept_edited) AND NOT (given_origin = 'discovered' AND kept_origin <> 'discovered'))
$$;

-- Amounts are billionths of a US dollar: per million tokens, per_request each. A correction supersedes a row, it never edits one.
CREATE TABLE prices (
    price_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider_id text NOT NULL,
    model_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    valid_from timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    superseded_at timestamptz,
    context_over integer NOT NULL DEFAULT 0 CHECK (context_over >= 0),
    input bigint NOT NULL CHECK (input >= 0),
    output bigint NOT NULL CHECK (output >= 0),
    cached_input bigint CHECK (cached_input >= 0),
    cache_write bigint CHECK (cache_write >= 0),
    batch_input bigint CHECK (batch_input >= 0),
    batch_output bigint CHECK (batch_output >= 0),
    per_request bigint NOT NULL DEFAULT 0 CHECK (per_request >= 0),
    origin text NOT NULL CHECK (origin IN ('curated', 'manual', 'provider', 'import')),
    source text,
    FOREIGN KEY (provider_id, model_id, scope) REFERENCES model_registry ON DELETE CASCADE
);
CREATE UNIQUE INDEX prices_current ON prices (provider_id, model_id, scope, valid_from, context_over) WHERE superseded_at IS NULL;

-- cost_per_1k is what 1,000 fresh input tokens of a short prompt cost now, in dollars; null when unpriced, 0 only when free.
CREATE VIEW priced_registry AS
SELECT registry.*,
    coalesce(price.input / 1e12, CASE WHEN registry.is_free THEN 0 END) AS cost_per_1k,
    coalesce(price.output / 1e12, CASE WHEN registry.is_free THEN 0 END) AS output_cost_per_1k
FROM model_registry AS registry
LEFT JOIN LATERAL (
    SELECT input, output
    FROM prices
    WHERE prices.provider_id = registry.provider_id AND prices.model_id = registry.model_id AND prices.scope = registry.scope
        AND superseded_at IS NULL AND context_over = 0 AND valid_from <= now()
    ORDER BY valid_from DESC
    LIMIT 1
) AS price ON true;

CREATE TABLE tiers (
    name text NOT NULL CHECK (name IN ('fast', 'balanced', 'powerful')),
    scope scope NOT NULL DEFAULT 'global',
    entries text[] NOT NULL,
    max_tokens integer CHECK (max_tokens > 0),
    temperature_millis integer CHECK (temperature_millis BETWEEN 0 AND 2000),
    edited text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (name, scope)
);

CREATE TABLE aliases (
    name text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    target text NOT NULL,
    edited text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (name, scope)
);

CREATE TABLE families (
    name text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    preferred text[] NOT NULL,
    edited text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (name, scope)
);

CREATE TABLE orchestrator_config (
    scope scope PRIMARY KEY DEFAULT 'global',
    active_table_name text NOT NULL DEFAULT 'model_registry',
    default_model text,
    agent_share_millis integer NOT NULL DEFAULT 600 CHECK (agent_share_millis BETWEEN 0 AND 1000),
    balanced_from_millis integer NOT NULL DEFAULT 3000 CHECK (balanced_from_millis BETWEEN 0 AND 10000),
    powerful_above_millis integer NOT NULL DEFAULT 6500 CHECK (powerful_above_millis BETWEEN 0 AND 10000),
    CHECK (balanced_from_millis <= powerful_above_millis)
);
INSERT INTO orchestrator_config DEFAULT VALUES;

-- What providers answered, byte for byte, whether it was taken over or not.
CREATE TABLE provider_answers (
    answer_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    fetched_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    raw bytea NOT NULL,
    models integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('applied', 'refused', 'confirmed')),
    reason text
);
CREATE INDEX provider_answers_by_provider ON provider_answers (provider_id, received_at DESC);

-- What the shipped catalog has brought in so far: a row that is listed here and gone was removed by hand.
CREATE TABLE curated_imports (
    version text PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE curated_rows (
    kind text NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE TRIGGER providers_change AFTER INSERT OR UPDATE OR DELETE ON providers
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('provider', 'provider_id', 'last_refreshed');
CREATE TRIGGER models_change AFTER INSERT OR UPDATE OR DELETE ON models
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('model', 'canonical_id', '');
CREATE TRIGGER model_registry_change AFTER INSERT OR UPDATE OR DELETE ON model_registry
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change(
        'deployment', 'provider_id,model_id', 'provider_data,last_seen,last_refreshed,missing_since,search_text');
CREATE TRIGGER prices_change AFTER INSERT OR UPDATE OR DELETE ON prices
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('price', 'provider_id,model_id', '');
CREATE TRIGGER tiers_change AFTER INSERT OR UPDATE OR DELETE ON tiers
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('tier', 'name', '');
CREATE TRIGGER aliases_change AFTER INSERT OR UPDATE OR DELETE ON aliases
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('alias', 'name', '');
CREATE TRIGGER families_change AFTER INSERT OR UPDATE OR DELETE ON families
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('family', 'name', '');
CREATE TRIGGER orchestrator_config_change AFTER INSERT OR UPDATE OR DELETE ON orchestrator_config
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('config', 'scope', '');
