"""Does a form that was taken along come back as it was filled in, with the messages of the site, and harm nobody?"""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from requirements import proposals
from requirements.choices import ProposalKind
from requirements.languages import CODES
from requirements.models import File, Proposal
from requirements.proposals import offline
from requirements.proposals.offline.asked import Asked, asked
from requirements.proposals.questions import PAGES
from requirements.views.guard import guard
from tests import factories

pytestmark = pytest.mark.django_db
# What could be taken for a question, for help, for a choice, or be run.
NASTY = [
    "== Title [title]",
    "\\== x [y]",
    "# no help",
    "[x] chosen",
    "=1+1",
    "'=1",
    "@x",
    "\u202eabc",
    "_x0041_",
]
TEXTS = st.lists(st.sampled_from([*NASTY, "", "Ein Satz.", "رقم مرجعي", "数字"]), max_size=4).map("\n".join)
PLAIN = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
ADDRESS = "/en/contribute/requirement/form/"


def answer(question: Asked) -> st.SearchStrategy[Any]:
    values = list(question.values)
    if question.takes_several:
        return st.lists(st.sampled_from(values), unique=True) if values else st.just([])
    if question.is_tick:
        return st.sampled_from(["", "True"])
    return st.sampled_from(["", *values]) if values else TEXTS


def check_round_trip(kind: str, language: str, data: Any) -> None:
    with override(language):
        answers = {question.name: data.draw(answer(question)) for question in asked(kind)}
    for medium, write in offline.WRITERS.items():
        content = write(offline.Blank(kind, "A title", language, "REQ-0001", answers))
        filled = offline.read(f"form.{medium}", content)
        assert (filled.kind, filled.language, filled.target, filled.problems) == (kind, language, "REQ-0001", [])
        assert list(filled.places) == [name for page in PAGES[kind] for name in page]
        assert plain(offline.answers_of(filled)) == plain(answers)


def plain(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(x) if isinstance(x, list) else x.strip() for name, x in answers.items()}


@pytest.mark.parametrize("kind", ProposalKind.values)
@settings(max_examples=1, **PLAIN)
@given(data=st.data())
def test_what_was_filled_in_comes_back_in_each_language(kind: str, data: Any) -> None:
    for language in CODES:
        check_round_trip(kind, language, data)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ProposalKind.values)
@settings(max_examples=40, **PLAIN)
@given(language=st.sampled_from(CODES), data=st.data())
def test_whatever_was_filled_in_comes_back(kind: str, language: str, data: Any) -> None:
    check_round_trip(kind, language, data)


def sent(content: bytes, address: str = ADDRESS, **fields: str) -> Any:
    return Client().post(address, {"file": SimpleUploadedFile("form", content), **fields})


def links(answer: Any) -> list[tuple[str, str]]:
    """(page and input, sentence) of what the page says is wrong."""
    page = answer.content.decode().partition('role="alert"')[2].partition("</ul>")[0]
    return re.findall(r'<a href="(?:[^"]*/)?(\d/\?check=1[^"]*|#[^"]*)">(.*?)</a>', page)


def test_a_file_is_judged_as_the_site_judges() -> None:
    """The same sentences for the same answers, each with its place, from both kinds of file."""
    answers = {"title": "Short reference", "statement": "", "obligation": "", "evidence": "here", "email": "nobody"}
    said = []
    for page in (1, 2, 3):
        form = proposals.form_of("requirement", page, answers)
        said += [(f"{page}/?check=1#{place}", sentence) for place, sentence in form.problems]
    assert len(said) == 8
    blank = offline.Blank("requirement", "A title", "fr", "", answers)
    for medium, places in (("txt", ["Line 11", "Line 16"]), ("xlsx", ["Row 4", "Row 5"])):
        answer = sent(offline.WRITERS[medium](blank))
        assert (answer.status_code, links(answer)) == (422, said)
        page = answer.content.decode()
        assert [place for place in places if f"<li>{place}, " not in page] == []
        proposal = Proposal.objects.latest("pk")
        assert (proposal.answers["evidence"], proposal.answers["title"]) == ("here", "Short reference")
        own = f"/en/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
        site = Client().get(f"{own}1/?check=1").content.decode()
        assert [sentence for place, sentence in said if place.startswith("1") and sentence not in site] == []
        assert 'value="Short reference"' in site
    assert File.objects.count() == 0


