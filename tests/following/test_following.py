"""Is everybody told of what they follow, once, of nothing else, and are they forgotten when they end it?"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requirements import filters, following, post, workflow
from requirements.choices import Role
from requirements.following import Subject
from requirements.following import digests as room_of_digests
from requirements.following.followers import HOUR, LETTERS_A_DAY, next_due
from requirements.models import Entry, Follower, Following, History, Letter
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
ANA = "ana@example.org"
BLOCK = Subject(query="building_block=identity")


def letters() -> list[Any]:
    post.deliver()
    found = list(mail.outbox)
    mail.outbox.clear()
    return found


def followed(subject: Subject = BLOCK, email: str = ANA, language: str = "en", **told: Any) -> Following:
    """Asked for and confirmed; its letter is read."""
    one = following.ask(subject, email=email, rhythm=told.pop("rhythm", "daily"), language=language, **told)
    following.confirm(one, language=language)
    letters()
    return Following.objects.get(pk=one.pk)


def digests() -> list[tuple[str, str]]:
    """(to, text) of the digests that are due now; all others wait."""
    Following.objects.filter(confirmed_at__isnull=False).update(due_at=timezone.now())
    following.make_digests()
    return [(message.to[0], message.body) for message in letters()]


def test_a_filter_is_followed_from_its_page_to_the_digest_and_ended() -> None:
    factories.published(identifier="REQ-0001")
    client, page = Client(), "/fr/follow/?building_block=identity&ordering=title&page=2"
    shown = client.get(page)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "/fr/search.atom?building_block=identity" in shown.content.decode()
    assert client.post(page, {"rhythm": "daily", "email": "ana"}).status_code == 422
    assert client.post(page, {"rhythm": "daily", "email": ANA, "website": "x"}).status_code == 200
    assert not Follower.objects.exists()
    assert client.post(page, {"rhythm": "daily", "email": ANA}).status_code == 200
    (letter,) = letters()
    (confirm,) = re.findall(r"/fr/following/confirm/\S+", letter.body)
    assert client.get(confirm).status_code == 200
    assert Following.objects.get().confirmed_at is None
    own = client.post(confirm).headers["Location"]
    assert client.post(confirm).headers["Location"] == own
    one = Following.objects.get()
    assert (one.query, one.rhythm, one.follower.language) == ("building_block=identity", "daily", "fr")

    factories.published(identifier="REQ-0002", title={"en": "Two", "fr": "Deux"})
    factories.published(identifier="REQ-0003", building_blocks=["block:payments"])
    factories.draft(identifier="REQ-0004")
    Following.objects.update(due_at=timezone.now())
    assert following.make_digests() == 1
    assert following.make_digests() == 0
    (digest,) = letters()
    assert digest.to == [ANA]
    assert re.findall(r"[A-Z]+-0\d+", digest.body)[0] == "REQ-0002"
    assert not {"REQ-0001", "REQ-0003", "REQ-0004"} & set(re.findall(r"REQ-\d+", digest.body))
    assert "Deux" in digest.body
    assert "Identité" in digest.body
    assert own in digest.body
    assert digests() == []

    headers = digest.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert client.get(end).headers["Location"] == own
    strict = Client(enforce_csrf_checks=True)
    for _turn in range(2):
        assert strict.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert not Letter.objects.exists()
    assert client.get(own).status_code == client.get(confirm).status_code == 404


def test_records_provisions_and_everything_can_be_followed() -> None:
    entry = factories.published(identifier="REQ-0001", title={"en": "One"})
    provision = "resolution:wtsa-103#instructs-tsb-director-2"
    asked = {
        "of=REQ-0001": Subject(identifier="REQ-0001"),
        f"of={provision.replace('#', '%23')}": Subject(query="provision=wtsa-103%23instructs-tsb-director-2"),
        "kind=need&kind=aspect&q=": Subject(query="kind=aspect&kind=need"),
        "": Subject(),
    }
    for query, subject in asked.items():
        assert following.subject_of(QueryDict(query)) == subject
        followed(subject)
    for wrong in ("of=REQ-0009", "of=nothing"):
        with pytest.raises(following.NotFollowed):
            following.subject_of(QueryDict(wrong))
    with pytest.raises(filters.Invalid):
        following.subject_of(QueryDict("building_block=nothing"))
    longest = "&".join(f"keyword={'x' * 90}{number}" for number in range(12))
    with pytest.raises(following.NotFollowed):
        following.subject_of(QueryDict(longest))

    factories.published("need", "ND-0001", provisions=[provision])
    workflow.perform(entry, "withdraw", by=factories.user(Role.PUBLISHER), note="Old.")
    ((_to, text),) = digests()
    assert re.findall(r"/id/(\S+)", text) == ["REQ-0001", "ND-0001", "ND-0001", "ND-0001"]
    assert "REQ-0001, edition 2, Withdrawn" in text


def test_each_distinct_filter_is_asked_once_and_each_follower_gets_one_letter() -> None:
    people = [f"one{number}@example.org" for number in range(6)]
    for email in people:
        followed(email=email)
        followed(Subject(query="kind=need"), email=email, rhythm="weekly")
    factories.published(identifier="REQ-0001")
    factories.published("need", "ND-0001")
    Following.objects.update(due_at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        assert following.make_digests() == 6
    asked = [query["sql"] for query in queries if '"requirements_edition"."published_at" <=' in query["sql"]]
    assert len(asked) == 2
    sent = letters()
    assert [message.to for message in sent] == [[email] for email in people]
    assert all("REQ-0001" in message.body and "ND-0001" in message.body for message in sent)
    dues = set(Following.objects.values_list("rhythm", "due_at"))
    assert dues == {(rhythm, next_due(rhythm, timezone.now())) for rhythm in ("daily", "weekly")}


def test_who_falls_due_while_digests_are_made_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the hour of digests a run may be under way that was late."""
    late, punctual = followed(), followed(Subject(query="building_block=payments"))
    for number, block in ((1, "identity"), (2, "payments")):
        factories.published(identifier=f"REQ-000{number}", building_blocks=[f"block:{block}"])
    Following.objects.filter(pk=late.pk).update(due_at=timezone.now())
    gather = room_of_digests._gather

    def while_the_clock_strikes(*args: Any) -> Any:
        news = gather(*args)
        Following.objects.filter(pk=punctual.pk).update(due_at=timezone.now())
        return news

    with monkeypatch.context() as patch:
        patch.setattr(room_of_digests, "_gather", while_the_clock_strikes)
        assert following.make_digests() == 1
    assert following.make_digests() == 1
    assert [re.findall(r"REQ-\d+", letter.body)[0] for letter in letters()] == ["REQ-0001", "REQ-0002"]


