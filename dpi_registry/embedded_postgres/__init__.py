"""How does the registry bring its own PostgreSQL? As a Django database engine that starts the server when it is needed.

    DATABASES = {"default": {"ENGINE": "dpi_registry.embedded_postgres", "NAME": "dpi_registry", "HOME": "/srv/var"}}

`base` and `client` are what Django asks of an engine, `server` starts, shares and stops PostgreSQL, `places` knows the
folders, programs and accounts around it. Nothing happens before the first connection.
"""

from django.db import OperationalError


class EmbeddedPostgresError(OperationalError):
    """The embedded server can't be used; the message says where, why and what to do."""
