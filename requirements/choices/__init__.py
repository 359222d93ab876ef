"""Which values may an enumerated field take, and what are they called?

Keys are stable English words and never translated; labels are. Names follow IEC 62559-2, ISO/IEC/IEEE 29148,
OSCAL's mapping model and ITU-T's wording of obligations.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from requirements.choices.mandates import ACTION_MOVES as ACTION_MOVES
from requirements.choices.mandates import ENDED_STATES as ENDED_STATES
from requirements.choices.mandates import OPERATIVE_PARTS as OPERATIVE_PARTS
from requirements.choices.mandates import ActionKind as ActionKind
from requirements.choices.mandates import ActionState as ActionState
from requirements.choices.mandates import Addressee as Addressee
from requirements.choices.mandates import Assembly as Assembly
from requirements.choices.mandates import EvidenceKind as EvidenceKind
from requirements.choices.mandates import Part as Part
from requirements.choices.mandates import ProposalMark as ProposalMark
from requirements.choices.mandates import ResolutionStatus as ResolutionStatus
from requirements.choices.taking_part import CLOSED as CLOSED
from requirements.choices.taking_part import UNCONFIRMED as UNCONFIRMED
from requirements.choices.taking_part import Audience as Audience
from requirements.choices.taking_part import CommentDisposition as CommentDisposition
from requirements.choices.taking_part import CommentState as CommentState
from requirements.choices.taking_part import EventMode as EventMode
from requirements.choices.taking_part import EventStatus as EventStatus
from requirements.choices.taking_part import EventType as EventType
from requirements.choices.taking_part import MemberCategory as MemberCategory
from requirements.choices.taking_part import ProposalKind as ProposalKind
from requirements.choices.taking_part import ProposalState as ProposalState
from requirements.choices.taking_part import Rhythm as Rhythm


class EntryKind(TextChoices):
    """The kinds that have a workflow."""

    REQUIREMENT = "requirement", _("Requirement")
    USE_CASE = "use_case", _("Use case")
    ASPECT = "aspect", _("Standardization aspect")
    NEED = "need", _("Need")
    EXPERIENCE = "experience", _("Experience")


class ReferenceKind(TextChoices):
    """The kinds that are published when a permitted person saves them; the value is the identifier's family."""

    STANDARD = "standard", _("Standard")
    BLOCK = "block", _("Building block")
    PROGRAMME = "programme", _("Programme")
    STUDY_GROUP = "study-group", _("Study group")
    ORGANIZATION = "organization", _("Organization")
    COUNTRY = "country", _("Country")
    SDG = "sdg", _("Sustainable Development Goal")
    ACTION_LINE = "action-line", _("WSIS action line")
    RESOLUTION = "resolution", _("Resolution")
    ACTION = "action", _("Action")
    EVENT = "event", _("Event")
    TERM = "term", _("Term")


class State(TextChoices):
    """Where a working copy stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class Standing(TextChoices):
    """Where an edition stands."""

    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Role(TextChoices):
    """Who acts. A member acts for a member organization, a focal point looks after its people; each of the others is
    granted by the group of its name.
    """

    ANONYMOUS = "anonymous", _("Anonymous")
    MEMBER = "member", _("Member")
    FOCAL_POINT = "focal_point", _("Focal point")
    CONTRIBUTOR = "contributor", _("Contributor")
    TRANSLATOR = "translator", _("Translator")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    ADMINISTRATOR = "administrator", _("Administrator")


# The roles that are granted by a group of their name.
GRANTED = (
    *(Role.CONTRIBUTOR, Role.TRANSLATOR, Role.EDITOR),
    *(Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR),
)


class TokenScope(TextChoices):
    """What a program may do that acts for a person."""

    READ = "read", pgettext_lazy("scope of a token", "Read")
    WRITE = "write", pgettext_lazy("scope of a token", "Read and write")


class TranslationState(TextChoices):
    """How far the text of one language follows the source; a missing one is not stored."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    DRAFT = "draft", pgettext_lazy("translation", "Draft")
    REVIEWED = "reviewed", pgettext_lazy("translation", "Reviewed")
    OUTDATED = "outdated", pgettext_lazy("translation", "Outdated")


class TextState(TextChoices):
    """How a published record reads in one language; worst first but for the source text, and the first that holds."""

    SOURCE = "source", _("Source text")
    MISSING = "missing", pgettext_lazy("text", "Missing")
    OUTDATED = "outdated", pgettext_lazy("text", "Outdated")
    PARTIAL = "partial", pgettext_lazy("text", "In part")
    DRAFT = "draft", pgettext_lazy("text", "Not reviewed")
    CURRENT = "current", pgettext_lazy("text", "Current")


