"""Do programs write working copies under the rules of the workflow, and overwrite nobody's work?"""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from requirements import documents, permissions, tokens, workflow
from requirements.api.drafts.resources import TRANSITIONS
from requirements.choices import GRANTED, Role, State, TokenScope
from requirements.models import Entry, History, Token, User
from tests import factories
from tests.api.conftest import PROBLEM

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/drafts/"


class Writer:
    """Writes as a program does that acts for a person."""

    def __init__(self, person: User, scope: TokenScope = TokenScope.WRITE) -> None:
        lasts = timedelta(days=1)
        self.token, text = tokens.issue(person, name="test", scope=scope, lasts=lasts, by=person)
        self.client = Client(headers={"Authorization": f"Bearer {text}"})

    def ask(self, method: str, path: str, expected: int, data: Any = None, version: Any = None, **headers: str) -> Any:
        """The answer's JSON, if it has any."""
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        body = data if isinstance(data, bytes) else json.dumps(data)
        kind = headers.pop("content_type", "application/json")
        body = b"" if data is None else body
        response = self.client.generic(method, f"{DRAFTS}{path}", body, kind, headers=headers)
        assert response.status_code == expected, response.content
        assert response["Cache-Control"] == "private, no-store"
        assert "Authorization" in response["Vary"]
        assert expected < 400 or response["Content-Type"] == PROBLEM
        self.response = response
        return json.loads(response.content) if response.content else None

    def get(self, path: str = "", expected: int = 200) -> Any:
        return self.ask("GET", path, expected)


@pytest.fixture
def editor() -> Writer:
    return Writer(factories.user(Role.EDITOR))


def new(kind: str = "requirement", **fields: Any) -> dict[str, Any]:
    data = documents.dump(factories.document(kind, **fields))
    del data["identifier"]
    return data


@pytest.mark.parametrize("kind", documents.PREFIXES)
def test_an_entry_is_begun_read_changed_and_thrown_away(kind: str, editor: Writer) -> None:
    begun = editor.ask("POST", "", 201, new(kind))
    name = begun["identifier"]
    assert editor.response["Location"] == f"http://127.0.0.1:8000{DRAFTS}{name}/"
    assert begun["draft"]["state"] == "draft"
    found = editor.get(f"{name}/")
    assert found == begun
    assert editor.response["ETag"] == f'"{found["draft"]["version"]}"'
    found["title"]["fr"] = "Un titre"
    changed = editor.ask("PUT", f"{name}/", 200, found, found["draft"]["version"])
    assert changed["title"]["fr"] == "Un titre"
    assert changed["draft"]["version"] == found["draft"]["version"] + 1
    editor.ask("DELETE", f"{name}/", 204, version=changed["draft"]["version"])
    editor.get(f"{name}/", 404)
    actions = list(History.objects.filter(identifier=name).order_by("pk").values_list("action", "by"))
    assert actions == [("create", "editor"), ("edit", "editor"), ("delete", "editor")]


def test_an_entry_walks_to_its_publication(editor: Writer) -> None:
    publisher = Writer(factories.user(Role.PUBLISHER))
    name = editor.ask("POST", "", 201, new())["identifier"]
    path = f"{name}/transitions/"

    def take(writer: Writer, transition: str, **more: Any) -> Any:
        version = writer.get(f"{name}/")["draft"]["version"]
        return writer.ask("POST", path, 200, {"transition": transition, **more}, version)["draft"]["state"]

    assert Client().get(f"/api/v1/requirements/{name}/").status_code == 404
    assert take(editor, "submit") == "submitted"
    assert take(publisher, "return", note="A word is missing.") == "returned"
    assert take(editor, "submit") == "submitted"
    assert take(publisher, "approve") == "approved"
    assert take(publisher, "publish", note="First edition.") == "published"
    public = Client().get(f"/api/v1/requirements/{name}/").json()
    assert (public["edition"]["number"], public["edition"]["reason"]) == (1, "First edition.")


def test_a_lost_update_is_refused(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new())
    path, version = f"{found['identifier']}/", found["draft"]["version"]
    editor.ask("PUT", path, 200, {**found, "keywords": ["first"]}, version)
    problem = editor.ask("PUT", path, 412, {**found, "keywords": ["second"]}, version)
    assert "changed by somebody else" in problem["detail"]
    assert editor.response["ETag"] == f'"{version + 1}"'
    for method, more in (("DELETE", ""), ("POST", "transitions/")):
        editor.ask(method, path + more, 412, {"transition": "submit"}, version)
    assert editor.get(path)["keywords"] == ["first"]


