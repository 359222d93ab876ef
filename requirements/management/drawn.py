"""How does a page of docs/ show what the code says, so that it cannot disagree with it?"""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import translation


class DrawsPage(BaseCommand, ABC):
    """A command `name` that draws `lines()`, in English, between two marks of docs/`page`."""

    name: ClassVar[str]
    page: ClassVar[str]

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """What stands between the marks, line by line."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / self.page
        now = path.read_text()
        drawn = self.redrawn(now)
        if check and drawn != now:
            self.stderr.write(f"docs/{self.page} is out of date: run `python3 manage.py {self.name}`.")
            raise SystemExit(1)
        if not check:
            path.write_text(drawn)

    def redrawn(self, text: str) -> str:
        """The page with what stands between its two marks drawn anew."""
        begin, end = (f"<!-- drawn by {self.name}: {edge} -->" for edge in ("begin", "end"))
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        with translation.override("en"):
            return f"{before}{begin}\n\n" + "\n".join(self.lines()) + f"\n\n{end}{after}"
