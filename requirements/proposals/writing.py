"""How does a proposal come about: begun, kept page by page, sent, confirmed by mail, mended when it was returned?"""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from requirements import catalogue, documents, link_keys, mapping, permissions, workflow
from requirements.choices import UNCONFIRMED, EntryKind, MemberCategory, ProposalState
from requirements.documents import Document
from requirements.models import Letter, Proposal, User
from requirements.proposals.answers import Answers, answers_of, fields_of, laid_over, source_of
from requirements.proposals.questions import LINE, PAGES, form_of

# No letters that look like digits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# What was never sent is forgotten after so many days without a change.
DAYS = 30
# Letters that ask one address to confirm something, in a day.
CONFIRMATIONS_A_DAY = 5
OPEN_TO_AUTHOR = (*UNCONFIRMED, ProposalState.RETURNED)


class NotOpen(Exception):
    """The proposal is with staff and cannot be written on now; the text says so."""


class TooMany(Exception):
    """So many letters went to this address lately that no further one is sent; the text says so."""


# What a face tells the author.
REFUSALS = (NotOpen, TooMany, workflow.NotAllowed, documents.Refused, mapping.UnknownNames)


def key_of(proposal: Proposal, purpose: str = "write") -> str:
    """What opens a proposal to whoever has the link."""
    return link_keys.make(f"proposals.{purpose}", proposal.reference)


def opens(reference: str, key: str, purpose: str = "write") -> bool:
    return link_keys.fits(key, f"proposals.{purpose}", reference)


def find(reference: str) -> Proposal | None:
    return Proposal.objects.select_related("entry", "organization", "by").filter(reference=reference.upper()).first()


def begin(kind: str, *, target: str = "", language: str, by: User | None = None) -> Proposal:
    """A proposal that is not stored yet. One that changes an entry begins with what the entry says in this language."""
    told = {"kind": kind, "target": target, "language": language, "by": by}
    proposal = Proposal(reference=_reference(), organization=permissions.organization_of(by), **told)
    if target and kind in EntryKind.values:
        data = _published(target)
        proposal.begun_with = {**answers_of(kind, data, language), "text_language": language}
    proposal.answers = {**proposal.begun_with, **known_of(proposal)}
    return proposal


def known_of(proposal: Proposal) -> Answers:
    """What is known of an author who was signed in when the proposal was begun, and so is not asked: who they are and
    for whom they write. Nothing of an account without an address, whose owner proves one as everybody does.
    """
    person, organization = proposal.by, proposal.organization
    if person is None or not person.is_active or not person.email:
        return {}
    return {
        "name": (person.get_full_name() or person.get_username())[:LINE],
        "organization": organization.name if organization else "",
        "category": organization.category if organization else MemberCategory.OTHER.value,
        "email": person.email,
    }


