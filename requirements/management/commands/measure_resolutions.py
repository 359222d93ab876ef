"""How well are texts of resolutions read? What was found in each file, and how much of it a person must confirm."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from requirements import resolution_texts
from requirements.exchange import ExchangeError
from requirements.exchange.formats import resolution as form
from requirements.management.drawn import DrawsPage
from requirements.resolution_texts import NotAResolution, Resolution

HEAD = "| file | language | resolution | sections | provisions | operative | addressed | references | linked | doubts |"


class Command(DrawsPage):
    help = "Reads texts of resolutions and prints into docs/mandates.md what was found in each."
    name, page = "measure_resolutions", "mandates.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of texts")

    def handle(self, *, check: bool, **options: Any) -> None:
        self.paths: Sequence[Path] = options["paths"]
        super().handle(check=check)

    def lines(self) -> Iterator[str]:
        yield HEAD
        yield "| --- " * HEAD.count(" | ") + "| --- |"
        for file, path in form.files(self.paths).items():
            yield from _rows(Path(file).name, path)


def _rows(file: str, path: Path) -> Iterator[str]:
    try:
        for resolution in resolution_texts.parse(form.text_of(file, path)):
            yield "| " + " | ".join(map(str, _cells(file, resolution))) + " |"
    except (NotAResolution, ExchangeError) as error:
        yield f"| {file} | – | not a resolution: `{error.code}` " + "| – " * 7 + "|"


def _cells(file: str, resolution: Resolution) -> Sequence[object]:
    """Sections that address somebody are counted among the operative ones other than “resolves”."""
    addressing = [one for one in resolution.sections if one.operative and not one.part.startswith("resolves")]
    linked = [one for one in resolution.references if one.identifier]
    return (
        file,
        resolution.language,
        resolution.identifier.removeprefix("resolution:") + (f" ({resolution.mark})" if resolution.mark else ""),
        len(resolution.sections),
        resolution.count(),
        resolution.count(operative=True),
        f"{sum(bool(one.addressees) for one in addressing)} of {len(addressing)}",
        len(resolution.references),
        len(linked),
        len(resolution.doubts),
    )
