"""How do provisions, use cases, requirements, aspects and standards hang together, and where does the thread break?

A thread runs from provision to use case, requirement, standardization aspect, standard and study group. Whichever of
two records names the other, a thread is followed layer by layer, so it has an end and no circle. All is read from the
links of editions in force, by one recursive statement whatever the depth.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from requirements import catalogue, documents
from requirements.catalogue import Demand
from requirements.choices import COVERAGE_LEVELS, Area, CoverageLevel, CoverageRelation
from requirements.models import Clock, Edition, EditionLink

# Kind → its place in the thread; a provision is a part of a resolution, and has its place.
LAYERS = {
    "resolution": 0,
    "use_case": 1,
    "need": 1,
    "experience": 1,
    "requirement": 2,
    "aspect": 3,
    "standard": 4,
    "study-group": 5,
}
DEEPEST = max(LAYERS.values())
# Records of one trace, and neighbors of one of them; beyond that nobody could read it.
MOST, WIDEST = 300, 100
# Links that say nothing of dependence.
INDEPENDENT = ("conflicts_with", "equivalent_to", "replaces", "successor", "predecessors", "parent", "programmes")

_PREFIXES = {
    kind: f"{documents.PREFIXES[kind]}-" if kind in documents.PREFIXES else f"{kind}:" for kind in documents.TYPES
}
_LAYER = "CASE {} END".format(
    " ".join(f"WHEN starts_with({{0}}, '{_PREFIXES[kind]}') THEN {layer}" for kind, layer in LAYERS.items())
)
# What names a record, and what it names, at most WIDEST of each; only what is in force, and provisions.
_NAMING = """
    (SELECT edition.identifier AS other, link.relation, true AS naming
     FROM requirements_editionlink link JOIN requirements_edition edition ON edition.id = link.edition_id
     WHERE link.target = reached.identifier AND edition.ended_at IS NULL AND edition.standing = 'in_force'
        AND {condition}
     ORDER BY 1, 2 LIMIT %(widest)s)
"""
_NAMED = """
    (SELECT link.target AS other, link.relation, false AS naming
     FROM requirements_edition edition JOIN requirements_editionlink link ON link.edition_id = edition.id
     WHERE edition.identifier = reached.identifier AND edition.ended_at IS NULL AND edition.standing = 'in_force'
        AND {condition}
        AND (link.target LIKE '%%#%%' OR EXISTS (
            SELECT FROM requirements_edition named
            WHERE named.identifier = link.target AND named.ended_at IS NULL AND named.standing = 'in_force'))
     ORDER BY 1, 2 LIMIT %(widest)s)
"""


def _further(other: str) -> str:
    """Whether a record is further along the thread, in the direction that is followed."""
    return f"sign({_LAYER.format(other)} - {_LAYER.format('reached.identifier')}) = reached.direction"


_NEIGHBORS = (
    f"{_NAMING.format(condition=_further('edition.identifier'))}"
    f" UNION {_NAMED.format(condition=_further('link.target'))}"
)
TRACE = f"""
    WITH RECURSIVE reached (identifier, direction, depth) AS (
        SELECT start, direction, 0 FROM unnest(%(starts)s::text[]) start, unnest(ARRAY[-1, 1]) direction
        UNION
        SELECT neighbor.other, reached.direction, reached.depth + 1
        FROM reached CROSS JOIN LATERAL ({_NEIGHBORS}) neighbor WHERE reached.depth < %(depth)s
    ),
    few AS MATERIALIZED (SELECT * FROM reached LIMIT %(most)s)
    SELECT (SELECT count(*) FROM few), reached.identifier, reached.direction, neighbor.other, neighbor.relation,
        neighbor.naming
    FROM (SELECT identifier, direction, min(depth) AS depth FROM few GROUP BY 1, 2) reached
    LEFT JOIN LATERAL (
        SELECT * FROM ({_NEIGHBORS}) near
        WHERE (near.other, reached.direction) IN (SELECT identifier, direction FROM few)
    ) neighbor ON true
    ORDER BY 3, 2, 4, 5
