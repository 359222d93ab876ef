"""Do staff talk about an entry among themselves, and does whoever is mentioned find it?"""

import pytest
from django.test import Client

from requirements.choices import Role
from requirements.models import Entry, History, Remark
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def say(client: Client, entry: Entry, text: str) -> object:
    return client.post(desk.address(entry, "remark"), {"remark": text}, follow=True)


def mentions(client: Client) -> int:
    return next(
        one.number for one in client.get("/admin/").context["waiting"] if one.label == "Remarks that mention me"
    )


def test_a_mention_waits_until_the_remark_is_settled() -> None:
    entry = factories.draft().record
    editor, reviewer = desk.signed_in(factories.user(Role.EDITOR)), desk.signed_in(factories.user(Role.REVIEWER))
    page = say(editor, entry, "Look at the <b>title</b>, @Reviewer.\nمرحبا")
    assert "Look at the &lt;b&gt;title&lt;/b&gt;, @Reviewer.<br>مرحبا" in page.content.decode()
    assert (mentions(reviewer), mentions(editor)) == (1, 0)
    (remark,) = Remark.objects.all()
    settle = f"{desk.address(entry)[: -len('change/')]}remarks/{remark.pk}/settle/"
    for _twice in range(2):
        assert reviewer.post(settle).url == f"{desk.address(entry)}#remarks"
    assert mentions(reviewer) == 0
    assert "settled by reviewer" in editor.get(desk.address(entry)).content.decode()
    actions = History.objects.filter(identifier="REQ-0001").order_by("pk").values_list("action", "by")
    assert list(actions) == [("remark", "editor"), ("settle_remark", "reviewer")]
    assert reviewer.post(settle.replace(f"/{remark.pk}/", "/999/")).status_code == 404


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (" ", "Nothing was said."),
        ("@nobody and @member, look", "Nobody at the desk is called: member, nobody."),
        ("x" * 5001, "A remark may have 5000 characters."),
    ],
)
def test_what_is_refused_is_typed_once(text: str, complaint: str) -> None:
    factories.user(None)
    entry = factories.draft().record
    page = say(desk.signed_in(factories.user(Role.EDITOR)), entry, text)
    assert desk.messages(page) == [complaint]
    assert text.strip() in page.content.decode()
    assert not Remark.objects.exists()


def test_the_longest_remark_and_an_address_are_kept() -> None:
    entry = factories.draft().record
    client = desk.signed_in(factories.user(Role.EDITOR))
    say(client, entry, "mail me@example.org " + "x" * 4980)
    assert Remark.objects.get().mentions.count() == 0
    assert client.post(desk.address(entry, "remark"), {"remark": "a\x00"}).status_code == 400


def test_a_contributor_neither_reads_nor_says_remarks() -> None:
    person = factories.user(Role.CONTRIBUTOR)
    entry = factories.draft().record
    Entry.objects.filter(pk=entry.pk).update(created_by=person)
    say(desk.signed_in(factories.user(Role.EDITOR)), entry, "A secret doubt.")
    client = desk.signed_in(person)
    assert "A secret doubt." not in client.get(desk.address(entry)).content.decode()
    assert client.post(desk.address(entry, "remark"), {"remark": "Hello"}).status_code == 403
    assert Remark.objects.count() == 1
