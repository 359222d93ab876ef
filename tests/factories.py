"""How does a test get records of each kind, drafts or published, in a line?

Everything goes through the registry's own doors: a document is parsed, saved and, if asked, released.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group

from requirements import documents, workflow
from requirements.catalogue import published as are_published
from requirements.choices import GRANTED, Role
from requirements.models import Entry, MemberOrganization, Programme, User

PASSWORD = "correct horse battery staple"

# The least that publishing demands of each kind of entry.
COMPLETE: dict[str, dict[str, Any]] = {
    "requirement": {"statement": {"en": "The system is required to answer."}, "obligation": "required"},
    "use_case": {
        "short_description": {"en": "A citizen asks for a service."},
        "scenarios": [{"name": {"en": "Success"}, "steps": [{"name": {"en": "Ask"}}]}],
    },
    "aspect": {"description": {"en": "How two systems agree on a format."}},
    "need": {"statement": {"en": "Offices need a link that works."}},
    "experience": {"narrative": {"en": "A ministry began small."}, "consent": "publish"},
}
COMMON: dict[str, Any] = {
    "programmes": ["programme:dpi"],
    "building_blocks": ["block:identity"],
    "provenance": [{"source_kind": "itu_document", "citation": "A document", "url": "https://example.org/source"}],
}
REFERENCES: dict[str, dict[str, Any]] = {
    "programme:dpi": {"title": {"en": "Digital public infrastructure", "fr": "Infrastructure publique numérique"}},
    "programme:iot-ssc": {"title": {"en": "IoT and smart sustainable communities"}},
    "block:identity": {"title": {"en": "Identity", "fr": "Identité"}},
    "block:wallet": {"title": {"en": "Wallet"}, "parent": "block:identity"},
    "block:payments": {"title": {"en": "Payments", "fr": "Paiements"}},
    "sdg:16": {"title": {"en": "Peace, justice and strong institutions"}},
    "action-line:c7-e-government": {"title": {"en": "C7. ICT applications: e-government"}},
    "country:fj": {"title": {"en": "Fiji", "fr": "Fidji"}, "alpha3": "FJI", "m49": "242", "groups": ["sids"]},
    "country:la": {
        "title": {"en": "Lao People's Democratic Republic"},
        "alpha3": "LAO",
        "m49": "418",
        "groups": ["ldc", "lldc"],
    },
    "organization:itu-t": {"title": {"en": "ITU Telecommunication Standardization Sector"}, "acronym": "ITU-T"},
    "study-group:itu-t-sg17": {"title": {"en": "Security"}, "acronym": "SG17", "sector": "ITU-T"},
    "standard:itu-t-x-1254": {
        "title": {"en": "Entity authentication assurance framework"},
        "designation": "ITU-T X.1254",
        "body": "organization:itu-t",
        "study_groups": ["study-group:itu-t-sg17"],
        "editions": [{"label": "09/2020", "year": 2020}],
    },
    "term:assurance": {"title": {"en": "Assurance", "fr": "Assurance"}, "description": {"en": "How sure one may be."}},
    "term:identity": {
        "title": {"en": "Identity", "fr": "Identité"},
        "description": {"en": "What tells one from others.", "fr": "Ce qui distingue l’un des autres."},
        "source": "ITU-T X.1254, clause 3",
        "url": "https://example.org/x-1254",
        "defined_in": ["standard:itu-t-x-1254"],
        "see_also": ["term:assurance"],
    },
    "event:dialogue-1": {
        "title": {"en": "First dialogue", "fr": "Premier dialogue"},
        "event_type": "dialogue",
        "starts_at": "2027-05-12T09:00",
        "ends_at": "2027-05-12T17:00",
        "time_zone": "Africa/Nairobi",
        "venue": {"en": "Nairobi"},
        "spoken": ["en", "fr"],
    },
    "resolution:wtsa-103": {
        "title": {"en": "Enhancing standardization activities on digital public infrastructure"},
        "designation": "Resolution 103",
        "provisions": [
            {
                "identifier": f"resolution:wtsa-103#instructs-tsb-director-{number}",
                "part": "instructs",
                "label": str(number),
                "operative": True,
                "paraphrase": {"en": f"Instruction {number}."},
            }
            for number in (1, 2, 3)
        ],
    },
}

REFERENCES["action:wtsa-103-01"] = {
    "title": {"en": "Keep the registry"},
    "number": "103-01",
    "resolution": "resolution:wtsa-103",
    "provisions": ["resolution:wtsa-103#instructs-tsb-director-1"],
    "lead": ["tsb_director"],
    "state": "in_progress",
    "evidence": [{"evidence_kind": "entries", "query": "kind=requirement"}],
}


def user(role: Role | str | None = None, name: str = "", **attributes: Any) -> User:
    """A person with one role; an administrator is a superuser, a member acts for the one organization."""
    name = name or str(role or "nobody")
    granted = role in GRANTED
    if role in (Role.MEMBER, Role.FOCAL_POINT):
        attributes = {"organization": organization(), "is_focal_point": role == Role.FOCAL_POINT, **attributes}
    person = User.objects.create_user(
        name, password=PASSWORD, is_staff=granted, is_superuser=role == Role.ADMINISTRATOR, **attributes
    )
    if granted:
        person.groups.add(Group.objects.get_or_create(name=str(role))[0])
    return person


def organization(name: str = "Ministry of Communications of Fiji", **columns: Any) -> MemberOrganization:
    """The member organization of that name."""
    return MemberOrganization.objects.get_or_create(name=name, defaults={"category": "member_state", **columns})[0]


def references(*identifiers: str) -> None:
    """Publish the reference records above: these, or all; those that exist stay as they are."""
    wanted = [identifier for identifier in REFERENCES if not identifiers or identifier in identifiers]
    there = are_published(wanted)
    for identifier in wanted:
        if identifier not in there:
            data = {"kind": documents.kind_of(identifier), "identifier": identifier, **REFERENCES[identifier]}
            workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)


def document(kind: str = "requirement", identifier: str = "", **fields: Any) -> documents.Document:
    """A document that may be published, with these fields instead of the given ones."""
    identifier = identifier or f"{documents.PREFIXES[kind]}-0001"
    data = {
        "kind": kind,
        "identifier": identifier,
        "title": {"en": f"Title of {identifier}"},
        **COMMON,
        **COMPLETE[kind],
    }
    return documents.parse({**data, **fields})


def draft(kind: str = "requirement", identifier: str = "", *, by: User | None = None, **fields: Any) -> Entry:
    """A working copy that was never published."""
    references()
    record = workflow.save(document(kind, identifier, **fields), by=by).record
    assert isinstance(record, Entry)
    return record


def published(kind: str = "requirement", identifier: str = "", *, by: User | None = None, **fields: Any) -> Entry:
    """A working copy with its first edition."""
    entry = draft(kind, identifier, by=by, **fields)
    release([entry])
    entry.refresh_from_db()
    return entry


def release(entries: Sequence[Entry]) -> None:
    workflow.release(list(entries), by=None)


def programmes() -> list[Programme]:
    return list(Programme.objects.filter(identifier="programme:dpi"))
