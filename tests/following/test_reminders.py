"""Is who follows an event reminded of it once, in their language, and nobody of what is called off?"""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from requirements import documents, following, post, workflow
from requirements.models import Follower, Letter
from tests import factories

pytestmark = pytest.mark.django_db


def announced(slug: str, hours: float, **fields: Any) -> None:
    start = timezone.now() + timedelta(hours=hours)
    when = {"starts_at": f"{start:%Y-%m-%dT%H:%M}", "ends_at": f"{start + timedelta(hours=3):%Y-%m-%dT%H:%M}"}
    data = {"kind": "event", "identifier": f"event:{slug}", "title": {"en": "A talk", "fr": "Une causerie"}, **when}
    workflow.release([workflow.save(documents.parse({**data, **fields}), by=None).record], by=None)


def followed(slug: str, email: str, language: str = "fr") -> Follower:
    subject = following.Subject(identifier=f"event:{slug}")
    wish = following.ask(subject, rhythm="weekly", language=language, email=email)
    following.confirm(wish, language=language)
    return wish.follower


def test_followers_are_reminded_once_for_each_start(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert following.remind() == 0
    for slug, hours, status in (("soon", 40, "confirmed"), ("later", 60, "confirmed"), ("off", 40, "cancelled")):
        announced(slug, hours, event_status=status, registration="https://example.org/r")
        follower = followed(slug, "ana@example.org")
    shut = factories.user("member", "shut", email="shut@example.org", is_active=False)
    following.ask(following.Subject(identifier="event:soon"), rhythm="daily", language="en", by=shut)
    followed("soon", "zoe@example.org", "en")
    unproven = following.Subject(identifier="event:soon")
    following.ask(unproven, rhythm="daily", language="en", email="eve@example.org")
    Letter.objects.all().delete()
    assert (following.remind(), following.remind()) == (2, 0)
    post.deliver()
    told = {message.to[0]: message for message in mail.outbox}
    assert told.keys() == {"ana@example.org", "zoe@example.org"}
    assert "Une causerie" in told["ana@example.org"].subject
    assert "https://example.org/r" in told["zoe@example.org"].body
    assert f"/fr/following/{follower.pk}/{following.key_of(follower)}/" in told["ana@example.org"].body
    assert "List-Unsubscribe" in told["ana@example.org"].extra_headers
    announced("soon", 30, event_status="confirmed")
    assert following.remind() == 2
    following.end(follower.followings.get(identifier="event:soon"))
    assert Letter.objects.filter(to="ana@example.org").count() == 1
    following.end_all(follower)
    assert following.remind() == 0
    assert Letter.objects.filter(to="ana@example.org").count() == 0
