"""How far do the translations lag behind what is published?"""

from requirements.catalogue.bitmaps import bitmaps
from requirements.choices import TextState
from requirements.documents import TYPES
from requirements.languages import CODES
from requirements.models import Clock

Debt = dict[str, dict[str, dict[TextState, int]]]


def translation_debt(clock: Clock | None = None) -> Debt:
    """Language → kind → state of its texts → number of records in force; kinds without any are left out.

    No query beyond those of `bitmaps()`.
    """
    known = bitmaps(clock)
    in_force = known.any_of(["status:in_force"])
    counts = {kind: known.counts(known.any_of([f"kind:{kind}"]) & in_force, "translation:") for kind in TYPES}
    return {
        language: {
            kind: {state: found.get(f"translation:{language}-{state}", 0) for state in TextState}
            for kind, found in counts.items()
            if found
        }
        for language in CODES
    }
