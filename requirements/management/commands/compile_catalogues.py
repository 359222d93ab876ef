"""How do translated messages reach Django? Catalogues are compiled here, without gettext's own tools."""

import os
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles the message catalogues (locale/*/LC_MESSAGES/*.po) that have changed."
    requires_system_checks = ()

    def handle(self, *, verbosity: int, **options: object) -> None:
        for catalogue in compile_catalogues():
            if verbosity:
                self.stdout.write(f"Compiled {catalogue}")


def compile_catalogues() -> list[Path]:
    """Compile every catalogue whose compiled form is missing or older, and return those written.

    Processes may do this at the same time: a compiled catalogue appears whole or not at all.
    """
    sources = (source for root in settings.LOCALE_PATHS for source in sorted(Path(root).glob("*/LC_MESSAGES/*.po")))
    return [compile_catalogue(source) for source in sources if is_stale(source)]


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogue(source: Path) -> Path:
    """Fuzzy messages are left out, as msgfmt does."""
    compiled = source.with_suffix(".mo")
    unfinished = compiled.with_suffix(f".{os.getpid()}.mo")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    return unfinished.replace(compiled)
