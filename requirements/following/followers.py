"""Who follows what, since when, and is forgotten how?

An address is written to only after its owner has confirmed it, and what is kept of them is gone when they end it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, link_keys
from requirements.choices import Rhythm
from requirements.following.subjects import NotFollowed, Subject, described
from requirements.models import Follower, Following, Letter, User

# Digests are made at this hour of the day (UTC), those of a week on its first day.
HOUR, MONDAY = 6, 0
# What one address may follow; and how many letters a day ask it to confirm something.
MOST, LETTERS_A_DAY = 100, 5
# What nobody confirmed is forgotten after so many days.
DAYS = 7


@transaction.atomic
def ask(subject: Subject, *, rhythm: str, language: str, email: str = "", by: User | None = None) -> Following:
    """Keep the wish. Who is signed in follows at once, under the address of the account; others get a letter first.

    NotFollowed if an address is asked too often, which no face may tell a stranger, or if somebody signed in follows
    too much.
    """
    email = by.email if by else email
    columns = {"email": email, "language": language}
    follower, _new = Follower.objects.get_or_create(email__iexact=email, defaults=columns)
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    told = {"identifier": subject.identifier, "query": subject.query}
    following, _new = follower.followings.get_or_create(**told, defaults={"rhythm": rhythm})
    if by is None:
        _ask_to_confirm(following, language)
        return following
    follower.user, follower.language, following.rhythm = by, language, rhythm
    follower.save()
    _begin(following)
    return following


def _ask_to_confirm(following: Following, language: str) -> None:
    """Nothing for what is followed already."""
    if following.confirmed_at:
        return
    about, day_ago = about_of(following.follower), timezone.now() - timedelta(days=1)
    lately = Letter.objects.filter(about=about, kind="following_confirm", written_at__gt=day_ago)
    if lately.count() >= LETTERS_A_DAY:
        raise NotFollowed(_("This address was asked to confirm too often today. Confirm one of the letters first."))
    following.asked_at = timezone.now()
    following.save(update_fields=["asked_at"])
    told = {"to": following.follower.email, "language": language, "parameters": {"following": following.pk}}
    Letter.objects.create(kind="following_confirm", about=about, due_at=timezone.now(), **told)


def about_of(follower: Follower) -> str:
    """What letters to a follower are about."""
    return f"follower:{follower.pk}"


def _begin(following: Following) -> None:
    """From now on what is published is told."""
    others = following.follower.followings.filter(confirmed_at__isnull=False).exclude(pk=following.pk)
    if others.count() >= MOST:
        raise NotFollowed(_("At most %(limit)s things can be followed by mail.") % {"limit": MOST})
    following.confirmed_at, following.told_until = timezone.now(), catalogue.now().at
    following.due_at = next_due(following.rhythm, timezone.now())
    following.save()


def next_due(rhythm: str, now: datetime) -> datetime:
    """When the next digest of a rhythm is made."""
    due = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if rhythm == Rhythm.WEEKLY:
        due += timedelta(days=(MONDAY - due.weekday()) % 7)
    return due if due > now else due + timedelta(days=7 if rhythm == Rhythm.WEEKLY else 1)


def key_of(opened: Follower | Following) -> str:
    """What opens the page of a follower, or confirms a following."""
    return link_keys.make(*_opened(opened))


def _opened(opened: Follower | Following) -> tuple[str, str]:
    """(purpose, subject) of the key of a follower or a following."""
    email = opened.email if isinstance(opened, Follower) else opened.follower.email
    return f"following.{opened._meta.model_name}", f"{opened.pk} {email}"


def find(model: type[Follower] | type[Following], pk: int, key: str) -> Any:
    """The follower or the following that a link out of a letter is about; None if it is gone, or never was."""
    found: Any = model.objects.filter(pk=pk).first()
    return found if found and link_keys.fits(key, *_opened(found)) else None


@transaction.atomic
def confirm(following: Following, *, language: str) -> None:
    """Its owner has proved the address, and reads this language. Twice is as good as once."""
    Follower.objects.select_for_update().get(pk=following.follower_id)
    following = Following.objects.select_related("follower").get(pk=following.pk)
    if following.confirmed_at is None:
        _begin(following)
        Follower.objects.filter(pk=following.follower_id).update(language=language)


@transaction.atomic
def end(following: Following) -> None:
    """Tell no more of it; with the last one the address is forgotten."""
    follower = Follower.objects.select_for_update().filter(pk=following.follower_id).first()
    Following.objects.filter(pk=following.pk).delete()
    if follower and follower.followings.exists():
        _leave_out(following, follower)
    elif follower:
        end_all(follower)


def _leave_out(following: Following, follower: Follower) -> None:
    """Letters that still wait for the mail server tell no more of it; those about nothing else are not sent."""
    waiting = Letter.objects.select_for_update().filter(about=about_of(follower), sent_at=None)
    waiting.filter(parameters__following=following.pk).delete()
    waiting.filter(kind="event_reminder", parameters__event=following.identifier).delete()
    for owed in waiting.filter(kind="digest"):
        owed.parameters["news"] = [told for told in owed.parameters["news"] if told[0] != following.pk]
        owed.save(update_fields=["parameters"]) if owed.parameters["news"] else owed.delete()


@transaction.atomic
def end_all(follower: Follower) -> None:
    """Forget the address, what it follows, and every letter to it about that."""
    Letter.objects.filter(about=about_of(follower)).delete()
    follower.delete()


def followed(followings: QuerySet[Following], language: str) -> list[tuple[Following, str]]:
    """Each of what is followed with what it is in words. A query for each that names records."""
    return [(one, described(one, language)) for one in followings.filter(confirmed_at__isnull=False)[:MOST]]


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed in its days, and the addresses that follow nothing else; how many there were."""
    begins = timezone.now() - timedelta(days=DAYS)
    stale = list(Following.objects.filter(confirmed_at=None, asked_at__lte=begins)[:1_000])
    for following in stale:
        end(following)
    return len(stale)
