"""Does a newer release of a specification show what it changed, reworded, numbered anew and dropped?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requirements import exchange, workflow
from requirements.choices import Role
from requirements.exchange import Outcome, Plan
from requirements.models import Entry, Provenance, Requirement
from tests import factories

pytestmark = pytest.mark.django_db

OLD = """# 6 Functional Requirements

## 6.1 Flying

* The kite must return to its owner after every flight. (REQUIRED)
* The owner may see all flights of the last year in one list. (OPTIONAL)
* Flights over cities must be announced to the authorities a day before. (REQUIRED)
* The kite is able to carry a camera of at most one kilogram. (RECOMMENDED)
"""
NEW = """# 6 Functional Requirements

## 6.1 Flights

* The kite must return to its owner after every flight. (REQUIRED)
* The owner must be able to see the flights of the last two years in one list. (REQUIRED)
* Flights over cities have to be announced to the authorities two days before. (REQUIRED)
* Strings are tested. (REQUIRED)
"""
Release = Callable[..., Plan]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """The plan for a release of a specification; it is imported unless `look` says otherwise."""
    factories.references()

    def release(
        text: str, folder: str = "bb-identity", *, look: bool = False, chapter: str = "6-functional-requirements"
    ):
        path = tmp_path / folder / "spec" / f"{chapter}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        plan = exchange.preview([tmp_path / folder], exchange.format_named("govstack"))
        if not look:
            exchange.apply(plan, by=None)
        return plan

    return release


def told(plan: Plan) -> list[tuple[str, str]]:
    return [(str(record.outcome), record.title[:12]) for record in plan.records]


def test_a_newer_release_shows_what_it_changed_reworded_and_dropped(release: Release) -> None:
    release(OLD, "bb-identity@1.0")
    list_of_flights, camera = (
        Requirement.objects.get(statement__en__startswith=begin) for begin in ("The owner", "The kite is")
    )
    plan = release(NEW, look=True)
    assert told(plan) == [
        ("unchanged", "The kite mus"),
        ("changed", "The owner mu"),
        ("changed", "Flights over"),
        ("new", "Strings are "),
        ("dropped", "The kite is "),
    ]
    reworded, dropped = plan.records[1], plan.records[-1]
    assert reworded.identifier == list_of_flights.identifier
    assert {".".join(change.path) for change in reworded.changes} >= {"statement.en", "obligation"}
    assert [problem.code for problem in reworded.problems] == ["govstack.reworded"]
    assert (dropped.identifier, dropped.place.file.split("/")[0]) == (camera.identifier, "bb-identity@1.0")
    assert "a person" in exchange.sentence(dropped.problems[0])
    assert plan.summary == "1 new, 2 changed, 1 unchanged, 0 conflicting, 0 rejected, 1 dropped"


def test_what_was_dropped_stays_until_a_person_withdraws_it(release: Release) -> None:
    release(OLD, "bb-identity@1.0")
    before = Requirement.objects.get(statement__en__startswith="The kite is")
    release(NEW)
    assert Requirement.objects.get(pk=before.pk).version == before.version
    again = release(NEW, look=True)
    assert [again.counts[outcome] for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.DROPPED)] == [0, 0, 1]
    assert Requirement.objects.count() == 5
    workflow.release([before], by=None)
    publisher = factories.user(Role.PUBLISHER, "publisher")
    workflow.perform(Entry.objects.get(pk=before.pk), "withdraw", by=publisher, note="Its source dropped it.")
    assert release(NEW, look=True).counts[Outcome.DROPPED] == 0


def test_undoing_brings_the_words_and_the_key_of_the_older_release_back(release: Release) -> None:
    release(OLD, "bb-identity@1.0")
    before = set(Provenance.objects.values_list("source_key", "entry__identifier"))
    plan = release(NEW, look=True)
    done = exchange.apply(plan, by=None).done
    assert done
    assert set(Provenance.objects.values_list("source_key", "entry__identifier")) != before
    exchange.undo(done, by=None)
    assert set(Provenance.objects.values_list("source_key", "entry__identifier")) == before


def test_numbers_that_moved_do_not_exchange_what_entries_say(release: Release) -> None:
    """DRS-2 of the older release is DRS-3 of the newer one: coverage of the one must not become that of another."""
    numbered = "# 6 Functional Requirements\n\n## 6.1 Data\n\n{}\n"
    section = "#### **DRS-{}**\n\n{} (REQUIRED)\n"
    texts = ["Analysts create a database by form.", "Every owner sees who read personal data.", "Queries are kept."]
    release(numbered.format("\n".join(map(section.format, (1, 2, 3), texts))), "bb-identity@1.0")
    before = dict(Requirement.objects.values_list("statement__en", "identifier"))
    moved = [texts[0], "Data can be sent as a file.", texts[1], texts[2]]
    plan = release(numbered.format("\n".join(map(section.format, (1, 2, 3, 4), moved))))
    after = dict(Requirement.objects.values_list("statement__en", "identifier"))
    assert {text: after[text] for text in before} == before
    assert [str(record.outcome) for record in plan.records] == ["unchanged", "new", "changed", "changed"]
    assert release(numbered.format("\n".join(map(section.format, (1, 2, 3, 4), moved))), look=True).to_write == []


def test_a_few_words_that_look_alike_are_not_the_same(release: Release) -> None:
    release("# 6 Functional Requirements\n\n* High availability (REQUIRED)\n", "bb-identity@1.0")
    plan = release("# 6 Functional Requirements\n\n* Budget availability (REQUIRED)\n", look=True)
    assert told(plan) == [("new", "Budget avail"), ("dropped", "High availab")]


def test_what_one_release_explains_and_the_next_states_is_the_same(release: Release) -> None:
    """A heading with its verb became a heading with a level, its explanation the requirement."""
    explained = "Every kite has to fly home by itself, whatever the wind does to it."
    release(f"# 6 Functional Requirements\n\n## 6.1 MUST be Autonomous\n\n{explained}\n", "bb-identity@1.0")
    newer = f"# 6 Functional Requirements\n\n## 6.1 Kites on their own (REQUIRED)\n\n{explained}\n"
    assert told(release(newer, look=True)) == [("changed", "Kites on the")]


def test_only_chapters_that_are_read_can_drop_something(release: Release) -> None:
    release(OLD, "bb-identity@1.0")
    plan = release("# 5 Cross-Cutting\n\n* Kites are open. (REQUIRED)\n", chapter="5-cross-cutting", look=True)
    assert told(plan) == [("new", "Kites are op")]


def test_an_older_release_drops_nothing_and_says_that_it_is_older(release: Release) -> None:
    release(NEW)
    plan = release(OLD, "bb-identity@1.0", look=True)
    assert plan.counts[Outcome.DROPPED] == 0
    assert all("govstack.older_than_here" in [one.code for one in record.problems] for record in plan.records)


def test_the_number_of_queries_does_not_grow(release: Release) -> None:
    def queries(number: int) -> int:
        lines = "".join(f"* Part {n} of the kite weighs {n} grams. (REQUIRED)\n" for n in range(number))
        release(f"# 6 Functional Requirements\n\n{lines}", f"bb-k{number}@1.0")
        with CaptureQueriesContext(connection) as asked:
            release(f"# 6 Functional Requirements\n\n{lines.replace('weighs', 'has')}", f"bb-k{number}", look=True)
        return len(asked)

    assert queries(3) == queries(30)
