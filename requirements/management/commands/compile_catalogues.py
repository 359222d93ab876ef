"""How do translated messages reach Django? Catalogues are compiled here, without gettext's own tools."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

# Django and its apps have their own strings in simplified Chinese under another name than the Union's `zh`.
LENDERS = {"zh": "zh_Hans"}


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
    """Fuzzy messages are left out, as msgfmt does; those that Django would not find for the language are added."""
    compiled = source.with_suffix(".mo")
    unfinished = compiled.with_suffix(f".{os.getpid()}.mo")
    catalogue = polib.pofile(str(source))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue.translated_entries()}
    for entry in lent(source.parts[-3]):
        if (entry.msgctxt, entry.msgid) not in known:
            known.add((entry.msgctxt, entry.msgid))
            catalogue.append(entry)
    catalogue.save_as_mofile(str(unfinished))
    return unfinished.replace(compiled)


def lent(language: str) -> Iterator[polib.POEntry]:
    """What Django and the installed apps say in a language that they call otherwise."""
    roots = [Path(django.__file__).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    for root in roots:
        path = root / "locale" / LENDERS.get(language, "-") / "LC_MESSAGES/django.po"
        if path.exists():
            yield from polib.pofile(str(path)).translated_entries()
