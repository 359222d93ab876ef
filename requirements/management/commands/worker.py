"""Who does the background work? A process that takes one job after another and outlives a restart of the database."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connections
from django_tasks_db.management.commands import db_worker

from requirements import dialogue, following, jobs, membership, post, previews, proposals
from requirements.outages import DATABASE_AWAY

# Seconds until the database is tried again.
PAUSE = 1
# Seconds between two looks for letters that are due.
POST_EVERY = 5

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    """django-tasks' own worker, with the registry's time limits for workers."""

    help = "Does background work until it is stopped; jobs whose worker died are marked failed first."

    def run_from_argv(self, argv: list[str]) -> None:
        """Begin as a worker: the settings, which are read before any command, look at the kind of process."""
        if os.environ.get("DPI_PROCESS") != "worker":
            os.environ["DPI_PROCESS"] = "worker"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 the same program again
        super().run_from_argv(argv)

    def handle(self, **options: Any) -> None:
        threading.Thread(target=carry_letters, name="post", daemon=True).start()
        while True:
            try:
                for job in jobs.sweep():
                    logger.warning("%s had died and is marked failed", job)
                return super().handle(**options)
            except DATABASE_AWAY as error:
                logger.warning("The database is away: %s", str(error).strip())
                connections.close_all()
                time.sleep(PAUSE)


# What is done besides jobs, in this order. Sending goes first: whatever fails holds up no letter.
DUTIES = (
    post.deliver,
    proposals.forget_abandoned,
    dialogue.forget_unproven,
    membership.forget_expired,
    following.forget_unconfirmed,
    following.make_digests,
    following.remind,
    previews.forget,
)


def carry_letters() -> None:
    """Send letters as they fall due, beside the jobs, so that no long import holds them up."""
    while True:
        for duty in DUTIES:
            _do(duty)
        connections.close_all()
        time.sleep(POST_EVERY)


def _do(duty: Callable[[], object]) -> None:
    """Whatever goes wrong is told and tried again in the next turn; nobody would see that the thread has ended."""
    try:
        duty()
    except DATABASE_AWAY as error:
        logger.warning("The database is away from the post: %s", str(error).strip())
        connections.close_all()
    except Exception:
        logger.exception("%s failed", duty.__name__)
