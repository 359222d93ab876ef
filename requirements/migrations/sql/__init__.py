"""How does a migration run one of the SQL files beside this one?"""

from pathlib import Path

from django.db.migrations import RunSQL


def run(name: str) -> RunSQL:
    """The operation that runs `<name>.sql`; there is no way back, only a restored backup."""
    return RunSQL((Path(__file__).parent / f"{name}.sql").read_text())
