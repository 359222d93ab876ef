"""What do catalogues of standards bodies say, and what of it has changed in a newer one?"""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from requirements import documents, exchange
from requirements.exchange.formats import standards
from requirements.exchange.formats.records import Found, Place, Rejected
from requirements.exchange.formats.standards import designations, stages
from requirements.exchange.formats.standards.records import language_of
from requirements.models import Standard
from tests import factories
from tests.exchange.formats.exported import read

SAMPLES = Path(__file__).parents[3] / "samples" / "exchange" / "standards"


def found(name: str) -> dict[str, dict[str, Any]]:
    records = [record for record in standards.read([SAMPLES / name]) if isinstance(record, Found)]
    for record in records:
        documents.parse({**record.data, "kind": record.kind})
    return {record.key: record.data for record in records}


def rejected(name: str) -> list[Any]:
    return [record.params["name"] for record in standards.read([SAMPLES / name]) if isinstance(record, Rejected)]


def test_the_editions_of_a_standard_are_gathered_newest_first() -> None:
    assert found("recommendations.csv")["standard:itu-t-z-9001-y-9002"] == {
        "identifier": "standard:itu-t-z-9001-y-9002",
        "designation": "ITU-T Z.9001/Y.9002",
        "title": {"en": "Overview of kites and strings"},
        "source_language": "en",
        "body": "organization:itu-t",
        "deliverable_type": "itu_t_recommendation",
        "study_groups": ["study-group:itu-t-sg20"],
        "editions": [
            {
                "label": "09/2020",
                "year": 2020,
                "approved_on": "2020-09-13",
                "status": "in_force",
                "status_original": "Published",
                "url": "https://example.org/z-9001-2020",
            },
            {
                "label": "2012 Cor. 1 (03/2018)",
                "year": 2018,
                "approved_on": "2018-03-01",
                "status": "in_force",
                "status_original": "Published",
            },
            {
                "label": "06/2012",
                "year": 2012,
                "approved_on": "2012-06-15",
                "status": "superseded",
                "status_original": "Withdrawal",
                "url": "https://example.org/z-9001-2012",
            },
        ],
        "aliases": [
            {"text": "ITU-T Z.9001"},
            {"text": "ITU-T Y.9002"},
            {"text": "Z.9001"},
            {"text": "Y.9002"},
            {"text": "ISO/IEC 99001-1"},
        ],
        "relations": [{"relation": "twin_text", "target": "standard:iso-iec-99001-1"}],
        "url": "https://example.org/z-9001-2020",
        "source": "Catalogue: recommendations.csv",
        "confidence": "verified",
    }


def test_titles_keep_their_language_and_what_has_none_goes_by_its_designation() -> None:
    listed = found("recommendations.csv")
    supplement, old = listed["standard:itu-t-z-suppl-7"], listed["standard:itu-t-z-9003-bis"]
    assert list(supplement["title"]) == [supplement["source_language"]] == ["fr"]
    assert (supplement["study_groups"], supplement["deliverable_type"]) == (
        ["study-group:itu-t-tsag"],
        "itu_t_supplement",
    )
    assert (old["title"], old["to_confirm"]) == ({"en": "ITU-T Z.9003 bis"}, ["title"])
    assert [edition["status"] for edition in old["editions"]] == ["withdrawn"]


def test_specifications_of_the_web() -> None:
    listed = found("web.json")
    kites, http = listed["standard:w3c-kites-2"], listed["standard:rfc-99001"]
    assert (kites["deliverable_type"], kites["aliases"]) == ("w3c_recommendation", [{"text": "Kites 2"}])
    assert (http["successor"], "editions" in http) == ("standard:rfc-99002", False)
    assert rejected("web.json") == []
    assert (listed["standard:kite-club"]["body"], listed["standard:kite-club"]["designation"]) == (
        "organization:kite-club",
        "Kite club",
    )


