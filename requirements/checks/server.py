"""Is the database server fit for the registry?"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

OLDEST_SERVER = 15
SERVER = """
    SELECT current_setting('server_encoding'), lower('É'), current_setting('server_version_num')::int / 10000
"""


@register(Tags.database)
def server_is_fit(databases: Iterable[str] | None = None, **options: Any) -> list[Error]:
    """Django's system check before `migrate`: search, sorting and the rules of the tables need this of PostgreSQL."""
    found = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(SERVER)
            found += [Error(text, id="requirements.E001") for text in unfit(*cursor.fetchone())]
    return found


def unfit(encoding: str, lowered: str, version: int) -> Iterator[str]:
    """What is wrong with a server of this encoding and version that makes this of a capital É."""
    if encoding != "UTF8":
        yield f"The database is encoded in {encoding}; it must be UTF8."
    if lowered != "é":
        yield "The database does not know letters beyond ASCII; make it with a locale such as C.UTF-8."
    if version < OLDEST_SERVER:
        yield f"PostgreSQL {version} is too old; {OLDEST_SERVER} or newer is needed."
