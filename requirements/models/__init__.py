"""What does the registry know? The one public door to all models."""

from requirements.models.access import TOKEN_LIFETIME as TOKEN_LIFETIME
from requirements.models.access import Allowance as Allowance
from requirements.models.access import Attempts as Attempts
from requirements.models.access import Repeatable as Repeatable
from requirements.models.access import Token as Token
from requirements.models.account import User as User
from requirements.models.action import Action as Action
from requirements.models.action import Evidence as Evidence
from requirements.models.action import ProgressReport as ProgressReport
from requirements.models.dialogue import Comment as Comment
from requirements.models.dialogue import CommentWindow as CommentWindow
from requirements.models.duplicate import Duplicate as Duplicate
from requirements.models.duplicate import EntryWords as EntryWords
from requirements.models.edition import Clock as Clock
from requirements.models.edition import Edition as Edition
from requirements.models.edition import EditionCoverage as EditionCoverage
from requirements.models.edition import EditionLink as EditionLink
from requirements.models.edition import EditionText as EditionText
from requirements.models.edition import Series as Series
from requirements.models.edition import Word as Word
from requirements.models.entry import KINDS as KINDS
from requirements.models.entry import MODELS as MODELS
from requirements.models.entry import Aspect as Aspect
from requirements.models.entry import Entry as Entry
from requirements.models.entry import Experience as Experience
from requirements.models.entry import Need as Need
from requirements.models.entry import Requirement as Requirement
from requirements.models.entry import UseCase as UseCase
from requirements.models.entry import insert_together as insert_together
from requirements.models.entry import next_identifier as next_identifier
from requirements.models.entry import next_identifiers as next_identifiers
from requirements.models.event import Event as Event
from requirements.models.event import Outcome as Outcome
from requirements.models.event import Paper as Paper
from requirements.models.event import Participation as Participation
from requirements.models.following import Follower as Follower
from requirements.models.following import Following as Following
from requirements.models.gap import Gap as Gap
from requirements.models.gap import GapAnalysis as GapAnalysis
from requirements.models.gap import GapDecision as GapDecision
from requirements.models.gap import GapEvent as GapEvent
from requirements.models.gap import GapPublication as GapPublication
from requirements.models.gap import GapResult as GapResult
from requirements.models.gap import GapReview as GapReview
from requirements.models.gap import GapWeights as GapWeights
from requirements.models.history import History as History
from requirements.models.importing import Answer as Answer
from requirements.models.importing import Import as Import
from requirements.models.importing import Imported as Imported
from requirements.models.importing import Previewed as Previewed
from requirements.models.job import File as File
from requirements.models.job import Job as Job
from requirements.models.mandate import Citation as Citation
from requirements.models.mandate import OfficialText as OfficialText
from requirements.models.mandate import Provision as Provision
from requirements.models.mandate import Resolution as Resolution
from requirements.models.member import Invitation as Invitation
from requirements.models.member import MemberOrganization as MemberOrganization
from requirements.models.part import Actor as Actor
from requirements.models.part import Candidate as Candidate
from requirements.models.part import Coverage as Coverage
from requirements.models.part import Factor as Factor
from requirements.models.part import Indicator as Indicator
from requirements.models.part import Information as Information
from requirements.models.part import Lesson as Lesson
from requirements.models.part import Link as Link
from requirements.models.part import Part as Part
from requirements.models.part import Provenance as Provenance
from requirements.models.part import Scenario as Scenario
from requirements.models.part import Step as Step
from requirements.models.proposal import REFERENCE_PATTERN as REFERENCE_PATTERN
from requirements.models.proposal import Letter as Letter
from requirements.models.proposal import Proposal as Proposal
from requirements.models.proposal import ProposalStep as ProposalStep
from requirements.models.reference import ActionLine as ActionLine
from requirements.models.reference import BuildingBlock as BuildingBlock
from requirements.models.reference import Country as Country
from requirements.models.reference import Organization as Organization
from requirements.models.reference import Programme as Programme
from requirements.models.reference import Reference as Reference
from requirements.models.reference import Sdg as Sdg
from requirements.models.reference import StudyGroup as StudyGroup
from requirements.models.remark import Remark as Remark
from requirements.models.standard import Alias as Alias
from requirements.models.standard import Standard as Standard
from requirements.models.standard import StandardEdition as StandardEdition
from requirements.models.standard import StandardRelation as StandardRelation
from requirements.models.storing import insert_rows as insert_rows
from requirements.models.storing import update_rows as update_rows
from requirements.models.term import Term as Term
from requirements.models.text import Texts as Texts
from requirements.models.text import TranslatedField as TranslatedField

# Every model of a kind that is published, entries and references alike, by the kind of its document.
RECORDS: dict[str, type[Entry] | type[Reference]] = {
    **MODELS,
    "programme": Programme,
    "country": Country,
    "sdg": Sdg,
    "action-line": ActionLine,
    "organization": Organization,
    "study-group": StudyGroup,
    "block": BuildingBlock,
    "standard": Standard,
    "resolution": Resolution,
    "action": Action,
    "term": Term,
    "event": Event,
}
