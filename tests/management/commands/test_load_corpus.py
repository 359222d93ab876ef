"""Does the command load a folder, say what became of each kind, and refuse with a reason?"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from requirements import documents, workflow
from requirements.choices import Role
from requirements.models import Edition, Programme
from tests import factories

PROGRAMMES = [
    {"kind": "programme", "identifier": "programme:one", "title": {"en": "One"}},
    {"kind": "programme", "identifier": "programme:two", "title": {"en": "Two"}},
]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "programmes.ndjson").write_bytes(b"".join(documents.canonical(item) + b"\n" for item in PROGRAMMES))
    return tmp_path


def load(directory: Path) -> str:
    said = io.StringIO()
    call_command("load_corpus", directory=directory, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_it_says_what_became_of_each_kind(directory: Path) -> None:
    assert load(directory) == "programme: 2 new, 0 changed, 0 unchanged\n"
    assert load(directory) == "programme: 0 new, 0 changed, 2 unchanged\n"
    assert Edition.objects.filter(identifier__in=["programme:one", "programme:two"]).count() == 2


@pytest.mark.django_db
def test_it_names_what_it_left_alone(directory: Path) -> None:
    load(directory)
    programme = Programme.objects.get(identifier="programme:one")
    workflow.publish_reference(programme, by=factories.user(Role.ADMINISTRATOR))
    assert load(directory) == (
        "programme: 0 new, 0 changed, 1 unchanged, 1 left alone since people worked on them: programme:one\n"
    )


@pytest.mark.django_db
def test_it_draws_no_progress_bar_into_a_file(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(directory)
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_it_refuses_a_folder_without_corpus(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Nothing was loaded. .* holds no corpus\.$"):
        load(tmp_path)
