"""What do people decide: which weights hold, which run is published, which results are right, what TSAG makes of a gap?

Each is one transaction, asks the table of permissions and leaves one row in the history. Nothing is ever changed: of
several rows about the same the last holds.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from requirements import catalogue, permissions
from requirements.choices import Disposition, GapState, Review
from requirements.gap_analysis import criteria
from requirements.gap_analysis.errors import Refused
from requirements.models import (
    Gap,
    GapAnalysis,
    GapDecision,
    GapPublication,
    GapResult,
    GapReview,
    GapWeights,
    History,
    User,
)

LIFE = (Path(__file__).parent / "life.sql").read_text()
# Whoever numbers runs or gaps holds this lock until the end of the transaction.
NUMBERS = 0x676170


def weights_in_force() -> tuple[int, dict[str, int]]:
    """(version, points for each factor); version 0 is what ships. One query."""
    last = GapWeights.objects.first()
    return (last.version, dict(last.weights)) if last else (0, dict(criteria.WEIGHTS))


def check_weights(points: Mapping[str, int]) -> None:
    """Raise Refused unless these are whole points for each factor, a hundred in all."""
    if set(points) != set(criteria.FACTORS) or min(points.values()) < 0 or sum(points.values()) != 100:
        names = ", ".join(criteria.FACTORS)
        raise Refused(_("Weights are whole numbers for %(factors)s, a hundred in all.") % {"factors": names})


@transaction.atomic
def weigh(points: Mapping[str, int], *, by: User, reason: str) -> GapWeights:
    """Let further runs count by these weights; runs made before keep theirs. Refused without a reason."""
    permissions.check(by, "publish_analysis")
    check_weights(points)
    _demand_reason(reason)
    lock_numbers()
    version = weights_in_force()[0] + 1
    made = GapWeights.objects.create(version=version, weights=dict(points), reason=reason, by=by.get_username())
    _remember("weigh", f"weights:{version}", by=by, note=reason)
    return made


@transaction.atomic
def publish(run: GapAnalysis, *, by: User | None) -> GapPublication:
    """Let everybody read a run, and let gaps live by it: what lacks a standard opens a gap, what is covered or does not
    apply closes it, by the run's states as curators corrected them. What nobody has looked at changes nothing, nor does
    what is not in the run's scope. A fixed number of statements.

    Refused if the run is published already or looks at an earlier moment than one that is. `by` None is the registry.
    """
    if by is not None:
        permissions.check(by, "publish_analysis")
    lock_numbers()
    if GapPublication.objects.filter(run=run).exists():
        raise Refused(_("Run %(number)s is published already.") % {"number": run.number})
    if later := GapAnalysis.objects.filter(publication__isnull=False, as_of__gt=run.as_of).first():
        raise Refused(_("Run %(number)s, which is published, looks at a later moment.") % {"number": later.number})
    publication = GapPublication.objects.create(run=run, by=by.get_username() if by else "registry")
    _live(run)
    _remember("publish_analysis", f"gap-analysis:{run.number}", by=by)
    return publication


def _live(run: GapAnalysis) -> None:
    with connection.cursor() as cursor:
        states: dict[str, Any] = {"open": list(criteria.GAPS), "settled": list(criteria.SETTLED)}
        cursor.execute(LIFE, {"run": run.pk, "whole": run.scope == {}, **states})


@transaction.atomic
def review(result: GapResult, finding: Review, *, by: User, reason: str, state: str = "") -> GapReview:
    """Keep what a curator says of a result: it is right, it should have another state, or it is no result at all.

    It holds for later runs, too, as long as they say the same by the same facts. Refused without a reason.
    """
    permissions.check(by, "review_gap")
    _demand_reason(reason)
    if (finding == Review.CORRECTED) != (state in GapState.values):
        raise Refused(_("A correction names the state that the result should have; nothing else does."))
    kept = GapReview.objects.create(result=result, review=finding, state=state, reason=reason, by=by.get_username())
    about = {"finding": finding.label, "run": result.run.number, "reason": reason}
    _remember("review_gap", result.identifier, by=by, note=_("%(finding)s in run %(run)s: %(reason)s") % about)
    return kept


@transaction.atomic
def decide(gap: Gap, disposition: Disposition, *, by: User, **details: Any) -> GapDecision:
    """Keep what TSAG decided about a gap; `details` as `GapDecision` names them: meeting, decided_on and document are
    demanded, the study group of a study, the body of joint work or a liaison. Refused with what is missing or unknown.
    """
    permissions.check(by, "decide_gap")
    for name in ("meeting", "decided_on", "document"):
        if not details.get(name):
            raise Refused(_("A decision names its meeting, its day and its document."))
    _check_named(disposition, details)
    decision = GapDecision.objects.create(gap=gap, disposition=disposition, by=by.get_username(), **details)
    _remember("decide_gap", gap.identifier, by=by, note=f"{disposition.label}: {details['document']}")
    return decision


def _check_named(disposition: Disposition, details: Mapping[str, Any]) -> None:
    if disposition == Disposition.STUDY and not details.get("study_group"):
        raise Refused(_("Say which study group is to study it."))
    if disposition in (Disposition.JOINT, Disposition.LIAISON) and not details.get("organization"):
        raise Refused(_("Say which other body it is about."))
    named = {details[name] for name in ("study_group", "organization") if details.get(name)}
    if unknown := named - catalogue.published(named):
        raise Refused(_("“%(value)s” is not in the registry.") % {"value": min(unknown)})


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why."))


def lock_numbers() -> None:
    """Wait for whoever else numbers runs, gaps or weights, and let others wait until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS])


def _remember(action: str, identifier: str, *, by: User | None, note: str = "") -> None:
    name = by.get_username() if by else "registry"
    History.objects.create(by=name, action=action, identifier=identifier, note=note)
