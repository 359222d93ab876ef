"""How does a test sit down at the desk: sign in, open a page, type, press a button?"""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from requirements.models import User

Typed = dict[str, list[str]]


class FormReader(HTMLParser):
    """Reads from a page what a browser would send for one of its forms, buttons aside."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.typed: Typed = {}
        self._form, self._inside = form, False
        self._select: tuple[str, bool] | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "form":
            self._inside = values.get("id") == self._form
        if not self._inside or "disabled" in values:
            return
        name, value = values.get("name") or "", values.get("value") or ""
        if tag == "input" and name:
            self._read_input(name, value, values)
        elif tag == "select":
            self._select = (name, "multiple" in values)
        elif tag == "option" and self._select:
            self._read_option(value, "selected" in values)
        elif tag == "textarea":
            self._area = name
            self.typed[name] = [""]

    def _read_input(self, name: str, value: str, values: dict[str, str | None]) -> None:
        ticked = "checked" in values
        if values.get("type") in {"submit", "button"} or (values.get("type") in {"checkbox", "radio"} and not ticked):
            return
        self.typed.setdefault(name, []).append(value or ("on" if ticked else ""))

    def _read_option(self, value: str, selected: bool) -> None:
        assert self._select is not None
        name, multiple = self._select
        if selected:
            self.typed[name] = [*self.typed.get(name, []), value] if multiple else [value]
        elif not multiple:
            self.typed.setdefault(name, [value])

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.typed[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # A browser drops the line break that the page puts after the tag.
            self.typed[self._area][0] = self.typed[self._area][0].removeprefix("\n")
            self._area = None


def typed_in(page: Any, form: str) -> Typed:
    reader = FormReader(form)
    reader.feed(page.content.decode())
    return reader.typed


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def address(record: Any, page: str = "change") -> str:
    return reverse(f"admin:requirements_{record._meta.model_name}_{page}", args=[record.pk])


def open_form(client: Client, record: Any) -> Typed:
    """What the form of a record says when its page is opened."""
    page = client.get(address(record))
    assert page.status_code == 200, page.status_code
    return typed_in(page, f"{record._meta.model_name}_form")


def save(client: Client, record: Any, typed: Typed, **changed: Any) -> Any:
    """Press Save with some inputs typed anew."""
    return client.post(address(record), {**typed, "_continue": "1", **changed})


def press(client: Client, record: Any, transition: str, **said: Any) -> Any:
    """Press a workflow button on a page that has just been opened."""
    version = open_version(client, record)
    return client.post(address(record, "perform"), {"transition": transition, "version": version, **said}, follow=True)


def open_version(client: Client, record: Any) -> str:
    return str(client.get(address(record)).context["version"])


def messages(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def errors(page: Any) -> list[str]:
    """All that the form of a page complains about."""
    return [str(error) for errors in page.context["errors"] for error in errors]


def new_row(prefix: str, typed: Typed, **inputs: Any) -> Typed:
    """Press “Add another” in an inline and type into the row that the page's script copies from the empty one."""
    number = int(typed[f"{prefix}-TOTAL_FORMS"][0])
    empty, row = f"{prefix}-__prefix__-", f"{prefix}-{number}-"
    copied = {row + name.removeprefix(empty): value for name, value in typed.items() if name.startswith(empty)}
    filled = {row + name: value if isinstance(value, list) else [value] for name, value in inputs.items()}
    return {**typed, **copied, **filled, f"{prefix}-TOTAL_FORMS": [str(number + 1)]}
