"""What is each field of a document called?"""

from collections import defaultdict
from functools import cache
from typing import Any, get_args

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from requirements import documents
from requirements.choices import TranslationState
from requirements.documents import Part
from requirements.views import vocabulary

LABELS = {
    "acceptance_criteria": _("Acceptance criteria"),
    "acronym": _("Acronym"),
    "action_kind": _("How often"),
    "agenda": _("Agenda"),
    "actions": _("Actions"),
    "action_lines": _("WSIS action lines"),
    "actors": _("Actors"),
    "addressee": _("Addressee"),
    "addressees": _("Addressed"),
    "aliases": _("Also written"),
    "alpha3": _("Three-letter code"),
    "approved_on": _("Approved on"),
    "area": _("Area"),
    "assembly": _("Adopted by"),
    "assessed_on": _("Assessed on"),
    "basis": _("Basis"),
    "block_kind": _("Kind of building block"),
    "body": _("Body"),
    "building_blocks": _("Building blocks"),
    "captioned": _("Captions in"),
    "candidates": _("Study groups that could take it up"),
    "category": _("Category"),
    "citation": _("Citation"),
    "citations": _("What it refers to"),
    "classification": _("Classification"),
    "clauses": _("Clauses"),
    "collaboration": _("In collaboration with"),
    "collaborators": _("Collaborators"),
    "confidence": _("Confidence"),
    "confirmed": _("Confirmed"),
    "confirmed_on": _("Confirmed on"),
    "consent": _("Consent"),
    "cooperation": _("In cooperation with"),
    "counts": _("Evidence counted"),
    "countries": _("Countries"),
    "country": _("Country"),
    "country_groups": _("Groups of countries"),
    "coverage": _("Coverage by standards"),
    "defined_in": _("Defined in"),
    "deliverable_type": _("Kind of document"),
    "description": _("Description"),
    "designation": _("Designation"),
    "document": _("Document"),
    "due_on": _("Due"),
    "developing_country_note": _("For developing countries"),
    "edition": _("Edition"),
    "editions": _("Editions"),
    "ends_at": _("End"),
    "entries": _("Entries"),
    "event_status": _("Status"),
    "event_type": _("Type"),
    "fellowships": _("Fellowships"),
    "host": _("Host"),
    "interpreted": _("Interpretation into"),
    "mode": _("Way to take part"),
    "outcomes": _("Outcomes"),
    "papers": _("Documents"),
    "participation": _("Participants by country"),
    "partners": _("Partners"),
    "registration": _("Registration"),
    "series": _("Series"),
    "spoken": _("Languages spoken"),
    "starts_at": _("Start"),
    "time_zone": _("Time zone"),
    "venue": _("Venue"),
    "ended_on": _("Ended on"),
    "entry_fingerprint": _("Fingerprint of the entry"),
    "event": _("Event"),
    "evidence": _("Evidence"),
    "evidence_kind": _("Kind of evidence"),
    "experience_kind": _("Kind of experience"),
    "factors": _("What helped and what hindered"),
    "file": _("File"),
    "formal": _("From a standards body"),
    "former_occasion": _("Place and year before"),
    "free_of_charge": _("Free of charge"),
    "groups": _("Groups of countries"),
    "groups_as_of": _("Groups as of"),
    "identifier": _("Identifier"),
    "indicators": _("Indicators"),
    "information": _("Information exchanged"),
    "itu_region": _("ITU region"),
    "key": _("Key"),
    "keywords": _("Keywords"),
    "kind": _("Kind"),
    "label": _("Label"),
    "language": _("Language"),
    "lead": _("Lead"),
    "lessons": _("Lessons learned"),
    "lineage": _("Revisions"),
    "licence": _("Licence"),
    "links": _("Related entries"),
    "low_connectivity_variant": _("Where connectivity is low"),
    "m49": _("M49 code"),
    "meeting": _("Meeting"),
    "name": _("Name"),
    "narrative": _("Narrative"),
    "next_report_on": _("Next report"),
    "no_action": _("Why there is no action"),
    "note": _("Note"),
    "number": _("Number"),
    "obligation": _("Obligation"),
    "obligation_original": _("Word used in the source"),
    "occasion": _("Place and year named"),
    "official_texts": _("Official texts"),
    "operative": _("Operative"),
    "organization_type": _("Kind of organization"),
    "organizations": _("Other bodies concerned"),
    "owner": _("Owner"),
    "paraphrase": _("What it asks"),
    "parent": _("Part of"),
    "part": _("Section"),
    "period": _("Period"),
    "place": _("Place in the source"),
    "place_year": _("Place and year"),
    "polarity": _("Effect"),
    "postcondition": _("Condition after"),
    "precondition": _("Condition before"),
    "preconditions": _("Preconditions"),
    "predecessors": _("Predecessors"),
    "producer": _("From"),
    "programmes": _("Programmes"),
    "provenance": _("Sources"),
    "proponents": _("Proposed by"),
    "provision": _("Provision"),
    "provisions": _("Provisions"),
    "question": pgettext_lazy("of a study group", "Question"),
    "rationale": _("Rationale"),
    "receiver": _("To"),
    "query": _("Saved filter"),
    "reference": _("Reference"),
    "relation": _("Relation"),
    "relations": _("Relations"),
    "relevance": _("Relevance to telecommunication"),
    "relevance_reason": _("Why it is relevant"),
    "report_to": _("Reports to"),
    "reported_on": _("Reported on"),
    "reports": _("Progress reports"),
    "requirements": _("Requirements"),
    "resolution": _("Resolution"),
    "results": _("Results"),
    "retrieved_on": _("Retrieved on"),
    "roles": _("Roles in digital public infrastructure"),
    "run": _("Run of the gap analysis"),
    "scenarios": _("Steps"),
    "sdgs": _("SDGs"),
    "see_also": _("See also"),
    "sector": _("Sector"),
    "service": _("Service"),
    "short_description": _("Short description"),
    "shown": _("Shown to everybody"),
    "source": _("Source"),
    "source_key": _("Key in the source"),
    "source_kind": _("Kind of source"),
    "source_language": _("Source language"),
    "stage": _("Stage"),
    "standard": _("Standard"),
    "standard_fingerprint": _("Fingerprint of the standard"),
    "started_on": _("Started on"),
    "starts_on": _("Start"),
    "state": pgettext_lazy("of an action", "State"),
    "statement": _("Statement"),
    "status": _("Status"),
    "status_original": _("Status in the body’s own word"),
    "steps": _("Steps"),
    "study_group": _("Study group"),
    "study_groups": _("Study groups"),
    "study_period": _("Study period"),
    "successor": _("Successor"),
    "target": _("Target"),
    "text": _("Text"),
    "text_status": _("Status of the text"),
    "title": _("Title"),
    "to_confirm": _("To be confirmed"),
    "topics": _("Topics"),
    "touches": _("Entries concerned"),
    "translations": _("Translations"),
    "trigger": _("Trigger"),
    "type": _("Type"),
    "un_region": _("UN region"),
    "un_subregion": _("UN subregion"),
    "uncovered": _("What it leaves open"),
    "unit": _("Unit"),
    "urgency": _("Urgency"),
    "url": _("Address"),
    "verification_method": _("How it is verified"),
    "weight": _("Weight"),
    "year": _("Year"),
}

