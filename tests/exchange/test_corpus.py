"""Is a corpus loaded and published once, again without effect, and never over what people did?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from requirements import catalogue, documents, mapping, workflow
from requirements.choices import Role, State
from requirements.exchange import corpus
from requirements.models import Edition, Entry, Programme, Requirement
from tests import factories

Writer = Callable[..., Path]


def reference(identifier: str, **fields: Any) -> dict[str, Any]:
    title = {"en": f"Title of {identifier}"}
    return {"kind": documents.kind_of(identifier), "identifier": identifier, "title": title, **fields}


NEEDED = [reference("programme:new"), reference("block:new")]
NAMES = {"programmes": ["programme:new"], "building_blocks": ["block:new"]}


def entry(kind: str = "requirement", **fields: Any) -> dict[str, Any]:
    return documents.dump(factories.document(kind, **{**NAMES, **fields}))


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Writes a corpus of these documents, in this order, into one file."""

    def write(*data: dict[str, Any]) -> Path:
        (tmp_path / "all.ndjson").write_bytes(b"".join(documents.canonical(item) + b"\n" for item in data))
        return tmp_path

    return write


def load(directory: Path) -> dict[str, corpus.Loaded]:
    return corpus.load(corpus.read(directory))


@pytest.mark.django_db
def test_the_shipped_corpus_is_published_as_it_is_and_once() -> None:
    shipped = corpus.read(corpus.SHIPPED)
    first = corpus.load(shipped)
    touched = [name for loaded in first.values() for name in loaded.new + loaded.changed]
    assert sorted(touched) == sorted(document.identifier for document in shipped)
    published = {edition.identifier: catalogue.content(edition) for edition in catalogue.in_force()}
    for document in shipped:
        assert published[document.identifier] == documents.dump_public(document)
    assert set(Entry.objects.values_list("state", "unpublished_changes")) == {(State.PUBLISHED, False)}
    assert not Entry.objects.exclude(missing=[], withheld=[]).exists()

    stamp, editions = catalogue.now().at, Edition.objects.count()
    again = corpus.load(shipped)
    assert [name for loaded in again.values() for name in loaded.unchanged] == [item.identifier for item in shipped]
    assert (catalogue.now().at, Edition.objects.count()) == (stamp, editions)


@pytest.mark.django_db
def test_a_change_in_the_corpus_is_published(write: Writer) -> None:
    load(write(*NEEDED, entry()))
    outcome = load(write(*NEEDED, entry(title={"en": "A better title"})))
    assert outcome["requirement"] == corpus.Loaded(changed=["REQ-0001"])
    assert outcome["block"] == corpus.Loaded(unchanged=["block:new"])
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert edition.number == 2
    assert catalogue.content(edition)["title"] == {"en": "A better title"}


@pytest.mark.django_db
def test_an_entry_that_a_person_edited_is_left_alone(write: Writer) -> None:
    load(write(*NEEDED, entry()))
    working = Requirement.objects.get(identifier="REQ-0001")
    working.title = {"en": "A person's title"}
    working.save()
    workflow.perform(working, "edit", by=factories.user(Role.EDITOR))
    outcome = load(write(*NEEDED, entry(title={"en": "A better title"})))
    assert outcome["requirement"] == corpus.Loaded(left_alone=["REQ-0001"])
    assert Requirement.objects.get(identifier="REQ-0001").title == {"en": "A person's title"}
    assert catalogue.editions_of("REQ-0001").count() == 1


@pytest.mark.django_db
def test_an_entry_that_a_person_withdrew_stays_withdrawn(write: Writer) -> None:
    load(write(*NEEDED, entry()))
    working = Requirement.objects.get(identifier="REQ-0001")
    workflow.perform(working, "withdraw", by=factories.user(Role.PUBLISHER), note="Out of date")
    outcome = load(write(*NEEDED, entry(title={"en": "A better title"})))
    assert outcome["requirement"] == corpus.Loaded(left_alone=["REQ-0001"])
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert edition.standing == "withdrawn"


@pytest.mark.django_db
def test_a_reference_record_that_a_person_edited_is_left_alone(write: Writer) -> None:
    load(write(reference("programme:new")))
    programme = Programme.objects.get(identifier="programme:new")
    programme.title = {"en": "A person's title"}
    programme.save()
    workflow.publish_reference(programme, by=factories.user(Role.ADMINISTRATOR))
    outcome = load(write(reference("programme:new")))
    assert outcome["programme"] == corpus.Loaded(left_alone=["programme:new"])
    programme.refresh_from_db()
    assert programme.title == {"en": "A person's title"}


@pytest.mark.django_db
def test_documents_may_name_what_comes_later_and_each_other(write: Writer) -> None:
    """Publishing them together leaves out none of the names."""
    data = [
        entry("need", links=[{"relation": "motivates", "target": "SA-0001"}]),
        entry("aspect", links=[{"relation": "motivates", "target": "REQ-0001"}]),
        entry(
            links=[{"relation": "addresses", "target": "SA-0001"}],
            provisions=["resolution:new#resolves"],
            internal_note="Seen by staff only",
        ),
        reference("study-group:itu-t-sg98", successor="study-group:itu-t-sg99"),
        reference("study-group:itu-t-sg99", predecessors=["study-group:itu-t-sg98"]),
        reference("resolution:new", provisions=[{"identifier": "resolution:new#resolves", "part": "resolves"}]),
        *reversed(NEEDED),
    ]
    outcome = load(write(*data))
    assert sum(len(loaded.new) for loaded in outcome.values()) == len(data)
    for item in data:
        document = documents.parse(item)
        edition = catalogue.current_of(document.identifier)
        assert edition is not None
        assert catalogue.content(edition) == documents.dump_public(document)
    assert mapping.document_of(Requirement.objects.get()) == documents.parse(data[2])


@pytest.mark.django_db
def test_an_unknown_name_loads_nothing(write: Writer) -> None:
    directory = write(*NEEDED, entry(owner="organization:nobody"))
    with pytest.raises(mapping.UnknownNames, match="organization:nobody"):
        load(directory)
    assert not Programme.objects.filter(identifier="programme:new").exists()


@pytest.mark.django_db
def test_an_incomplete_entry_loads_nothing(write: Writer) -> None:
    directory = write(*NEEDED, entry(provenance=[]))
    with pytest.raises(workflow.Incomplete, match=r"REQ-0001: .*Say where the matter is taken from"):
        load(directory)
    assert not Programme.objects.filter(identifier="programme:new").exists()


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "entries"
    folder.mkdir()
    (folder / "a.ndjson").write_bytes(
        documents.canonical(entry() | {"obligation": "strict", "color": "red"}) + b"\n{\n"
    )
    (folder / "b.ndjson").write_bytes(b'{"kind":"poem"}\n')
    with pytest.raises(corpus.Unreadable) as error:
        corpus.read(tmp_path)
    places = [line.partition(":")[0] for line in str(error.value).splitlines()]
    assert places == ["entries/a.ndjson, line 1"] * 2 + ["entries/a.ndjson, line 2", "entries/b.ndjson, line 1"]


def test_a_folder_without_documents_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(corpus.Unreadable, match="holds no corpus"):
        corpus.read(tmp_path)
