-- What replays of decisions need of the past: the health views that decided, each once, and the catalog as of any revision.

CREATE TABLE health_views (
    view_id text PRIMARY KEY,
    content text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CHECK (view_id = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
COMMENT ON COLUMN health_views.content IS 'As the router wrote it, letter by letter: its hash is the id.';

-- Puts every table whose changes are recorded, as it was at a revision, in front of the real one until the transaction ends: a
-- temporary table of the same name. Whoever reads the catalog afterwards reads the past, with the same statements.
-- A row lives from its last change on, unless its key was removed later. Columns younger than a change have their default.
CREATE FUNCTION catalog_as_of(as_of bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    source record;
    identity_of_row text;
    default_values text;
BEGIN
    FOR source IN
        SELECT DISTINCT tgrelid AS id, relname AS name, format('%I.%I', nspname, relname) AS qualified,
            split_part(encode(tgargs, 'escape'), '\000', 1) AS kind
        FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE tgfoid IN ('record_catalog_change()'::regprocedure, 'record_catalog_changes()'::regprocedure) AND NOT tgisinternal
    LOOP
        SELECT string_agg(format('content -> %L', attname), ', ' ORDER BY attnum) INTO identity_of_row
        FROM pg_index
        JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
        WHERE indrelid = source.id AND indisprimary;

        SELECT coalesce(string_agg(format('%L, %s', attname, pg_get_expr(adbin, adrelid)), ', '), '') INTO default_values
        FROM pg_attrdef
        JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
        WHERE adrelid = source.id AND attgenerated = '';

        EXECUTE format('CREATE TEMPORARY TABLE %I ON COMMIT DROP AS SELECT * FROM %s WITH NO DATA', source.name, source.qualified);
        EXECUTE format(
            'INSERT INTO pg_temp.%1$I
             SELECT old.*
             FROM (
                 SELECT DISTINCT ON (%2$s) content
                 FROM catalog_changes AS change
                 WHERE kind = $1 AND revision <= $2 AND content IS NOT NULL AND NOT EXISTS (
                     SELECT FROM catalog_changes AS removal
                     WHERE removal.kind = change.kind AND removal.key = change.key AND removal.scope = change.scope
                         AND removal.content IS NULL AND removal.revision <= $2 AND removal.change_id > change.change_id)
                 ORDER BY %2$s, change_id DESC
             ) AS newest
             CROSS JOIN LATERAL jsonb_populate_record(NULL::%3$s, jsonb_build_object(%4$s) || newest.content) AS old',
            source.name, identity_of_row, source.qualified, default_values)
        USING source.kind, as_of;
    END LOOP;
END
$$;
