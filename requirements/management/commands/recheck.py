"""How do worklists learn what new rules say about entries that nobody has touched since?"""

from typing import Any

from django.core.management import BaseCommand

from requirements import workflow


class Command(BaseCommand):
    help = "Looks anew at the entries that nobody has looked at since the rules of quality and completeness changed."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{workflow.recheck()} entries looked at anew")
