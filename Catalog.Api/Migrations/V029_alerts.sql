-- What needs somebody's attention, and what happened to it. Nothing that decides, so it makes no revision.

CREATE TABLE alerts (
    alert_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 3),
    message text NOT NULL,
    data jsonb NOT NULL DEFAULT '{}',
    raised_at timestamptz NOT NULL,
    last_seen timestamptz NOT NULL,
    occurrences bigint NOT NULL DEFAULT 1,
    acknowledged_at timestamptz,
    acknowledged_by text,
    resolved_at timestamptz,
    resolution text
);
CREATE UNIQUE INDEX alerts_open ON alerts (kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX alerts_resolved ON alerts (resolved_at);
COMMENT ON COLUMN alerts.severity IS '1 info, 2 warning, 3 critical: the highest since it was raised.';

CREATE TABLE alert_events (
    event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id bigint NOT NULL REFERENCES alerts ON DELETE CASCADE,
    type text NOT NULL CHECK (type IN ('raised', 'escalated', 'acknowledged', 'resolved')),
    at timestamptz NOT NULL,
    alert jsonb NOT NULL
);
CREATE INDEX alert_events_of ON alert_events (alert_id, event_id DESC);
COMMENT ON TABLE alert_events IS 'Written one transaction at a time, so that whoever has seen an event has seen all with smaller numbers.';
COMMENT ON COLUMN alert_events.alert IS 'The row of alerts right after the event.';
