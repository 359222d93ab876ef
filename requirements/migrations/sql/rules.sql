-- An identifier is never changed, and one that was ever published is never deleted.
CREATE FUNCTION identifier_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'identifier % cannot change', old.identifier USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM requirements_series WHERE identifier = old.identifier) THEN
        RAISE EXCEPTION '% was published and cannot be deleted', old.identifier
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN old;
END $$;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY[
        'entry', 'programme', 'buildingblock', 'studygroup', 'country', 'organization', 'sdg', 'standard', 'resolution'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER identifier_is_not_changed BEFORE UPDATE ON requirements_%s FOR EACH ROW
             WHEN (old.identifier IS DISTINCT FROM new.identifier) EXECUTE FUNCTION identifier_stays()', kept);
        EXECUTE format(
            'CREATE TRIGGER identifier_is_not_deleted BEFORE DELETE ON requirements_%s FOR EACH ROW
             EXECUTE FUNCTION identifier_stays()', kept);
    END LOOP;
END $$;

-- An entry is one row of its kind and one of all kinds: neither goes without the other.
CREATE FUNCTION kind_of_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM requirements_entry JOIN requirements_series USING (identifier)
        WHERE requirements_entry.id = old.entry_ptr_id
    ) THEN
        RAISE EXCEPTION 'entry % was published and cannot be deleted', old.entry_ptr_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN old;
END $$;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['requirement', 'usecase', 'aspect', 'need', 'experience'] LOOP
        EXECUTE format(
            'CREATE TRIGGER kind_of_entry_is_not_deleted BEFORE DELETE ON requirements_%s FOR EACH ROW
             EXECUTE FUNCTION kind_of_entry_stays()', kept);
    END LOOP;
END $$;

-- Relations that put entries in an order must not lead back to where they began.
CREATE FUNCTION link_makes_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two links written at once could close a cycle that neither sees.
    PERFORM pg_advisory_xact_lock(hashtext('requirements_link'));
    IF EXISTS (
        WITH RECURSIVE reached(entry_id) AS (
            SELECT new.target_id
            UNION
            SELECT link.target_id FROM requirements_link link JOIN reached USING (entry_id)
            WHERE link.relation = new.relation
        )
        SELECT FROM reached WHERE entry_id = new.entry_id
    ) THEN
        RAISE EXCEPTION 'link would lead back to its own entry' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER link_makes_no_cycle AFTER INSERT OR UPDATE ON requirements_link FOR EACH ROW
    WHEN (new.relation IN ('refines', 'derives_from', 'replaces')) EXECUTE FUNCTION link_makes_no_cycle();

-- History is written once.
CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is not changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER history_stays AFTER UPDATE OR DELETE ON requirements_history FOR EACH ROW EXECUTE FUNCTION history_stays();
