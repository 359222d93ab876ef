"""How are many entries published at one moment, and who is told beforehand which of them cannot be?"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from requirements.models import Edition, Entry, User
from requirements.workflow.copies import Conflict
from requirements.workflow.publishing import publish
from requirements.workflow.transitions import NotAllowed, why_not

# More would keep others waiting at the clock.
AT_ONCE = 500


@transaction.atomic
def publish_together(versions: Mapping[int, int], *, by: User, note: str = "") -> list[Edition]:
    """Publish approved entries, given as key → the version that the actor saw, all at one moment or none.

    Links among them count as published. Conflict if one was changed since; NotAllowed, whose text is shown, if one may
    not be published; Incomplete names everything that is missing in any. Each leaves its row of history.
    """
    entries = list(Entry.objects.select_for_update().filter(pk__in=versions).order_by("pk"))
    for entry in entries:
        if entry.version != versions[entry.pk]:
            raise Conflict(entry.identifier, entry.version)
        if refusal := why_not(entry, "publish", by):
            raise NotAllowed(f"{entry.identifier}: {refusal}")
    editions = publish(entries, by=by, note=note)
    Entry.objects.filter(pk__in=versions).update(version=F("version") + 1, changed_at=timezone.now())
    return editions
