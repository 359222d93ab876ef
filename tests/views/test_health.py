"""Do health checks tell a process that runs from one that is ready, and whom to blame?"""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from psycopg_pool import PoolTimeout

from requirements.views import health


def test_a_process_is_alive_without_a_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "migrations": [],
        "worker": {"state": "ok", "waiting": 0, "running": 0, "oldest_seconds": 0},
    }
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_worker_that_takes_nothing_is_reported_and_harms_nobody(client: Client) -> None:
    DBTaskResult.objects.create(
        task_path="requirements.jobs.run", args_kwargs={"args": [1], "kwargs": {}}, backend_name="default"
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
    response = client.get("/readyz")
    assert response.status_code == 200
    worker = response.json()["worker"]
    assert (worker["state"], worker["waiting"]) == ("behind", 1)
    assert 300 <= worker["oldest_seconds"] < 3600


@pytest.mark.django_db
def test_not_ready_before_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_unapplied", lambda: ["requirements.0009_new"])
    response = client.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.json() == {"ready": False, "database": "ok", "migrations": ["requirements.0009_new"]}


@pytest.mark.parametrize(
    "error", [OperationalError, psycopg.OperationalError, PoolTimeout], ids=["django", "driver", "pool"]
)
def test_not_ready_without_a_database(error: type[Exception], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise error("the database system is starting up")

    monkeypatch.setattr(health, "_unapplied", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.json() == {"ready": False, "database": "away"}
