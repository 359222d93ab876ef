"""What does a reader see first?"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, choices
from requirements.views import addresses
from requirements.views.charts import Shares
from requirements.views.labels import PLURALS
from requirements.views.language import accepted
from requirements.views.mentions import Census, list_address
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, see_other, show
from requirements.views.texts import Data, in_language

LATEST = 6
BLOCKS = 12
COUNTED = ("requirement", "use_case", "aspect", "standard", "experience")
LEVELS = tuple(choices.CoverageLevel)
# What a reader may look for; each finds something in every language.
EXAMPLES = (_("offline"), _("consent"), _("digital identity"), "X.1254")


def start(request: HttpRequest) -> HttpResponseBase:
    """To the reader's language."""
    return see_other(f"/{accepted(request)}/", "Accept-Language")


@page
def home(request: HttpRequest, language: str) -> HttpResponseBase:
    """Five queries."""
    census = Census()
    mandates = _provisions_by_mandate(census)
    blocks = _coverage_by_block(census)
    names = names_of([*mandates, *blocks], language)
    return show(
        request,
        "home.html",
        {
            "examples": EXAMPLES,
            "counts": [_count(census, kind, language) for kind in COUNTED],
            "coverage": _coverage(census),
            "blocks": _block_rows(blocks, names),
            "programmes": _programmes(census, language),
            "mandates": [
                (names[one], census.entries(*provisions)) for one, provisions in mandates.items() if one in names
            ],
            "latest": [_news(edition, language) for edition in _latest()],
        },
    )


def _count(census: Census, kind: str, language: str) -> dict[str, Any]:
    return {
        "number": census.counts("kind:", [f"kind:{kind}"]).get(f"kind:{kind}", 0),
        "label": PLURALS[kind],
        "address": f"/{language}/{addresses.COLLECTIONS[kind]}/",
    }


def _coverage(census: Census) -> Shares:
    counts = census.counts("coverage:", ["kind:requirement"])
    return Shares({level: counts.get(f"coverage:{level}", 0) for level in LEVELS})


def _coverage_by_block(census: Census) -> dict[str, dict[choices.CoverageLevel, int]]:
    """Building block → its requirements by level of coverage; the BLOCKS with the most that are not covered."""
    found: dict[str, dict[choices.CoverageLevel, int]] = defaultdict(dict)
    for level in LEVELS:
        for block, number in census.counts("block:", ["kind:requirement"], [f"coverage:{level}"]).items():
            found[block][level] = number
    return dict(sorted(found.items(), key=lambda pair: (-_uncovered(pair[1]), pair[0]))[:BLOCKS])


def _uncovered(counts: dict[choices.CoverageLevel, int]) -> int:
    return sum(number for level, number in counts.items() if level != choices.CoverageLevel.FULL)


@dataclass(frozen=True)
class BlockRow:
    """A building block with its requirements by level of coverage."""

    name: Name
    shares: Shares


def _block_rows(blocks: dict[str, dict[choices.CoverageLevel, int]], names: dict[str, Name]) -> list[BlockRow]:
    return [BlockRow(names[block], Shares(counts)) for block, counts in blocks.items() if block in names]


def _provisions_by_mandate(census: Census) -> dict[str, list[str]]:
    """Resolution → those of its provisions that entries answer."""
    found: dict[str, list[str]] = defaultdict(list)
    entries = [f"kind:{kind}" for kind in catalogue.ENTRY_KINDS]
    for provision in sorted(census.counts("resolution:", entries)):
        found[provision.partition("#")[0]].append(provision)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _programmes(census: Census, language: str) -> list[dict[str, Any]]:
    found = []
    for edition in catalogue.in_force("programme").order_by("identifier"):
        data = catalogue.document(edition)
        found.append(
            {
                "name": name_of(edition, data, language),
                "record": in_language(data, language, {}),
                "counts": _counts_of_programme(census, edition.identifier, language),
            }
        )
    return found


def _counts_of_programme(census: Census, programme: str, language: str) -> list[tuple[int, str, str]]:
    """(number, kind, address of the list) for each kind of entry that the programme has."""
    counts = census.counts("kind:", [programme], [f"kind:{kind}" for kind in catalogue.ENTRY_KINDS])
    return [
        (number, str(PLURALS[kind]), list_address(kind, "programme", addresses.name_of(programme), language))
        for kind in catalogue.ENTRY_KINDS
        if (number := counts.get(f"kind:{kind}", 0))
    ]


def _latest() -> list[Any]:
    return list(catalogue.current(*catalogue.ENTRY_KINDS).order_by("-published_at", "-identifier")[:LATEST])


def _news(edition: Any, language: str) -> Data:
    new = _("New") if edition.number == 1 else _("Revised")
    standing = choices.Standing(edition.standing)
    return {
        "name": name_of(edition, catalogue.document(edition), language),
        "edition": edition,
        "what": new if standing is choices.Standing.IN_FORCE else standing.label,
    }
