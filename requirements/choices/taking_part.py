"""Which values do the fields have that tell of proposals, members and events?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalKind(TextChoices):
    """What may be proposed from outside: an entry of any kind, a standard, or words on what is wrong somewhere."""

    REQUIREMENT = "requirement", _("Requirement")
    USE_CASE = "use_case", _("Use case")
    ASPECT = "aspect", _("Standardization aspect")
    NEED = "need", _("Need")
    EXPERIENCE = "experience", _("Experience")
    STANDARD = "standard", _("Standard")
    CORRECTION = "correction", _("Correction")


class ProposalState(TextChoices):
    """How far a proposal has come; the first two are nobody's business but its author's."""

    DRAFT = "draft", pgettext_lazy("proposal", "Being written")
    SENT = "sent", _("Sent, mail address not confirmed yet")
    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", pgettext_lazy("proposal", "In review")
    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Accepted")
    PUBLISHED = "published", pgettext_lazy("proposal", "Published")
    REFUSED = "refused", _("Refused")


UNCONFIRMED = (ProposalState.DRAFT, ProposalState.SENT)
CLOSED = (ProposalState.PUBLISHED, ProposalState.REFUSED)


class MemberCategory(TextChoices):
    """Who takes part, as the Constitution of the Union and Resolution 103 name them."""

    MEMBER_STATE = "member_state", _("Member State")
    SECTOR_MEMBER = "sector_member", _("Sector Member")
    ASSOCIATE = "associate", _("Associate")
    ACADEMIA = "academia", _("Academia")
    UN_AGENCY = "un_agency", _("United Nations agency")
    OTHER = "other", pgettext_lazy("member", "Other")


class Rhythm(TextChoices):
    """How often a follower gets a digest."""

    DAILY = "daily", pgettext_lazy("digest", "Every day")
    WEEKLY = "weekly", pgettext_lazy("digest", "Every week")


class EventType(TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    DIALOGUE = "dialogue", _("Dialogue")
    WEBINAR = "webinar", _("Webinar")
    FORUM = "forum", _("Forum")
    TRAINING = "training", _("Training")
    SYMPOSIUM = "symposium", _("Symposium")
    MEETING = "meeting", _("Meeting of a study group or focus group")


class EventMode(TextChoices):
    """How people take part."""

    IN_PERSON = "in_person", _("In person")
    REMOTE = "remote", _("Remote")
    HYBRID = "hybrid", _("In person and remote")


class EventStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("event", "Planned")
    CONFIRMED = "confirmed", pgettext_lazy("event", "Confirmed")
    HELD = "held", pgettext_lazy("event", "Held")
    POSTPONED = "postponed", pgettext_lazy("event", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class Audience(TextChoices):
    """Who reads a comment window and takes part in it."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members, signed in")


class CommentState(TextChoices):
    """Whether a comment may be seen."""

    UNPROVEN = "unproven", _("Mail address not confirmed yet")
    WAITING = "waiting", _("Waiting for staff")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Not shown")


class CommentDisposition(TextChoices):
    """What became of a comment."""

    OPEN = "open", pgettext_lazy("comment", "Not decided yet")
    ACCEPTED = "accepted", pgettext_lazy("comment", "Accepted")
    IN_PART = "in_part", pgettext_lazy("comment", "Accepted in part")
    NOTED = "noted", pgettext_lazy("comment", "Noted")
    REFUSED = "refused", pgettext_lazy("comment", "Not accepted")