class Verdict(TextChoices):
    """What a curator found about two entries that may say the same."""

    OPEN = "open", pgettext_lazy("verdict", "Not looked at")
    EQUIVALENT = "equivalent", pgettext_lazy("verdict", "Equivalent")
    RELATED = "related", pgettext_lazy("verdict", "Related")
    DIFFERENT = "different", pgettext_lazy("verdict", "Different")


class Obligation(TextChoices):
    """ITU-T's obligation words."""

    REQUIRED = "required", pgettext_lazy("obligation", "Required")
    RECOMMENDED = "recommended", pgettext_lazy("obligation", "Recommended")
    OPTIONAL = "optional", pgettext_lazy("obligation", "Optional")
    PROHIBITED = "prohibited", pgettext_lazy("obligation", "Prohibited")
    NOT_RECOMMENDED = "not_recommended", pgettext_lazy("obligation", "Not recommended")
    INFORMATIVE = "informative", pgettext_lazy("obligation", "Informative")


class RequirementType(TextChoices):
    """ISO/IEC/IEEE 29148 types, widened."""

    FUNCTIONAL = "functional", _("Functional")
    PERFORMANCE = "performance", _("Performance")
    INTERFACE = "interface", _("Interface")
    DATA = "data", _("Data")
    SECURITY = "security", _("Security")
    PRIVACY = "privacy", _("Privacy")
    PROCESS = "process", _("Process")
    QUALITY = "quality", _("Quality")
    USABILITY_ACCESSIBILITY = "usability_accessibility", _("Usability and accessibility")
    DESIGN_CONSTRAINT = "design_constraint", _("Design constraint")
    REGULATORY = "regulatory", _("Regulatory")
    OPERATIONAL = "operational", _("Operational")


# The area in which a requirement of a type is counted beside the aspects of that area.
AREA_OF_TYPE = {
    RequirementType.FUNCTIONAL: "requirements_framework",
    RequirementType.PERFORMANCE: "quality_performance",
    RequirementType.INTERFACE: "interface_protocol",
    RequirementType.DATA: "data_model_semantics",
    RequirementType.SECURITY: "security",
    RequirementType.PRIVACY: "privacy_data_protection",
    RequirementType.PROCESS: "management_operations",
    RequirementType.QUALITY: "quality_performance",
    RequirementType.USABILITY_ACCESSIBILITY: "accessibility_inclusion",
    RequirementType.DESIGN_CONSTRAINT: "architecture",
    RequirementType.REGULATORY: "governance_guidance",
    RequirementType.OPERATIONAL: "management_operations",
}


class VerificationMethod(TextChoices):
    INSPECTION = "inspection", _("Inspection")
    ANALYSIS = "analysis", _("Analysis")
    DEMONSTRATION = "demonstration", _("Demonstration")
    TEST = "test", _("Test")
    INTERVIEW = "interview", _("Interview")
    CERTIFICATION = "certification", _("Certification")
    NONE_DEFINED = "none_defined", _("None defined")


class ActorType(TextChoices):
    PERSON = "person", _("Person")
    ORGANIZATION = "organization", _("Organization")
    SYSTEM = "system", _("System")
    DEVICE = "device", _("Device")
    SERVICE = "service", _("Service")


class ScenarioKind(TextChoices):
    SUCCESS = "success", _("Success")
    ALTERNATIVE = "alternative", _("Alternative")
    FAILURE = "failure", _("Failure")


class StepService(TextChoices):
    """What a step does with information (IEC 62559-2)."""

    GET = "get", _("Get")
    CREATE = "create", _("Create")
    CHANGE = "change", _("Change")
    DELETE = "delete", _("Delete")
    CANCEL = "cancel", _("Cancel")
    EXECUTE = "execute", _("Execute")
    REPORT = "report", _("Report")
    TIMER = "timer", _("Timer")
    REPEAT = "repeat", _("Repeat")


class DataClassification(TextChoices):
    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    PERSONAL = "personal", _("Personal")
    SENSITIVE_PERSONAL = "sensitive_personal", _("Sensitive personal")


