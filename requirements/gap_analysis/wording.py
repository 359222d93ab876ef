"""What are the factors, facts, doubts and filters of the gap analysis called, and how are its points said?"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# In the order of the method.
FACTORS: dict[str, Any] = {
    "obligation": _("Obligation"),
    "use_cases": _("Use cases"),
    "sdgs": _("SDGs"),
    "needs": _("Needs"),
    "special_needs": _("Countries with special needs"),
    "barriers": _("Barriers"),
}
# What each factor counts, and how many of it give half of its points.
RULES: dict[str, Any] = {
    "obligation": _(
        "The word of the requirement: required and prohibited count whole, recommended and not recommended six tenths,"
        " optional three tenths. For an aspect, the strongest word of the requirements beside it."
    ),
    "use_cases": _("Use cases that name it or that it names; two give half of the points."),
    "sdgs": _("Sustainable Development Goals that it serves; two give half of the points."),
    "needs": _("Needs of countries that name it or that it names; one gives half of the points."),
    "special_needs": _(
        "Needs and experiences among these of least developed countries, landlocked developing countries, small island"
        " developing States and economies in transition; one gives half of the points."
    ),
    "barriers": _("Experiences in which something that concerns it hindered; one gives half of the points."),
}
# The states in their order, each with the condition that makes it.
STATE_RULES: dict[str, Any] = {
    "not_applicable": _("The requirement is informative: no standard is asked for."),
    "to_be_confirmed": _(
        "An assessment was not confirmed, was made for another text of the entry or of the standard, or names a"
        " standard that is neither in force nor on its way."
    ),
    "contested": _("Standards in force of two or more bodies cover it fully; twin texts are one text."),
    "covered": _("A standard in force covers it fully."),
    "partly_covered": _("Standards in force cover a part."),
    "in_progress": _("A standard that would cover it, whole or in part, is on its way."),
    "gap": _("Somebody looked and found no standard."),
    "not_assessed": _("Nobody has set it beside a standard yet."),
}
DOUBTS: dict[str, Any] = {
    "unconfirmed": _("not confirmed"),
    "entry_changed": _("made for another text of the entry"),
    "standard_changed": _("made for another edition of the standard"),
    "not_in_force": _("the standard is neither in force nor on its way"),
}
COUNTS: dict[str, Any] = {
    "full_bodies": _("covers it fully"),
    "partial": _("covers a part"),
    "coming": _("on its way"),
    "none": _("none found"),
    "": _("does not count"),
}
OUTCOMES: dict[str, Any] = {
    "opened": pgettext_lazy("gaps", "Opened"),
    "closed": pgettext_lazy("gaps", "Closed"),
    "moved": pgettext_lazy("gaps", "Moved to another state"),
    "rescored": pgettext_lazy("gaps", "Scored anew"),
}
FACTS: dict[str, Any] = {
    **FACTORS,
    "doubtful": _("Doubtful assessments"),
    "full_bodies": _("Bodies that cover it fully"),
    "partial": _("Standards that cover a part"),
    "coming": _("Standards on their way"),
    "none": _("None found"),
    "edition": _("Edition"),
    "scope": _("Scope of the run"),
    "weights": _("Weights"),
}
NARROWING: dict[str, Any] = {
    "state": _("State"),
    "open": _("Not fully covered"),
    "severity": _("Severity"),
    "area": _("Area"),
    "building_block": _("Building block"),
    "study_group": _("Proposed first"),
    "body": _("Body"),
    "special_needs": _("Countries with special needs"),
}


def said(thousandths: int) -> str:
    """Points with one digit behind the point, cut off, not rounded, so that parts never say more than the whole."""
    return f"{thousandths // 1000}.{thousandths % 1000 // 100}"
