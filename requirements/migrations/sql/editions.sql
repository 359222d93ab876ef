-- A body of a document is one line, so that a list of them is NDJSON; short ones stay in the row, none is compressed
-- again and again.
ALTER TABLE requirements_edition
    ADD CONSTRAINT edition_body_is_one_line CHECK (position('\x0a'::bytea IN body) = 0);
ALTER TABLE requirements_edition ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE requirements_edition SET (toast_tuple_target = 256);

INSERT INTO requirements_clock (id, version, at) VALUES (true, 0, '2000-01-01 00:00:00+00');
ALTER TABLE requirements_clock SET (fillfactor = 10);

-- The next edition follows the former one: numbers without a hole, times without an overlap.
CREATE FUNCTION edition_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    former record;
BEGIN
    SELECT number, ended_at INTO former FROM requirements_edition
    WHERE series_id = new.series_id ORDER BY number DESC LIMIT 1;
    IF new.number <> coalesce(former.number, 0) + 1
        OR new.ended_at IS NOT NULL
        OR (former.number IS NOT NULL AND (former.ended_at IS NULL OR former.ended_at > new.published_at))
    THEN
        RAISE EXCEPTION 'edition % of % does not follow', new.number, new.identifier
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END $$;

CREATE TRIGGER edition_follows BEFORE INSERT ON requirements_edition
    FOR EACH ROW EXECUTE FUNCTION edition_follows();

-- An edition ends once; nothing else of it ever changes. AFTER, because generated columns are not filled in before.
CREATE FUNCTION edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND old.ended_at IS NULL AND new.ended_at IS NOT NULL THEN
        new.ended_at := NULL;
        IF NOT (new *<> old) THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION 'edition % of % is frozen', old.number, old.identifier
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER edition_stays AFTER UPDATE OR DELETE ON requirements_edition
    FOR EACH ROW EXECUTE FUNCTION edition_stays();

-- What was derived from an edition stays with it.
CREATE FUNCTION derived_from_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published with edition % is frozen', old.edition_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER edition_link_stays AFTER UPDATE OR DELETE ON requirements_editionlink
    FOR EACH ROW EXECUTE FUNCTION derived_from_edition_stays();

CREATE FUNCTION series_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% was published and stays known', old.identifier USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER series_stays AFTER UPDATE OR DELETE ON requirements_series
    FOR EACH ROW EXECUTE FUNCTION series_stays();
