"""What were the records that a report names called at its moment?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from requirements import catalogue
from requirements.languages import first_of
from requirements.models import Edition
from requirements.reports.document import Words, words


@dataclass(frozen=True)
class Named:
    """A record by its short name (X.1254, SG17, REQ-0142) and by its title, which may be in another language."""

    short: str
    title: Words
    edition: int


def named(identifiers: Collection[str], language: str, moment: datetime) -> Mapping[str, Named]:
    """Identifier → name for what was published then, withdrawn or not. One query."""
    editions = catalogue.as_of(moment).filter(identifier__in=set(identifiers))
    return {edition.identifier: _named(edition, language) for edition in editions}


def _named(edition: Edition, language: str) -> Named:
    data = catalogue.document(edition)
    code = first_of(data["title"], language, data["source_language"]) or language
    title = words(data["title"].get(code, edition.identifier), code)
    usual = edition.identifier if edition.kind in catalogue.ENTRY_KINDS else title.text
    return Named(data.get("designation") or data.get("acronym") or usual, title, edition.number)
