"""Does the process run, and is it ready to answer?"""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from requirements.views.guard import DATABASE_AWAY, RETRY_AFTER

# A task that waits longer than this many seconds says that no worker takes it.
PATIENCE = 60


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
    """What is waiting and what is being done. `behind` says that tasks wait and nobody takes them. One query."""
    waiting = Q(status=TaskResultStatus.READY)
    queue = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        oldest=Min("enqueued_at", filter=waiting),
    )
    seconds = int((timezone.now() - queue["oldest"]).total_seconds()) if queue["oldest"] else 0
    state = "behind" if seconds > PATIENCE else "ok"
    return {"state": state, "waiting": queue["waiting"], "running": queue["running"], "oldest_seconds": seconds}
