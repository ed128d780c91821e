-- Syncs of any size: changes of deployments and prices are recorded once a statement instead of once a row. What providers state is
-- kept beside what is believed, so that the two can be compared at any time.

ALTER TABLE model_registry ADD COLUMN stated jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN model_registry.stated IS 'What its provider itself states, by field: the value, and since when it says so. Compared by the view drifts.';

ALTER TABLE prices ADD COLUMN last_refreshed timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN prices.last_refreshed IS 'When its source last stated it.';

-- Does what record_catalog_change does, for all rows of a statement at once. Arguments: kind, columns of the key, columns that
-- identify a row, columns that are no change.
CREATE FUNCTION record_catalog_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    recorded text;
    row_key text;
    changed text;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO recorded
    FROM pg_attribute
    WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND NOT attname = ANY (string_to_array(TG_ARGV[3], ','));

    SELECT string_agg(format('(any_row ->> %L)', part), ' || ''/'' || ' ORDER BY place) INTO row_key
    FROM unnest(string_to_array(TG_ARGV[1], ',')) WITH ORDINALITY AS parts (part, place);

    -- Columns that are no change are left out first: turning a provider's entry into JSON for nothing is what would cost.
    changed := CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT NULL::jsonb AS before, to_jsonb(given) AS after FROM (SELECT %s FROM after_rows) AS given', recorded)
        WHEN 'DELETE' THEN format('SELECT to_jsonb(gone) AS before, NULL::jsonb AS after FROM (SELECT %s FROM before_rows) AS gone', recorded)
        ELSE format(
            'SELECT to_jsonb(gone) AS before, to_jsonb(given) AS after '
            'FROM (SELECT %1$s FROM before_rows) AS gone FULL JOIN (SELECT %1$s FROM after_rows) AS given USING (%2$s) '
            'WHERE gone IS DISTINCT FROM given', recorded, TG_ARGV[2])
    END;

    EXECUTE format(
        'WITH changed AS MATERIALIZED (SELECT after, coalesce(after, before) AS any_row FROM (%s) AS rows_changed), '
        'bumped AS ('
        '    UPDATE catalog_revision '
        '    SET revision = revision + 1, changed_at = clock_timestamp(), changed_in = pg_current_xact_id() '
        '    WHERE changed_in IS DISTINCT FROM pg_current_xact_id() AND EXISTS (SELECT FROM changed) '
        '    RETURNING revision) '
        'INSERT INTO catalog_changes (revision, changed_by, kind, scope, key, content) '
        'SELECT coalesce((SELECT revision FROM bumped), (SELECT revision FROM catalog_revision)), '
        '    coalesce(nullif(current_setting(''catalog.actor'', true), ''''), session_user), $1, any_row ->> ''scope'', %s, after '
        'FROM changed', changed, row_key)
    USING TG_ARGV[0];

    -- Notices of one text are sent once a transaction.
    PERFORM pg_notify('catalog_revision', revision::text) FROM catalog_revision WHERE changed_in = pg_current_xact_id();
    RETURN NULL;
END
$$;

DROP TRIGGER model_registry_change ON model_registry;
CREATE TRIGGER model_registry_added AFTER INSERT ON model_registry
    REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('deployment', 'provider_id,model_id', 'provider_id, model_id, scope',
        'provider_data,stated,last_seen,last_refreshed,missing_since,search_text');
CREATE TRIGGER model_registry_changed AFTER UPDATE ON model_registry
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('deployment', 'provider_id,model_id', 'provider_id, model_id, scope',
        'provider_data,stated,last_seen,last_refreshed,missing_since,search_text');
CREATE TRIGGER model_registry_removed AFTER DELETE ON model_registry
    REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('deployment', 'provider_id,model_id', 'provider_id, model_id, scope',
        'provider_data,stated,last_seen,last_refreshed,missing_since,search_text');

DROP TRIGGER prices_change ON prices;
CREATE TRIGGER prices_added AFTER INSERT ON prices
    REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('price', 'provider_id,model_id', 'price_id', 'last_refreshed');
CREATE TRIGGER prices_changed AFTER UPDATE ON prices
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('price', 'provider_id,model_id', 'price_id', 'last_refreshed');
CREATE TRIGGER prices_removed AFTER DELETE ON prices
    REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_catalog_changes('price', 'provider_id,model_id', 'price_id', 'last_refreshed');

-- What is believed of one field, in the words in which providers' statements are kept: dollars per million tokens for prices
-- (price.input, price.input>200000), moments in UTC.
CREATE FUNCTION believed(registry model_registry, field text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN field = 'name' THEN to_jsonb(registry.name)
        WHEN field = 'lifecycle' THEN to_jsonb(registry.lifecycle)
        WHEN field = 'is_free' THEN to_jsonb(registry.is_free)
        WHEN field = 'deprecated_at' THEN to_jsonb(to_char(registry.deprecated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        WHEN field = 'retires_at' THEN to_jsonb(to_char(registry.retires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        WHEN field LIKE 'price.%' THEN (
            SELECT to_jsonb(trim_scale((to_jsonb(prices) ->> split_part(split_part(field, '>', 1), '.', 2))::numeric / 1e9))
            FROM prices
            WHERE prices.provider_id = registry.provider_id AND prices.model_id = registry.model_id AND prices.scope = registry.scope
                AND superseded_at IS NULL AND valid_from <= now()
                AND context_over = coalesce(nullif(split_part(field, '>', 2), ''), '0')::integer
            ORDER BY valid_from DESC
            LIMIT 1)
        ELSE registry.specs -> field
    END
$$;

-- The order of a list means nothing. Providers say only some capabilities in so many words; what they never speak of is no difference.
CREATE FUNCTION comparable(field text, value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN jsonb_typeof(value) <> 'array' THEN value ELSE (
        SELECT jsonb_agg(word ORDER BY word)
        FROM jsonb_array_elements_text(value) AS word
        WHERE field <> 'capabilities' OR word IN ('chat', 'tools', 'vision', 'audio', 'reasoning', 'embeddings'))
    END
$$;

-- Where somebody's word stands against the provider's: curated and promoted deployments, and what was edited by hand.
CREATE VIEW drifts AS
SELECT registry.provider_id, registry.model_id, registry.scope, registry.origin, fact.key AS field,
    believed(registry, fact.key) AS believed,
    fact.value -> 'value' AS stated,
    (fact.value ->> 'since')::timestamptz AS since
FROM model_registry AS registry
CROSS JOIN LATERAL jsonb_each(registry.stated) AS fact
WHERE (registry.origin <> 'discovered' OR registry.edited <> '{}' OR EXISTS (
        SELECT FROM prices
        WHERE prices.provider_id = registry.provider_id AND prices.model_id = registry.model_id AND prices.scope = registry.scope
            AND prices.origin = 'manual' AND superseded_at IS NULL))
    AND comparable(fact.key, believed(registry, fact.key)) IS DISTINCT FROM comparable(fact.key, fact.value -> 'value')
UNION ALL
SELECT provider_id, model_id, scope, origin, 'listed', 'true', 'false', missing_since
FROM model_registry
WHERE origin <> 'discovered' AND missing_since IS NOT NULL AND lifecycle <> 'retired';
