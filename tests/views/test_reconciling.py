"""Does a reader learn which standards a text names, from an address that can be kept or from a long list, unharmed?"""

import csv
import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings

from requirements.models import Edition, Standard
from tests import factories
from tests.views.html import Page

PAGE, TABLE = "/en/standards/reconcile/", "/en/standards/reconcile.csv"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry() -> None:
    factories.references()


def ask(client: Client, *texts: str, address: str = PAGE) -> Any:
    return client.get(f"{address}?{urlencode({'text': texts}, doseq=True)}")


def rows(response: Any) -> list[str]:
    return Page(response).texts("tr")[1:]


def test_each_line_has_its_standards_or_honestly_none(client: Client, django_assert_max_num_queries: Any) -> None:
    ask(client, "a")
    before = Standard.objects.count(), Edition.objects.count()
    with django_assert_max_num_queries(3):
        response = ask(client, "as in X.1254", "our <b>own</b>")
    page = Page(response)
    assert rows(response) == [
        "as in X.1254 ITU-T X.1254 Entity authentication assurance framework 100 its number: X.1254",
        "our <b>own</b> It names no standard that the registry has. Name a standard",
    ]
    assert page.links()["ITU-T X.1254"] == "/en/standards/itu-t-x-1254/"
    assert page.links()["Name a standard"] == "/en/contribute/standard/"
    assert page.text("h2", id="res") == "2 texts, 1 of them sure."
    assert page.text("textarea") == "as in X.1254 our <b>own</b>"
    assert page.links()["Français"] == "/fr/standards/reconcile/?text=as+in+X.1254&text=our+%3Cb%3Eown%3C%2Fb%3E"
    assert (Standard.objects.count(), Edition.objects.count()) == before


def test_the_form_leads_to_an_address_and_answers_what_no_address_holds() -> None:
    client = Client(enforce_csrf_checks=True)
    sent = client.post(PAGE, {"text": "X.1254\r\nkites"})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{PAGE}?text=X.1254&text=kites#answer")
    assert client.get(sent.headers["Location"]).headers["Cache-Control"] == "public, max-age=60"
    many = client.post(PAGE, {"text": "\n".join(f"Annex {number} of X.1254, as amended" for number in range(100))})
    assert (many.status_code, len(rows(many)), many.headers["Cache-Control"]) == (200, 100, "private, no-store")
    assert Page(client.post(PAGE, {"text": " \n"})).texts("table") == []
    assert not client.cookies


def test_the_answer_is_taken_away_as_the_command_writes_it(client: Client) -> None:
    for response in (
        ask(client, "X.1254", "=kites", address=TABLE),
        client.post(TABLE, {"text": "X.1254\n=kites"}),
    ):
        assert response.headers["Content-Disposition"] == 'attachment; filename="standards.csv"'
        assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))) == [
            ["text", "standard", "designation", "score", "accepted", "reason", "said"],
            ["X.1254", "standard:itu-t-x-1254", "ITU-T X.1254", "100", "yes", "code", "X.1254"],
            ["'=kites", "", "", "", "", "", ""],
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\u202ea\x07" * 5_000, f"This text is too long: “{'a' * 30}…”."),
        ("\n".join(map(str, range(101))), "These are 101 texts; at most 100 are looked at."),
    ],
)
def test_what_is_not_looked_at_is_refused_and_comes_back(client: Client, text: str, said: str) -> None:
    for response, status in (
        (client.post(PAGE, {"text": text}), 422),
        (client.post(TABLE, {"text": text}), 422),
        (ask(client, text), 400),
    ):
        page = Page(response)
        assert (response.status_code, page.links()[said], page.texts("table")) == (status, "#text", [])
        assert page.text("textarea") == " ".join(text.replace("\x07", "").split())


@pytest.mark.parametrize("text", ["\u202eX.1254\u2066", "\x1b X.1254", "X.1254 </textarea>", "X.1254 \ufffe\U000e0041"])
def test_hostile_texts_do_no_harm(client: Client, text: str) -> None:
    sent = client.post(PAGE, {"text": f"{text}\x00"})
    body = client.get(sent.headers["Location"]).content.decode()
    assert "<bdi>X.1254</bdi>" in body
    assert body.count("</textarea>") == 1
    assert not set("\x00\x1b\ufffe") & set(body)
    assert client.get(f"{PAGE}?text=X.1254%ED%A0%80").status_code == 200


def test_who_asks_too_often_waits_and_nobody_keeps_that(client: Client) -> None:
    with override_settings(FORMS_PER_MINUTE=2):
        answers = [ask(client, f"X.{number}") for number in range(3)]
        assert client.get(PAGE).status_code == 200
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Cache-Control"] == "no-store"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_it_is_found_from_the_list_and_the_api_answers_no_page_of_it(client: Client) -> None:
    assert "/fr/standards/reconcile/" in Page(client.get("/fr/standards/")).links().values()
    assert Page(client.get(PAGE)).attribute("link", "href", type="application/json") == []
    assert client.put(PAGE).status_code == 405
