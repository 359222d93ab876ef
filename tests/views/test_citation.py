"""Is an edition cited in each style as programs read it, whatever its title holds?"""

import datetime
import json

import pytest
from django.test import Client, override_settings

from requirements import catalogue
from requirements.views import citation
from requirements.views.citation import Citation
from tests import factories
from tests.views.html import Page

CITED = Citation(
    author="DPI Registry",
    title="Answers & 100 % of {it}\nin_time",
    language="en",
    identifier="REQ-0001",
    number=2,
    day=datetime.date(2026, 5, 12),
    address="https://registry.example/id/REQ-0001/editions/2",
)


def test_bibtex_escapes_what_tex_would_run() -> None:
    assert (
        citation.bibtex(CITED)
        == r"""@misc{REQ-0001-2,
  author = {{DPI Registry}},
  title = {{Answers \& 100 \% of \{it\} in\_time}},
  year = {2026},
  month = {5},
  day = {12},
  number = {REQ-0001},
  edition = {2},
  language = {en},
  url = {https://registry.example/id/REQ-0001/editions/2}
}
"""
    )


def test_ris_has_a_line_for_each_field() -> None:
    lines = citation.ris(CITED).split("\r\n")
    assert lines[0] == "TY  - GEN"
    assert "TI  - Answers & 100 % of {it} in_time" in lines
    assert "DA  - 2026/05/12" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_is_json() -> None:
    (item,) = json.loads(citation.csl(CITED))
    assert item["issued"] == {"date-parts": [[2026, 5, 12]]}
    assert (item["title"], item["URL"]) == (CITED.title, CITED.address)


@pytest.mark.django_db
@override_settings(BASE_URL="https://registry.example")
def test_each_page_leads_to_its_citations(client: Client) -> None:
    factories.published(title={"en": "A title", "fr": "Un titre"})
    links = Page(client.get("/fr/requirements/REQ-0001/")).links()
    assert links["BibTeX"] == "/fr/requirements/REQ-0001/cite.bib"
    answer = client.get("/fr/requirements/REQ-0001/cite.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    day = f"{catalogue.now().at:%Y-%m-%d}"
    assert "Un titre. REQ-0001, " in answer.content.decode()
    assert answer.content.decode().endswith(f"{day}. https://registry.example/id/REQ-0001/editions/1\n")
    first = client.get("/fr/requirements/REQ-0001/editions/1/cite.json")
    assert json.loads(first.content)[0]["language"] == "fr"
    assert client.get("/fr/standards/itu-t-x-1254/cite.ris").status_code == 200
    for missing in ("REQ-0001/cite.doc", "REQ-0009/cite.txt", "REQ-0001/editions/2/cite.txt"):
        assert client.get(f"/fr/requirements/{missing}").status_code == 404
