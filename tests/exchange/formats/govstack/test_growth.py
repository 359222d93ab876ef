"""Does reading a document of GovStack take work that grows with its length, whatever it is made of?"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from requirements import exchange

FEW = 60
LEVELS = "| Name | Level | Description |\n| --- | --- | --- |\n"
DOCUMENTS: dict[str, Callable[[int], str]] = {
    "entries without a level": lambda many: "* one (REQUIRED)\n* other\n" * many,
    "rows with a name": lambda many: LEVELS + "| a | REQUIRED | It must be. |\n" * many,
    "empty rows": lambda many: (
        f"<table>{'<tr><td></td></tr>' * many}{'<tr><td>a</td><td>MUST</td></tr>' * many}</table>"
    ),
    "many columns": lambda many: f"|{'a|' * many}\n|{'---|' * many}\n|{'b (REQUIRED)|' * many}",
    "an identifier": lambda many: "#### **DRS-10**\n\n" + "It can be exported. (REQUIRED)\n\n" * many,
    "numbers in numbers": lambda many: "\n\n".join(f"## 6{'.1' * number}" for number in range(many)),
}


def work(path: Path, text: str) -> int:
    """How many functions are called while a chapter is read, which no machine does quicker than another."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    path.write_text(f"# 6 Functional requirements\n\n{text}")
    former = sys.getprofile()
    sys.setprofile(count)
    try:
        list(exchange.format_named("govstack").records([path], {}))
    finally:
        sys.setprofile(former)
    return calls


@pytest.mark.parametrize("name", DOCUMENTS)
def test_work_grows_with_the_document(name: str, tmp_path: Path) -> None:
    chapter, text = tmp_path / "6-functional-requirements.md", DOCUMENTS[name]
    # What is looked up once only is looked up now.
    work(chapter, text(2))
    few, more = work(chapter, text(FEW)), work(chapter, text(4 * FEW))

    assert more < 5.2 * few


def test_a_bracket_that_nobody_closes_is_looked_at_once(tmp_path: Path) -> None:
    """It would take half a minute to look at it to the end for each word in it."""
    chapter = tmp_path / "6-functional-requirements.md"
    start = time.process_time()
    work(chapter, f"One ({'OPTIONAL ' * 20_000}")
    assert time.process_time() - start < 5
