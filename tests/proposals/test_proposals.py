"""Does a proposal walk from its first page to publication, and is everybody told who should be, and nobody else?"""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from requirements import permissions, post, proposals, rates, workflow
from requirements.choices import ProposalState, State
from requirements.models import Entry, History, Letter, Proposal, Requirement
from tests import factories

pytestmark = pytest.mark.django_db
FIRST = {"title": "Short reference", "statement": "A service is required to answer.", "obligation": "required"}
SECOND = {"building_blocks": ["block:identity"], "rationale": "Calls were lost.", "text_language": "en"}
SENDER = {"name": "Ana", "category": "member_state", "email": "ana@example.org", "shown": "on"}
PAGES = (FIRST, SECOND, SENDER)
EVERYTHING = {**FIRST, **SECOND, **SENDER}


def filled(kind: str = "requirement", **answers: Any) -> Proposal:
    """A proposal with all answers, not sent yet."""
    proposal = proposals.begin(kind, target=answers.pop("target", ""), language=answers.pop("language", "en"))
    proposals.keep(proposal, {**EVERYTHING, **answers}, language=proposal.language)
    return proposal


def received(kind: str = "requirement", **answers: Any) -> Proposal:
    proposal = filled(kind, **answers)
    assert proposals.wrong_page(proposal) is None
    proposals.send(proposal)
    return proposals.confirm(proposal)


def letters() -> list[tuple[str, str, str]]:
    """(to, subject, text) of what went out since the last look."""
    post.deliver()
    found = [(message.to[0], message.subject, message.body) for message in mail.outbox]
    mail.outbox.clear()
    return found


def link_in(text: str, ending: str = "") -> str:
    (address,) = re.findall(rf"http://\S+/proposals/\S*{ending}", text)
    return address.removeprefix("http://127.0.0.1:8000")


def test_a_proposal_walks_from_its_first_page_to_publication() -> None:
    factories.references()
    client = Client()
    page = client.get("/fr/contribute/requirement/")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert Proposal.objects.count() == 0
    answer = client.post("/fr/contribute/requirement/", {**FIRST, "statement": "", "obligation": ""})
    assert answer.status_code == 422
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.answers["title"]) == ("draft", FIRST["title"])
    own = f"/fr/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    assert f'action="{own}1/"' in answer.content.decode()
    for number, typed in enumerate(PAGES, start=1):
        answer = client.post(f"{own}{number}/", typed)
    assert answer.headers["Location"] == own
    ((to, subject, text),) = letters()
    assert (to, proposal.reference in subject) == ("ana@example.org", True)
    confirm = link_in(text.partition(own)[0], "confirm/[0-9a-f]+/")
    assert client.get(confirm).status_code == 200
    assert Entry.objects.filter(proposed=True).count() == 0
    assert client.get(f"/fr/proposals/{proposal.reference}/").status_code == 404
    assert client.post(confirm).headers["Location"] == own
    client.post(confirm)

    entry = Requirement.objects.get(proposed=True)
    assert (entry.state, entry.created_by, entry.obligation) == (State.SUBMITTED, None, "required")
    assert entry.title == {"en": "Short reference"}
    assert entry.provenance.get().citation == f"Proposal {proposal.reference}"
    reviewer = factories.user("reviewer")
    workflow.perform(entry, "return", by=reviewer, note="How short?")
    assert "How short?" not in client.get(f"/fr/proposals/{proposal.reference}/").content.decode()
    assert "How short?" in client.get(f"{own}3/").content.decode()
    client.post(f"{own}1/", {**FIRST, "statement": "A service is required to answer with eight digits."})
    client.post(f"{own}2/", SECOND)
    client.post(f"{own}3/", {**SENDER, "answer": "Eight digits."})
    entry.refresh_from_db()
    assert (entry.state, entry.statement["en"]) == ("submitted", "A service is required to answer with eight digits.")
    assert client.post(f"{own}1/", FIRST).headers["Location"] == own
    workflow.perform(entry, "start_review", by=reviewer)
    workflow.perform(entry, "approve", by=reviewer, note="Among us: fine.")
    Requirement.objects.get(pk=entry.pk).programmes.set(list(factories.programmes()))
    entry = Requirement.objects.get(pk=entry.pk)
    workflow.perform(entry, "publish", by=factories.user("publisher"))
    assert [(step.state, step.note) for step in proposal.steps.all()] == [
        ("received", ""),
        ("returned", "How short?"),
        ("received", "Eight digits."),
        ("in_review", ""),
        ("accepted", ""),
        ("published", ""),
    ]
    sent = letters()
    assert [to for to, _subject, _text in sent] == ["ana@example.org"] * 5
    assert "How short?" in sent[1][2]
    assert own in sent[1][2]
    assert f"/id/{entry.identifier}" in sent[4][2]
    assert not any("Among us" in text for _to, _subject, text in sent)
    status = client.get(f"/en/proposals/{proposal.reference}/").content.decode()
    assert f"/en/requirements/{entry.identifier}/" in status
    assert "<ins> with eight digits</ins>" in status or "eight digits" in status


