"""What of a working document may the public see, and how is one part of a public document replaced?"""

from collections.abc import Collection, Set
from typing import Any, TypeVar

from requirements.documents.derived import names, text_digests
from requirements.documents.shape import Field, Holds, Part, fields

P = TypeVar("P", bound=Part)


def public(document: P, published: Set[str]) -> P:
    """The document without internal fields, and without what names a record that was never published.

    A pure projection: an unpublished name leaves its list, empties its optional field, or takes the whole part with it
    that cannot stand without it (a link, a coverage). Applying it twice changes nothing.
    """
    return document.model_copy(
        update={field.name: _project(field, document, published) for field in fields(type(document))}
    )


def _project(field: Field, part: Part, published: Set[str]) -> Any:
    value = getattr(part, field.name)
    if field.internal:
        return type(part).model_fields[field.name].get_default(call_default_factory=True)
    if field.holds is Holds.NAMES:
        return [name for name in value if name in published]
    if field.holds is Holds.NAME:
        return value if value in published else None
    if field.holds is Holds.PARTS:
        return [public(child, published) for child in value if _stands(child, published)]
    return value


def _stands(part: Part, published: Set[str]) -> bool:
    """A part stands if every single name in it is published; one left out where it may be does no harm."""
    return all(
        getattr(part, field.name) is None or getattr(part, field.name) in published
        for field in fields(type(part))
        if field.holds is Holds.NAME
    )


def withheld(document: Part, published: Set[str]) -> set[str]:
    """The names that `public()` leaves out."""
    return names(document) - published


def restored(document: P, working: P, published: Set[str]) -> P:
    """A public document that comes back, with what the projection had left out taken from the working document.

    So a revert or an import of a public document does not erase internal fields, nor names not yet published.
    """
    update = {field.name: _restore(field, document, working, published) for field in fields(type(document))}
    return document.model_copy(update=update)


def _restore(field: Field, document: Part, working: Part, published: Set[str]) -> Any:
    value, kept = getattr(document, field.name), getattr(working, field.name)
    if field.internal:
        return kept
    if field.holds is Holds.NAMES:
        return [*value, *(name for name in kept if name not in published and name not in value)]
    if field.holds is Holds.NAME:
        return kept if value is None and kept is not None and kept not in published else value
    if field.holds is Holds.PARTS:
        return _restore_parts(value, kept, published)
    return value


def _restore_parts(parts: list[Any], kept: list[Any], published: Set[str]) -> list[Any]:
    """Each part with what was left out of the one it comes from; parts that were left out whole come back."""
    standing = [part for part in kept if _stands(part, published)]
    whole = [_with_origin(shown, standing, published) for shown in parts]
    return [*whole, *(part for part in kept if part not in standing)]


def _with_origin(shown: Part, originals: list[Part], published: Set[str]) -> Part:
    """A part comes from the one that looks the same in public, else from the one that names the same."""
    same = next((part for part in originals if public(part, published) == shown), None)
    origin = same or next((part for part in originals if _handle(part) == _handle(shown) is not None), None)
    return restored(shown, origin, published) if origin else shown


def _handle(part: Part) -> tuple[Any, ...] | None:
    """What tells a part from its siblings: its key, what is there once, the records that it names; None without any."""
    found = [
        getattr(part, field.name)
        for field in fields(type(part))
        if field.holds is Holds.NAME or field.name in KEYS or field.name in part.once
    ]
    return tuple(found) or None


# Fields that with the names in a part tell it from its siblings.
KEYS = {"key", "edition", "identifier"}


class CannotReplace(Exception):
    """The part cannot be published alone: the text it goes with has changed since."""


def replace_part(edition: P, working: P, part: str) -> P:
    """The edition's document with one part taken from the working document; everything else stays.

    `part` is `translation:<language>`, `coverage` or `links`. A translation needs the source text unchanged, so that a
    reader never sees the translation of a text that is not the one published: CannotReplace otherwise.
    """
    name, _, language = part.partition(":")
    if name == "translation":
        translated: P = _with_translation(edition, working, language)
        return translated
    return edition.model_copy(update={name: getattr(working, name)})


def _with_translation(edition: Any, working: Any, language: str) -> Any:
    source = edition.source_language
    if source != working.source_language or text_digests(edition).get(source) != text_digests(working).get(source):
        raise CannotReplace(language)
    translated = _merge(edition, working, language)
    states = {code: state for code, state in edition.translations.items() if code != language}
    if language in working.translations:
        states[language] = working.translations[language]
    return translated.model_copy(update={"translations": states})


def _merge(edition: Any, working: Any, language: str) -> Any:
    """`edition` with the texts of one language from `working`; both have the same shape, since their source texts
    agree.
    """
    update: dict[str, Any] = {}
    for field in fields(type(edition)):
        old, new = getattr(edition, field.name), getattr(working, field.name)
        if field.holds is Holds.TEXTS:
            update[field.name] = _one_language(old, new, language)
        elif field.holds is Holds.PARTS:
            update[field.name] = [_merge(one, other, language) for one, other in _pairs(old, new)]
    return edition.model_copy(update=update)


def _pairs(old: Collection[Any], new: Collection[Any]) -> list[tuple[Any, Any]]:
    if len(old) != len(new):
        return [(part, part) for part in old]
    return list(zip(old, new, strict=True))


def _one_language(old: dict[str, str], new: dict[str, str], language: str) -> dict[str, str]:
    others = {code: text for code, text in old.items() if code != language}
    return {**others, language: new[language]} if new.get(language) else others
