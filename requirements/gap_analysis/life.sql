-- What does a run that is published do to gaps: which are found for the first time, open again, close?

WITH said AS MATERIALIZED (
    -- What the run says, as curators corrected it; a review holds as long as the facts are those that it was about.
    SELECT result.identifier, result.score,
           CASE review.review WHEN 'rejected' THEN 'rejected' WHEN 'corrected' THEN review.state ELSE result.state END AS state
    FROM requirements_gapresult result
    LEFT JOIN LATERAL (
        SELECT given.review, given.state FROM requirements_gapreview given
        JOIN requirements_gapresult about ON about.id = given.result_id
        WHERE about.identifier = result.identifier AND about.run_id <= result.run_id
        AND (about.edition, about.state, about.facts) = (result.edition, result.state, result.facts)
        ORDER BY given.id DESC LIMIT 1
    ) review ON true
    WHERE result.run_id = %(run)s
), found AS (
    SELECT identifier, row_number() OVER (ORDER BY score DESC, identifier COLLATE "C") AS place
    FROM said WHERE state = ANY (%(open)s) AND identifier NOT IN (SELECT item FROM requirements_gap)
), named AS (
    INSERT INTO requirements_gap (identifier, item)
    SELECT 'GAP-' || lpad((place + last)::text, greatest(4, length((place + last)::text)), '0'), identifier
    FROM found CROSS JOIN (SELECT coalesce(max(substr(identifier, 5)::bigint), 0) AS last FROM requirements_gap) known
    RETURNING id, item
), known AS (
    SELECT gap.id, gap.item, last.move
    FROM requirements_gap gap
    CROSS JOIN LATERAL (
        SELECT move FROM requirements_gapevent event WHERE event.gap_id = gap.id ORDER BY event.id DESC LIMIT 1
    ) last
), moved AS (
    SELECT named.id, 'opened' AS move, said.state FROM named JOIN said ON said.identifier = named.item
    UNION ALL
    SELECT known.id, 'reopened', said.state FROM known JOIN said ON said.identifier = known.item
    WHERE known.move = 'closed' AND said.state = ANY (%(open)s)
    UNION ALL
    SELECT known.id, 'closed', said.state FROM known JOIN said ON said.identifier = known.item
    WHERE known.move <> 'closed' AND said.state = ANY (%(settled)s)
    UNION ALL
    -- A run of everything that does not have it any more: it was withdrawn or superseded.
    SELECT known.id, 'closed', 'withdrawn' FROM known
    WHERE known.move <> 'closed' AND %(whole)s AND known.item NOT IN (SELECT identifier FROM said)
)
INSERT INTO requirements_gapevent (gap_id, run_id, move, state, at)
SELECT id, %(run)s, move, state, now() FROM moved ORDER BY id