def test_a_change_is_taken_along_and_goes_on_where_it_was_begun() -> None:
    factories.published(identifier="REQ-0001", statement={"en": "=A service is required to answer."})
    client = Client()
    taken = client.get("/en/contribute/requirement/form.txt?of=REQ-0001")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="requirement-en.txt"'
    text = taken.content.decode()
    assert "[form:requirement:en:REQ-0001]" in text
    text = text.replace("required to answer", "required to answer quickly").replace("[ ] Identity", "[x] Identity")
    for name, value in (("name", "Ana"), ("email", "ana@example.org")):
        text = re.sub(rf"(\[{name}\]\r\n#.*\r\n)", rf"\g<1>\r\n{value}", text)
    answer = client.post(ADDRESS, {"text": text.replace("[ ] Other", "[x] Other")})
    assert (answer.status_code, links(answer)) == (200, [])
    proposal = Proposal.objects.get()
    assert (proposal.target, proposal.answers["statement"]) == ("REQ-0001", "=A service is required to answer quickly.")
    assert (proposal.answers["category"], proposal.answers["email"]) == ("other", "ana@example.org")
    own = f"/en/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    assert f'href="{own}3/"' in answer.content.decode()
    # Once more from the file with what was said, into the same proposal.
    book = load_workbook(io.BytesIO(client.get(f"{own}form.xlsx").content))
    rows = {row[0].value: row for row in book.active.iter_rows()}
    rows["statement"][2].value = "=1+1"
    changed = io.BytesIO()
    book.save(changed)
    answer = sent(changed.getvalue(), f"{own}form/")
    assert [sentence for _place, sentence in links(answer)] == [
        "The cell holds a formula: put its value there instead."
    ]
    assert f"Row {rows['statement'][0].row}, Statement" in answer.content.decode()
    assert Proposal.objects.count() == 1
    other = offline.WRITERS["txt"](offline.Blank("need", "Tell a need", "en"))
    assert "This is the form of something else: “Tell a need”." in sent(other, f"{own}form/").content.decode()
    proposals.send(Proposal.objects.get())
    proposals.confirm(Proposal.objects.get())
    assert "with the staff now" in sent(text.encode(), f"{own}form/").content.decode()


