"""What do curators work on: requirements, use cases, standardization aspects, needs and experiences?

`Entry` holds once what the five kinds share. A row is a working copy; what the public sees is an `Edition`.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.documents import ENTRY_PATTERN, PREFIXES, kind_of
from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.mandate import Provision
from requirements.models.reference import ActionLine, BuildingBlock, Country, Organization, Programme, Sdg
from requirements.models.storing import insert_rows
from requirements.models.text import TranslatedField


def _kind_agrees() -> models.Q:
    condition = models.Q()
    for kind, prefix in PREFIXES.items():
        condition |= models.Q(kind=kind, identifier__startswith=f"{prefix}-")
    return condition


def _by_words(text: str, name: str) -> GinIndex:
    """The index of the staff's search; `titles_vector()` is in migrations/sql/titles.sql."""
    return GinIndex(models.Func(models.F(text), function="titles_vector"), name=name)


class Entry(models.Model):
    """One row is the working copy of an entry, of the kind that its child row says.

    Columns below `state` are kept by `workflow` alone: worklists read them by index.
    """

    identifier = models.CharField(_("identifier"), max_length=14, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=choices.EntryKind, editable=False)
    title = TranslatedField(_("title"), line=True)
    source_language = models.CharField(
        _("source language"), max_length=2, default=DEFAULT, choices=[(x.code, x.name) for x in LANGUAGES]
    )
    programmes = models.ManyToManyField(Programme, blank=True, related_name="+", verbose_name=_("programmes"))
    building_blocks = models.ManyToManyField(
        BuildingBlock, blank=True, related_name="+", verbose_name=_("building blocks")
    )
    sdgs = models.ManyToManyField(Sdg, blank=True, related_name="+", verbose_name=_("Sustainable Development Goals"))
    action_lines = models.ManyToManyField(ActionLine, blank=True, related_name="+", verbose_name=_("WSIS action lines"))
    provisions = models.ManyToManyField(Provision, blank=True, related_name="+", verbose_name=_("provisions answered"))
    keywords = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("keywords"))
    owner = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    internal_note = models.TextField(_("internal note"), blank=True)
    contact = models.CharField(_("contact"), max_length=300, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=choices.State, default=choices.State.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    translations = models.JSONField(_("translations"), default=dict, blank=True, editable=False)
    text_digests = models.JSONField(default=dict, editable=False)
    # Place → text: what the translations, if any, go with; and by language what the outdated ones were made from.
    source_texts = models.JSONField(default=dict, editable=False)
    outdated_sources = models.JSONField(default=dict, editable=False)
    missing = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    # Null where nobody has looked since the rules changed: `manage.py recheck` does.
    quality = ArrayField(models.CharField(max_length=40), null=True, editable=False)
    unpublished_changes = models.BooleanField(_("unpublished changes"), default=True, editable=False)
    was_published = models.BooleanField(_("published before"), default=False, editable=False)
    review_due = models.DateField(_("to be looked at again by"), null=True, editable=False)
    withheld = ArrayField(models.CharField(max_length=210), default=list, editable=False)
    proposed = models.BooleanField(_("proposed from outside"), default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("identifier",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(identifier__regex=ENTRY_PATTERN), name="entry_identifier_is_public_id"
            ),
            models.CheckConstraint(condition=_kind_agrees(), name="entry_kind_agrees_with_identifier"),
            models.CheckConstraint(condition=models.Q(state__in=choices.State.values), name="entry_state_is_known"),
        ]
        indexes = [
            models.Index(fields=("state", "kind"), name="entry_by_state"),
            models.Index(fields=("-changed_at",), name="entry_by_change"),
            models.Index(
                fields=("identifier",), condition=models.Q(unpublished_changes=True), name="entry_unpublished"
            ),
            models.Index(
                fields=("identifier",),
                condition=models.Q(unpublished_changes=True, was_published=True),
                name="entry_changed_since",
            ),
            models.Index(fields=("identifier",), condition=~models.Q(missing=[]), name="entry_incomplete"),
            models.Index(fields=("review_due",), name="entry_by_review"),
            models.Index(fields=("identifier",), condition=~models.Q(withheld=[]), name="entry_holding_back"),
            GinIndex(fields=("translations",), opclasses=("jsonb_path_ops",), name="entry_by_translation"),
            GinIndex(fields=("missing",), name="entry_by_missing"),
            GinIndex(fields=("quality",), name="entry_by_quality"),
            models.Index(fields=("identifier",), condition=models.Q(quality=None), name="entry_unchecked"),
            GinIndex(fields=("withheld",), name="entry_by_withheld"),
            _by_words("title", "entry_by_title"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} {self.title}"

    def save(self, *args: Any, **options: Any) -> None:
        """Gives a new row its public id; a row that brings one moves the sequence of its kind past it. One query."""
        self.kind = KINDS.get(type(self), self.kind)
        if self._state.adding and not self.identifier:
            self.identifier = next_identifier(self.kind)
        elif self._state.adding:
            _claim(self.kind, [self.identifier])
        super().save(*args, **options)

    @property
    def record(self) -> "Entry":
        """The row of the entry's own kind: a `Requirement` for an `Entry` that is one."""
        return self if type(self) in KINDS else MODELS[self.kind].objects.get(pk=self.pk)


def next_identifier(kind: str) -> str:
    """A public id of the kind that was never given before. One query."""
    return next_identifiers(kind, 1)[0]


def next_identifiers(kind: str, number: int) -> list[str]:
    """So many public ids of the kind that were never given before, in their order. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [f"public_id_{kind}", number])
        return [f"{PREFIXES[kind]}-{value:04}" for (value,) in cursor.fetchall()]


def _claim(kind: str, identifiers: Sequence[str]) -> None:
    """See to it that the sequence of the kind never gives these public ids. One query.

    One of another kind is none of the sequence's; a constraint refuses the row.
    """
    numbers = [int(identifier.partition("-")[2]) for identifier in identifiers if kind_of(identifier) == kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim_public_id(%s, number) FROM unnest(%s::bigint[]) AS number", [kind, numbers])


def insert_together(rows: Sequence[Entry]) -> None:
    """Store new rows of one kind, as `save()` stores one: four queries, or five if some bring no public id."""
    kind = KINDS[type(rows[0])]
    unnamed = [row for row in rows if not row.identifier]
    for row, identifier in zip(unnamed, next_identifiers(kind, len(unnamed)) if unnamed else (), strict=True):
        row.identifier = identifier
    for row in rows:
        row.kind = kind
    _claim(kind, [row.identifier for row in rows])
    insert_rows(rows)


class Requirement(Entry):
    """One row is one verifiable statement."""

    statement = TranslatedField(_("statement"))
    # Null is "nobody has said yet", in the document as in the table; an empty string would be a seventh obligation.
    obligation = models.CharField(  # noqa: DJ001
        _("obligation"), max_length=15, choices=choices.Obligation, null=True, blank=True
    )
    obligation_original = models.CharField(_("obligation, in the source's words"), max_length=300, blank=True)
    type = models.CharField(
        _("type"), max_length=24, choices=choices.RequirementType, default=choices.RequirementType.FUNCTIONAL
    )
    rationale = TranslatedField(_("rationale"))
    verification_method = models.CharField(
        _("verification method"),
        max_length=13,
        choices=choices.VerificationMethod,
        default=choices.VerificationMethod.NONE_DEFINED,
    )
    acceptance_criteria = TranslatedField(_("acceptance criteria"))
    developing_country_note = TranslatedField(_("note for developing countries"))

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        indexes = [_by_words("statement", "requirement_by_text")]


class UseCase(Entry):
    """One row is a service that DPI makes possible."""

    sector = models.CharField(_("sector"), max_length=20, choices=choices.Sector, default=choices.Sector.CROSS_SECTOR)
    short_description = TranslatedField(_("short description"))
    narrative = TranslatedField(_("narrative"))
    preconditions = TranslatedField(_("preconditions"))
    trigger = TranslatedField(_("trigger"))
    results = TranslatedField(_("results"))
    low_connectivity_variant = TranslatedField(_("variant for low connectivity"))

    class Meta:
        verbose_name = _("use case")
        verbose_name_plural = _("use cases")
        indexes = [_by_words("short_description", "use_case_by_text")]


class Aspect(Entry):
    """One row is a matter on which a standard is, or may be, needed: what a study group could study."""

    area = models.CharField(_("area"), max_length=32, choices=choices.Area, default=choices.Area.INTEROPERABILITY)
    description = TranslatedField(_("description"))
    relevance = models.CharField(
        _("relevance to telecommunication"), max_length=8, choices=choices.Relevance, default=choices.Relevance.SHARED
    )
    relevance_reason = TranslatedField(_("reason of the relevance"))
    organizations = models.ManyToManyField(Organization, blank=True, related_name="+", verbose_name=_("other bodies"))

    class Meta:
        verbose_name = _("standardization aspect")
        verbose_name_plural = _("standardization aspects")
        indexes = [_by_words("description", "aspect_by_text")]


class Need(Entry):
    """One row is what a country or a group of countries says it lacks."""

    statement = TranslatedField(_("statement"))
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    country_groups = ArrayField(
        models.CharField(max_length=30, choices=choices.CountryGroup),
        default=list,
        blank=True,
        verbose_name=_("groups of countries"),
    )
    urgency = models.CharField(_("urgency"), max_length=6, choices=choices.Urgency, default=choices.Urgency.MEDIUM)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [_by_words("statement", "need_by_text")]


class Experience(Entry):
    """One row is a case study, a good practice, a lesson learned or a national strategy."""

    experience_kind = models.CharField(
        _("kind of experience"),
        max_length=17,
        choices=choices.ExperienceKind,
        default=choices.ExperienceKind.CASE_STUDY,
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    started_on = models.DateField(_("start"), null=True, blank=True)
    ended_on = models.DateField(_("end"), null=True, blank=True)
    stage = models.CharField(
        _("life-cycle stage"),
        max_length=22,
        choices=choices.LifeCycleStage,
        default=choices.LifeCycleStage.OPERATIONS_MAINTENANCE,
    )
    narrative = TranslatedField(_("narrative"))
    results = TranslatedField(_("results"))
    consent = models.CharField(  # noqa: DJ001
        _("consent"), max_length=18, choices=choices.Consent, null=True, blank=True
    )

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        indexes = [_by_words("narrative", "experience_by_text")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(started_on__lte=models.F("ended_on")),
                name="experience_ends_after_it_starts",
            )
        ]


MODELS: dict[str, type[Entry]] = {
    "requirement": Requirement,
    "use_case": UseCase,
    "aspect": Aspect,
    "need": Need,
    "experience": Experience,
}
KINDS = {model: kind for kind, model in MODELS.items()}
