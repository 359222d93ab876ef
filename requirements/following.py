"""How is somebody told by mail of what is published, about what they chose, and for as long as they like?

Editions alone are looked at, so no digest knows of a draft. Each distinct filter is asked once, however many follow it.
An address is written to only after its owner has confirmed it, and what is kept of them is gone when they end it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.http import QueryDict
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, filters, link_keys
from requirements.choices import Rhythm
from requirements.filters import FACETS
from requirements.languages import BY_CODE
from requirements.models import EditionText, Follower, Following, Letter, User

# Digests are made at this hour of the day (UTC), those of a week on its first day.
HOUR, MONDAY = 6, 0
# Editions that a digest names for each thing that is followed.
LISTED = 50
# What one address may follow; and how many letters a day ask it to confirm something.
MOST, LETTERS_A_DAY = 100, 5
# What nobody confirmed is forgotten after so many days, what was sent after so many.
DAYS, SENT_DAYS = 7, 30
# Followers that are told in one transaction.
BATCH = 200
MOMENT = timedelta(microseconds=1)
LONGEST_QUERY = 1_000
# Parameters in which anything can be typed: no stranger has us write their words to an address that nobody confirmed.
TYPED = ("q", "keyword")


class NotFollowed(Exception):
    """What was asked for cannot be followed, or not now; the text says why."""


@dataclass(frozen=True)
class Subject:
    """What is followed: a record, or the entries that a query string asks for; with neither, all entries."""

    identifier: str = ""
    query: str = ""


def subject_of(params: QueryDict) -> Subject:
    """What an address of the site names: `of` a record or a provision, else a search, without its order and its dates.

    NotFollowed if there is no such record; filters.Invalid if the search asks for what does not exist.
    """
    named = params.get("of", "").strip()
    if "#" in named:
        provision = QueryDict(mutable=True)
        provision["provision"] = named.partition(":")[2]
        return subject_of(provision)
    if named:
        if not catalogue.published([named]):
            raise NotFollowed(_("%(identifier)s is not in the registry.") % {"identifier": named[:100]})
        return Subject(identifier=named)
    return Subject(query=_canonical(params))


def _canonical(params: QueryDict) -> str:
    """The same for every way in which the same can be asked."""
    filters.select(params, ignore=("page",))
    kept = QueryDict(mutable=True)
    for name in sorted(FACETS.keys() & params.keys()):
        kept.setlist(name, sorted({value.strip() for value in params.getlist(name) if value.strip()}))
    if words := params.get("q", "").strip():
        kept["q"] = words
    query = kept.urlencode()
    if len(query) > LONGEST_QUERY:
        raise NotFollowed(_("So many filters at once cannot be followed by mail."))
    return query


def described(subject: Subject | Following, language: str, *, leave_out: Collection[str] = ()) -> str:
    """What is followed, in words of the active language, without some parameters. At most one query."""
    if subject.identifier:
        title = catalogue.titles([subject.identifier], language).get(subject.identifier, "")
        return f"{subject.identifier}: {title}" if title else subject.identifier
    asked = {name: values for name, values in QueryDict(subject.query).lists() if name not in leave_out}
    named = {_facet(name, value) for name in asked if _is_named(name) for value in asked[name]}
    titles = catalogue.titles(named, language) if named else {}
    said = [
        f"{filters.PARAMETERS[name]}: {', '.join(_called(name, value, titles) for value in asked[name])}"
        for name in asked
    ]
    return "; ".join(said) or (_("A search") if subject.query else _("All entries"))


def _is_named(parameter: str) -> bool:
    return parameter in FACETS and FACETS[parameter].is_name


def _facet(parameter: str, value: str) -> str:
    return FACETS[parameter].facet(value)


def _called(parameter: str, value: str, titles: dict[str, str]) -> str:
    if _is_named(parameter):
        return titles.get(_facet(parameter, value), value)
    if parameter == "language" and value in BY_CODE:
        return BY_CODE[value].name
    return filters.labeled(parameter, value)


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


def letter(owed: Letter) -> str:
    """The text of a letter to a follower in the active language, its first line the subject."""
    follower = Follower.objects.get(pk=owed.about.partition(":")[2])
    site = f"{settings.BASE_URL}/{owed.language}/following"
    context: dict[str, Any] = {"own": f"{site}/{follower.pk}/{key_of(follower)}/", "days": DAYS}
    if owed.kind == "following_confirm":
        following = Following.objects.get(pk=owed.parameters["following"])
        link = f"{site}/confirm/{following.pk}/{key_of(following)}/"
        what = described(following, owed.language, leave_out=TYPED)
        context |= {"what": what, "confirm": link, "following": following}
    else:
        context["sections"] = _sections(owed)
    return loader.render_to_string(f"letters/{owed.kind}.txt", context)


def _sections(owed: Letter) -> list[dict[str, Any]]:
    """What is still followed, with its news. One query, and one for each that is followed."""
    news = dict(owed.parameters["news"])
    keys = {key for found in news.values() for key in found}
    texts = EditionText.objects.filter(edition__in=keys, language=owed.language).select_related("edition")
    rows = {text.edition_id: text for text in texts.defer("edition__body")}
    return [
        {
            "what": described(one, owed.language),
            "rows": [_line(rows[key]) for key in news[one.pk][:LISTED] if key in rows],
            "is_more": len(news[one.pk]) > LISTED,
            "all": f"{settings.BASE_URL}/{owed.language}/search/?ordering=-published_at&{one.query}".rstrip("&"),
        }
        for one in Following.objects.filter(pk__in=news, follower=int(owed.about.partition(":")[2]))
    ]


def _line(text: EditionText) -> dict[str, Any]:
    edition = text.edition
    address = f"{settings.BASE_URL}/id/{edition.identifier}"
    return {"edition": edition, "title": text.title, "address": address}


def headers(owed: Letter) -> dict[str, str]:
    """What lets a mail program end the digests at the press of one button (RFC 8058)."""
    follower = Follower.objects.get(pk=owed.about.partition(":")[2])
    link = f"{settings.BASE_URL}/{owed.language}/following/{follower.pk}/{key_of(follower)}/end/"
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed in its days, and the addresses that follow nothing else; how many there were."""
    begins = timezone.now() - timedelta(days=DAYS)
    stale = list(Following.objects.filter(confirmed_at=None, asked_at__lte=begins)[:1_000])
    for following in stale:
        end(following)
    return len(stale)
