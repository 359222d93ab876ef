"""Does an export hold what is in force, whole or not at all?"""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from requirements import catalogue, workflow
from requirements.choices import Role
from requirements.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


def test_editions_in_force_are_written_as_they_are_stored(tmp_path: Path) -> None:
    factories.published("need")
    factories.published("requirement", "REQ-0002")
    factories.draft("requirement", "REQ-0003")
    workflow.perform(
        Entry.objects.get(identifier="REQ-0002"), "withdraw", by=factories.user(Role.PUBLISHER), note="Wrong"
    )
    path = tmp_path / "out.ndjson"
    output = io.StringIO()
    call_command("export_file", format="ndjson", output=path, stdout=output)
    names = [json.loads(line)["identifier"] for line in path.read_bytes().splitlines()]
    assert names == sorted(catalogue.in_force().values_list("identifier", flat=True))
    assert "ND-0001" in names
    assert not {"REQ-0002", "REQ-0003"} & set(names)
    assert output.getvalue() == f"{len(names)} documents in {path}\n"


def test_kinds_are_chosen_and_go_to_standard_output(capfdbinary: Any) -> None:
    factories.published("need")
    factories.published("aspect")
    call_command("export_file", format="ndjson", kind=["need", "aspect"])
    bodies = [bytes(edition.body) for edition in catalogue.current("need", "aspect").order_by("identifier")]
    assert capfdbinary.readouterr().out.splitlines() == bodies


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.ndjson"
    path.write_text("before")

    def full(editions: Any, form: Any, stream: Any) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("requirements.exchange.export", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_file", format="ndjson", output=path)
    assert [file.name for file in tmp_path.iterdir()] == ["out.ndjson"]
    assert path.read_text() == "before"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_file", format="ndjson", output=tmp_path / "none" / "out.ndjson")


def test_the_filters_are_those_of_lists(tmp_path: Path) -> None:
    factories.published("requirement", "REQ-0002", building_blocks=["block:payments"])
    factories.published("requirement", "REQ-0003")
    path = tmp_path / "out.ndjson"
    wanted = ["building_block=payments", "kind=requirement"]
    call_command("export_file", format="ndjson", filter=wanted, output=path, stdout=io.StringIO())
    assert [json.loads(line)["identifier"] for line in path.read_bytes().splitlines()] == ["REQ-0002"]
    with pytest.raises(CommandError, match="colour") as refused:
        call_command("export_file", format="ndjson", filter=["colour=red"], output=path)
    assert refused.value.returncode == 2
