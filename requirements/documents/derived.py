"""What follows from a document alone: the records it names, its texts, its facets, its fingerprint?"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from requirements.choices import COVERAGE_LEVELS, CoverageLevel, TextState, TranslationState
from requirements.documents.codes import codes
from requirements.documents.shape import Field, Holds, Mark, Part, fields, fields_towards
from requirements.languages import CODES

# Letters with the marks that stand above or below them.
WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u065f\u0670]+[^\W\d_]*)*")
HAN = re.compile("[\u3400-\u9fff]+")
LEAST, LONGEST, CHINESE = 3, 40, 4


def walk(part: Part) -> Iterator[tuple[Part, Field, Any]]:
    """Every field of a part and of the parts below it, with its value, in the order written."""
    for field in fields(type(part)):
        value = getattr(part, field.name)
        yield part, field, value
        for child in _parts(field, value):
            yield from walk(child)


def marked(part: Part, mark: Mark) -> Iterator[tuple[Part, Field, Any]]:
    """`walk()` to the fields that carry a mark alone."""
    for field in fields_towards(type(part), mark):
        value = getattr(part, field.name)
        if getattr(field, mark):
            yield part, field, value
        for child in _parts(field, value):
            yield from marked(child, mark)


def _parts(field: Field, value: Any) -> list[Part]:
    if field.holds is Holds.PARTS:
        return list(value)
    return [value] if field.holds is Holds.PART and value is not None else []


def names(document: Part) -> set[str]:
    """The identifiers of all records that the document names, at any depth."""
    return {target for _, target in references(document)}


def references(document: Part) -> set[tuple[str, str]]:
    """(relation, identifier) pairs: the relation is that of a typed link, elsewhere the name of the field."""
    return {
        (_relation(part, field), target) for part, field, value in marked(document, "names") for target in _named(value)
    }


def _relation(part: Part, field: Field) -> str:
    return str(getattr(part, "relation", field.name)) if field.name == "target" else field.name


def _named(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def texts(document: Part) -> dict[str, dict[str, str]]:
    """Per language, the document's words joined by search weight: `{"fr": {"A": "…", "C": "…"}}`; internal texts left
    out.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for _, field, value in marked(document, "translated"):
        if field.translated and not field.internal:
            for language, text in value.items():
                found[language][field.translated.weight].append(text)
    return {
        language: {weight: "\n".join(parts) for weight, parts in by_weight.items()}
        for language, by_weight in found.items()
    }


def indexed(document: Part) -> dict[str, dict[str, str]]:
    """Per language, what search finds the document by: `texts()`, with its own names and codes among the title's words
    (A) and the codes that it mentions behind all others (D).

    Names are of no language, so every language that has a text has them; a document without texts has them in its own.
    """
    found = texts(document) or {document.source_language: {}}  # type: ignore[attr-defined]
    own = _own_names(document)
    mentioned = codes(" ; ".join(target.partition("#")[0].partition(":")[2] for target in sorted(names(document))))
    return {language: _with_names(by_weight, own, mentioned) for language, by_weight in found.items()}


def _own_names(document: Part) -> list[str]:
    """What the record is called besides its title: designation, acronym, other spellings, codes of all of these."""
    aliases = [alias.text for alias in getattr(document, "aliases", [])]
    called = [getattr(document, "designation", ""), getattr(document, "acronym", ""), *aliases]
    name: str = document.identifier  # type: ignore[attr-defined]
    written = [word for word in called if word]
    return [*written, *codes(" ; ".join([name.partition(":")[2] or name, *written]))]


def _with_names(by_weight: dict[str, str], own: list[str], mentioned: list[str]) -> dict[str, str]:
    said = codes("\n".join(by_weight.values()))
    added = {"A": "\n".join(own), "D": " ".join(dict.fromkeys([*said, *mentioned]))}
    return by_weight | {
        weight: f"{by_weight[weight]}\n{words}" if weight in by_weight else words
        for weight, words in added.items()
        if words
    }


def vocabulary(document: Part) -> set[tuple[str, str]]:
    """(language, word) of the words that a reader may misspell, in lower case as they are written."""
    return {
        (language, word)
        for language, by_weight in texts(document).items()
        for word in (_runs(by_weight.get("A", "")) if language == "zh" else _words("\n".join(by_weight.values())))
    }


def _words(text: str) -> Iterator[str]:
    return (word for word in WORD.findall(text.lower()) if LEAST <= len(word) <= LONGEST)