def test_when_digests_are_due() -> None:
    monday = datetime(2026, 11, 23, HOUR, tzinfo=UTC)
    before, after = monday - timedelta(seconds=1), monday
    assert next_due("daily", before) == next_due("weekly", before) == monday
    assert next_due("daily", after) == monday + timedelta(days=1)
    assert next_due("weekly", after) == monday + timedelta(days=7)


def test_an_outage_of_the_mail_server_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = followed(), followed(Subject(identifier="block:identity"))
    factories.published(identifier="REQ-0001")

    def away(message: Any, *args: Any, **options: Any) -> int:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        assert digests() == []
    kept = Letter.objects.get(kind="digest")
    assert (kept.sent_at, kept.error, kept.attempts) == (None, "away", 1)
    staff = desk.signed_in(factories.user(Role.REVIEWER))
    assert ANA in staff.get("/admin/requirements/letter/?sending=failed").content.decode()
    Letter.objects.update(due_at=timezone.now())
    (sent,) = letters()
    assert "REQ-0001" in sent.body

    factories.published(identifier="REQ-0002")
    Following.objects.update(due_at=timezone.now())
    following.make_digests()
    following.end(one)
    assert letters() == []
    following.end(other)
    assert not Follower.objects.exists()


def test_nobody_waits_for_the_news_of_others() -> None:
    followed()
    factories.published(identifier="REQ-0001")
    Following.objects.update(due_at=timezone.now())
    assert following.make_digests() == 1
    following.ask(BLOCK, email="new@example.org", rhythm="daily", language="en")
    assert post.deliver(at_most=1) == 1
    assert mail.outbox[0].to == ["new@example.org"]
    assert [letter.to for letter in letters()] == [["new@example.org"], [ANA]]


