"""What do the documents of a catalogue become: standards with editions, other names, twins and successors?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from requirements.choices import EditionStatus, FactConfidence, StandardRelation
from requirements.exchange.errors import TooLarge
from requirements.exchange.formats.records import Found, Record, Rejected
from requirements.exchange.formats.standards import designations
from requirements.exchange.formats.standards.designations import Designation
from requirements.exchange.formats.standards.row import Row
from requirements.languages import CODES, DEFAULT

WORD_LENGTH = 300
GROUP = re.compile(r"(ITU-[TRD]) Study Group (\d+)")
ADVISORY = "Telecommunication Standardization Advisory Group"
# What the bodies call the state of a document; the first word found counts.
STATUSES = (
    (EditionStatus.WITHDRAWN, r"withdraw|discontinued|rescinded|retired"),
    (EditionStatus.IN_FORCE_BEING_REVISED, r"(?:being|to be|under) revis"),
    (EditionStatus.SUPERSEDED, r"superseded|obsolete|replaced|revised|historic"),
    (EditionStatus.IN_FORCE, r"draft standard|best current practice"),
    (
        EditionStatus.UNDER_APPROVAL,
        r"proposed recommendation|candidate recommendation|under approval|last call|on approval",
    ),
    (EditionStatus.UNDER_STUDY, r"draft|proposal|experimental"),
    (
        EditionStatus.IN_FORCE,
        r"publish|in force|recommendation|standard|note|registry|statement|informational|final|active",
    ),
)
TYPES = (
    ("itu_t_supplement", r"^ITU-T .*\bSuppl\b"),
    ("itu_t_recommendation", r"^ITU-T "),
    ("technical_specification", r"^(?:ISO|IEC)(?:/IEC)?[/ ]TS "),
    ("international_standard", r"^(?:ISO|IEC|IWA|CISPR)"),
    ("european_standard", r"^ETSI EN "),
    ("technical_specification", r"^ETSI "),
    ("rfc_other", r"^RFC "),
    ("technical_specification", r"^3GPP "),
    ("consortium_specification", r"^(?:W3C|OASIS|OGC|IEEE|NIST|WHATWG|FIDO|ECMA|OpenID|oneM2M)\b"),
)
# What some bodies call an amendment, instead of repeating the title of what it amends.
AMENDMENT = re.compile(r"(?:Amendment|Amendement|Corrigendum|Interpretation sheet)(?: \d+)?", re.IGNORECASE)
SCRIPTS = (("ru", r"[\u0400-\u04ff]"), ("ar", r"[\u0600-\u06ff]"), ("zh", r"[\u3400-\u9fff]"))
# Words that one language alone has; English is what none of them says.
WORDS = (
    ("fr", r"\b(?:des|les|du|une|aux|pour|système|réseau|exploitation|relatif|relative)\b"),
    ("es", r"\b(?:los|las|del|una|para|sistema de|redes|servicio)\b"),
)


def records(rows: Iterable[Row | Rejected], source: str) -> Iterator[Record]:
    """One record for each standard, at the place of its first document; documents of unknown bodies are named.

    TooLarge where there are more documents, or more text in them, than are kept at once.
    """
    listed: dict[str, list[tuple[Designation, Row]]] = defaultdict(list)
    for row in _within_limits(rows):
        if isinstance(row, Rejected):
            yield row
            continue
        named = _named(row)
        if named is None:
            yield Rejected(row.place, "unknown_body", {"name": (row.identifier or row.place.anchor)[:WORD_LENGTH]})
        else:
            listed[named.identifier].append((named, row))
    for identifier, documents in listed.items():
        yield _found(identifier, _once_each(documents), source)


def _within_limits(rows: Iterable[Row | Rejected]) -> Iterator[Row | Rejected]:
    most, limit = settings.IMPORT_RECORD_LIMIT, settings.IMPORT_UNPACKED_LIMIT
    size = 0
    for number, row in enumerate(rows, start=1):
        size += _size(row) if isinstance(row, Row) else 0
        if number > most:
            raise TooLarge("too_many_records", row.place, limit=most)
        if size > limit:
            raise TooLarge("file_too_large", row.place, size=size, limit=limit)
        yield row


def _size(row: Row) -> int:
    """The letters of what a row tells at any length."""
    texts = (row.identifier, row.url, row.status, *row.titles.values(), *row.others, *row.names, *row.successors)
    return sum(map(len, texts))


def _named(row: Row) -> Designation | None:
    named = designations.read(row.identifier, row.body)
    if named and row.draft:
        return replace(named, edition=" ".join(filter(None, (row.draft, named.edition))), draft=True)
    return replace(named, edition=row.edition) if named and row.edition and not named.edition else named


def _once_each(documents: Sequence[tuple[Designation, Row]]) -> list[tuple[Designation, Row]]:
    """Newest first; of an edition that is listed twice, the document that says more."""
    best: dict[str, tuple[Designation, Row]] = {}
    for named, row in documents:
        label = _edition(named, row)
        known = best.get(label)
        if known is None or len(str(row)) > len(str(known[1])):
            best[label] = named, row
    return sorted(best.values(), key=lambda one: (_day(one[1]) or str(one[0].year or ""), one[0].edition), reverse=True)


def _found(identifier: str, documents: Sequence[tuple[Designation, Row]], source: str) -> Found:
    whole = [(name, row) for name, row in documents if not name.amends]
    named, newest = next((one for one in whole if not one[0].draft), next(iter(whole), documents[0]))
    titles, language = _titles(named, [newest, *(row for _, row in documents)])
    data: dict[str, Any] = {
        "identifier": identifier,
        "designation": named.standard[:WORD_LENGTH],
        "title": titles,
        "source_language": language,
        "body": named.body,
        "deliverable_type": _type(named, newest),
        "study_groups": _groups(newest),
        "editions": list(_editions(documents)),
        "aliases": _aliases(named, newest),
        "relations": list(_relations(identifier, documents)),
        "url": newest.url[:WORD_LENGTH],
        "source": source,
        "confidence": FactConfidence.VERIFIED.value,
    }
    if successor := _successor(identifier, newest):
        data["successor"] = successor
    if list(titles.values()) == [named.standard]:
        data["to_confirm"] = ["title"]
    return Found("standard", identifier, newest.place, {key: value for key, value in data.items() if value})


def _titles(named: Designation, rows: Sequence[Row]) -> tuple[dict[str, str], str]:
    """The titles of the newest document that has any, each in its own language, and the language of the first."""
    given = next((row.titles for row in rows if row.titles and not _only_amends(row)), {"": named.standard})
    titles = {code if code in CODES else language_of(title): title[:WORD_LENGTH] for code, title in given.items()}
    language = DEFAULT if DEFAULT in titles else next(iter(titles))
    return titles, language


def _only_amends(row: Row) -> bool:
    return all(AMENDMENT.fullmatch(title) for title in row.titles.values())


def language_of(title: str) -> str:
    """By its script, else by words that no other language has."""
    found = next((code for code, letters in SCRIPTS if re.search(letters, title)), "")
    return found or next((code for code, words in WORDS if len(re.findall(words, title.lower())) > 1), DEFAULT)


def _type(named: Designation, row: Row) -> str:
    if named.body == "organization:w3c" and "Recommendation" in (row.kind, row.status):
        return "w3c_recommendation"
    if named.body == "organization:ietf" and row.kind.endswith("standard"):
        return "rfc_standards_track"
    return next((kind for kind, pattern in TYPES if re.search(pattern, named.standard)), "")


def _groups(row: Row) -> list[str]:
    if row.group == ADVISORY:
        return ["study-group:itu-t-tsag"]
    found = GROUP.fullmatch(row.group)
    return [f"study-group:{found[1].lower()}-sg{found[2]}"] if found else []


def _editions(documents: Sequence[tuple[Designation, Row]]) -> Iterator[dict[str, Any]]:
    """What is withdrawn although a newer edition came is superseded."""
    newest = next((name.edition for name, _ in documents if not name.amends and not name.draft), "")
    for named, row in documents:
        day = _day(row)
        # An RFC has one edition: a list without days would make another of each that is known.
        if named.body == "organization:ietf" and not named.edition and not day:
            continue
        found = {
            "label": _edition(named, row),
            "year": int(day[:4]) if day else named.year,
            "approved_on": day if len(day) == 10 else None,
            "status": _status(row, is_newest=named.edition == newest or named.amends).value,
            "status_original": row.status[:WORD_LENGTH],
            "url": row.url[:WORD_LENGTH],
        }
        yield {key: value for key, value in found.items() if value}


def _edition(named: Designation, row: Row) -> str:
    return named.edition[:WORD_LENGTH] or _day(row)[:4] or row.status[:WORD_LENGTH] or "current"


def _status(row: Row, *, is_newest: bool) -> EditionStatus:
    said = row.status.lower()
    status = next((status for status, words in STATUSES if re.search(words, said)), EditionStatus.IN_FORCE)
    followed = not is_newest or bool(row.successors)
    if followed and (status is EditionStatus.WITHDRAWN or not said):
        return EditionStatus.SUPERSEDED
    return status


def _day(row: Row) -> str:
    """`2012-06-15`, or what of it is known; nothing that is no day."""
    found = re.match(r"(1[89]\d\d|20\d\d)(?:-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]))?", row.published)
    return found[0] if found else ""


def _aliases(named: Designation, row: Row) -> list[dict[str, str]]:
    others = [*designations.numbers(named.standard), *row.others, *row.names, row.short]
    names = dict.fromkeys(name[:WORD_LENGTH] for name in others if name and name != named.standard)
    return [{"text": name} for name in names]


def _relations(identifier: str, documents: Sequence[tuple[Designation, Row]]) -> Iterator[dict[str, str]]:
    """A document with a number of another body is the same text."""
    twins = (designations.read(other) for _, row in documents for other in row.others)
    names = dict.fromkeys(twin.identifier for twin in twins if twin)
    for name in names:
        if name != identifier:
            yield {"relation": StandardRelation.TWIN_TEXT.value, "target": name}


def _successor(identifier: str, row: Row) -> str:
    """The other standard that replaced the newest document; a newer edition of its own is none."""
    named = (designations.read(re.sub(r"^rfc(\d+)$", r"RFC \1", name)) for name in row.successors)
    return next((one.identifier for one in named if one and one.identifier != identifier), "")
