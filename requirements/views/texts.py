"""In which language does a reader get each text of a document?

In the language of the page where there is one; else in the source language, else in English, else in any, and then
marked with its own language and direction, so that browsers and screen readers treat it as what it is.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from django.utils.html import conditional_escape, escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from requirements import documents
from requirements.documents import Field, Holds, Part
from requirements.languages import BY_CODE, Language, first_of
from requirements.views import vocabulary
from requirements.views.labels import enumeration

Data = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A text as a reader gets it; `foreign` if it is not in the language of the page. False if there is none."""

    text: str
    language: Language
    foreign: bool

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> SafeString:
        """In a line of the page."""
        content = conditional_escape(self.text)
        return format_html("<span{}>{}</span>", self.attributes, content) if self.foreign else content

    # A template asks for `str()`.
    __str__ = __html__

    @property
    def attributes(self) -> SafeString:
        """For the element that holds the text alone."""
        if not self.foreign:
            return mark_safe("")
        return format_html(' lang="{}" dir="{}"', self.language.code, self.language.direction)

    @property
    def paragraphs(self) -> SafeString:
        """As paragraphs: texts are plain, an empty line separates."""
        return self.emphasized(())

    def emphasized(self, places: Iterable[tuple[int, int]]) -> SafeString:
        """As paragraphs, what stands from here to there in strong letters."""
        return self.framed((start, end, "<strong>{}</strong>") for start, end in places)

    def framed(self, places: Iterable[tuple[int, int, str]]) -> SafeString:
        """As paragraphs, what stands from here to there within markup of ours."""
        marked, at = SafeString(""), 0
        for start, end, frame in places:
            marked += format_html("{}", self.text[at:start]) + format_html(frame, self.text[start:end])
            at = end
        content = mark_safe(linebreaks(marked + escape(self.text[at:]), autoescape=False))  # noqa: S308 escaped above
        return format_html("<div{}>{}</div>", self.attributes, content) if self.foreign else content


def shown(texts: Mapping[str, str], language: str, source: str) -> Shown:
    code = first_of(dict(texts), language, source)
    if code is None:
        return Shown("", BY_CODE[language], foreign=False)
    return Shown(texts[code], BY_CODE[code], foreign=code != language)


def word(text: str, language: str, source: str) -> Shown:
    """A word that has no translations; it is in the language in which its document was written."""
    return Shown(text, BY_CODE[source], foreign=source != language)


def walk(data: Data, part: type[Part]) -> Iterator[tuple[Field, Any]]:
    """Every field that the data of a part and of the parts below it have. Fields that no schema knows are passed over.

    An edition is read as it was stored, not parsed: it stays readable when the schema has moved on.
    """
    for field in documents.fields(part):
        value = data.get(field.name)
        if value:
            yield field, value
            for child in _parts(field, value):
                yield from walk(child, field.part or Part)


def _parts(field: Field, value: Any) -> list[Data]:
    if field.holds is Holds.PARTS:
        return list(value)
    return [value] if field.holds is Holds.PART else []


def identifiers(data: Data) -> set[str]:
    """Every record that a stored document names."""
    return {
        name
        for field, value in walk(data, documents.TYPES[data["kind"]])
        if field.names is not None
        for name in ([value] if isinstance(value, str) else value)
    }


def is_borrowed(data: Data, language: str) -> bool:
    """Whether any text of the document is missing in the language."""
    return any(
        field.translated is not None and language not in value
        for field, value in walk(data, documents.TYPES[data["kind"]])
    )


def in_language(data: Data, language: str, names: Mapping[str, Any]) -> Data:
    """The document for one reader: texts as `Shown`, identifiers of other records as what `names` has for them, values
    of enumerations as their members, dates as dates.

    A name that `names` does not have is left out.
    """
    return _part_in_language(data, documents.TYPES[data["kind"]], language, data["source_language"], names)


def _part_in_language(data: Data, part: type[Part], language: str, source: str, names: Mapping[str, Any]) -> Data:
    def told(field: Field | None, value: Any) -> Any:
        if field is None or value is None:
            return value
        if field.holds is Holds.TEXTS:
            return shown(value, language, source)
        if field.holds is Holds.NAMES:
            return [names[name] for name in value if name in names]
        if field.holds is Holds.NAME:
            return names.get(value)
        if field.holds is Holds.PARTS and field.part:
            return [_part_in_language(child, field.part, language, source, names) for child in value]
        return _plain(part, field.name, value)

    fields = {field.name: field for field in documents.fields(part)}
    return {name: told(fields.get(name), value) for name, value in data.items()}


def _plain(part: type[Part], name: str, value: Any) -> Any:
    """What a template can ask for its label or its day; a value that the schema knows no more stays as it is."""
    annotation: Any = part.model_fields[name].annotation
    made = _maker(annotation)
    if made is None or not value:
        return vocabulary.said(name, value) if isinstance(value, str) else value
    try:
        return [made(item) for item in value] if isinstance(value, list) else made(value)
    except ValueError:
        return value


@cache
def _maker(annotation: Any) -> Callable[[Any], Any] | None:
    is_day = annotation is datetime.date or datetime.date in get_args(annotation)
    return datetime.date.fromisoformat if is_day else enumeration(annotation)
