"""Does a curator upload, look, and say yes, and does nothing happen before?"""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from requirements import jobs, previews
from requirements.admin import plans
from requirements.choices import JobState, Role
from requirements.models import Entry, File, History, Import, Job
from tests import factories
from tests.admin import desk

UPLOAD = "/admin/requirements/job/add/"
# Four for the session, two for the person, two to find the dead, two for the job and what was made of it, three for its
# records.
QUERIES_OF_A_PLAN = 13
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def uploaded(*documents: dict[str, Any], name: str = "new.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, json.dumps(list(documents)).encode())


def requirement(**fields: Any) -> dict[str, Any]:
    return {"kind": "requirement", "title": {"en": "From a file"}, "programmes": ["programme:dpi"], **fields}


def upload(client: Client, *files: SimpleUploadedFile, form: str = "json") -> Any:
    return client.post(UPLOAD, {"format": form, "files": list(files)}, follow=True)


def counts(page: Any) -> dict[str, int]:
    return {str(outcome): number for outcome, _label, number in page.context["counts"]}


def button(page: Any) -> str:
    """The address of the one button of a job's page."""
    (address,) = re.findall(r'action="(/admin/requirements/job/\d+/\w+/)"', page.content.decode())
    return address


@pytest.fixture
def editor(db: None) -> Client:
    factories.references()
    return desk.signed_in(factories.user(Role.EDITOR))


@override_settings(TASKS=AT_ONCE)
def test_a_preview_writes_nothing_and_its_application_once(editor: Client) -> None:
    file = uploaded(requirement(identifier="REQ-0700"), requirement(identifier="REQ-0701", programmes=["programme:x"]))
    page = upload(editor, file)
    assert counts(page) == {"new": 1, "changed": 0, "unchanged": 0, "conflicting": 0, "rejected": 1}
    assert not Entry.objects.exists()
    rejected = editor.get(page.request["PATH_INFO"], {"outcome": "rejected"}).content.decode()
    assert "new.json" in rejected
    assert "“programme:x” names nothing that is in the registry." in rejected

    page = editor.post(button(page), follow=True)
    assert (page.context["job"].kind, page.context["job"].state) == ("apply", JobState.DONE)
    entry = Entry.objects.get()
    assert (entry.identifier, entry.state, entry.created_by.username) == ("REQ-0700", "draft", "editor")
    assert History.objects.filter(identifier="REQ-0700").count() == 1
    assert "/apply/" not in page.content.decode()

    # Who says yes a moment after somebody else writes nothing.
    editor.post(f"/admin/requirements/job/{page.context['seen']}/apply/")
    assert list(Job.objects.filter(kind="apply").values_list("state", flat=True)) == [JobState.DONE] * 2
    # The preview leads to what came of it, and offers it no second time.
    done = Import.objects.get()
    assert (done.new, done.changed) == (1, 0)
    seen = editor.get(f"/admin/requirements/job/{page.context['seen']}/change/").content.decode()
    assert f'href="/admin/requirements/import/{done.pk}/change/"' in seen
    assert "/apply/" not in seen
    assert f"Import {done.pk}</a>" in editor.get(f"/admin/requirements/requirement/{entry.pk}/change/").content.decode()

    again = upload(editor, uploaded(requirement(identifier="REQ-0700")))
    assert counts(again)["unchanged"] == 1
    assert "There is nothing to write." in again.content.decode()


@override_settings(TASKS=AT_ONCE)
def test_every_record_of_a_plan_can_be_reached_and_taken_along(
    editor: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "RECORDS_ON_A_PAGE", 2)
    good = [requirement(identifier=f"REQ-07{number:02}") for number in range(5)]
    page = upload(editor, uploaded(*good, requirement(identifier="REQ-0800", title={"en": "=1+1"}, programmes=["x"])))
    address = page.request["PATH_INFO"]
    assert [one["record"].identifier for one in page.context["records"]] == ["REQ-0700", "REQ-0701"]
    with django_assert_num_queries(QUERIES_OF_A_PLAN):
        last = editor.get(address, {"outcome": "new", "page": 3})
    assert [one["record"].identifier for one in last.context["records"]] == ["REQ-0704"]
    assert "?outcome=new&amp;page=1" in last.content.decode()
    # An outcome that is none, or has no record, is answered with the first that has some.
    assert editor.get(address, {"outcome": "changed"}).context["chosen"] == "new"
    root = address.removesuffix("change/")
    lines = b"".join(editor.get(f"{root}rejected.csv").streaming_content).decode().splitlines()
    assert lines[0] == "\ufeffPlace,Record,Title,Reason"
    assert (lines[1].split(",")[1], len(lines)) == ("REQ-0800", 2)
    sheet = load_workbook(io.BytesIO(editor.get(f"{root}new.xlsx").content)).active
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == ["Record", *(one["identifier"] for one in good)]
    for nothing in ("newest.csv", "new.pdf"):
        assert editor.get(f"{root}{nothing}").status_code == 404
    Job.objects.update(finished_at=timezone.now() - previews.KEPT - timedelta(seconds=1))
    previews.forget()
    assert "The records are no longer kept." in editor.get(address).content.decode()


@override_settings(TASKS=AT_ONCE)
def test_texts_are_compared_by_words_until_that_takes_too_long(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        factories.draft("requirement", f"REQ-070{number}", title={"en": "As it was here"})
    coming = [requirement(identifier=f"REQ-070{number}", title={"en": "As it was there"}) for number in (1, 2)]
    page = upload(editor, uploaded(*coming))

    def titles(page: Any) -> list[list[tuple[str, str]]]:
        found = [one["differences"] for one in page.context["records"]]
        return [shown.runs for differences in found for shown in differences if shown.label == "Title › English"]

    by_word = [("equal", "As it was "), ("delete", "here"), ("insert", "there")]
    assert titles(page) == [by_word, by_word]
    monkeypatch.setattr(plans, "LETTERS", 1)
    apart = [("delete", "As it was here"), ("insert", "As it was there")]
    assert titles(editor.get(page.request["PATH_INFO"])) == [by_word, apart]


@override_settings(TASKS=AT_ONCE)
def test_what_happened_to_standards_since_is_told(editor: Client) -> None:
    head, first = b"identifier,title,published,status\n", b"ITU-T Z.9991 (09/2020),A thing,2020-09-03,"
    editor.post(button(upload(editor, SimpleUploadedFile("a.csv", head + first + b"Published\n"), form="standards")))
    later = head + first + b"Withdrawn\nITU-T Z.9991 (02/2026),A thing,2026-02-03,Published\n"
    page = upload(editor, SimpleUploadedFile("b.csv", later), form="standards")
    told = [(str(label), one["designation"], one["edition"]) for label, one in page.context["news"]]
    assert told == [("Approved", "ITU-T Z.9991", "02/2026"), ("Superseded", "ITU-T Z.9991", "09/2020")]
    changed = [shown.label for shown in page.context["records"][0]["differences"]]
    assert "Editions of standards › 09/2020 › status" in changed


def test_a_list_of_jobs_reads_no_result(editor: Client, django_assert_num_queries: Any) -> None:
    result = {"counts": {"new": 2, "rejected": 1}, "new": ["REQ-0001"] * 100}
    Job.objects.bulk_create(Job(kind="preview", state=JobState.DONE, result=result) for _number in range(3))
    page = editor.get("/admin/requirements/job/", {"q": "nothing"})
    assert page.context["cl"].result_count == 0
    page = editor.get("/admin/requirements/job/")
    assert page.content.decode().count("New: 2, Rejected: 1") == 3
    assert all("result" in job.get_deferred_fields() for job in page.context["cl"].result_list)


def test_a_job_that_nobody_does_says_so(editor: Client) -> None:
    page = upload(editor, uploaded(requirement()))
    address = page.request["PATH_INFO"]
    assert "No worker seems to be running" not in page.content.decode()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=jobs.PATIENCE))
    assert "No worker seems to be running" in editor.get(address).content.decode()
    Job.objects.update(started_at=timezone.now() - timedelta(seconds=90), done=30, total=120)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    page = editor.get(address).content.decode()
    assert "No worker seems to be running" not in page
    assert "30 of 120 · about 5 minutes left" in page