@pytest.mark.parametrize("condition", [None, "*", "1", '"x"', '"1", "2"', '""', f'"{10**10}"'])
def test_without_a_version_nothing_is_changed(condition: str | None, editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new())
    headers = {"If-Match": condition} if condition else {}
    for method, more in (("PUT", ""), ("DELETE", ""), ("POST", "transitions/")):
        editor.ask(method, f"{found['identifier']}/{more}", 428, {"transition": "submit"}, **headers)
    assert editor.get(f"{found['identifier']}/") == found


def test_a_version_that_compression_made_weak_is_read(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new())
    headers = {"If-Match": f'W/"{found["draft"]["version"]}"'}
    editor.ask("PUT", f"{found['identifier']}/", 200, {**found, "keywords": ["x"]}, **headers)


def test_what_does_not_differ_is_not_written(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new())
    version = found["draft"]["version"]
    assert editor.ask("PUT", f"{found['identifier']}/", 200, found, version) == found
    assert History.objects.filter(identifier=found["identifier"]).count() == 1


def test_an_entry_is_begun_once_under_a_key(editor: Writer) -> None:
    def begin(key: str, expected: int = 201, **fields: Any) -> Any:
        return editor.ask("POST", "", expected, new(**fields), **{"Idempotency-Key": key})

    first = begin('"8e03978e-40d5"')
    assert begin("8e03978e-40d5") == first
    assert editor.response["Location"].endswith(f"/drafts/{first['identifier']}/")
    assert begin("8e03978e-40d6")["identifier"] != first["identifier"]
    problem = begin("8e03978e-40d5", 422, keywords=["other"])
    assert problem["detail"] == "Something else was sent with this key; send a new one."
    begin("x" * 255)
    for bad in ("x" * 256, "", "a b", '"a', "é"):
        assert begin(bad, 400)["detail"].startswith("Idempotency-Key takes at most 255")
    assert Entry.objects.count() == 3


def test_what_was_begun_under_a_key_and_thrown_away_is_gone(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new(), **{"Idempotency-Key": "k"})
    editor.ask("DELETE", f"{found['identifier']}/", 204, version=found["draft"]["version"])
    editor.ask("POST", "", 404, new(), **{"Idempotency-Key": "k"})
    assert not Entry.objects.exists()


PATCH = "application/merge-patch+json"


def test_some_of_an_entry_is_changed(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new(title={"en": "A", "fr": "B"}, keywords=["x", "y"], obligation="required"))
    path, version = f"{found['identifier']}/", found["draft"]["version"]
    changes = {"title": {"fr": None, "es": "C"}, "keywords": ["z"], "obligation": None, "draft": {"state": "published"}}
    changed = editor.ask("PATCH", path, 200, changes, version, content_type=PATCH)
    expected = {**found, "title": {"en": "A", "es": "C"}, "keywords": ["z"], "obligation": None}
    differing = {name for name in changed if changed[name] != expected[name]}
    assert differing == {"draft", "translations"}
    assert (changed["draft"]["state"], changed["draft"]["version"]) == ("draft", version + 1)
    assert editor.ask("PATCH", path, 200, {}, version + 1) == changed
    editor.ask("PATCH", path, 412, {"keywords": []}, version, content_type=PATCH)
    editor.ask("PATCH", path, 428, {"keywords": []}, content_type=PATCH)


@pytest.mark.parametrize(
    ("sent", "status", "pointer"),
    [
        (b"[]", 422, None),
        (b"{", 400, None),
        (b'{"identifier": "REQ-0002"}', 422, None),
        (b'{"kind": null}', 200, None),
        (b'{"title": {"xx": "y"}}', 422, "/title/xx"),
        (b'{"colour": "red"}', 422, "/colour"),
        (b'{"title":' * 450 + b"1" + b"}" * 450, 422, None),
    ],
)
def test_a_change_that_makes_no_document_is_refused(
    sent: bytes, status: int, pointer: str | None, editor: Writer
) -> None:
    entry = factories.draft()
    told = editor.ask("PATCH", "REQ-0001/", status, sent, entry.version, content_type=PATCH)
    assert pointer in {None, *(error["pointer"] for error in told.get("errors", []))}
    entry.refresh_from_db()
    assert entry.version == editor.get("REQ-0001/")["draft"]["version"]