def test_what_a_text_garbles_is_said_with_its_line() -> None:
    lines = offline.WRITERS["txt"](offline.Blank("requirement", "A", "en")).decode().splitlines()
    garbled = "\n".join(lines).replace("[title]", "[titel]").replace("[ ] Identity", "[maybe] Identity")
    marked = garbled.replace("[ ] Req", "\u200f[✓] Req").replace("[ ] Opt", "[X] Opt")
    filled = offline.read("", f"{marked}\n== Again [statement]\nTwice\n".encode("utf-16"))
    assert [(lines[one.place - 1][:8] if one.place <= len(lines) else "", str(one)) for one in filled.problems] == [
        ("== Title", "No question is called “titel”: what stands there is not read."),
        ("== Requi", "Choose one only."),
        ("[ ] Iden", "Put an x for what you choose, and nothing for the rest."),
        ("", "This question stands here twice; the first answer is read."),
    ]
    said = [(one.said_place, one.sentence) for one in offline.wrong_in(filled)]
    assert ("Missing in the file", "Say in a few words what it is about") in said


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def workbook(rows: list[list[str]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


HEAD = ["dpi-registry-form", "requirement", "en", ""]
HOSTILE = {
    "subject that is none": (b"[form:requirement:en:REQ-9999]", "which the form is about, is not in the registry"),
    "subject of another kind": (b"[form:requirement:en:ND-0001]", "which the form is about, is not in the registry"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a workbook nor a text"),
    "latin": ("Énoncé".encode("latin-1"), "neither a workbook nor a text"),
    "nothing": (b"", "This is no form of the registry"),
    "html": (b"<script>alert(1)</script>", "This is no form of the registry"),
    "unknown kind": (b"[form:user:en:]", "This is no form of the registry"),
    "cut": (workbook([HEAD])[:200], "This is not a ZIP archive"),
    "document": (archive(**{"word/document.xml": b"<a/>"}), "This is no workbook that can be read"),
    "entities": (archive(**{"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "declares a document type"),
    "bomb": (archive(**{"xl/a.xml": b" " * (offline.UNPACKED + 1)}), "Unpacked the archive has"),
    "picture in it": (archive(**{"a.zip": b"PK"}), "holds another archive"),
    "rows": (workbook([HEAD, *[["title"]] * 1_000]), "There are more than 1000 rows"),
    "other workbook": (workbook([["identifier", "title@en"]]), "This is no form of the registry"),
    "large": (b"[form:requirement:en:]" + b" " * offline.LIMIT, "bytes; 1048576 are allowed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_form_is_refused_and_leaves_nothing(name: str) -> None:
    content, sentence = HOSTILE[name]
    answer = sent(content)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert (Proposal.objects.count(), File.objects.count()) == (0, 0)


def test_what_is_as_large_as_may_be_is_read() -> None:
    content = b"[form:requirement:en:]\n== T [title]\n\n".ljust(offline.LIMIT, b"a")
    assert len(offline.read("", content).answers["title"]) > 1_000_000
    assert offline.read("", workbook([HEAD, *[["title"]] * 999])).kind == "requirement"


def test_a_file_of_nothing_but_mistakes_takes_no_time_and_tells_a_hundred() -> None:
    head = "[form:need:en:]\n== B [building_blocks]\n"
    lines = offline.LIMIT // 12 - 10
    for line in ("[maybe] abcd\n", "[x] abcdefg\n", "== a [bcdef]\n", "[[[[[[[[[[[\n"):
        filled = offline.read("", (head + line[-12:] * lines).encode())
        assert len(filled.problems) <= 100
        assert len(filled.answers.get("building_blocks", [])) <= 4
    assert sent(("[form:need:en:]\n" + "== a [bcdef]\n" * lines)[: offline.LIMIT].encode()).status_code == 422


def test_traps_and_strange_texts_do_no_harm() -> None:
    text = offline.WRITERS["txt"](offline.Blank("correction", "A", "en", "nothing:here")).decode()
    hostile = text.replace("[wrong]\r\n", "[wrong]\r\n\r\n<b onclick=x>\u202e\ud800".encode(errors="replace").decode())
    for target in ("block:" + "x" * 200, "=1+1", "standard:x", "REQ-1"):
        content = workbook([["dpi-registry-form", "correction", "en", target], [], ["wrong", "", "All of it."]])
        assert sent(content, "/en/contribute/correction/form/").status_code == 422
    assert set(Proposal.objects.values_list("target", flat=True)) == {"", "standard:x"}
    Proposal.objects.all().delete()
    assert Client().get("/en/contribute/standard/?of=REQ-0001").status_code == 404
    answer = Client().post(f"/en/contribute/correction/?of=block:{'x' * 200}", {"wrong": "All"})
    assert (answer.status_code, Proposal.objects.get().target) == (422, "")
    Proposal.objects.all().delete()
    assert sent(hostile.encode(), website="https://example.org").status_code == 200
    assert Proposal.objects.count() == 0
    answer = sent(hostile.encode(), "/en/contribute/correction/form/")
    assert (answer.status_code, "<b onclick" in answer.content.decode()) == (422, False)
    assert Proposal.objects.get().answers["wrong"].startswith("<b onclick=x>\u202e")


def test_no_more_is_read_than_an_import_may_have() -> None:
    """Before any form is parsed, whoever sends it."""
    passed: list[str] = []
    middleware = guard(lambda request: passed.append(request.path))  # type: ignore[arg-type,return-value,func-returns-value]
    request = RequestFactory().post(ADDRESS, CONTENT_LENGTH=str(14 * 1024 * 1024))
    assert middleware(request).status_code == 413
    assert passed == []
    endless = RequestFactory().post(ADDRESS, CONTENT_LENGTH="9" * 5_000)
    assert middleware(endless).status_code == 413
    no_number = RequestFactory().post(ADDRESS, CONTENT_LENGTH="²")
    assert guard(lambda request: HttpResponse(status=204))(no_number).status_code == 204


def test_the_help_of_a_workbook_and_its_direction() -> None:
    content = offline.WRITERS["xlsx"](offline.Blank("need", "A", "ar"))
    form = load_workbook(io.BytesIO(content)).active
    assert form.sheet_view.rightToLeft
    lists = [choice for choice in form.data_validations.dataValidation if choice.formula1.startswith("=lists!")]
    assert len(lists) == 4
