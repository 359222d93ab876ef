"""How is each sort of column typed and shown at the desk?"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib.admin import display
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Field, Model, TextField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from requirements.admin.rights import nameable, sees_all
from requirements.languages import BY_CODE, DEFAULT, LANGUAGES
from requirements.models import Entry, Texts, TranslatedField
from requirements.models.text import TranslatedWidget

# Digits of the largest bigint, which a key stays below.
LONGEST_KEY = 19


class TextsWidget(TranslatedWidget):
    """The source language first and open, the others folded away; every input says which field and language it is.

    `locked` keeps the source text from being typed over: a translator's page.
    """

    def __init__(self, field: TranslatedField) -> None:
        super().__init__(forms.TextInput if field.line else forms.Textarea)
        self.source: str = DEFAULT
        self.locked = False
        for language, widget in zip(LANGUAGES, self.widgets, strict=True):
            widget.attrs["aria-label"] = f"{capfirst(field.verbose_name)}, {language.name}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        for one in inputs:
            one["is_source"] = one["language"].code == self.source
            if one["is_source"] and self.locked:
                one["attrs"]["readonly"] = True
        inputs.sort(key=lambda one: not one["is_source"])
        return context


class KeepsKeys:
    """Shows again what was chosen by typing; what is no key was never chosen, and the database would refuse it."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [key for key in value if str(key).isdecimal() and len(str(key)) < LONGEST_KEY]
        return super().optgroups(name, keys, attr)


class OneChooser(KeepsKeys, AutocompleteSelect):
    """One record chosen by typing."""


