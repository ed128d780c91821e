-- Ranking policies as operators weigh them. Those that ship stand in code and hold where this table lacks them, so that
-- removing a row brings the shipped weights back.
CREATE TABLE policies (
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]*$'),
    scope scope NOT NULL DEFAULT 'global',
    quality integer NOT NULL DEFAULT 0 CHECK (quality BETWEEN 0 AND 1000),
    cost integer NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000),
    latency integer NOT NULL DEFAULT 0 CHECK (latency BETWEEN 0 AND 1000),
    reliability integer NOT NULL DEFAULT 0 CHECK (reliability BETWEEN 0 AND 1000),
    preference integer NOT NULL DEFAULT 0 CHECK (preference BETWEEN 0 AND 1000),
    CHECK (quality + cost + latency + reliability + preference > 0),
    PRIMARY KEY (name, scope)
);
COMMENT ON COLUMN policies.quality IS 'Weight from 0 to 1,000, as the other four; only their proportions matter.';

CREATE TRIGGER policies_change AFTER INSERT OR UPDATE OR DELETE ON policies
    FOR EACH ROW EXECUTE FUNCTION record_catalog_change('policy', 'name', '');
