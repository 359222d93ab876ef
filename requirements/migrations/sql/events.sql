-- What `rules.sql` holds of the identifiers of reference records, for events.
CREATE TRIGGER identifier_is_not_changed BEFORE UPDATE ON requirements_event FOR EACH ROW
    WHEN (old.identifier IS DISTINCT FROM new.identifier) EXECUTE FUNCTION identifier_stays();
CREATE TRIGGER identifier_is_not_deleted BEFORE DELETE ON requirements_event FOR EACH ROW
    EXECUTE FUNCTION identifier_stays();
