"""How does a curator find the entries in which something reads badly?"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from requirements import checks
from requirements.models import KINDS

# What each warning is called in a list; its sentence, with the words in question, stands on the page of the entry.
NAMES = {
    "two_obligations": _("Two obligations in one statement"),
    "several_sentences": _("Several sentences in one statement"),
    "obligation_disagrees": _("Obligation and wording disagree"),
    "no_obligation_phrase": _("No phrase of obligation"),
    "loose_obligation": _("Not in ITU wording"),
    "vague_words": _("Vague words"),
    "no_rationale": _("No rationale"),
    "no_acceptance_criteria": _("No acceptance criteria"),
    "no_verification_method": _("No verification method"),
    "no_link": _("No link"),
    "no_provenance": _("No provenance"),
    "no_remainder": _("Partial coverage without what stays uncovered"),
    "no_assessment": _("Coverage without assessor or date"),
    "no_factor": _("No factor"),
    "no_lesson": _("No lesson"),
}


class QualityFilter(admin.SimpleListFilter):
    """Entries of which a curator is warned, by the warning."""

    title = _("quality")
    parameter_name = "quality"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = [KINDS[model_admin.model]] if model_admin.model in KINDS else list(checks.WARNINGS)
        codes = dict.fromkeys(code for kind in kinds for code in checks.WARNINGS[kind])
        return [("nothing", _("Nothing to improve")), *((code, NAMES[code]) for code in codes)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "nothing":
            return queryset.filter(quality=[])
        return queryset.filter(quality__contains=[self.value()]) if self.value() else queryset
