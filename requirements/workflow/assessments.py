"""Who sets an entry beside a standard, or says that an assessment still holds?

An assessment is pinned to the fingerprints of both texts as whoever made it saw them; `drift` watches over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, documents, mapping, permissions
from requirements.choices import IN_FORCE_STATUSES, Confidence, CoverageRelation
from requirements.models import Coverage, Entry, Standard, StandardEdition, User
from requirements.workflow.copies import lock
from requirements.workflow.publishing import NothingToPublish
from requirements.workflow.transitions import NotAllowed, perform


@dataclass(frozen=True)
class Grounds:
    """An assessment with what it rests on; `rationale` and `uncovered` (what stays so) in the language of the entry."""

    relation: str
    edition: str = ""
    clauses: list[str] = field(default_factory=list)
    rationale: str = ""
    uncovered: str = ""
    confidence: str = Confidence.UNSPECIFIED


def pin(row: Coverage) -> None:
    """Say that the assessment was made for both texts as they are now; the caller saves the row. Few queries."""
    row.entry_fingerprint = documents.fingerprint(mapping.document_of(row.entry.record))
    row.standard_fingerprint = documents.fingerprint(mapping.document_of(row.standard)) if row.standard else ""


@transaction.atomic
def confirm(row: Coverage, *, by: User, version: int | None = None) -> Coverage:
    """Say that an assessment holds for both texts as they are now. If the person may publish coverage, and the text of
    the entry is the published one, it is published at once.

    NotPermitted, copies.Conflict, or NotAllowed if the entry cannot be changed in its state.
    """
    lock(row.entry, version=version)
    row.refresh_from_db()
    _sign(row, by=by, confirmed=True)
    row.save()
    _settle(row.entry, by=by)
    return row


@transaction.atomic
def assess(
    entry: Entry, judged: Mapping[str, str], *, by: User, version: int | None = None, none_found: bool | None = None
) -> Entry:
    """Set an entry beside standards: identifier of each → relation, or "" for "not assessed". `none_found` says whether
    somebody looked and found no standard at all; None leaves that as it is.

    What somebody who may publish coverage says is confirmed and published at once; what others say waits to be
    confirmed. Nothing happens where nothing differs. Refusals as those of `confirm()`.
    """
    lock(entry, version=version)
    permissions.check(by, "assess", entry)
    known = {standard.identifier: standard for standard in Standard.objects.filter(identifier__in=judged)}
    if unknown := set(judged) - set(known):
        raise NotAllowed(_("“%(value)s” is not in the registry.") % {"value": min(unknown)})
    changed = [_judge(entry, known[name], relation, by) for name, relation in judged.items()]
    if none_found is not None:
        changed.append(_judge(entry, None, CoverageRelation.NO_RELATIONSHIP if none_found else "", by))
    if any(changed):
        _settle(entry, by=by)
    return entry


@transaction.atomic
def ground(entry: Entry, standard: str | None, grounds: Grounds, *, by: User, version: int | None = None) -> Entry:
    """Set an entry beside one standard (None: none was found) and say what that rests on; other languages stay as they
    are. Confirmed and published as by `assess()`, and refused as there; NotAllowed if the edition is assessed already.
    """
    lock(entry, version=version)
    permissions.check(by, "assess", entry)
    record = Standard.objects.get(identifier=standard) if standard else None
    row = _row_of(entry, record) or _new_row(entry, record)
    others = Coverage.objects.filter(entry=entry, standard=record, edition=grounds.edition).exclude(pk=row.pk)
    if others.exists():
        raise NotAllowed(
            _("Edition %(edition)s is assessed in a row of its own.") % {"edition": grounds.edition or "–"}
        )
    if _take(row, grounds, entry.source_language) or row.pk is None:
        _sign(row, by=by, confirmed=permissions.can(by, "publish_coverage", entry))
        row.save()
        _settle(entry, by=by)
    return entry


def _take(row: Coverage, grounds: Grounds, language: str) -> bool:
    """Whether the row says anything else now."""
    news = {
        "relation": CoverageRelation(grounds.relation),
        "edition": grounds.edition,
        "clauses": grounds.clauses,
        "rationale": _with(row.rationale, language, grounds.rationale),
        "uncovered": _with(row.uncovered, language, grounds.uncovered),
        "confidence": Confidence(grounds.confidence),
    }
    changed = [name for name, value in news.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, news[name])
    return bool(changed)


def _with(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    return {name: said for name, said in {**texts, language: text}.items() if said}


def _row_of(entry: Entry, standard: Standard | None) -> Coverage | None:
    return Coverage.objects.filter(entry=entry, standard=standard).order_by("position", "pk").first()


def _judge(entry: Entry, standard: Standard | None, relation: str, by: User) -> bool:
    """Whether the row had to be made, changed or taken away."""
    row = _row_of(entry, standard)
    if relation == (row.relation if row else ""):
        return False
    if row and not relation:
        row.delete()
        return True
    row = row or _new_row(entry, standard)
    row.relation = CoverageRelation(relation)
    _sign(row, by=by, confirmed=permissions.can(by, "publish_coverage", entry))
    row.save()
    return True


def _new_row(entry: Entry, standard: Standard | None) -> Coverage:
    last = entry.coverage.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    return Coverage(entry=entry, standard=standard, edition=edition_meant(standard), position=place)


def edition_meant(standard: Standard | None) -> str:
    """The label of the edition that somebody means who names none: the first in force, else the first."""
    if standard is None:
        return ""
    editions = list(StandardEdition.objects.filter(standard=standard))
    in_force = [edition for edition in editions if edition.status in IN_FORCE_STATUSES]
    return next((edition.label for edition in [*in_force, *editions]), "")


def _sign(row: Coverage, *, by: User, confirmed: bool) -> None:
    pin(row)
    row.confirmed, row.assessed_on, row.assessor = confirmed, timezone.now().date(), by.get_username()


def _settle(entry: Entry, *, by: User) -> None:
    """One history row for the assessing, and one for the publication if there is one."""
    entry.refresh_from_db()
    perform(entry, "assess", by=by, changes=["coverage"])
    if not permissions.can(by, "publish_coverage", entry) or catalogue.current_of(entry.identifier) is None:
        return
    try:
        with transaction.atomic():
            perform(entry, "publish_coverage", by=by)
    except NothingToPublish:
        entry.refresh_from_db()
