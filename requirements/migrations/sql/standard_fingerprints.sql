-- The fingerprint of a standard counts its title, its designation and the labels of its editions, no longer their status,
-- days and addresses: what was assessed before is known by its new fingerprint.
ALTER TABLE requirements_edition DISABLE TRIGGER USER;
ALTER TABLE requirements_editioncoverage DISABLE TRIGGER USER;

CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
SELECT edition.id, edition.identifier, edition.fingerprint AS old, encode(sha256(convert_to(
    '{"designation": ' || to_jsonb(document ->> 'designation')::text
    || ', "editions": [' || coalesce((
        SELECT string_agg('{"label": ' || to_jsonb(label)::text || '}', ', ' ORDER BY place)
        FROM jsonb_array_elements(document -> 'editions') WITH ORDINALITY AS told (one, place)
        CROSS JOIN LATERAL (SELECT one ->> 'label' AS label) named
    ), '') || '], "title": ' || to_jsonb(coalesce(document -> 'title' ->> (document ->> 'source_language'), ''))::text || '}',
    'UTF8')), 'hex') AS new
FROM requirements_edition edition CROSS JOIN LATERAL (SELECT convert_from(edition.body, 'UTF8')::jsonb AS document) stored
WHERE edition.kind = 'standard';

UPDATE requirements_edition SET fingerprint = counted.new FROM counted WHERE counted.id = requirements_edition.id;
UPDATE requirements_editioncoverage given SET standard_fingerprint = known.new
FROM (SELECT DISTINCT identifier, old, new FROM counted) known
WHERE known.identifier = given.standard AND known.old = given.standard_fingerprint;
UPDATE requirements_coverage given SET standard_fingerprint = known.new
FROM (SELECT DISTINCT identifier, old, new FROM counted) known
JOIN requirements_standard standard USING (identifier)
WHERE standard.id = given.standard_id AND known.old = given.standard_fingerprint;

ALTER TABLE requirements_edition ENABLE TRIGGER USER;
ALTER TABLE requirements_editioncoverage ENABLE TRIGGER USER;
