"""What does docs/permissions.md show? The table of the code, so that the page cannot disagree with it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from requirements import permissions
from requirements.choices import Role, State

PAGE = Path(settings.BASE_DIR) / "docs" / "permissions.md"
BEGIN, END = "<!-- drawn by draw_permissions: begin -->", "<!-- drawn by draw_permissions: end -->"
# How a role is called in the head of a column.
GRANTED = [role for role in Role if role not in {Role.ANONYMOUS, Role.MEMBER}]


class Command(BaseCommand):
    help = "Prints the permission table, roles by actions by states, into docs/permissions.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        now = PAGE.read_text()
        drawn = redrawn(now)
        if check and drawn != now:
            self.stderr.write("docs/permissions.md is out of date: run `python3 manage.py draw_permissions`.")
            raise SystemExit(1)
        if not check:
            PAGE.write_text(drawn)


def redrawn(page: str) -> str:
    """The page with what stands between its two marks drawn anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n" + "\n".join(table()) + f"\n\n{END}{after}"


def table() -> Iterator[str]:
    """Actions down, roles across; a cell names the states in which that role may."""
    yield "| action | " + " | ".join(str(role) for role in GRANTED) + " |"
    yield "| --- " * (len(GRANTED) + 1) + "|"
    for action, by_role in permissions.TABLE.items():
        cells = [cell(action, role, by_role.get(role, frozenset())) for role in GRANTED]
        yield f"| {action.replace('_', ' ')} | " + " | ".join(cells) + " |"


def cell(action: str, role: Role, states: frozenset[State]) -> str:
    if not states:
        return "–"
    named = "any" if states == permissions.EVERY else ", ".join(state for state in State if state in states)
    own = role is Role.CONTRIBUTOR and action in permissions.OWN
    scoped = role is Role.EDITOR and action in permissions.SCOPED
    return named.replace("_", " ") + (" (own)" if own else "") + (" (in scope)" if scoped else "")
