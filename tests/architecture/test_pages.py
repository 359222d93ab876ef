"""Are the public pages light, plain and complete? Bytes, markup, style sheet, and what each kind must have."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from requirements import documents
from requirements.documents import Part
from requirements.views import kinds, labels
from requirements.views.addresses import COLLECTIONS

TEMPLATES = sorted(
    [*Path(settings.BASE_DIR, "templates/site").rglob("*.html"), *Path(settings.BASE_DIR, "templates").glob("*.html")]
)
STYLES = Path(settings.BASE_DIR, "static/registry.css")
# Sent with the pages that have forms alone.
FORMS = Path(settings.BASE_DIR, "static/forms.css")
SCRIPT = Path(settings.BASE_DIR, "static/registry.js")
# Bytes, compressed: a first round trip on a slow link.
STYLE_BUDGET, FORMS_BUDGET, SCRIPT_BUDGET = 7_000, 1_000, 1_000
# The glossary is one page, so that each term has an address on it: two round trips.
GLOSSARY_BUDGET = 28_000
# Classes that a value completes: `lv-{{ obligation }}`.
COMPLETED = ("d1", "d2", "d3", "c-", "cov-", "lv-", "shade-")


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_style_sheet_and_script_are_light() -> None:
    assert compressed(STYLES.read_bytes()) <= STYLE_BUDGET
    assert compressed(FORMS.read_bytes()) <= FORMS_BUDGET
    assert compressed(SCRIPT.read_bytes()) <= SCRIPT_BUDGET


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}_{path.name}")
def test_templates_hold_neither_style_nor_script(template: Path) -> None:
    source = template.read_text()
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=\"{% static)", source)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//(?!www\.itu\.int)", source)
    # Nothing but what the code made safe goes out unescaped.
    assert "|safe" not in source
    assert "autoescape" not in source


def test_every_class_is_styled_and_every_style_is_used() -> None:
    rules = re.sub(r"/\*.*?\*/", "", STYLES.read_text() + FORMS.read_text(), flags=re.S)
    selectors = " ".join(re.findall(r"([^{};]+)\{", rules))
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
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
    rules = re.sub(r"/\*.*?\*/", "", STYLES.read_text() + FORMS.read_text(), flags=re.S)
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
    known |= {"related", "named_by", "history", "operative", "preamble"}
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