@pytest.mark.parametrize(
    ("kind", "answers", "expected"),
    [
        ("need", {"statement": "Links.", "urgency": "high", "country": "country:fj"}, {"countries": ["country:fj"]}),
        (
            "experience",
            {
                "narrative": "We began small.",
                "country": "country:fj",
                "stage": "deployment",
                "consent": "publish",
                "helped": ["financing", "cross_border"],
                "helped_how": "A loan.",
                "lessons": "Begin small.\n\nStay small.",
                "evidence": "https://example.org/r.pdf",
            },
            {"lessons": [{"text": {"en": "Begin small."}}, {"text": {"en": "Stay small."}}]},
        ),
        ("use_case", {"short_description": "Ask.", "sector": "health", "steps": "Ask\nGet"}, {"sector": "health"}),
        ("aspect", {"description": "Formats.", "area": "security"}, {"area": "security"}),
    ],
)
def test_each_kind_becomes_a_working_copy(kind: str, answers: dict[str, Any], expected: dict[str, Any]) -> None:
    factories.references()
    document = received(kind, **answers).document
    assert {name: document[name] for name in expected} == expected
    assert document["kind"] == kind
    assert len(document.get("factors", [])) == len(answers.get("helped", []))


def test_a_refusal_names_its_reason_to_who_knows_the_number() -> None:
    proposal = received()
    workflow.perform(proposal.entry, "reject", by=factories.user("reviewer"), note="It is in X.1254.")
    assert "It is in X.1254." in Client().get(f"/en/proposals/{proposal.reference}/").content.decode()
    assert "It is in X.1254." in letters()[-1][2]


def test_nothing_opens_but_the_right_key() -> None:
    proposal = filled()
    right = proposals.key_of(proposal)
    assert proposals.opens(proposal.reference, right)
    assert not proposals.opens(proposal.reference, right, "confirm")
    assert not proposals.opens(filled().reference, right)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert not proposals.opens(proposal.reference, right)
    assert Client().get(f"/en/proposals/{proposal.reference}/{'0' * 40}/").status_code == 404
    assert right not in str(list(Proposal.objects.values()) + list(Letter.objects.values()))


def test_an_outage_of_the_mail_server_loses_nothing() -> None:
    proposals.send(filled())
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
    ):
        assert post.deliver() == 0
    letter = Letter.objects.get()
    assert (letter.attempts, letter.sent_at, "refused" in letter.error) == (1, None, True)
    assert post.deliver() == 0
    post.send_again(letter, by=factories.user("editor"))
    assert post.deliver() == 1
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert letter.error == ""
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_nobody_approves_what_came_from_their_own_address() -> None:
    proposal = received(email="Rita@example.org")
    reviewer = factories.user("reviewer", email="rita@example.org")
    with pytest.raises(permissions.NotPermitted):
        workflow.perform(proposal.entry, "approve", by=reviewer)
    other = received("correction", wrong="This.", email="rita@example.org", target="block:identity")
    with pytest.raises(permissions.NotPermitted):
        proposals.decide(other, "accept", by=reviewer)


def test_a_change_is_merged_by_its_differences() -> None:
    entry = factories.published(title={"en": "Old", "fr": "Vieux"}, rationale={"en": "Kept."}).record
    proposal = proposals.begin("requirement", target=entry.identifier, language="en")
    assert proposal.answers["title"] == "Old"
    proposals.keep(proposal, {**proposal.answers, "title": "New", **SENDER}, language="en")
    proposals.send(proposal)
    proposal = proposals.confirm(proposal)
    own = proposal.entry.identifier
    assert [choice.field for choice in proposals.choices_of(proposal, entry)] == ["title"]
    editor = factories.user("editor")
    proposals.merge(proposal, entry, ["title"], by=editor, version=entry.version)
    entry = Requirement.objects.get(pk=entry.pk)
    assert entry.title == {"en": "New", "fr": "Vieux"}
    assert entry.rationale == {"en": "Kept."}
    assert not Entry.objects.filter(identifier=own).exists()
    for transition in ("submit", "approve", "publish"):
        workflow.perform(entry, transition, by=factories.user("publisher", transition))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.outcome) == ("published", entry.identifier)


