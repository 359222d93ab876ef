-- What was said of a run stays said; a change of mind is a further row.
CREATE TRIGGER gap_weights_stays AFTER UPDATE OR DELETE ON requirements_gapweights
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_publication_stays AFTER UPDATE OR DELETE ON requirements_gappublication
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_review_stays AFTER UPDATE OR DELETE ON requirements_gapreview
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_stays AFTER UPDATE OR DELETE ON requirements_gap
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_event_stays AFTER UPDATE OR DELETE ON requirements_gapevent
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
CREATE TRIGGER gap_decision_stays AFTER UPDATE OR DELETE ON requirements_gapdecision
    FOR EACH ROW EXECUTE FUNCTION gap_analysis_stays();
