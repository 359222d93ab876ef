"""How do readers take part in a dialogue that staff open, moderate, sum up and close?

What was said in a window for members is for members and staff; a comment of anybody is seen by others once staff let it
be, and the name and the words are all that is ever seen of its author.
"""

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, link_keys, permissions
from requirements.choices import Audience, CommentDisposition, CommentState
from requirements.formulas import holdable
from requirements.models import Comment, CommentWindow, Gap, GapPublication, History, Letter, User

LONGEST = 5_000
# Letters that ask one address to confirm a comment, in a day; days after which an unconfirmed one is forgotten.
CONFIRMATIONS_A_DAY, DAYS = 5, 30
# What the key in a letter is for.
CONFIRMING = "dialogue.confirm"
RUN = re.compile(r"[0-9]{4}-[0-9]{1,6}")


class Closed(Exception):
    """Nothing can be said in this window now, or not by this person; the text says so."""


class TooMany(Exception):
    """So many letters went to this address lately that no further one is sent; the text says so."""


class Undecided(Exception):
    """A finding that lacks something; the text says what."""


def readable(person: User | Any) -> QuerySet[CommentWindow]:
    """The windows that have opened and that this person may read: public ones, and those of members to members and
    staff.
    """
    begun = CommentWindow.objects.filter(opens_at__lte=timezone.now())
    reads_all = permissions.can(person, "read_for_members")
    return begun if reads_all else begun.filter(audience=Audience.PUBLIC)


def is_open(window: CommentWindow) -> bool:
    return window.opens_at <= timezone.now() < window.closes_at


def check_subject(subject: str) -> None:
    """Undecided unless it is a record, a gap or a run that everybody may read."""
    gaps = Gap.objects.filter(identifier=subject)
    runs = GapPublication.objects.filter(run__number=subject)
    if not (catalogue.published([subject]) or gaps.exists() or (RUN.fullmatch(subject) and runs.exists())):
        raise Undecided(_("“%(subject)s” is no published record, gap or run.") % {"subject": subject})


def threads(window: CommentWindow) -> list[tuple[Comment, int]]:
    """(comment, depth) of what may be seen, each answer below what it answers. One query."""
    below: dict[int | None, list[Comment]] = {}
    for comment in window.comments.filter(state=CommentState.SHOWN):
        below.setdefault(comment.answers_id, []).append(comment)
    found: list[tuple[Comment, int]] = []
    waiting = [(comment, 0) for comment in reversed(below.get(None, []))]
    while waiting:
        comment, depth = waiting.pop()
        found.append((comment, depth))
        waiting += [(reply, depth + 1) for reply in reversed(below.get(comment.pk, []))]
    return found


@transaction.atomic
def say(window: CommentWindow, answers: Comment | None, *, by: User | None, **told: Any) -> Comment:
    """Keep a comment. Who is signed in has proved who they are; of others the mail address is asked to confirm.

    Closed if the window is, or if it is for members and the person is none; TooMany.
    """
    if not is_open(window):
        raise Closed(_("This dialogue is closed."))
    if window.audience == Audience.MEMBERS and not permissions.can(by, "read_for_members"):
        raise Closed(_("This dialogue is for members: sign in first."))
    if by is None:
        _check_not_flooded(told["email"])
    state = CommentState.WAITING if by else CommentState.UNPROVEN
    comment = Comment.objects.create(window=window, answers=answers, by=by, state=state, **told)
    if by is None:
        _owe(comment, "comment_confirm")
    return comment


def _check_not_flooded(email: str) -> None:
    day_ago = timezone.now() - timedelta(days=1)
    lately = Letter.objects.filter(to__iexact=email, kind="comment_confirm", written_at__gt=day_ago)
    if lately.count() >= CONFIRMATIONS_A_DAY:
        raise TooMany(_("This address was asked to confirm too often today. Confirm one of the letters first."))


