"""Which values do the fields have that tell of resolutions, their provisions and the actions that they ask for?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResolutionStatus(TextChoices):
    IN_FORCE = "in_force", _("In force")
    REVISED = "revised", _("Revised")
    SUPPRESSED = "suppressed", _("Suppressed")
    PROPOSED = "proposed", _("Proposed")


class Part(TextChoices):
    """The keyword that opens a section of a resolution."""

    RECALLING = "recalling", _("recalling")
    RECALLING_FURTHER = "recalling_further", _("recalling further")
    RECOGNIZING = "recognizing", _("recognizing")
    RECOGNIZING_FURTHER = "recognizing_further", _("recognizing further")
    CONSIDERING = "considering", _("considering")
    CONSIDERING_FURTHER = "considering_further", _("considering further")
    TAKING_INTO_ACCOUNT = "taking_into_account", _("taking into account")
    BEARING_IN_MIND = "bearing_in_mind", _("bearing in mind")
    NOTING = "noting", _("noting")
    NOTING_FURTHER = "noting_further", _("noting further")
    AWARE = "aware", pgettext_lazy("section of a resolution", "aware")
    CONVINCED = "convinced", pgettext_lazy("section of a resolution", "convinced")
    CONCERNED = "concerned", pgettext_lazy("section of a resolution", "concerned")
    REAFFIRMING = "reaffirming", _("reaffirming")
    EMPHASIZING = "emphasizing", _("emphasizing")
    ACKNOWLEDGING = "acknowledging", _("acknowledging")
    WELCOMING = "welcoming", _("welcoming")
    HAVING_EXAMINED = "having_examined", _("having examined")
    PREAMBULAR = "preambular", _("another part of the preamble")
    RESOLVES = "resolves", _("resolves")
    RESOLVES_FURTHER = "resolves_further", _("resolves further")
    RESOLVES_TO_INSTRUCT = "resolves_to_instruct", _("resolves to instruct")
    RESOLVES_TO_INVITE = "resolves_to_invite", _("resolves to invite")
    INSTRUCTS = "instructs", _("instructs")
    INSTRUCTS_FURTHER = "instructs_further", _("further instructs")
    INVITES = "invites", _("invites")
    INVITES_FURTHER = "invites_further", _("further invites")
    ENCOURAGES = "encourages", _("encourages")
    REQUESTS = "requests", _("requests")
    URGES = "urges", _("urges")
    CALLS_UPON = "calls_upon", _("calls upon")
    RECOMMENDS = "recommends", _("recommends")


OPERATIVE_PARTS = tuple(Part)[tuple(Part).index(Part.RESOLVES) :]


class Addressee(TextChoices):
    """Whom a resolution addresses, who acts on it and who is reported to."""

    SECRETARY_GENERAL = "secretary_general", _("Secretary-General")
    TSB_DIRECTOR = "tsb_director", _("Director of the Telecommunication Standardization Bureau")
    BDT_DIRECTOR = "bdt_director", _("Director of the Telecommunication Development Bureau")
    BR_DIRECTOR = "br_director", _("Director of the Radiocommunication Bureau")
    COUNCIL = "council", _("ITU Council")
    TSAG = "tsag", _("Telecommunication Standardization Advisory Group")
    TDAG = "tdag", _("Telecommunication Development Advisory Group")
    RAG = "rag", _("Radiocommunication Advisory Group")
    STUDY_GROUPS_T = "study_groups_t", _("ITU-T study groups")
    STUDY_GROUPS_D = "study_groups_d", _("ITU-D study groups")
    STUDY_GROUPS_R = "study_groups_r", _("ITU-R study groups")
    SECTOR_T = "sector_t", _("ITU Telecommunication Standardization Sector")
    SECTOR_D = "sector_d", _("ITU Telecommunication Development Sector")
    SECTOR_R = "sector_r", _("ITU Radiocommunication Sector")
    MEMBER_STATES = "member_states", _("Member States")
    SECTOR_MEMBERS = "sector_members", _("Sector Members")
    ASSOCIATES = "associates", _("Associates")
    ACADEMIA = "academia", _("Academia")
    MEMBERSHIP = "membership", _("ITU membership")
    STAKEHOLDERS = "stakeholders", _("Other stakeholders")
    PLENIPOTENTIARY = "plenipotentiary", _("Plenipotentiary Conference")
    WTSA = "wtsa", _("World Telecommunication Standardization Assembly")
    WTDC = "wtdc", _("World Telecommunication Development Conference")
    RADIOCOMMUNICATION_ASSEMBLY = "radiocommunication_assembly", _("Radiocommunication Assembly")


class Assembly(TextChoices):
    """Who adopts resolutions; the value begins the slug of each, as in `resolution:wtsa-103`."""

    PLENIPOTENTIARY = "pp", _("Plenipotentiary Conference")
    WTSA = "wtsa", _("World Telecommunication Standardization Assembly")
    WTDC = "wtdc", _("World Telecommunication Development Conference")
    RADIOCOMMUNICATION_ASSEMBLY = "itu-r", _("Radiocommunication Assembly")
    WRC = "wrc", _("World Radiocommunication Conference")
    COUNCIL = "council", _("ITU Council")
    UNGA = "unga", _("United Nations General Assembly")


class ProposalMark(TextChoices):
    """What a proposal would do with a text, in the marks of ITU's conference documents."""

    MOD = "MOD", _("Modify")
    ADD = "ADD", _("Add")
    SUP = "SUP", _("Suppress")
    NOC = "NOC", _("No change")


class ActionKind(TextChoices):
    """How often an action is to be taken."""

    ONE_OFF = "one_off", pgettext_lazy("action", "Once")
    RECURRING = "recurring", pgettext_lazy("action", "Recurring")
    CONTINUOUS = "continuous", pgettext_lazy("action", "Continuous")


class ActionState(TextChoices):
    """How far an action has come. That it is overdue is computed, never stored."""

    NOT_STARTED = "not_started", pgettext_lazy("action", "Not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("action", "In progress")
    COMPLETED = "completed", pgettext_lazy("action", "Completed")
    DELAYED = "delayed", pgettext_lazy("action", "Delayed")
    SUPERSEDED = "superseded", pgettext_lazy("action", "Superseded")
    CANCELLED = "cancelled", pgettext_lazy("action", "Cancelled")


# An action in one of these is over: nothing about it can be overdue.
ENDED_STATES = (ActionState.COMPLETED, ActionState.SUPERSEDED, ActionState.CANCELLED)
# State → those that may follow it.
ACTION_MOVES = {
    ActionState.NOT_STARTED: {ActionState.IN_PROGRESS, ActionState.DELAYED, *ENDED_STATES},
    ActionState.IN_PROGRESS: {ActionState.DELAYED, *ENDED_STATES},
    ActionState.DELAYED: {ActionState.IN_PROGRESS, *ENDED_STATES},
    ActionState.COMPLETED: {ActionState.IN_PROGRESS},
    ActionState.SUPERSEDED: {ActionState.IN_PROGRESS},
    ActionState.CANCELLED: {ActionState.IN_PROGRESS},
}


class EvidenceKind(TextChoices):
    """What shows that an action is taken."""

    ENTRIES = "entries", _("Entries of the registry")
    GAP_ANALYSIS = "gap_analysis", _("Gap analysis")
    EVENT = "event", _("Event")
    DOCUMENT = "document", _("Document")
