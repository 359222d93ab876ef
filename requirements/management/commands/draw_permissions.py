"""What does docs/permissions.md show? The table of the code, so that the page cannot disagree with it."""

from collections.abc import Iterator

from requirements import permissions
from requirements.choices import Role, State
from requirements.management.drawn import DrawsPage

# What a member does for its own organization alone.
OF_ONE = {"act_for_organization", "manage_people"}
# How a role is called in the head of a column.
COLUMNS = [role for role in Role if role is not Role.ANONYMOUS]


class Command(DrawsPage):
    help = "Prints the permission table, roles by actions by states, into docs/permissions.md."
    name, page = "draw_permissions", "permissions.md"

    def lines(self) -> Iterator[str]:
        return table()


def table() -> Iterator[str]:
    """Actions down, roles across; a cell names the states in which that role may."""
    yield "| action | " + " | ".join(str(role).replace("_", " ") for role in COLUMNS) + " |"
    yield "| --- " * (len(COLUMNS) + 1) + "|"
    for action, by_role in permissions.TABLE.items():
        cells = [cell(action, role, by_role.get(role, frozenset())) for role in COLUMNS]
        yield f"| {action.replace('_', ' ')} | " + " | ".join(cells) + " |"


def cell(action: str, role: Role, states: frozenset[State]) -> str:
    if not states:
        return "–"
    named = "any" if states == permissions.EVERY else ", ".join(state for state in State if state in states)
    own = (role is Role.CONTRIBUTOR and action in permissions.OWN) or (role in permissions.MEMBERS and action in OF_ONE)
    scoped = role is Role.EDITOR and action in permissions.SCOPED
    return named.replace("_", " ") + (" (own)" if own else "") + (" (in scope)" if scoped else "")
