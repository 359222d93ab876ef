-- How many records each import wrote, from what it kept of them.
UPDATE requirements_import AS done SET new = counted.new, changed = counted.changed
FROM (
    SELECT of_id, count(*) FILTER (WHERE before = '') AS new, count(*) FILTER (WHERE before <> '') AS changed
    FROM requirements_imported GROUP BY of_id
) AS counted
WHERE counted.of_id = done.id;

-- The records that former previews kept within their result.
INSERT INTO requirements_previewed (job_id, position, outcome, file, line, place, kind, identifier, title, changes, problems)
SELECT job.id, one.number, record ->> 'outcome', record ->> 'file', (record ->> 'line')::integer, record ->> 'place',
    record ->> 'kind', record ->> 'identifier', record ->> 'title', record -> 'changes', record -> 'problems'
FROM requirements_job AS job,
    jsonb_array_elements(job.result -> 'records') WITH ORDINALITY AS one (record, number)
WHERE job.kind = 'preview';
UPDATE requirements_job SET result = result - 'records' - 'left_out' WHERE result ? 'records';
