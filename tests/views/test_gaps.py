"""Does a reader see the figures of a published run, open each down to its rows, and nothing of other runs?"""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from requirements import gap_analysis
from requirements.choices import Disposition, Review, Role
from requirements.models import Gap, GapAnalysis
from tests import factories
from tests.gap_analysis.test_decisions import MEETING, covered, republish
from tests.gap_analysis.test_figures import registry
from tests.views.html import Page

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(f"/en/gaps/{path}")
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


@pytest.fixture
def made() -> GapAnalysis:
    run = registry()
    gap_analysis.publish(run, by=None)
    return run


def test_before_any_run_is_published_nothing_is_shown(client: Client) -> None:
    run = registry()
    assert "No run of the gap analysis has been published yet." in text(client, "")
    for path in (f"runs/{run.number}/", f"runs/{run.number}.csv", f"runs/{run.number}/results/", "GAP-0001/"):
        text(client, path, 404)
    assert client.get(f"/api/v1/gap-analyses/{run.number}/").status_code == 404
    assert client.get("/api/v1/gap-analyses/").json() == {"results": []}


def test_the_dashboard_shows_the_figures_and_leads_to_their_rows(client: Client, made: GapAnalysis) -> None:
    content = text(client, "")
    rows = f"/en/gaps/runs/{made.number}/results/"
    cell = (
        f'<td class="shade-g4"><a href="{rows}?building_block=identity&amp;area=requirements_framework"><b>2</b>/3</a>'
    )
    assert cell.replace("shade-g4", "shade-g3") in content
    assert "Gap: 2" in content
    assert f'<a href="{rows}?open=1">All 2 gaps</a>' in content
    listed = text(client, f"runs/{made.number}/results/?building_block=identity&area=requirements_framework")
    assert [name in listed for name in ("REQ-0001", "REQ-0002", "REQ-0003", "SA-0001")] == [True, True, True, False]
    assert "REQ-0001" in text(client, f"runs/{made.number}/results/?open=1&severity=high&special_needs=1")


def test_a_result_says_its_rule_its_sum_and_its_rows(client: Client, made: GapAnalysis) -> None:
    content = text(client, f"runs/{made.number}/results/REQ-0001/")
    assert "Because: Somebody looked and found no standard." in content
    assert "Score: 47.4 of 100" in content
    assert "47.4 = 47.4 points of demand × 1 that stays uncovered." in content
    assert '<a href="/en/needs/ND-0001/">Title of ND-0001</a>' in content
    assert client.get(f"/en/gaps/runs/{made.number}/results/req-0001/").status_code == 301
    text(client, f"runs/{made.number}/results/REQ-0009/", 404)


def test_an_entry_names_the_gap_that_concerns_it_while_it_is_open(client: Client, made: GapAnalysis) -> None:
    first = client.get("/en/requirements/REQ-0001/")
    links, why = Page(first).links(), f"/en/gaps/runs/{made.number}/results/REQ-0001/"
    assert (links["GAP-0001"], links["Score: 47.4 of 100"]) == ("/en/gaps/GAP-0001/", why)
    assert links["Gap analysis: Gap"] == why
    republish("REQ-0001", **covered("REQ-0001"))
    assert "GAP-0001" in client.get("/en/requirements/REQ-0001/").content.decode()
    before = client.get("/en/requirements/REQ-0001/").headers["ETag"]
    gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)
    after = client.get("/en/requirements/REQ-0001/", headers={"if-none-match": before})
    assert after.status_code == 200
    assert "GAP-0001" not in after.content.decode()
    assert "Gap analysis: Covered" in Page(after).links()
    assert "Gap analysis:" not in client.get("/en/needs/ND-0001/").content.decode()


