"""What are readers asked about, what do they say, and what became of each comment?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements import choices
from requirements.languages import DEFAULT, LANGUAGES
from requirements.models.text import TranslatedField

CODES = [(language.code, language.name) for language in LANGUAGES]


class CommentWindow(models.Model):
    """One row asks for comments on an entry, a gap or a run, from whom, and until when; it may be closed before."""

    subject = models.CharField(
        _("about"), max_length=130, help_text=_("An identifier, a gap such as GAP-0001, or a run such as 2026-2.")
    )
    title = TranslatedField(_("title"), line=True)
    question = TranslatedField(_("what is asked"))
    source_language = models.CharField(_("source language"), max_length=2, default=DEFAULT, choices=CODES)
    audience = models.CharField(
        _("who may take part"), max_length=7, choices=choices.Audience, default=choices.Audience.PUBLIC
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    summary = TranslatedField(_("summary of the comments"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("comment window")
        verbose_name_plural = _("comment windows")
        ordering = ("-opens_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="comment_window_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=choices.Audience.values), name="comment_window_audience_is_known"
            ),
        ]
        indexes = [models.Index(fields=("subject",), name="comment_window_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.title}"


class Comment(models.Model):
    """One row is what somebody said in a comment window, or answered to another; staff let it be seen, and say at the
    end what became of it.
    """

    window = models.ForeignKey(CommentWindow, models.PROTECT, related_name="comments", verbose_name=_("window"))
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("answers")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=9, choices=choices.CommentState, default="unproven")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=300)
    organization = models.CharField(_("organization"), max_length=300, blank=True)
    email = models.EmailField(_("mail address"))
    language = models.CharField(_("language"), max_length=2, default=DEFAULT, choices=CODES)
    place = models.CharField(_("place in the text"), max_length=300, blank=True)
    text = models.TextField(_("comment"), max_length=5_000)
    disposition = models.CharField(
        _("disposition"), max_length=12, choices=choices.CommentDisposition, default=choices.CommentDisposition.OPEN
    )
    response = models.TextField(_("answer of the staff"), max_length=5_000, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=choices.CommentState.values), name="comment_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(disposition="open") | models.Q(state="shown"),
                name="only_shown_comments_are_disposed",
            ),
            models.CheckConstraint(
                condition=~models.Q(disposition="refused") | ~models.Q(response=""),
                name="a_refused_comment_is_answered",
            ),
        ]
        indexes = [models.Index(fields=("state", "at"), name="comment_by_state")]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:80]}"
