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


def test_what_no_file_holds_keeps_no_table_from_being_made() -> None:
    """Words copied out of a text processor bring characters that are in no workbook, document or feed."""
    window, client = opened(title={"en": "What\x0b of it?"}), Client()
    page = f"/ar/dialogues/{window.pk}/"
    assert client.post(page, {**SAID, "name": "A\x0bna", "text": "Say\x01 <b>more</b>."}).status_code == 200
    comment = Comment.objects.get()
    assert (comment.name, comment.text) == ("Ana", "Say <b>more</b>.")
    Comment.objects.update(state="waiting", text="Say\x01 <b>more</b>.")
    told = {"state": "shown", "disposition": "in_part", "by": factories.user("editor")}
    dialogue.settle(comment, response="See\x0c §\x1f 2.", **told)
    for ending in ("table.xlsx", "table.docx", "news.atom", "table/"):
        answer = client.get(f"{page}{ending}")
        assert (ending, answer.status_code) == (ending, 200)
    said = answer.content.decode()
    assert 'lang="en" dir="ltr">Say' not in said
    assert "&lt;b&gt;more&lt;/b&gt;" in said
    assert "See § 2." in said


def test_one_address_is_asked_to_confirm_five_comments_a_day() -> None:
    """Whoever types the address of another can neither flood it nor have their own words sent there."""
    window = opened()
    page = f"/en/dialogues/{window.pk}/"
    answers = [
        Client().post(page, {**SAID, "email": email}) for email in ["ana@example.org"] * 3 + ["ANA@example.org"] * 3
    ]
    assert [answer.status_code for answer in answers] == [200] * 5 + [422]
    assert "asked to confirm too often" in answers[-1].content.decode()
    assert Client().post(page, {**SAID, "email": "b@example.org\r\nBcc: c@example.org"}).status_code == 422
    post.deliver()
    assert {tuple(message.recipients()) for message in mail.outbox} == {("ana@example.org",), ("ANA@example.org",)}
    assert not any("Say more" in message.body for message in mail.outbox)
    assert dialogue.forget_unproven() == 0
    Comment.objects.update(at=timezone.now() - timedelta(days=dialogue.DAYS, minutes=1))
    Comment.objects.filter(pk=Comment.objects.latest("pk").pk).update(state="waiting")
    assert dialogue.forget_unproven() == 4