# The collections as headings of lists and crumbs.
PLURALS = {
    "requirement": _("Requirements"),
    "use_case": _("Use cases"),
    "aspect": _("Standardization aspects"),
    "need": _("Needs"),
    "experience": _("Experiences"),
    "standard": _("Standards"),
    "block": _("Building blocks"),
    "programme": _("Programmes"),
    "study-group": _("Study groups"),
    "organization": _("Organizations"),
    "country": _("Countries"),
    "sdg": _("Sustainable Development Goals"),
    "action-line": _("WSIS action lines"),
    "resolution": _("Mandates"),
    "action": _("Actions"),
    "term": _("Glossary"),
    "event": _("Events"),
}


def label(field: str) -> str:
    """The label of a field; one that no schema knows any more is called by its own name."""
    return str(LABELS.get(field) or capfirst(field.replace("_", " ")))


def value_label(field: str, value: str) -> str:
    """The label of a value if a field of this name is enumerated in some kind of document, else what it says."""
    known = (values for values in _enumerations().get(field, ()) if value in values.values)
    return next((str(values(value).label) for values in known), str(vocabulary.said(field, value)))


@cache
def _enumerations() -> dict[str, set[type[TextChoices]]]:
    """Name of a field → the enumerations that fields of this name take their value from."""
    found: dict[str, set[type[TextChoices]]] = defaultdict(set, translations={TranslationState})
    waiting: list[type[Part]] = list(documents.TYPES.values())
    while waiting:
        part = waiting.pop()
        waiting += [field.part for field in documents.fields(part) if field.part]
        for name, field in part.model_fields.items():
            if values := enumeration(field.annotation):
                found[name].add(values)
    return found


def enumeration(annotation: Any) -> type[TextChoices] | None:
    """The enumeration that a type is made of: `list[CountryGroup]`, `Obligation | None`."""
    if isinstance(annotation, type) and issubclass(annotation, TextChoices):
        return annotation
    return next((found for inner in get_args(annotation) if (found := enumeration(inner))), None)
