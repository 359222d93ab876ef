"""Which kinds of document are there?"""

from requirements.documents.entry import (
    AspectDocument,
    EntryDocument,
    ExperienceDocument,
    NeedDocument,
    RequirementDocument,
    UseCaseDocument,
)
from requirements.documents.event import EventDocument
from requirements.documents.mandate import ActionDocument, ResolutionDocument
from requirements.documents.reference import (
    ActionLineDocument,
    BlockDocument,
    CountryDocument,
    OrganizationDocument,
    ProgrammeDocument,
    ReferenceDocument,
    SdgDocument,
    StandardDocument,
    StudyGroupDocument,
    TermDocument,
)

Document = EntryDocument | ReferenceDocument

ENTRY_TYPES: dict[str, type[EntryDocument]] = {
    "requirement": RequirementDocument,
    "use_case": UseCaseDocument,
    "aspect": AspectDocument,
    "need": NeedDocument,
    "experience": ExperienceDocument,
}
REFERENCE_TYPES: dict[str, type[ReferenceDocument]] = {
    "standard": StandardDocument,
    "block": BlockDocument,
    "programme": ProgrammeDocument,
    "study-group": StudyGroupDocument,
    "organization": OrganizationDocument,
    "country": CountryDocument,
    "sdg": SdgDocument,
    "action-line": ActionLineDocument,
    "resolution": ResolutionDocument,
    "action": ActionDocument,
    "term": TermDocument,
    "event": EventDocument,
}
TYPES: dict[str, type[EntryDocument] | type[ReferenceDocument]] = {**ENTRY_TYPES, **REFERENCE_TYPES}

# The text that says what an entry of the kind is about.
MAIN_TEXT = {
    "requirement": "statement",
    "use_case": "short_description",
    "aspect": "description",
    "need": "statement",
    "experience": "narrative",
}

# The prefix of a public id tells the kind of an entry.
PREFIXES = {"requirement": "REQ", "use_case": "UC", "aspect": "SA", "need": "ND", "experience": "EX"}


def kind_of(identifier: str) -> str:
    """The kind that an identifier names: `REQ-0001` → requirement, `block:identity` → block; ValueError otherwise."""
    prefix = identifier.partition("-")[0]
    for kind, known in PREFIXES.items():
        if prefix == known:
            return kind
    family = identifier.partition(":")[0]
    if family in REFERENCE_TYPES:
        return family
    raise ValueError(identifier)


# The last but one part of a record's address, on the site and in the API alike.
COLLECTIONS = {
    "requirement": "requirements",
    "use_case": "use-cases",
    "aspect": "aspects",
    "need": "needs",
    "experience": "experiences",
    "standard": "standards",
    "block": "building-blocks",
    "programme": "programmes",
    "study-group": "study-groups",
    "organization": "organizations",
    "country": "countries",
    "sdg": "sdgs",
    "action-line": "action-lines",
    "resolution": "resolutions",
    "action": "actions",
    "term": "terms",
    "event": "events",
}
