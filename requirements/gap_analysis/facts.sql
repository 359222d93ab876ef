-- What is known of each requirement and aspect in scope, as of a moment? Counted set by set; entries are joined by the
-- numbers of their editions, which cost less than their names.

CREATE TEMPORARY TABLE gap_valid ON COMMIT DROP AS
SELECT id, identifier, number, kind, fingerprint, facets FROM requirements_edition
WHERE published_at <= %(moment)s AND (ended_at IS NULL OR ended_at > %(moment)s) AND standing = 'in_force';
ANALYZE gap_valid (id, identifier, kind);

-- What facets say: many entries have the same, so each combination is read once.
CREATE TEMPORARY TABLE gap_trait ON COMMIT DROP AS
SELECT row_number() OVER ()::int AS trait, facets, blocks, dense_rank() OVER (ORDER BY blocks)::int AS place, area, obligation, sdgs,
       outside, concat_ws(' ', array_to_string(blocks, ','), area) AS told
FROM (
    SELECT facets,
           coalesce(array_agg(facet ORDER BY facet COLLATE "C") FILTER (WHERE facet LIKE 'block:%%'), '{}') AS blocks,
           coalesce(min(coalesce(%(areas)s::jsonb ->> substr(facet, 6), substr(facet, 6)))
               FILTER (WHERE facet LIKE 'area:%%' OR facet LIKE 'type:%%'), '') AS area,
           min(array_position(%(obligations)s::text[], substr(facet, 12))) FILTER (WHERE facet LIKE 'obligation:%%') AS obligation,
           count(*) FILTER (WHERE facet LIKE 'sdg:%%')::int AS sdgs,
           coalesce(bool_or(facet = 'relevance:outside'), false) AS outside
    FROM (SELECT DISTINCT facets FROM gap_valid WHERE kind IN ('requirement', 'aspect')) valid
    LEFT JOIN LATERAL unnest(facets) facet ON true GROUP BY facets
) read;
ANALYZE gap_trait;

-- The requirements and aspects, with what their facets say, and whether they are in scope.
CREATE TEMPORARY TABLE gap_item ON COMMIT DROP AS
SELECT valid.id, valid.identifier, valid.number, valid.kind, valid.fingerprint, trait.trait, trait.place, trait.sdgs,
       trait.obligation, trait.outside, scope.id IS NOT NULL AS chosen
FROM gap_valid valid JOIN gap_trait trait USING (facets) LEFT JOIN gap_scope scope ON scope.id = valid.id
WHERE valid.kind IN ('requirement', 'aspect');
ANALYZE gap_item (id, identifier, kind, trait, place, chosen);

-- Requirements and aspects with the entries beside them, whichever of the two names the other.
CREATE TEMPORARY TABLE gap_near ON COMMIT DROP AS
WITH entry AS (
    SELECT id, identifier, kind FROM gap_valid WHERE kind = ANY (%(entries)s)
), link AS MATERIALIZED (
    SELECT source.id AS source, source.kind AS source_kind, target.id AS target, target.kind AS target_kind
    FROM requirements_editionlink link
    JOIN entry source ON source.id = link.edition_id
    JOIN entry target ON target.identifier = link.target
)
SELECT source AS one, source_kind AS one_kind, target AS other, target_kind AS kind FROM link
WHERE source_kind IN ('requirement', 'aspect')
UNION SELECT target, target_kind, source, source_kind FROM link WHERE target_kind IN ('requirement', 'aspect');
ANALYZE gap_near;

