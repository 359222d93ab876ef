"""What does docs/workflow.md show? The transitions of the code, so that the page cannot disagree with them."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import translation

from requirements.workflow import TRANSITIONS

PAGE = Path(settings.BASE_DIR) / "docs" / "workflow.md"
BEGIN, END = "<!-- drawn by draw_workflow: begin -->", "<!-- drawn by draw_workflow: end -->"


class Command(BaseCommand):
    help = "Draws the transitions into docs/workflow.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        now = PAGE.read_text()
        drawn = redrawn(now)
        if check and drawn != now:
            self.stderr.write("docs/workflow.md is out of date: run `python3 manage.py draw_workflow`.")
            raise SystemExit(1)
        if not check:
            PAGE.write_text(drawn)


def redrawn(page: str) -> str:
    """The page with what stands between its two marks drawn anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    with translation.override("en"):
        return f"{before}{BEGIN}\n\n" + "\n".join(diagram()) + f"\n\n{END}{after}"


def diagram() -> Iterator[str]:
    """A Mermaid state diagram; what leads back to its own state is listed below the drawing, not drawn."""
    yield from ("```mermaid", "stateDiagram-v2", "    [*] --> draft")
    staying = []
    for transition in TRANSITIONS.values():
        moves = [(source, target) for source, target in transition.moves.items() if source != target]
        yield from (f"    {source} --> {target}: {transition.label}" for source, target in moves)
        if not moves:
            staying.append(f"{transition.label} ({', '.join(transition.moves)})")
    yield from ("```", "", "These leave the state as it is: " + "; ".join(staying) + ".")
