"""Which editions is each follower owed the news of?

Editions alone are looked at, so no digest knows of a draft. Each distinct filter is asked once, however many follow it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from requirements import catalogue, filters
from requirements.choices import Rhythm
from requirements.following.followers import about_of, next_due
from requirements.models import Follower, Following, Letter, User

# Editions that a digest names for each thing that is followed.
LISTED = 50
# What was sent is forgotten after so many days.
SENT_DAYS = 30
# Followers that are told in one transaction.
BATCH = 200
MOMENT = timedelta(microseconds=1)


@dataclass
class News:
    """What was published up to a stamp and has not been told to all who were due at a moment: keys of editions, the
    latest first.
    """

    due: datetime
    until: datetime
    by_query: dict[str, list[tuple[datetime, int]]] = field(default_factory=dict)
    by_identifier: dict[str, list[tuple[datetime, int]]] = field(default_factory=dict)

    def of(self, following: Following) -> list[int]:
        """At most one more than a digest names."""
        found = self.by_identifier if following.identifier else self.by_query
        rows = found.get(following.identifier or following.query, ())
        return [key for at, key in rows if following.told_until and at > following.told_until]


def make_digests() -> int:
    """Owe a letter to each follower whose time has come and who has news; how many letters. A query if there is none.

    Safe to stop at any moment and to run twice at once: letters and how far they tell are written together.
    """
    now = timezone.now()
    if not _due(now).exists():
        return 0
    news = _gather(now)
    letters = 0
    while (made := _tell(news)) is not None:
        letters += made
    sent_before = timezone.now() - timedelta(days=SENT_DAYS)
    Letter.objects.filter(kind="digest", sent_at__lt=sent_before).delete()
    return letters


def _due(at: datetime) -> QuerySet[Following]:
    return Following.objects.filter(due_at__lte=at)


def _gather(due: datetime) -> News:
    """One query for each distinct filter, and one for each thousand records."""
    news = News(due, until=catalogue.now().at)
    behind = _due(due).filter(told_until__lt=news.until).order_by()
    queries = behind.filter(identifier="").values_list("query").annotate(Min("told_until"))
    news.by_query = {query: _latest(query, since, news.until) for query, since in queries.iterator()}
    records = dict(behind.exclude(identifier="").values_list("identifier").annotate(Min("told_until")))
    names = sorted(records)
    for start in range(0, len(names), 1_000):
        chosen = names[start : start + 1_000]
        editions = catalogue.changes(min(records[name] for name in chosen)).filter(identifier__in=chosen)
        for at, name, key in editions.filter(published_at__lte=news.until).values_list(
            "published_at", "identifier", "pk"
        ):
            news.by_identifier.setdefault(name, []).insert(0, (at, key))
    return news


def _latest(query: str, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """What a filter finds of that time. Nothing, if a record that it names is not known any more."""
    params = QueryDict(query, mutable=True)
    params["published_since"], params["published_until"] = (since + MOMENT).isoformat(), until.isoformat()
    params["ordering"] = "-published_at"
    try:
        editions = filters.select(params).editions
    except filters.Invalid:
        return []
    return list(editions.values_list("published_at", "pk")[: LISTED + 1])


@transaction.atomic
def _tell(news: News) -> int | None:
    """Tell the next followers; how many got a letter, None if nobody is left or another worker has them. Whoever falls
    due meanwhile waits for the next time: what is new to them was not gathered.
    """
    waiting = Follower.objects.filter(Exists(_due(news.due).filter(follower=OuterRef("pk")))).order_by("pk")
    followers = list(waiting.select_for_update(skip_locked=True)[:BATCH])
    if not followers:
        return None
    due: dict[int, list[Following]] = defaultdict(list)
    for following in _due(news.due).filter(follower__in=followers):
        due[following.follower_id].append(following)
    shut = set(User.objects.filter(followers__in=followers, is_active=False).values_list("followers", flat=True))
    letters = [_digest(one, due[one.pk], news) for one in followers if one.pk not in shut]
    made = Letter.objects.bulk_create(letter for letter in letters if letter)
    told = [following.pk for some in due.values() for following in some]
    for rhythm in Rhythm.values:
        again = next_due(rhythm, timezone.now())
        Following.objects.filter(pk__in=told, rhythm=rhythm).update(due_at=again, told_until=news.until)
    return len(made)


def _digest(follower: Follower, followings: Iterable[Following], news: News) -> Letter | None:
    """The letter that is owed, if there is news: it names what is followed and the editions, and nothing else."""
    told = [[one.pk, found] for one in followings if (found := news.of(one))]
    if not told:
        return None
    columns = {"to": follower.email, "language": follower.language, "due_at": timezone.now()}
    return Letter(kind="digest", about=about_of(follower), parameters={"news": told}, **columns)
