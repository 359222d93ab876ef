-- The words of a title in all its languages, for the staff's search: as they are typed, not stemmed, so that the
-- beginning of a word finds it while it is being typed.
CREATE FUNCTION titles_vector(titles jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple',
    han(fold((SELECT coalesce(string_agg(value, ' '), '') FROM jsonb_each_text(titles)))));

-- What was typed: every word must begin a word of the title. Null if nothing typed is a word.
CREATE FUNCTION titles_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
    FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', han(fold(typed))))) AS word
);