def test_a_record_in_several_languages() -> None:
    (record,) = found("record.yaml").values()
    assert record["identifier"] == "standard:iso-99003"
    assert record["title"] == {"en": "Kite safety", "fr": "Sécurité des cerfs-volants"}
    assert [edition["label"] for edition in record["editions"]] == ["2019 Amd 1:2022"]
    assert record["relations"] == [{"relation": "twin_text", "target": "standard:iso-iec-99004"}]


def test_a_record_of_the_older_generation() -> None:
    (record,) = found("older.yaml").values()
    assert record["title"] == {"en": "Kites - Part 1 - Tails", "fr": "Cerfs-volants - Partie 1 - Queues"}
    (edition,) = record["editions"]
    assert (edition["label"], edition["approved_on"], edition["status"]) == ("2001", "2001-03-04", "superseded")
    assert (record["url"], record["successor"]) == ("https://example.org/99005", "standard:iso-99006")
    assert not record.keys() & {"aliases", "relations"}


RECORD = """title: [{content: "%(title)s"}]
docid: [{id: "%(id)s", type: "%(type)s", primary: true}]
edition: {content: '3'}
docstatus: {stage: "%(stage)s"}
"""


def listed(folder: Path, *records: dict[str, str]) -> dict[str, dict[str, Any]]:
    for number, record in enumerate(records):
        (folder / f"{number}.yaml").write_text(RECORD % {"title": "Kites", "stage": "", "type": "", **record})
    told = [one for one in standards.read([folder]) if isinstance(one, Found)]
    return {one.key.partition(":")[2]: one.data for one in told}


def test_who_publishes_a_document_is_told_by_its_designation_else_by_the_catalogue(tmp_path: Path) -> None:
    told = listed(
        tmp_path,
        {"id": "ECMA-99001", "type": "ECMA"},
        {"id": "99-002", "type": "OGC"},
        {"id": "3GPP TS 99.001:REL-19/19.0.0", "type": "3GPP"},
        {"id": "KC 7", "type": "Kite Club"},
        {"id": "CISPR 99:2001+AMD1:2004 CSV", "type": "IEC", "stage": "REVISED"},
    )
    assert {name: (one["designation"], one["body"].partition(":")[2]) for name, one in told.items()} == {
        "ecma-99001": ("ECMA-99001", "ecma-international"),
        "ogc-99-002": ("OGC 99-002", "ogc"),
        "3gpp-ts-99-001": ("3GPP TS 99.001", "3gpp"),
        "kc-7": ("KC 7", "kite-club"),
        "cispr-99": ("CISPR 99", "iec"),
    }
    editions = {name: [(it["label"], it["status"]) for it in one["editions"]] for name, one in told.items()}
    assert editions["ecma-99001"] == [("3", "in_force")]
    assert editions["3gpp-ts-99-001"] == [("REL-19/19.0.0", "in_force")]
    assert editions["cispr-99"] == [("2001 +AMD1:2004 CSV", "superseded")]


def test_documents_of_a_day_are_editions_of_their_specification(tmp_path: Path) -> None:
    told = listed(
        tmp_path,
        {"id": "W3C CRD-Kites-20260102", "title": "Kites, drafted", "stage": "Candidate Recommendation Draft"},
        {"id": "W3C REC-kites-20250304", "title": "Kites, recommended", "stage": "Recommendation"},
        {"id": "ITU-R KI.99-3"},
        {"id": "ITU-R KI.99-2"},
    )
    kites, radio = told["w3c-kites"], told["itu-r-ki-99"]
    assert kites["title"] == {"en": "Kites, recommended"}
    assert [(one["label"], one["status"]) for one in kites["editions"]] == [
        ("CRD 2026-01-02", "under_approval"),
        ("REC 2025-03-04", "in_force"),
    ]
    assert [one["label"] for one in radio["editions"]] == ["KI.99-3", "KI.99-2"]


def test_a_title_that_says_amendment_is_none_of_the_standard(tmp_path: Path) -> None:
    (record,) = listed(tmp_path, {"id": "IEC 99007:2001/AMD1:2002", "type": "IEC", "title": "Amendment 1"}).values()
    assert (record["title"], record["to_confirm"]) == ({"en": "IEC 99007"}, ["title"])


