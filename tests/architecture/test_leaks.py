"""Can anything that was not published be seen, guessed or counted from outside?

Every public address is asked twice: of a registry without drafts, and of the same registry full of them. The answers
must be the same to the byte: text, headers, counts and validators.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from io import BytesIO
from itertools import product
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from requirements import documents, gap_analysis, proposals, workflow
from requirements.api import answers as answering
from requirements.choices import EntryKind, Role
from requirements.models import Entry, Proposal
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "quagga"
ENTRIES = [f"{prefix}-{number}" for prefix in documents.PREFIXES.values() for number in ("0001", "0009")]
# What to try for each name that an address may have in it; a new name must say what to try here.
SAMPLES: dict[str, list[str]] = {
    "language": ["fr"],
    "collection": [*documents.COLLECTIONS.values(), "entries"],
    "kind": [*documents.COLLECTIONS.values(), "requirement", "use_case", "correction"],
    "name": [*ENTRIES, "obligation", "identity", "wtsa-103", "itu-t-x-1254", "fj"],
    "identifier": [*ENTRIES, "block:identity", "resolution:wtsa-103"],
    "number": ["1", "2"],
    "before": ["1"],
    "after": ["2"],
    "part": ["instructs-tsb-director-1"],
    "matrix": ["requirement-standard"],
    "style": ["txt", "json"],
    "value": ["required"],
    "path": ["nothing"],
    "reference": ["P-2222-2222", "p-3222-2222"],
    "key": ["0" * 40],
    "step": ["1"],
    "window": ["1", "2"],
    "comment": ["1"],
    "run": [f"{datetime.now(UTC).year}-1"],
    "gap": ["GAP-0001"],
    "report": ["tsag-gaps", "needs"],
    "medium": ["html", "reqif", "txt"],
    "chapter": ["basics"],
    "earlier": [f"{datetime.now(UTC).year}-1"],
    "later": [f"{datetime.now(UTC).year}-1"],
}
QUERIES = [f"q={SECRET}", "q=title", "building_block=wallet", "keyword=" + SECRET, "kind=need", "ordering=title"]
# Answers that tell the time, not the registry; an archive's length goes with the time that it holds.
VOLATILE = {"Date", "Expires", "Content-Length"}
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
NAMED = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses() -> Iterator[str]:
    for route in routes(get_resolver().url_patterns):
        if not route.startswith(("admin/", "accounts/")):
            names = NAMED.findall(route)
            for values in product(*(SAMPLES[name] for name in names)):
                yield "/" + reduce(lambda done, value: NAMED.sub(value, done, count=1), values, route)


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


def answers() -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Address → status, headers and body. Query strings are tried where the bare address answers."""
    client = Client(raise_request_exception=False)
    found = {}
    for address in addresses():
        found[address] = ask(client, address)
        if found[address][0] == 200:
            found |= {f"{address}?{query}": ask(client, f"{address}?{query}") for query in QUERIES}
    return found


def ask(client: Client, address: str) -> tuple[int, dict[str, str], bytes]:
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    headers = {x: y for x, y in response.headers.items() if x not in VOLATILE}
    return response.status_code, headers, TOKEN.sub(b"", unpacked(body))


def unpacked(body: bytes) -> bytes:
    """What an archive holds, where words can be looked for, but for when it was written; anything else as it is."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if name != "docProps/core.xml")


def fill_with_drafts() -> None:
    """A draft of every kind, a published entry of every kind changed since, internal fields, links and coverage."""
    for kind in EntryKind.values:
        prefix = documents.PREFIXES[kind]
        secret = {"en": f"A {SECRET}", "fr": f"Un {SECRET}"}
        hidden = {
            "title": secret,
            "keywords": [SECRET],
            "building_blocks": ["block:wallet"],
            "internal_note": SECRET,
            "contact": SECRET,
            "links": [{"relation": "equivalent_to", "target": f"{documents.PREFIXES['requirement']}-0002"}],
        }
        factories.draft(kind, f"{prefix}-0009", **hidden)
        workflow.save(factories.document(kind, f"{prefix}-0001", **hidden), by=None)
    propose()


def propose() -> Proposal:
    """A proposal that nobody has sent, one that waits for its author to confirm, and one that staff asked about."""
    answers = {"title": f"A {SECRET}", "wrong": SECRET, "name": SECRET, "category": "other", "organization": SECRET}
    begun = [proposals.begin("correction", target="block:identity", language="fr") for _turn in range(3)]
    for place, proposal in enumerate(begun):
        proposal.reference = f"P-{place + 2}222-2222"
        proposals.keep(proposal, {**answers, "email": f"{SECRET}@example.org", "shown": "on"}, language="fr")
    for proposal in begun[1:]:
        proposals.send(proposal)
    received = proposals.confirm(begun[2])
    proposals.decide(received, "return", by=factories.user(Role.REVIEWER), note=f"Which {SECRET}?")
    return received


def test_no_answer_changes_when_drafts_come(monkeypatch: pytest.MonkeyPatch) -> None:
    # Dates of answers are told when their second is over, which must not be while they are compared.
    monkeypatch.setattr(answering, "timezone", SimpleNamespace(now=lambda: datetime(2999, 1, 1, tzinfo=UTC)))
    # What is late is said as of today: no midnight comes between the two.
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: today)
    factories.published(identifier="REQ-0002")
    for kind in EntryKind.values:
        factories.published(kind, title={"en": "A title", "fr": "Un titre"})
    gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)
    before = answers()
    assert sum(status == 200 for status, _, _ in before.values()) > 200
    assert not [address for address, (status, _, _) in before.items() if status >= 500]
    fill_with_drafts()
    assert Entry.objects.filter(unpublished_changes=True).count() == 2 * len(EntryKind)
    after = answers()
    assert [address for address in before if before[address] != after[address]] == []
    told = [address for address, (_, _, body) in after.items() if SECRET.encode() in body and SECRET not in address]
    assert told == []


def test_who_knows_the_number_of_a_proposal_learns_how_far_it_is_and_nothing_else() -> None:
    proposal = propose()
    client = Client()
    status = client.get(f"/fr/proposals/{proposal.reference}/")
    assert status.status_code == 200
    assert SECRET not in status.content.decode()
    assert status.headers["Cache-Control"] == "private, no-store"
    proposals.send(proposal)
    proposals.decide(proposal, "accept", by=factories.user(Role.PUBLISHER))
    assert SECRET not in client.get(f"/fr/proposals/{proposal.reference}/").content.decode()
    for role in (None, Role.CONTRIBUTOR, Role.TRANSLATOR):
        person = factories.user(role, f"tried as {role}")
        client.force_login(person)
        for address in (f"/admin/requirements/proposal/{proposal.pk}/change/", "/admin/requirements/letter/"):
            assert SECRET not in client.get(address).content.decode()
