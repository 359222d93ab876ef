"""Does a reader get a report on a published run as a file, not too often, and nobody one on a run of staff's?"""

import pytest
from django.test import Client, override_settings

from requirements import gap_analysis
from requirements.reports.writers import pdf
from tests.gap_analysis.test_figures import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> str:
    run = registry()
    gap_analysis.publish(run, by=None)
    return f"/fr/gaps/runs/{run.number}"


def test_a_report_is_a_file_that_is_sent_once(client: Client, root: str) -> None:
    response = client.get(f"{root}/tsag-gaps.docx")
    number = root.rpartition("/")[2]
    assert response.headers["Content-Disposition"] == f'attachment; filename="tsag-gaps-{number}-fr.docx"'
    assert response.content.startswith(b"PK")
    again = client.get(f"{root}/tsag-gaps.docx", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{root}/nothing.docx").status_code == 404
    assert client.get(f"{root}/tsag-gaps.exe").status_code == 404


def test_a_run_that_is_not_published_has_no_report(client: Client) -> None:
    assert client.get(f"/fr/gaps/runs/{registry().number}/tsag-gaps.html").status_code == 404


def test_who_asks_too_often_waits(client: Client, root: str) -> None:
    with override_settings(REPORTS_PER_MINUTE=2):
        answers = [client.get(f"{root}/needs.html") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Cache-Control"] == "no-store"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


def test_a_font_that_is_missing_is_said(client: Client, root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONTS", {"ar": ("Nobody’s Naskh",)})
    response = client.get(f"{root.replace('/fr/', '/ar/')}/needs.pdf")
    assert response.status_code == 503
    assert "Nobody’s Naskh" in response.content.decode()
