"""Is an assessment pinned to the texts it was made for, and does it wait to be confirmed when one of them moves?"""

from typing import Any

import pytest

from requirements import catalogue, documents, gap_analysis, mapping, permissions, workflow, worklists
from requirements.choices import Role
from requirements.models import Coverage, Edition, Entry, History, Standard
from tests import factories

pytestmark = pytest.mark.django_db
X1254 = "standard:itu-t-x-1254"


def standard(**fields: Any) -> None:
    """Publish the standard with these fields changed, as saving it at the desk does."""
    data = {"kind": "standard", "identifier": X1254, **factories.REFERENCES[X1254], **fields}
    workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)


def edit(entry: Entry, by: Any, **texts: Any) -> None:
    requirement = entry.record
    for name, value in texts.items():
        setattr(requirement, name, value)
    requirement.save()
    workflow.perform(Entry.objects.get(pk=entry.pk), "edit", by=by)


def state() -> str:
    return str(gap_analysis.analyse({}, by="ana").results.get(identifier="REQ-0001").state)


def waiting(person: Any) -> list[str]:
    rows = worklists.entries(Entry.objects.all(), worklists.WORKLISTS["assessments"], person)
    return list(rows.values_list("identifier", flat=True))


@pytest.fixture
def publisher() -> Any:
    return factories.user(Role.PUBLISHER)


@pytest.fixture
def entry(publisher: Any) -> Entry:
    entry = factories.published()
    return workflow.assess(entry, {X1254: "equal_to"}, by=publisher)


def test_what_a_publisher_assesses_is_pinned_confirmed_and_published(entry: Entry, publisher: Any) -> None:
    row = Coverage.objects.get()
    assert (row.confirmed, row.assessor, row.edition) == (True, "publisher", "09/2020")
    assert row.entry_fingerprint == documents.fingerprint(mapping.document_of(entry.record))
    assert row.standard_fingerprint == Edition.objects.get(identifier=X1254, ended_at=None).fingerprint
    assert state() == "covered"
    told = History.objects.filter(identifier="REQ-0001").order_by("pk").values_list("action", flat=True)
    assert list(told)[-2:] == ["assess", "publish_coverage"]
    workflow.assess(entry, {X1254: "equal_to"}, by=publisher)
    assert History.objects.filter(identifier="REQ-0001", action="assess").count() == 1


def test_what_an_editor_assesses_waits_for_a_reviewer(publisher: Any) -> None:
    entry = factories.published()
    workflow.assess(entry, {X1254: "subset_of"}, by=factories.user(Role.EDITOR))
    row = Coverage.objects.get()
    assert (row.confirmed, waiting(publisher), state()) == (False, ["REQ-0001"], "not_assessed")
    workflow.confirm(row, by=factories.user(Role.REVIEWER))
    assert (waiting(publisher), state()) == ([], "covered")
    with pytest.raises(permissions.NotPermitted):
        workflow.assess(entry, {X1254: ""}, by=factories.user(Role.TRANSLATOR))
    with pytest.raises(workflow.NotAllowed, match="nowhere"):
        workflow.assess(entry, {"standard:nowhere": "equal_to"}, by=publisher)


def test_a_changed_text_of_the_entry_has_to_be_confirmed_and_an_editorial_change_has_not(
    entry: Entry, publisher: Any
) -> None:
    edit(entry, publisher, keywords=["offline"], title={"en": "Title of REQ-0001", "fr": "Titre"})
    assert (Coverage.objects.get().confirmed, waiting(publisher)) == (True, [])
    edit(entry, publisher, statement={"en": "The system is required to answer at once."})
    assert (Coverage.objects.get().confirmed, waiting(publisher)) == (False, ["REQ-0001"])
    workflow.release([Entry.objects.get().record], by=None)
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert "coverage:not_assessed" in edition.facets
    assert state() == "to_be_confirmed"
    workflow.confirm(Coverage.objects.get(), by=publisher)
    assert (waiting(publisher), state()) == ([], "covered")


def test_a_further_edition_of_the_standard_has_to_be_confirmed_and_a_corrected_address_has_not(
    entry: Entry, publisher: Any
) -> None:
    old = {"label": "09/2020", "year": 2020}
    standard(editions=[{**old, "url": "https://example.org/new"}], url="https://example.org/x")
    assert (waiting(publisher), state()) == ([], "covered")
    standard(editions=[{"label": "05/2027", "year": 2027}, old])
    assert (waiting(publisher), state()) == (["REQ-0001"], "to_be_confirmed")
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    # The public record says so, too, by an edition of its own.
    assert catalogue.document(edition)["coverage"][0]["confirmed"] is False
    assert "coverage:not_assessed" in edition.facets
    assert not Entry.objects.get().unpublished_changes
    assert History.objects.filter(identifier="REQ-0001", action="unsettle", by="registry").count() == 1
    workflow.confirm(Coverage.objects.get(), by=publisher)
    assert (waiting(publisher), state()) == ([], "covered")


def test_a_gap_closes_when_the_standard_that_covers_it_comes_into_force(publisher: Any) -> None:
    draft = {"label": "09/2020", "year": 2020, "status": "under_approval"}
    standard(editions=[draft])
    entry = factories.published()
    workflow.assess(entry, {X1254: "equal_to"}, by=publisher)
    first = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(first, by=publisher)
    assert first.counts == {"in_progress": 1}
    standard(editions=[{**draft, "status": "in_force"}])
    second = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(second, by=publisher)
    assert second.counts == {"covered": 1}
    life = gap_analysis.life_of("GAP-0001")
    assert life is not None
    assert [(event.move, event.state) for event in life.events] == [("opened", "in_progress"), ("closed", "covered")]
    # A text that is withdrawn covers nothing any more.
    standard(editions=[{**draft, "status": "withdrawn"}])
    assert state() == "to_be_confirmed"


def test_none_found_is_not_the_same_as_not_assessed(publisher: Any) -> None:
    entry = factories.published()
    assert state() == "not_assessed"
    workflow.assess(entry, {}, by=publisher, none_found=True)
    assert state() == "gap"
    workflow.assess(entry, {}, by=publisher, none_found=False)
    assert (state(), Coverage.objects.count()) == ("not_assessed", 0)


def test_a_form_pins_what_it_saves(publisher: Any) -> None:
    entry = factories.draft()
    row = Coverage(entry=entry, standard=Standard.objects.get(identifier=X1254), relation="equal_to")
    workflow.pin(row)
    assert len(row.entry_fingerprint) == len(row.standard_fingerprint) == 64