def test_an_import_is_found_again(editor: Client) -> None:
    old, new = (Import.objects.create(format="csv", sources=name, new=1) for name in ("plans.csv", "other.csv"))
    old.records.create(kind="need", identifier="ND-0001", version=1)
    listed = "/admin/requirements/import/"
    found = {term: editor.get(listed, {"q": term}).context["cl"].result_list for term in ("PLANS", "nd-0001", "nobody")}
    assert {term: list(rows) for term, rows in found.items()} == {"PLANS": [old], "nd-0001": [old], "nobody": []}
    assert list(editor.get(listed).context["cl"].result_list) == [new, old]


@override_settings(TASKS=AT_ONCE)
def test_a_plan_that_is_no_longer_the_one_seen_is_not_carried_out(editor: Client) -> None:
    page = upload(editor, uploaded(requirement(identifier="REQ-0700")))
    factories.draft(identifier="REQ-0700")
    page = editor.post(button(page), follow=True)
    assert page.context["job"].state == JobState.FAILED
    assert page.context["job"].error == "The registry has changed since the preview. Look at the preview again."
    assert Entry.objects.get().title == {"en": "Title of REQ-0700"}
    (again,) = re.findall(r'action="(/admin/requirements/job/\d+/preview/)"', page.content.decode())
    page = editor.post(again, follow=True)
    assert (page.context["job"].kind, counts(page)["changed"]) == ("preview", 1)


