"""Does the command show the table, and fail with every fault of the folder?"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requirements import documents


def audit(directory: Path) -> list[str]:
    said = io.StringIO()
    try:
        call_command("audit_corpus", directory=directory, stdout=said)
    except CommandError as error:
        said.write(f"{error}\n")
    return said.getvalue().splitlines()


def write(directory: Path, *data: dict[str, object]) -> Path:
    (directory / "all.ndjson").write_bytes(b"".join(documents.canonical(item) + b"\n" for item in data))
    return directory


def test_it_shows_what_there_is_of_each_kind(tmp_path: Path) -> None:
    organization = {"kind": "organization", "identifier": "organization:one", "title": {"en": "One", "fr": "Un"}}
    assert audit(write(tmp_path, {**organization, "source": "Its site", "confidence": "verified"})) == [
        "kind          records  ar  zh  en  fr  ru  es  links  sources  to confirm",
        "organization        1   0   0   1   1   0   0      0        1           0",
        "1 documents, nothing wrong.",
    ]


def test_it_fails_with_every_fault(tmp_path: Path) -> None:
    organization = {"kind": "organization", "identifier": "organization:one", "title": {"en": "One"}}
    said = audit(write(tmp_path, {**organization, "country": "country:zz"}))
    assert said[2:] == [
        "organization:one: names country:zz, which is not in the corpus",
        "organization:one: does not say where its facts are from",
        "2 faults in 1 documents.",
    ]


def test_a_folder_without_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no corpus"):
        call_command("audit_corpus", directory=tmp_path)
