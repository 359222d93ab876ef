"""What does a control become in the registry, and how does one come back that the registry itself has written?"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from requirements import documents
from requirements.choices import Obligation, Relation, RequirementType, SourceKind
from requirements.documents import ENTRY_TYPES
from requirements.exchange.formats import carried, wording
from requirements.exchange.formats.language import language_of
from requirements.exchange.formats.oscal.controls import Control, controls
from requirements.exchange.formats.oscal.values import Data, objects, text
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.languages import CODES, DEFAULT

# Names the properties and parts that are the registry's own.
NAMESPACE = "urn:x-dpi-registry:document"
WITHDRAWN = "withdrawn"
PROGRAMME, BLOCK = "programme:dpi", "block:security"
PRIVACY = re.compile(r"privacy|personally identifiable", re.IGNORECASE)
# What a control needs, where a withdrawn one went, and what it has to do with.
REQUIRED, WENT, RELATED = "required", ("incorporated-into", "moved-to", "addressed-by"), "related"
# Fields that have a part of their own beside the statement, with the name of the part.
PARTS = {"rationale": "guidance", "acceptance_criteria": "assessment-objective"}
WORD_LENGTH = 300
# A longer label is a title.
LABEL_LENGTH = 20


def records(file: str, catalogue: Data) -> Iterator[Record]:
    """A record for each control, in their order."""
    found = list(controls(catalogue))
    ours = {control.id: _own(control.data) for control in found}
    replaced = _replaced(found)
    labels = {control.id: _short(control.label) for control in found}
    source = Source(file, catalogue, labels, language_of(" ".join(f"{one.title} {one.statement}" for one in found)))
    first: dict[str, Control] = {}
    for control in found:
        place = Place(file, 0, control.id)
        former = first.setdefault(control.id, control)
        if not control.id or not control.title:
            yield Rejected(place, "incomplete", {"title": control.title or control.label or control.id})
        elif former is not control and former.data == control.data:
            yield Rejected(place, "repeated", {"other": (" / ".join(former.groups) or file)[:WORD_LENGTH]})
        elif lines := ours[control.id]:
            yield _returning(control, lines, ours, place)
        else:
            yield source.record(control, replaced.get(control.id, []), place)


def _own(data: Data) -> dict[str, str]:
    """The fields that the registry wrote into a control beside what OSCAL has a word for; none in others' controls."""
    props = (one for one in objects(data, "props") if text(one, "ns") == NAMESPACE)
    return {text(one, "name").replace("-", "_"): text(one, "value") for one in props}


def _returning(control: Control, lines: dict[str, str], ours: Mapping[str, dict[str, str]], place: Place) -> Record:
    """What the registry wrote, with the texts as they are now."""
    data, kind = carried.restored(lines), _kind(lines.get("identifier", ""))
    if kind not in ENTRY_TYPES:
        return Rejected(place, "unknown_kind", {"identifier": lines.get("identifier", "")[:WORD_LENGTH]})
    language = str(data.get("source_language") or DEFAULT)
    title = data.get("title", {})
    if isinstance(title, dict) and language not in title:
        data["title"] = {language: text(control.data, "title"), **title}
    for name, said in _texts(control.data, kind, language).items():
        data.setdefault(name, said)
    data.setdefault("links", list(_links(control.data, ours)))
    return Found(kind, lines["identifier"], place, carried.completed(kind, data), whole=True)


def _kind(identifier: str) -> str:
    try:
        return documents.kind_of(identifier)
    except ValueError:
        return ""


def _texts(data: Data, kind: str, language: str) -> dict[str, dict[str, str]]:
    """Field → language → text, from the parts."""
    fields = {"statement": carried.main_text(kind), **{part: field for field, part in PARTS.items()}}
    found: dict[str, dict[str, str]] = {}
    for part in objects(data, "parts"):
        if text(part, "name") in fields:
            prose = part.get("prose")
            field = found.setdefault(fields[text(part, "name")], {})
            field[text(part, "class") or language] = prose if isinstance(prose, str) else ""
    return found


