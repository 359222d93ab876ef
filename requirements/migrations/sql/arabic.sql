-- Arabic words without endings for number, gender and relation, before the stemmer, which cuts these unevenly: خدمة and
-- خدمات, رقمي and رقمية, إلكترونية and الإلكتروني become the same. At least three letters stay.
CREATE FUNCTION light_arabic(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(folded, '\m(?:ال(?=[\u0621-\u064a]{4})|و(?=[\u0621-\u064a]{4}))', '', 'g'),
    '(\m[\u0621-\u064a]{3,}?)(?:يات|يين|يون|ات|ين|ون|ان|يه|ها|هم|ه|ي)\M', '\1', 'g');

-- Folded text as the parser of a language gets it.
CREATE FUNCTION prepared(configuration regconfig, folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE configuration WHEN 'pg_catalog.arabic'::regconfig THEN light_arabic(han(folded)) ELSE han(folded) END;

CREATE FUNCTION weighted_vector(configuration regconfig, t text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector(configuration, prepared(configuration, fold(coalesce(t, '')))), weight);

CREATE OR REPLACE FUNCTION text_vector(language text, texts jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    weighted_vector(text_configuration(language), texts ->> 'A', 'A')
    || weighted_vector(text_configuration(language), texts ->> 'B', 'B')
    || weighted_vector(text_configuration(language), texts ->> 'C', 'C')
    || setweight(to_tsvector('pg_catalog.simple', coalesce(texts ->> 'D', '')), 'D');

CREATE OR REPLACE FUNCTION search_query(configuration regconfig, typed text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN websearch_to_tsquery(configuration, prepared(configuration, regexp_replace(
    regexp_replace(fold(typed), '-(?=[\s-]|$)', ' ', 'g'), '([\u3400-\u9fff\uf900-\ufaff]+)', '"\1"', 'g')));