def test_a_gap_tells_its_life_its_review_and_what_tsag_decided(client: Client, made: GapAnalysis) -> None:
    publisher = factories.user(Role.PUBLISHER)
    before = client.get("/en/gaps/GAP-0001/")
    gap_analysis.review(
        made.results.get(identifier="REQ-0001"), Review.CONFIRMED, by=publisher, reason="Nobody has one."
    )
    group = {"study_group": "study-group:itu-t-sg17", "question": "Q10/17"}
    gap_analysis.decide(Gap.objects.get(item="REQ-0001"), Disposition.STUDY, by=publisher, **MEETING, **group)
    after = client.get("/en/gaps/GAP-0001/", headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    content = " ".join(after.content.decode().split())
    for piece in ("Opened", "Nobody has one.", "Study in a study group", "Q10/17", "TSAG, June 2026", "TSAG-R12"):
        assert piece in content
    assert "#instructs-tsb-director-1" in content.partition("Provisions of mandates it answers")[2]
    assert publisher.username not in content
    again = client.get("/en/gaps/GAP-0001/", headers={"if-none-match": after.headers["ETag"]})
    assert again.status_code == 304


def test_two_runs_are_compared(client: Client, made: GapAnalysis) -> None:
    republish("REQ-0001", **covered("REQ-0001"))
    later = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(later, by=None)
    content = text(client, f"compare/{made.number}..{later.number}/")
    assert "Closed: 1" in content
    assert "Edition: 1 → 2" in content
    chosen = client.get(f"/en/gaps/compare/?earlier={later.number}&later={made.number}")
    assert chosen.headers["Location"] == f"/en/gaps/compare/{made.number}..{later.number}/"
    told = client.get(f"/api/v1/gap-analyses/{later.number}/changes/").json()
    assert (told["before"], told["results"][0]["outcome"]) == (made.number, "closed")


def test_the_method_states_the_formula_and_the_weights(client: Client) -> None:
    content = text(client, "method/")
    assert "score = demand × ∏ (1 − coverage)" in content
    for name, points in gap_analysis.WEIGHTS.items():
        assert f'<td class="num" data-l="Weight">{points}</td>' in content, name


def test_files_say_what_the_page_says(client: Client, made: GapAnalysis) -> None:
    def rows(path: str) -> list[list[str]]:
        response: Any = client.get(f"/en/gaps/runs/{made.number}{path}")
        return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))

    head, *results = rows(".csv")
    assert [row[head.index("Identifier")] for row in results] == ["REQ-0001", "SA-0001", "REQ-0002", "REQ-0003"]
    assert results[0][head.index("Score")] == "47.49"
    assert len(rows(".csv?open=1")) == 3
    figures = rows("/figures.csv")
    assert ["Totals", "Gap", "Number", "2"] in figures
    assert ["Matrix", "Identity", "Requirements framework: looked at", "3"] in figures
    book = load_workbook(io.BytesIO(client.get(f"/en/gaps/runs/{made.number}.xlsx").content))
    assert book.sheetnames == [
        *("Totals", "Severity", "Matrix", "Study groups", "Outside ITU-T", "Overlaps", "Changes", "Results")
    ]
    assert [row[0].value for row in book["Results"]][1:] == ["REQ-0001", "SA-0001", "REQ-0002", "REQ-0003"]


@pytest.mark.parametrize("query", ["colour=red", "state=novel", "open=2", "page=0", "area=%00"])
def test_what_nobody_knows_is_refused(client: Client, made: GapAnalysis, query: str) -> None:
    text(client, f"runs/{made.number}/results/?{query}", 400)
    if not query.startswith("page"):
        text(client, f"runs/{made.number}.csv?{query}", 400)


def test_pages_take_a_fixed_number_of_queries(
    client: Client, made: GapAnalysis, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(26):
        client.get("/en/gaps/")
    with django_assert_max_num_queries(10):
        client.get(f"/en/gaps/runs/{made.number}/results/")
    with django_assert_max_num_queries(20):
        client.get(f"/en/gaps/runs/{made.number}/results/SA-0001/")
