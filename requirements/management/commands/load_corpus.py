"""How does the corpus that ships, or one in another folder, get into the registry?"""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from requirements import mapping, workflow
from requirements.documents import Document
from requirements.exchange import corpus


class Command(BaseCommand):
    help = "Loads the corpus and publishes what is new or changed; what people have worked on since is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--directory", type=Path, default=corpus.SHIPPED, help="a folder of NDJSON files (the corpus that ships)"
        )

    def handle(self, *, directory: Path, **options: Any) -> None:
        try:
            outcome = corpus.load(corpus.read(directory), progress=with_bar)
        except (corpus.Unreadable, mapping.UnknownNames, workflow.Incomplete) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for kind, loaded in outcome.items():
            self.stdout.write(f"{kind}: {summary(loaded)}")


def with_bar(items: Sequence[Document]) -> Iterable[Document]:
    """Shown on a terminal only."""
    return tqdm(items, desc="Loading", unit=" documents", disable=None)


def summary(loaded: corpus.Loaded) -> str:
    counts = f"{len(loaded.new)} new, {len(loaded.changed)} changed, {len(loaded.unchanged)} unchanged"
    if not loaded.left_alone:
        return counts
    return f"{counts}, {len(loaded.left_alone)} left alone since people worked on them: {' '.join(loaded.left_alone)}"
