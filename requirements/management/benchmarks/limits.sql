-- The same registry twice more, as the limits read it: in plain normalized tables with the best indexes there are, and
-- as finished JSON. Both are made of the editions, so that all three hold the same.
CREATE SCHEMA bench;

CREATE TEMPORARY TABLE source AS
SELECT series_id AS id, id AS edition_id, identifier, kind, standing, published_at, convert_from(body, 'UTF8')::jsonb AS body
FROM requirements_edition
WHERE ended_at IS NULL AND kind IN ('requirement', 'use_case', 'aspect');

CREATE TABLE bench.entry (
    id bigint PRIMARY KEY, identifier text NOT NULL UNIQUE, kind text NOT NULL, standing text NOT NULL,
    number int NOT NULL, published_at timestamptz NOT NULL, reason text NOT NULL,
    obligation text, obligation_original text, type text, verification_method text, sector text, area text,
    relevance text,
    title_ar text, title_zh text, title_en text, title_fr text, title_ru text, title_es text,
    text_ar text, text_zh text, text_en text, text_fr text, text_ru text, text_es text,
    state_ar text, state_zh text, state_en text, state_fr text, state_ru text, state_es text,
    words tsvector NOT NULL
);
CREATE AGGREGATE bench.together(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
INSERT INTO bench.entry
SELECT source.id, identifier, kind, standing, (body #>> '{edition,number}')::int, published_at, body #>> '{edition,reason}',
    body ->> 'obligation', body ->> 'obligation_original', body ->> 'type', body ->> 'verification_method',
    body ->> 'sector', body ->> 'area', body ->> 'relevance',
    title ->> 'ar', title ->> 'zh', title ->> 'en', title ->> 'fr', title ->> 'ru', title ->> 'es',
    main ->> 'ar', main ->> 'zh', main ->> 'en', main ->> 'fr', main ->> 'ru', main ->> 'es',
    state ->> 'ar', state ->> 'zh', state ->> 'en', state ->> 'fr', state ->> 'ru', state ->> 'es',
    (SELECT bench.together(vector) FROM requirements_editiontext texts WHERE texts.edition_id = source.edition_id)
FROM source, LATERAL (SELECT
    body -> 'title' AS title,
    coalesce(body -> 'statement', body -> 'short_description', body -> 'description') AS main,
    body -> 'translations' AS state) texts;

-- Everything that entries name and that is few: building blocks, goals, standards, keywords …
CREATE TABLE bench.name (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE bench.naming (entry_id bigint NOT NULL, field text NOT NULL, position int NOT NULL, name_id int NOT NULL);
CREATE TEMPORARY TABLE named AS
SELECT id, field, position, name
FROM source,
    unnest(ARRAY['programmes', 'building_blocks', 'sdgs', 'action_lines', 'provisions', 'keywords', 'organizations']) AS field,
    LATERAL jsonb_array_elements_text(body -> field) WITH ORDINALITY AS names (name, position);
INSERT INTO bench.name (name)
SELECT name FROM named
UNION SELECT jsonb_array_elements(body -> 'coverage') ->> 'standard' FROM source
UNION SELECT jsonb_array_elements(body -> 'candidates') ->> 'study_group' FROM source;
INSERT INTO bench.naming SELECT named.id, field, position, name.id FROM named JOIN bench.name USING (name);

CREATE TABLE bench.link (entry_id bigint NOT NULL, position int NOT NULL, relation text NOT NULL, target_id bigint NOT NULL);
INSERT INTO bench.link
SELECT source.id, position, link ->> 'relation', target.id
FROM source, LATERAL jsonb_array_elements(body -> 'links') WITH ORDINALITY AS links (link, position)
JOIN bench.entry target ON target.identifier = link ->> 'target';

CREATE TABLE bench.provenance (
    entry_id bigint NOT NULL, position int NOT NULL, source_kind text NOT NULL, citation text NOT NULL, url text NOT NULL,
    licence text NOT NULL, retrieved_on date NOT NULL
);
INSERT INTO bench.provenance
SELECT id, position, part ->> 'source_kind', part ->> 'citation', part ->> 'url', part ->> 'licence',
    (part ->> 'retrieved_on')::date
FROM source, LATERAL jsonb_array_elements(body -> 'provenance') WITH ORDINALITY AS parts (part, position);

CREATE TABLE bench.coverage (
    entry_id bigint NOT NULL, position int NOT NULL, standard_id int NOT NULL, edition text NOT NULL, relation text NOT NULL,
    clauses text[] NOT NULL, confidence text NOT NULL, confirmed boolean NOT NULL, assessed_on date NOT NULL
);
INSERT INTO bench.coverage
SELECT source.id, position, name.id, part ->> 'edition', part ->> 'relation',
    ARRAY(SELECT jsonb_array_elements_text(part -> 'clauses')), part ->> 'confidence', (part ->> 'confirmed')::boolean,
    (part ->> 'assessed_on')::date
FROM source, LATERAL jsonb_array_elements(body -> 'coverage') WITH ORDINALITY AS parts (part, position)
JOIN bench.name ON name.name = part ->> 'standard';

CREATE TABLE bench.candidate (entry_id bigint NOT NULL, position int NOT NULL, study_group_id int NOT NULL, question text NOT NULL);
INSERT INTO bench.candidate
SELECT source.id, position, name.id, part ->> 'question'
FROM source, LATERAL jsonb_array_elements(body -> 'candidates') WITH ORDINALITY AS parts (part, position)
JOIN bench.name ON name.name = part ->> 'study_group';

CREATE TABLE bench.actor (
    entry_id bigint NOT NULL, position int NOT NULL, key text NOT NULL,
    name_ar text, name_zh text, name_en text, name_fr text, name_ru text, name_es text
);
INSERT INTO bench.actor
SELECT id, position, part ->> 'key', name ->> 'ar', name ->> 'zh', name ->> 'en', name ->> 'fr', name ->> 'ru', name ->> 'es'
FROM source, LATERAL jsonb_array_elements(body -> 'actors') WITH ORDINALITY AS parts (part, position),
    LATERAL (SELECT part -> 'name' AS name) names;

-- Synthetic use cases have one scenario; its steps name one requirement each.
CREATE TABLE bench.scenario (
    entry_id bigint NOT NULL,
    name_ar text, name_zh text, name_en text, name_fr text, name_ru text, name_es text
);
INSERT INTO bench.scenario
SELECT id, name ->> 'ar', name ->> 'zh', name ->> 'en', name ->> 'fr', name ->> 'ru', name ->> 'es'
FROM source, LATERAL (SELECT body #> '{scenarios,0,name}' AS name) names WHERE kind = 'use_case';

CREATE TABLE bench.step (
    entry_id bigint NOT NULL, position int NOT NULL, service text NOT NULL, producer text NOT NULL, receiver text NOT NULL,
    requirement_id bigint NOT NULL,
    name_ar text, name_zh text, name_en text, name_fr text, name_ru text, name_es text
);
INSERT INTO bench.step
SELECT source.id, position, part ->> 'service', part ->> 'producer', part ->> 'receiver', target.id,
    name ->> 'ar', name ->> 'zh', name ->> 'en', name ->> 'fr', name ->> 'ru', name ->> 'es'
FROM source, LATERAL jsonb_array_elements(body #> '{scenarios,0,steps}') WITH ORDINALITY AS parts (part, position)
JOIN bench.entry target ON target.identifier = part #>> '{requirements,0}',
    LATERAL (SELECT part -> 'name' AS name) names;

CREATE TABLE bench.document (id bigint PRIMARY KEY, identifier text NOT NULL UNIQUE, standing text NOT NULL, body bytea NOT NULL)
    WITH (toast_tuple_target = 256);
ALTER TABLE bench.document ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO bench.document
SELECT series_id, identifier, standing, body
FROM requirements_edition WHERE ended_at IS NULL AND kind IN ('requirement', 'use_case', 'aspect');

CREATE INDEX ON bench.document (identifier) WHERE standing = 'in_force';
CREATE INDEX ON bench.entry (identifier) WHERE standing = 'in_force';
CREATE INDEX ON bench.entry (published_at DESC, identifier DESC) WHERE standing = 'in_force';
CREATE INDEX ON bench.entry (kind, published_at DESC, identifier DESC) WHERE standing = 'in_force';
CREATE INDEX ON bench.entry (kind, obligation, id) WHERE standing = 'in_force';
CREATE INDEX ON bench.entry USING gin (words);
CREATE INDEX ON bench.naming (entry_id, field, position) INCLUDE (name_id);
CREATE INDEX ON bench.naming (name_id, entry_id);
CREATE INDEX ON bench.link (entry_id, position);
CREATE INDEX ON bench.provenance (entry_id, position);
CREATE INDEX ON bench.coverage (entry_id, position);
CREATE INDEX ON bench.coverage (standard_id, entry_id);
CREATE INDEX ON bench.candidate (entry_id, position);
CREATE INDEX ON bench.actor (entry_id, position);
CREATE INDEX ON bench.scenario (entry_id);
CREATE INDEX ON bench.step (entry_id, position);
