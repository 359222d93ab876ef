-- Arabic words without endings for number, gender and relation, before the stemmer, which cuts these unevenly: خدمة and
-- خدمات, رقمي and رقمية, إلكترونية and الإلكتروني become the same. At least three letters stay. Pronouns are left out:
-- what the stemmer leaves of هوية would be one.
CREATE OR REPLACE FUNCTION light_arabic(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(folded, '\m(?:ال(?=[\u0621-\u064a]{4})|و(?=[\u0621-\u064a]{4})|و?ه[وي]\M)', '', 'g'),
    '(\m[\u0621-\u064a]{3,}?)(?:يات|يين|يون|ات|ين|ون|ان|يه|ها|هم|ه|ي)\M', '\1', 'g');

-- Folded text as the parser of a language gets it. A verb and its noun, which the stemmers cut to different stems, become
-- one: verify and verification. The Spanish stemmer knows -ción by its accent alone, which folding takes away.
CREATE OR REPLACE FUNCTION prepared(configuration regconfig, folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE configuration
    WHEN 'pg_catalog.arabic'::regconfig THEN light_arabic(han(folded))
    WHEN 'pg_catalog.english'::regconfig THEN regexp_replace(han(folded), 'ifications?\M', 'ify', 'g')
    WHEN 'pg_catalog.french'::regconfig THEN regexp_replace(han(folded), 'ifications?\M', 'ifier', 'g')
    WHEN 'pg_catalog.spanish'::regconfig THEN regexp_replace(
        regexp_replace(han(folded), 'ific(?:aciones|acion|ador[ae]?s?|ad[oa]s?|ar)\M', 'ific', 'g'),
        '([cs])ion\M', '\1ión', 'g')
    ELSE han(folded)
END;
