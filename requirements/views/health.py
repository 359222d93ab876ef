"""Does the process run, and is it ready to answer?"""

from dataclasses import asdict
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from requirements import jobs
from requirements.outages import DATABASE_AWAY
from requirements.views.guard import RETRY_AFTER


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 from any process that answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 if the database answers and has every migration, 503 otherwise.

    The worker is reported but decides nothing: readers need none.
    """
    try:
        waiting = _unapplied()
        worker = None if waiting else _worker()
    except DATABASE_AWAY:
        return _not_ready({"database": "away"})
    if waiting:
        return _not_ready({"database": "ok", "migrations": waiting})
    return JsonResponse({"ready": True, "database": "ok", "migrations": [], "worker": worker})


def _not_ready(state: dict[str, Any]) -> HttpResponse:
    return JsonResponse({"ready": False, **state}, status=503, headers={"Retry-After": RETRY_AFTER})


def _unapplied() -> list[str]:
    """The migrations that the code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _worker() -> dict[str, Any]:
    """What is waiting and what is being done. One query."""
    queue = jobs.queue()
    return {"state": "behind" if queue.is_behind else "ok", **asdict(queue)}
