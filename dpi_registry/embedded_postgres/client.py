"""How does `manage.py dbshell` reach the embedded PostgreSQL? With the psql that came with the server."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client

from .places import programs
from .server import PORT, ROLE, server_in


class DatabaseClient(client.DatabaseClient):
    """Django's own client, told which psql to run and where the server listens."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        address = str(server_in(settings_dict["HOME"]).address)
        settings_dict = {**settings_dict, "HOST": address, "PORT": PORT, "USER": settings_dict["USER"] or ROLE}
        (_, *arguments), environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(programs() / "psql"), *arguments], environment

    def runshell(self, parameters: Iterable[str]) -> None:
        settings = self.connection.settings_dict
        server_in(settings["HOME"]).ensure_running(settings["NAME"])
        super().runshell(parameters)
