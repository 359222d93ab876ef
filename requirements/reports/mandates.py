"""What is done about each provision of the mandates, and what shows it?

The Action Plan with the head of a temporary document. Evidence is counted in the registry as it is now.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements import mandates
from requirements.documents import stamp
from requirements.mandates import Row, is_overdue
from requirements.models import GapAnalysis
from requirements.reports import action_plan
from requirements.reports.document import Cell, Document, sentence, words
from requirements.reports.front import Occasion, front


def build(run: GapAnalysis, language: str, occasion: Occasion) -> Document:
    """The plan as it stood at the run's moment."""
    rows, today = mandates.plan(run.as_of), run.as_of.date()
    plan = action_plan.document(rows, language, today)
    with override(language):
        moment = stamp(run.as_of)
        told = _abstract(rows, language, today, f"/api/v1/actions/?as_of={moment}#/count")
        head = front(occasion, language, title=plan.title, abstract=told)
    return replace(plan, front=head, moment=run.as_of)


def _abstract(rows: Sequence[Row], language: str, today: date, figure: str) -> Cell:
    """How many actions there are, and which of them should be done by now."""
    overdue = [row.action.get("number") or row.action["identifier"] for row in rows if is_overdue(row.action, today)]
    return sentence(
        _("Actions: %(actions)s. Overdue: %(overdue)s."),
        language,
        actions=words(len(rows), language, figure=figure),
        overdue=", ".join(overdue) or _("none"),
    )
