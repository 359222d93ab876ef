"""How is an entry translated: source at one side, translation at the other, and what changed in the source marked?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from requirements import documents, workflow
from requirements.admin import kept
from requirements.admin.conflicts import seen_version, stored
from requirements.admin.queues import page_of, queue_of
from requirements.admin.refusals import REFUSALS, said
from requirements.admin.rights import may
from requirements.choices import TranslationState
from requirements.documents import Holds
from requirements.languages import BY_CODE, LANGUAGES, Language
from requirements.models import Entry, Texts


@dataclass
class Segment:
    """One text of an entry: where it is, what its source says and said, and what is in the input beside it."""

    row: Any
    field: str
    place: str
    label: str
    source: str
    former: str | None
    target: str

    @property
    def name(self) -> str:
        """Of the input: after the row, so that what was typed stays with its text when others come and go."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.field}"

    @property
    def is_line(self) -> bool:
        return self.row._meta.get_field(self.field).line

    @property
    def has_changed(self) -> bool:
        return self.former is not None and self.former != self.source

    @property
    def runs(self) -> list[tuple[str, str]]:
        """The source as runs that are equal, deleted or inserted since it was translated."""
        return [(str(tag), text) for tag, text in documents.words(self.former or "", self.source)]


class Translating:
    """Adds `…/translate/fr/` to the pages of an entry's admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.translate_view)  # type: ignore[attr-defined]
        own = path("<int:object_id>/translate/<str:language>/", view, name=self._address("translate"))  # type: ignore[attr-defined]
        return [own, *super().get_urls()]

    def translate_view(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        """Read by who may see the entry; saved by who may translate it, in one transaction, under its version."""
        entry: Any = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if entry is None or language not in BY_CODE or language == entry.source_language:
            raise Http404
        if not self.has_view_permission(request, entry):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            return self._saved(request, entry, BY_CODE[language])
        typed = kept.kept(request)
        if typed is not None:
            kept.tell(request)
        return self._translation_page(request, entry, BY_CODE[language], typed)

    def _saved(self, request: HttpRequest, entry: Entry, language: Language) -> HttpResponse:
        """What follows the press of a button: the next page, or the same one with the reasons of the refusal."""
        if any("\x00" in value for value in request.POST.values()):
            raise BadRequest
        try:
            saved = _save(request, entry, language.code)
        except REFUSALS as refusal:
            for _field, sentence in said(refusal):
                messages.error(request, sentence)
            return self._translation_page(request, entry, language, typed=request.POST)
        sentence = _("The translation of %(identifier)s was saved.") if saved else _("Nothing was changed.")
        messages.success(request, sentence % {"identifier": entry.identifier})
        queue = queue_of(request, self.admin_site, entry)  # type: ignore[attr-defined]
        if queue is None:
            return redirect(page_of(entry))
        return redirect(page_of(entry, queue.name) if "_continue" in request.POST else queue.next_address)

    def _translation_page(
        self, request: Any, entry: Entry, language: Language, typed: QueryDict | None = None
    ) -> HttpResponse:
        record, _document = stored(entry)
        segments = segments_of(record, language.code)
        left_over = _fill_in(segments, typed) if typed else []
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Translate %(identifier)s") % {"identifier": record.identifier},
            "subtitle": language.name,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": record,
            "version": record.version,
            "language": language,
            "source": BY_CODE[record.source_language],
            "segments": segments,
            "first": next((one.name for one in segments if one.has_changed or not one.target), ""),
            "left_over": left_over,
            "state": _state(record, language).label,
            "languages": [(one, _state(record, one).label) for one in LANGUAGES if one.code != record.source_language],
            "may_translate": may(request.user, "translate", record),
            "may_confirm": may(request.user, "confirm_translation", record),
            "queue": queue_of(request, self.admin_site, record),  # type: ignore[attr-defined]
            "marked": record.outdated_sources.get(language.code),
        }
        return TemplateResponse(request, "admin/translate.html", context)


def segments_of(record: Any, language: str) -> list[Segment]:
    """Every text that has a source or a translation: the entry's own first, then those of its parts, in their order."""
    former = record.outdated_sources.get(language) or {}
    found = []
    for row, field, place, label in _texts(record, documents.TYPES[record.kind], "", ""):
        texts = getattr(row, field)
        source, target = texts.get(record.source_language, ""), texts.get(language, "")
        if source or target:
            before = former.get(place, "") if former else None
            found.append(Segment(row, field, place, label, source, before, target))
    return sorted(found, key=lambda one: "/" in one.place)


def _texts(row: Any, shape: type[documents.Part], place: str, label: str) -> Iterator[tuple[Any, str, str, str]]:
    """(row, field, place in the document, what it is called) of every text of a record and of its parts."""
    for field in documents.fields(shape):
        if field.translated:
            name = capfirst(str(row._meta.get_field(field.name).verbose_name))
            yield row, field.name, f"{place}{field.name}", f"{label}{name}"
        elif field.holds is Holds.PARTS and field.part:
            for number, child in enumerate(getattr(row, field.name).all()):
                called = f"{label}{capfirst(str(child._meta.verbose_name))} {number + 1} › "
                yield from _texts(child, field.part, f"{place}{field.name}/{number}/", called)


def _state(entry: Entry, language: Language) -> TranslationState:
    return TranslationState(entry.translations.get(language.code, TranslationState.MISSING))


def _fill_in(segments: list[Segment], typed: QueryDict) -> list[str]:
    """Put what was typed into the inputs again; what belongs to texts that are there no more is returned."""
    for segment in segments:
        segment.target = typed.get(segment.name, segment.target)
    known = {segment.name for segment in segments}
    return [text for name, text in typed.items() if name.count("-") == 2 and name not in known and text]


@transaction.atomic
def _save(request: Any, entry: Entry, language: str) -> bool:
    """Write what was typed, row by row; whoever may can confirm it with the same press. Whether there was anything."""
    workflow.lock(entry, version=seen_version(request))
    record, before = stored(entry)
    changed = [segment for segment in segments_of(record, language) if _write(segment, language, request.POST)]
    confirms = "_confirm" in request.POST
    catches_up = _state(record, BY_CODE[language]) is TranslationState.OUTDATED and not confirms
    if changed or catches_up:
        names = list(dict.fromkeys(segment.place.partition("/")[0] for segment in changed))
        workflow.perform(record, "translate", by=request.user, changes=names, before=before, language=language)
    if confirms:
        workflow.perform(record, "confirm_translation", by=request.user, language=language)
    return bool(changed) or catches_up or confirms


def _write(segment: Segment, language: str, typed: QueryDict) -> bool:
    """Whether the text differs from what was there, and is stored now."""
    text = typed.get(segment.name, segment.target).strip().replace("\r\n", "\n")
    if text == segment.target:
        return False
    others = {code: other for code, other in getattr(segment.row, segment.field).items() if code != language}
    setattr(segment.row, segment.field, Texts({**others, language: text} if text else others))
    segment.row.save(update_fields=[segment.field])
    return True
