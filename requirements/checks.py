"""What does an entry lack before it can be published, how is a problem said to a person, and is the server fit?"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import choices, documents
from requirements.documents import Document, Problem

# What publishing demands of each kind; everything else that a curator may miss is a warning, not a wall.
MAIN_TEXT = {
    "requirement": "statement",
    "use_case": "short_description",
    "aspect": "description",
    "need": "statement",
    "experience": "narrative",
}
PUBLISHABLE_CONSENT = {choices.Consent.PUBLISH, choices.Consent.PUBLISH_ANONYMISED}


def missing(document: Any) -> list[Problem]:
    """Everything that keeps an entry from being published, at once; empty for reference records that have a title."""
    demands = [_titled, *DEMANDS.get(document.kind, [])]
    return [problem for demand in demands for problem in demand(document)]


def _lacks(condition: Any, code: str, *path: str) -> Iterator[Problem]:
    if condition:
        yield Problem(code, path)


def _titled(document: Any) -> Iterator[Problem]:
    return _lacks(not document.title.get(document.source_language), "no_title", "title")


def _has_main_text(document: Any) -> Iterator[Problem]:
    field = MAIN_TEXT[document.kind]
    return _lacks(not getattr(document, field).get(document.source_language), "no_main_text", field)


def _has_programme(document: Any) -> Iterator[Problem]:
    return _lacks(not document.programmes, "no_programme", "programmes")


def _has_provenance(document: Any) -> Iterator[Problem]:
    return _lacks(not document.provenance, "no_provenance", "provenance")


def _has_block(document: Any) -> Iterator[Problem]:
    return _lacks(not document.building_blocks, "no_building_block", "building_blocks")


def _has_obligation(document: Any) -> Iterator[Problem]:
    return _lacks(document.obligation is None, "no_obligation", "obligation")


def _has_step(document: Any) -> Iterator[Problem]:
    return _lacks(not any(scenario.steps for scenario in document.scenarios), "no_step", "scenarios")


def _has_consent(document: Any) -> Iterator[Problem]:
    return _lacks(document.consent not in PUBLISHABLE_CONSENT, "no_consent", "consent")


def _has_public_source(document: Any) -> Iterator[Problem]:
    return _lacks(not any(source.url for source in document.provenance), "no_public_source", "provenance")


EVERY_ENTRY: list[Callable[[Any], Iterator[Problem]]] = [_has_main_text, _has_programme, _has_provenance]
DEMANDS: dict[str, list[Callable[[Any], Iterator[Problem]]]] = {
    "requirement": [*EVERY_ENTRY, _has_block, _has_obligation],
    "use_case": [*EVERY_ENTRY, _has_block, _has_step],
    "aspect": EVERY_ENTRY,
    "need": EVERY_ENTRY,
    "experience": [*EVERY_ENTRY, _has_consent, _has_public_source],
}

SENTENCES = {
    "no_title": gettext_lazy("The title in the source language is missing."),
    "no_main_text": gettext_lazy("The main text in the source language is missing."),
    "no_programme": gettext_lazy("Choose at least one programme."),
    "no_provenance": gettext_lazy("Say where the matter is taken from."),
    "no_building_block": gettext_lazy("Choose at least one building block."),
    "no_obligation": gettext_lazy("Choose the obligation."),
    "no_step": gettext_lazy("Describe at least one step."),
    "no_consent": gettext_lazy("The consent does not allow publication."),
    "no_public_source": gettext_lazy("Name a public source with its address."),
    "not_an_object": gettext_lazy("This is not a document."),
    "unknown_kind": gettext_lazy("“%(value)s” is no kind of document; known are: %(known)s."),
    "unknown_name": gettext_lazy("“%(value)s” names nothing that is in the registry."),
    "unknown_key": gettext_lazy("The use case has no actor or information “%(key)s”."),
    "no_standard": gettext_lazy("Only “no relationship” goes without a standard."),
    "bad_character": gettext_lazy("The text holds a character that cannot be stored."),
    "too_long": gettext_lazy("The text is longer than %(longest)s characters."),
    "extra_forbidden": gettext_lazy("This field is unknown."),
    "missing": gettext_lazy("This field is missing."),
    "enum": gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    "literal_error": gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    "string_pattern_mismatch": gettext_lazy("“%(value)s” is not written as it must be."),
}


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, with its place: `links, 2, target: …`."""
    text = SENTENCES.get(problem.code, gettext_lazy("“%(value)s” is not valid here (%(code)s)."))
    said = str(text) % {"value": "", "code": problem.code, **problem.params}
    place = ", ".join(str(step + 1) if isinstance(step, int) else step.replace("_", " ") for step in problem.path)
    return _("%(place)s: %(problem)s") % {"place": place, "problem": said} if place else said


def missing_codes(document: Document) -> list[str]:
    """The codes alone, for the indexed column of the worklists."""
    return [problem.code for problem in missing(document)]


def names_unknown(names: list[str], document: Document) -> list[Problem]:
    """Unknown names as problems at the places where the document names them."""
    wanted = set(names)
    return [
        Problem("unknown_name", (field.name,), {"value": name})
        for _part, field, value in documents.walk(document)
        if field.names is not None
        for name in ([value] if isinstance(value, str) else value or [])
        if name in wanted
    ]


OLDEST_SERVER = 15
SERVER = """
    SELECT current_setting('server_encoding'), lower('É'), current_setting('server_version_num')::int / 10000
"""


@register(Tags.database)
def server_is_fit(databases: Iterable[str] | None = None, **options: Any) -> list[Error]:
    """Django's system check before `migrate`: search, sorting and the rules of the tables need this of PostgreSQL."""
    found = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(SERVER)
            found += [Error(text, id="requirements.E001") for text in unfit(*cursor.fetchone())]
    return found


def unfit(encoding: str, lowered: str, version: int) -> Iterator[str]:
    """What is wrong with a server of this encoding and version that makes this of a capital É."""
    if encoding != "UTF8":
        yield f"The database is encoded in {encoding}; it must be UTF8."
    if lowered != "é":
        yield "The database does not know letters beyond ASCII; make it with a locale such as C.UTF-8."
    if version < OLDEST_SERVER:
        yield f"PostgreSQL {version} is too old; {OLDEST_SERVER} or newer is needed."