def test_a_contributor_changes_some_and_internal_fields_stay() -> None:
    contributor, editor = Writer(factories.user(Role.CONTRIBUTOR)), Writer(factories.user(Role.EDITOR))
    found = contributor.ask("POST", "", 201, new())
    path = f"{found['identifier']}/"
    noted = editor.ask("PATCH", path, 200, {"internal_note": "Ours."}, found["draft"]["version"], content_type=PATCH)
    contributor.ask("PATCH", path, 200, {"keywords": ["x"]}, noted["draft"]["version"], content_type=PATCH)
    seen = editor.get(path)
    assert (seen["internal_note"], seen["keywords"]) == ("Ours.", ["x"])


METHODS = (("GET", ""), ("POST", ""), ("GET", "REQ-0001/"), ("PUT", "REQ-0001/"), ("DELETE", "REQ-0001/"))
ALL = (*METHODS, ("PATCH", "REQ-0001/"), ("POST", "REQ-0001/transitions/"))


def test_nobody_gets_in_without_a_good_token(editor: Writer) -> None:
    factories.draft()
    session = Client()
    session.force_login(User.objects.get(username="editor"))
    for method, path in ALL:
        for client in (Client(), session, Client(headers={"Authorization": f"Bearer {'0' * 64}"})):
            response = client.generic(method, f"{DRAFTS}{path}", b"{}", "application/json", headers={"If-Match": '"2"'})
            assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def expired(token: Token) -> None:
    Token.objects.filter(pk=token.pk).update(created=timezone.now() - timedelta(days=9), expiry=timezone.now())


def revoked(token: Token) -> None:
    tokens.revoke(token, by=token.user)


def closed(token: Token) -> None:
    User.objects.filter(pk=token.user_id).update(is_active=False)


@pytest.mark.parametrize("end", [expired, revoked, closed])
def test_a_token_that_has_ended_is_refused(end: Callable[[Token], None], editor: Writer) -> None:
    factories.draft()
    editor.get("REQ-0001/")
    end(editor.token)
    for method, path in ALL:
        problem = editor.ask(method, path, 401, {}, 2)
        assert problem["detail"] == "The token is unknown, has expired or was revoked."


def test_a_token_to_read_cannot_write() -> None:
    factories.draft()
    reader = Writer(factories.user(Role.ADMINISTRATOR), TokenScope.READ)
    for method, path in ALL:
        reader.ask(method, path, 200 if method == "GET" else 403, None if method == "GET" else {}, 2)
    assert Entry.objects.get().version == reader.get("REQ-0001/")["draft"]["version"]


# What each transition must be told besides its reason.
DETAILS = {
    "confirm_translation": {"language": "fr"},
    "publish_translation": {"language": "fr"},
    "revert": {"edition": 1},
    "supersede": {"successor": "REQ-0002"},
}


def edges(allowing: frozenset[State]) -> list[State]:
    """The first state in which something may be done, and the first in which it may not, if there are."""
    return [state for may in (True, False) for state in [one for one in State if (one in allowing) is may][:1]]


def every(allowing: frozenset[State]) -> list[State]:
    return list(State)


@pytest.mark.parametrize("states", [edges, pytest.param(every, marks=pytest.mark.slow)])
def test_every_cell_of_the_table_holds_here_too(states: Callable[..., list[State]], subtests: pytest.Subtests) -> None:
    """Whoever the table refuses is answered 403 (404 if they may not even see it), whoever it allows never is."""
    people = {role: factories.user(role) for role in GRANTED}
    writers = {role: Writer(person) for role, person in people.items()}
    entry = factories.published(by=people[Role.CONTRIBUTOR])
    asked: dict[str, tuple[str, str, Any]] = {
        "view": ("GET", "REQ-0001/", None),
        "edit": ("PUT", "REQ-0001/", {}),
        "delete": ("DELETE", "REQ-0001/", None),
    }
    for name in TRANSITIONS:
        way = {"transition": name, "note": "Why.", **DETAILS.get(name, {})}
        asked[name] = ("POST", "REQ-0001/transitions/", way)
    cells = [
        (role, action, state)
        for role, action in product(writers, asked)
        for state in states(permissions.TABLE[action].get(role, frozenset()))
    ]
    for role, action, state in cells:
        writer, (method, path, told) = writers[role], asked[action]
        Entry.objects.filter(pk=entry.pk).update(state=state)
        entry.refresh_from_db()
        allowed = state in permissions.TABLE[action].get(role, frozenset())
        before = entry.version
        # Each change is another, since what does not differ is not written.
        changed = documents.dump(factories.document(keywords=[f"{role} {state}"]))
        data = changed if action == "edit" else told
        status = _status(writer, method, path, data, before)
        with subtests.test(role=role, action=action, state=state, status=status):
            if method == "GET":
                assert (status == 200) is allowed
            elif allowed:
                assert status not in (401, 403, 404)
            else:
                assert status in (403, 409)
                assert Entry.objects.get().version == before


