"""Which rows belong to an entry: its links, sources, coverage, actors, steps, factors and lessons?

A part lives and goes with its entry; `position` is its place in the document. The name under which an entry reaches its
parts is the name of the field in the document, which is how the mapping finds them.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.models.entry import Aspect, Entry, Experience, Requirement, UseCase
from requirements.models.reference import BuildingBlock, StudyGroup
from requirements.models.standard import Standard
from requirements.models.text import TranslatedField


class Part(models.Model):
    """A row with a place among its siblings."""

    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Link(Part):
    """One row relates an entry to another; stored in one direction. A trigger refuses cycles of ordering relations."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links", verbose_name=_("entry"))
    relation = models.CharField(_("relation"), max_length=15, choices=choices.Relation)
    target = models.ForeignKey(Entry, models.PROTECT, related_name="inverse_links", verbose_name=_("other entry"))
    note = TranslatedField(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=("entry", "relation", "target"), name="link_once"),
            models.CheckConstraint(condition=~models.Q(entry=models.F("target")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.relation} {self.target_id}"


class Provenance(Part):
    """One row says where the matter of an entry is from; `source_key` finds the entry again in a later import."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="provenance", verbose_name=_("entry"))
    source_kind = models.CharField(_("kind of source"), max_length=22, choices=choices.SourceKind)
    citation = models.TextField(_("citation"))
    url = models.CharField(_("address"), max_length=300, blank=True)
    place = models.CharField(_("place in the source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=300, blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    source_key = models.CharField(_("key in the source"), max_length=300, blank=True, db_index=True)
    file = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.citation


class Coverage(Part):
    """One row sets a requirement or an aspect beside an edition of a standard.

    Without a standard it records that someone looked and found none: *assessed: none* is not *not assessed*.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="coverage", verbose_name=_("entry"))
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="coverage", verbose_name=_("standard")
    )
    edition = models.CharField(_("edition"), max_length=300, blank=True)
    relation = models.CharField(_("relation"), max_length=15, choices=choices.CoverageRelation)
    clauses = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("clauses"))
    rationale = TranslatedField(_("rationale"))
    uncovered = TranslatedField(_("what stays uncovered"))
    confidence = models.CharField(
        _("confidence"), max_length=11, choices=choices.Confidence, default=choices.Confidence.UNSPECIFIED
    )
    confirmed = models.BooleanField(_("confirmed"), default=False)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    assessor = models.CharField(_("assessor"), max_length=300, blank=True)
    entry_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    standard_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        constraints = [
            models.UniqueConstraint(
                fields=("entry", "standard", "edition"), nulls_distinct=False, name="coverage_once_for_an_edition"
            ),
            models.CheckConstraint(
                condition=models.Q(standard__isnull=False)
                | models.Q(relation=choices.CoverageRelation.NO_RELATIONSHIP),
                name="coverage_names_a_standard_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=("entry",), condition=models.Q(confirmed=False), name="coverage_to_be_confirmed")
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.standard or ''}"


class Actor(Part):
    """One row is somebody or something that takes part in a use case; steps name it by `key`."""

    use_case = models.ForeignKey(UseCase, models.CASCADE, related_name="actors", verbose_name=_("use case"))
    key = models.SlugField(_("key"), max_length=60)
    name = TranslatedField(_("name"), line=True)
    type = models.CharField(_("type"), max_length=12, choices=choices.ActorType, default=choices.ActorType.PERSON)
    description = TranslatedField(_("description"))

    class Meta(Part.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [models.UniqueConstraint(fields=("use_case", "key"), name="actor_key_once")]

    def __str__(self) -> str:
        return str(self.name)


class Information(Part):
    """One row is an information object that the steps of a use case exchange."""

    use_case = models.ForeignKey(UseCase, models.CASCADE, related_name="information", verbose_name=_("use case"))
    key = models.SlugField(_("key"), max_length=60)
    name = TranslatedField(_("name"), line=True)
    description = TranslatedField(_("description"))
    classification = models.CharField(
        _("classification"),
        max_length=18,
        choices=choices.DataClassification,
        default=choices.DataClassification.INTERNAL,
    )

    class Meta(Part.Meta):
        verbose_name = _("information object")
        verbose_name_plural = _("information objects")
        constraints = [models.UniqueConstraint(fields=("use_case", "key"), name="information_key_once")]

    def __str__(self) -> str:
        return str(self.name)


class Scenario(Part):
    """One row is a course that a use case may take."""

    use_case = models.ForeignKey(UseCase, models.CASCADE, related_name="scenarios", verbose_name=_("use case"))
    name = TranslatedField(_("name"), line=True)
    kind = models.CharField(
        _("kind"), max_length=11, choices=choices.ScenarioKind, default=choices.ScenarioKind.SUCCESS
    )
    trigger = TranslatedField(_("trigger"))
    precondition = TranslatedField(_("precondition"))
    postcondition = TranslatedField(_("postcondition"))

    class Meta(Part.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        return str(self.name)


class Step(Part):
    """One row is a step of a scenario: what happens, who gives what to whom, and which requirements it rests on."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="steps", verbose_name=_("scenario"))
    name = TranslatedField(_("name"), line=True)
    event = TranslatedField(_("event"))
    description = TranslatedField(_("description"))
    service = models.CharField(
        _("service"), max_length=8, choices=choices.StepService, default=choices.StepService.EXECUTE
    )
    producer = models.CharField(_("producer"), max_length=60, blank=True)
    receiver = models.CharField(_("receiver"), max_length=60, blank=True)
    information = ArrayField(models.SlugField(max_length=60), default=list, blank=True, verbose_name=_("information"))
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="+", verbose_name=_("requirements"))
    building_blocks = models.ManyToManyField(
        BuildingBlock, blank=True, related_name="+", verbose_name=_("building blocks")
    )

    class Meta(Part.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return str(self.name)


class Indicator(Part):
    """One row is a measure of what a use case achieves."""

    use_case = models.ForeignKey(UseCase, models.CASCADE, related_name="indicators", verbose_name=_("use case"))
    name = TranslatedField(_("name"), line=True)
    description = TranslatedField(_("description"))
    unit = models.CharField(_("unit"), max_length=300, blank=True)
    target = models.CharField(_("target"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return str(self.name)


class Candidate(Part):
    """One row names a study group that could take an aspect up, within its mandate, and why."""

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="candidates", verbose_name=_("aspect"))
    study_group = models.ForeignKey(
        StudyGroup, models.PROTECT, related_name="candidates", verbose_name=_("study group")
    )
    question = models.CharField(_("Question"), max_length=300, blank=True)
    basis = TranslatedField(_("basis"))

    class Meta(Part.Meta):
        verbose_name = _("candidate study group")
        verbose_name_plural = _("candidate study groups")
        constraints = [models.UniqueConstraint(fields=("aspect", "study_group", "question"), name="candidate_once")]

    def __str__(self) -> str:
        return str(self.study_group)


class Factor(Part):
    """One row is what helped or hindered in an experience, from 1 (a little) to 5 (decisive)."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="factors", verbose_name=_("experience"))
    polarity = models.CharField(_("effect"), max_length=8, choices=choices.Polarity)
    category = models.CharField(_("category"), max_length=28, choices=choices.FactorCategory)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    description = TranslatedField(_("description"))
    touches = models.ManyToManyField(Entry, blank=True, related_name="+", verbose_name=_("entries touched"))

    class Meta(Part.Meta):
        verbose_name = _("factor")
        verbose_name_plural = _("factors")
        constraints = [models.CheckConstraint(condition=models.Q(weight__range=(1, 5)), name="factor_weight_1_to_5")]

    def __str__(self) -> str:
        return f"{self.get_polarity_display()}: {self.get_category_display()}"


class Lesson(Part):
    """One row is a lesson drawn from an experience."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="lessons", verbose_name=_("experience"))
    text = TranslatedField(_("text"))

    class Meta(Part.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return str(self.text)
