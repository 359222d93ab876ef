"""What does every test find prepared? Compiled messages, plain static files, reproducible examples, a browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from requirements.api.questions import forget as forget_questions
from requirements.catalogue.bitmaps import forget as forget_counts
from requirements.management.benchmarks import databases
from requirements.management.commands.compile_catalogues import compile_catalogues
from requirements.search.spelling import forget as forget_words
from tests import factories, restoring

CI = bool(os.environ.get("CI"))
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without a sandbox because CI is root; the others keep the browser from looking for its maker's servers.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Without time limits: a busy machine is no failure. In CI the same examples each time, so that red means a change broke
# it.
UNHURRIED: dict[str, Any] = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("default", **UNHURRIED, derandomize=CI)
hypothesis.settings.register_profile("thorough", **UNHURRIED, max_examples=2000)
hypothesis.settings.load_profile("default")


def pytest_configure(config: pytest.Config) -> None:
    compile_catalogues()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays to the end, so that looking for rubbish need not go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def plain_files_and_quick_passwords() -> Iterator[None]:
    """Pages render without `collectstatic`, their static files without hashes; passwords are hashed quickly; however
    much the tests ask, they may.
    """
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    without_limit = {"API_RATES": dict.fromkeys(settings.API_RATES, 0), "FORMS_PER_MINUTE": 0, "REPORTS_PER_MINUTE": 0}
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers, **without_limit):
        yield


@pytest.fixture(autouse=True)
def nobody_spoke_before() -> None:
    """A request leaves its language behind in the thread, and the next test would read its messages in it."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def counts_begin_anew() -> None:
    """A test that is rolled back takes the catalogue back in time, which no registry does."""
    forget_counts()
    forget_words()
    forget_questions()


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures that ask for this write is there for all tests of a module, and taken back after the last.

    Each test begins with it as it was made, whatever the others wrote. Not for modules with transactions of their own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Every process copies its database from one that was migrated, instead of migrating one of its own."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.template()
        connection.close()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch_session: pytest.MonkeyPatch
) -> Iterator[None]:
    """The reference records of the factories are published once for all tests.

    A test with transactions of its own leaves the database as it found it: it is copied anew from one that was put by.
    """
    with django_db_blocker.unblock():
        factories.references()
        copy = restoring.put_by()
    monkeypatch_session.setattr(TransactionTestCase, "_fixture_teardown", lambda case: restoring.restore(copy))
    yield
    with django_db_blocker.unblock():
        # No thread of a test may still be connected, or the database could not be dropped.
        restoring.restore(copy)
        restoring.remove(copy)


@pytest.fixture(scope="session")
def chromium(monkeypatch_session: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The machine's Chromium, or a Playwright's own. Where there is none the tests say so; in CI they fail."""
    # Playwright keeps an event loop running in this thread, for which Django would refuse every query.
    monkeypatch_session.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        program = find_chromium(playwright)
        if program is None:
            missing = pytest.fail if CI else pytest.skip
            missing("No Chromium found: install it (Debian: apt install chromium) to run the browser tests.")
        # As long as pages have: a busy machine is no failure.
        expect.set_options(timeout=30_000)
        with playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS) as browser:
            yield browser


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def find_chromium(playwright: Playwright) -> str | None:
    candidates = [*map(shutil.which, CHROMIUM_NAMES), playwright.chromium.executable_path]
    return next((program for program in candidates if program and Path(program).exists()), None)
