"""What waits for whom at the desk, and how much of it?

A worklist is a question to the working copies that an index answers. Who may take its action is offered it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, permissions
from requirements.choices import State, TranslationState
from requirements.languages import LANGUAGES, Language
from requirements.models import Coverage, Duplicate, Entry, History, Remark, User

# Nobody works through more; a larger number is told as "10,000 or more".
COUNTED = 10_000
OPEN = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True)
class Worklist:
    """Entries that wait for somebody; `action` is the row of the table that says who is offered them."""

    name: str
    label: Promise
    action: str
    waiting: Callable[[User], Q]
    # The lists of one matter in six languages are told in one line.
    language: Language | None = None


def _in_states(*states: State) -> Callable[[User], Q]:
    return lambda user: Q(state__in=states)


def _returned_to(user: User) -> Q:
    """What came back to who wrote it or last sent it in."""
    sent = History.objects.filter(identifier=OuterRef("identifier"), action="submit", by=user.get_username())
    return Q(state=State.RETURNED) & (Q(created_by=user) | Q(Exists(sent)))


def _mentions(user: User) -> Q:
    return Q(pk__in=Remark.objects.filter(mentions=user, settled_at=None).values("entry"))


def _unconfirmed(user: User) -> Q:
    return Q(pk__in=Coverage.objects.filter(confirmed=False).values("entry"))


def _due(user: User) -> Q:
    return Q(review_due__lte=timezone.now().date())


def _incomplete(user: User) -> Q:
    return ~Q(missing=[]) & Q(state__in=OPEN)


def _ready(user: User) -> Q:
    return Q(missing=[], state__in=OPEN)


def _warned_of(code: str) -> Callable[[User], Q]:
    return lambda user: Q(quality__contains=[code])


def _changed(user: User) -> Q:
    return Q(unpublished_changes=True, was_published=True)


def _links_ready(user: User) -> Q:
    """What names a record that was not public when it was published, and is now. Two queries."""
    held = Entry.objects.exclude(withheld=[]).values_list("withheld", flat=True)
    return Q(withheld__overlap=sorted(catalogue.published({name for names in held for name in names})))


def _in_language(name: str, label: Promise, action: str, state: TranslationState) -> list[Worklist]:
    def of(language: Language) -> Worklist:
        waiting = Q(translations__contains={language.code: state})
        return Worklist(f"{name}-{language.code}", label, action, lambda user: waiting, language)

    return [of(language) for language in LANGUAGES]


WORKLISTS: dict[str, Worklist] = {
    worklist.name: worklist
    for worklist in (
        Worklist("returned", _("Returned to me"), "submit", _returned_to),
        Worklist("mentions", _("Remarks that mention me"), "remark", _mentions),
        Worklist("to_review", _("Waiting for review"), "approve", _in_states(State.SUBMITTED, State.IN_REVIEW)),
        Worklist("to_publish", _("Approved, waiting for publication"), "publish", _in_states(State.APPROVED)),
        Worklist("assessments", _("Assessments to confirm"), "publish_coverage", _unconfirmed),
        Worklist("due", _("Due to be looked at again"), "revalidate", _due),
        Worklist("links", _("Links that can now be published"), "publish_links", _links_ready),
        Worklist("changed", _("Changed since publication"), "edit", _changed),
        Worklist("ready", _("Complete, to be submitted"), "submit", _ready),
        Worklist("incomplete", _("Something is missing"), "edit", _incomplete),
        Worklist(
            "obligation_disagrees", _("Obligation and wording disagree"), "edit", _warned_of("obligation_disagrees")
        ),
        Worklist("two_obligations", _("Two obligations in one statement"), "edit", _warned_of("two_obligations")),
        *_in_language("outdated", _("Outdated translations"), "translate", TranslationState.OUTDATED),
        *_in_language("to_confirm", _("Translations to confirm"), "confirm_translation", TranslationState.DRAFT),
    )
}


def offered(user: User) -> list[Worklist]:
    """The lists of what a person may do something about."""
    return [worklist for worklist in WORKLISTS.values() if permissions.can(user, worklist.action)]


def entries(rows: QuerySet[Any], worklist: Worklist, user: User) -> QuerySet[Any]:
    """Those of the entries that wait for a person in a list; for an editor with a scope, those within it."""
    return rows.filter(worklist.waiting(user), permissions.scope(user, worklist.action))


def pairs(rows: QuerySet[Duplicate], user: User) -> QuerySet[Duplicate]:
    """Those of the possible duplicates that a person may say something about: one of the two is within their scope."""
    scope = permissions.scope(user, "classify")
    mine = Entry.objects.filter(scope).values("pk")
    return rows.filter(Q(first__in=mine) | Q(second__in=mine)) if scope else rows


def counts(worklists: Iterable[Worklist], user: User) -> dict[str, int]:
    """Name → how many entries wait, COUNTED at most. One query for all, and what the questions themselves ask."""
    visible = permissions.visible(Entry.objects.order_by(), user)
    asked = {worklist.name: entries(visible, worklist, user).values("pk")[:COUNTED] for worklist in worklists}
    questions = [rows.query.sql_with_params() for rows in asked.values() if not rows.query.is_empty()]
    if not questions:
        return dict.fromkeys(asked, 0)
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS waiting)" for sql, _params in questions)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, params in questions for value in params])
        numbers = iter(cursor.fetchone())
    return {name: 0 if rows.query.is_empty() else next(numbers) for name, rows in asked.items()}