class Chooser(KeepsKeys, AutocompleteSelectMultiple):
    """Several records chosen by typing; each is taken away by its own button."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class Chooses:
    """Gives the relations of an admin or an inline that are chosen by typing their widget.

    Entries are chosen among those that the person may refer to.
    """

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        options = self._chosen(db_field, request, OneChooser, options)
        return _discreet(super().formfield_for_foreignkey(db_field, request, **options), request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        options = self._chosen(db_field, request, Chooser, options)
        return _discreet(super().formfield_for_manytomany(db_field, request, **options), request)

    def _chosen(self, db_field: Any, request: HttpRequest, widget: Any, options: dict[str, Any]) -> dict[str, Any]:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options.setdefault("widget", widget(db_field, self.admin_site))  # type: ignore[attr-defined]
        if _is_entry(db_field) and not sees_all(request):
            options["queryset"] = nameable(db_field.related_model.objects.all(), request.user)
        return options


def _is_entry(field: Any) -> bool:
    return bool(field.related_model) and issubclass(field.related_model, Entry)


def _discreet(formfield: Any, request: HttpRequest) -> Any:
    """Entries are called by identifier where the titles in their working copies are not for the person."""
    if issubclass(formfield.queryset.model, Entry) and not sees_all(request):
        formfield.label_from_instance = attrgetter("identifier")
    return formfield


class LinesField(SimpleArrayField):
    """A list of words, one on each line: commas belong to the words."""

    def __init__(self, base_field: forms.Field, **options: Any) -> None:
        options.pop("max_length", None)
        super().__init__(base_field, delimiter="\n", widget=forms.Textarea(attrs={"rows": 3, "cols": 80}), **options)

    def to_python(self, value: Any) -> list[Any]:
        lines = value.splitlines() if isinstance(value, str) else value or []
        return list(super().to_python([line for line in lines if line.strip()]))


class DeskForm(forms.ModelForm):
    """A form that knows the source language of its texts, and shows why it was refused after it had been valid.

    The admin sets the three attributes on the class that it makes for one request.
    """

    source: str = DEFAULT
    translating = False
    refusals: Sequence[tuple[str | None, str]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for _name, widget in self._texts():
            widget.source, widget.locked = self.source, self.translating

    def _texts(self) -> Iterator[tuple[str, TextsWidget]]:
        for name, field in self.fields.items():
            if isinstance(field.widget, TextsWidget):
                yield name, field.widget

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.translating:
            self._put_sources_back(cleaned)
        for name, sentence in self.refusals:
            self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def _put_sources_back(self, cleaned: dict[str, Any]) -> None:
        for name, _widget in self._texts():
            stored = self.initial.get(name) or {}
            kept = {self.source: stored[self.source]} if self.source in stored else {}
            typed = {code: text for code, text in (cleaned.get(name) or {}).items() if code != self.source}
            cleaned[name] = Texts({**typed, **kept})


class DeskFields(Chooses):
    """Makes the form fields of an admin or an inline; relations are chosen by typing, whatever the number of rows."""

    form = DeskForm
    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest | None, **options: Any) -> Any:
        if isinstance(db_field, ArrayField):
            return _list_field(db_field)
        formfield = super().formfield_for_dbfield(db_field, request, **options)
        if isinstance(db_field, TranslatedField):
            formfield.widget = TextsWidget(db_field)
            # Django sends the value along once more, as one string, where a default is a callable.
            formfield.show_hidden_initial = False
        return formfield

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        site, model = self.admin_site, self.opts  # type: ignore[attr-defined]
        relations = (*model.fields, *model.many_to_many)
        return [x.name for x in relations if x.editable and x.related_model and site.is_registered(x.related_model)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing may be typed, texts are shown language by language instead of as they are stored."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return fieldsets
        model, whole = self.opts.model, sees_all(request)  # type: ignore[attr-defined]
        return [
            (name, {**options, "fields": [_shown_instead(model, field, whole) for field in options["fields"]]})
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fixed = super().get_readonly_fields(request, obj)
        if obj is None:
            return fixed
        if not self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return (*fixed, *flatten_fieldsets(self.get_fieldsets(request, obj)))
        if self.only_translates(request, obj):  # type: ignore[attr-defined]
            names = flatten_fieldsets(self.get_fieldsets(request, obj))
            model = self.opts.model  # type: ignore[attr-defined]
            return (*fixed, *(name for name in names if not _is_text(model, name)))
        return fixed


def _list_field(field: ArrayField) -> forms.Field:
    label, required = capfirst(field.verbose_name), not field.blank
    one: Any = field.base_field
    if one.choices:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=one.choices, required=required, label=label, widget=widget)
    return LinesField(one.formfield(), required=required, label=label)


def _is_text(model: type[Model], name: str) -> bool:
    return any(field.name == name and isinstance(field, TranslatedField) for field in model._meta.fields)


def _shown_instead(model: type[Model], name: Any, whole: bool) -> Any:
    """What shows a field that nothing is typed into; other entries by their titles only to who sees the `whole`."""
    if isinstance(name, tuple | list):
        return tuple(_shown_instead(model, one, whole) for one in name)
    if _is_text(model, name):
        return _shown(model, name)
    relations = (*model._meta.fields, *model._meta.many_to_many)
    if not whole and any(field.name == name and _is_entry(field) for field in relations):
        return _named(model, name)
    return name


@cache
def _shown(model: type[Model], name: str) -> Callable[[Any], SafeString]:
    field: Any = model._meta.get_field(name)

    @display(description=field.verbose_name)
    def texts(row: Any) -> SafeString:
        return all_languages(getattr(row, name))

    texts.__name__ = name
    return texts


@cache
def _named(model: type[Model], name: str) -> Callable[[Any], str]:
    field: Any = model._meta.get_field(name)

    @display(description=field.verbose_name)
    def identifiers(row: Any) -> str:
        value = getattr(row, name)
        return ", ".join(entry.identifier for entry in (value.all() if field.many_to_many else [value]))

    identifiers.__name__ = name
    return identifiers


def all_languages(texts: dict[str, str]) -> SafeString:
    """Every language of a text under its own name."""
    rows = ((BY_CODE[code].name, code, BY_CODE[code].direction, text) for code, text in texts.items())
    return format_html_join("", '<p class="text"><b>{}</b> <span lang="{}" dir="{}">{}</span></p>', rows)


def in_reading_language(texts: Texts, preferred: str, otherwise: str = "") -> SafeString | str:
    """One text, marked with the language that it is in when that is not the one preferred."""
    language = texts.language(preferred)
    if language is None:
        return otherwise
    return format_html('<span lang="{}" dir="{}">{}</span>', language, BY_CODE[language].direction, texts[language])