-- Standards with their body and the labels of their editions. Twin texts are one text: the first of them by name
-- stands for all, under its own name if nobody says which body made it.
CREATE TEMPORARY TABLE gap_standard ON COMMIT DROP AS
WITH twin AS (
    SELECT valid.identifier, other.identifier AS target
    FROM requirements_editionlink link JOIN gap_valid valid ON valid.id = link.edition_id
    JOIN gap_valid other ON other.identifier = link.target WHERE link.relation = 'twin_text'
), text AS (
    SELECT identifier, min(target) AS target
    FROM (SELECT identifier, target FROM twin UNION SELECT target, identifier FROM twin) both_ways GROUP BY identifier
), body AS (
    SELECT valid.identifier, min(link.target) AS body
    FROM requirements_editionlink link JOIN gap_valid valid ON valid.id = link.edition_id
    WHERE link.relation = 'body' AND valid.kind = 'standard' GROUP BY valid.identifier
), status AS (
    SELECT id, array_agg(edition ->> 'label') AS labels,
           array_agg(edition ->> 'label') FILTER (WHERE edition ->> 'status' = ANY (%(in_force)s)) AS in_force,
           array_agg(edition ->> 'label') FILTER (WHERE edition ->> 'status' = ANY (%(coming)s)) AS coming
    FROM requirements_edition stored
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(stored.body, 'UTF8')::jsonb -> 'editions') edition
    WHERE id IN (SELECT id FROM gap_valid WHERE kind = 'standard') GROUP BY id
)
SELECT valid.id, valid.identifier, valid.fingerprint,
       coalesce(whole.body, text.target, body.body, valid.identifier) COLLATE "C" AS body,
       coalesce(status.labels, '{}') AS labels, coalesce(status.in_force, '{}') AS in_force,
       coalesce(status.coming, '{}') AS coming,
       EXISTS (
           SELECT FROM requirements_editionlink link WHERE link.edition_id = valid.id AND link.relation = 'study_groups'
       ) AS studied
FROM gap_valid valid LEFT JOIN status USING (id) LEFT JOIN body USING (identifier)
LEFT JOIN text ON text.identifier = valid.identifier AND text.target < valid.identifier
LEFT JOIN body whole ON whole.identifier = text.target
WHERE valid.kind = 'standard';
ANALYZE gap_standard;

-- One row for each item that somebody set beside standards.
CREATE TEMPORARY TABLE gap_covered ON COMMIT DROP AS
WITH assessment AS MATERIALIZED (
    SELECT item.id, given.level, given.standard IS NULL AS alone, standard.body,
           CASE WHEN standard.studied AND given.level <> 'none' THEN standard.id END AS held,
           -- Of the edition that was assessed if it is known, else of any; without one, a standard is in force.
           CASE WHEN given.label = ANY (standard.labels) THEN given.label = ANY (standard.in_force)
                ELSE standard.in_force <> '{}' OR standard.labels = '{}' END AS in_force,
           CASE WHEN given.label = ANY (standard.labels) THEN given.label = ANY (standard.coming)
                ELSE standard.coming <> '{}' END AS coming,
           given.confirmed AND given.entry_fingerprint = item.fingerprint
           AND (given.standard IS NULL OR coalesce(given.standard_fingerprint = standard.fingerprint, false)) AS fresh
    FROM requirements_editioncoverage given
    JOIN gap_item item ON item.id = given.edition_id AND item.chosen
    LEFT JOIN gap_standard standard ON standard.identifier = given.standard
)
-- An assessment counts for what it says, as long as the standard is in force or on its way; else it is doubtful.
SELECT id,
       count(*) FILTER (WHERE NOT fresh OR NOT (alone OR in_force OR coming)) AS doubtful,
       array_agg(DISTINCT body ORDER BY body) FILTER (WHERE fresh AND in_force AND level = 'full') AS bodies,
       array_agg(DISTINCT body ORDER BY body) FILTER (WHERE fresh AND in_force AND level = 'partial') AS partial_bodies,
       count(*) FILTER (WHERE fresh AND in_force AND level = 'partial') AS partial,
       count(*) FILTER (WHERE fresh AND coming AND NOT in_force AND level IN ('full', 'partial')) AS coming,
       coalesce(bool_or(fresh AND level = 'none'), false) AS none,
       coalesce(array_agg(held ORDER BY body, held) FILTER (WHERE held IS NOT NULL), '{}') AS held
