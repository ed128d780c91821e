-- How the syncs of providers stand: the latest request and the latest sync. Nothing that decides, so it makes no revision.
CREATE TABLE provider_syncs (
    provider_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    request bigint NOT NULL DEFAULT 0,
    answered bigint NOT NULL DEFAULT 0 CHECK (answered <= request),
    requested_at timestamptz,
    requested_by text,
    result text CHECK (result IN ('running', 'synced', 'unchanged', 'skipped', 'failed', 'refused')),
    detail text NOT NULL DEFAULT '',
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (provider_id, scope),
    FOREIGN KEY (provider_id, scope) REFERENCES providers ON DELETE CASCADE
);
COMMENT ON COLUMN provider_syncs.request IS 'Number of the latest request; 0 when nobody ever asked. One sync answers all requests made before it began.';
COMMENT ON COLUMN provider_syncs.answered IS 'The latest request that a sync has answered.';
