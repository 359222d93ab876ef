"""What is done about each provision of the mandates, and what shows it?

The Action Plan with the head of a temporary document. Evidence is counted in the registry as it is now.
"""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements import mandates
from requirements.mandates import is_overdue
from requirements.models import GapAnalysis
from requirements.reports import action_plan
from requirements.reports.document import Document, words
from requirements.reports.front import Occasion, front


def build(run: GapAnalysis, language: str, occasion: Occasion) -> Document:
    """The plan as it stood at the run's moment."""
    rows, today = mandates.plan(run.as_of), run.as_of.date()
    plan = action_plan.document(rows, language, today)
    with override(language):
        told = _("Actions: %(actions)s. Overdue: %(overdue)s.")
        overdue = sum(is_overdue(row.action, today) for row in rows)
        abstract = [words(told % {"actions": len(rows), "overdue": overdue}, language)]
        head = front(occasion, language, title=plan.title, abstract=abstract)
    return replace(plan, front=head, moment=run.as_of)
