-- What providers say they bill, day by day, as the worker last read it. Nothing that decides, so it makes no revision.
CREATE TABLE provider_bills (
    provider_id text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    day date NOT NULL,
    amount_usd numeric NOT NULL,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, scope, day),
    FOREIGN KEY (provider_id, scope) REFERENCES providers ON DELETE CASCADE
);
COMMENT ON COLUMN provider_bills.day IS 'A day in UTC.';
COMMENT ON COLUMN provider_bills.amount_usd IS 'US dollars, as exact as the provider states them.';
