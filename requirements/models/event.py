"""Which dialogues, workshops and trainings are there, what came of them, and how many took part?"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.documents import MOMENT_PATTERN
from requirements.languages import LANGUAGES
from requirements.models.action import Action
from requirements.models.entry import Entry
from requirements.models.mandate import Provision
from requirements.models.part import Part
from requirements.models.reference import Country, Organization, Reference, has_pattern
from requirements.models.text import TranslatedField

CODES = [(language.code, language.name) for language in LANGUAGES]
is_moment = RegexValidator(MOMENT_PATTERN, _("Write a day and a time such as 2027-05-12T09:00."))


def _languages(name: Any) -> "ArrayField[Any, Any]":
    return ArrayField(models.CharField(max_length=2, choices=CODES), default=list, blank=True, verbose_name=name)


class Event(Reference):
    """One row is an event; its times are those of the clock on the wall in `time_zone`."""

    kind = choices.ReferenceKind.EVENT

    event_type = models.CharField(
        _("type"), max_length=9, choices=choices.EventType, default=choices.EventType.WORKSHOP
    )
    event_status = models.CharField(
        _("status"), max_length=9, choices=choices.EventStatus, default=choices.EventStatus.PLANNED
    )
    mode = models.CharField(_("way to take part"), max_length=9, choices=choices.EventMode, default="hybrid")
    starts_at = models.CharField(_("start"), max_length=16, validators=[is_moment], help_text="2027-05-12T09:00")
    ends_at = models.CharField(_("end"), max_length=16, validators=[is_moment], help_text="2027-05-12T17:00")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", help_text="Africa/Nairobi")
    venue = TranslatedField(_("venue"), line=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    host = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    partners = models.ManyToManyField(Organization, blank=True, related_name="+", verbose_name=_("partners"))
    spoken = _languages(_("languages spoken"))
    interpreted = _languages(_("interpretation into"))
    captioned = _languages(_("captions in"))
    registration = models.CharField(_("address of the registration"), max_length=300, blank=True)
    fellowships = models.CharField(_("fellowships"), max_length=8, choices=choices.Yes, default=choices.Yes.UNKNOWN)
    agenda = TranslatedField(_("agenda"))
    series = models.CharField(_("series"), max_length=300, blank=True)
    provisions = models.ManyToManyField(Provision, blank=True, related_name="+", verbose_name=_("provisions served"))

    class Meta(Reference.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            has_pattern("event"),
            models.CheckConstraint(
                condition=models.Q(starts_at__regex=MOMENT_PATTERN, ends_at__regex=MOMENT_PATTERN)
                & models.Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_it_starts",
            ),
        ]


class Paper(Part):
    """One row is a document of an event: slides, minutes, a recording."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="papers", verbose_name=_("event"))
    name = TranslatedField(_("name"), line=True)
    url = models.CharField(_("address"), max_length=300)

    class Meta(Part.Meta):
        verbose_name = _("document of an event")
        verbose_name_plural = _("documents of events")

    def __str__(self) -> str:
        return str(self.name)


class Outcome(Part):
    """One row is what an event came to, with the entries that it raised and the provisions that it serves."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="outcomes", verbose_name=_("event"))
    text = TranslatedField(_("text"))
    entries = models.ManyToManyField(Entry, blank=True, related_name="+", verbose_name=_("entries raised"))
    actions = models.ManyToManyField(Action, blank=True, related_name="+", verbose_name=_("actions raised"))
    provisions = models.ManyToManyField(Provision, blank=True, related_name="+", verbose_name=_("provisions served"))

    class Meta(Part.Meta):
        verbose_name = _("outcome of an event")
        verbose_name_plural = _("outcomes of events")

    def __str__(self) -> str:
        return str(self.text)


class Participation(Part):
    """One row is how many took part in an event from one country."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="participation", verbose_name=_("event"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    number = models.PositiveIntegerField(_("participants"))

    class Meta(Part.Meta):
        verbose_name = _("participation of a country")
        verbose_name_plural = _("participation of countries")
        constraints = [
            models.UniqueConstraint(fields=("event", "country"), name="participation_once_for_a_country"),
            models.CheckConstraint(condition=models.Q(number__range=(1, 100_000)), name="participation_is_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.number}"
