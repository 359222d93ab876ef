"""What does an attribute, a type or a relation of a requirements tool mean here?

Every tool, and every project in it, has names of its own. A meaning is proposed for each by its name; people see it
with the preview, change it, and it is remembered for the next file that has the name.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from requirements.choices import Relation
from requirements.exchange.formats.records import Question
from requirements.exchange.formats.reqif.content import OWN, Structure

NOTHING = ""
ATTRIBUTE, TYPE, RELATION = "attribute", "type", "relation"
NAME_LENGTH = 150
# The first pattern that the name matches as a whole, in small letters without `reqif.` and with single blanks.
ATTRIBUTES = (
    ("identifier", r"(?:foreign ?id|(?:object |element |requirement |req )?(?:identifier|id|uid|number)|key)"),
    ("heading", r"(?:chapter ?name|(?:object |section )?heading|section(?: title)?)"),
    ("kind", r"(?:object|art[ei]fact|item|requirement|req|element|work ?item) (?:type|kind|class)"),
    ("deleted", r"(?:is )?(?:object )?(?:deleted|purged)"),
    ("title", r"(?:(?:dcterms|requirement|req|item|artifact) )?(?:name|title|summary|caption|label)|element label"),
    ("title", r"short (?:text|name|description)|betreff|titre|bezeichnung|libellé|título"),
    ("statement", r"(?:.*\b)?(?:text|txt|statement|requirement|description|desc|contents?|beschreibung)"),
    ("statement", r"anforderung(?:stext)?|exigence|énoncé|requisito|enunciado|descripción"),
    ("rationale", r"(?:.*\b)?(?:rationale|justification|reason|comments?|notes?|remarks?|begründung)"),
    ("acceptance_criteria", r"(?:.*\b)?(?:acceptance(?: criteria| criterion)?|fit criterion|test criteria|criteria)"),
    ("verification_method", r"(?:verification|validation|test)(?: method)?|method of verification"),
    ("obligation", r"(?:.*\b)?(?:obligation|priority|binding|mandatory|bindingness|verbindlichkeit|level)"),
    ("keywords", r"(?:tags?|keywords?|labels|categor(?:y|ies)|stichwörter)"),
)
TYPES = (("heading", r".*\b(?:heading|chapter|section|headline|überschrift|folder|information|comment|title)\b.*"),)
REQUIREMENT, HEADING = "requirement", "heading"
# What tools say of an object that is no requirement.
ASIDE = r"(?:info|information|comment|note|definition|description|figure|picture|diagram|table|text|beschreibung)"
RELATIONS = (
    (Relation.REFINES, r".*(?:refine|parent|child|decompos|contain|detail).*"),
    (Relation.DERIVES_FROM, r".*(?:deriv|satisf|implement|trace|origin|source|realiz|fulfil).*"),
    (Relation.NEEDS, r".*(?:depend|need|require|uses?|prerequisite).*"),
    (Relation.CONFLICTS_WITH, r".*(?:conflict|contradict|exclude).*"),
    (Relation.EQUIVALENT_TO, r".*(?:duplicat|equal|equivalent|same|copy).*"),
    (Relation.REPLACES, r".*(?:replace|supersede|obsolete).*"),
)
# Links of tools lead from what was made to what it was made for.
OTHERWISE = Relation.DERIVES_FROM


def questions(structures: Iterable[Structure]) -> Iterator[Question]:
    """One question for each name of an attribute, a type of objects and a type of relations that others made."""
    asked: set[str] = set()
    for found in structures:
        for question in _of(found):
            if question.key not in asked:
                asked.add(question.key)
                yield question


def _of(found: Structure) -> Iterator[Question]:
    for kind in found.types.values():
        if kind.id.startswith(OWN):
            continue
        if kind.element == "SPEC-RELATION-TYPE":
            label = _("Relation “%(name)s”") % {"name": kind.name}
            yield Question(key(RELATION, kind.name), label, _relations(), proposed(RELATION, kind.name))
        elif kind.element == "SPEC-OBJECT-TYPE":
            label = _("Objects of the type “%(name)s”") % {"name": kind.name}
            yield Question(key(TYPE, kind.name), label, _types(), proposed(TYPE, kind.name))
            for attribute in kind.attributes.values():
                label = _("Attribute “%(name)s”") % {"name": attribute.name}
                yield Question(
                    key(ATTRIBUTE, attribute.name), label, _attributes(), proposed(ATTRIBUTE, attribute.name)
                )


def kind_of(said: str) -> str:
    """What an object is by its own word: a requirement, a heading, or nothing that is imported."""
    words = said.strip().lower()
    if re.fullmatch(TYPES[0][1], words) and not re.fullmatch(ASIDE, words):
        return HEADING
    return NOTHING if re.fullmatch(ASIDE, words) else REQUIREMENT


def key(what: str, name: str) -> str:
    return f"{what}:{' '.join(name.split())[:NAME_LENGTH]}"


def proposed(what: str, name: str) -> str:
    """The meaning that a name suggests."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"(?i)^reqif\.", "", name))
    words = " ".join(re.findall(r"[^\W_]+", spaced)).lower()
    words = re.sub(r"(?<=foreign)(?=id)|(?<=chapter)(?=name)", " ", words)
    if what == ATTRIBUTE:
        return next((field for field, pattern in ATTRIBUTES if re.fullmatch(pattern, words)), NOTHING)
    if what == TYPE:
        return next((kind for kind, pattern in TYPES if re.fullmatch(pattern, words)), REQUIREMENT)
    return next((str(relation) for relation, pattern in RELATIONS if re.fullmatch(pattern, words)), str(OTHERWISE))


def _attributes() -> tuple[tuple[str, str], ...]:
    return (
        (NOTHING, _("leave it out")),
        ("identifier", _("the number in its source")),
        ("title", _("the title")),
        ("heading", _("the title of a chapter")),
        ("statement", _("the statement")),
        ("rationale", _("the rationale")),
        ("acceptance_criteria", _("the acceptance criteria")),
        ("verification_method", _("the verification method")),
        ("obligation", _("the obligation")),
        ("keywords", _("the keywords")),
        ("kind", _("which kind of object it is")),
        ("deleted", _("whether it is deleted")),
    )


def _types() -> tuple[tuple[str, str], ...]:
    return (
        (REQUIREMENT, _("a requirement")),
        ("heading", _("the heading of a chapter")),
        (NOTHING, _("leave it out")),
    )


def _relations() -> tuple[tuple[str, str], ...]:
    return ((NOTHING, _("leave it out")), *((relation.value, str(relation.label)) for relation in Relation))