def test_what_is_of_no_known_body_is_named() -> None:
    assert rejected("recommendations.csv") == ["Kite Club 7"]


@pytest.mark.parametrize(
    ("identifier", "standard", "edition", "slug"),
    [
        ("ITU-T X.1254 (09/2020)", "ITU-T X.1254", "09/2020", "standard:itu-t-x-1254"),
        ("ITU-T H.264 (V14) (08/2021)", "ITU-T H.264", "V14 (08/2021)", "standard:itu-t-h-264"),
        (
            "ITU-T G.722 (1988) Amd. 1 Err. 1 (01/2008)",
            "ITU-T G.722",
            "1988 Amd. 1 Err. 1 (01/2008)",
            "standard:itu-t-g-722",
        ),
        ("ITU-T P.10 Annex A", "ITU-T P.10 Annex A", "", "standard:itu-t-p-10-annex-a"),
        ("ISO/IEC 24760-1:2019", "ISO/IEC 24760-1", "2019", "standard:iso-iec-24760-1"),
        ("ISO/IEC TS 27560:2023", "ISO/IEC TS 27560", "2023", "standard:iso-iec-ts-27560"),
        ("ETSI ETS 300 012/A1 ed.1 (1992-04)", "ETSI ETS 300 012", "A1 ed.1", "standard:etsi-ets-300-012"),
        ("ETSI GS NFV-SEC 001 V1.1.1 (2014-10)", "ETSI GS NFV-SEC 001", "V1.1.1", "standard:etsi-gs-nfv-sec-001"),
        ("ETSI EN 319 411-1 V1.4.1 (2023-10)", "ETSI EN 319 411-1", "V1.4.1", "standard:etsi-en-319-411-1"),
        ("RFC 6749", "RFC 6749", "", "standard:rfc-6749"),
        ("RFC0749", "RFC 749", "", "standard:rfc-749"),
        ("OASIS mqtt-v5.0", "OASIS mqtt-v5.0", "", "standard:oasis-mqtt-v5-0"),
    ],
)
def test_a_designation(identifier: str, standard: str, edition: str, slug: str) -> None:
    named = designations.read(identifier)
    assert named
    assert (named.standard, named.edition, named.identifier) == (standard, edition, slug)


@pytest.mark.parametrize("identifier", ["", "ITU-T", "Kite Club 7", "ISOLATION 7", "x" * 1000])
def test_what_is_no_designation(identifier: str) -> None:
    assert designations.read(identifier) is None


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Overview of the Internet of things", "en"),
        ("Exploitation des réseaux pour les services", "fr"),
        ("Servicio de redes para las empresas", "es"),
        ("Обзор интернета вещей", "ru"),
        ("物联网概述", "zh"),
        ("نظرة عامة", "ar"),
    ],
)
def test_language_of_a_title(title: str, language: str) -> None:
    assert language_of(title) == language


@pytest.mark.parametrize(
    ("content", "suffix", "code", "line"),
    [
        (b"title\nx", ".csv", "no_catalogue", 1),
        (b'{"identifier": "A"}\n{', ".ndjson", "not_json", 2),
        (b"[", ".json", "not_json", 1),
        (b"- a", ".yaml", "no_catalogue", 1),
        (b"\xff", ".csv", "not_utf8", 1),
    ],
)
def test_a_broken_file_is_refused_with_its_line(content: bytes, suffix: str, code: str, line: int) -> None:
    with pytest.raises(exchange.Unreadable) as refused:
        read(standards.FORMAT, content, suffix)
    assert refused.value.code == code
    assert refused.value.place
    assert refused.value.place.line == line


def test_rows_may_stand_in_one_list() -> None:
    content = b"""[{"doc_id": "RFC9901", "title": "Kites", "pub_date": "May 2020", "obsoleted_by": ["RFC9902"]},
        {"Reference": "ISO 99008:2020", "title": {"en": "Tails", "fr": "Queues"}, "currentStage": 6060}]"""
    kites, tails = (record for record in read(standards.FORMAT, content, ".json") if isinstance(record, Found))
    assert (kites.data["identifier"], kites.data["successor"]) == ("standard:rfc-9901", "standard:rfc-9902")
    assert tails.data["title"] == {"en": "Tails", "fr": "Queues"}
    assert tails.data["editions"] == [
        {"label": "2020", "year": 2020, "status": "in_force", "status_original": "60.60 published"}
    ]


