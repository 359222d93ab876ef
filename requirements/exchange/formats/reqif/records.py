"""What does an object of a requirements tool become, and how does one come back that the registry has written?"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from requirements import documents
from requirements.choices import Relation, RequirementType, SourceKind
from requirements.documents import ENTRY_TYPES
from requirements.exchange.formats import carried, declared
from requirements.exchange.formats.language import official_language
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.reqif import attributes
from requirements.exchange.formats.reqif.attributes import ATTRIBUTE, HEADING, RELATION, REQUIREMENT, TYPE
from requirements.exchange.formats.reqif.content import (
    INVERSES,
    MOTIVATED_BY,
    OWN,
    REST,
    Link,
    Object,
    Structure,
    objects,
)
from requirements.exchange.formats.vocabulary import NOTHING
from requirements.exchange.formats.wording import (
    shortened,
    titled,
)
from requirements.languages import DEFAULT

Answers = Mapping[str, str]
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300
# Long enough to be one of the identifiers that tools make so that no other has them.
UNIQUE = 20
# Of what an object may have several values; of everything else the first counts.
JOINED = ("statement", "rationale", "acceptance_criteria", "keywords")
# Attributes of the registry's own files whose names are not those of fields.
OWN_NAMES = {"ReqIF.Name": "title", "ReqIF.ForeignID": "identifier"}
OWN_TEXT = "ReqIF.Text"
# A text that is nothing but the names of pictures.
PICTURES = re.compile(r"(?:\s*\[[^\[\]\n]*\.\w{1,5}\])*\s*")
PRIVACY = re.compile(r"\bprivacy|personal data\b", re.IGNORECASE)
TYPES = (
    (RequirementType.PERFORMANCE, r"perform|scalab|throughput|availab"),
    (RequirementType.SECURITY, r"secur|safety"),
    (RequirementType.PRIVACY, r"privacy|data protection"),
    (RequirementType.INTERFACE, r"interface|api"),
    (RequirementType.DATA, r"\bdata\b"),
    (RequirementType.USABILITY_ACCESSIBILITY, r"usab|accessib"),
    (RequirementType.REGULATORY, r"legal|regulat|standard"),
    (RequirementType.OPERATIONAL, r"maintain|operation"),
    (RequirementType.DESIGN_CONSTRAINT, r"constraint"),
    (RequirementType.QUALITY, r"quality|non.?functional"),
)


def records(file: str, path: Path, found: Structure, answers: Answers) -> Iterator[Record]:
    """A record for each requirement, behind a rejection for each relation that lacks an end."""
    for relation in found.relations:
        if not (relation.source and relation.target):
            yield Rejected(Place(file, relation.line), "relation_incomplete", {"name": relation.id[:WORD_LENGTH]})
    yield from Reading(file, path, found, answers).records()


class Reading:
    """A file while its objects are read."""

    def __init__(self, file: str, path: Path, found: Structure, answers: Answers) -> None:
        self._file, self._path, self._found = file, path, found
        self._answers = {**attributes.proposals(found), **answers}
        self._language = official_language([found.sample])
        self._attributes = found.attributes
        self._entries = set(found.entries.values())
        self._headings: dict[str, str] = {}
        self._related: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._inverse: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for relation in found.relations:
            if relation.source and relation.target:
                self._relate(relation)

    def _relate(self, link: Link) -> None:
        if link.type == OWN + MOTIVATED_BY:
            self._related[link.target].append((OWN + Relation.MOTIVATES, link.source))
            return
        self._related[link.source].append((link.type, link.target))
        for relation, inverse in INVERSES.items():
            if link.type == OWN + inverse:
                self._inverse[link.target].add((relation, self._found.entries.get(link.source, "")))

    def records(self) -> Iterator[Record]:
        self._see_holders()
        for one in objects(self._file, self._path, self._found):
            place = Place(self._file, one.line, one.id)
            if one.type.startswith(OWN):
                yield self._returning(one, place)
            else:
                yield self._foreign(one, place)

    def _see_holders(self) -> None:
        """Which objects that hold others are no requirements: these may stand behind what they hold."""
        holders = set(self._found.parents.values()) - self._found.entries.keys()
        for one in objects(self._file, self._path, self._found, holders) if holders else ():
            values = self._values(one)
            reason, name = self._aside(one, values, *self._texts(one, values))
            if reason:
                self._headings[one.id] = name

    def _means(self, what: str, name: str) -> str:
        answer = self._answers.get(attributes.key(what, name))
        return attributes.proposed(what, name) if answer is None else answer

    def _values(self, one: Object) -> dict[str, list[str]]:
        """Meaning → values, defaults of the type where the object is silent."""
        kind = self._found.types.get(one.type)
        defaults = {name: attribute.default for name, attribute in kind.attributes.items()} if kind else {}
        given = dict(one.values)
        pairs = [*one.values, *((name, value) for name, value in defaults.items() if name not in given)]
        found: dict[str, list[str]] = defaultdict(list)
        for definition, value in pairs:
            name = self._attributes[definition].name if definition in self._attributes else definition
            meaning = self._means(ATTRIBUTE, name)
            if meaning == NOTHING and definition not in self._attributes and " " in value:
                # Nobody can be asked what an attribute means that is not defined; prose is worth a look.
                meaning = "statement"
            if value and meaning != NOTHING:
                found[meaning].append(value)
        return found

    def _foreign(self, one: Object, place: Place) -> Record:
        """A requirement; headings, types that are to be left out and what says nothing are named."""
        values = self._values(one)
        title, statement = self._texts(one, values)
        reason, name = self._aside(one, values, title, statement)
        if reason:
            return Rejected(place, reason, {"name": shortened(name or one.id, WORD_LENGTH)})
        return self._found_record(one, place, values, shortened(title, WORD_LENGTH) or titled(statement), statement)

    def _texts(self, one: Object, values: dict[str, list[str]]) -> tuple[str, str]:
        """(title, statement) of an object, empty where it has none: a title alone states, a number is no title."""
        stated = values.get("statement", [])
        if not stated and not one.description and not self._has_statement(one.type):
            # Some tools call notes what states the requirement.
            stated = values.pop("rationale", [])
        number = values.get("identifier", [""])[0]
        name = "" if one.name in (one.id, number) or _is_number(one.name) else one.name
        title = next(iter(values.get("title", [])), "") or name or " ".join(values.get("heading", []))
        statement = _joined(stated) or one.description
        return title, title if not title and PICTURES.fullmatch(statement) else statement or title

    def _has_statement(self, kind: str) -> bool:
        """Whether an attribute of the type states the requirement, though this object may be silent."""
        defined = self._found.types[kind].attributes.values() if kind in self._found.types else ()
        return any(self._means(ATTRIBUTE, attribute.name) == "statement" for attribute in defined)

    def _aside(self, one: Object, values: Mapping[str, list[str]], title: str, statement: str) -> tuple[str, str]:
        """(reason, name) of what is no requirement; empty if it is one."""
        kind = self._found.types.get(one.type)
        meaning = self._means(TYPE, kind.name) if kind else REQUIREMENT
        if meaning == REQUIREMENT:
            meaning = attributes.kind_of(values.get("kind", [""])[0])
        if values.get("deleted", [""])[0].lower() in ("true", "1", "yes"):
            meaning = NOTHING
        heading = " ".join(values.get("heading", []))
        if meaning != REQUIREMENT or (heading and not values.get("statement")):
            name = heading or title or titled(statement) or one.name
            return "heading" if heading or meaning == HEADING else "left_out", name
        return ("", "") if statement and one.id else ("no_text", "")

    def _found_record(
        self, one: Object, place: Place, values: Mapping[str, list[str]], title: str, statement: str
    ) -> Found:
        language = self._language
        data: dict[str, Any] = {
            "title": {language: " ".join(title.split())},
            "statement": {language: statement},
            "type": self._type(one),
            "source_language": language,
            "programmes": [PROGRAMME],
            "keywords": _keywords(values.get("keywords", [])),
            "provenance": [self._provenance(one, values)],
        }
        data |= declared.data(values, statement, language)
        return Found("requirement", self._key(one.id), place, data, links=self._links(one))

    def _type(self, one: Object) -> str:
        kind = self._found.types.get(one.type)
        name = kind.name.lower() if kind else ""
        return next((meant for meant, words in TYPES if re.search(words, name)), RequirementType.FUNCTIONAL).value

    def _key(self, name: str) -> str:
        """The identifier alone if no other tool can have made it; tools must keep it from one export to the next."""
        own = re.sub(r"[^\w.-]", "_", name)
        return f"reqif:{own}"[:WORD_LENGTH] if len(name) >= UNIQUE else f"reqif:{self._source()}:{own}"[:WORD_LENGTH]

    def _source(self) -> str:
        name = self._found.title or Path(self._file).stem
        return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:60] or "file"

    def _links(self, one: Object) -> tuple[tuple[str, str], ...]:
        links = []
        for kind, target in self._related.get(one.id, ()):
            named = self._found.types.get(kind)
            if (relation := self._means(RELATION, named.name if named else kind)) in Relation.values:
                links.append((relation, self._key(target)))
        parent = self._found.parents.get(one.id, "")
        if parent and parent not in self._headings:
            links.append((Relation.REFINES.value, self._key(parent)))
        return tuple(dict.fromkeys(links))

    def _provenance(self, one: Object, values: Mapping[str, list[str]]) -> dict[str, str]:
        number = values.get("identifier", [""])[0]
        specification = self._found.specifications.get(one.id, "")
        chapters = [self._headings[above] for above in reversed(self._above(one.id)) if self._headings.get(above)]
        named = filter(None, [self._found.title or self._file, specification, *chapters, number])
        return {
            "source_kind": SourceKind.MEMBER_CONTRIBUTION.value,
            "citation": ", ".join(dict.fromkeys(named))[:20_000],
            "place": shortened(number or one.id, WORD_LENGTH),
            "source_key": self._key(one.id),
        }

    def _above(self, name: str) -> list[str]:
        """The objects that hold an object, nearest first; a hierarchy that runs in a circle ends where it closes."""
        found: list[str] = []
        while (name := self._found.parents.get(name, "")) and name not in found:
            found.append(name)
        return found

    def _returning(self, one: Object, place: Place) -> Record:
        """What the registry wrote, with texts and relations as they are now."""
        values = {self._attributes[name].name: value for name, value in one.values if name in self._attributes}
        kind = _kind(values.get("ReqIF.ForeignID", ""))
        if kind not in ENTRY_TYPES:
            return Rejected(place, "unknown_kind", {"identifier": values.get("ReqIF.ForeignID", "")[:WORD_LENGTH]})
        texts = {name: value for name, value in values.items() if name.partition(" ")[0] in _own_texts(kind)}
        lines = {_field(name): line for name, line in values.items() if name not in texts}
        data = carried.restored(lines)
        data["identifier"] = values["ReqIF.ForeignID"]
        language = str(data.get("source_language") or DEFAULT)
        for name, value in texts.items():
            field, _, code = name.partition(" ")
            field = _own_texts(kind)[field]
            if isinstance(said := data.setdefault(field, {}), dict):
                said.setdefault(code.strip("[]") or language, value)
        data["links"] = self._own_links(one, data.get("links"))
        return Found(kind, data["identifier"], place, carried.completed(kind, data), whole=True)

    def _own_links(self, one: Object, carried_links: Any) -> list[Any]:
        """Those that were carried, unless their relation is gone from the file; and relations that came since."""
        entries = self._found.entries
        drawn = [(kind.removeprefix(OWN), entries.get(target, "")) for kind, target in self._related.get(one.id, ())]
        known = [link for link in carried_links or [] if isinstance(link, dict)]
        ends = [(link.get("relation"), link.get("target")) for link in known]
        told = {*drawn, *self._inverse.get(one.id, ())}
        kept = [link for link, end in zip(known, ends, strict=True) if end in told or end[1] not in self._entries]
        return [*kept, *({"relation": rel, "target": to} for rel, to in drawn if to and (rel, to) not in ends)]


def _field(name: str) -> str:
    """The field whose line an attribute holds; earlier files name what is left of a text as its field."""
    return OWN_NAMES.get(name, name).removesuffix(REST)


def _own_texts(kind: str) -> dict[str, str]:
    """Attribute → field, of the texts that are written as such."""
    return {
        "ReqIF.Name": "title",
        OWN_TEXT: carried.main_text(kind),
        "Rationale": "rationale",
        "AcceptanceCriteria": "acceptance_criteria",
    }


def _kind(identifier: str) -> str:
    try:
        return documents.kind_of(identifier)
    except ValueError:
        return ""


def _keywords(values: list[str]) -> list[str]:
    words = (word.strip() for value in values for word in re.split(r"[,;\n]", value))
    return [shortened(word, WORD_LENGTH) for word in dict.fromkeys(words) if word]


def _is_number(name: str) -> bool:
    """Whether a name only numbers what it names: one word with a digit."""
    return len(name.split(maxsplit=1)) == 1 and any(letter.isdigit() for letter in name)


def _joined(texts: list[str]) -> str:
    """The texts one after the other, but none twice or within the longest: tools give one text plain and formatted."""
    by_letters: dict[str, str] = {}
    for text in texts:
        by_letters.setdefault(re.sub(r"\W+", "", text), text)
    longest = max(by_letters, key=len, default="")
    return "\n\n".join(text for letters, text in by_letters.items() if letters == longest or letters not in longest)
