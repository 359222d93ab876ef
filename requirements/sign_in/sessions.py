"""How long does a session last? Settings say how long idle, and how long in all however busy it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGAN = "began"


class SessionStore(db.SessionStore):
    """Django's own sessions in the database, but that no use puts their end off beyond the longest time.

    The end is a column of the row, so neither a cookie nor a busy page gets round it.
    """

    def cycle_key(self) -> None:
        """Each sign-in begins the time anew, and sweeps away the sessions that have ended."""
        self.clear_expired()
        self.pop(BEGAN, None)
        super().cycle_key()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        began = data.setdefault(BEGAN, timezone.now().timestamp())
        row = super().create_model_instance(data)
        latest = datetime.fromtimestamp(began, tz=UTC) + timedelta(seconds=settings.SESSION_LONGEST)
        row.expire_date = min(row.expire_date, latest)
        return row
