"""How does a reader open a figure down to its rows, and a result down to every record that made it?"""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from requirements import catalogue, choices, gap_analysis
from requirements.catalogue import Total
from requirements.filters import Invalid
from requirements.gap_analysis import NARROWING, Explanation, Ranked
from requirements.gap_analysis.wording import COUNTS, DOUBTS, FACTORS, RULES, STATE_RULES, said
from requirements.gap_analysis.wording import NARROWING as LABELS
from requirements.views.gaps import COLORS, gap_page, published_run, rows_of
from requirements.views.names import Name, names_of
from requirements.views.pages import show
from requirements.views.paging import Paging, page_number

SIZE = 30
# Values that a parameter may have; the others name records.
KNOWN: dict[str, Any] = {
    "state": choices.GapState,
    "severity": choices.Severity,
    "area": choices.Area,
    "open": ("1",),
    "special_needs": ("1",),
}
FAMILIES = {"building_block": "block", "study_group": "study-group", "body": "organization"}


def narrowed(query: QueryDict, *own: str) -> dict[str, list[str]]:
    """What the query string narrows results by; Invalid names every unknown parameter and value."""
    problems: dict[str, list[str]] = {
        name: [_("There is no such parameter; known are: %(known)s.") % {"known": ", ".join((*NARROWING, *own))}]
        for name in query
        if name not in NARROWING and name not in own
    }
    found = {name: [value for value in query.getlist(name) if value][:100] for name in NARROWING if name in query}
    for name, known in KNOWN.items():
        values = known.values if hasattr(known, "values") else known
        if bad := [value for value in found.get(name, ()) if value not in values]:
            told = {"value": bad[0][:100], "known": ", ".join(values)}
            problems[name] = [_("“%(value)s” is not one of: %(known)s.") % told]
    if any("\x00" in value for values in found.values() for value in values):
        problems["q"] = [_("The text holds a character that cannot be stored.")]
    if problems:
        raise Invalid(problems)
    return found


