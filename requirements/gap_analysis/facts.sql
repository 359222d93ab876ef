-- What is known of each requirement and aspect in scope, as of a moment? Counted set by set.

CREATE TEMPORARY TABLE gap_valid ON COMMIT DROP AS
SELECT id, identifier, number, kind, fingerprint, facets FROM requirements_edition
WHERE published_at <= %(moment)s AND (ended_at IS NULL OR ended_at > %(moment)s) AND standing = 'in_force';
ANALYZE gap_valid;

-- Entries beside one another, whichever of the two names the other.
CREATE TEMPORARY TABLE gap_near ON COMMIT DROP AS
WITH link AS (
    SELECT source.identifier AS source, source.kind AS source_kind, target.identifier AS target,
           target.kind AS target_kind
    FROM requirements_editionlink link
    JOIN gap_valid source ON source.id = link.edition_id
    JOIN gap_valid target ON target.identifier = link.target
    WHERE source.kind = ANY (%(entries)s) AND target.kind = ANY (%(entries)s)
)
SELECT source AS one, target AS other, target_kind AS kind FROM link
UNION SELECT target, source, source_kind FROM link;
ANALYZE gap_near;

-- One row for each item in scope.
CREATE TEMPORARY TABLE gap_fact ON COMMIT DROP AS
WITH item AS MATERIALIZED (
    SELECT valid.* FROM gap_valid valid JOIN gap_scope USING (id) WHERE kind IN ('requirement', 'aspect')
), twin AS (
    SELECT valid.identifier, link.target FROM requirements_editionlink link JOIN gap_valid valid ON valid.id = link.edition_id
    WHERE link.relation = 'twin_text'
), text AS (
    -- Twin texts are one text; the first of them by name stands for all.
    SELECT identifier, min(target) AS target
    FROM (SELECT identifier, target FROM twin UNION SELECT target, identifier FROM twin) both_ways GROUP BY identifier
), body AS (
    SELECT valid.identifier, min(link.target) AS body
    FROM requirements_editionlink link JOIN gap_valid valid ON valid.id = link.edition_id
    WHERE link.relation = 'body' AND valid.kind = 'standard' GROUP BY valid.identifier
), status AS (
    SELECT valid.identifier, edition ->> 'label' AS label,
           bool_or(edition ->> 'status' = ANY (%(in_force)s)) AS in_force,
           bool_or(edition ->> 'status' = ANY (%(coming)s)) AS coming
    FROM gap_valid valid JOIN requirements_edition stored USING (id)
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(stored.body, 'UTF8')::jsonb -> 'editions') edition
    WHERE valid.kind = 'standard' GROUP BY valid.identifier, label
), standard AS MATERIALIZED (
    SELECT valid.identifier, valid.fingerprint, coalesce(whole.body, body.body, valid.identifier) AS body,
           coalesce(bool_or(status.in_force), true) AS in_force, coalesce(bool_or(status.coming), false) AS coming
    FROM gap_valid valid LEFT JOIN status USING (identifier) LEFT JOIN body USING (identifier)
    LEFT JOIN text ON text.identifier = valid.identifier AND text.target < valid.identifier
    LEFT JOIN body whole ON whole.identifier = text.target
    WHERE valid.kind = 'standard' GROUP BY valid.identifier, valid.fingerprint, whole.body, body.body
), assessment AS (
    SELECT item.id, given.level, given.standard IS NULL AS alone, standard.body,
           coalesce(status.in_force, standard.in_force) AS in_force, coalesce(status.coming, standard.coming) AS coming,
           given.confirmed AND given.entry_fingerprint = item.fingerprint
           AND (given.standard IS NULL OR coalesce(given.standard_fingerprint = standard.fingerprint, false)) AS fresh
    FROM requirements_editioncoverage given JOIN item ON item.id = given.edition_id
    LEFT JOIN standard ON standard.identifier = given.standard
    LEFT JOIN status ON status.identifier = given.standard AND status.label = given.label
), covered AS (
    -- An assessment counts for what it says, as long as the standard is in force or on its way; else it is doubtful.
    SELECT id,
           count(*) FILTER (WHERE NOT fresh OR NOT (alone OR in_force OR coming)) AS doubtful,
           count(DISTINCT body) FILTER (WHERE fresh AND in_force AND level = 'full') AS full_bodies,
           array_agg(DISTINCT body ORDER BY body) FILTER (WHERE fresh AND in_force AND level = 'full') AS bodies,
           array_agg(DISTINCT body ORDER BY body) FILTER (WHERE fresh AND in_force AND level = 'partial') AS partial_bodies,
           count(*) FILTER (WHERE fresh AND in_force AND level = 'partial') AS partial,
           count(*) FILTER (WHERE fresh AND coming AND NOT in_force AND level IN ('full', 'partial')) AS coming,
           coalesce(bool_or(fresh AND level = 'none'), false) AS none
    FROM assessment GROUP BY id
), beneath AS (
    -- What is asked of a requirement is asked of the aspects beside it, too.
    SELECT item.id, item.identifier AS through FROM item
    UNION SELECT item.id, near.other FROM item JOIN gap_near near ON near.one = item.identifier
    WHERE item.kind = 'aspect' AND near.kind = 'requirement'
), special AS (
    SELECT identifier FROM gap_valid
    WHERE kind IN ('need', 'experience') AND facets && ARRAY(
        SELECT 'country_group:' || name FROM unnest(%(groups)s::text[]) name
        UNION SELECT identifier FROM gap_valid
        WHERE kind = 'country' AND facets && ARRAY(SELECT 'group:' || name FROM unnest(%(groups)s::text[]) name)
    )
), barrier AS (
    SELECT DISTINCT valid.identifier, touched FROM gap_valid valid JOIN requirements_edition stored USING (id)
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(stored.body, 'UTF8')::jsonb -> 'factors') factor
    CROSS JOIN LATERAL jsonb_array_elements_text(factor -> 'touches') touched
    WHERE valid.kind = 'experience' AND factor ->> 'polarity' = 'barrier'
), demand AS (
    SELECT beneath.id,
           count(DISTINCT near.other) FILTER (WHERE near.kind = 'use_case') AS use_cases,
           count(DISTINCT near.other) FILTER (WHERE near.kind = 'need') AS needs,
           count(DISTINCT special.identifier) AS special_needs
    FROM beneath JOIN gap_near near ON near.one = beneath.through
    LEFT JOIN special ON special.identifier = near.other
    WHERE near.kind IN ('use_case', 'need', 'experience') GROUP BY beneath.id
), hindered AS (
    SELECT beneath.id, count(DISTINCT barrier.identifier) AS barriers
    FROM beneath JOIN barrier ON barrier.touched = beneath.through GROUP BY beneath.id
), obliged AS (
    SELECT DISTINCT ON (beneath.id) beneath.id, word
    FROM beneath JOIN gap_valid valid ON valid.identifier = beneath.through AND valid.kind = 'requirement'
    CROSS JOIN LATERAL unnest(valid.facets) facet
    JOIN unnest(%(obligations)s::text[]) WITH ORDINALITY AS known (word, place) ON facet = 'obligation:' || word
    ORDER BY beneath.id, place
)
SELECT item.id, item.identifier, item.number, item.kind,
       ARRAY(SELECT facet FROM unnest(item.facets) facet WHERE facet LIKE 'block:%%' ORDER BY facet) AS blocks,
       coalesce((
           SELECT coalesce(%(areas)s::jsonb ->> substr(facet, 6), substr(facet, 6)) FROM unnest(item.facets) facet
           WHERE facet LIKE 'area:%%' OR facet LIKE 'type:%%'
       ), '') AS area,
       coalesce(obliged.word, '') AS obligation,
       coalesce(covered.doubtful, 0)::int AS doubtful, coalesce(covered.full_bodies, 0)::int AS full_bodies,
       coalesce(covered.partial, 0)::int AS partial, coalesce(covered.coming, 0)::int AS coming,
       coalesce(covered.none, false) AS none,
       coalesce(covered.bodies, '{}') AS bodies, coalesce(covered.partial_bodies, '{}') AS partial_bodies,
       coalesce(demand.use_cases, 0)::int AS use_cases,
       (SELECT count(*)::int FROM unnest(item.facets) facet WHERE facet LIKE 'sdg:%%') AS sdgs,
       coalesce(demand.needs, 0)::int AS needs, coalesce(demand.special_needs, 0)::int AS special_needs,
       coalesce(hindered.barriers, 0)::int AS barriers
FROM item LEFT JOIN covered USING (id) LEFT JOIN demand USING (id) LEFT JOIN hindered USING (id)
LEFT JOIN obliged USING (id);
