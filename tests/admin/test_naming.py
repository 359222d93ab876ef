"""Does a curator see which standards a text means, and keep a name only by saying so?"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from requirements import reconciling
from requirements.choices import Role
from requirements.models import History, Standard
from tests import factories
from tests.admin import desk

PAGE = "/admin/requirements/standard/reconcile/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    factories.references()
    return desk.signed_in(factories.user(Role.EDITOR))


def found(page: Any) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(one.text, [(row.designation, row.score) for row in one.shown]) for one in page.context["found"]]


def test_texts_and_a_table_have_candidates_or_honestly_none_and_nothing_is_written(editor: Client) -> None:
    before = Standard.objects.count(), History.objects.count()
    table = SimpleUploadedFile("texts.csv", "n;Said\n1;as in X.1254\n2;\n3;kites\n".encode("utf-8-sig"))
    page = editor.post(PAGE, {"texts": "ITU-T X.1254\n\nkites", "table": table, "column": "said"})
    assert found(page) == [
        ("ITU-T X.1254", [("ITU-T X.1254", 100)]),
        ("kites", []),
        ("as in X.1254", [("ITU-T X.1254", 100)]),
    ]
    assert "It names no standard that the registry has." in page.content.decode()
    taken = editor.post(PAGE, {"texts": "kites", "csv": "CSV"})
    assert taken.content.decode("utf-8-sig").splitlines()[1:] == ["kites,,,,,,"]
    assert (Standard.objects.count(), History.objects.count()) == before


def test_a_name_that_is_kept_is_published_and_found_from_then_on(editor: Client) -> None:
    assert reconciling.reconcile("the assurance framework") == []
    row = {"texts": "the assurance framework", "keep": "1", "name-1": "assurance framework", "meant-1": "itu-t x.1254"}
    page = editor.post(PAGE, row)
    assert "“assurance framework” is another name of ITU-T X.1254 now." in page.content.decode()
    assert found(page) == [("the assurance framework", [("ITU-T X.1254", 100)])]
    assert [one.designation for one in reconciling.reconcile("the assurance framework")] == ["ITU-T X.1254"]
    last = History.objects.filter(identifier="standard:itu-t-x-1254").order_by("pk")
    assert [row.action for row in last][-2:] == ["edit", "publish"]
    assert (
        "has the name “Assurance Framework” already"
        in editor.post(PAGE, {**row, "name-1": "Assurance Framework"}).content.decode()
    )
    standard = Standard.objects.get(identifier="standard:itu-t-x-1254")
    assert standard.aliases.filter(text__iexact=row["name-1"]).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"meant-1": "ITU-T X.9\x00", "name-1": "a\x00"}, "The registry has no standard “ITU-T X.9”."),
        ({"meant-1": "ITU-T X.1254", "name-1": " "}, '<li class="error">'),
        ({"meant-1": "ITU-T X.1254", "name-1": "n" * 301}, '<li class="error">'),
    ],
)
def test_what_cannot_be_kept_is_said(editor: Client, typed: dict[str, str], said: str) -> None:
    before = History.objects.count()
    page = editor.post(PAGE, {"texts": "a", "keep": "1", **typed})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert (History.objects.count(), Standard.objects.filter(aliases__text="a").exists()) == (before, False)


@pytest.mark.parametrize(
    "form",
    [
        {"texts": "\n".join(f"text {number}" for number in range(201))},
        {"texts": "x" * 2001},
        {"table": SimpleUploadedFile("a.csv", b"\xff\xfe")},
        {"table": SimpleUploadedFile("a.csv", b"a\nb"), "column": "c"},
        {"table": SimpleUploadedFile("a.csv", b'a\n"b'), "csv": "CSV"},
    ],
)
def test_more_than_is_looked_at_is_refused(editor: Client, form: dict[str, Any]) -> None:
    page = editor.post(PAGE, form)
    assert page.context["found"] == []
    assert "errorlist" in page.content.decode()


def test_names_of_chosen_standards_are_set_beside_all_others(editor: Client) -> None:
    standard = Standard.objects.get(identifier="standard:itu-t-x-1254")
    chosen = {"action": "reconcile_names", "_selected_action": [standard.pk]}
    page = editor.post("/admin/requirements/standard/", chosen)
    assert found(page)[0] == ("ITU-T X.1254", [("ITU-T X.1254", 100)])


def test_who_may_not_edit_standards_looks_and_keeps_nothing() -> None:
    factories.references()
    translator = desk.signed_in(factories.user(Role.TRANSLATOR))
    page = translator.post(PAGE, {"texts": "x", "keep": "1", "name-1": "x", "meant-1": "ITU-T X.1254"})
    assert not Standard.objects.filter(aliases__text="x").exists()
    assert b'name="keep"' not in page.content
    assert Client().get(PAGE).status_code == 302
