"""Can staff make a run, publish it, review a result, record a decision and change weights, each by their right?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requirements import gap_analysis
from requirements.choices import JobState, Role
from requirements.models import Gap, GapAnalysis, GapDecision, GapResult, GapReview, GapWeights, History, Job
from tests import factories
from tests.admin import desk as sitting
from tests.gap_analysis.test_comparison import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    return sitting.signed_in(factories.user(Role.PUBLISHER))


def address(model: str, page: str, *arguments: Any) -> str:
    return reverse(f"admin:requirements_{model}_{page}", args=arguments)


def test_a_run_is_made_by_the_worker_and_published_by_a_button(publisher: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    refused = publisher.post(address("gapanalysis", "add"), {"scope": "colour=red"})
    assert "colour" in refused.content.decode() or "known are" in refused.content.decode()
    publisher.post(address("gapanalysis", "add"), {"scope": "building_block=identity"})
    job = Job.objects.get()
    assert (job.kind, job.state) == ("analyse", JobState.DONE)
    run = GapAnalysis.objects.get(number=job.result["run"])
    assert (run.scope, run.by) == ({"building_block": ["identity"]}, "publisher")
    page = publisher.get(address("job", "change", job.pk)).content.decode()
    assert address("gapanalysis", "change", run.pk) in page
    assert "Publish this run" in publisher.get(address("gapanalysis", "change", run.pk)).content.decode()
    publisher.post(address("gapanalysis", "publish", run.pk))
    assert gap_analysis.latest() == run
    assert Gap.objects.get().item == "REQ-0001"
    assert "Publish this run" not in publisher.get(address("gapanalysis", "change", run.pk)).content.decode()
    again = publisher.post(address("gapanalysis", "publish", run.pk), follow=True).content.decode()
    assert "is published already" in again


def test_results_are_reviewed_and_decisions_recorded_on_their_pages(publisher: Client) -> None:
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    run = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(run, by=None)
    page = address("gapresult", "change", GapResult.objects.get().pk)
    wrong = publisher.post(page, {"finding": "corrected", "reason": "ISO has one.", "state": ""}).content.decode()
    assert "A correction names the state" in wrong
    assert "ISO has one." in wrong
    publisher.post(page, {"finding": "corrected", "reason": "ISO has one.", "state": "covered"})
    assert GapReview.objects.get().state == "covered"
    page = address("gap", "change", Gap.objects.get().pk)
    asked = {"disposition": "study", "meeting": "TSAG 6", "decided_on": "2026-06-05", "document": "R12"}
    assert "which study group" in publisher.post(page, asked).content.decode()
    publisher.post(page, {**asked, "study_group": "study-group:itu-t-sg17", "question": "Q10/17"})
    assert GapDecision.objects.get().question == "Q10/17"
    assert "TSAG 6" in publisher.get(page).content.decode()
    assert set(History.objects.values_list("action", flat=True)) >= {"review_gap", "decide_gap", "publish_analysis"}


def test_weights_are_changed_by_a_new_version(publisher: Client) -> None:
    page = address("gapweights", "add")
    points = {name: str(number) for name, number in gap_analysis.WEIGHTS.items()}
    assert "a hundred in all" in publisher.post(page, {**points, "needs": "99", "reason": "So."}).content.decode()
    publisher.post(page, {**points, "obligation": "35", "use_cases": "15", "reason": "TSAG asked for it."})
    made = GapWeights.objects.get()
    assert (made.version, made.weights["obligation"], made.by) == (1, 35, "publisher")
    assert "TSAG asked for it." in publisher.get(address("gapweights", "change", made.pk)).content.decode()


def test_who_may_not_is_shown_the_rows_and_no_form() -> None:
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    run = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(run, by=None)
    translator = sitting.signed_in(factories.user(Role.TRANSLATOR))
    for page in (
        address("gapresult", "change", GapResult.objects.get().pk),
        address("gap", "change", Gap.objects.get().pk),
        address("gapanalysis", "change", run.pk),
    ):
        assert "gap_form" not in translator.get(page).content.decode()
        assert translator.post(page, {"reason": "So."}).status_code == 403 or "gapanalysis" in page
    for page in (address("gapanalysis", "add"), address("gapweights", "add")):
        assert translator.get(page).status_code == 403
    assert translator.post(address("gapanalysis", "publish", run.pk), follow=True).status_code == 200
    contributor = sitting.signed_in(factories.user(Role.CONTRIBUTOR))
    assert "gap_form" not in contributor.get(address("gap", "change", Gap.objects.get().pk)).content.decode()
