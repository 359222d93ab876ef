"""How are OSCAL's catalogues read and written, NIST SP 800-53 foremost, and coverage as a collection of mappings?

OSCAL is NIST's format for controls: https://pages.nist.gov/OSCAL/. Catalogues are read in JSON, YAML and XML and
written in JSON.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy

from requirements.documents import ENTRY_TYPES
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.oscal import catalogue, mappings
from requirements.exchange.formats.oscal.records import NAMESPACE as NAMESPACE
from requirements.exchange.formats.oscal.records import records as records
from requirements.exchange.formats.oscal.trees import load
from requirements.exchange.formats.records import Place, Record, Rejected

SUFFIXES = (".json", ".yaml", ".yml", ".xml")


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every control of the catalogues at the paths; what is no catalogue is named."""
    for file, path in files(paths).items():
        data = load(file, path)
        found = data.get("catalog") if isinstance(data, dict) else None
        if isinstance(found, dict):
            yield from records(file, found)
        else:
            named = next((key for key in data if isinstance(key, str)), "") if isinstance(data, dict) else ""
            yield Rejected(Place(file, 0), "no_catalogue", {"name": named[:100]})


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def read_mappings(paths: Sequence[Path]) -> Iterator[Record]:
    """Nothing: whether a standard covers a requirement is assessed in the registry, by a person."""
    for file in files(paths):
        yield Rejected(Place(file, 0), "not_read", {})


MAPPINGS = Format(
    name="oscal-mapping",
    label=gettext_lazy("OSCAL mapping collection (coverage)"),
    read=read_mappings,
    files=files,
    suffixes=(".json",),
    kinds=(),
    write=mappings.write,
    media_type="application/json",
)

FORMAT = Format(
    name="oscal",
    label=gettext_lazy("OSCAL catalogue"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=tuple(ENTRY_TYPES),
    write=catalogue.write,
    media_type="application/json",
    round_trip=True,
)