@override_settings(TASKS=AT_ONCE)
def test_only_an_answer_that_a_question_offers_is_taken(editor: Client) -> None:
    table = SimpleUploadedFile("kites.csv", b"Req no,Requirement text,Remark of ours\nR1,The kite must fly.,x\n")
    page = upload(editor, table, form="csv")
    first, second = page.context["questions"][:2]
    given = {first["key"]: first["choices"][0][0], second["key"]: "\0 a word of one's own"}
    page = editor.post(f"/admin/requirements/job/{page.context['job'].pk}/preview/", given, follow=True)
    assert page.context["job"].parameters["answers"] == {first["key"]: first["choices"][0][0]}
    assert page.context["job"].state == JobState.DONE


@override_settings(TASKS=AT_ONCE)
def test_what_a_newer_release_dropped_leads_to_the_entry_that_may_be_withdrawn(editor: Client) -> None:
    kites, strings = "* Kites return to their owner. (REQUIRED)\n", "* Strings hold a hundred kilograms. (REQUIRED)\n"
    page = upload(editor, release("bb-identity@1.0", kites + strings), form="govstack")
    editor.post(button(page))
    entry = Entry.objects.get(title__en__startswith="Strings")
    page = upload(editor, release("bb-identity", kites), form="govstack")
    assert counts(page) == {"new": 0, "changed": 0, "unchanged": 1, "conflicting": 0, "rejected": 0, "dropped": 1}
    assert f'href="/admin/requirements/requirement/{entry.pk}/change/"' in page.content.decode()
    assert "There is nothing to write." in page.content.decode()


