"""Does a program bring files in as a person does: preview, apply, and perhaps back, within its person's rights?"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from requirements import exchange, tokens
from requirements.api.drafts import imports
from requirements.choices import JobState, Role, TokenScope
from requirements.models import Entry, History, Import, Job
from tests import factories
from tests.api.conftest import PROBLEM

pytestmark = pytest.mark.django_db
IMPORTS = "/api/v1/imports/"
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TABLE = b"identifier,title_en,statement_en,obligation\nREQ-0700,One,It must.,required\n,Two,It may.,perhaps\n"


def program(role: Role | None, scope: TokenScope = TokenScope.WRITE) -> Client:
    person = factories.user(role)
    _token, text = tokens.issue(person, name="sync", scope=scope, lasts=timedelta(days=1), by=person)
    return Client(headers={"Authorization": f"Bearer {text}"})


@pytest.fixture
def editor() -> Iterator[Client]:
    factories.references()
    with override_settings(TASKS=AT_ONCE):
        yield program(Role.EDITOR)


def send(client: Client, content: bytes = TABLE, form: str = "csv", name: str = "mine.csv") -> Any:
    return client.post(f"{IMPORTS}?format={form}&name={name}", content, content_type="application/octet-stream")


def ask(client: Client, number: int, what: str = "", expected: int = 202) -> Any:
    address = f"{IMPORTS}{number}/{what}"
    response = client.post(address) if what else client.get(address)
    assert response.status_code == expected, response.content
    assert expected < 400 or response["Content-Type"] == PROBLEM
    return json.loads(response.content)


def test_a_file_is_previewed_applied_and_undone(editor: Client) -> None:
    sent = send(editor)
    assert sent.status_code == 202
    told = json.loads(sent.content)
    assert sent["Location"].endswith(f"{IMPORTS}{told['number']}/")
    assert (told["state"], told["file"]["name"], Entry.objects.count()) == ("previewed", "mine.csv", 0)
    counts = {"new": 1, "changed": 0, "unchanged": 0, "conflicting": 0, "rejected": 1, "dropped": 0}
    assert told["counts"] == counts
    rejected, new = told["records"]
    assert (rejected["place"], new["identifier"], new["outcome"]) == ("mine.csv:3", "REQ-0700", "new")
    assert rejected["reasons"][0].startswith("obligation: “perhaps” is not one of")
    applied = ask(editor, told["number"], "apply/")
    assert (applied["state"], applied["new"]) == ("applied", ["REQ-0700"])
    assert ask(editor, told["number"], "apply/")["state"] == "applied"
    assert History.objects.filter(identifier="REQ-0700", action="import", by="editor").count() == 1
    assert Import.objects.get().through == "sync"
    undone = ask(editor, told["number"], "undo/")
    assert (undone["state"], Entry.objects.count()) == ("undone", 0)
    ask(editor, told["number"], "undo/", 409)
    assert ask(editor, told["number"], "apply/")["new"] == ["REQ-0700"]
    # Taken back by somebody else, who has no job for it.
    exchange.undo(Import.objects.get(undone_at=None), by=None)
    assert ask(editor, told["number"], expected=200)["state"] == "undone"
    assert (ask(editor, told["number"], "apply/")["state"], Entry.objects.count()) == ("applied", 1)


def test_records_are_asked_for_by_outcome_and_page(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "SHOWN", 1)
    number = json.loads(send(editor).content)["number"]
    asked = {"": "rejected", "?page=2": "new", "?outcome=new": "new", "?outcome=changed": None, "?page=3": None}
    for query, outcome in asked.items():
        told = json.loads(editor.get(f"{IMPORTS}{number}/{query}").content)
        assert [record["outcome"] for record in told["records"]] == ([outcome] if outcome else []), query
    for query in ("?outcome=good", "?page=0", "?page=1000", "?page=x", "?size=3"):
        assert editor.get(f"{IMPORTS}{number}/{query}").status_code == 400, query


def test_a_file_that_is_sent_again_under_its_key_begins_nothing_anew(editor: Client) -> None:
    address, kind = f"{IMPORTS}?format=csv&name=mine.csv", "application/octet-stream"
    first, again = (
        editor.post(address, TABLE, content_type=kind, headers={"Idempotency-Key": "monday"}) for _try in range(2)
    )
    assert json.loads(first.content)["number"] == json.loads(again.content)["number"] == Job.objects.get().pk
    other = editor.post(address, TABLE + b"\n", content_type=kind, headers={"Idempotency-Key": "monday"})
    assert (other.status_code, other["Content-Type"]) == (422, PROBLEM)


def test_a_form_is_taken_too(editor: Client) -> None:
    response = editor.post(IMPORTS, {"format": "csv", "file": SimpleUploadedFile("a.csv", TABLE)})
    assert json.loads(response.content)["counts"]["new"] == 1


def test_what_depends_on_it_is_told(editor: Client) -> None:
    number = json.loads(send(editor).content)["number"]
    ask(editor, number, "undo/", 409)
    ask(editor, number, "apply/")
    factories.draft("requirement", "REQ-0800", links=[{"relation": "refines", "target": "REQ-0700"}])
    told = ask(editor, number, "undo/", 409)
    assert told["errors"] == [{"pointer": "", "value": "REQ-0700", "reason": "REQ-0800 names it."}]


def test_what_changed_since_the_preview_is_not_written(editor: Client) -> None:
    number = json.loads(send(editor).content)["number"]
    factories.draft("requirement", "REQ-0700")
    told = ask(editor, number, "apply/")
    assert told["state"] == "failed"
    assert told["error"].startswith("The registry has changed since the preview")


@pytest.mark.parametrize(
    ("form", "content", "status"), [("poem", TABLE, 422), ("", TABLE, 422), ("csv", b"", 422), ("csv", b"x" * 101, 413)]
)
def test_what_is_no_import_is_refused(editor: Client, form: str, content: bytes, status: int) -> None:
    with override_settings(IMPORT_UPLOAD_LIMIT=100):
        response = send(editor, content, form)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert not Job.objects.exists()


def test_as_much_as_the_limit_is_taken(editor: Client) -> None:
    with override_settings(IMPORT_UPLOAD_LIMIT=len(TABLE)):
        assert send(editor).status_code == 202


def test_a_file_that_cannot_be_read_fails_with_its_place(editor: Client) -> None:
    told = json.loads(send(editor, b"title_en\n\xff\n").content)
    assert told["state"] == "failed"
    assert told["error"].startswith("mine.csv:2: The file is not in UTF-8 (byte 1). Save it as")
    ask(editor, told["number"], "apply/", 409)


def test_who_may_not_import_finds_nothing() -> None:
    job = Job.objects.create(kind="preview", state=JobState.DONE, file=exchange.store("x.csv", TABLE))
    reviewer = program(Role.REVIEWER)
    assert send(reviewer).status_code == 403
    for what in ("", "apply/", "undo/"):
        ask(reviewer, job.pk, what, 403)
    assert Client().post(IMPORTS).status_code == 401
    assert Client().get(f"{IMPORTS}{job.pk}/").status_code == 401


def test_a_token_that_reads_does_not_import() -> None:
    reader = program(Role.EDITOR, TokenScope.READ)
    assert send(reader).status_code == 403
    ask(reader, 4711, expected=404)
