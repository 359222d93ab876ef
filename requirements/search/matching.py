"""Which editions match, and which of them are the best?

Every edition has its words in a row for each language, stemmed as that language is. What was typed is read once in each
language, so a French word finds a French text from an Arabic page. At most CANDIDATES are ranked: those that say it in
the reader's own language before all others, of each the latest published. So what is ranked does not depend on chance,
and stays the same from page to page.
"""

from dataclasses import dataclass, replace

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from requirements.languages import BY_CODE, CODES, LANGUAGES, Language
from requirements.models import Edition, EditionText
from requirements.search.reading import Group, Reading, read

CANDIDATES = 1_000
# From so many on, texts in one language that say something are walked rather than all found.
COMMON = 4_000
# Editions whose title is just what was typed that are ranked whatever else matches.
TITLED = 20
# A match in the reader's own language counts as much as so many in another; a title that is just what was typed, more
# than any number of mentions.
OWN_LANGUAGE, SAME_TITLE = 4.0, 10.0

# The latest first, before all others those with a text in the reader's own language.
CANDIDATES_FIRST = "SELECT edition FROM ({}) AS said (edition, own) GROUP BY 1 ORDER BY max(own) DESC, 1 DESC LIMIT %s"


class TypedQuery(SearchQuery):
    """What was typed, read by `search_query()` in one language's configuration."""

    SEARCH_TYPES = {"typed": "search_query"}

    def __init__(self, typed: str, configuration: str) -> None:
        super().__init__(typed, config=f"pg_catalog.{configuration}", search_type="typed")


class Among(Func):
    """Whether a key is one of a list, sent as one value: a thousand placeholders are slow to read."""

    template, arg_joiner = "%(expressions)s::bigint[])", " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True)
class Matches:
    """The keys of editions that match what was typed, in the order in which they are candidates.

    When not `exact` there are more.
    """

    typed: str
    language: str
    keys: list[int]
    exact: bool


def saying(typed: str, language: str, limit: int) -> Matches:
    """At most `limit` editions that match, of all there ever were. One query, that reads texts alone."""
    return _first(EditionText.objects.all(), typed, language, limit)


def match(editions: QuerySet[Edition], typed: str, language: str, limit: int = CANDIDATES) -> Matches:
    """At most `limit` editions of the queryset that match. One query, two if there are more than that."""
    found = _first(EditionText.objects.filter(edition__in=editions.order_by()), typed, language, limit)
    return found if found.exact else with_titled(found, editions)


def with_titled(matches: Matches, editions: QuerySet[Edition]) -> Matches:
    """The matches with those editions of the queryset first that have just what was typed as their title, in any
    language: they must not be lost among too many. One query.
    """
    titled = EditionText.objects.filter(language__in=CODES, sort_key=_folded(matches.typed))
    found = titled.filter(edition__in=editions.order_by()).order_by("-edition").values_list("edition", flat=True)
    keys = list(dict.fromkeys([*found.distinct()[:TITLED], *matches.keys]))
    return replace(matches, keys=keys[: len(matches.keys)])


def _first(texts: QuerySet[EditionText], typed: str, language: str, limit: int) -> Matches:
    """Each language is asked by itself, so that its index answers however many say it in all of them together."""
    reading = read(typed)
    if not reading.groups:
        return Matches(typed, language, [], exact=True)
    asked = [
        texts.filter(_says(reading, known)).order_by().values_list("edition", Value(int(known.code == language)))
        for known in LANGUAGES
    ]
    sql, params = asked[0].union(*asked[1:], all=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES_FIRST.format(sql), [*params, limit + 1])
        keys = [key for (key,) in cursor.fetchall()]
    return Matches(typed, language, keys[:limit], exact=len(keys) <= limit)


def latest(typed: str, language: str, limit: int) -> Matches | None:
    """The same as `saying()`, quickly, for what so many say in the reader's own language that the latest of them are
    enough; None if it is not so. One query, two if it is.

    The index says at once that there are many; then the texts are walked from the latest on, and not all are found.
    """
    reading = read(typed)
    if len(reading.groups) != 1 or reading.groups[0].unwanted:
        return None
    own = EditionText.objects.filter(language=language)
    asked = TypedQuery(reading.wanted, BY_CODE[language].search)
    if own.filter(vector=asked).values("pk")[:COMMON].count() < COMMON:
        return None
    # A condition that no index serves, in an order that one has.
    says = Coalesce(ExpressionWrapper(Q(vector=asked), BooleanField()), Value(False))
    walked = own.alias(says=says).filter(says=True).order_by("-edition")
    keys = list(walked.values_list("edition", flat=True)[:limit])
    return Matches(typed, language, keys, exact=False)


def ranked(matches: Matches) -> QuerySet[Edition]:
    """The editions that match, annotated with `rank`, best first, then by identifier."""
    wanted = read(matches.typed).wanted
    rank = (
        EditionText.objects.filter(edition=OuterRef("pk"))
        .values("edition")
        .annotate(best=Max(_rank(wanted, matches)))
        .values("best")
    )
    found = Edition.objects.filter(Among(F("pk"), Value(matches.keys, output_field=ArrayField(BigIntegerField()))))
    return found.annotate(rank=Subquery(rank)).order_by("-rank", "identifier")


def find(editions: QuerySet[Edition], typed: str, language: str) -> QuerySet[Edition]:
    """The editions of the queryset that match, best first; at most CANDIDATES."""
    return ranked(match(editions, typed, language))


def _folded(typed: str) -> Func:
    return Func(Value(typed.strip()), function="fold")


def _says(reading: Reading, language: Language) -> Q:
    """A text of a language that says what is wanted, of an edition that nowhere says what is not."""
    without = [group.wanted for group in reading.groups if not group.unwanted]
    condition = _reads(" or ".join(without), language) if without else Q()
    for group in reading.groups:
        if group.unwanted:
            condition |= _reads(group.wanted, language) & Q(~Exists(_saying_unwanted(group)))
    return condition


def _saying_unwanted(group: Group) -> QuerySet[EditionText]:
    """The texts of the same edition, in any language, that say one of the unwanted things."""
    condition = Q()
    for unwanted in group.unwanted:
        for language in LANGUAGES:
            condition |= _reads(unwanted, language)
    return EditionText.objects.filter(condition, edition=OuterRef("edition"))


def _reads(wanted: str, language: Language) -> Q:
    """What was typed as a language reads it."""
    return Q(language=language.code, vector=TypedQuery(wanted, language.search))


def _rank(wanted: str, matches: Matches) -> Case:
    """The rank of a row in its own language's reading."""
    same_title = Case(When(sort_key=_folded(matches.typed), then=Value(SAME_TITLE)), default=Value(0.0))
    return Case(
        *(
            When(
                language=language.code,
                then=(SearchRank(F("vector"), TypedQuery(wanted, language.search)) + same_title)
                * Value(OWN_LANGUAGE if language.code == matches.language else 1.0),
            )
            for language in LANGUAGES
        ),
        output_field=FloatField(),
    )