def forget_unproven() -> int:
    """Delete what nobody has confirmed for DAYS; how many comments there were."""
    long_ago = timezone.now() - timedelta(days=DAYS)
    deleted, _by_model = Comment.objects.filter(state=CommentState.UNPROVEN, at__lt=long_ago).delete()
    return deleted


def _owe(comment: Comment, kind: str) -> None:
    told = {"to": comment.email, "language": comment.language, "about": f"comment:{comment.pk}"}
    Letter.objects.create(kind=kind, due_at=timezone.now(), **told)


def find(pk: int, key: str) -> Comment | None:
    """The comment that a link out of a letter is about."""
    is_right = link_keys.fits(key, CONFIRMING, str(pk))
    return Comment.objects.select_related("window").filter(pk=pk).first() if is_right else None


def letter(owed: Letter) -> str:
    """The text of a letter about a comment in the active language, its first line the subject."""
    comment = Comment.objects.select_related("window").get(pk=owed.about.partition(":")[2])
    page = f"{settings.BASE_URL}/{owed.language}/dialogues/{comment.window_id}/"
    links = {"page": page, "confirm": f"{page}confirm/{comment.pk}/{link_keys.make(CONFIRMING, str(comment.pk))}/"}
    return loader.render_to_string(f"letters/{owed.kind}.txt", {"comment": comment, **links})


def confirm(comment: Comment) -> None:
    """Its author has proved their address; staff see it now."""
    Comment.objects.filter(pk=comment.pk, state=CommentState.UNPROVEN).update(state=CommentState.WAITING)


@transaction.atomic
def settle(comment: Comment, *, state: str, disposition: str, response: str, by: User) -> None:
    """Show or hide a comment and say what becomes of it; its author is told once it is decided.

    Undecided where a comment that is not shown is disposed of, or one is not accepted without an answer.
    """
    permissions.check(by, "moderate")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.state == CommentState.UNPROVEN or state not in (CommentState.SHOWN, CommentState.HIDDEN):
        raise Undecided(_("Show the comment, or do not."))
    if disposition != CommentDisposition.OPEN and state != CommentState.SHOWN:
        raise Undecided(_("Only a comment that is shown has a disposition."))
    if disposition == CommentDisposition.REFUSED and not response.strip():
        raise Undecided(_("A comment that is not accepted is answered."))
    is_news = disposition not in (CommentDisposition.OPEN, comment.disposition)
    comment.state, comment.disposition, comment.response = state, disposition, holdable(response).strip()
    comment.save()
    _remember(comment.window, "moderate", by, note=f"{comment.pk}: {state}, {disposition}")
    if is_news:
        _owe(comment, "comment_disposed")


@transaction.atomic
def keep(window: CommentWindow, *, by: User) -> None:
    """Open a window, change it or close it by its date. Undecided if it is about nothing that is public."""
    permissions.check(by, "open_dialogue")
    check_subject(window.subject)
    created = window.pk is None
    window.version += not created
    if created:
        window.by = by
    window.save()
    _remember(window, "open_dialogue" if created else "change_dialogue", by)


@transaction.atomic
def close(window: CommentWindow, *, by: User) -> None:
    """Let nobody say anything more from now on."""
    permissions.check(by, "open_dialogue")
    if is_open(window):
        window.closes_at = timezone.now()
        window.save(update_fields=["closes_at"])
        _remember(window, "close_dialogue", by)


def _remember(window: CommentWindow, action: str, by: User, *, note: str = "") -> None:
    History.objects.create(identifier=f"dialogue:{window.pk}", action=action, by=by.get_username(), note=note)


def waiting() -> QuerySet[Comment]:
    """What staff have to look at: comments to be shown or not, and in closed windows those not decided on."""
    undecided = Q(state=CommentState.SHOWN, disposition=CommentDisposition.OPEN, window__closes_at__lte=timezone.now())
    return Comment.objects.filter(Q(state=CommentState.WAITING) | undecided)
