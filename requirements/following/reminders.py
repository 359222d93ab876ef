"""Who that follows an event is reminded of it before it begins?

Once for each start that was announced: who moves an event has its followers reminded anew. Editions alone are looked
at, as in digests.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from requirements import catalogue
from requirements.choices import EventStatus
from requirements.following.followers import about_of
from requirements.models import Follower, Following, Letter

# A letter goes out so long before an event begins.
AHEAD = timedelta(days=2)
OFF = {EventStatus.POSTPONED, EventStatus.CANCELLED}


def remind() -> int:
    """Owe a letter to each follower of what begins soon; how many letters. One query where nobody follows an event.

    Safe to stop at any moment and to run twice at once: who is being told is held until the letter is written.
    """
    followed = Following.objects.filter(identifier__startswith="event:", confirmed_at__isnull=False).order_by()
    names = set(followed.values_list("identifier", flat=True).distinct())
    return sum(_remind_of(data) for data in _soon(names)) if names else 0


def _soon(names: set[str]) -> Iterator[dict[str, Any]]:
    now = timezone.now()
    for edition in catalogue.in_force("event").filter(identifier__in=names):
        data = catalogue.content(edition)
        if data["event_status"] not in OFF and now < _start(data) <= now + AHEAD:
            yield data


def _start(data: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(data["starts_at"]).replace(tzinfo=ZoneInfo(data["time_zone"]))


@transaction.atomic
def _remind_of(data: dict[str, Any]) -> int:
    told = {"event": data["identifier"], "starts_at": data["starts_at"]}
    following_it = Following.objects.filter(identifier=data["identifier"], confirmed_at__isnull=False)
    followers = Follower.objects.filter(pk__in=following_it.values("follower")).exclude(user__is_active=False)
    held = list(followers.order_by("pk").select_for_update(skip_locked=True, of=("self",)))
    known = set(Letter.objects.filter(kind="event_reminder", parameters=told).values_list("about", flat=True))
    owed = [
        Letter(
            kind="event_reminder",
            about=about_of(follower),
            to=follower.email,
            language=follower.language,
            parameters=told,
            due_at=timezone.now(),
        )
        for follower in held
        if about_of(follower) not in known
    ]
    return len(Letter.objects.bulk_create(owed))
