-- Where a provider's key comes from, its second names, the keys kept here, and what routers can call.
ALTER TABLE providers ADD COLUMN aliases text[] NOT NULL DEFAULT '{}';
ALTER TABLE providers ADD COLUMN api_key_file text;
ALTER TABLE providers ADD COLUMN api_key_stored boolean NOT NULL DEFAULT false;
ALTER TABLE providers ADD CONSTRAINT providers_one_key
    CHECK (num_nonnulls(api_key_environment, api_key_file, nullif(api_key_stored, false)) <= 1);
COMMENT ON COLUMN providers.aliases IS 'Second names; unique among the ids and aliases of all providers of the scope.';
COMMENT ON COLUMN providers.api_key_file IS 'The file on the router''s machine that holds the key.';
COMMENT ON COLUMN providers.api_key_stored IS 'Whether the key is kept in provider_credentials.';

-- The three columns that name a key are edited as one.
UPDATE providers SET edited = array_replace(edited, 'api_key_environment', 'api_key') WHERE 'api_key_environment' = ANY (edited);

-- Keys, sealed with AES-256-GCM under a key that is not in this database. The change log keeps everything but the sealed key.
CREATE TABLE provider_credentials (
    provider_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    sealed bytea NOT NULL,
    data_key text NOT NULL,
    last_four text NOT NULL,
    fingerprint text NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    PRIMARY KEY (provider_id, scope),
    FOREIGN KEY (provider_id, scope) REFERENCES providers ON DELETE CASCADE
);
COMMENT ON COLUMN provider_credentials.sealed IS 'Nonce (12 bytes), tag (16), ciphertext.';
COMMENT ON COLUMN provider_credentials.data_key IS 'Which data key sealed it, by the start of its SHA-256.';
COMMENT ON COLUMN provider_credentials.last_four IS 'The key''s last four characters; empty for a short key, of which they would tell too much.';
COMMENT ON COLUMN provider_credentials.fingerprint IS 'Start of an HMAC of the key: tells two keys apart, tells nothing of either.';
CREATE TRIGGER provider_credentials_change AFTER INSERT OR UPDATE OR DELETE ON provider_credentials
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('credential', 'provider_id', 'sealed');

-- What each router says it can call; worth nothing after a crash, so it is not logged.
CREATE UNLOGGED TABLE router_reports (
    router text PRIMARY KEY,
    reported_at timestamptz NOT NULL DEFAULT now(),
    providers jsonb NOT NULL
);
COMMENT ON COLUMN router_reports.providers IS 'By provider: null when it can be called, else what is missing.';
