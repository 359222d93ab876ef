-- What `rules.sql` holds of the identifiers of reference records, for the families that came later.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['actionline', 'term'] LOOP
        EXECUTE format(
            'CREATE TRIGGER identifier_is_not_changed BEFORE UPDATE ON requirements_%s FOR EACH ROW
             WHEN (old.identifier IS DISTINCT FROM new.identifier) EXECUTE FUNCTION identifier_stays()', kept);
        EXECUTE format(
            'CREATE TRIGGER identifier_is_not_deleted BEFORE DELETE ON requirements_%s FOR EACH ROW
             EXECUTE FUNCTION identifier_stays()', kept);
    END LOOP;
END $$;
