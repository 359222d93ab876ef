"""The curation desk: Django's admin, shaped to the day of the staff."""
