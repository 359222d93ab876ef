"""What does a catalogue tell of one document, whatever its shape?"""

from collections.abc import Mapping
from dataclasses import dataclass

from requirements.exchange.formats.records import Place


@dataclass(frozen=True)
class Row:
    """A document as a catalogue lists it; `titles` by language, as far as the catalogue tells them.

    `others` are numbers of twins, `names` other ways to write its own, `successors` what replaced it; `draft` is the
    stage of what is not published yet; `edition` is what its designation does not tell; `body` publishes it, as far as
    the catalogue says so.
    """

    place: Place
    identifier: str
    titles: Mapping[str, str]
    published: str = ""
    status: str = ""
    group: str = ""
    others: tuple[str, ...] = ()
    url: str = ""
    kind: str = ""
    body: str = ""
    short: str = ""
    names: tuple[str, ...] = ()
    draft: str = ""
    edition: str = ""
    successors: tuple[str, ...] = ()
