-- Views: named, saved filters over the registry. Presets: named ways to ask.

CREATE TABLE views (
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]*$' AND name <> 'model_registry'),
    scope scope NOT NULL DEFAULT 'global',
    description text NOT NULL DEFAULT '',
    filter text NOT NULL,
    origin text NOT NULL CHECK (origin IN ('curated', 'manual')),
    edited text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (name, scope)
);
COMMENT ON COLUMN views.filter IS 'As written. It is parsed again at every use and never becomes part of a statement.';

-- Being used is no change of a view: no revision, no history.
CREATE TABLE view_uses (
    name text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    listings bigint NOT NULL DEFAULT 0,
    decisions bigint NOT NULL DEFAULT 0,
    last_used timestamptz NOT NULL,
    PRIMARY KEY (name, scope)
);
COMMENT ON COLUMN view_uses.decisions IS 'Routed requests whose choice the view narrowed, as the ledger took them in.';

CREATE TABLE presets (
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]*$'),
    scope scope NOT NULL DEFAULT 'global',
    description text NOT NULL DEFAULT '',
    selector text,
    policy text,
    parameters jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
    requirements jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(requirements) = 'object'),
    edited text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (name, scope)
);
COMMENT ON COLUMN presets.parameters IS 'max_tokens and temperature; filled in where a request says nothing.';
COMMENT ON COLUMN presets.requirements IS 'capabilities, minimum_context, allowed_providers, denied_providers.';

CREATE TRIGGER views_change AFTER INSERT OR UPDATE OR DELETE ON views
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('view', 'name', '');
CREATE TRIGGER presets_change AFTER INSERT OR UPDATE OR DELETE ON presets
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('preset', 'name', '');

ALTER TABLE orchestration_executions ADD COLUMN active_view text;
COMMENT ON COLUMN orchestration_executions.active_view IS 'The view that narrowed the choice; null when none was active or a model was named.';

-- Tables that earlier systems filled by hand are views or the registry now. Catalog.Api translates the same names on write.
UPDATE orchestrator_config
SET active_table_name = CASE active_table_name
    WHEN 'my_free_models' THEN 'free-models'
    WHEN 'openrouterfree' THEN 'openrouter-free'
    ELSE 'model_registry'
END
WHERE active_table_name IN ('unified_models', 'models', 'Model', 'my_free_models', 'openrouterfree');
