"""How is a run made: facts as of a moment, judged by the criteria, kept with a hash?"""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, filters
from requirements.gap_analysis import criteria, decisions, facts
from requirements.gap_analysis.errors import Refused
from requirements.models import GapAnalysis

CREATE_JUDGEMENTS = """
    CREATE TEMPORARY TABLE gap_judgement ON COMMIT DROP AS
    SELECT {counted}, ''::text AS state, ''::text AS severity, 0 AS score, 0 AS demand FROM gap_fact WHERE false
"""
# A verdict for each combination of facts, with what it says in a result and in the hash.
NUMBER_VERDICTS = """
    CREATE TEMPORARY TABLE gap_verdict ON COMMIT DROP AS
    SELECT row_number() OVER ()::int AS verdict, *, {object} AS facts,
           concat_ws(' ', state, severity, score, demand, {counted}) AS told
    FROM gap_judgement;
    ANALYZE gap_verdict;
"""
PROPOSALS = (Path(__file__).parent / "proposals.sql").read_text()
SAID = """
    FROM gap_judged JOIN gap_verdict verdict USING (verdict) JOIN gap_trait trait USING (trait)
    LEFT JOIN gap_proposal proposal USING (asked)
"""
INSERT_RESULTS = f"""
    INSERT INTO requirements_gapresult
        (run_id, identifier, edition, kind, state, severity, score, demand, facts, blocks, area, bodies, partial_bodies,
         proposals)
    SELECT %(run)s, identifier, number, kind, state, severity, score, demand, facts, blocks, area, bodies,
           partial_bodies, coalesce(proposals, '{{{{}}}}')
    {SAID}
"""
# What a run says, one line for each item, in one order whatever the plan.
HASH_RESULTS = f"""
    SELECT encode(sha256(convert_to(coalesce(string_agg(
        concat_ws(
            ' ', identifier, number, verdict.told, trait.told, array_to_string(bodies, ','),
            array_to_string(partial_bodies, ','), proposal.told),
        E'\n' ORDER BY identifier COLLATE "C"), ''), 'UTF8')), 'hex')
    {SAID}
"""
COUNT_STATES = """
    SELECT state, count(*) FROM gap_judged JOIN gap_verdict USING (verdict) GROUP BY state ORDER BY state
"""


@transaction.atomic
def analyse(
    scope: Mapping[str, list[str]], *, by: str, weights: Mapping[str, int] | None = None, moment: datetime | None = None
) -> GapAnalysis:
    """Judge every requirement and aspect in scope as of a moment, and keep what was found.

    `scope` is a query string's parameters, as `filters.select` reads them (filters.Invalid names what is wrong);
    `weights` are points for each factor, a hundred in all, or else those in force. The moment is the last stamp at or
    before the one given. The same scope, weights and moment give the same results and the same hash, whenever they are
    asked for. A fixed number of statements, however many items there are.
    """
    version, points = (None, dict(weights)) if weights else decisions.weights_in_force()
    decisions.check_weights(points)
    at = _stamp(moment)
    facts.gather(at, _selection(scope, at).editions)
    _judge(points)
    _execute(PROPOSALS, {"open": list(criteria.OPEN_STATES), **criteria.PROPOSAL_POINTS})
    decisions.lock_numbers()
    run = GapAnalysis.objects.create(
        number=_next_number(at),
        as_of=at,
        by=by,
        scope={name: list(values) for name, values in scope.items()},
        weights=points,
        weights_version=version,
        method=criteria.VERSION,
        counts=dict(_rows(COUNT_STATES)),
        sha256=_rows(HASH_RESULTS)[0][0],
    )
    _execute(INSERT_RESULTS, {"run": run.pk})
    return run


def _stamp(moment: datetime | None) -> datetime:
    """The last stamp at or before a moment: nothing was published between them."""
    if moment is None:
        return catalogue.now().at
    before = catalogue.stamp_before(moment)
    if before is None:
        raise Refused(_("Nothing was published by then."))
    return before


def _selection(scope: Mapping[str, list[str]], at: datetime) -> filters.Selection:
    params = QueryDict(mutable=True)
    for name, values in scope.items():
        params.setlist(name, list(values))
    params["as_of"] = at.isoformat()
    return filters.select(params, kinds=("requirement", "aspect"))


def _judge(points: Mapping[str, int]) -> None:
    """Fill `gap_judgement`: the verdict on each combination of facts that occurs."""
    rows = [
        (
            *astuple(found),
            criteria.state(found),
            criteria.severity(found),
            criteria.score(found, points),
            criteria.demand(found, points),
        )
        for found in facts.distinct()
    ]
    _execute(CREATE_JUDGEMENTS)
    with connection.cursor() as cursor, cursor.copy("COPY gap_judgement FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    _execute(NUMBER_VERDICTS)


def _next_number(at: datetime) -> str:
    """`2026-2`: the year of what was looked at, and how many runs there were about it."""
    runs = GapAnalysis.objects.filter(number__startswith=f"{at.year}-").values_list("number", flat=True)
    return f"{at.year}-{max((int(number.partition('-')[2]) for number in runs), default=0) + 1}"


def _rows(sql: str) -> list[Any]:
    return _execute(sql).fetchall()


def _execute(sql: str, params: dict[str, Any] | None = None) -> Any:
    counted = ", ".join(facts.COUNTED)
    pairs = ", ".join(f"'{name}', {name}" for name in facts.COUNTED)
    cursor = connection.cursor()
    cursor.execute(sql.format(counted=counted, object=f"jsonb_build_object({pairs})"), params)
    return cursor
