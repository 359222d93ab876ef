"""Is the choice kept in the address, for the page and for every file, and is a wrong one told?"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from requirements import exchange
from requirements.models import Edition
from tests import factories
from tests.exchange.formats.exported import read, returned

pytestmark = pytest.mark.django_db
QUERY = "country=la&building_block=identity"


@pytest.fixture(autouse=True)
def registry() -> None:
    factories.published("requirement", "REQ-0001", title={"en": "=Sign"})


def test_what_was_chosen_is_shown_and_can_be_changed(client: Client) -> None:
    page = client.get(f"/en/pathway/?{QUERY}").content.decode()
    assert "REQ-0001" in page
    assert f'href="?{QUERY.replace("&", "&amp;")}&amp;change=1"' in page
    form = client.get(f"/en/pathway/?{QUERY}&change=1").content.decode()
    assert '<option value="la" selected>' in form
    assert 'name="building_block" value="identity" checked' in form
    assert "checked" not in client.get("/en/pathway/").content.decode()


def test_the_files_hold_the_same_with_room_for_the_answer(client: Client) -> None:
    book = load_workbook(BytesIO(client.get(f"/en/pathway.xlsx?{QUERY}").content))
    head, row = list(book.worksheets[0].values)
    assert head[-2:] == ("National answer", "Remark")
    assert (row[0], row[1]) == ("REQ-0001", "'=Sign")
    (choice,) = book.worksheets[0].data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"Yes,Partly covered,Planned,No,Not applicable"', "F2:F1048576")
    word = client.get(f"/en/pathway.docx?{QUERY}").content
    assert "National answer" in ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert client.get(f"/en/pathway.docx?{QUERY}").content == word
    (record,) = read(exchange.format_named("reqif"), client.get(f"/en/pathway.reqif?{QUERY}").content)
    assert returned(record) == bytes(Edition.objects.get(identifier="REQ-0001").body)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("building_block=nowhere", "“block:nowhere” is not in the registry."),
        ("use_case=UC-9999", "“UC-9999” is not in the registry."),
        ("block=identity", "There is no such parameter; known are: country, use_case, building_block."),
    ],
)
def test_a_wrong_choice_is_told(client: Client, query: str, sentence: str) -> None:
    response = client.get(f"/en/pathway/?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_file_of_nothing_is_refused(client: Client) -> None:
    response = client.get("/en/pathway.xlsx")
    assert response.status_code == 400
    assert "Choose at least one use case or building block." in response.content.decode()
