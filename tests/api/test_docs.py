"""Is what docs/api.md shows what the API answers?"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from requirements import documents, gap_analysis, tokens, workflow
from requirements.api.schemas import openapi
from requirements.api.urls import LISTS
from requirements.choices import Role, TokenScope
from requirements.filters import PARAMETERS
from requirements.models import Entry
from tests import factories
from tests.api.conftest import Reader

TEXT = Path(__file__).parents[2].joinpath("docs/api.md").read_text()
EXAMPLES = re.findall(r"```http\nGET (\S+)\n```\n\n```json\n(.*?)\n```", TEXT, re.DOTALL)
((TABLE_AT, TABLE),) = re.findall(r"```http\nGET (\S+)\n```\n\n```csv\n(.*?)```", TEXT, re.DOTALL)
SCRIPT, CHANGE = re.findall(r"```python\n(.*?)\n```", TEXT, re.DOTALL)


def publish() -> None:
    texts = {
        "title": {"en": "Answer within a second", "fr": "Répondre en une seconde"},
        "statement": {"en": "The system is required to answer within a second."},
    }
    mark = documents.fingerprint(factories.document(**texts))
    factories.published(
        **texts, coverage=[{"relation": "no_relationship", "confirmed": True, "entry_fingerprint": mark}]
    )
    step = {"name": {"en": "Ask"}, "requirements": ["REQ-0001"]}
    factories.published(
        "use_case",
        title={"en": "Renew a licence"},
        scenarios=[{"name": {"en": "Success"}, "steps": [step]}],
    )


def agrees(shown: Any, answered: Any) -> bool:
    """Whether an answer is what is shown, `…` standing for anything."""
    if isinstance(shown, dict):
        return shown.keys() == answered.keys() and all(agrees(shown[name], answered[name]) for name in shown)
    if isinstance(shown, list):
        return len(shown) == len(answered) and all(map(agrees, shown, answered))
    if shown == "…":
        return True
    if isinstance(shown, str) and "…" in shown:
        begins, _, ends = shown.partition("…")
        return answered.startswith(begins) and answered.endswith(ends)
    return bool(shown == answered)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == TEXT.count("```http") - 1 == TEXT.count("```json") == 15


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "shown"), EXAMPLES)
def test_examples_are_answered_as_shown(address: str, shown: str, api: Reader) -> None:
    publish()
    gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)
    answered = json.loads(api.client.get(address).content)
    assert agrees(json.loads(shown), answered), answered


@pytest.mark.django_db
def test_the_table_is_as_shown(api: Reader) -> None:
    publish()
    assert api.response(TABLE_AT).getvalue().decode("utf-8-sig").splitlines() == TABLE.splitlines()


@pytest.mark.django_db(transaction=True)
def test_the_script_harvests(live_server: Any, settings: Any) -> None:
    settings.BASE_URL = live_server.url
    names: dict[str, Any] = {}
    exec(SCRIPT.replace("http://127.0.0.1:8000", live_server.url), names)  # noqa: S102 - it is our own text
    publish()
    documents, moment = names["changes"]("2000-01-01")
    assert [one["identifier"] for one in documents][-2:] == ["REQ-0001", "UC-0001"]
    assert names["changes"](moment)[0] == []
    workflow.release([workflow.save(factories.document("need"), by=None).record], by=None)
    assert [one["identifier"] for one in names["changes"](moment)[0]] == ["ND-0001"]


@pytest.mark.django_db(transaction=True)
def test_the_script_changes_a_draft_and_overwrites_nothing(live_server: Any) -> None:
    names: dict[str, Any] = {}
    exec(CHANGE, names)  # noqa: S102 - it is our own text
    factories.draft()
    editor = factories.user(Role.EDITOR)
    _token, text = tokens.issue(editor, name="x", scope=TokenScope.WRITE, lasts=timedelta(days=1), by=editor)
    changed = names["change"](live_server.url, text, "REQ-0001", keywords=["offline"])
    assert changed["keywords"] == ["offline"]
    assert Entry.objects.get().keywords == ["offline"]


@pytest.mark.django_db
def test_a_row_of_the_translations_is_as_shown(api: Reader) -> None:
    publish()
    (shown,) = re.findall(r'`(\{"language".*?\})`', TEXT)
    assert json.loads(shown) in api.get("translations/")["results"]


def test_every_address_is_named() -> None:
    for address in json.loads(openapi())["paths"]:
        name, _, below = address.removeprefix("/api/v1/").partition("/")
        told = f"…/{below.replace('{name}', '{identifier}')}" if name in LISTS else address.partition("{")[0]
        assert told.replace("…/{identifier}/editions/{number}", "…/editions/{number}") in TEXT, address


def test_every_list_and_filter_is_named() -> None:
    for name in LISTS:
        assert f"`{name}/" in TEXT or f"/{name}/`" in TEXT, name
    filters = TEXT.partition("Filters are those of the site: `")[2].partition("`")[0].split()
    assert sorted([*filters, "as_of", "ordering"]) == sorted(PARAMETERS)
