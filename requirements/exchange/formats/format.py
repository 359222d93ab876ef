"""What must a format provide to be one of those that the registry reads or writes?

A format is one module (or package) beside this one with a `FORMAT` of this type, and one line in `known.FORMATS`. From
that line on it has all doors: desk, command line and API; preview, import, undo; the round trip and the fuzzing of the
tests. It knows no database. What it provides:

`read(paths)` yields a `Found` or a `Rejected` for every record at the paths, in their order and one by one, so that
memory stays bounded. A `Rejected` carries a reason for which `problems.SENTENCES` has a sentence under `name.reason`.
Files that cannot be read as a whole are refused by `errors.Unreadable` or `TooLarge`, which name the place; no other
exception leaves a reader, whatever the bytes. Archives named .zip are unpacked before, within the limits of the room.

`files(paths)` says which files are read, under the names that places use (`files.files_at` does).

`write(bodies, stream)` takes the bodies of editions, canonical JSON with the envelope `edition`, and returns how many
it wrote; None where the format is only read. It may leave out kinds that it cannot express, but not fail on them.

`questions(paths)` asks what the files alone do not tell, such as which attribute holds the statement, each with what
the format proposes; `read(paths, answers)` is then told the answers by key. People see and change them with the
preview, and the registry remembers them by format and key for the next file.

`lineage(key, file)` says of which source that is issued anew a record with that key in that file is a part: what a
newer release of it drops or rewords is then shown. None for what is not issued as a whole.

Tests expect a sample for each in `tests/samples/exchange/<name>/` and a chapter in `docs/exchange.md`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.functional import Promise

from requirements.exchange.formats.records import Lineage, Question, Record


@dataclass(frozen=True)
class Format:
    """A way of writing records down, and what it can do.

    The first of `suffixes` names what it writes, as `media_type` does. `whole` says that a field it gives is given
    entirely, so that what it leaves out of the field is to go; other formats know a part (English texts, one building
    block), and what people added stays. `round_trip` claims that what it writes reads back as the same documents;
    `together` says that the files of a folder are parts of one.
    """

    name: str
    label: Promise | str
    read: Callable[..., Iterator[Record]]
    files: Callable[[Sequence[Path]], Mapping[str, Path]]
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    write: Callable[[Iterable[bytes], IO[bytes]], int] | None = None
    questions: Callable[[Sequence[Path]], Sequence[Question]] | None = None
    lineage: Callable[[str, str], Lineage | None] | None = None
    media_type: str = "application/octet-stream"
    whole: bool = False
    round_trip: bool = False
    together: bool = False

    def records(self, paths: Sequence[Path], answers: Mapping[str, str]) -> Iterator[Record]:
        """Every record at the paths; a question without an answer is answered as the format proposes."""
        if self.questions is None:
            return self.read(paths)
        proposed = {question.key: question.proposed for question in self.questions(paths)}
        return self.read(paths, proposed | {key: answers[key] for key in proposed.keys() & answers.keys()})
