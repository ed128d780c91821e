-- Trigrams make "contains" fast. Where the extension cannot be had, a scan answers the same, only slower.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX model_registry_search ON model_registry USING gin (search_text gin_trgm_ops);
EXCEPTION
    WHEN feature_not_supported OR undefined_file OR insufficient_privilege THEN
        RAISE NOTICE 'pg_trgm is not available: search scans the registry.';
END
$$;
CREATE INDEX model_registry_by_name ON model_registry ((provider_id || '/' || model_id) COLLATE "C");
