"""Which long work is waiting, running or done, and how far is it?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices


class File(models.Model):
    """One row is a file that was uploaded or fetched, named by its content; it never changes."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    name = models.CharField(_("name"), max_length=300)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    stored = models.FileField(_("file"), upload_to="files")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """One row is one piece of background work: `done` of `total` steps; `result` is what its kind returns."""

    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=choices.JobState, default=choices.JobState.QUEUED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file"))
    parameters = models.JSONField(_("parameters"), default=dict)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    result = models.JSONField(_("result"), default=dict)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=("state", "created_at"), name="job_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