def _status(writer: Writer, method: str, path: str, data: Any, version: int) -> int:
    body = b"" if data is None else json.dumps(data).encode()
    headers = {"If-Match": f'"{version}"'}
    return writer.client.generic(method, f"{DRAFTS}{path}", body, "application/json", headers=headers).status_code


def test_who_may_create_creates(subtests: pytest.Subtests) -> None:
    for role in GRANTED:
        writer = Writer(factories.user(role))
        with subtests.test(role=role):
            allowed = bool(permissions.TABLE["create"].get(role))
            found = writer.ask("POST", "", 201 if allowed else 403, new())
            if allowed:
                assert Entry.objects.get(identifier=found["identifier"]).proposed is (role == Role.CONTRIBUTOR)


def test_a_contributor_sees_own_proposals_without_what_is_internal() -> None:
    contributor, other = Writer(factories.user(Role.CONTRIBUTOR)), Writer(factories.user(Role.CONTRIBUTOR, "other"))
    editor = Writer(factories.user(Role.EDITOR))
    name = contributor.ask("POST", "", 201, {**new(), "internal_note": "mine"})["identifier"]
    found = editor.get(f"{name}/")
    assert found["internal_note"] == ""
    version = found["draft"]["version"]
    editor.ask("PUT", f"{name}/", 200, {**found, "internal_note": "A rival proposes this."}, version)
    seen = contributor.get(f"{name}/")
    assert "internal_note" not in seen
    assert contributor.get()["count"] == 1
    assert other.get()["count"] == 0
    for method, path in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "transitions/")):
        problem = other.ask(method, f"{name}/{path}", 404, {"transition": "submit"}, 1)
        assert problem["detail"] == f"“{name}” is not in the registry."
    contributor.ask("PUT", f"{name}/", 200, {**seen, "keywords": ["x"]}, seen["draft"]["version"])
    assert editor.get(f"{name}/")["internal_note"] == "A rival proposes this."


def test_a_contributor_cannot_ask_which_drafts_there_are() -> None:
    factories.draft(identifier="REQ-0007")
    factories.published(identifier="REQ-0008")
    contributor, editor = Writer(factories.user(Role.CONTRIBUTOR)), Writer(factories.user(Role.EDITOR))
    details = set()
    for target in ("REQ-0007", "REQ-0009"):
        sent = new(links=[{"relation": "needs", "target": target}])
        details.add(contributor.ask("POST", "", 422, sent)["detail"].replace(target, "…"))
    assert details == {"The registry does not know: …."}
    contributor.ask("POST", "", 201, new(links=[{"relation": "needs", "target": "REQ-0008"}]))
    editor.ask("POST", "", 201, new(links=[{"relation": "needs", "target": "REQ-0007"}]))


def test_an_editor_neither_leaves_nor_enters_another_scope() -> None:
    from requirements.models import BuildingBlock

    person = factories.user(Role.EDITOR)
    person.building_blocks.set(BuildingBlock.objects.filter(identifier="block:payments"))
    editor = Writer(person)
    mine = factories.draft(identifier="REQ-0001", building_blocks=["block:payments"])
    theirs = factories.draft(identifier="REQ-0002", building_blocks=["block:identity"])
    for entry, blocks in ((mine, ["block:identity"]), (theirs, ["block:payments"])):
        sent = documents.dump(factories.document(identifier=entry.identifier, building_blocks=blocks))
        editor.ask("PUT", f"{entry.identifier}/", 403, sent, entry.version)
        entry.refresh_from_db()
        assert list(entry.building_blocks.values_list("identifier", flat=True)) != blocks