class Sector(TextChoices):
    AGRICULTURE = "agriculture", _("Agriculture")
    CITIES = "cities", _("Cities and communities")
    CIVIL_REGISTRATION = "civil_registration", _("Civil registration")
    COMMERCE = "commerce", _("Commerce and trade")
    EDUCATION = "education", _("Education")
    EMERGENCY = "emergency", _("Emergency and disaster response")
    EMPLOYMENT = "employment", _("Employment")
    ENERGY = "energy", _("Energy")
    ENVIRONMENT = "environment", _("Environment")
    FINANCE = "finance", _("Finance")
    GOVERNMENT = "government", _("Government services")
    HEALTH = "health", _("Health")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure and construction")
    JUSTICE = "justice", _("Justice")
    SOCIAL_PROTECTION = "social_protection", _("Social protection")
    TRANSPORT = "transport", _("Transport")
    WATER = "water", _("Water")
    CROSS_SECTOR = "cross_sector", _("Cross-sector")


class Area(TextChoices):
    """What kind of matter a standardization aspect is."""

    TERMINOLOGY = "terminology", _("Terminology")
    ARCHITECTURE = "architecture", _("Architecture")
    REQUIREMENTS_FRAMEWORK = "requirements_framework", _("Requirements framework")
    INTERFACE_PROTOCOL = "interface_protocol", _("Interfaces and protocols")
    DATA_MODEL_SEMANTICS = "data_model_semantics", _("Data models and semantics")
    SECURITY = "security", _("Security")
    PRIVACY_DATA_PROTECTION = "privacy_data_protection", _("Privacy and data protection")
    IDENTITY_TRUST = "identity_trust", _("Identity and trust")
    INTEROPERABILITY = "interoperability", _("Interoperability")
    QUALITY_PERFORMANCE = "quality_performance", _("Quality and performance")
    ACCESSIBILITY_INCLUSION = "accessibility_inclusion", _("Accessibility and inclusion")
    TESTING_CONFORMANCE = "testing_conformance", _("Testing and conformance")
    MANAGEMENT_OPERATIONS = "management_operations", _("Management and operations")
    NUMBERING_NAMING_IDENTIFICATION = "numbering_naming_identification", _("Numbering, naming and identification")
    GOVERNANCE_GUIDANCE = "governance_guidance", _("Governance and guidance")
    SUSTAINABILITY = "sustainability", _("Sustainability")


class Relevance(TextChoices):
    """How near a matter is to telecommunication, hence to the mandate of ITU-T."""

    CORE = "core", _("Core to ITU-T")
    SHARED = "shared", _("Shared with other bodies")
    OUTSIDE = "outside", _("Outside ITU-T")


class CountryGroup(TextChoices):
    """Countries whose needs Resolution 103 puts first (its footnote on developing countries)."""

    LDC = "ldc", _("Least developed countries")
    LLDC = "lldc", _("Landlocked developing countries")
    SIDS = "sids", _("Small island developing States")
    ECONOMY_IN_TRANSITION = "economy_in_transition", _("Economies in transition")


class Urgency(TextChoices):
    HIGH = "high", pgettext_lazy("urgency", "High")
    MEDIUM = "medium", pgettext_lazy("urgency", "Medium")
    LOW = "low", pgettext_lazy("urgency", "Low")


class ExperienceKind(TextChoices):
    CASE_STUDY = "case_study", _("Case study")
    GOOD_PRACTICE = "good_practice", _("Good practice")
    LESSON_LEARNED = "lesson_learned", _("Lesson learned")
    NATIONAL_STRATEGY = "national_strategy", _("National strategy")


class LifeCycleStage(TextChoices):
    """Universal DPI Safeguards Framework."""

    CONCEPTION_SCOPING = "conception_scoping", _("Conception and scoping")
    STRATEGY_DESIGN = "strategy_design", _("Strategy and design")
    DEVELOPMENT = "development", _("Development")
    DEPLOYMENT = "deployment", _("Deployment")
    OPERATIONS_MAINTENANCE = "operations_maintenance", _("Operations and maintenance")


class Polarity(TextChoices):
    ENABLING = "enabling", _("Enabling factor")
    BARRIER = "barrier", _("Barrier")


