"""Does the measurement tell texts that are reconciled rightly from those that are not?"""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requirements.exchange import corpus

LABELS = Path(__file__).parents[2] / "samples" / "reconciling"
STANDARDS = (corpus.SHIPPED / "reference" / "standards.ndjson").read_text(encoding="utf-8").splitlines()
SHIPPED = {json.loads(line)["identifier"].removeprefix("standard:") for line in STANDARDS}


def measured(folder: Path, **labels: str) -> str:
    """Labels by text, whose `_` are blanks."""
    path, out = folder / "labels.csv", io.StringIO()
    texts = {text.replace("_", " "): standards for text, standards in labels.items()}
    rows = [f"{hashlib.sha256(text.encode()).hexdigest()[:16]},{standards}" for text, standards in texts.items()]
    path.write_text("\n".join(["digest,standards", *rows]))
    call_command("measure_reconciling", path, folder, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "goods.json").write_text(json.dumps({"standards": ["We use JWT", "Nothing. OAuth 2 too"], "n": 1}))
    (tmp_path / "stub.json").write_text("not json")
    return tmp_path


def test_strings_and_single_sentences_are_found_by_their_digests(folder: Path) -> None:
    told = measured(folder, We_use_JWT="rfc-7519", OAuth_2_too="rfc-6749", not_there="")
    assert told == "2 of 3 texts, 2 standards meant, 2 accepted: precision 100.0%, recall 100.0%"


def test_what_may_be_meant_counts_neither_way(folder: Path) -> None:
    told = measured(folder, We_use_JWT="?rfc-7519", OAuth_2_too="rfc-6749 ?rfc-6750")
    assert told == "2 of 2 texts, 1 standards meant, 1 accepted: precision 100.0%, recall 100.0%"


@pytest.mark.parametrize("labels", [{"We_use_JWT": ""}, {"We_use_JWT": "rfc-7519", "OAuth_2_too": ""}])
def test_what_is_accepted_wrongly_is_below_the_aims(folder: Path, labels: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        measured(folder, **labels)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("labelled.csv", 230),
        ("held_out.csv", 218),
        ("drawn_again.csv", 200),
        ("drawn_afterwards.csv", 191),
        ("elsewhere.csv", 167),
        ("specifications.csv", 86),
    ],
)
def test_texts_of_others_are_labelled_once_each_with_standards_that_ship(name: str, texts: int) -> None:
    """What people wrote about digital public goods is not kept here: digests and labels alone are."""
    with (LABELS / name).open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if not re.fullmatch("[0-9a-f]{16}", row["digest"]) or len(row) > 2] == []
    assert len({row["digest"] for row in rows}) == len(rows) == texts
    assert {standard.removeprefix("?") for row in rows for standard in row["standards"].split()} <= SHIPPED