"""  # noqa: S608
IMPACT = f"""
    WITH RECURSIVE reached (identifier, depth) AS (
        SELECT start, 0 FROM unnest(%(starts)s::text[]) start
        UNION
        SELECT naming.other, reached.depth + 1
        FROM reached CROSS JOIN LATERAL ({_NAMING.format(condition="NOT link.relation = ANY(%(independent)s)")}) naming
        WHERE reached.depth < %(depth)s
    ),
    few AS MATERIALIZED (SELECT * FROM reached LIMIT %(most)s)
    SELECT (SELECT count(*) FROM few), identifier, min(depth) FROM few GROUP BY 2 ORDER BY 3, 2
"""  # noqa: S608


@dataclass(frozen=True, order=True)
class Edge:
    """A step of a thread, from the earlier layer to the later; `relation` is the link or field that makes it.

    It is what the source says of the target, or `backward` the target of the source.
    """

    source: str
    target: str
    relation: str
    coverage: str = ""
    backward: bool = False


@dataclass(frozen=True)
class Trace:
    """The records on the threads through some records, and the steps between them; if not `complete` there are more."""

    starts: tuple[str, ...]
    identifiers: list[str]
    edges: list[Edge]
    complete: bool

    def layer(self, layer: int) -> list[str]:
        return [identifier for identifier in self.identifiers if layer_of(identifier) == layer]


def _as_of(statement: str) -> str:
    """The same statement about the editions that were in force at a moment."""
    then = r"\1.published_at <= %(moment)s AND (\1.ended_at IS NULL OR \1.ended_at > %(moment)s)"
    return re.sub(r"(\w+)\.ended_at IS NULL", then, statement)


def _in_force(moment: datetime | None, *kinds: str) -> QuerySet[Edition]:
    """What is in force, or was at a moment."""
    return catalogue.as_of(moment, *kinds).filter(standing="in_force") if moment else catalogue.in_force(*kinds)


def layer_of(identifier: str) -> int | None:
    """The place of a record in the thread, None if it has none."""
    return LAYERS.get(documents.kind_of(identifier.partition("#")[0]))


def is_known(node: str, moment: datetime | None = None) -> bool:
    """Whether a record of a layer is published, or was at a moment; a provision, whether its resolution has it. One
    query.
    """
    editions = catalogue.as_of(moment) if moment else catalogue.current()
    edition = editions.filter(identifier=node.partition("#")[0]).first()
    if edition is None or "#" not in node:
        return edition is not None
    return any(part["identifier"] == node for part in catalogue.document(edition)["provisions"])


def trace(node: str, depth: int = DEEPEST, moment: datetime | None = None) -> Trace:
    """The threads through a record of any layer, at most `depth` steps either way, now or at a moment. Two queries,
    whatever the depth.

    A resolution stands for its provisions.
    """
    starts = _starts(node, moment)
    rows = _rows(TRACE, moment, {"starts": starts, "depth": depth})
    edges = {_edge(*row) for _number, *row in rows if row[2]}
    found = sorted({row[1] for row in rows} | {end for edge in edges for end in (edge.source, edge.target)})
    marked = _with_coverage(edges, moment)
    kept = _reaching(starts, found, marked) if len(marked) < len(edges) else set(found)
    return Trace(tuple(starts), [one for one in found if one in kept], marked, complete=rows[0][0] <= MOST)


def _rows(statement: str, moment: datetime | None, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    limits = {"most": MOST + 1, "widest": WIDEST, "moment": moment}
    with connection.cursor() as cursor:
        cursor.execute(_as_of(statement) if moment else statement, parameters | limits)
        return cursor.fetchall()


def _starts(node: str, moment: datetime | None) -> list[str]:
    edition = _in_force(moment, "resolution").filter(identifier=node).first()
    if edition is None:
        return [node]
    return [provision["identifier"] for provision in catalogue.document(edition)["provisions"]]


def _edge(identifier: str, direction: int, other: str, relation: str, naming: bool) -> Edge:
    """`naming` says that the other names the record."""
    source, target = (identifier, other) if direction > 0 else (other, identifier)
    return Edge(source, target, relation, backward=naming == (direction > 0))


def _with_coverage(edges: Iterable[Edge], moment: datetime | None) -> list[Edge]:
    """The edges, those to standards with the best coverage that the entry says; without those where it says that there
    is none. One query.
    """
    edges = list(edges)
    covering = {edge.source for edge in edges if edge.relation == "standard"}
    editions = _in_force(moment).filter(identifier__in=covering) if covering else ()
    levels = {edition.identifier: coverage_by_standard(catalogue.document(edition)) for edition in editions}
    found = []
    for edge in edges:
        level = levels.get(edge.source, {}).get(edge.target, "") if edge.relation == "standard" else ""
        if edge.relation != "standard" or level:
            found.append(replace(edge, coverage=level))
    return sorted(found)


def _reaching(starts: Iterable[str], identifiers: Iterable[str], edges: Sequence[Edge]) -> set[str]:
    """What is still on a thread through the starts when some steps were left out."""
    reached = set(starts)
    for ahead in (True, False):
        waiting = list(starts)
        while waiting:
            here = waiting.pop()
            steps = (edge.target if ahead else edge.source for edge in edges if here in (edge.source, edge.target))
            new = [other for other in steps if other != here and other not in reached]
            reached |= set(new)
            waiting += new
    return reached & set(identifiers)


def coverage_by_standard(document: dict[str, Any]) -> dict[str, str]:
    """Standard → the best level of coverage that a document says of it, `not_assessed` where nobody confirmed it;
    standards of which it says that they are not related are left out.
    """
    ladder = list(CoverageLevel)
    found: dict[str, str] = {}
    for coverage in document.get("coverage", []):
        standard, relation = coverage["standard"], CoverageRelation(coverage["relation"])
        if standard is None or relation == CoverageRelation.NO_RELATIONSHIP:
            continue
        level = COVERAGE_LEVELS[relation] if coverage["confirmed"] else CoverageLevel.NOT_ASSESSED
        found[standard] = str(min(level, CoverageLevel(found.get(standard, level)), key=ladder.index))
    return found


@dataclass(frozen=True)
class Impact:
    """Who depends on a record: (identifier, steps to it), the nearest first; when not `complete` there are more."""

    rows: list[tuple[str, int]]
    complete: bool


def impact(node: str, depth: int = DEEPEST, moment: datetime | None = None) -> Impact:
    """The records in force, now or at a moment, that name a record, that name one of these, and so on. At most two
    queries.
    """
    starts = [*{node, *_starts(node, moment)}]
    rows = _rows(IMPACT, moment, {"starts": starts, "depth": depth, "independent": [*INDEPENDENT]})
    dependent = [(identifier, steps) for _number, identifier, steps in rows if steps]
    return Impact(dependent, complete=rows[0][0] <= MOST)


@dataclass(frozen=True)
class Break:
    """Records of a kind from which no thread leads on to any of the kinds named; `number` of them, the first listed."""

    kind: str
    toward: tuple[str, ...]
    number: int
    identifiers: list[str] = field(repr=False)


# Kind → the kinds of which each should lead to one; by links of its own, or by links of theirs.
EXPECTED = (
    ("use_case", ("requirement",)),
    ("requirement", ("use_case", "need", "experience", "resolution")),
    ("requirement", ("standard",)),
    ("aspect", ("requirement",)),
    ("aspect", ("standard",)),
    ("aspect", ("study-group",)),
)
LISTED = 20


def untraced(clock: Clock | None = None) -> list[Break]:
    """Where threads break: which records lead nowhere that they should. Two queries for each pair of EXPECTED, which
    read every link; so what they find is kept until the next publication. One more if the `clock` was not just read.
    """
    return _untraced(catalogue.version(clock or catalogue.now()))


@lru_cache(maxsize=1)
def _untraced(_version: catalogue.Version) -> list[Break]:
    return [_break(kind, toward) for kind, toward in EXPECTED]


def _break(kind: str, toward: tuple[str, ...]) -> Break:
    loose = lacking(kind, toward)
    return Break(kind, toward, loose.count(), list(loose.values_list("identifier", flat=True)[:LISTED]))


def lacking(kind: str, toward: Collection[str]) -> QuerySet[Edition]:
    """The records of a kind in force that neither name nor are named by one of some kinds."""
    loose = catalogue.in_force(kind)
    for other in toward:
        named = EditionLink.objects.filter(edition=OuterRef("pk"), target__startswith=_PREFIXES[other])
        naming = EditionLink.objects.filter(
            target=OuterRef("identifier"), edition__kind=other, edition__ended_at=None, edition__standing="in_force"
        )
        loose = loose.exclude(Exists(named)).exclude(Exists(naming))
    return loose.order_by("identifier")


@dataclass(frozen=True)
class Row:
    """A row of a matrix: its record, and column → mark."""

    identifier: str
    marks: dict[str, str]


@dataclass(frozen=True)
class Matrix:
    """Which records of one kind go with which of another, now or at a moment; a row without any mark is a hole."""

    rows: str
    columns: str
    holes: bool
    moment: datetime | None
    editions: QuerySet[Edition] = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.rows}-{self.columns}"

    def total(self) -> int:
        """How many rows it has; without one being read, unless only holes are asked for, or the past."""
        if self.holes or self.moment:
            return self.editions.count()
        asked = (Demand("kind", frozenset({f"kind:{self.rows}"})), Demand("status", frozenset({"status:in_force"})))
        return catalogue.count(asked).number

    def after(self, identifier: str) -> "Matrix":
        """The rows behind one."""
        return replace(self, editions=self.editions.filter(identifier__gt=identifier))

    def read(self, part: slice = slice(None)) -> Iterator[Row]:
        """The rows of a part, in order; one query, and in constant memory. Those of blocks are counted by bitmaps."""
        marks = _MARKS.get(self.rows) or _of_block(self.moment)
        for edition in self.editions[part].iterator(chunk_size=500):
            yield Row(edition.identifier, marks(edition))

    def all_columns(self) -> list[str]:
        """Every column that some row has a mark in. One query, none where the columns are an enumeration."""
        if self.columns == "area":
            return list(Area.values)
        relation = {"standard": "standard", "block": "building_blocks"}[self.columns]
        links = EditionLink.objects.filter(edition__in=self.editions.order_by(), relation=relation)
        return sorted(links.values_list("target", flat=True).distinct())


# Name in addresses → kinds of rows and columns.
MATRICES = {
    f"{rows}-{columns}": (rows, columns)
    for rows, columns in (("requirement", "standard"), ("use_case", "block"), ("block", "area"))
}


def matrix(rows: str, columns: str, *, holes: bool = False, moment: datetime | None = None) -> Matrix:
    """One of MATRICES over what is in force, or was at a moment, by identifier; with `holes`, only of rows without any
    mark.
    """
    if (rows, columns) not in MATRICES.values():
        raise ValueError((rows, columns))
    editions = _in_force(moment, rows).order_by("identifier")
    if holes and columns == "area":
        aspects = EditionLink.objects.filter(target=OuterRef("identifier"), edition__in=_in_force(moment, "aspect"))
        editions = editions.exclude(Exists(aspects))
    elif holes:
        editions = editions.exclude(
            Exists(EditionLink.objects.filter(edition=OuterRef("pk"), target__startswith=_PREFIXES[columns]))
        )
    return Matrix(rows, columns, holes, moment, editions)


def _of_requirement(edition: Edition) -> dict[str, str]:
    return coverage_by_standard(catalogue.document(edition))


def _of_use_case(edition: Edition) -> dict[str, str]:
    """The building blocks of a use case as a whole, and those that only a step names."""
    data = catalogue.document(edition)
    steps = [step for scenario in data["scenarios"] for step in scenario["steps"]]
    in_steps = {block: "in_a_step" for step in steps for block in step["building_blocks"]}
    return in_steps | dict.fromkeys(data["building_blocks"], "named")


def _of_block(moment: datetime | None) -> Callable[[Edition], dict[str, str]]:
    """How many aspects of each area name a building block; counted without reading any."""
    known = catalogue.bitmaps_at(moment) if moment else catalogue.bitmaps()
    aspects = known.any_of(["kind:aspect"]) & known.any_of(["status:in_force"])

    def marks(edition: Edition) -> dict[str, str]:
        found = known.counts(aspects & known.any_of([edition.identifier]), "area:")
        return {area.partition(":")[2]: str(number) for area, number in found.items()}

    return marks


_MARKS = {"requirement": _of_requirement, "use_case": _of_use_case}