@gap_page
def results(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """The rows behind a figure in the order of scores. At most a dozen queries."""
    made = published_run(run)
    asked, number = narrowed(request.GET, "page"), page_number(request.GET)
    found = gap_analysis.results(made, **asked)
    paging = Paging(number, Total(found.count()), request.GET, SIZE)
    ranking = gap_analysis.ranked(made, found[paging.rows], paging.rows.start)
    if number > 1 and not ranking:
        raise Http404
    proposed = {group["study_group"] for one in ranking for group in one.proposals.get("groups", [])[:1]}
    chosen = {_identifier(name, value) for name in FAMILIES for value in asked.get(name, ())}
    names = names_of({*(one.identifier for one in ranking), *proposed, *chosen}, language)
    context = {
        "menu": "gaps",
        "run": made,
        "root": f"/{language}/gaps/",
        "chosen": [(LABELS[name], _said(name, value, names)) for name, values in asked.items() for value in values],
        "paging": paging,
        "query": _without_page(request.GET),
        "ranking": rows_of(ranking, names),
        "factors": list(zip(COLORS, FACTORS.values(), strict=True)),
    }
    return show(request, "gap_results.html", context)


def _without_page(query: QueryDict) -> str:
    whole = query.copy()
    whole.pop("page", None)
    return whole.urlencode()


def _identifier(name: str, value: str) -> str:
    return value if ":" in value else f"{FAMILIES[name]}:{value}"


def _said(name: str, value: str, names: dict[str, Name]) -> Any:
    """A value as a reader knows it."""
    if name in FAMILIES:
        return names.get(_identifier(name, value), _("none") if value == "none" else value)
    known = KNOWN[name]
    return _("Yes") if isinstance(known, tuple) else known(value).label


@gap_page
def result(request: HttpRequest, language: str, run: str, name: str) -> HttpResponseBase:
    """One result with the rule and the rows that made it. At most twenty queries."""
    made = published_run(run)
    if name != name.upper():
        return redirect(f"/{language}/gaps/runs/{run}/results/{name.upper()}/", permanent=True)
    row = made.results.filter(identifier=name).first()
    if row is None:
        raise Http404
    return show(request, "gap_result.html", _explained(made, row, language))


@gap_page
def gap(request: HttpRequest, language: str, gap: str) -> HttpResponseBase:
    """A gap: what the last published run says of it, what TSAG decided, what became of it. At most 25 queries."""
    if gap != gap.upper():
        return redirect(f"/{language}/gaps/{gap.upper()}/", permanent=True)
    life = gap_analysis.life_of(gap)
    if life is None:
        raise Http404
    run = next((one for one in gap_analysis.published() if one.results.filter(identifier=life.gap.item).exists()), None)
    row = run.results.get(identifier=life.gap.item) if run else None
    if run is None or row is None:
        raise Http404
    return show(request, "gap.html", {**_explained(run, row, language), **_dealt_with(life, language)})


def _dealt_with(life: gap_analysis.Life, language: str) -> dict[str, Any]:
    """What became of a gap, what TSAG decided, and the provisions that its entry answers. Two queries."""
    entry = catalogue.editions_of(life.gap.item).first()
    provisions = catalogue.document(entry)["provisions"] if entry else []
    named = {name for decision in life.decisions for name in (decision.study_group, decision.organization) if name}
    names = names_of(named | set(provisions), language)
    decisions = [
        (decision, names.get(decision.study_group), names.get(decision.organization)) for decision in life.decisions
    ]
    answered = [names[name] for name in provisions if name in names]
    return {"life": life, "decisions": decisions, "record": {"provisions": answered}}


def _explained(run: Any, row: Any, language: str) -> dict[str, Any]:
    """A result as a page tells it: its state and the rule, the sum of its score, the rows behind each number."""
    (one,) = gap_analysis.ranked(run, [row])
    why = gap_analysis.explain(run, row)
    names = names_of(_named(one, why), language)
    return {
        "menu": "gaps",
        "run": run,
        "root": f"/{language}/gaps/",
        "row": rows_of([one], names)[0],
        "item": one,
        "blocks": [names[block] for block in one.blocks if block in names],
        "area": choices.Area(one.area).label if one.area in choices.Area.values else "",
        "rule": STATE_RULES[one.state],
        "sum": [_term(name, one, run.weights, why, names) for name in FACTORS],
        "demand": said(one.demand),
        "uncovered": f"{one.uncovered / 1000:g}",
        "score": said(one.score),
        "assessments": [_assessment(row, names) for row in why.assessments],
        "through": [names[name] for name in why.through if name in names],
        "proposals": [_proposal(group, why, names) for group in one.proposals.get("groups", [])],
        "outside": one.proposals.get("outside", False),
        "organizations": [names[name] for name in one.proposals.get("organizations", []) if name in names],
    }


def _named(one: Ranked, why: Explanation) -> set[str]:
    proposed = {
        name
        for group in one.proposals.get("groups", [])
        for name in (group["study_group"], *group["named"], *group["held"])
    }
    return {
        one.identifier,
        *one.blocks,
        *why.through,
        *(name for rows in why.behind.values() for name in rows),
        *(row.standard for row in why.assessments if row.standard),
        *one.proposals.get("organizations", []),
        *proposed,
    }


def _term(name: str, one: Ranked, weights: Any, why: Explanation, names: dict[str, Name]) -> dict[str, Any]:
    """A line of the sum: weight × share, and the rows that were counted."""
    fact = getattr(one.facts, name)
    return {
        "label": FACTORS[name],
        "rule": RULES[name],
        "fact": choices.Obligation(fact).label if name == "obligation" and fact else fact,
        "weight": weights[name],
        "points": said(one.parts[name]),
        "rows": [names[identifier] for identifier in why.behind.get(name, ()) if identifier in names],
    }


def _assessment(row: Any, names: dict[str, Name]) -> dict[str, Any]:
    return {
        "standard": names.get(row.standard) if row.standard else None,
        "label": row.label,
        "level": row.level,
        "counts_as": COUNTS[row.counts_as],
        "doubts": [DOUBTS[doubt] for doubt in row.doubts],
    }


def _proposal(group: dict[str, Any], why: Explanation, names: dict[str, Name]) -> dict[str, Any]:
    def called(identifiers: Sequence[str]) -> list[Name]:
        return [names[name] for name in identifiers if name in names]

    return {
        **group,
        "study_group": names.get(group["study_group"]),
        "questions": why.questions[group["study_group"]],
        "named": called(group["named"]),
        "held": called(group["held"]),
    }