CATALOGUE = b"identifier,title\nRFC 1,Kites\nRFC 2,Kites\n"


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"IMPORT_RECORD_LIMIT": 1}, "too_many_records"), ({"IMPORT_UNPACKED_LIMIT": 19}, "file_too_large")],
)
def test_a_catalogue_may_be_larger_than_what_is_kept_of_it(limits: dict[str, int], code: str) -> None:
    with override_settings(IMPORT_RECORD_LIMIT=2, IMPORT_UNPACKED_LIMIT=20):
        assert len(read(standards.FORMAT, CATALOGUE, ".csv")) == 2
    with override_settings(**limits), pytest.raises(exchange.TooLarge) as refused:
        read(standards.FORMAT, CATALOGUE, ".csv")
    assert (refused.value.code, refused.value.place) == (code, Place("file.csv", 3))


def outcomes_and_news(path: Path) -> tuple[list[str], list[str]]:
    plan = exchange.preview([path], standards.FORMAT)
    news = [str(one) for one in exchange.editions_news(plan)]
    exchange.apply(plan, by=None)
    return [str(record.outcome) for record in plan.records if record.kind], news


@pytest.mark.django_db
def test_an_update_tells_what_was_approved_superseded_and_withdrawn(tmp_path: Path) -> None:
    factories.references()
    path = tmp_path / "catalogue.csv"
    head = "identifier,title,published,status\n"
    path.write_text(
        head + "ITU-T Z.1 (01/2020),Kites,2020-01-01,Published\nITU-T Z.2 (01/2020),Bows,2020-01-01,Published\n"
    )
    assert outcomes_and_news(path) == (["new", "new"], [])
    standard = Standard.objects.get(identifier="standard:itu-t-z-1")
    standard.aliases.create(text="The Kite Standard", position=9)
    path.write_text(
        head
        + "ITU-T Z.1 (01/2020),Kites,2020-01-01,Withdrawal\nITU-T Z.1 (02/2026),Kites,2026-02-01,Published\n"
        + "ITU-T Z.2 (01/2020),Bows,2020-01-01,Withdrawal\n"
    )
    assert outcomes_and_news(path) == (
        ["changed", "changed"],
        ["approved: ITU-T Z.1 (02/2026)", "superseded: ITU-T Z.1 (01/2020)", "withdrawn: ITU-T Z.2 (01/2020)"],
    )
    assert "The Kite Standard" in standard.aliases.values_list("text", flat=True)
    assert set(standard.editions.values_list("label", "status")) == {("02/2026", "in_force"), ("01/2020", "superseded")}
    newer = path.rename(tmp_path / "catalogue-of-march.csv")
    assert outcomes_and_news(newer) == (["unchanged", "unchanged"], [])


def of(name: str, *fields: str) -> dict[str, list[Any]]:
    """Identifier → these fields, each edition as (label, status)."""
    told = {}
    for identifier, data in found(name).items():
        editions = [(one["label"], one["status"]) for one in data["editions"]]
        told[identifier] = [editions if field == "editions" else data.get(field) for field in fields]
    return told


def test_the_open_data_of_iso_tell_stages_drafts_amendments_and_what_replaced_what() -> None:
    assert of("iso_deliverables_metadata.csv", "designation", "title", "deliverable_type", "editions", "successor") == {
        "standard:iso-99101-1": [
            "ISO 99101-1",
            {"en": "Kites — Part 1: Strings and lines", "fr": "Cerfs-volants — Partie 1: Fils et lignes"},
            "international_standard",
            [("2021 Amd 1:2023", "in_force"), ("2021", "in_force"), ("2009", "superseded"), ("DIS", "under_approval")],
            None,
        ],
        "standard:iso-ts-99102": [
            "ISO/TS 99102",
            {"en": "Flying at night", "fr": "Vol de nuit"},
            "technical_specification",
            [("2001", "superseded")],
            "standard:iso-iec-99103",
        ],
        "standard:iso-iec-99103": [
            "ISO/IEC 99103",
            {"en": "Flying by night"},
            "international_standard",
            [("2004", "in_force")],
            None,
        ],
    }
    assert of("iso_deliverables_metadata.jsonl", "title", "editions") == {
        "standard:iso-99201": [{"en": "Landing safely"}, [("2011", "in_force"), ("2001", "superseded")]]
    }


