"""How well are the standards found that people mean, in texts of others that were labelled by hand?"""

import csv
import hashlib
import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements.exchange import corpus
from requirements.reconciling import StandardsFile, authority

# What has to be reached: of what is accepted, of what is meant.
PRECISION, RECALL = 0.95, 0.70
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")


class Command(BaseCommand):
    help = (
        "Reconciles the labelled texts that a folder of JSON files holds with the standards that ship; fails below its"
        " aims. The labels are a CSV file: digest (the first 16 digits of the text's SHA-256) and standards; one"
        " behind a question mark may be meant, and counts neither way."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", type=Path, help="a CSV file with the columns digest and standards")
        parser.add_argument("folder", type=Path, help="a folder that holds the texts, in JSON files")

    def handle(self, *, labels: Path, folder: Path, **options: Any) -> None:
        with labels.open(newline="", encoding="utf-8") as lines:
            labelled = {row["digest"]: set(row["standards"].split()) for row in csv.DictReader(lines)}
        known = shipped()
        right = accepted = meant = 0
        texts = dict(found_in(folder, labelled))
        for digest, text in texts.items():
            found = {one.standard.removeprefix("standard:") for one in known.reconcile(text) if one.is_accepted}
            named = {standard for standard in labelled[digest] if not standard.startswith("?")}
            found -= {standard.removeprefix("?") for standard in labelled[digest] - named}
            right, accepted, meant = right + len(found & named), accepted + len(found), meant + len(named)
        if not right:
            raise CommandError("No standard that is meant was found.")
        precision, recall = right / accepted, right / meant
        self.stdout.write(
            f"{len(texts)} of {len(labelled)} texts, {meant} standards meant, {accepted} accepted: "
            f"precision {precision:.1%}, recall {recall:.1%}"
        )
        if precision < PRECISION or recall < RECALL:
            raise CommandError(f"Below the aims: {PRECISION:.0%}, {RECALL:.0%}.")


def shipped() -> StandardsFile:
    """The standards of the corpus that ships; no database is asked."""
    with (corpus.SHIPPED / "reference" / "standards.ndjson").open(encoding="utf-8") as lines:
        return StandardsFile(authority(json.loads(line)) for line in lines)


def found_in(folder: Path, wanted: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(digest, text) of the wanted texts: strings of the files, and single sentences of them."""
    for path in sorted(folder.rglob("*.json")):
        try:
            data = json.loads(path.read_bytes())
        except ValueError:
            continue
        for string in strings(data):
            for text in (string, *(part.strip() for part in SENTENCE_END.split(string))):
                if (digest := hashlib.sha256(text.encode()).hexdigest()[:16]) in wanted:
                    yield digest, text


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for below in value.values() if isinstance(value, dict) else value:
            yield from strings(below)
