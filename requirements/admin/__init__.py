"""The curation desk: Django's admin, shaped to the day of the staff."""

from requirements.admin import (  # noqa: F401
    accounts,
    assessing,
    dialogues,
    duplicates,
    entry,
    gaps,
    history,
    imports,
    jobs,
    mandate,
    members,
    parts,
    proposals,
    reference,
    tokens,
)
from requirements.admin.site import desk as desk
