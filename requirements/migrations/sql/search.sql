-- Text folded for search and sorting: accents off after Latin letters only (Russian й must survive, its stemmer needs
-- it), Arabic marks and tatweel off, ё=е ى=ي ة=ه, Arabic articles off, punctuation of every script to blanks.
CREATE FUNCTION fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(
    translate(normalize(regexp_replace(lower(normalize(t, NFKD)),
        '([a-z])[\u0300-\u036f]+|[\u064b-\u065f\u0670\u0640]', '\1', 'g'), NFC), 'ёىة', 'еيه'),
    '\m[وفبك]?(?:ال|لل)(?=[\u0621-\u064a]{3})', '', 'g'),
    '[\u00a0-\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\u060c\u061b\u061f\u066a-\u066d\u06d4\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+', ' ', 'g'),
    '[''’]', ' ', 'g');

-- Chinese has no blanks: each character is a token, and a run of characters is found as a phrase.
CREATE FUNCTION han(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(t, '([\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g');

CREATE FUNCTION text_configuration(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE language
    WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig
    WHEN 'en' THEN 'pg_catalog.english'::regconfig
    WHEN 'fr' THEN 'pg_catalog.french'::regconfig
    WHEN 'ru' THEN 'pg_catalog.russian'::regconfig
    WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
    ELSE 'pg_catalog.simple'::regconfig
END;

-- The search vector of one language from its texts by weight: {"A": "title", "B": "statement", "C": "the rest"}.
CREATE FUNCTION text_vector(language text, texts jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'A', '')))), 'A')
    || setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'B', '')))), 'B')
    || setweight(to_tsvector(text_configuration(language), han(fold(coalesce(texts ->> 'C', '')))), 'C');

-- What a reader typed, as a query of one language: words, "phrases", OR and -exclusion; a run of Chinese characters is a
-- phrase. Nothing typed is a syntax error; a dash before no word excludes nothing, and many would exhaust the parser.
CREATE FUNCTION search_query(configuration regconfig, typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN websearch_to_tsquery(configuration,
    han(regexp_replace(regexp_replace(fold(typed), '-(?=[\s-]|$)', ' ', 'g'), '([\u3400-\u9fff\uf900-\ufaff]+)', '"\1"', 'g')));
