-- Public ids: one sequence per kind. 0001 to 1000 belong to the corpus that ships.
CREATE SEQUENCE public_id_requirement START 1001;
CREATE SEQUENCE public_id_use_case START 1001;
CREATE SEQUENCE public_id_aspect START 1001;
CREATE SEQUENCE public_id_need START 1001;
CREATE SEQUENCE public_id_experience START 1001;

-- A document that brings its id moves the sequence past it, so that the id is never given twice. One that is a million
-- ahead does not: nobody will get there, and one mistyped id must not use up all others.
CREATE FUNCTION claim_public_id(kind text, brought bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    sequence regclass := ('public_id_' || kind)::regclass;
    next bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(sequence::oid::bigint);
    next := coalesce(pg_sequence_last_value(sequence) + 1, 1001);
    IF brought BETWEEN next AND next + 1000000 THEN
        PERFORM setval(sequence, brought);
    END IF;
END $$;
