"""What are the words called that readers meet in fields without an enumeration: kinds of documents, regions, units?

Curators may write others; these are shown as written, in the language of their document.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DELIVERABLES = {
    "itu_t_recommendation": _("ITU-T Recommendation"),
    "itu_t_supplement": _("Supplement to ITU-T Recommendations"),
    "international_standard": _("International standard"),
    "european_standard": _("European standard"),
    "technical_specification": _("Technical specification"),
    "consortium_specification": _("Specification of a consortium"),
    "building_block_specification": _("Specification of a building block"),
    "open_api_specification": _("Description of an API"),
    "w3c_recommendation": _("W3C Recommendation"),
    "rfc_standards_track": _("RFC on the standards track"),
    "rfc_other": _("Other RFC"),
    "guideline": _("Guideline"),
}
ORGANIZATIONS = {
    "SDO": _("Standards body"),
    "SDO committee": _("Committee of a standards body"),
    "ITU Sector": _("ITU Sector"),
    "ITU Sector / SDO": _("ITU Sector and standards body"),
    "ITU Bureau": _("ITU Bureau"),
    "UN body": _("UN body"),
    "UN department": _("UN department"),
    "UN fund": _("UN fund"),
    "UN initiative": _("UN initiative"),
    "UN office": _("UN office"),
    "UN programme": _("UN programme"),
    "UN regional commission": _("UN regional commission"),
    "UN specialized agency": _("UN specialized agency"),
    "UN academic body": _("UN academic body"),
    "regional telecommunication organization": _("Regional telecommunication organization"),
    "regional initiative": _("Regional initiative"),
    "initiative": _("Initiative"),
    "campaign": _("Campaign"),
    "community": _("Community"),
    "partnership project": _("Partnership project"),
    "open-source project": _("Open-source project"),
    "non-profit": _("Non-profit organization"),
    "foundation": _("Foundation"),
    "fund": _("Fund"),
    "industry body": _("Industry body"),
    "multilateral bank": _("Multilateral bank"),
    "development agency": _("Development agency"),
    "national body": _("National body"),
    "government": pgettext_lazy("kind of organization", "Government"),
    "academia": _("Academia"),
}
REGIONS = {
    "Africa": _("Africa"),
    "Americas": _("Americas"),
    "Arab States": _("Arab States"),
    "Asia": _("Asia"),
    "Asia-Pacific": _("Asia-Pacific"),
    "CIS": _("CIS"),
    "Europe": _("Europe"),
    "Oceania": _("Oceania"),
    "Australia and New Zealand": _("Australia and New Zealand"),
    "Central Asia": _("Central Asia"),
    "Eastern Asia": _("Eastern Asia"),
    "Eastern Europe": _("Eastern Europe"),
    "Latin America and the Caribbean": _("Latin America and the Caribbean"),
    "Melanesia": _("Melanesia"),
    "Micronesia": _("Micronesia"),
    "Northern Africa": _("Northern Africa"),
    "Northern America": _("Northern America"),
    "Northern Europe": _("Northern Europe"),
    "Polynesia": _("Polynesia"),
    "South-eastern Asia": _("South-eastern Asia"),
    "Southern Asia": _("Southern Asia"),
    "Southern Europe": _("Southern Europe"),
    "Sub-Saharan Africa": _("Sub-Saharan Africa"),
    "Western Asia": _("Western Asia"),
    "Western Europe": _("Western Europe"),
}
STUDY_GROUPS = {
    "current": pgettext_lazy("study group", "Current"),
    "merged": pgettext_lazy("study group", "Merged"),
    "advisory group": _("Advisory group"),
    "committee": _("Committee"),
}
UNITS = {
    "d": pgettext_lazy("unit", "days"),
    "h": pgettext_lazy("unit", "hours"),
    "min": pgettext_lazy("unit", "minutes"),
    "cm": pgettext_lazy("unit", "centimetres"),
    "m³": pgettext_lazy("unit", "cubic metres"),
    "records": pgettext_lazy("unit", "records"),
    "visits": pgettext_lazy("unit", "visits"),
}
# Field → word → label.
VOCABULARY: dict[str, dict[str, Any]] = {
    "deliverable_type": DELIVERABLES,
    "organization_type": ORGANIZATIONS,
    "un_region": REGIONS,
    "un_subregion": REGIONS,
    "itu_region": REGIONS,
    "status": STUDY_GROUPS,
    "unit": UNITS,
}


def said(field: str, word: Any) -> Any:
    """The label of a word; one that is not known as it is written."""
    return VOCABULARY[field].get(word, word) if field in VOCABULARY else word
