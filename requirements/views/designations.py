"""What are resolutions and their provisions called in a line of the page, in the reader's language?

A keyword and an addressee cannot be put together word by word in every language, so translators get each beginning of
a provision whole. An identifier never changes, and says which beginning it is.
"""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import choices

# What the name of a resolution begins with → how it is called. Other documents are called as they are written.
DESIGNATIONS = {
    "wtsa": gettext_lazy("WTSA Resolution %(number)s"),
    "wtdc": gettext_lazy("WTDC Resolution %(number)s"),
    "pp": gettext_lazy("PP Resolution %(number)s"),
    "cs": gettext_lazy("ITU Constitution, No. %(number)s"),
    "itu-r": gettext_lazy("Resolution ITU-R %(number)s"),
    "itu-d-rec": gettext_lazy("Recommendation ITU-D %(number)s"),
}
# What an operative provision begins with, by its place without its number.
BEGINNINGS = {
    "instructs-tsb-director": gettext_lazy("instructs the Director of TSB"),
    "instructs-tsb-director-with-bdt": gettext_lazy("instructs the Director of TSB, with the Director of BDT"),
    "instructs-tsb-director-with-sg-and-bdt": gettext_lazy(
        "instructs the Director of TSB, with the Secretary-General and the Director of BDT"
    ),
    "instructs-tsag": gettext_lazy("instructs TSAG"),
    "instructs-study-groups": gettext_lazy("instructs the study groups"),
    "instructs-bdt-director": gettext_lazy("instructs the Director of BDT"),
    "instructs-bdt-director-with-tsb-and-br": gettext_lazy(
        "instructs the Director of BDT, with the Directors of TSB and BR"
    ),
    "invites-members": gettext_lazy("invites the members"),
    "encourages-member-states": gettext_lazy("encourages the Member States"),
}
_NUMBERED = re.compile(r"(.+?)-([a-z]|[0-9]+)(-old)?")
_SERIES = re.compile(r"resolution:(.+)-([0-9]+)")


def resolution_name(document: dict[str, Any]) -> str:
    """`WTSA Resolution 103`; empty for a document without a designation."""
    series = _SERIES.fullmatch(document["identifier"])
    if series and (called := DESIGNATIONS.get(series[1])):
        return called % {"number": series[2]}
    return document.get("designation", "")


def provision_name(provision: dict[str, Any]) -> str:
    """`instructs the Director of TSB 2`, `recalling c`."""
    place = provision["identifier"].partition("#")[2]
    numbered = _NUMBERED.fullmatch(place)
    beginning = BEGINNINGS.get(numbered[1] if numbered else place) or choices.Part(provision["part"]).label
    label = provision.get("label")
    return _("%(beginning)s %(label)s") % {"beginning": beginning, "label": label} if label else str(beginning)