def test_the_catalogue_of_etsi_has_a_line_for_excel_and_versions() -> None:
    told = of("etsi.csv", "body", "deliverable_type", "editions")
    editions = [("V2.1.1", "in_force"), ("V1.1.1", "superseded")]
    assert told == {"standard:etsi-en-999-645": ["organization:etsi", "european_standard", editions]}
    assert found("etsi.csv")["standard:etsi-en-999-645"]["editions"][0]["year"] == 2020


def test_the_index_of_rfcs_tells_series_successors_and_numbers_that_were_not_issued() -> None:
    told = of("rfc-index.xml", "deliverable_type", "editions", "successor")
    assert told == {
        "standard:rfc-99901": ["rfc_standards_track", [("1999", "superseded")], "standard:rfc-99910"],
        "standard:rfc-99910": ["rfc_standards_track", [("2022", "in_force")], None],
    }
    aliases = found("rfc-index.xml")["standard:rfc-99910"]["aliases"]
    assert [alias["text"] for alias in aliases] == ["RFC99910", "IETF RFC 99910", "STD 997"]
    assert rejected("rfc-index.xml") == ["RFC0014"]


@pytest.mark.parametrize(
    ("said", "standard", "stage"),
    [
        ("ISO/IEC DIS 27090", "ISO/IEC 27090", "DIS"),
        ("ISO/DTS 9546.2", "ISO/TS 9546", "DTS"),
        ("ISO/CD TS 9546", "ISO/TS 9546", "CD"),
        ("ISO/IEC TS 27560:2023", "ISO/IEC TS 27560:2023", ""),
        ("IWA 1:2005", "IWA 1:2005", ""),
        ("ITU-T X.1 (05/2021)", "ITU-T X.1 (05/2021)", ""),
    ],
)
def test_drafts_belong_to_what_they_will_be(said: str, standard: str, stage: str) -> None:
    assert stages.without_stage(said) == (standard, stage)
    assert designations.read(standard) is not None


@pytest.mark.django_db
def test_an_update_of_isos_catalogue_tells_what_was_approved_and_superseded(tmp_path: Path) -> None:
    factories.references()
    form = exchange.format_named("standards")
    path = tmp_path / "iso_deliverables_metadata.csv"
    newer = (SAMPLES / "iso_deliverables_metadata.csv").read_text()
    path.write_text("".join(line for line in newer.splitlines(keepends=True) if line[:3] not in ("102", "103", "104")))
    older = path.read_text().replace(",9599,,[102],", ",9093,,,")
    path.write_text(older)
    exchange.apply(exchange.preview([path], form), by=None)
    path.write_text(newer)
    plan = exchange.preview([path], form)
    told = [str(one) for one in exchange.editions_news(plan) if one.edition in ("2021", "2009")]
    assert told == ["approved: ISO 99101-1 (2021)", "superseded: ISO 99101-1 (2009)"]
    exchange.apply(plan, by=None)
    assert exchange.preview([path], form).to_write == []


@pytest.mark.django_db
def test_a_successor_that_comes_with_the_same_catalogue_is_known(tmp_path: Path) -> None:
    factories.references()
    form = exchange.format_named("standards")
    path = SAMPLES / "iso_deliverables_metadata.csv"
    exchange.apply(exchange.preview([path], form), by=None)
    followed = Standard.objects.get(identifier="standard:iso-ts-99102")
    assert followed.successor.identifier == "standard:iso-iec-99103"
    assert exchange.preview([path], form).to_write == []
