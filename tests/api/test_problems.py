"""Does a problem document say exactly what is wrong, in the client's language?"""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from requirements.api.problems import Problem, answer_with, language_of
from requirements.filters import PARAMETERS
from tests import factories
from tests.api.conftest import PROBLEM, Reader

pytestmark = pytest.mark.django_db
KNOWN = [*PARAMETERS, "page_size", "cursor", "lang", "fields"]


def test_a_problem_is_rfc_9457(api: Reader) -> None:
    assert api.problem("requirements/REQ-9999/", 404, lang="en") == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "“REQ-9999” is not in the registry.",
        "instance": "/api/v1/requirements/REQ-9999/",
    }


def test_mistakes_are_told_with_parameter_value_and_what_would_be_valid(api: Reader) -> None:
    assert api.problem("needs/", 400, obligation=["must", "shall"], page_size=501, colour="red") == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "Parameters are not as they should be: page_size, colour, obligation.",
        "instance": "/api/v1/needs/",
        "errors": [
            {"parameter": "page_size", "value": "501", "reason": "Write a whole number from 1 to 500."},
            {
                "parameter": "colour",
                "value": "red",
                "reason": f"There is no such parameter; known are: {', '.join(KNOWN)}.",
            },
            {
                "parameter": "obligation",
                "value": "must, shall",
                "reason": "“must” is not one of: required, recommended, optional, prohibited, not_recommended,"
                " informative.",
            },
        ],
    }


def test_one_mistake_is_told_in_the_singular(api: Reader) -> None:
    assert api.problem("needs/", 400, colour="red")["detail"] == "A parameter is not as it should be: colour."


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("entries/", "q", "x"),
        ("entries/", "as_of", "2026-01-01"),
        ("entries/", "page_size", "5"),
        ("entries/facets/", "ordering", "title"),
        ("requirements/REQ-0001/", "lang", "en"),
        ("changes/", "since", "2026-01-01"),
        ("trace/", "of", "REQ-0001"),
        ("export.ndjson", "published_since", "2026-01-01"),
    ],
)
def test_a_parameter_that_takes_one_value_is_not_given_two(path: str, name: str, value: str, api: Reader) -> None:
    (error,) = api.problem(path, 400, **{name: [value, value]})["errors"]
    reason = "It takes one value; 2 were given."
    assert error == {"parameter": name, "value": f"{value}, {value}", "reason": reason}


def test_names_that_are_not_in_the_registry_are_told(api: Reader) -> None:
    (error,) = api.problem("entries/", 400, building_block=["identity", "castle"])["errors"]
    assert error == {
        "parameter": "building_block",
        "value": "identity, castle",
        "reason": "“castle” is not in the registry.",
    }


def test_a_draft_is_told_like_what_is_not_there(api: Reader) -> None:
    factories.draft("need")
    reasons = [api.problem(f"entries/{name}/", 404)["detail"] for name in ("ND-0001", "ND-0002")]
    assert reasons == ["“ND-0001” is not in the registry.", "“ND-0002” is not in the registry."]


@pytest.mark.parametrize("value", ["x" * 5000, "\u202e\u0000x".replace("\u0000", ""), "%", "<script>", "é" * 300])
def test_long_and_strange_values_are_told_in_short(value: str, api: Reader) -> None:
    (error,) = api.problem("entries/", 400, kind=value)["errors"]
    assert error["value"] == value[:100]


LANGUAGES: list[tuple[dict[str, str], dict[str, str], str]] = [
    ({}, {}, "en"),
    ({"lang": "fr"}, {}, "fr"),
    ({}, {"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.8"}, "fr"),
    ({"lang": "fr"}, {"Accept-Language": "en"}, "fr"),
    ({}, {"Accept-Language": "tlh"}, "en"),
    ({"lang": "xx"}, {"Accept-Language": "fr"}, "fr"),
    ({}, {"Accept-Language": "x" * 600}, "en"),
]


@pytest.mark.parametrize(("params", "headers", "language"), LANGUAGES)
def test_problems_are_told_in_the_clients_language(
    params: dict[str, str], headers: dict[str, str], language: str, api: Reader
) -> None:
    response = api.response("requirements/", 400, headers=headers, page_size="0", **params)
    assert response.headers["Content-Language"] == language
    with translation.override(language):
        expected = translation.gettext("Write a whole number from 1 to %(limit)s.") % {"limit": 500}
    assert json.loads(response.content)["errors"][0]["reason"] == expected


def test_french_sentences_are_french(api: Reader) -> None:
    detail = api.problem("requirements/REQ-9999/", 404, headers={"Accept-Language": "fr"})["detail"]
    assert detail == "«\u00a0REQ-9999\u00a0» n’est pas dans le répertoire."


def test_a_language_does_not_stay_with_the_thread(api: Reader) -> None:
    with translation.override("ru"):
        api.problem("requirements/", 400, lang="fr", page_size=0)
        assert api.problem("requirements/", 400, page_size=0)["errors"][0]["reason"].startswith("Write")
        assert translation.get_language() == "ru"


def test_problems_are_not_kept(api: Reader) -> None:
    headers = api.response("requirements/REQ-9999/", 404).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("path", ["entries/%00/", "requirements/REQ-0001%00/", "drafts/REQ-0001%00/", "%00"])
def test_nul_in_an_address_is_a_problem(path: str, api: Reader) -> None:
    assert api.problem(path, 400)["title"] == "Bad Request"


@pytest.mark.parametrize("path", ["entries/", "requirements/REQ-0001/links/", "trace/", "export.csv", "drafts/"])
def test_nul_is_told_with_the_parameter_that_it_is_in(path: str, api: Reader) -> None:
    problem = api.problem(f"{path}?q=%00&of=a%00&%00=1", 400)
    assert [error["parameter"] for error in problem["errors"]] == ["q", "of", "\x00"]
    assert {error["reason"] for error in problem["errors"]} == {"The text holds a character that cannot be stored."}


def test_too_many_parameters_are_a_problem(api: Reader) -> None:
    many = "&".join(["q=x"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert api.problem(f"entries/?{many}", 400)["title"] == "Bad Request"


def test_a_foreign_host_is_a_problem() -> None:
    response = Client(headers={"Host": "example.org"}).get("/api/v1/entries/")
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)


def test_a_problem_without_errors_has_no_list_of_them(rf: Any) -> None:
    request = rf.get("/api/v1/", headers={"Accept-Language": "fr"})
    assert language_of(request) == "fr"
    assert "errors" not in json.loads(answer_with(Problem(404, "x"), request).content)
