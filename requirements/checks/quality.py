"""What in an entry reads badly or will be missed, though nothing keeps it from being published?"""

from collections.abc import Callable, Iterator
from typing import Any

from requirements import choices, documents
from requirements.checks import wording
from requirements.checks.completeness import missing
from requirements.checks.vagueness import vague
from requirements.choices import CoverageLevel, Obligation
from requirements.documents import Document, Problem

# Whoever claims conformance must be able to show it.
BINDING = {Obligation.REQUIRED, Obligation.PROHIBITED}


def quality(document: Any) -> list[Problem]:
    """Every warning about an entry, in the order of its form; none for reference records. Costs no query.

    Texts are looked at in each language in which they are written.
    """
    return [problem for lint in LINTS.get(document.kind, []) for problem in lint(document)]


def quality_codes(document: Document) -> list[str]:
    """The codes alone, each once, for the indexed column of the worklists."""
    return list(dict.fromkeys(problem.code for problem in quality(document)))


def warnings_of(document: Document) -> list[Problem]:
    """What a curator is warned of besides what is missing for publication anyway."""
    demanded = missing(document)
    return [problem for problem in quality(document) if problem not in demanded]


def _one_obligation(document: Any) -> Iterator[Problem]:
    for language, text in document.statement.items():
        found = wording.obligations(text, language)
        if len(found) > 1:
            words = ", ".join(f"“{one.words}”" for one in found)
            yield Problem("two_obligations", ("statement", language), {"words": words})
        if wording.sentences(text) > 1:
            yield Problem("several_sentences", ("statement", language))


def _obligation_agrees(document: Any) -> Iterator[Problem]:
    """The first phrase of the statement against the obligation chosen; nothing where none is chosen yet."""
    if document.obligation is None:
        return
    for language, text in document.statement.items():
        expected = wording.phrase(document.obligation, language)
        first = next(iter(wording.obligations(text, language)), None)
        params = {"words": first.words if first else "", "expected": expected, "obligation": document.obligation}
        code = _disagreement(first, document.obligation)
        if code:
            yield Problem(code, ("statement", language), params)


def _disagreement(first: wording.Found | None, chosen: Obligation) -> str | None:
    if first is None:
        return None if chosen is Obligation.INFORMATIVE else "no_obligation_phrase"
    if first.obligation != chosen:
        return "obligation_disagrees"
    return "loose_obligation" if first.loose else None


def _no_vague_words(document: Any) -> Iterator[Problem]:
    for field in ("statement", "acceptance_criteria"):
        for language, text in getattr(document, field).items():
            if words := vague(text, language):
                yield Problem("vague_words", (field, language), {"words": ", ".join(words)})


def _can_be_verified(document: Any) -> Iterator[Problem]:
    if not document.rationale:
        yield Problem("no_rationale", ("rationale",))
    if not document.acceptance_criteria and document.obligation is not Obligation.INFORMATIVE:
        yield Problem("no_acceptance_criteria", ("acceptance_criteria",))
    if document.verification_method is choices.VerificationMethod.NONE_DEFINED and document.obligation in BINDING:
        yield Problem("no_verification_method", ("verification_method",))


def _is_linked(document: Any) -> Iterator[Problem]:
    """By a typed link, a step or a factor: whatever leads a reader from this entry to another."""
    if not any(name.startswith(tuple(documents.PREFIXES.values())) for name in documents.names(document)):
        yield Problem("no_link", ("links",))


def _has_provenance(document: Any) -> Iterator[Problem]:
    if not document.provenance:
        yield Problem("no_provenance", ("provenance",))


def _coverage_is_explained(document: Any) -> Iterator[Problem]:
    for place, coverage in enumerate(document.coverage):
        if choices.COVERAGE_LEVELS[coverage.relation] is CoverageLevel.PARTIAL and not coverage.uncovered:
            yield Problem("no_remainder", ("coverage", place, "uncovered"))
        if not (coverage.assessor and coverage.assessed_on):
            yield Problem("no_assessment", ("coverage", place))


def _teaches(document: Any) -> Iterator[Problem]:
    """Res. 85 asks for the factors that help or hinder deployment, and for lessons learned."""
    if not document.factors:
        yield Problem("no_factor", ("factors",))
    if not document.lessons:
        yield Problem("no_lesson", ("lessons",))


Lint = Callable[[Any], Iterator[Problem]]
# The codes that each lint may yield.
CODES: dict[Lint, tuple[str, ...]] = {
    _one_obligation: ("two_obligations", "several_sentences"),
    _obligation_agrees: ("obligation_disagrees", "no_obligation_phrase", "loose_obligation"),
    _no_vague_words: ("vague_words",),
    _can_be_verified: ("no_rationale", "no_acceptance_criteria", "no_verification_method"),
    _is_linked: ("no_link",),
    _has_provenance: ("no_provenance",),
    _coverage_is_explained: ("no_remainder", "no_assessment"),
    _teaches: ("no_factor", "no_lesson"),
}
EVERY_ENTRY: list[Lint] = [_is_linked, _has_provenance]
LINTS: dict[str, list[Lint]] = {
    "requirement": [
        _one_obligation,
        _obligation_agrees,
        _no_vague_words,
        _can_be_verified,
        *EVERY_ENTRY,
        _coverage_is_explained,
    ],
    "use_case": EVERY_ENTRY,
    "aspect": [*EVERY_ENTRY, _coverage_is_explained],
    "need": EVERY_ENTRY,
    "experience": [*EVERY_ENTRY, _teaches],
}
# Kind → every warning that an entry of it may get.
WARNINGS = {kind: tuple(code for lint in lints for code in CODES[lint]) for kind, lints in LINTS.items()}
