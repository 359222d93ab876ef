-- Which study groups could take up each item where something is left to be done, and why? The best five of each.
CREATE TEMPORARY TABLE gap_unsettled ON COMMIT DROP AS
SELECT id, identifier, kind, blocks FROM gap_judged WHERE state = ANY (%(open)s);
ANALYZE gap_unsettled;

CREATE TEMPORARY TABLE gap_proposal ON COMMIT DROP AS
WITH heir AS MATERIALIZED (
    SELECT valid.identifier, coalesce(min(link.target), valid.identifier) AS study_group
    FROM gap_valid valid
    LEFT JOIN requirements_editionlink link ON link.edition_id = valid.id AND link.relation = 'successor'
    WHERE valid.identifier LIKE 'study-group:itu-t-sg%%' GROUP BY valid.identifier
), matter AS (
    -- The item, if it is an aspect, and the aspects beside it.
    SELECT id, id AS aspect, identifier FROM gap_unsettled unsettled WHERE kind = 'aspect'
    UNION SELECT unsettled.id, valid.id, valid.identifier FROM gap_unsettled unsettled
    JOIN gap_near ON gap_near.one = unsettled.identifier AND gap_near.kind = 'aspect'
    JOIN gap_valid valid ON valid.identifier = gap_near.other
), named AS (
    SELECT matter.id, heir.study_group, max(CASE WHEN matter.id = matter.aspect THEN %(named)s ELSE %(named_beside)s END) AS points,
           array_agg(DISTINCT matter.identifier ORDER BY matter.identifier) AS by
    FROM matter
    JOIN requirements_editionlink link ON link.edition_id = matter.aspect AND link.relation = 'study_group'
    JOIN heir ON heir.identifier = link.target GROUP BY matter.id, heir.study_group
), held AS (
    SELECT unsettled.id, heir.study_group, array_agg(DISTINCT valid.identifier ORDER BY valid.identifier) AS standards
    FROM gap_unsettled unsettled
    JOIN requirements_editioncoverage given ON given.edition_id = unsettled.id AND given.level <> 'none'
    JOIN gap_valid valid ON valid.identifier = given.standard
    JOIN requirements_editionlink link ON link.edition_id = valid.id AND link.relation = 'study_groups'
    JOIN heir ON heir.identifier = link.target GROUP BY unsettled.id, heir.study_group
), field AS (
    -- Standards first, so that a block that thousands share is counted once.
    SELECT block.target AS block, heir.study_group, count(DISTINCT valid.identifier) AS standards
    FROM gap_valid valid
    JOIN requirements_editionlink block ON block.edition_id = valid.id AND block.relation = 'building_blocks'
    JOIN requirements_editionlink link ON link.edition_id = valid.id AND link.relation = 'study_groups'
    JOIN heir ON heir.identifier = link.target
    WHERE valid.kind = 'standard' GROUP BY block.target, heir.study_group
), near_field AS (
    SELECT unsettled.id, field.study_group, sum(field.standards)::int AS standards
    FROM gap_unsettled unsettled CROSS JOIN LATERAL unnest(blocks) block JOIN field USING (block)
    GROUP BY unsettled.id, field.study_group
), proposed AS (
    SELECT id, study_group,
           coalesce(named.points, 0) + %(held)s * least(coalesce(cardinality(held.standards), 0), %(held_most)s)
           + least(coalesce(near_field.standards, 0), %(field_most)s) AS points,
           coalesce(named.by, '{{}}') AS named, coalesce(held.standards, '{{}}') AS held,
           coalesce(near_field.standards, 0) AS field
    FROM named FULL JOIN held USING (id, study_group) FULL JOIN near_field USING (id, study_group)
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY points DESC, study_group COLLATE "C") AS rank FROM proposed
), best AS (
    SELECT id, jsonb_agg(jsonb_build_object(
        'study_group', study_group, 'points', points, 'named', named, 'held', held, 'field', field
    ) ORDER BY rank) AS groups
    FROM ranked WHERE rank <= 5 GROUP BY id
), outside AS (
    SELECT matter.id, bool_and('relevance:outside' = ANY (valid.facets)) AS outside
    FROM matter JOIN gap_valid valid ON valid.id = matter.aspect GROUP BY matter.id
), elsewhere AS (
    SELECT matter.id, jsonb_agg(DISTINCT link.target ORDER BY link.target) AS organizations
    FROM matter
    JOIN requirements_editionlink link ON link.edition_id = matter.aspect AND link.relation = 'organizations'
    GROUP BY matter.id
)
SELECT unsettled.id, jsonb_build_object(
    'outside', coalesce(outside, false), 'organizations', coalesce(organizations, '[]'), 'groups', coalesce(groups, '[]')
) AS proposals
FROM gap_unsettled unsettled LEFT JOIN best USING (id) LEFT JOIN outside USING (id) LEFT JOIN elsewhere USING (id)
