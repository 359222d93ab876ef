"""How does a report say a number, a name, an address, each with where it comes from?"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils.formats import number_format

from requirements.gap_analysis.wording import said
from requirements.languages import BY_CODE
from requirements.reports.document import Cell, Words, address_shown, sentence, words
from requirements.reports.naming import named


class Telling:
    """What a report in one language says of records as they were at a moment.

    `figures` is the address of the API under which the report's numbers are found. Making one costs a query.
    """

    def __init__(self, language: str, moment: datetime, identifiers: Collection[str], *, figures: str) -> None:
        self.language, self.figures = language, figures
        self.names = named(identifiers, language, moment)

    def plain(self, text: object) -> list[Words]:
        return [words(text, self.language)]

    def sentence(self, text: str, **values: Words | str) -> list[Words]:
        return sentence(text, self.language, **values)

    def number(self, number: int, pointer: str) -> Words:
        """A number with where the API has it: a JSON pointer, without its first slash, into the answer."""
        return words(number_format(number, force_grouping=True), self.language, figure=f"{self.figures}#/{pointer}")

    def points(self, thousandths: int, pointer: str) -> Words:
        """Points with one decimal place, as pages show them; the API has thousandths."""
        return words(points(thousandths), self.language, figure=f"{self.figures}#/{pointer}")

    def link(self, path: str, text: str = "") -> Words:
        return words(text or shown(path, self.language), self.language, link=address(path))

    def source(self, pointer: str) -> str:
        """The address under a table that the API says the same."""
        return address(f"{self.figures}#/{pointer}")

    def title(self, identifier: str) -> Words:
        found = self.names.get(identifier)
        return found.title if found else words(identifier, self.language)

    def short(self, identifier: str) -> Words:
        found = self.names.get(identifier)
        return words(found.short if found else identifier, self.language)

    def name(self, identifier: str) -> Cell:
        """Short name and title."""
        found = self.names.get(identifier)
        if found is None or found.title.text == found.short:
            return [self.title(identifier)]
        return [words(f"{found.short} ", self.language, strong=True), found.title]

    def entry(self, identifier: str, edition: int | None = None) -> Cell:
        """An entry by its identifier, which leads to the edition meant, and its title."""
        found = self.names.get(identifier)
        number = edition or (found.edition if found else None)
        path = f"/id/{identifier}/editions/{number}" if number else f"/id/{identifier}"
        short = words(f"{identifier} ", self.language, strong=True, link=address(path))
        return [short, found.title] if found else [short]


def points(thousandths: int) -> str:
    return number_format(said(thousandths), decimal_pos=1)


def address(path: str) -> str:
    """Where the public finds it."""
    return f"{settings.BASE_URL}{path}"


def shown(path: str, language: str) -> str:
    """The public address of a path as readers see it."""
    return address_shown(address(path), BY_CODE[language])
