-- One text per language. A new language changes this domain and nothing else.
CREATE DOMAIN texts AS jsonb CONSTRAINT texts_are_strings_by_language CHECK (
    jsonb_typeof(value) = 'object'
    AND value - ARRAY['ar', 'zh', 'en', 'fr', 'ru', 'es'] = '{}'::jsonb
    AND NOT jsonb_path_exists(value, '$.* ? (@.type() != "string" || @ == "")')
);