class FactorCategory(TextChoices):
    """Resolution 85 asks for the factors that help or hinder deployment."""

    POLITICAL_LEADERSHIP = "political_leadership", _("Political leadership")
    LEGAL_REGULATORY = "legal_regulatory", _("Law and regulation")
    INSTITUTIONAL_COORDINATION = "institutional_coordination", _("Coordination of institutions")
    FINANCING = "financing", _("Financing")
    HUMAN_CAPACITY_SKILLS = "human_capacity_skills", _("Skills and capacity")
    CONNECTIVITY_INFRASTRUCTURE = "connectivity_infrastructure", _("Connectivity and infrastructure")
    DEVICES_ENERGY = "devices_energy", _("Devices and energy")
    TECHNOLOGY_CHOICE = "technology_choice", _("Choice of technology")
    INTEROPERABILITY_STANDARDS = "interoperability_standards", _("Interoperability and standards")
    DATA_QUALITY_GOVERNANCE = "data_quality_governance", _("Data quality and governance")
    SECURITY_TRUST = "security_trust", _("Security and trust")
    PRIVACY_RIGHTS = "privacy_rights", _("Privacy and rights")
    INCLUSION_ACCESSIBILITY = "inclusion_accessibility", _("Inclusion and accessibility")
    LANGUAGE_CULTURE = "language_culture", _("Language and culture")
    MARKET_PROCUREMENT = "market_procurement", _("Market and procurement")
    VENDOR_DEPENDENCE = "vendor_dependence", _("Dependence on vendors")
    PUBLIC_AWARENESS = "public_awareness", _("Public awareness")
    CROSS_BORDER = "cross_border", _("Cross-border matters")
    SUSTAINABILITY_MAINTENANCE = "sustainability_maintenance", _("Sustainability and maintenance")


class Consent(TextChoices):
    PUBLISH = "publish", _("Publish")
    PUBLISH_ANONYMISED = "publish_anonymised", _("Publish without names")
    MEMBERS_ONLY = "members_only", _("Members only")


class Relation(TextChoices):
    """How one entry relates to another; the inverse is named in INVERSE_RELATIONS."""

    NEEDS = "needs", pgettext_lazy("relation", "needs")
    REFINES = "refines", _("refines")
    DERIVES_FROM = "derives_from", _("derives from")
    ADDRESSES = "addresses", _("addresses")
    MOTIVATES = "motivates", _("motivates")
    DEMONSTRATES = "demonstrates", _("demonstrates")
    EQUIVALENT_TO = "equivalent_to", _("is equivalent to")
    CONFLICTS_WITH = "conflicts_with", _("conflicts with")
    REPLACES = "replaces", _("replaces")


INVERSE_RELATIONS = {
    Relation.NEEDS: _("is needed by"),
    Relation.REFINES: _("is refined by"),
    Relation.DERIVES_FROM: _("is the origin of"),
    Relation.ADDRESSES: _("is addressed by"),
    Relation.MOTIVATES: _("is motivated by"),
    Relation.DEMONSTRATES: _("is demonstrated by"),
    Relation.EQUIVALENT_TO: _("is equivalent to"),
    Relation.CONFLICTS_WITH: _("conflicts with"),
    Relation.REPLACES: _("is replaced by"),
}


class CoverageRelation(TextChoices):
    """What a requirement asks, set beside what a standard provides (OSCAL, NIST IR 8477)."""

    EQUAL_TO = "equal_to", _("Equal to")
    EQUIVALENT_TO = "equivalent_to", _("Equivalent to")
    SUBSET_OF = "subset_of", _("Subset of")
    SUPERSET_OF = "superset_of", _("Superset of")
    INTERSECTS_WITH = "intersects_with", _("Intersects with")
    NO_RELATIONSHIP = "no_relationship", _("No relationship")


class CoverageLevel(TextChoices):
    FULL = "full", _("Covered")
    PARTIAL = "partial", _("Partly covered")
    NONE = "none", _("Assessed, not covered")
    NOT_ASSESSED = "not_assessed", _("Not assessed")


COVERAGE_LEVELS = {
    CoverageRelation.EQUAL_TO: CoverageLevel.FULL,
    CoverageRelation.EQUIVALENT_TO: CoverageLevel.FULL,
    CoverageRelation.SUBSET_OF: CoverageLevel.FULL,
    CoverageRelation.SUPERSET_OF: CoverageLevel.PARTIAL,
    CoverageRelation.INTERSECTS_WITH: CoverageLevel.PARTIAL,
    CoverageRelation.NO_RELATIONSHIP: CoverageLevel.NONE,
}


class GapState(TextChoices):
    """What a gap analysis says of a requirement or an aspect; the first that holds, in this order."""

    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    TO_BE_CONFIRMED = "to_be_confirmed", _("To be confirmed")
    CONTESTED = "contested", _("Covered by several bodies")
    COVERED = "covered", pgettext_lazy("gap", "Covered")
    PARTLY_COVERED = "partly_covered", pgettext_lazy("gap", "Partly covered")
    IN_PROGRESS = "in_progress", _("In progress")
    GAP = "gap", _("Gap")
    NOT_ASSESSED = "not_assessed", pgettext_lazy("gap", "Not assessed")