def test_a_new_proposal_is_merged_by_adding_and_converted_with_what_both_kinds_have() -> None:
    entry = factories.published(keywords=["one"]).record
    editor = factories.user("editor")
    proposal = received(building_blocks=["block:payments"])
    proposals.merge(proposal, entry, ["building_blocks", "rationale"], by=editor, version=entry.version)
    assert sorted(block.slug for block in entry.building_blocks.all()) == ["identity", "payments"]
    assert entry.provenance.count() == 2
    other = received()
    need = proposals.convert(other, "need", by=editor).record
    assert need.statement == {"en": EVERYTHING["statement"]}
    assert need.identifier.startswith("ND-")
    other.refresh_from_db()
    assert (other.kind, other.entry_id, other.state) == ("need", need.pk, "received")
    with pytest.raises(proposals.NotHere):
        proposals.convert(other, "need", by=editor)


def test_standards_and_corrections_are_decided_without_a_working_copy() -> None:
    publisher = factories.user("publisher")
    standard = received("standard", designation="ISO 1", published_by="ISO", title="Reference temperature")
    with pytest.raises(proposals.NotHere):
        proposals.decide(standard, "return", by=publisher)
    proposals.decide(standard, "return", by=publisher, note="Which edition?")
    proposals.send(Proposal.objects.get(pk=standard.pk))
    record = proposals.accept_standard(standard, "standard:iso-1", by=publisher)
    standard.refresh_from_db()
    assert (standard.state, standard.outcome) == (ProposalState.ACCEPTED, record.identifier)
    assert Client().get("/en/standards/iso-1/").status_code == 200
    correction = received("correction", wrong="A word.", target="block:identity")
    proposals.decide(correction, "accept", by=publisher)
    correction.refresh_from_db()
    assert correction.outcome == "block:identity"
    assert History.objects.filter(identifier=correction.reference, action="accept").count() == 1


def test_programs_that_fill_in_everything_leave_no_trace() -> None:
    answer = Client().post("/en/contribute/need/", {**EVERYTHING, "website": "https://spam.example"})
    assert answer.status_code == 200
    assert Proposal.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_flooding_from_one_address_is_slowed_and_others_are_not() -> None:
    rates.forget()
    with override_settings(FORMS_PER_MINUTE=3, NUM_PROXIES=1):
        sent = [_post_from("192.0.2.1") for _turn in range(4)]
        assert [answer.status_code for answer in sent] == [422, 422, 422, 429]
        assert int(sent[-1].headers["Retry-After"]) <= 60
        assert _post_from("192.0.2.2").status_code == 422
    rates.forget()


def _post_from(address: str) -> Any:
    return Client().post("/en/contribute/need/", {"title": "A"}, headers={"X-Forwarded-For": address})


def test_one_address_is_asked_to_confirm_five_times_a_day() -> None:
    for _turn in range(5):
        proposals.send(filled())
    with pytest.raises(proposals.TooMany):
        proposals.send(filled())
    proposals.send(filled(email="other@example.org"))


def test_asking_for_the_letter_again_is_counted_and_quotes_nobody() -> None:
    """Otherwise one proposal would do to fill a stranger's mailbox with words of one's own."""
    proposal = filled(title="Buy now at example.com\r\nBcc: b@example.org")
    for _turn in range(5):
        proposals.send(proposal)
    with pytest.raises(proposals.TooMany):
        proposals.send(proposal)
    told = letters()
    assert [to for to, _subject, _text in told] == ["ana@example.org"] * 5
    assert not any("Buy now" in subject + text for _to, subject, text in told)


def test_the_database_refuses_what_was_not_confirmed() -> None:
    proposal = filled()
    for columns in ({"state": "received"}, {"state": "nowhere"}, {"target": "REQ-1", "kind": "need"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(**columns)
    assert proposals.forget_abandoned() == 0
