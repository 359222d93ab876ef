"""Are the public pages light, plain and complete? Bytes, markup, style sheet, and what each kind must have."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

from requirements import documents
from requirements.documents import Part
from requirements.views import kinds, labels
from requirements.views.addresses import COLLECTIONS

SITE = Path(settings.BASE_DIR, "templates/site")
TEMPLATES = sorted([*SITE.rglob("*.html"), *Path(settings.BASE_DIR, "templates").glob("*.html")])
STYLES = Path(settings.BASE_DIR, "static/registry.css")
# Each is sent with the pages that need it.
MORE_STYLES = [
    Path(settings.BASE_DIR, f"static/{name}.css")
    for name in ("figures", "forms", "home", "lists", "matrices", "record", "terms")
]
SCRIPT = Path(settings.BASE_DIR, "static/registry.js")
# Bytes, compressed: a first round trip on a slow link.
STYLE_BUDGET, MORE_BUDGET, SCRIPT_BUDGET = 4_700, 1_300, 1_000
# The glossary is one page, so that each term has an address on it: two round trips.
GLOSSARY_BUDGET = 28_000
# Classes that a value completes: `lv-{{ obligation }}`.
COMPLETED = ("d1", "d2", "d3", "c-", "cov-", "lv-", "shade-")


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_style_sheet_and_script_are_light() -> None:
    assert compressed(STYLES.read_bytes()) <= STYLE_BUDGET
    for sheet in MORE_STYLES:
        assert compressed(sheet.read_bytes()) <= MORE_BUDGET, sheet.name
    assert compressed(SCRIPT.read_bytes()) <= SCRIPT_BUDGET


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}_{path.name}")
def test_templates_hold_neither_style_nor_script(template: Path) -> None:
    source = template.read_text()
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=\"{% static)", source)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//(?!www\.itu\.int)", source)
    # Nothing but what the code made safe goes out unescaped.
    assert "|safe" not in source
    assert "autoescape" not in source


def styled_by(sheets: Iterable[Path]) -> set[str]:
    """The classes that have rules in the style sheets."""
    rules = re.sub(r"/\*.*?\*/", "", " ".join(sheet.read_text() for sheet in sheets), flags=re.S)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(re.findall(r"([^{};]+)\{", rules))))


def with_parts(template: Path, seen: set[Path]) -> str:
    """The source of a template with all that it includes; a record may have any section."""
    source = "" if template in seen else template.read_text()
    seen.add(template)
    parts = [Path(settings.BASE_DIR, "templates", name) for name in re.findall(r'{% include "([^"{]+)"', source)]
    if "section.template" in source:
        parts += sorted(SITE.glob("sections/*.html"))
    return source + "".join(with_parts(part, seen) for part in parts)


@pytest.mark.parametrize("template", sorted(SITE.glob("*.html")), ids=lambda path: path.stem)
def test_a_page_links_the_style_sheets_that_it_needs_and_no_other(template: Path) -> None:
    source = with_parts(template, set())
    classes = " ".join(re.findall(r'class="([^"]*)"', source))
    used = set(re.sub(r"\S*{{.*?}}|{%.*?%}", " ", classes).split())
    linked = set(re.findall(r"static '([a-z]+)\.css'", source)) - {"registry"}
    needed = {sheet.stem for sheet in MORE_STYLES if used & (styled_by([sheet]) - styled_by([STYLES]))}
    assert linked == needed


def test_every_class_is_styled_and_every_style_is_used() -> None:
    styled = styled_by([STYLES, *MORE_STYLES])
    sources = [*TEMPLATES, SCRIPT, *Path(settings.BASE_DIR, "requirements/views").glob("*.py")]
    written = " ".join(
        found
        for path in sources
        for found in re.findall(
            r"(?:class(?:Name)?\s?=\s?|CoverageLevel\.\w+: |(?=\"c-))\"([^\"]*)\"", path.read_text()
        )
    )
    used = set(re.sub(r"\S*{{.*?}}|{%.*?%}", " ", written).split())
    assert used - styled == set()
    assert {name for name in styled - used if not name.startswith(COMPLETED)} == set()


def test_the_style_sheet_is_logical_and_colors_are_tokens() -> None:
    sheets = "".join(sheet.read_text() for sheet in (*MORE_STYLES, STYLES))
    rules = re.sub(r"/\*.*?\*/", "", sheets, flags=re.S)
    physical = (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?:^|[;{\s])(?:left|right|top|bottom|width|height)\s*:"
    )
    screen = rules.partition("@media print")[0]
    assert not re.findall(physical, screen)
    assert not re.findall(r"text-align:\s*(?:left|right)", screen)
    assert [line for line in screen.splitlines() if re.search(r"#[0-9a-f]{3,8}\b", line) and "--" not in line] == []


@pytest.mark.parametrize("kind", documents.TYPES)
def test_each_kind_has_a_page_whose_parts_exist(kind: str) -> None:
    known = {field.name for field in documents.fields(documents.TYPES[kind])}
    # What the page itself adds to the document.
    known |= {"related", "named_by", "history", "operative", "preamble", "plans", "provisions"}
    shown = {field for section in kinds.SECTIONS[kind] for field in section.fields} | set(kinds.FACTS[kind])
    assert shown <= known
    assert kinds.main_text(kind) in known
    assert kind in labels.PLURALS
    assert kind in COLLECTIONS
    assert [
        one.template for one in kinds.SECTIONS[kind] if not Path(settings.BASE_DIR, "templates", one.template).exists()
    ] == []


def test_each_public_field_is_shown() -> None:
    """A new field of a document appears on its page, or is named here."""
    # The head of the page, its notes, and what the partials of sections and links read.
    elsewhere = {"identifier", "kind", "title", "source_language", "translations", "links", "url", "consent", "formal"}
    elsewhere |= {"number", "provisions"}
    hidden = {
        kind: {field.name for field in documents.fields(documents.TYPES[kind]) if not field.internal}
        - {field for section in kinds.SECTIONS[kind] for field in section.fields}
        - {kinds.main_text(kind), *kinds.FACTS[kind], *elsewhere}
        for kind in documents.TYPES
    }
    assert {kind: names for kind, names in hidden.items() if names} == {}


def test_each_field_has_a_label() -> None:
    waiting: list[type[Part]] = list(documents.TYPES.values())
    names: set[str] = set()
    while waiting:
        fields = [field for field in documents.fields(waiting.pop()) if not field.internal]
        names |= {field.name for field in fields}
        waiting += [field.part for field in fields if field.part]
    assert names - labels.LABELS.keys() == set()
    assert labels.LABELS.keys() - names == set()
