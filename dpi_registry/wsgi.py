"""What does a web server run?"""

import contextlib
import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpi_registry.settings")
# Before settings are read: web processes have time limits and keep their connections.
os.environ["DPI_PROCESS"] = "web"

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection


def count_ahead() -> None:
    """Read what totals are counted from before the first reader needs it; without a database the first reader will."""
    # Models can be imported only once the apps are known.
    from requirements import catalogue

    with contextlib.suppress(DatabaseError), contextlib.closing(connection):
        catalogue.bitmaps()


application = get_wsgi_application()
threading.Thread(target=count_ahead, daemon=True).start()
