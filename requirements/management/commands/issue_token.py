"""How does an operator give a person a token of the API?"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError

from requirements import tokens
from requirements.choices import TokenScope
from requirements.models import User
from requirements.permissions import NotPermitted


class Command(BaseCommand):
    help = "Issues a token of the API for a person and prints it; it cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--scope", choices=TokenScope.values, default=TokenScope.READ)
        parser.add_argument("--days", type=int, default=90, help="how long it lasts, 365 at most (90)")

    def handle(self, *, username: str, name: str, scope: str, days: int, **options: Any) -> None:
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody with an active account is called {username}.")
        try:
            lasts = timedelta(days=days)
            _token, text = tokens.issue(person, name=name, scope=TokenScope(scope), lasts=lasts, by=person)
        except (NotPermitted, tokens.Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text)