class Severity(TextChoices):
    """How much harm a missing standard does to users: two reasons are high, one is medium."""

    HIGH = "high", pgettext_lazy("severity", "High")
    MEDIUM = "medium", pgettext_lazy("severity", "Medium")
    LOW = "low", pgettext_lazy("severity", "Low")


class Review(TextChoices):
    """What a curator says of a result of a gap analysis."""

    CONFIRMED = "confirmed", pgettext_lazy("result of a gap analysis", "Confirmed")
    CORRECTED = "corrected", pgettext_lazy("result of a gap analysis", "Corrected")
    REJECTED = "rejected", pgettext_lazy("result of a gap analysis", "Rejected")


class GapMove(TextChoices):
    """What a published run did to a gap."""

    OPENED = "opened", pgettext_lazy("gap", "Opened")
    REOPENED = "reopened", pgettext_lazy("gap", "Opened again")
    CLOSED = "closed", pgettext_lazy("gap", "Closed")


class Disposition(TextChoices):
    """What TSAG decided about a gap."""

    STUDY = "study", _("Study in a study group")
    JOINT = "joint", _("Joint work with another body")
    LIAISON = "liaison", _("Liaison statement")
    CAPACITY_BUILDING = "capacity_building", _("Capacity building")
    MONITOR = "monitor", _("Monitor")
    ACCEPT = "accept", _("Accept as it is")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")


class Confidence(TextChoices):
    """How sure an assessor is."""

    HIGH = "high", pgettext_lazy("confidence", "High")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium")
    LOW = "low", pgettext_lazy("confidence", "Low")
    UNSPECIFIED = "unspecified", pgettext_lazy("confidence", "Unspecified")


class FactConfidence(TextChoices):
    """Whether a fact of the reference data was seen in its source."""

    VERIFIED = "verified", _("Seen in its source")
    RECALLED = "recalled", _("Recalled, to be confirmed")


class SourceKind(TextChoices):
    ITU_DOCUMENT = "itu_document", _("ITU document")
    SDO_DOCUMENT = "sdo_document", _("Document of a standards body")
    GOVERNMENT_DOCUMENT = "government_document", _("Government document")
    BUILDING_BLOCK_SPEC = "building_block_spec", _("Building block specification")
    USE_CASE_REPOSITORY = "use_case_repository", _("Use-case repository")
    MEMBER_CONTRIBUTION = "member_contribution", _("Member contribution")
    WORKSHOP_OUTCOME = "workshop_outcome", _("Workshop outcome")
    ACADEMIC = "academic", _("Academic work")
    INDUSTRY = "industry", _("Industry")
    SECRETARIAT_ANALYSIS = "secretariat_analysis", _("Analysis by the secretariat")


class BlockKind(TextChoices):
    GOVSTACK = "govstack", _("GovStack building block")
    CROSS_CUTTING = "cross-cutting", _("Cross-cutting")
    DPI_LAYER = "dpi-layer", _("DPI layer")
    IOT_SSC_DOMAIN = "iot-ssc-domain", _("IoT and smart communities domain")
    SECTOR = "sector", _("Sector")


class EditionStatus(TextChoices):
    """Where an edition of a standard stands; the body's own word is kept beside it."""

    PROPOSED = "proposed", _("Proposed")
    UNDER_STUDY = "under_study", _("Under study")
    UNDER_APPROVAL = "under_approval", _("Under approval")
    IN_FORCE = "in_force", _("In force")
    IN_FORCE_BEING_REVISED = "in_force_being_revised", _("In force, being revised")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HISTORICAL = "historical", _("Historical")


IN_FORCE_STATUSES = (EditionStatus.IN_FORCE, EditionStatus.IN_FORCE_BEING_REVISED)
COMING_STATUSES = (EditionStatus.PROPOSED, EditionStatus.UNDER_STUDY, EditionStatus.UNDER_APPROVAL)


class StandardRelation(TextChoices):
    TWIN_TEXT = "twin_text", _("is the twin text of")
    REFERENCES = "references", _("references")
    SUPERSEDES = "supersedes", _("supersedes")
    PROFILE_OF = "profile_of", _("is a profile of")
    AMENDS = "amends", _("amends")


class Yes(TextChoices):
    """An answer that may be unknown."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Unknown")


class JobState(TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