def _reference() -> str:
    """A number that nobody can guess: the status page tells who knows it, and nobody else, how far a proposal is."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"P-{drawn[:4]}-{drawn[4:]}"


def _published(target: str) -> dict[str, Any]:
    edition = catalogue.current_of(target)
    if edition is None:
        raise NotOpen(_("%(identifier)s is not in the registry.") % {"identifier": target})
    return catalogue.content(edition)


@transaction.atomic
def keep(proposal: Proposal, answers: dict[str, Any], *, language: str) -> None:
    """Store the answers of a page, right or wrong; NotOpen if the proposal is with staff."""
    columns = ["answers", "language", "changed_at"] if proposal.pk else None
    if proposal.pk:
        now = _open(proposal)
        proposal.state, proposal.answers = now.state, now.answers
    proposal.answers = {**proposal.answers, **answers, **known_of(proposal)}
    proposal.language = language
    proposal.save(update_fields=columns)


def _open(proposal: Proposal) -> Proposal:
    """The proposal as it is now, held until the end of the transaction; NotOpen if it is with staff."""
    now = Proposal.objects.select_for_update(of=("self",)).select_related("entry").get(pk=proposal.pk)
    if now.state not in OPEN_TO_AUTHOR:
        raise NotOpen(_("It is with the staff now and cannot be changed."))
    return now


def wrong_page(proposal: Proposal) -> int | None:
    """The first page with an answer that is missing or wrong."""
    pages = range(1, len(PAGES[proposal.kind]) + 1)
    return next((page for page in pages if not form_of(proposal.kind, page, proposal.answers).is_valid()), None)


@transaction.atomic
def send(proposal: Proposal) -> None:
    """Ask the author to confirm their address; what was returned, and what somebody signed in proposes, goes straight
    to staff.

    The caller has checked that no page is wrong. TooMany if the address got too many letters in a day; NotOpen.
    """
    proposal = _open(proposal)
    proposal.email, proposal.shown = proposal.answers["email"].strip(), bool(proposal.answers.get("shown"))
    if proposal.state == ProposalState.RETURNED:
        _send_again(proposal)
    elif known_of(proposal).get("email") == proposal.email:
        proposal.state = ProposalState.SENT
        proposal.save()
        confirm(proposal)
    else:
        _check_not_flooded(proposal.email)
        proposal.state = ProposalState.SENT
        proposal.save()
        workflow.owe(proposal, "proposal_confirm")


def _check_not_flooded(email: str) -> None:
    day_ago = timezone.now() - timedelta(days=1)
    lately = Letter.objects.filter(to__iexact=email, kind="proposal_confirm", written_at__gt=day_ago)
    if lately.count() >= CONFIRMATIONS_A_DAY:
        raise TooMany(_("This address was asked to confirm too often today. Confirm one of the letters first."))


def _send_again(proposal: Proposal) -> None:
    answer = proposal.answers.pop("answer", "")
    if proposal.entry is not None:
        before = documents.dump(mapping.document_of(proposal.entry.record))
        workflow.amend(proposal.entry, _document(proposal, before), reference=proposal.reference)
    proposal.begun_with = proposal.answers
    proposal.save()
    workflow.step(proposal, ProposalState.RECEIVED, by=proposal.reference, note=answer, tell_author=False)


@transaction.atomic
def confirm(proposal: Proposal) -> Proposal:
    """The author has proved their address: the proposal reaches staff. Twice is as good as once."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != ProposalState.SENT:
        return proposal
    if proposal.kind in EntryKind.values:
        document = _document(proposal, _published(proposal.target) if proposal.target else {})
        proposal.entry = workflow.receive(document, reference=proposal.reference, by=proposal.by)
        proposal.document = documents.dump(document)
    proposal.begun_with = proposal.answers
    proposal.received_at = timezone.now()
    proposal.state = ProposalState.RECEIVED
    proposal.save()
    workflow.step(proposal, ProposalState.RECEIVED, by=proposal.reference)
    return proposal


def _document(proposal: Proposal, before: dict[str, Any]) -> Document:
    """What the answers come to, laid over what was there: only what the author changed is changed."""
    answers, language = proposal.answers, proposal.answers.get("text_language") or proposal.language
    changed = [name for name in answers if answers[name] != proposal.begun_with.get(name)]
    data = laid_over(before, fields_of(proposal.kind, answers, changed, language))
    with translation.override(language):
        source = source_of(proposal.reference, answers)
    if proposal.entry is None or ("evidence" in changed and answers["evidence"]):
        data["provenance"] = [*data.get("provenance", []), source]
    fixed = {"kind": proposal.kind, "identifier": before.get("identifier") or _no_identifier(proposal.kind)}
    return documents.parse({"source_language": language, **data, **fixed})


def _no_identifier(kind: str) -> str:
    """A document has to have one; the workflow gives it its own."""
    return f"{documents.PREFIXES[kind]}-0000"


def forget_abandoned() -> int:
    """Delete what was begun and never reached staff, and has not been touched for DAYS; how many there were."""
    long_ago = timezone.now() - timedelta(days=DAYS)
    deleted, _by_model = Proposal.objects.filter(state__in=UNCONFIRMED, changed_at__lt=long_ago).delete()
    return deleted
