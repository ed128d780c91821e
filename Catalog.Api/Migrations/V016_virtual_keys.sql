-- Who may call the routers: organisations, their projects, the virtual keys of these and what proves a key. Rows are kept when they
-- are deleted, since the ledger names them.

CREATE TABLE organisations (
    organisation_id text PRIMARY KEY CHECK (organisation_id ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
    scope scope NOT NULL DEFAULT 'global',
    display_name text NOT NULL DEFAULT '' CHECK (length(display_name) <= 200),
    disabled boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE projects (
    project_id text PRIMARY KEY CHECK (project_id ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
    organisation_id text NOT NULL REFERENCES organisations,
    scope scope NOT NULL GENERATED ALWAYS AS ('org/' || organisation_id) STORED,
    display_name text NOT NULL DEFAULT '' CHECK (length(display_name) <= 200),
    disabled boolean NOT NULL DEFAULT false,
    default_model text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE INDEX projects_of_organisation ON projects (organisation_id);

CREATE TABLE virtual_keys (
    key_id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects,
    scope scope NOT NULL GENERATED ALWAYS AS ('project/' || project_id) STORED,
    display_name text NOT NULL DEFAULT '' CHECK (length(display_name) <= 200),
    role text NOT NULL CHECK (role IN ('caller', 'admin')),
    allowed_models text[] NOT NULL DEFAULT '{}',
    allowed_providers text[] NOT NULL DEFAULT '{}',
    allowed_capabilities text[] NOT NULL DEFAULT '{}',
    limits jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(limits) = 'object'),
    default_model text,
    response_cache boolean NOT NULL DEFAULT false,
    disabled boolean NOT NULL DEFAULT false,
    expires_at timestamptz,
    created_by text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE INDEX virtual_keys_of_project ON virtual_keys (project_id);
COMMENT ON COLUMN virtual_keys.limits IS 'requests_per_minute, tokens_per_minute, models: [{model, requests_per_minute, tokens_per_minute}].';

CREATE TABLE virtual_key_secrets (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    key_id text NOT NULL REFERENCES virtual_keys,
    scope scope NOT NULL DEFAULT 'global',
    data_key text NOT NULL,
    prefix text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);
CREATE INDEX virtual_key_secrets_of_key ON virtual_key_secrets (key_id);
COMMENT ON TABLE virtual_key_secrets IS 'What proves a key: one row, or two while a rotation overlaps. The change log keeps everything but the hash.';
COMMENT ON COLUMN virtual_key_secrets.hash IS 'HMAC-SHA256 of the secret, keyed with what is derived from a data key that is not in this database.';
COMMENT ON COLUMN virtual_key_secrets.data_key IS 'Which data key, by the start of its SHA-256.';
COMMENT ON COLUMN virtual_key_secrets.prefix IS 'The start of the secret, which tells it from others and nothing of the rest.';

CREATE TRIGGER organisations_change AFTER INSERT OR UPDATE OR DELETE ON organisations
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('organisation', 'organisation_id', '');
CREATE TRIGGER projects_change AFTER INSERT OR UPDATE OR DELETE ON projects
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('project', 'project_id', '');
CREATE TRIGGER virtual_keys_change AFTER INSERT OR UPDATE OR DELETE ON virtual_keys
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('virtual_key', 'key_id', '');
CREATE TRIGGER virtual_key_secrets_change AFTER INSERT OR UPDATE OR DELETE ON virtual_key_secrets
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('virtual_key_secret', 'key_id', 'hash');

-- Tells this database from another one whose revisions mean something else.
CREATE TABLE access_epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO access_epoch DEFAULT VALUES;

INSERT INTO organisations (organisation_id, display_name, created_at, updated_at) VALUES ('default', 'Default', now(), now());
INSERT INTO projects (project_id, organisation_id, display_name, created_at, updated_at) VALUES ('default', 'default', 'Default', now(), now());
