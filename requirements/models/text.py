"""How is one text in six languages stored, shown and typed?

A value is `{language: text}` in a PostgreSQL domain `texts` over jsonb, whose constraint refuses unknown languages,
empty strings and anything but strings. A new language changes no table.
"""

from typing import Any

from django import forms
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from requirements.languages import LANGUAGES, first_of


class Texts(dict[str, str]):
    """The texts of one field by language; `str()` is the reader's language, else English, else any."""

    def __str__(self) -> str:
        language = self.language(translation.get_language() or "")
        return self[language] if language else ""

    def language(self, preferred: str) -> str | None:
        """The language that a reader who prefers `preferred` is shown; None without any text."""
        return first_of(self, preferred)


class TranslatedWidget(forms.MultiWidget):
    """One input per language, Arabic from right to left; works without script."""

    template_name = "admin/widgets/translated.html"

    def __init__(self, widget: type[forms.Widget] = forms.Textarea) -> None:
        super().__init__({item.code: widget(attrs=self._attributes(item, widget)) for item in LANGUAGES})

    @staticmethod
    def _attributes(item: Any, widget: type[forms.Widget]) -> dict[str, Any]:
        size = {"rows": 3, "cols": 80} if issubclass(widget, forms.Textarea) else {"size": 80}
        return {"lang": item.code, "dir": item.direction, "aria-label": item.name, **size}

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(item.code, "") for item in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for item, subwidget in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            subwidget["language"] = item
        return context


class TranslatedFormField(forms.MultiValueField):
    """Six optional inputs that make one `Texts`; a required field needs any one of them."""

    def __init__(self, *, widget: type[forms.Widget] = forms.Textarea, required: bool = True, **options: Any) -> None:
        options.pop("max_length", None)
        inputs = [forms.CharField(required=False, strip=True) for _language in LANGUAGES]
        super().__init__(
            inputs, require_all_fields=False, required=required, widget=TranslatedWidget(widget), **options
        )

    def compress(self, data_list: list[str]) -> Texts:
        typed = zip(LANGUAGES, data_list or [""] * len(LANGUAGES), strict=True)
        return Texts({item.code: text.replace("\r\n", "\n") for item, text in typed if text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        cleaned = [str(text or "").strip().replace("\r\n", "\n") for text in data or []]
        return cleaned != self.widget.decompress(initial)


class TranslatedField(models.JSONField):
    """A text in up to six languages; `line=True` is edited in one line and may hold 300 characters."""

    description = _("Text in six languages")

    def __init__(self, *args: Any, line: bool = False, **options: Any) -> None:
        self.line = line
        options.setdefault("default", Texts)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "line": True} if self.line else options

    def db_type(self, connection: Any) -> str:
        return "texts"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return Texts(loaded) if isinstance(loaded, dict) else loaded

    def formfield(self, form_class: Any = TranslatedFormField, choices_form_class: Any = None, **options: Any) -> Any:
        options.pop("encoder", None), options.pop("decoder", None)
        options["widget"] = forms.TextInput if self.line else forms.Textarea
        return models.Field.formfield(self, form_class, choices_form_class, **options)
