-- The search vector of one language, as before, and behind all other words (D) the codes that are mentioned.
CREATE OR REPLACE FUNCTION text_vector(language text, texts jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'A', '')))), 'A')
    || setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'B', '')))), 'B')
    || setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'C', '')))), 'C')
    || setweight(to_tsvector('pg_catalog.simple', coalesce(texts ->> 'D', '')), 'D');

-- Folded text as plain words, for what is found by how it begins: no stems, and no hosts, paths or versions.
CREATE FUNCTION plain_words(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN trim(regexp_replace(han(folded), '[^[:alnum:]]+', ' ', 'g'));

CREATE FUNCTION title_words(sort_key text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', plain_words(sort_key));

-- What was typed so far: each word may go on. Nothing typed is a syntax error; nothing at all is null.
CREATE FUNCTION beginning_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsquery('pg_catalog.simple', replace(nullif(plain_words(fold(typed)), ''), ' ', ':* & ') || ':*');
