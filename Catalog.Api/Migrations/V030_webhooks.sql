-- Who is told of alerts, what of it is still to be told, and what is kept quiet.

CREATE TABLE webhooks (
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
    scope scope NOT NULL DEFAULT 'global',
    url text NOT NULL,
    kinds text[] NOT NULL DEFAULT '{}',
    least_severity smallint NOT NULL DEFAULT 1 CHECK (least_severity BETWEEN 1 AND 3),
    enabled boolean NOT NULL DEFAULT true,
    sealed bytea NOT NULL,
    data_key text NOT NULL,
    PRIMARY KEY (name, scope)
);
COMMENT ON COLUMN webhooks.kinds IS 'The kinds of alerts that are told; empty for all.';
COMMENT ON COLUMN webhooks.sealed IS 'The secret that signs, sealed like a provider''s key: nonce (12 bytes), tag (16), ciphertext.';
CREATE TRIGGER webhooks_change AFTER INSERT OR UPDATE OR DELETE ON webhooks
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('webhook', 'name', 'sealed');

-- Silenced ones wait for the silence to end; dropped ones are of alerts that were resolved before it did.
CREATE TABLE webhook_deliveries (
    delivery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook text NOT NULL,
    scope scope NOT NULL DEFAULT 'global',
    event_id bigint NOT NULL REFERENCES alert_events ON DELETE CASCADE,
    alert_id bigint NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'silenced', 'delivered', 'dropped', 'given_up')),
    due_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    last_status integer,
    last_error text,
    ended_at timestamptz,
    UNIQUE (webhook, scope, event_id),
    FOREIGN KEY (webhook, scope) REFERENCES webhooks ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state IN ('waiting', 'silenced');
CREATE INDEX webhook_deliveries_of_alert ON webhook_deliveries (alert_id, webhook, event_id);
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id);
COMMENT ON COLUMN webhook_deliveries.due_at IS 'Not to be sent before; whoever sends it moves it on first, so that another replica finds it again should this one die.';

CREATE TABLE alert_silences (
    silence_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    until timestamptz NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL
);
COMMENT ON COLUMN alert_silences.kind IS 'A pattern: * stands for any characters.';
COMMENT ON COLUMN alert_silences.subject IS 'A pattern: * stands for any characters.';