def _runs(text: str) -> Iterator[str]:
    """Chinese has no blanks: every short run of characters in a title counts as a word."""
    for run in HAN.findall(text):
        for length in range(2, CHINESE + 1):
            yield from (run[start : start + length] for start in range(len(run) - length + 1))


def text_digests(document: Part) -> dict[str, str]:
    """Per language present, a digest of all its texts in order: tells which languages an edit touched."""
    digests = {language: hashlib.sha256() for language in CODES}
    present = set()
    for _, field, value in marked(document, "translated"):
        for language, text in value.items():
            present.add(language)
            digests[language].update(f"{field.name}\0{text}\0".encode())
    return {language: digests[language].hexdigest() for language in CODES if language in present}


def source_texts(document: Any) -> dict[str, str]:
    """Place in the document → text in the source language: `scenarios/0/steps/1/name`."""
    return dict(_located(document, document.source_language, ""))


def _located(part: Part, language: str, place: str) -> Iterator[tuple[str, str]]:
    for field in fields_towards(type(part), "translated"):
        value = getattr(part, field.name)
        if field.translated and value.get(language):
            yield f"{place}{field.name}", value[language]
        for number, child in enumerate(_parts(field, value)):
            yield from _located(child, language, f"{place}{field.name}/{number}/")


def facets(document: Part) -> list[str]:
    """What the document can be filtered by, sorted: identifiers as they are, other values as `name:value`."""
    found = {target for _, field, value in marked(document, "names") if _is_facet(field) for target in _named(value)}
    for _, field, value in marked(document, "facet"):
        if field.facet and value:
            found |= {f"{field.facet.name}:{item}" for item in _named(value)}
    found |= {f"language:{language}" for language in texts(document)}
    found |= {f"translation:{language}-{state}" for language, state in text_states(document).items()}
    if hasattr(document, "coverage"):
        found.add(f"coverage:{coverage_level(document)}")
    return sorted(found)


def text_states(document: Any) -> dict[str, TextState]:
    """How the document reads in each of the six languages; a translation of reference data needs no review."""
    source = document.source_language
    said = [value for _, field, value in marked(document, "translated") if not field.internal and value.get(source)]
    declared = getattr(document, "translations", {})
    found = {
        language: _text_state(
            declared.get(language, ""),
            has_title=bool(document.title.get(language)),
            is_whole=all(language in value for value in said),
        )
        for language in CODES
    }
    return {**found, source: TextState.SOURCE}


def _text_state(declared: str, *, has_title: bool, is_whole: bool) -> TextState:
    if not has_title:
        return TextState.MISSING
    if declared == TranslationState.OUTDATED:
        return TextState.OUTDATED
    if not is_whole:
        return TextState.PARTIAL
    return TextState.DRAFT if declared == TranslationState.DRAFT else TextState.CURRENT


def _is_facet(field: Field) -> bool:
    """Names of other records are facets, names of entries are links only."""
    return field.names is not None and field.names.family != "entry"


def coverage_level(document: Any) -> CoverageLevel:
    """The best level that a confirmed assessment gives; *not assessed* and *assessed: none* are never the same."""
    levels = {COVERAGE_LEVELS[coverage.relation] for coverage in document.coverage if coverage.confirmed}
    ladder = (CoverageLevel.FULL, CoverageLevel.PARTIAL, CoverageLevel.NONE)
    return next((level for level in ladder if level in levels), CoverageLevel.NOT_ASSESSED)


def fingerprint(document: Any) -> str:
    """SHA-256 over the normative fields, texts in the source language alone: unchanged by translation and by links."""
    normative = {
        field.name: _in_source(field, getattr(document, field.name), document.source_language)
        for field in fields(type(document))
        if field.normative
    }
    return hashlib.sha256(json.dumps(normative, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _in_source(field: Field, value: Any, language: str) -> Any:
    if field.holds is Holds.TEXTS:
        return value.get(language, "")
    if field.holds is Holds.PARTS:
        meant = field.normative.of if field.normative else ()
        return [_part_in_source(part, language, meant) for part in value]
    return None if value is None else value if isinstance(value, list) else str(value)


def _part_in_source(part: Part, language: str, meant: Collection[str]) -> dict[str, Any]:
    """The fields that are meant, all if none is named."""
    return {
        field.name: _in_source(field, getattr(part, field.name), language)
        for field in fields(type(part))
        if not meant or field.name in meant
    }