def _links(data: Data, ours: Mapping[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    """A link leads to a control of the same file or to the address of an entry: `#ac-2`, `/id/REQ-1001`."""
    for link in objects(data, "links"):
        href = text(link, "href")
        target = ours.get(href[1:], {}).get("identifier") if href.startswith("#") else href.rpartition("/")[2]
        if text(link, "rel") in Relation.values and target:
            yield {"relation": text(link, "rel"), "target": target}


def _replaced(found: list[Control]) -> dict[str, list[str]]:
    """Control → those that were withdrawn since it says what they said."""
    by_target: dict[str, list[str]] = {}
    for control in found:
        for relation, target in control.links:
            if relation in WENT and target != control.id:
                by_target.setdefault(target, []).append(control.id)
    return by_target


class Source:
    """A catalogue that others made, as the provenance of what is taken from it."""

    def __init__(self, file: str, catalogue: Data, labels: Mapping[str, str], spoken: str) -> None:
        metadata = catalogue.get("metadata")
        self._metadata: Data = metadata if isinstance(metadata, dict) else {}
        self._title = " ".join(text(self._metadata, "title").split()) or file
        back_matter = catalogue.get("back-matter")
        resources = objects(back_matter, "resources") if isinstance(back_matter, dict) else []
        self._resources = {text(resource, "uuid"): resource for resource in resources}
        self._url = self._address()
        self._spoken = spoken
        self._labels = labels

    def _address(self) -> str:
        """Where the catalogue is published, if it says so."""
        wanted = (text(link, "href").removeprefix("#") for link in objects(self._metadata, "links"))
        named = (self._resources[name] for name in wanted if name in self._resources)
        found = (text(link, "href") for resource in named for link in objects(resource, "rlinks"))
        return next((url for url in found if url.startswith("http") and len(url) <= WORD_LENGTH), "")

    def key(self, control: Control, identifier: str = "") -> str:
        """A family that is a designation is the same in every release and selection; the title is not."""
        family = control.family if re.search(r"\d", control.family) else self._title
        return f"oscal:{_slug(family)}:{identifier or control.id}"

    def record(self, control: Control, replaced: list[str], place: Place) -> Found:
        language = self._spoken if self._spoken in CODES else DEFAULT
        obligation, word = _binding(control)
        reasons = filter(None, [control.guidance, self._related(control), self._references(control)])
        data: dict[str, Any] = {
            "title": {language: _title(control)[:WORD_LENGTH]},
            "statement": {language: self._said(control)},
            "rationale": _text(language, "\n\n".join(reasons)),
            "acceptance_criteria": _text(language, control.objectives),
            "obligation": obligation,
            "obligation_original": word,
            "type": self._type(control),
            "keywords": [*control.groups, *([WITHDRAWN] if control.withdrawn else [])],
            "source_language": language,
            "programmes": [PROGRAMME],
            "building_blocks": [BLOCK],
            "provenance": [self._provenance(control)],
        }
        links = [(Relation.REFINES.value, control.parent)] if control.parent else []
        links += [(Relation.NEEDS.value, target) for rel, target in control.links if rel == REQUIRED and target]
        links += [(Relation.REPLACES.value, former) for former in replaced]
        named = tuple((relation, self.key(control, target)) for relation, target in dict.fromkeys(links))
        other = [] if language == self._spoken else [Rejected(place, "other_language", {"language": self._spoken})]
        return Found("requirement", self.key(control), place, data, links=named, doubts=tuple(other))

    def _said(self, control: Control) -> str:
        """What the control demands; of a withdrawn one, where it went."""
        if not control.withdrawn:
            return control.statement or control.title
        went = [f"{rel.replace('-', ' ')} {self._called(target)}" for rel, target in control.links if rel in WENT]
        told = f"Withdrawn: {', '.join(went)}." if went else "Withdrawn."
        return "\n\n".join(filter(None, [told, control.statement]))

    def _related(self, control: Control) -> str:
        related = [self._called(target) for rel, target in control.links if rel == RELATED]
        return f"Related controls: {', '.join(related)}." if related else ""

    def _called(self, target: str) -> str:
        """`AC-2(1)` of `ac-2.1`."""
        return self._labels.get(target) or target.upper()

    def _references(self, control: Control) -> str:
        """What the control refers to in the back matter, by the names that documents go by, and where in it."""
        named = ((text(self._resources.get(name, {}), "title"), place) for name, place in control.references)
        told = dict.fromkeys(f"{title} ({place})" if place else title for title, place in named if title)
        return f"References: {'; '.join(told)}." if told else ""

    def _type(self, control: Control) -> str:
        about = " ".join([*control.groups, control.title])
        return (RequirementType.PRIVACY if PRIVACY.search(about) else RequirementType.SECURITY).value

    def _provenance(self, control: Control) -> dict[str, str]:
        version = text(self._metadata, "version")
        named = control.label if control.title in control.label else f"{control.label} {control.title}".strip()
        citation = ", ".join(filter(None, [self._title, version and f"version {version}", named]))
        return {
            "source_kind": SourceKind.SDO_DOCUMENT.value,
            "citation": citation,
            "url": self._url,
            "place": (control.label or control.id)[:WORD_LENGTH],
            "source_key": self.key(control),
        }


def _short(label: str) -> str:
    """`AC-2(1)`, and of `Audit Events (03.03.01)` what stands behind the words; nothing of words alone."""
    behind = re.search(r"\(([^()]+)\)$", label)
    return label if len(label) <= LABEL_LENGTH else behind[1] if behind else ""


def _title(control: Control) -> str:
    """That of the control; the first words of its statement where it repeats the number, as in `Control: ism-2003`."""
    told = re.sub(r"control\W*", "", control.title.casefold()).strip()
    repeats = told in ("", control.id.casefold(), control.label.casefold())
    return wording.titled(control.statement) if repeats and control.statement else control.title


def _binding(control: Control) -> tuple[str, str]:
    """(obligation, the word that says so): what a property says, else the verb of the first sentence, if there is one.

    Most catalogues command: `Review the records`. A `may` tells there what can happen, not what is allowed.
    """
    if control.withdrawn:
        return Obligation.INFORMATIVE.value, WITHDRAWN
    if said := wording.obligation_of(control.modal):
        return said, control.modal
    obligation, word = wording.binding(wording.first_sentence(control.statement))
    return (obligation, word) if word and obligation != Obligation.OPTIONAL else (Obligation.REQUIRED.value, "")


def _text(language: str, said: str) -> dict[str, str]:
    return {language: said} if said else {}


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:100]
