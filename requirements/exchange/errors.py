"""Why was an exchange refused as a whole, and how is that said to a person?"""

from typing import Any

from django.utils.translation import gettext_lazy

from requirements.exchange.formats.records import Place

SENTENCES = {
    "not_found": gettext_lazy("There is no such file or folder."),
    "not_readable": gettext_lazy("The file cannot be read: %(error)s."),
    "not_utf8": gettext_lazy("The file is not in UTF-8 (byte %(byte)s)."),
    "table_not_utf8": gettext_lazy(
        "The file is not in UTF-8 (byte %(byte)s). Save it as “CSV UTF-8”, or as a workbook (XLSX)."
    ),
    "not_json": gettext_lazy("This is not JSON: %(error)s."),
    "unknown_version": gettext_lazy("The file is of version %(version)s; this registry reads up to %(known)s."),
    "not_csv": gettext_lazy("This is no table that can be read: %(error)s."),
    "not_a_workbook": gettext_lazy("This is no workbook that can be read (%(error)s)."),
    "other_workbook": gettext_lazy(
        "This is a file of another kind (%(name)s). Open it and save it as a workbook (XLSX)."
    ),
    "no_headings": gettext_lazy("There are no headings."),
    "column_twice": gettext_lazy("Two columns have the heading “%(name)s”."),
    "breaks_off": gettext_lazy("The file breaks off in the middle of a row."),
    "too_many_cells": gettext_lazy("The row has %(number)s cells, but there are %(known)s headings."),
    "too_many_rows": gettext_lazy("There are more than %(limit)s rows."),
    "too_many_empty_rows": gettext_lazy("More than %(limit)s empty rows follow each other: delete them."),
    "cell_too_long": gettext_lazy("A text of %(size)s characters does not fit into a cell (%(limit)s)."),
    "too_many_columns": gettext_lazy("The row has %(number)s columns; %(limit)s are allowed."),
    "not_xml": gettext_lazy("This is not XML: %(error)s."),
    "not_reqif": gettext_lazy("This is not ReqIF: it begins with “%(name)s”."),
    "not_strictdoc": gettext_lazy("This is no document of StrictDoc: it does not begin with [DOCUMENT]."),
    "no_catalogue": gettext_lazy("This is no catalogue of standards that is known."),
    "not_closed": gettext_lazy("The text that begins here has no end (“<<<”)."),
    "not_yaml": gettext_lazy("This is not YAML: %(error)s."),
    "document_type": gettext_lazy("The file declares a document type; such files are not read."),
    "alias": gettext_lazy("The file refers to a part of itself (alias); such files are not read."),
    "nested_too_deeply": gettext_lazy("The file nests deeper than %(limit)s levels."),
    "too_many_elements": gettext_lazy("There are more than %(limit)s elements."),
    "damaged": gettext_lazy("The stored file is damaged."),
    "not_an_archive": gettext_lazy("This is not a ZIP archive that can be unpacked: %(error)s."),
    "encrypted": gettext_lazy("The archive holds an encrypted file: %(name)s."),
    "unsafe_member": gettext_lazy("The archive holds a file that would be unpacked elsewhere: %(name)s."),
    "nested_archive": gettext_lazy("The archive holds another archive: %(name)s."),
    "too_many_members": gettext_lazy("The archive holds %(number)s files; %(limit)s are allowed."),
    "unpacked_too_large": gettext_lazy("Unpacked the archive has %(size)s bytes; %(limit)s are allowed."),
    "file_too_large": gettext_lazy("The file has %(size)s bytes; %(limit)s are allowed."),
    "too_many_records": gettext_lazy("There are more than %(limit)s records."),
    "unknown_format": gettext_lazy("“%(name)s” is no format; known are: %(known)s."),
    "not_written": gettext_lazy("The registry cannot write this format; it can write: %(known)s."),
    "changed_since": gettext_lazy("The registry has changed since the preview. Look at the preview again."),
    "undone_before": gettext_lazy("This import was undone before."),
    "depended_upon": gettext_lazy("It cannot be undone, since other things depend on it by now."),
    "busy": gettext_lazy("Another import is being written. Try again when it has ended."),
    "unknown_names": gettext_lazy("This names what is not in the registry: %(names)s."),
    "refused_by_database": gettext_lazy("The database refuses this record: %(error)s."),
}


class ExchangeError(Exception):
    """The exchange was refused and nothing was written. `code` is for programs; the text names the place."""

    def __init__(self, code: str, place: Place | None = None, **params: Any) -> None:
        self.code, self.place, self.params = code, place, params
        super().__init__(code)

    def __str__(self) -> str:
        said = str(SENTENCES[self.code]) % self.params
        return f"{place_in_words(self.place)}: {said}" if self.place else said


class Unreadable(ExchangeError):
    """The file is not what it is said to be."""


class TooLarge(ExchangeError):
    """The file is more than the registry takes at once."""


class Outdated(ExchangeError):
    """What the plan was made of is no longer so; a new preview is needed."""


class Busy(ExchangeError):
    """Another import holds the lock; the same may be tried again."""


class NotUndone(ExchangeError):
    """An import stays as it is; `params["obstacles"]` says what depends on it."""


class Unwritable(ExchangeError):
    """One record cannot be stored, so none was."""


def place_in_words(place: Place) -> str:
    """`bb-consent/spec/6-functional-requirements.md:40`, `needs.xlsx/needs:3`, `catalogue.json#ac-2`, or the file."""
    file = f"{place.file}/{place.sheet}" if place.sheet else place.file
    anchor = f"#{place.anchor}" if place.anchor else ""
    return f"{file}:{place.line}" if place.line else f"{file}{anchor}"
