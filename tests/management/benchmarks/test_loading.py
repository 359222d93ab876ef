"""Are synthetic editions what publishing the same documents gives, and always the same?"""

from typing import Any

import pytest
from django.db import connection, transaction

from requirements.management.benchmarks import loading
from requirements.management.benchmarks.synthetic import Registry, Version
from requirements.models import Edition, EditionLink, EditionText
from requirements.workflow.editions import Draft, freeze

PLACES = range(40)
# Beyond all keys that a test database has.
FIRST_KEY = 1_000_000
DERIVED = ("identifier", "kind", "standing", "fingerprint", "facets")


def latest(registry: Registry) -> list[Version]:
    return [registry.versions(place)[-1] for place in PLACES]


def derived() -> dict[str, Any]:
    """All that is stored beside the documents of current synthetic editions, but keys and stamps."""
    current = Edition.objects.filter(ended_at=None, identifier__contains="-0000")
    links = EditionLink.objects.filter(edition__in=current)
    texts = EditionText.objects.filter(edition__in=current)
    return {
        "editions": sorted(current.values_list(*DERIVED)),
        "links": sorted(links.values_list("edition__identifier", "relation", "target")),
        "texts": sorted(texts.values_list("edition__identifier", "language", "title", "sort_key", "vector")),
    }


@pytest.mark.django_db
def test_loading_stores_what_publishing_stores() -> None:
    registry = Registry(len(PLACES))
    with transaction.atomic():
        freeze([Draft(version.document, version.standing, version.reason) for version in latest(registry)])
        published = derived()
        transaction.set_rollback(True)
    loading.write(connection.connection, [registry.versions(place) for place in PLACES], FIRST_KEY)
    assert derived() == published


@pytest.mark.django_db
def test_second_editions_follow_first_ones() -> None:
    registry = Registry(len(PLACES))
    loading.write(connection.connection, [registry.versions(place) for place in PLACES], FIRST_KEY)
    second = registry.identifier(3)
    former, current = Edition.objects.filter(identifier=second).order_by("number")
    assert (former.number, current.number) == (1, 2)
    assert former.ended_at == current.published_at
    assert former.fingerprint != current.fingerprint


def test_a_registry_is_the_same_every_time_and_another_with_another_seed() -> None:
    assert [latest(Registry(40)) for _ in range(2)] == 2 * [latest(Registry(40))]
    assert latest(Registry(40)) != latest(Registry(40, seed=1))


def test_identifiers_are_numbered_by_kind_without_holes() -> None:
    registry = Registry(60)
    found = sorted(registry.identifier(place) for place in range(60))
    requirements = [f"REQ-{number:06}" for number in range(1, 37)]
    assert found == [
        *requirements,
        *(f"SA-{number:06}" for number in range(1, 10)),
        *(f"UC-{number:06}" for number in range(1, 16)),
    ]


def test_forty_percent_of_the_texts_are_missing() -> None:
    registry = Registry(2_000)
    titles = [registry.document(place).title for place in range(0, 2_000, 4)]
    present = sum(map(len, titles)) / (6 * len(titles))
    assert 0.58 < present < 0.62
    assert all("en" in title for title in titles)