def test_asking_is_limited_and_says_nothing_about_an_address() -> None:
    pages = [f"/en/follow/?keyword=word{number}" for number in range(LETTERS_A_DAY)]
    assert {Client().post(page, {"email": ANA, "rhythm": "weekly"}).status_code for page in pages} == {200}
    refused = Client().post("/en/follow/?keyword=another", {"email": ANA.upper(), "rhythm": "weekly"})
    assert (refused.status_code, Following.objects.filter(query="keyword=another").exists()) == (200, False)
    sent = letters()
    assert len(sent) == LETTERS_A_DAY
    assert not [message for message in sent if "word" in message.body]
    Letter.objects.update(written_at=timezone.now() - timedelta(days=2))
    one = followed(Subject(query="keyword=word0"))
    told = [{"email": email, "rhythm": "daily"} for email in (ANA, "new@example.org")]
    known, unknown = (Client().post("/en/follow/?keyword=word0", one) for one in told)
    assert (known.status_code, known.content) == (200, unknown.content)
    assert [letter.to for letter in letters()] == [["new@example.org"]]
    following.end_all(Follower.objects.get(email="new@example.org"))
    assert Following.objects.get(pk=one.pk).rhythm == "weekly"

    long_ago = timezone.now() - timedelta(days=following.DAYS)
    Following.objects.exclude(pk=one.pk).update(asked_at=long_ago)
    assert following.forget_unconfirmed() == LETTERS_A_DAY - 1
    assert list(Following.objects.all()) == [one]
    for columns in ({"rhythm": "hourly"}, {"due_at": None}, {"identifier": "REQ-0001"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Following.objects.update(**columns)


def test_who_is_signed_in_follows_at_once_and_ends_on_their_page(django_assert_max_num_queries: Any) -> None:
    mia = factories.user(Role.MEMBER, "mia", email="mia@example.org")
    client = desk.signed_in(mia)
    for query in ("of=block:identity", "kind=need", "building_block=identity"):
        answer = client.post(f"/ar/follow/?{query}", {"rhythm": "weekly", "email": ANA})
        assert answer.headers["Location"] == "/ar/members/#followed"
    assert letters() == []
    assert set(Follower.objects.values_list("email", "language", "user")) == {("mia@example.org", "ar", mia.pk)}
    with django_assert_max_num_queries(20):
        page = client.get("/en/members/").content.decode()
    assert page.count('name="end"') == 3
    one = Following.objects.get(identifier="block:identity")
    stranger = desk.signed_in(factories.user(Role.MEMBER, "max"))
    assert stranger.post("/en/members/", {"end": one.pk}).status_code == 404
    assert client.post("/en/members/", {"end": one.pk}).status_code == 302
    assert Following.objects.count() == 2
    factories.published(identifier="REQ-0001")
    mia.is_active = False
    mia.save()
    assert digests() == []
    assert not Following.objects.filter(due_at__lte=timezone.now()).exists()


def test_administrators_see_who_follows_and_end_it_on_request() -> None:
    one = followed()
    page, asked = "/admin/requirements/follower/", {"action": "end", "_selected_action": [str(one.follower.pk)]}
    for role in (Role.PUBLISHER, Role.MEMBER):
        person = desk.signed_in(factories.user(role))
        assert ANA not in person.get(page, follow=True).content.decode()
        person.post(page, asked)
        assert Follower.objects.exists()
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    assert ANA in client.get(page).content.decode()
    assert "building_block=identity" in client.get(f"{page}{one.follower.pk}/change/").content.decode()
    client.post(page, asked)
    assert not Follower.objects.exists()
    row = History.objects.get(action="end_following")
    assert (row.identifier, row.by) == (f"follower:{one.follower.pk}", "administrator")


def test_no_more_is_followed_than_a_page_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requirements.following.followers.MOST", 2)
    mia = factories.user(Role.MEMBER, "mia", email="mia@example.org")
    for number in (1, 2, 2):
        following.ask(Subject(query=f"keyword=word{number}"), rhythm="daily", language="en", by=mia)
    with pytest.raises(following.NotFollowed, match="2"):
        following.ask(Subject(query="keyword=word3"), rhythm="daily", language="en", by=mia)
    assert Following.objects.count() == 2


def test_a_long_digest_says_that_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("digests", "letters"):
        monkeypatch.setattr(f"requirements.following.{room}.LISTED", 2)
    followed(Subject())
    for number in range(1, 4):
        factories.published(identifier=f"REQ-000{number}")
    ((_to, text),) = digests()
    assert re.findall(r"/id/(\S+)", text) == ["REQ-0003", "REQ-0002"]
    assert "/en/search/?ordering=-published_at\n" in text


def test_a_record_is_followed_by_its_feed() -> None:
    factories.published(identifier="REQ-0001", title={"en": "One", "fr": "Un"})
    entry = Entry.objects.get()
    workflow.save(factories.document(title={"en": "One more", "fr": "Un de plus"}), by=None)
    factories.release([Entry.objects.get(pk=entry.pk)])
    feed = Client().get("/fr/requirements/REQ-0001/news.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert re.findall(r"<title>(.*?)</title>", feed.content.decode()) == ["Un de plus", "Un de plus", "Un"]
    assert Client().get("/fr/requirements/REQ-0009/news.atom").status_code == 404
    assert "/fr/requirements/REQ-0001/news.atom" in Client().get("/fr/follow/?of=REQ-0001").content.decode()
