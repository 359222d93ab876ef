"""The curation desk: Django's admin, shaped to the day of the staff."""

from requirements.admin import accounts, duplicates, entry, gaps, history, jobs, mandate, parts, reference, tokens  # noqa: F401
from requirements.admin.site import desk as desk
