-- Which study groups could take up each item where something is left to be done, and why? The best five of each. Items
-- for which the same speaks have the same proposals, so each combination is looked at once.
CREATE TEMPORARY TABLE gap_asked ON COMMIT DROP AS
SELECT row_number() OVER ()::int AS asked, place, held, aspects, own
FROM (
    SELECT DISTINCT place, held, aspects, CASE kind WHEN 'aspect' THEN id ELSE 0 END AS own
    FROM gap_fact JOIN gap_verdict USING ({counted}) WHERE state = ANY (%(open)s)
) different;
ANALYZE gap_asked;

-- A study group that was merged stands for its successor.
CREATE TEMPORARY TABLE gap_heir ON COMMIT DROP AS
SELECT valid.identifier, coalesce(min(link.target), valid.identifier) COLLATE "C" AS study_group
FROM gap_valid valid
LEFT JOIN requirements_editionlink link ON link.edition_id = valid.id AND link.relation = 'successor'
WHERE valid.identifier LIKE 'study-group:itu-t-sg%%' GROUP BY valid.identifier;

-- The standards that study groups have in their hands.
CREATE TEMPORARY TABLE gap_hand ON COMMIT DROP AS
SELECT DISTINCT standard.id, standard.identifier, heir.study_group FROM gap_standard standard
JOIN requirements_editionlink link ON link.edition_id = standard.id AND link.relation = 'study_groups'
JOIN gap_heir heir ON heir.identifier = link.target;
ANALYZE gap_hand;

CREATE TEMPORARY TABLE gap_proposal ON COMMIT DROP AS
WITH matter AS MATERIALIZED (
    -- The item, if it is an aspect, and the aspects beside it.
    SELECT asked, own AS aspect, true AS own FROM gap_asked WHERE own > 0
    UNION ALL SELECT asked, aspect, false FROM gap_asked CROSS JOIN LATERAL unnest(aspects) aspect WHERE aspect <> own
), named AS (
    SELECT matter.asked, heir.study_group, max(CASE WHEN matter.own THEN %(named)s ELSE %(named_beside)s END) AS points,
           array_agg(DISTINCT item.identifier ORDER BY item.identifier) AS by
    FROM matter JOIN gap_item item ON item.id = matter.aspect
    JOIN requirements_editionlink link ON link.edition_id = matter.aspect AND link.relation = 'study_group'
    JOIN gap_heir heir ON heir.identifier = link.target GROUP BY matter.asked, heir.study_group
), held AS (
    SELECT asked, study_group, array_agg(DISTINCT identifier ORDER BY identifier) AS standards
    FROM gap_asked CROSS JOIN LATERAL unnest(held) AS standard JOIN gap_hand hand ON hand.id = standard GROUP BY asked, study_group
), field AS (
    SELECT link.target AS block, hand.study_group, count(*) AS standards
    FROM gap_hand hand JOIN requirements_editionlink link ON link.edition_id = hand.id AND link.relation = 'building_blocks'
    GROUP BY link.target, hand.study_group
), near_field AS (
    -- Blocks first: many items are in the same.
    SELECT place, study_group, sum(standards)::int AS standards
    FROM (SELECT DISTINCT place, blocks FROM gap_trait) trait CROSS JOIN LATERAL unnest(blocks) block
    JOIN field USING (block) GROUP BY place, study_group
), around AS (
    SELECT asked, study_group, near_field.standards FROM gap_asked JOIN near_field USING (place)
), proposed AS (
    SELECT asked, study_group,
           coalesce(named.points, 0) + %(held)s * least(coalesce(cardinality(held.standards), 0), %(held_most)s)
           + least(coalesce(around.standards, 0), %(field_most)s) AS points,
           coalesce(named.by, '{{}}') AS named, coalesce(held.standards, '{{}}') AS held,
           coalesce(around.standards, 0) AS field
    FROM named FULL JOIN held USING (asked, study_group) FULL JOIN around USING (asked, study_group)
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY asked ORDER BY points DESC, study_group) AS rank FROM proposed
), best AS (
    SELECT asked, jsonb_agg(jsonb_build_object(
        'study_group', study_group, 'points', points, 'named', named, 'held', held, 'field', field
    ) ORDER BY rank) AS groups
    FROM ranked WHERE rank <= 5 GROUP BY asked
), outside AS (
    SELECT matter.asked, bool_and(item.outside) AS outside
    FROM matter JOIN gap_item item ON item.id = matter.aspect GROUP BY matter.asked
), elsewhere AS (
    SELECT matter.asked, jsonb_agg(DISTINCT link.target ORDER BY link.target) AS organizations
    FROM matter
    JOIN requirements_editionlink link ON link.edition_id = matter.aspect AND link.relation = 'organizations'
    GROUP BY matter.asked
), said AS (
    SELECT asked, jsonb_build_object(
        'outside', coalesce(outside, false), 'organizations', coalesce(organizations, '[]'), 'groups', coalesce(groups, '[]')
    ) AS proposals
    FROM gap_asked LEFT JOIN best USING (asked) LEFT JOIN outside USING (asked) LEFT JOIN elsewhere USING (asked)
)
SELECT asked, proposals, proposals::text AS told FROM said;
ANALYZE gap_proposal (asked);

-- The items in the order in which they are kept and hashed, each with its verdict and its proposals.
CREATE TEMPORARY TABLE gap_judged ON COMMIT DROP AS
SELECT identifier, number, kind, trait, bodies, partial_bodies, verdict, asked
FROM gap_fact fact JOIN gap_verdict verdict USING ({counted})
LEFT JOIN gap_asked asked ON verdict.state = ANY (%(open)s)
AND (asked.place, asked.held, asked.aspects, asked.own)
= (fact.place, fact.held, fact.aspects, CASE fact.kind WHEN 'aspect' THEN fact.id ELSE 0 END)
ORDER BY identifier COLLATE "C";
ANALYZE gap_judged (identifier, trait, verdict, asked)
