"""Do the public faces, and the rooms they read through, know nothing but what was published?"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import requirements

ROOT = Path(requirements.__file__).parent
PUBLIC = ("api", "views", "templatetags", "catalogue", "filters.py", "reconciling", "search", "traceability.py")
# What of the models a public module may know: editions and what was derived from them.
PUBLISHED = {"Clock", "Edition", "EditionLink", "EditionText", "Series", "Word"}
# Rooms that hold working copies; a public face has no business there.
CURATION = {"mapping", "workflow", "permissions", "previews", "jobs"}
# What it may ask of exchange: to write down what is published.
WRITING = {"TooLarge", "csv_lines", "export", "format_named", "write"}


# The one part of a public face that is not: working copies, for whoever brings a token.
PRIVATE = ROOT / "api" / "drafts"
# The one part of a public room that is not: what the desk finds working copies by.
DESK = "search/titles.py"
# What tells of the process and its worker, and of no record.
HEALTH = "views/health.py"


# Where readers write: what they wrote and nobody published is theirs alone, as test_leaks.py shows.
TAKING_PART = {
    *("views/contributing.py", "views/dialogues.py", "views/offline_forms.py", "views/proposals.py"),
    *("views/follow.py", "views/forms.py", "views/members.py"),
}


def modules() -> list[Path]:
    found = (path for name in PUBLIC for path in ([ROOT / name] if "." in name else (ROOT / name).rglob("*.py")))
    return sorted(
        path for path in found if PRIVATE not in path.parents and named(path) not in {*TAKING_PART, DESK, HEALTH}
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_only_the_addresses_know_the_private_part() -> None:
    knowing = [path.name for path in modules() if "api.drafts" in path.read_text()]
    assert knowing == ["urls.py"]


def test_only_the_desk_looks_for_working_copies() -> None:
    """The room offers it; no public face asks."""
    names = {"TitlesQuery", "titled"}
    asking = [
        named(module)
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in names and getattr(node.value, "id", "") == "search"
    ]
    assert asking == []


def imported(module: Path) -> Iterator[tuple[str, str]]:
    """(room, name) of everything that a module imports from the application."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("requirements"):
            room = (node.module or "").removeprefix("requirements").strip(".").partition(".")[0]
            yield from ((room or alias.name, alias.name) for alias in node.names)


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(ROOT)))
def test_a_public_module_reads_editions_alone(module: Path) -> None:
    known = {name for room, name in imported(module) if room == "models"}
    assert known <= PUBLISHED
    assert {room for room, _name in imported(module)} & CURATION == set()


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(ROOT)))
def test_a_public_module_asks_exchange_to_write_alone(module: Path) -> None:
    tree = ast.parse(module.read_text())
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_exchange(node.value)}
    asked |= {name for room, name in imported(module) if room == "exchange" and name != "exchange"}
    assert asked <= WRITING


def _is_exchange(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "exchange"
