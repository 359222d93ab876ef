"""What runs while it is killed? Programs on a registry of their own, which say on standard output what they have done.

python programs.py prepare | enqueue FILE | rerun | import FILE | publish
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpi_registry.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from requirements import exchange, jobs, workflow  # noqa: E402
from requirements.choices import Role, State  # noqa: E402
from requirements.exchange import applying  # noqa: E402
from requirements.models import Edition, Entry, Job, Requirement, User  # noqa: E402
from requirements.outages import DATABASE_AWAY  # noqa: E402
from tests import factories  # noqa: E402


def say(*words: object) -> None:
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def prepare() -> None:
    """An empty registry with one published requirement and an administrator."""
    call_command("migrate", verbosity=0)
    factories.user(Role.ADMINISTRATOR, "admin")
    factories.published()


def import_file(path: str) -> None:
    """An import that says after every ten records how far it is, and at the end what it has written."""
    applying.AT_ONCE = 10
    plan = exchange.preview([Path(path)], exchange.format_named("json"))
    exchange.apply(plan, by=None, progress=lambda done, total: say(done))
    say(plan.summary)


def enqueue(path: str) -> None:
    file = exchange.store("needs.ndjson", Path(path).read_bytes())
    jobs.enqueue("apply", by=User.objects.get(), file=file, parameters={"format": "json"})


def rerun() -> None:
    jobs.rerun(Job.objects.get(), by=None)


def publish() -> None:
    """Publish one requirement again and again, as staff do, and say the number of each edition that was acknowledged.

    When the database goes away, connect again and go on with the step that the entry then waits for.
    """
    while True:
        try:
            step()
        except DATABASE_AWAY:
            connection.close()
            time.sleep(0.05)


def step() -> None:
    entry = Entry.objects.get(identifier="REQ-0001")
    person = User.objects.get()
    name = {State.DRAFT: "submit", State.SUBMITTED: "approve", State.APPROVED: "publish"}.get(
        State(entry.state), "edit"
    )
    if name == "edit":
        Requirement.objects.filter(pk=entry.pk).update(title={"en": f"Title at {time.time_ns()}"})
    workflow.perform(entry, name, by=person)
    if name == "publish":
        say(Edition.objects.filter(identifier="REQ-0001").latest("number").number)


PROGRAMS: dict[str, Callable[..., None]] = {
    "prepare": prepare,
    "import": import_file,
    "enqueue": enqueue,
    "rerun": rerun,
    "publish": publish,
}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]](*sys.argv[2:])
