"""What does an attribute, a type or a relation of a requirements tool mean here?

Every tool, and every project in it, has names of its own. A meaning is proposed for each by its name; people see it
with the preview, change it, and it is remembered for the next file that has the name.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements.choices import Relation
from requirements.exchange.formats.records import Question
from requirements.exchange.formats.reqif.content import OWN, Structure, Type
from requirements.exchange.formats.vocabulary import NAME_LENGTH, NOTHING, choices, suggested, words_of

ATTRIBUTE, TYPE, RELATION = "attribute", "type", "relation"
TYPES = (
    ("heading", r".*\b(?:heading|chapter|section|headline|title|folder|überschrift|kapitel|ordner|titre|chapitre)\b.*"),
    ("requirement", r".*\b(?:requirements?|req|feature|constraint|anforderung(?:en)?|exigences?|requisitos?)\b.*"),
    ("", r".*\b(?:info(?:rmation)?|comments?|notes?|text|prose|diagram|figure|picture|image|glossary|terms?)\b.*"),
    ("", r".*\b(?:definition|actor|akteur|event|ereignis|state|zustand|plan|issue|reference)\b.*"),
)
REQUIREMENT, HEADING = "requirement", "heading"
# What tools say of an object that is no requirement.
ASIDE = (
    r"(?:info|information|informative|informational|comment|note|definition|description|figure|picture|diagram|table|"
    r"text|example|justification|placeholder|beschreibung|kommentar|commentaire|bild|remarque)"
)
RELATIONS = (
    (Relation.REFINES, r".*(?:refine|parent|child|decompos|contain|detail).*"),
    (Relation.DERIVES_FROM, r".*(?:deriv|satisf|implement|trace|origin|source|realiz|fulfil).*"),
    (Relation.NEEDS, r".*(?:depend|need|require|uses?|prerequisite).*"),
    (Relation.CONFLICTS_WITH, r".*(?:conflict|contradict|exclude).*"),
    (Relation.EQUIVALENT_TO, r".*(?:duplicat|equal|equivalent|same|copy).*"),
    (Relation.REPLACES, r".*(?:replace|supersede|obsolete).*"),
)
# Attributes that ReqIF's implementers agreed on.
SYSTEM = re.compile(r"(?i)reqif[.-]")
NAMED = {"SPEC-RELATION-TYPE": RELATION, "SPEC-OBJECT-TYPE": TYPE}
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
    meanings = proposals(found)
    for what, name in _names(found):
        label, offered = ASKED[what]
        asked = key(what, name)
        yield Question(asked, str(label) % {"name": name}, offered(), meanings[asked])


def _names(found: Structure) -> Iterator[tuple[str, str]]:
    """(what it is, name) of all that others have named."""
    for kind in _foreign(found):
        if kind.element == "SPEC-RELATION-TYPE":
            yield RELATION, kind.name
        elif kind.element == "SPEC-OBJECT-TYPE":
            yield TYPE, kind.name
            yield from ((ATTRIBUTE, attribute.name) for attribute in kind.attributes.values())


def _foreign(found: Structure) -> Iterator[Type]:
    return (kind for kind in found.types.values() if not kind.id.startswith(OWN))


def proposals(found: Structure) -> dict[str, str]:
    """Key → meaning of every name in a file that others made, by the name and by what else its type has."""
    meanings: dict[str, str] = {}
    for kind in _foreign(found):
        if kind.element in NAMED:
            meanings[key(NAMED[kind.element], kind.name)] = proposed(NAMED[kind.element], kind.name)
        if kind.element == "SPEC-OBJECT-TYPE":
            for name, meaning in _of_type(kind).items():
                meanings[name] = meanings.get(name) or meaning
    return meanings


def _of_type(kind: Type) -> dict[str, str]:
    """Key → meaning of the attributes of a type. Without a statement its first formatted text is one, as no name of
    ReqIF's own says what else it would be."""
    defined = kind.attributes.values()
    meanings = {key(ATTRIBUTE, one.name): proposed(ATTRIBUTE, one.name, one.shape) for one in defined}
    if proposed(TYPE, kind.name) == REQUIREMENT and "statement" not in meanings.values():
        texts = (key(ATTRIBUTE, one.name) for one in defined if one.shape == "XHTML" and not SYSTEM.match(one.name))
        if unnamed := next((name for name in texts if meanings[name] == NOTHING), ""):
            meanings[unnamed] = "statement"
    return meanings


def kind_of(said: str) -> str:
    """What an object is by its own word: a requirement, a heading, or nothing that is imported."""
    words = said.strip().lower()
    if re.fullmatch(TYPES[0][1], words) and not re.fullmatch(ASIDE, words):
        return HEADING
    return NOTHING if re.fullmatch(ASIDE, words) else REQUIREMENT


def key(what: str, name: str) -> str:
    return f"{what}:{' '.join(name.split())[:NAME_LENGTH]}"


def proposed(what: str, name: str, shape: str = "STRING") -> str:
    """The meaning that a name suggests, of an attribute that holds values of a shape."""
    if what == ATTRIBUTE:
        return suggested(name, shape)
    words = words_of(name)
    if what == TYPE:
        return next((kind for kind, pattern in TYPES if re.fullmatch(pattern, words)), REQUIREMENT)
    return next((str(relation) for relation, pattern in RELATIONS if re.fullmatch(pattern, words)), str(OTHERWISE))


def _types() -> tuple[tuple[str, str], ...]:
    return (
        (REQUIREMENT, _("a requirement")),
        ("heading", _("the heading of a chapter")),
        (NOTHING, _("leave it out")),
    )


def _relations() -> tuple[tuple[str, str], ...]:
    return ((NOTHING, _("leave it out")), *((relation.value, str(relation.label)) for relation in Relation))


ASKED = {
    ATTRIBUTE: (gettext_lazy("Attribute “%(name)s”"), choices),
    TYPE: (gettext_lazy("Objects of the type “%(name)s”"), _types),
    RELATION: (gettext_lazy("Relation “%(name)s”"), _relations),
}
