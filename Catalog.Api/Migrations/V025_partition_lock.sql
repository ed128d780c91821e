-- Creates the partitions of some days where they are missing. Rows of such a day that came early move out of the default one.
-- Writers wait meanwhile: a row between the move and the end would belong to neither. They lock the two tables in the same order.
CREATE OR REPLACE FUNCTION ensure_ledger_partitions(first_day date, days integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    day date;
    part text;
    plain_columns text;
    created integer := 0;
BEGIN
    FOREACH parent IN ARRAY ARRAY['ai_analytics', 'orchestration_executions'] LOOP
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO plain_columns
        FROM pg_attribute
        WHERE attrelid = parent::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';

        FOR offset_days IN 0 .. days - 1 LOOP
            day := first_day + offset_days;
            part := parent || '_' || to_char(day, 'YYYYMMDD');
            CONTINUE WHEN to_regclass(part) IS NOT NULL;
            LOCK TABLE orchestration_executions, ai_analytics IN SHARE ROW EXCLUSIVE MODE;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
            EXECUTE format(
                'WITH early AS (DELETE FROM %I WHERE created_at >= %L AND created_at < %L RETURNING %s) INSERT INTO %I (%s) SELECT %s FROM early',
                parent || '_default', day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC',
                plain_columns, part, plain_columns, plain_columns);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                parent, part, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
            created := created + 1;
        END LOOP;
    END LOOP;
    RETURN created;
END
$$;
