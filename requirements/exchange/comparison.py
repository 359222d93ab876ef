"""What would a record that comes in change, and was any of that changed here meanwhile?

Pure functions over documents as plain data. A *leaf* is one text in one language, one list of names or one other value,
under its path within a field: `("fr",)` of `title`, `("0", "steps", "2", "name", "en")` of `scenarios`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeAlias

from requirements import documents
from requirements.documents import Document, Field, Holds, Part

Data: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str, ...]
# Field → the rest of a leaf's path → digest of what was written there.
Written: TypeAlias = dict[str, dict[str, str]]


def given(document: Document, fields: Mapping[str, Any], *, whole: bool) -> Data:
    """The part of a parsed document that its source spoke of: the fields entirely, or without any default in them."""
    spoken = document.model_dump(mode="json", exclude_unset=not whole)
    return {name: value for name, value in spoken.items() if name in fields}


def without_names(part: type[Part], data: Data, unknown: Set[str]) -> Data:
    """The data without those names, at any depth."""
    kept = dict(data)
    for field in documents.fields(part):
        value = data.get(field.name)
        if field.holds is Holds.NAMES and value:
            kept[field.name] = [name for name in value if name not in unknown]
        elif field.holds is Holds.NAME and value in unknown:
            kept[field.name] = None
        elif field.holds is Holds.PARTS and field.part and value:
            standing = (child for child in value if not _depends(field.part, child, unknown))
            kept[field.name] = [without_names(field.part, child, unknown) for child in standing]
    return kept


def _depends(part: type[Part], data: Data, unknown: Set[str]) -> bool:
    """Whether a part cannot be without one of the names."""
    return any(
        field.holds is Holds.NAME and field.required and data.get(field.name) in unknown
        for field in documents.fields(part)
    )


def laid_over(part: type[Part], below: Data, above: Data) -> Data:
    """What is here with what a source says laid over it: languages and names that the source does not give stay.

    Parts are followed by their place, as long as there are as many as before; else the source's take their place.
    """
    result = dict(below)
    for field in documents.fields(part):
        if field.name in above:
            result[field.name] = _laid(field, below.get(field.name), above[field.name])
    return result


def _laid(field: Field, below: Any, above: Any) -> Any:
    if field.holds is Holds.TEXTS:
        return {**(below or {}), **above}
    if field.holds is Holds.NAMES or (field.facet and isinstance(above, list)):
        return sorted({*(below or []), *above})
    if field.holds is Holds.PARTS and field.part and below and field.part.merging != "replace":
        return _merged(field.part, below, above)
    if field.holds is Holds.PARTS and field.part and below and len(below) == len(above):
        return [laid_over(field.part, one, other) for one, other in zip(below, above, strict=True)]
    return above


def _merged(part: type[Part], below: list[Data], above: list[Data]) -> list[Data]:
    """What is here, with what a source has besides where its parts may be added; parts that are one agree in `once`."""
    if part.merging == "fill":
        return below
    coming = {tuple(one[name] for name in part.once): one for one in above}
    merged = [laid_over(part, one, coming.pop(tuple(one[name] for name in part.once), {})) for one in below]
    return [*merged, *coming.values()]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf of a document or a part of it; what is empty has none."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from leaves(below, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, below in enumerate(value):
            yield from leaves(below, (*path, str(number)))
    elif value not in (None, "", []):
        yield path, value


def written(data: Data) -> Written:
    """What an import remembers of the fields it wrote, so that the next one knows whether anybody edited them."""
    return {name: {".".join(path): _digest(leaf) for path, leaf in leaves(value)} for name, value in data.items()}


def _digest(value: Any) -> str:
    return hashlib.sha256(documents.canonical(value)).hexdigest()[:16]


def edited(working: Data, wanted: Data, before: Written) -> list[str]:
    """The fields in which the import would overwrite what is not as the last import left it, in the order of names.

    `before` is empty for a record that was never imported: then nothing was edited since.
    """
    return sorted(
        name
        for name in wanted.keys() & working.keys()
        if before and working[name] != wanted[name] and _overwritten(working[name], wanted[name], before.get(name, {}))
    )


def _overwritten(working: Any, wanted: Any, before: dict[str, str]) -> bool:
    here, there = dict(leaves(working)), dict(leaves(wanted))
    return any(
        before.get(".".join(path)) != (_digest(here[path]) if path in here else None)
        for path in here.keys() | there.keys()
        if here.get(path) != there.get(path)
    )