def test_a_translator_changes_translations_and_nothing_else() -> None:
    translator = Writer(factories.user(Role.TRANSLATOR))
    entry = factories.published()
    found = translator.get("REQ-0001/")
    refused = ({"keywords": ["x"]}, {"title": {"en": "Another"}}, {"links": []} | {"owner": "organization:itu-t"})
    for change in refused:
        translator.ask("PUT", "REQ-0001/", 403, {**found, **change}, entry.version)
    found["title"]["fr"] = "Un titre"
    changed = translator.ask("PUT", "REQ-0001/", 200, found, entry.version)
    assert (changed["title"]["fr"], changed["translations"]) == ("Un titre", {"fr": "draft"})
    assert changed["draft"]["state"] == "published"


def test_states_of_translations_are_not_taken_from_a_document(editor: Writer) -> None:
    found = editor.ask("POST", "", 201, new(title={"en": "A", "fr": "B"}, translations={"fr": "reviewed"}))
    assert found["translations"] == {"fr": "draft"}
    sent = {**found, "translations": {"fr": "reviewed"}, "keywords": ["x"]}
    assert editor.ask("PUT", f"{found['identifier']}/", 200, sent, found["draft"]["version"])["translations"] == {
        "fr": "draft"
    }


def test_neither_state_nor_version_nor_author_is_taken_from_a_document(editor: Writer) -> None:
    sent = {**new(), "draft": {"state": "published", "version": 99}, "edition": {"number": 5}}
    found = editor.ask("POST", "", 201, sent)
    assert (found["draft"]["state"], "edition" in found) == ("draft", False)
    assert found["draft"]["version"] < 9
    for name in ("state", "version", "created_by", "proposed"):
        problem = editor.ask("POST", "", 422, {**new(), name: "x"})
        assert problem["errors"] == [{"pointer": f"/{name}", "value": "x", "reason": "This field is unknown."}]


@pytest.mark.parametrize(
    ("sent", "status", "errors"),
    [
        (b"{", 400, []),
        (b"[" * 100_000, 400, []),
        (b"[]", 422, []),
        (b"{}", 422, ["/kind"]),
        (b'{"kind": "standard"}', 422, ["/kind"]),
        (b'{"kind": "need", "identifier": "ND-0001"}', 422, []),
        (b'{"kind": "need", "title": {"xx": "y"}, "links": [{"relation": "is", "target": 7}]}', 422, ["/title/xx"]),
        (b'{"kind": "need", "title": {"en": "\\ud800"}}', 422, ["/title/en"]),
        (b'{"kind": "need", "title": {"en": "\\u0000"}}', 422, ["/title/en"]),
        (b'{"kind": "need", "\\ud800": 1}', 422, [""]),
        (b'{"kind": "need", "sdgs": ["sdg:99"]}', 422, []),
    ],
)
def test_what_is_no_document_is_refused(sent: bytes, status: int, errors: list[str], editor: Writer) -> None:
    problem = editor.ask("POST", "", status, sent)
    assert not set(errors) - {error["pointer"] for error in problem.get("errors", [])}
    assert not Entry.objects.exists()


def test_only_json_is_read(editor: Writer) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        editor.ask("POST", "", 415, b"{}", content_type=kind)


def test_so_much_is_read_and_not_a_byte_more(editor: Writer) -> None:
    sent = json.dumps({**new()}).encode()
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert limit == 2_621_440
    editor.ask("POST", "", 201, sent.ljust(limit))
    editor.ask("POST", "", 413, sent.ljust(limit + 1))


@pytest.mark.parametrize(("field", "limit"), [("title", 300), ("statement", 20_000)])
def test_texts_are_as_long_as_they_may_be(field: str, limit: int, editor: Writer) -> None:
    editor.ask("POST", "", 201, new(**{field: {"en": "x" * limit}}))
    problem = editor.ask("POST", "", 422, {**new(), field: {"en": "x" * (limit + 1)}})
    assert problem["errors"][0]["pointer"] == f"/{field}/en"
    assert problem["errors"][0]["reason"] == f"The text is longer than {limit} characters."


