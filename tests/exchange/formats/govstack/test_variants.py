"""Are requirements found in styles that are near those seen: other marks, other lists, other tables?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from requirements.exchange.formats import govstack
from requirements.exchange.formats.govstack import Found

TEXTS = ("Each payment has a receipt", "Users may export what is theirs", "Operators see the failures of a day")
LEVELS = ("REQUIRED", "OPTIONAL", "RECOMMENDED")
CHAPTER = "# 6 Functional Requirements\n\n## 6.1 Payments\n\n"
LINES = {
    "dash": "- {text}. ({level})",
    "plus": "+ {text} ({level})",
    "numbered": "1) {text} ({level})",
    "checkbox": "- [ ] {text} ({level})",
    "checked": "* [x] {text} ({level})",
    "bold within": "* {text} (**{level}**)",
    "italic": "* {text} *({level})*",
    "square": "* {text} [{level}]",
    "escaped": "* {text} \\[{level}\\]",
    "first": "* ({level}) {text}",
    "first with colon": "* **{level}**: {text}",
    "behind a dash": "* {text} — **{level}**",
    "bold alone": "* {text} **{level}**",
    "code": "* {text} `{level}`",
    "wide brackets": "* {text} （{level}）",
    "wrapped": "* {text}\n  ({level})",
    "coloured": '* {text} <mark style="color:red;">({level})</mark>',
    "quoted": "> {text} ({level})\n",
    "below another": "* Payments:\n  - {text} ({level})",
    "in html": "<ul><li>{text} ({level})</li></ul>\n",
    "folded": "<details>\n<summary>{text} ({level})</summary>\n\nMore.\n\n</details>",
    "in a tab": '{{% tabs %}}\n{{% tab title="A" %}}\n* {text} ({level})\n{{% endtab %}}\n{{% endtabs %}}',
    "deep heading": "##### 6.1.1.1 {text} ({level})\n\nBody.\n",
    "bold heading": "### **6.1.1 {text}** **({level})**\n\nBody.\n",
    "level below": "### {text}\n\n**Requirement level:** {level}\n\nBody.\n",
    "table": "| Requirement | Priority |\n| --- | --- |\n| {text} | {level} |\n",
    "table, level first": "| Obligation | Requirement |\n| --- | --- |\n| {level} | {text} |\n",
    "table in html": "<table>\n<tr>\n<td>{text}</td>\n<td>{level}</td>\n</tr>\n</table>\n",
}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], list[tuple[str, str]]]:
    """(obligation, whole text) of the requirements in a chapter; every record without one has a place."""

    def read(text: str) -> list[tuple[str, str]]:
        path = tmp_path / "bb-identity" / "spec" / "6-functional-requirements.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8", newline="")
        records = list(govstack.read([tmp_path / "bb-identity"]))
        assert all(record.place.line for record in records)
        found = [record.data for record in records if isinstance(record, Found)]
        return [(data.get("obligation", ""), f"{data['title']['en']} {data['statement']['en']}") for data in found]

    return read


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_levels_are_found_however_they_are_set(
    read: Callable[..., list[tuple[str, str]]], line: str, ends: str
) -> None:
    lines = [line.format(text=text, level=level) for text, level in zip(TEXTS, LEVELS, strict=True)]
    found = read((CHAPTER + "\n".join(lines) + "\n").replace("\n", ends))
    assert [obligation for obligation, _ in found] == ["required", "optional", "recommended"]
    assert all(text in told for text, (_, told) in zip(TEXTS, found, strict=True))


@pytest.mark.parametrize(
    "prose",
    [
        "* A second factor is REQUIRED",
        "* A field can be REQUIRED, RECOMMENDED or OPTIONAL",
        "* Print it (Optional)",
        "It is published. REQUIRED",
    ],
)
def test_levels_that_are_prose_are_named_and_not_read(read: Callable[..., list[tuple[str, str]]], prose: str) -> None:
    assert read(CHAPTER + prose) == []
