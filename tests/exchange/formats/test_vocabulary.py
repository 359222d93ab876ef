"""Do names of columns and attributes mean what people mean by them?"""

import pytest

from requirements.exchange.formats.vocabulary import MEANT, choices, suggested


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Object Text", "statement"),
        ("FUNC-REQ-TXT", "statement"),
        ("technical_description", "statement"),
        ("Object Heading", "heading"),
        ("UID", "identifier"),
        ("requirement_ID", "identifier"),
        ("RATIONALE", "rationale"),
        ("Verification Method", "verification_method"),
        ("Acceptance Criteria", "acceptance_criteria"),
        ("ReqIF.ForeignCreatedBy", ""),
        ("TableCellWidth", ""),
        ("jazz_rm:primaryText", "statement"),
        ("dcterms:title", "title"),
        ("ReqIF-WF.Text", "statement"),
        ("Object Type", "kind"),
        ("artifactType", "kind"),
        ("ReqIF.ChapterName", "heading"),
        ("ReqIF.ForeignID", "identifier"),
        ("Anforderungstext", "statement"),
        ("Énoncé", "statement"),
        ("Author Name", ""),
        ("Absolute Number", "identifier"),
        ("IE PUID", "identifier"),
        ("ReqIF.Chapter", "heading"),
        ("Type", "kind"),
        ("ReqIF.ForeignDeleted", "deleted"),
        ("ListNumberText", ""),
        ("Verify_Method", "verification_method"),
        ("Severity", "obligation"),
        ("Bemerkungen", "rationale"),
        ("Titre de section", "heading"),
        ("Texte de l’exigence", "statement"),
        ("Criterios de aceptación", "acceptance_criteria"),
        ("", ""),
    ],
)
def test_the_name_of_an_attribute_suggests_a_meaning(name: str, meaning: str) -> None:
    assert suggested(name) == meaning


def test_what_holds_no_text_means_none() -> None:
    assert (suggested("Object Text", "DATE"), suggested("UID", "DATE")) == ("", "identifier")


def test_people_may_choose_each_meaning_that_a_heading_has() -> None:
    offered = {meaning for meaning, _label in choices()}
    assert {field for field, _language in MEANT.values()} - offered == {"number"}
