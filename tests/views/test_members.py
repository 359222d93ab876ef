"""Does an organization's page serve its people, from the invitation to the proposal, and nobody else?"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from requirements import dialogue, documents, membership, post, proposals, rates, workflow
from requirements.choices import Role
from requirements.models import CommentWindow, Entry, History, Invitation, Letter, Proposal, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
SECRET = "quagga"
FIRST = {"title": f"A {SECRET}", "statement": "A service is required to answer.", "obligation": "required"}
SECOND = {"building_blocks": ["block:identity"], "text_language": "en"}
PEOPLE = "/en/members/people/"


def member(name: str = "mia", role: Role = Role.MEMBER, **columns: Any) -> User:
    return factories.user(role, name, email=f"{name}@example.org", **columns)


def proposed(client: Client, language: str = "en") -> Proposal:
    """A proposal written and sent by somebody signed in."""
    client.post(f"/{language}/contribute/requirement/", FIRST)
    proposal = Proposal.objects.latest("pk")
    own = f"/{language}/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    client.post(f"{own}2/", SECOND)
    assert client.post(f"{own}3/", {"shown": "on", "email": "other@example.org"}).headers["Location"] == own
    return Proposal.objects.get(pk=proposal.pk)


def test_what_a_member_proposes_is_the_organizations_and_reaches_staff_at_once() -> None:
    mia, colleague = member(), desk.signed_in(member("max"))
    client = desk.signed_in(mia)
    assert "You propose it for" in client.get("/en/contribute/requirement/").content.decode()
    proposal = proposed(client)
    assert (proposal.state, proposal.email, proposal.organization) == ("received", mia.email, mia.organization)
    assert proposal.answers["category"] == "member_state"
    assert Entry.objects.get(proposed=True).created_by == mia
    assert [letter.kind for letter in Letter.objects.all()] == ["proposal_step"]
    page = colleague.get("/en/members/").content.decode()
    assert SECRET in page
    assert f'href="/en/proposals/{proposal.reference}/"' in page
    workflow.perform(Entry.objects.get(proposed=True), "return", by=factories.user(Role.REVIEWER), note="How long?")
    own = f"/en/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    assert own in colleague.get("/en/members/").content.decode()
    assert "How long?" in colleague.get(own).content.decode()
    answer = colleague.post(f"{own}3/", {"answer": "Eight digits.", "shown": "on"})
    assert answer.headers["Location"] == own
    assert Proposal.objects.get().state == "received"


def test_nobody_outside_the_organization_sees_its_drafts() -> None:
    client = desk.signed_in(member())
    client.post("/en/contribute/requirement/", FIRST)
    proposal = Proposal.objects.get()
    own = f"/en/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    agency = factories.organization("Agency", category="un_agency")
    others = [
        desk.signed_in(member("ana", Role.FOCAL_POINT, organization=agency)),
        desk.signed_in(factories.user(None, "nobody")),
        desk.signed_in(factories.user(Role.PUBLISHER)),
    ]
    pages = (own, f"{own}1/", f"{own}2/", f"{own}form/", f"{own}form.txt", f"{own}form.xlsx")
    for address in pages:
        assert {other.get(address).status_code for other in others} == {404}
        assert {other.post(address, SECOND).status_code for other in others} <= {404}
        away = Client().get(address)
        assert away.headers["Location"].startswith("/accounts/login/?next=/en/proposals/")
        assert client.get(address).status_code == 200
    for other in (*others, Client()):
        for address in ("/en/members/", PEOPLE, "/en/contribute/", f"/en/proposals/{proposal.reference}/"):
            assert SECRET not in other.get(address).content.decode()
    User.objects.filter(username="mia").update(is_active=False)
    assert client.get(own).status_code == 302


def test_who_has_not_signed_in_is_led_there_and_back_in_their_language() -> None:
    member()
    client = Client(headers={"accept-language": "en"})
    away = client.get("/ar/members/")
    assert away.headers["Location"] == "/accounts/login/?next=/ar/members/"
    assert away.headers["Cache-Control"] == "private, no-store"
    assert '<html lang="ar"' in client.get(away.headers["Location"]).content.decode()
    inside = client.post(away.headers["Location"], {"login": "mia", "password": factories.PASSWORD})
    assert inside.headers["Location"] == "/ar/members/"
    page = client.get("/ar/members/")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "private, no-store")
    straight = Client(headers={"accept-language": "fr"})
    told = {"login": "mia", "password": factories.PASSWORD}
    assert straight.post("/accounts/login/", told).headers["Location"] == "/fr/members/"
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/accounts/email/").status_code == client.post("/accounts/email/").status_code == 404
    for address in ("/accounts/2fa/", "/accounts/password/change/"):
        assert client.get(address, follow=True).status_code == 200
    public = Client().get("/ar/")
    assert not public.cookies


def test_a_focal_point_looks_after_people() -> None:
    client, mia = desk.signed_in(member("fatou", Role.FOCAL_POINT)), member()
    assert desk.signed_in(mia).get(PEOPLE).status_code == 403
    assert Client().get(PEOPLE).status_code == 302
    for wrong in ("", "sara", "mia@example.org"):
        assert client.post(PEOPLE, {"invite": "1", "email": wrong}).status_code == 422
    for wrong in ({"deactivate": "0"}, {"hand_over": "x"}, {"take_back": "9" * 30}, {"delete": str(mia.pk)}):
        assert client.post(PEOPLE, wrong).status_code == 404
    assert client.post(PEOPLE, {"invite": "1", "email": "sara@example.org"}).status_code == 302
    invitation = Invitation.objects.get()
    assert "sara@example.org" in client.get(PEOPLE).content.decode()
    agency = factories.organization("Agency", category="un_agency")
    other = desk.signed_in(member("ana", Role.FOCAL_POINT, organization=agency))
    for act in ({"take_back": invitation.pk}, {"deactivate": mia.pk}, {"hand_over": mia.pk}, {"let_in": mia.pk}):
        assert other.post(PEOPLE, act).status_code == 404
    client.post(PEOPLE, {"deactivate": mia.pk})
    assert not User.objects.get(pk=mia.pk).is_active
    assert client.post(PEOPLE, {"hand_over": mia.pk}).status_code == 422
    client.post(PEOPLE, {"let_in": mia.pk})
    gone = factories.user(Role.EDITOR, "gone", organization=mia.organization, is_active=False)
    assert client.post(PEOPLE, {"let_in": gone.pk}).status_code == 422
    assert client.post(PEOPLE, {"hand_over": mia.pk}).headers["Location"] == "/en/members/"
    assert client.get(PEOPLE).status_code == 403
    assert client.get("/en/members/").status_code == 200
    desk.signed_in(User.objects.get(pk=mia.pk)).post(PEOPLE, {"take_back": invitation.pk})
    assert not Invitation.objects.exists()


def test_an_invitation_becomes_an_account_or_joins_one() -> None:
    fatou = member("fatou", Role.FOCAL_POINT)
    for email in ("sara@example.org", "omar@example.org"):
        membership.invite(fatou.organization, email, by=fatou, language="fr")  # type: ignore[arg-type]
    post.deliver()
    first, second = (re.findall(r"/fr/members/invitations/\S+", message.body)[0] for message in mail.outbox)
    client = Client()
    assert client.get(first.replace(first[-6:-1], "00000")).status_code == 404
    assert client.get(first).status_code == 200
    chosen = {"name": "Sara", "username": "sara", "password": "1234"}
    wrong = client.post(first, chosen)
    assert (wrong.status_code, "1234" in wrong.content.decode()) == (422, False)
    assert client.post(first, {**chosen, "password": factories.PASSWORD}).headers["Location"] == "/fr/members/"
    assert client.get(first).status_code == 404
    assert client.get("/fr/members/").status_code == 302
    omar = factories.user(Role.TRANSLATOR, "omar")
    desk.signed_in(omar).post(second)
    assert User.objects.get(pk=omar.pk).organization == fatou.organization
    assert History.objects.filter(identifier="user:omar", action="join").count() == 1


def test_the_page_shows_what_concerns_the_organization(django_assert_num_queries: Any) -> None:
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    for audience in ("public", "members"):
        window = CommentWindow(subject="block:identity", audience=audience, title={"en": f"For {audience}"}, **times)
        dialogue.keep(window, by=User.objects.filter(username="p").first() or factories.user(Role.PUBLISHER, "p"))
    later = {"starts_at": "2999-05-12T09:00", "ends_at": "2999-05-12T17:00", "time_zone": "Africa/Nairobi"}
    event = {"kind": "event", "identifier": "event:far", "title": {"en": "Far off"}, "event_type": "dialogue", **later}
    workflow.release([workflow.save(documents.parse(event), by=None).record], by=None)
    client = desk.signed_in(member())
    for state in ("draft", "published"):
        factories.published("experience", f"EX-000{len(state)}", title={"en": f"Shared {state}"})
        told = {"kind": "experience", "organization": factories.organization(), "answers": {"title": f"Told {state}"}}
        proposal = Proposal(reference=f"P-{len(state)}222-2222", outcome=f"EX-000{len(state)}", email="m@e.org", **told)
        proposal.entry = Entry.objects.get(identifier=proposal.outcome)
        proposal.state, proposal.received_at = state, None if state == "draft" else now
        proposal.save()
    page = client.get("/en/members/").content.decode()
    for there in ("For members", "For public", "Told draft", "Shared published", "Far off"):
        assert there in page
    assert page.count("Experiences that you shared") == 1
    with django_assert_num_queries(12):
        client.get("/en/members/")


def test_who_sends_forms_too_fast_is_slowed_and_others_are_not() -> None:
    rates.forget()
    first, second = desk.signed_in(member("fatou", Role.FOCAL_POINT)), Client(REMOTE_ADDR="192.0.2.2")
    with override_settings(FORMS_PER_MINUTE=2):
        answers = [first.post(PEOPLE, {"invite": "1", "email": ""}).status_code for _turn in range(3)]
        assert answers == [422, 422, 429]
        told = {"email": "ana@example.org", "rhythm": "daily"}
        assert first.post("/en/follow/", told).status_code == 429
        assert second.post("/en/follow/", told).status_code == 200
    rates.forget()
