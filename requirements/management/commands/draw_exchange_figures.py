"""How well are real files read? Counts of what was read and what was left out, and why, for the page on exchange."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from requirements import exchange
from requirements.exchange import Format
from requirements.exchange.formats.records import Found
from requirements.management.drawn import DrawsPage

# Reasons that a line tells; the others are counted together.
TOLD = 3


class Command(DrawsPage):
    help = (
        "Reads every file of a folder, one folder of it for each format (`reqif/`, `oscal/`), and prints into"
        " docs/exchange.md how many records each file has, how many were left out, and why."
    )
    name, page = "draw_exchange_figures", "exchange.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, help="the folder with a folder for each format")

    def handle(self, *, check: bool, **options: Any) -> None:
        self.folder: Path = options["folder"]
        super().handle(check=check)

    def lines(self) -> Iterator[str]:
        yield "| format | file | read | left out | why |"
        yield "| --- | --- | ---: | ---: | --- |"
        for form in exchange.FORMATS:
            for path in files(form, self.folder):
                yield line(form, path, str(path.relative_to(self.folder / path.relative_to(self.folder).parts[0])))


def files(form: Format, folder: Path) -> list[Path]:
    """What is read at once: a file, or for a format that reads files together the folder that they are in."""
    found = sorted(place for place in folder.iterdir() if place.is_dir() and place.name.startswith(form.name))
    if form.together:
        return [child for place in found for child in sorted(place.iterdir()) if form.files([child])]
    return sorted(path for place in found for path in form.files([place]).values())


def line(form: Format, path: Path, name: str) -> str:
    """One row of the table; a file that is refused as a whole is told with its sentence."""
    reasons: Counter[str] = Counter()
    read = 0
    try:
        for record in form.records([path], {}):
            if isinstance(record, Found):
                read += 1
            else:
                reasons[record.reason] += 1
    except exchange.ExchangeError as refusal:
        return f"| {form.name} | {name} | 0 | – | refused: {plain(str(refusal))} |"
    return f"| {form.name} | {name} | {read} | {reasons.total()} | {told(reasons)} |"


def told(reasons: Counter[str]) -> str:
    most = [f"{reason.replace('_', ' ')} {number}" for reason, number in reasons.most_common(TOLD)]
    others = reasons.total() - sum(number for _reason, number in reasons.most_common(TOLD))
    return ", ".join([*most, *([f"others {others}"] if others else [])])


def plain(text: str) -> str:
    """Text of a file in a cell of a table of a page."""
    return "".join(letter if letter.isprintable() and letter not in "|<>`" else " " for letter in text)[:160]
