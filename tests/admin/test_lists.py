"""Do lists find what a curator looks for, with the same number of queries for ten rows and for hundreds?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from requirements.admin.lists import COUNTED
from requirements.admin.site import desk as site
from requirements.choices import Role, State
from requirements.documents import MAIN_TEXT
from requirements.models import Entry, Provision, Requirement
from tests import factories
from tests.admin import desk

LIST = "/admin/requirements/requirement/"
ALL = "/admin/requirements/entry/"


@pytest.fixture
def editor(db: None) -> Client:
    factories.references()
    return desk.signed_in(factories.user(Role.EDITOR))


def found(client: Client, address: str = LIST, **query: Any) -> list[str]:
    page = client.get(address, query)
    assert page.status_code == 200
    return [entry.identifier for entry in page.context["cl"].result_list]


def test_search_looks_into_every_language_of_the_title(editor: Client) -> None:
    factories.draft(title={"en": "Digital wallet", "ar": "محفظة رقمية", "zh": "数字钱包"})
    factories.draft(identifier="REQ-0002", title={"fr": "Portefeuille"}, source_language="fr")
    for text in ("wallet", "digital WALLET", "محفظة", "钱包"):
        assert found(editor, q=text) == ["REQ-0001"]
    assert found(editor, ALL, q="portefeuille") == ["REQ-0002"]
    assert found(editor, q='50% "of') == []


def test_search_looks_into_what_an_entry_says(editor: Client) -> None:
    for number, (kind, text) in enumerate(MAIN_TEXT.items()):
        said = {"en": f"Kind{number} keeps a ledger.", "ru": f"Реестр вид{number}"}
        factories.draft(kind, title={"en": kind}, **{text: said})
    assert len(found(editor, ALL, q="ledg")) == len(MAIN_TEXT)
    assert len(found(editor, ALL, q="реес вид3")) == 1
    assert found(editor, ALL, q="ledger nowhere") == []


def test_a_public_id_is_looked_up_by_index(editor: Client) -> None:
    factories.draft(title={"en": "Not REQ-0002"})
    factories.draft(identifier="REQ-0002")
    assert found(editor, q=" req-0002 ") == ["REQ-0002"]
    assert found(editor, ALL, q="REQ-000") == ["REQ-0001", "REQ-0002"]
    with CaptureQueriesContext(connection) as queries:
        found(editor, ALL, q="REQ-0002")
    looked = [one["sql"] for one in queries if "LIKE 'REQ-0002%'" in one["sql"]]
    with connection.cursor() as cursor:
        # Which index a table of two rows is read by is chance; there has to be the one that this comparison needs.
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'requirements_entry'")
        definitions = [definition for (definition,) in cursor.fetchall()]
    assert [one for one in definitions if one.endswith("(identifier varchar_pattern_ops)")]
    assert len(looked) == 2


def test_the_search_at_the_head_of_a_page_leads_to_an_entry_or_to_a_list(editor: Client) -> None:
    entry = factories.draft(title={"en": "Wallet"}).record
    assert 'action="/admin/find/"' in editor.get("/admin/").content.decode()
    assert editor.get("/admin/find/", {"q": " req-0001"}).url.startswith(desk.address(entry))
    for typed, query in {
        "wallet": "q=wallet",
        "REQ-00": "q=REQ-00",
        "محفظة & x": "q=%D9%85%D8%AD%D9%81%D8%B8%D8%A9+%26+x",
    }.items():
        assert editor.get("/admin/find/", {"q": typed}).url == f"{ALL}?{query}"
    stranger = desk.signed_in(factories.user(Role.CONTRIBUTOR))
    assert stranger.get("/admin/find/", {"q": "REQ-0001"}).url == f"{ALL}?q=REQ-0001"
    assert Client().get("/admin/find/", {"q": "REQ-0001"}).url.startswith("/admin/login/")


def test_filters_are_worklists(editor: Client) -> None:
    factories.draft(title={"en": "A", "fr": "B"}, programmes=[], obligation=None)
    factories.draft(identifier="REQ-0002", building_blocks=["block:payments"])
    factories.published(identifier="REQ-0003", title={"en": "A", "es": "B"})
    Entry.objects.filter(identifier="REQ-0003").update(translations={"es": "outdated"})
    Entry.objects.filter(identifier="REQ-0002").update(state=State.SUBMITTED)
    block = Requirement.objects.get(identifier="REQ-0002").building_blocks.get()
    assert found(editor, missing="no_programme") == ["REQ-0001"]
    assert found(editor, missing="no_obligation", obligation__isnull="True") == ["REQ-0001"]
    assert found(editor, missing="nothing") == ["REQ-0002", "REQ-0003"]
    assert found(editor, translation="fr:draft") == ["REQ-0001"]
    assert found(editor, translation="es:outdated") == ["REQ-0003"]
    assert found(editor, state__exact="submitted") == ["REQ-0002"]
    assert found(editor, unpublished_changes__exact="0") == ["REQ-0003"]
    assert found(editor, building_blocks__id__exact=str(block.pk)) == ["REQ-0002"]
    assert found(editor, ALL, kind__exact="requirement", links="held") == []


@pytest.mark.parametrize(
    "query", ["missing=x", "translation=x", "translation=x:y", "links=x", "p=9999", "o=9.-1", "q=\\"]
)
def test_nonsense_in_an_address_is_no_failure(editor: Client, query: str) -> None:
    assert editor.get(f"{LIST}?{query}").status_code in {200, 302}
    assert editor.get(f"{ALL}?{query}").status_code in {200, 302}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("address", [LIST, ALL])
def test_the_number_of_queries_does_not_depend_on_the_rows(db: None, role: Role, address: str) -> None:
    factories.references()
    factories.draft()
    client = desk.signed_in(factories.user(role))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert found(client, address) == ["REQ-0001"]
    copies(60)
    with CaptureQueriesContext(connection) as many:
        assert len(found(client, address)) == 25
    assert len(many) == len(few) <= 10


def copies(number: int) -> None:
    """Drafts beside the first, by SQL: hundreds through the forms would take minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO requirements_entry SELECT (e).* FROM (SELECT jsonb_populate_record(entry, jsonb_build_object("
            "'id', entry.id + n, 'identifier', 'REQ-' || to_char(n, 'FM0000'))) AS e"
            " FROM requirements_entry entry, generate_series(1000, 999 + %s) n) made",
            [number],
        )
        cursor.execute(
            "INSERT INTO requirements_requirement SELECT (r).* FROM (SELECT jsonb_populate_record(one,"
            " jsonb_build_object('entry_ptr_id', one.entry_ptr_id + n)) AS r"
            " FROM requirements_requirement one, generate_series(1000, 999 + %s) n) made",
            [number],
        )


def test_choosers_answer_in_a_fixed_number_of_queries(editor: Client) -> None:
    factories.draft()
    query = {"app_label": "requirements", "model_name": "link", "field_name": "target", "term": "title"}
    editor.get("/admin/autocomplete/", query)
    with CaptureQueriesContext(connection) as few:
        assert len(editor.get("/admin/autocomplete/", query).json()["results"]) == 1
    copies(60)
    with CaptureQueriesContext(connection) as many:
        answer = editor.get("/admin/autocomplete/", query).json()
    assert (len(answer["results"]), answer["pagination"]["more"]) == (20, True)
    assert len(many) == len(few) <= 8


def test_counting_ends_where_nobody_pages(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.draft()
    copies(40)
    monkeypatch.setattr("requirements.admin.lists.COUNTED", 30)
    page = editor.get(LIST)
    assert page.context["cl"].result_count == 30
    assert "30 or more requirements" in page.content.decode()
    assert COUNTED == 10_000


def test_a_list_is_light(editor: Client) -> None:
    factories.draft()
    copies(60)
    assert len(editor.get(LIST).content) < 60_000


def test_every_list_of_the_desk_opens(db: None) -> None:
    factories.references()
    client = desk.signed_in(factories.user(Role.ADMINISTRATOR))
    lists = [f"/admin/requirements/{model._meta.model_name}/" for model in site._registry]
    assert len(lists) > 15
    assert {address: client.get(address).status_code for address in lists} == dict.fromkeys(lists, 200)
    assert {address: client.get(address, {"q": "title"}).status_code for address in lists} == dict.fromkeys(lists, 200)


def test_provisions_are_found_by_what_they_say(editor: Client) -> None:
    provision = Provision.objects.first()
    assert provision is not None
    Provision.objects.filter(pk=provision.pk).update(paraphrase={"en": "Keep a unique register"})
    assert found(editor, "/admin/requirements/provision/", q="unique REGISTER") == [provision.identifier]
