"""Does a dialogue go from its opening to the table of dispositions, and is it closed to who may not read it?"""

import io
import re
from datetime import timedelta
from typing import Any

import docx
import openpyxl
import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from requirements import dialogue, permissions, post
from requirements.choices import Role
from requirements.models import Comment, CommentWindow, History, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Ana",
    "organization": "Ministry",
    "email": "ana@example.org",
    "place": "statement",
    "text": "=Say more.",
}


def opened(**columns: Any) -> CommentWindow:
    factories.published()
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    window = CommentWindow(**{"subject": "REQ-0001", "title": {"en": "What of it?"}, **times, **columns})
    dialogue.keep(window, by=User.objects.filter(username="publisher").first() or factories.user("publisher"))
    return window


def test_a_dialogue_from_opening_to_the_table_of_dispositions() -> None:
    window = opened()
    client, page = Client(), f"/en/dialogues/{window.pk}/"
    assert client.post(page, {**SAID, "text": ""}).status_code == 422
    assert client.post(page, SAID).status_code == 200
    post.deliver()
    (confirm,) = re.findall(r"/en/dialogues/\S+/confirm/\S+", mail.outbox[0].body)
    assert client.get(confirm).status_code == 200
    comment = Comment.objects.get()
    assert comment.state == "unproven"
    client.post(confirm)
    assert "Say more." not in client.get(page).content.decode()
    editor = factories.user("editor")
    dialogue.settle(comment, state="shown", disposition="open", response="", by=editor)
    assert "=Say more." in client.get(page).content.decode()

    member = factories.user(Role.MEMBER, "mia", email="mia@example.org")
    signed_in = desk.signed_in(member)
    signed_in.post(f"{page}?to={comment.pk}", {"text": "I agree."})
    reply = Comment.objects.get(by=member)
    assert (reply.answers_id, reply.state, reply.name) == (comment.pk, "waiting", "mia")
    dialogue.settle(reply, state="shown", disposition="noted", response="", by=editor)
    dialogue.settle(comment, state="shown", disposition="refused", response="It says so.", by=editor)
    dialogue.close(window, by=factories.user("reviewer"))
    closed = client.get(page).content.decode()
    assert "It says so." in closed
    assert "<form" not in closed
    client.post(page, SAID)
    assert Comment.objects.count() == 2

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}table.xlsx").content))
    rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows[1] == ["1", "", "Ana", "Ministry", "statement", "'=Say more.", "Not accepted", "It says so."]
    assert rows[2] == ["2", "1", "mia", "", "", "I agree.", "Noted", ""]
    table = docx.Document(io.BytesIO(client.get(f"{page}table.docx").content)).tables[0]
    assert [cell.text for cell in table.rows[2].cells] == rows[2]
    assert "I agree." in client.get(f"{page}news.atom").content.decode()
    assert "ana@example.org" not in closed + client.get(f"{page}table/").content.decode()
    post.deliver()
    assert [message.to for message in mail.outbox[1:]] == [["mia@example.org"], ["ana@example.org"]]
    assert [row.action for row in History.objects.filter(identifier=f"dialogue:{window.pk}").order_by("pk")] == [
        "open_dialogue",
        "moderate",
        "moderate",
        "moderate",
        "close_dialogue",
    ]


def test_a_dialogue_of_members_is_for_members() -> None:
    window = opened(audience="members", title={"en": "Quagga"})
    mia = factories.user(Role.MEMBER, "mia", email="m@example.org")
    comment = dialogue.say(window, None, by=mia, language="en", **SAID)
    dialogue.settle(comment, state="shown", disposition="noted", response="", by=factories.user("editor"))
    pages = ("", "table/", "table.xlsx", "table.docx", "news.atom")
    stranger, member = Client(), desk.signed_in(factories.user(Role.MEMBER, "max"))
    nobody = desk.signed_in(factories.user(None, "nobody"))
    for page in pages:
        assert {one.get(f"/en/dialogues/{window.pk}/{page}").status_code for one in (stranger, nobody)} == {404}
        answer = member.get(f"/en/dialogues/{window.pk}/{page}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Quagga" not in stranger.get("/en/dialogues/").content.decode()
    assert "Quagga" in member.get("/en/dialogues/").content.decode()
    with pytest.raises(dialogue.Closed):
        dialogue.say(window, None, by=None, language="en", **SAID)


def test_what_may_not_be_is_refused() -> None:
    window = opened()
    comment = dialogue.say(window, None, by=factories.user(Role.MEMBER, "mia"), language="en", **SAID)
    editor = factories.user("editor")
    for finding in (("hidden", "noted", ""), ("shown", "refused", " "), ("waiting", "open", "")):
        with pytest.raises(dialogue.Undecided):
            dialogue.settle(comment, **dict(zip(("state", "disposition", "response"), finding, strict=True)), by=editor)
    with pytest.raises(permissions.NotPermitted):
        dialogue.close(window, by=editor)
    with pytest.raises(dialogue.Undecided):
        dialogue.check_subject("REQ-0009")
    for columns in ({"disposition": "noted"}, {"state": "nowhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(**columns)
    assert dialogue.find(comment.pk, "0" * 40) is None
    later = opened(opens_at=timezone.now() + timedelta(hours=1))
    assert Client().get(f"/en/dialogues/{later.pk}/").status_code == 404
