-- Assessments of what was published before they had a table.
INSERT INTO requirements_editioncoverage
    (edition_id, standard, label, level, confirmed, entry_fingerprint, standard_fingerprint)
SELECT edition.id, given ->> 'standard', coalesce(given ->> 'edition', ''),
       CASE given ->> 'relation'
           WHEN 'equal_to' THEN 'full' WHEN 'equivalent_to' THEN 'full' WHEN 'subset_of' THEN 'full'
           WHEN 'no_relationship' THEN 'none' ELSE 'partial'
       END,
       coalesce((given ->> 'confirmed')::boolean, false), coalesce(given ->> 'entry_fingerprint', ''),
       coalesce(given ->> 'standard_fingerprint', '')
FROM requirements_edition edition
CROSS JOIN LATERAL jsonb_array_elements(convert_from(edition.body, 'UTF8')::jsonb -> 'coverage') given
WHERE edition.kind IN ('requirement', 'aspect');

CREATE TRIGGER edition_coverage_stays AFTER UPDATE OR DELETE ON requirements_editioncoverage
    FOR EACH ROW EXECUTE FUNCTION derived_from_edition_stays();

-- A run is never changed: what it says was reported.
CREATE FUNCTION gap_analysis_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a gap analysis is not changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER gap_analysis_stays AFTER UPDATE OR DELETE ON requirements_gapanalysis
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_result_stays AFTER UPDATE OR DELETE ON requirements_gapresult
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