def test_a_key_is_as_long_as_it_may_be(editor: Writer) -> None:
    def sent(length: int) -> dict[str, Any]:
        return {**new("use_case"), "actors": [{"key": "x" * length, "name": {"en": "Citizen"}}]}

    editor.ask("POST", "", 201, sent(60))
    assert editor.ask("POST", "", 422, sent(61))["errors"][0]["pointer"] == "/actors/0/key"


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/transition"),
        ({"transition": "edit"}, "/transition"),
        ({"transition": ["x"]}, "/transition"),
        ({"transition": "submit", "edition": 1}, "/edition"),
        ({"transition": "submit", "note": 1}, "/note"),
        ({"transition": "submit", "note": "\x00"}, "/note"),
        ({"transition": "revert"}, "/edition"),
        ({"transition": "revert", "edition": True}, "/edition"),
        ({"transition": "revert", "edition": 2**31}, "/edition"),
        ({"transition": "publish_translation", "language": "xx"}, "/language"),
        ({"transition": "supersede", "successor": 1}, "/successor"),
    ],
)
def test_a_transition_that_cannot_be_read_is_refused(sent: Any, pointer: str, editor: Writer) -> None:
    entry = factories.draft()
    problem = editor.ask("POST", f"{entry.identifier}/transitions/", 422, sent, entry.version)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_what_is_missing_is_told_before_publishing() -> None:
    publisher = Writer(factories.user(Role.PUBLISHER))
    entry = factories.draft(obligation=None)
    Entry.objects.update(state=State.APPROVED)
    problem = publisher.ask("POST", "REQ-0001/transitions/", 409, {"transition": "publish"}, entry.version)
    assert [(error["pointer"], error["reason"]) for error in problem["errors"]] == [
        ("/obligation", "Choose the obligation.")
    ]


def test_what_was_published_or_is_named_is_not_thrown_away(editor: Writer) -> None:
    published = factories.published()
    workflow.save(factories.document(keywords=["x"]), by=None)
    published.refresh_from_db()
    problem = editor.ask("DELETE", "REQ-0001/", 409, version=published.version)
    assert problem["detail"] == "What was published is never deleted; withdraw it instead."
    target = factories.draft(identifier="REQ-0002")
    factories.draft(identifier="REQ-0003", links=[{"relation": "needs", "target": "REQ-0002"}])
    problem = editor.ask("DELETE", "REQ-0002/", 409, version=target.version)
    assert problem["detail"] == "Other entries name REQ-0002."


def test_a_circle_of_links_is_refused_by_the_database(editor: Writer) -> None:
    first = factories.draft(identifier="REQ-0001")
    factories.draft(identifier="REQ-0002", links=[{"relation": "refines", "target": "REQ-0001"}])
    links = [{"relation": "refines", "target": "REQ-0002"}]
    sent = documents.dump(factories.document(identifier="REQ-0001", links=links))
    problem = editor.ask("PUT", "REQ-0001/", 422, sent, first.version)
    assert "The database refuses this" in problem["detail"]


def test_the_list_is_narrowed_and_comes_in_pages(editor: Writer) -> None:
    for number in range(1, 4):
        factories.draft(identifier=f"REQ-000{number}")
    factories.published("need")
    assert [one["identifier"] for one in editor.get("?state=draft")["results"]] == ["REQ-0001", "REQ-0002", "REQ-0003"]
    assert [one["identifier"] for one in editor.get("?kind=need")["results"]] == ["ND-0001"]
    page, found = editor.get("?page_size=3"), []
    while True:
        found += [one["identifier"] for one in page["results"]]
        if page["next"] is None:
            break
        page = editor.get(page["next"].partition(DRAFTS)[2])
    assert found == ["ND-0001", "REQ-0001", "REQ-0002", "REQ-0003"]
    for query in ("state=x", "kind=standard", "page_size=501", "colour=red", "cursor=x"):
        editor.get(f"?{query}", 400)
    editor.get("?page_size=500")


def test_queries_of_the_list_do_not_depend_on_rows(editor: Writer, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 8):
        factories.draft(identifier=f"REQ-000{number}")
    with django_assert_max_num_queries(22):
        editor.get()


def test_other_methods_and_origins(editor: Writer) -> None:
    editor.ask("POST", "REQ-0001/", 405, {})
    assert editor.response["Allow"] == "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
    editor.ask("OPTIONS", "", 204)
    assert "Access-Control-Allow-Origin" not in editor.response


def test_refusals_are_told_in_the_language_asked_for(editor: Writer) -> None:
    assert (
        editor.ask("GET", "REQ-9999/", 404, **{"Accept-Language": "fr"})["detail"]
        != "“REQ-9999” is not in the registry."
    )