FROM assessment GROUP BY id;
ANALYZE gap_covered;

-- One row for each item in scope.
CREATE TEMPORARY TABLE gap_fact ON COMMIT DROP AS
WITH beneath AS (
    -- What is asked of a requirement is asked of the aspects beside it, too.
    SELECT id, id AS through FROM gap_item WHERE chosen
    UNION ALL SELECT one, other FROM gap_near WHERE one_kind = 'aspect' AND kind = 'requirement'
), special AS (
    SELECT id FROM gap_valid
    WHERE kind IN ('need', 'experience') AND facets && ARRAY(
        SELECT 'country_group:' || name FROM unnest(%(groups)s::text[]) name
        UNION SELECT identifier FROM gap_valid
        WHERE kind = 'country' AND facets && ARRAY(SELECT 'group:' || name FROM unnest(%(groups)s::text[]) name)
    )
), barrier AS (
    SELECT DISTINCT stored.id, item.id AS touched FROM requirements_edition stored
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(stored.body, 'UTF8')::jsonb -> 'factors') factor
    CROSS JOIN LATERAL jsonb_array_elements_text(factor -> 'touches') touched
    JOIN gap_item item ON item.identifier = touched
    WHERE stored.id IN (SELECT id FROM gap_valid WHERE kind = 'experience') AND factor ->> 'polarity' = 'barrier'
), demand AS (
    SELECT asked.id, count(*) FILTER (WHERE asked.kind = 'use_case') AS use_cases,
           count(*) FILTER (WHERE asked.kind = 'need') AS needs, count(special.id) AS special_needs
    FROM (
        SELECT DISTINCT beneath.id, near.other, near.kind FROM beneath JOIN gap_near near ON near.one = beneath.through
        WHERE near.kind IN ('use_case', 'need', 'experience')
    ) asked LEFT JOIN special ON special.id = asked.other GROUP BY asked.id
), hindered AS (
    SELECT beneath.id, count(DISTINCT barrier.id) AS barriers
    FROM beneath JOIN barrier ON barrier.touched = beneath.through GROUP BY beneath.id
), obliged AS (
    SELECT near.one AS id, min(item.obligation) AS obligation FROM gap_near near JOIN gap_item item ON item.id = near.other
    WHERE near.one_kind = 'aspect' AND near.kind = 'requirement' GROUP BY near.one
), matter AS (
    SELECT one AS id, array_agg(other ORDER BY other) AS aspects FROM gap_near WHERE kind = 'aspect' GROUP BY one
)
SELECT item.id, item.identifier, item.number, item.kind, item.trait, item.place,
       coalesce((%(obligations)s::text[])[CASE item.kind WHEN 'aspect' THEN obliged.obligation ELSE item.obligation END], '')
       AS obligation,
       coalesce(covered.doubtful, 0)::int AS doubtful, coalesce(cardinality(covered.bodies), 0) AS full_bodies,
       coalesce(covered.partial, 0)::int AS partial, coalesce(covered.coming, 0)::int AS coming,
       coalesce(covered.none, false) AS none,
       coalesce(covered.bodies, '{}') AS bodies, coalesce(covered.partial_bodies, '{}') AS partial_bodies,
       coalesce(covered.held, '{}') AS held, coalesce(matter.aspects, '{}') AS aspects,
       coalesce(demand.use_cases, 0)::int AS use_cases, item.sdgs,
       coalesce(demand.needs, 0)::int AS needs, coalesce(demand.special_needs, 0)::int AS special_needs,
       coalesce(hindered.barriers, 0)::int AS barriers
FROM gap_item item
LEFT JOIN gap_covered covered USING (id) LEFT JOIN demand USING (id) LEFT JOIN hindered USING (id)
LEFT JOIN obliged USING (id) LEFT JOIN matter USING (id)
WHERE item.chosen;
ANALYZE gap_fact
