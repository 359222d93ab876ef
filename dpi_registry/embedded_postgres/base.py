"""How does Django connect to the embedded PostgreSQL? As to any other, once the server is known to run."""

import atexit
import threading
from collections.abc import Callable
from typing import Any, ClassVar

from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe

from .client import DatabaseClient
from .server import PORT, ROLE, server_in


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own engine for PostgreSQL. It needs the setting HOME, and knows HOST and PORT itself."""

    client_class = DatabaseClient
    # Django's, which its published types omit.
    pool: Any
    close_pool: Callable[[], None]
    # Which start of the server the pool of an alias belongs to.
    _starts: ClassVar[dict[str, bytes]] = {}
    _starts_lock = threading.Lock()

    def get_connection_params(self) -> dict[str, Any]:
        """Say where the server listens. Django's pool takes these once, before anything is started."""
        address = str(server_in(self.settings_dict["HOME"]).address)
        return {"user": ROLE, **super().get_connection_params(), "host": address, "port": PORT}

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, also from the pool, to a server that runs: it is started again if it was killed meanwhile."""
        start = server_in(self.settings_dict["HOME"]).ensure_running(conn_params["dbname"])
        if self.pool:
            self._keep_pool(start)
        return super().get_new_connection(conn_params)

    def _keep_pool(self, start: bytes) -> None:
        """Close the pool when the process ends, or if the server is another: it waits after each dead connection."""
        with self._starts_lock:
            if self.alias not in self._starts:
                # Python from 3.12 on can't stop a pool's threads later than this.
                atexit.register(self.close_pool)
            elif self._starts[self.alias] != start:
                self.close_pool()
            self._starts[self.alias] = start
