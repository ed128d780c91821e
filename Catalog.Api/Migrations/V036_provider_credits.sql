-- What was bought and used of a provider's credits since the account was opened, each time that the worker read it.
CREATE TABLE provider_credits (
    provider_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    read_at timestamptz NOT NULL,
    bought_usd numeric NOT NULL,
    used_usd numeric NOT NULL,
    PRIMARY KEY (provider_id, scope, read_at),
    FOREIGN KEY (provider_id, scope) REFERENCES providers ON DELETE CASCADE
);
COMMENT ON COLUMN provider_credits.used_usd IS 'US dollars, as exact as the provider states them; two readings differ by what was used between them.';
