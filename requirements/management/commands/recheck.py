"""How do worklists learn what new rules say about entries, and which of them may say the same?"""

from typing import Any

from django.core.management import BaseCommand

from requirements import workflow


class Command(BaseCommand):
    help = "Looks at the entries that nobody has looked at since the rules changed, and compares new ones with others."

    def handle(self, **options: Any) -> None:
        looked, compared = workflow.recheck(), workflow.look_at_waiting()
        self.stdout.write(f"{looked} looked at anew, {compared} compared with others")