def release(folder: str, requirements: str) -> SimpleUploadedFile:
    """A release of a specification with one chapter, as an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            f"{folder}/spec/6-functional-requirements.md", f"# 6 Functional Requirements\n\n{requirements}"
        )
    return SimpleUploadedFile("release.zip", packed.getvalue())


@override_settings(TASKS=AT_ONCE)
def test_several_files_are_one_upload(editor: Client) -> None:
    first = uploaded(requirement(identifier="REQ-0700"), name="a.json")
    page = upload(editor, first, uploaded(requirement(identifier="REQ-0701"), name="b.json"))
    assert counts(page)["new"] == 2
    assert File.objects.get().name == "files.zip"


@override_settings(TASKS=AT_ONCE)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\xff\xfe", b"[" * 50_000])
def test_what_cannot_be_read_fails_with_a_reason_on_the_page(editor: Client, content: bytes) -> None:
    page = upload(editor, SimpleUploadedFile("file.json", content))
    assert page.status_code == 200
    if content:
        assert page.context["job"].state == JobState.FAILED
        assert page.context["job"].error
    else:
        assert page.context["form"].errors == {"files": ["The submitted file is empty."]}


@pytest.mark.parametrize(
    ("name", "form", "taken"), [("a.xlsx", "csv", False), ("a.TXT", "csv", True), ("a", "csv", True)]
)
def test_a_file_that_its_name_says_is_another_is_told_at_once(
    editor: Client, name: str, form: str, taken: bool
) -> None:
    page = upload(editor, SimpleUploadedFile(name, b"title_en\n"), form=form)
    assert Job.objects.exists() is taken
    if not taken:
        told = "“a.xlsx” is hardly “Table (CSV)”. Files that end like it are read as: Workbook (XLSX);"
        assert page.context["form"].errors["format"][0].startswith(told)


@override_settings(IMPORT_UPLOAD_LIMIT=1024 * 1024)
@pytest.mark.parametrize(("size", "taken"), [(1024 * 1024, True), (1024 * 1024 + 1, False)])
def test_uploads_are_limited(editor: Client, size: int, taken: bool) -> None:
    page = upload(editor, SimpleUploadedFile("file.json", b" " * size))
    assert Job.objects.exists() is taken
    if not taken:
        assert page.context["form"].errors == {"files": ["Together the files may not be larger than 1 MB."]}


def test_a_waiting_job_shows_how_far_it_is_and_loads_itself_again(editor: Client) -> None:
    page = upload(editor, uploaded(requirement()))
    assert '<meta http-equiv="refresh" content="2">' in page.content.decode()
    Job.objects.update(done=30, total=120)
    page = editor.get(page.request["PATH_INFO"])
    assert '<progress id="progress" value="30" max="120">' in page.content.decode()
    Job.objects.update(state=JobState.FAILED, error="The worker ended.")
    page = editor.get(page.request["PATH_INFO"])
    assert "refresh" not in page.content.decode()
    assert "The worker ended." in page.content.decode()
    editor.post(button(page))
    assert Job.objects.get().state == JobState.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.REVIEWER])
def test_who_may_not_import_finds_no_door(role: Role) -> None:
    job = Job.objects.create(kind="preview", state=JobState.DONE, result={"digest": "x"})
    client = desk.signed_in(factories.user(role))
    assert upload(client, uploaded(requirement())).status_code == 403
    assert client.get(f"/admin/requirements/job/{job.pk}/change/").status_code == 403
    assert client.post(f"/admin/requirements/job/{job.pk}/apply/").status_code == 403
    assert client.post(f"/admin/requirements/job/{job.pk}/again/").status_code == 403
    assert Job.objects.count() == 1


def test_a_job_that_is_run_again_is_of_whoever_asks(editor: Client) -> None:
    job = Job.objects.create(kind="apply", state=JobState.FAILED, by=factories.user(Role.ADMINISTRATOR))
    editor.post(f"/admin/requirements/job/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.state, job.by.username) == (JobState.QUEUED, "editor")


@override_settings(TASKS=AT_ONCE)
def test_an_import_is_undone_by_a_button_unless_something_depends_on_it(editor: Client) -> None:
    page = upload(editor, uploaded(requirement(identifier="REQ-0700"), requirement(identifier="REQ-0701")))
    page = editor.post(button(page), follow=True)
    done = Import.objects.get()
    address = f"/admin/requirements/import/{done.pk}/"
    assert f'href="{address}change/"' in page.content.decode()
    factories.draft("requirement", "REQ-0800", links=[{"relation": "refines", "target": "REQ-0700"}])
    shown = editor.get(f"{address}change/").content.decode()
    assert "REQ-0800 names it." in shown
    assert "/undo/" not in shown
    refused = editor.post(f"{address}undo/", follow=True)
    assert refused.context["job"].error == "It cannot be undone, since other things depend on it by now."
    Entry.objects.get(identifier="REQ-0800").delete()
    submitted = History.objects.create(by="other", action="submit", identifier="REQ-0701", at=timezone.now())
    assert "other has worked on it since (Submit)." in editor.get(f"{address}change/").content.decode()
    done.at = submitted.at + timedelta(seconds=1)
    done.save()
    assert f'action="{address}undo/"' in editor.get(f"{address}change/").content.decode()
    page = editor.post(f"{address}undo/", follow=True)
    assert (page.context["job"].kind, page.context["job"].state) == ("undo", JobState.DONE)
    assert not Entry.objects.exists()
    assert "Undone by editor" in editor.get(f"{address}change/").content.decode()
    assert editor.get("/admin/requirements/import/").status_code == 200
