-- A registry of %(size)s requirements with three assessments each, and what asks for them; every tenth assessment is
-- not confirmed. Rules that hold for single publications are not asked: the rows are made in one stroke.
SET session_replication_role = replica;

CREATE TEMPORARY TABLE made AS
SELECT row_number() OVER () AS id, kind, identifier, facets, body FROM (
    SELECT 'requirement' AS kind, 'REQ-' || lpad(n::text, 6, '0') AS identifier,
           ARRAY['block:block-' || (n %% 24), 'obligation:' || (ARRAY['required', 'recommended', 'optional'])[n %% 3 + 1],
                 'sdg:' || (n %% 17 + 1), 'status:in_force', 'type:functional'] AS facets,
           jsonb_build_object('statement', repeat('The system is required to answer. ', 40)) AS body
    FROM generate_series(1, %(size)s) n
    UNION ALL
    SELECT 'use_case', 'UC-' || lpad(n::text, 6, '0'), ARRAY['status:in_force'],
           jsonb_build_object('narrative', repeat('Somebody asks for a service. ', 60))
    FROM generate_series(1, %(size)s / 4) n
    UNION ALL
    SELECT 'aspect', 'SA-' || lpad(n::text, 6, '0'),
           ARRAY['block:block-' || (n %% 24), 'area:security', 'relevance:shared', 'status:in_force'],
           jsonb_build_object('description', repeat('How two systems agree. ', 40))
    FROM generate_series(1, %(size)s / 20) n
    UNION ALL
    SELECT 'need', 'ND-' || lpad(n::text, 6, '0'), ARRAY['country_group:ldc', 'status:in_force'], '{}'
    FROM generate_series(1, %(size)s / 20) n
    UNION ALL
    SELECT 'experience', 'EX-' || lpad(n::text, 6, '0'), ARRAY['country_group:sids', 'status:in_force'],
           jsonb_build_object('factors', jsonb_build_array(jsonb_build_object(
               'polarity', 'barrier', 'touches', jsonb_build_array('REQ-' || lpad((n * 7)::text, 6, '0')))))
    FROM generate_series(1, %(size)s / 50) n
    UNION ALL
    SELECT 'standard', 'standard:drawn-' || n, ARRAY['status:in_force'],
           jsonb_build_object('editions', jsonb_build_array(jsonb_build_object('label', '1', 'status',
               CASE WHEN n %% 10 = 0 THEN 'under_study' ELSE 'in_force' END)))
    FROM generate_series(1, 300) n
    UNION ALL
    SELECT 'organization', 'organization:drawn-' || n, ARRAY['status:in_force'], '{}' FROM generate_series(1, 8) n
    UNION ALL
    SELECT 'study-group', 'study-group:itu-t-sg' || n, ARRAY['status:in_force'], '{}' FROM generate_series(1, 10) n
) drawn;

INSERT INTO requirements_series (id, identifier, kind) SELECT id, identifier, kind FROM made;
INSERT INTO requirements_edition
    (id, series_id, number, identifier, kind, standing, published_at, body, sha256, fingerprint, facets)
SELECT id, id, 1, identifier, kind, 'in_force', '2025-01-01', convert_to(body::text, 'UTF8'), '',
       encode(sha256(identifier::bytea), 'hex'), facets
FROM made;
INSERT INTO requirements_editioncoverage
    (edition_id, standard, label, level, confirmed, entry_fingerprint, standard_fingerprint)
SELECT made.id, name, '1', (ARRAY['full', 'partial', 'partial', 'none'])[(made.id + n) %% 4 + 1], (made.id + n) %% 10 > 0,
       encode(sha256(identifier::bytea), 'hex'), encode(sha256(name::bytea), 'hex')
FROM made CROSS JOIN generate_series(0, 2) n
CROSS JOIN LATERAL (SELECT 'standard:drawn-' || ((made.id * 7 + n * 101) %% 300 + 1) AS name) drawn
WHERE kind = 'requirement';

CREATE TEMPORARY TABLE named AS
SELECT id, kind, substr(identifier, strpos(identifier, '-') + 1) AS number FROM made;
INSERT INTO requirements_editionlink (edition_id, relation, target)
SELECT id, 'requirements', 'REQ-' || lpad(((number::int * 4 + n) %% %(size)s + 1)::text, 6, '0')
FROM named CROSS JOIN generate_series(0, 3) n WHERE kind = 'use_case'
UNION ALL
SELECT id, 'needs', 'REQ-' || lpad(((number::int * 20 + n) %% %(size)s + 1)::text, 6, '0')
FROM named CROSS JOIN generate_series(0, 2) n WHERE kind = 'aspect'
UNION ALL
SELECT id, 'motivates', 'REQ-' || lpad(((number::int * 19) %% %(size)s + 1)::text, 6, '0') FROM named WHERE kind = 'need'
UNION ALL
SELECT id, 'touches', 'REQ-' || lpad((number::int * 7)::text, 6, '0') FROM named WHERE kind = 'experience'
UNION ALL
SELECT id, 'study_group', 'study-group:itu-t-sg' || (number::int %% 10 + 1) FROM named WHERE kind = 'aspect'
UNION ALL
SELECT id, 'study_groups', 'study-group:itu-t-sg' || (id %% 10 + 1) FROM made WHERE kind = 'standard'
UNION ALL
SELECT id, 'body', 'organization:drawn-' || (id %% 8 + 1) FROM made WHERE kind = 'standard'
UNION ALL
SELECT id, 'building_blocks', 'block:block-' || (id %% 24) FROM made WHERE kind = 'standard';

UPDATE requirements_clock SET version = 1, at = '2025-01-01';
SET session_replication_role = origin;
