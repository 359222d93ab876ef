"""How is what was published kept, so that nobody can change it and everything can be read as of any moment?

Triggers (first migration) let an edition end once and refuse every other change. `workflow` is the only writer.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.languages import LANGUAGES


class Clock(models.Model):
    """The one row is the catalogue's clock: whoever holds its lock publishes.

    `at` is the stamp of the last publication and `version` counts publications; both only grow.
    """

    id = models.BooleanField(primary_key=True, default=True)
    version = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=True), name="clock_is_one_row")]

    def __str__(self) -> str:
        return f"{self.version} {self.at.isoformat()}"


class Series(models.Model):
    """One row is an identifier that was ever published; it is never reused, even when all is withdrawn."""

    identifier = models.CharField(_("identifier"), max_length=210, unique=True)
    kind = models.CharField(_("kind"), max_length=12)

    class Meta:
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.identifier


class Edition(models.Model):
    """One row is a published state of a record, valid from `published_at` until `ended_at`; frozen.

    `body` is the canonical JSON that is sent; the other columns were derived from it when it was published.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="editions", verbose_name=_("series"))
    number = models.PositiveIntegerField(_("number"))
    identifier = models.CharField(_("identifier"), max_length=210)
    kind = models.CharField(_("kind"), max_length=12)
    standing = models.CharField(_("standing"), max_length=10, choices=choices.Standing)
    published_at = models.DateTimeField(_("published"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    facets = ArrayField(models.TextField())

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=("series", "number"), name="edition_number_once"),
            models.UniqueConstraint(
                fields=("series",), condition=models.Q(ended_at__isnull=True), name="edition_one_current"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_1"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gt=models.F("published_at")),
                name="edition_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="edition_no_overlap",
                expressions=[
                    (models.Func("series", "series", models.Value("[]"), function="int8range"), "&&"),
                    (models.Func("published_at", "ended_at", function="tstzrange"), "&&"),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=("identifier",), condition=models.Q(ended_at__isnull=True), name="edition_current"),
            models.Index(
                fields=("kind", "identifier"), condition=models.Q(ended_at__isnull=True), name="edition_by_kind"
            ),
            models.Index(
                models.F("published_at").desc(),
                models.F("identifier").desc(),
                condition=models.Q(ended_at__isnull=True),
                name="edition_latest",
            ),
            models.Index(fields=("identifier", "number"), name="edition_by_number"),
            models.Index(fields=("published_at", "id"), name="edition_changes"),
            models.Index(fields=("ended_at", "id"), condition=models.Q(ended_at__isnull=False), name="edition_ended"),
            GinIndex(fields=("facets",), condition=models.Q(ended_at__isnull=True), name="edition_by_facet"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} edition {self.number}"


class EditionLink(models.Model):
    """One row says that an edition names another record, by which relation."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="outgoing")
    relation = models.CharField(max_length=30)
    target = models.CharField(max_length=210)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("edition", "relation", "target"), name="edition_link_once")]
        # With the edition beside them, links of a record that thousands name are counted without reading their rows.
        indexes = [models.Index(fields=("target", "relation", "edition"), name="edition_link_inverse")]

    def __str__(self) -> str:
        return f"{self.relation} {self.target}"


class EditionCoverage(models.Model):
    """One row is an assessment of a published entry against a standard, or (without one) that none was found.

    The fingerprints are those of both ends when somebody assessed them; gap analysis compares them with today's.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="coverage")
    standard = models.CharField(max_length=210, null=True)  # noqa: DJ001 - none is not an empty name
    label = models.CharField(max_length=300)
    level = models.CharField(max_length=12, choices=choices.CoverageLevel)
    confirmed = models.BooleanField()
    entry_fingerprint = models.CharField(max_length=64)
    standard_fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "standard", "label"), nulls_distinct=False, name="edition_coverage_once"
            )
        ]
        indexes = [models.Index(fields=("standard", "edition"), name="edition_coverage_of_standard")]

    def __str__(self) -> str:
        return f"{self.level} {self.standard or ''}"


class EditionText(models.Model):
    """One row is what readers of one language search and sort an edition by.

    Every edition has a row for each language: where it has no text in it, `title` falls back and `vector` is empty.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=[(x.code, x.name) for x in LANGUAGES])
    title = models.TextField()
    sort_key = models.TextField()
    vector = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("edition", "language"), name="edition_text_once")]
        indexes = [
            # One for each language: a question is read once in each, and none has to pass over another's rows.
            *(
                GinIndex(
                    fields=("vector",), condition=models.Q(language=language.code), name=f"edition_text_{language.code}"
                )
                for language in LANGUAGES
            ),
            *(
                GinIndex(
                    models.Func("sort_key", function="title_words", output_field=SearchVectorField()),
                    condition=models.Q(language=language.code),
                    name=f"edition_title_{language.code}",
                )
                for language in LANGUAGES
            ),
            models.Index(fields=("language", "sort_key", "edition"), name="edition_text_sort"),
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """One row is a word that was ever published in a language: what a misspelt one may have meant.

    `folded` is the word as search compares it, without accents and articles.
    """

    language = models.CharField(max_length=2, choices=[(x.code, x.name) for x in LANGUAGES])
    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("language", "word"), name="word_once")]

    def __str__(self) -> str:
        return self.word
