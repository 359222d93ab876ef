"""Was this asked before, by a program that never got the answer?

Whoever writes sends a key of their own choosing with what they ask. When the connection breaks before the answer comes,
they send the same again under the same key, and it is done once.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements.models import Repeatable, User

# Nobody tries again for longer.
KEPT = timedelta(days=7)


class Reused(Exception):
    """Something else was asked under this key; the text is shown."""


@transaction.atomic
def once(key: str, asked: bytes, do: Callable[[], str], *, by: User) -> str:
    """What `do` gives: the identifier of what it made, or what it gave when the same was asked under this key.

    Who asks while the first is still being answered waits for it. What was refused is not remembered, so that it can be
    mended and sent under the same key. Five queries besides those of `do`, two where it was asked before.
    """
    digest = sha256(asked).hexdigest()
    found, is_new = Repeatable.objects.get_or_create(user=by, key=key, defaults={"digest": digest})
    if found.digest != digest:
        raise Reused(_("Something else was sent with this key; send a new one."))
    if is_new:
        found.identifier = do()
        found.save(update_fields=["identifier"])
        Repeatable.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    return found.identifier
