-- What `rules.sql` holds of the identifiers of reference records, for actions.
CREATE TRIGGER identifier_is_not_changed BEFORE UPDATE ON requirements_action FOR EACH ROW
    WHEN (old.identifier IS DISTINCT FROM new.identifier) EXECUTE FUNCTION identifier_stays();
CREATE TRIGGER identifier_is_not_deleted BEFORE DELETE ON requirements_action FOR EACH ROW
    EXECUTE FUNCTION identifier_stays();

-- At the end of a transaction, since an action is written before its evidence.
CREATE FUNCTION action_is_proven() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
BEGIN
    IF TG_TABLE_NAME = 'requirements_evidence' THEN
        checked := old.action_id;
    ELSE
        checked := new.id;
    END IF;
    IF EXISTS (SELECT FROM requirements_action WHERE id = checked AND state = 'completed')
        AND NOT EXISTS (SELECT FROM requirements_evidence WHERE action_id = checked) THEN
        RAISE EXCEPTION 'An action is not completed without evidence' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER action_completed_with_evidence AFTER INSERT OR UPDATE ON requirements_action
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION action_is_proven();
CREATE CONSTRAINT TRIGGER action_keeps_its_evidence AFTER UPDATE OR DELETE ON requirements_evidence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION action_is_proven();
