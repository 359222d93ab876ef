"""Are the standards found that people mean, and no others?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements import reconciling
from requirements.exchange import corpus
from requirements.models import Standard
from requirements.reconciling import LONGEST_READ, LONGEST_TEXT, Authority, StandardsFile, authority, words
from tests import factories

STANDARDS = (corpus.SHIPPED / "reference" / "standards.ndjson").read_text(encoding="utf-8").splitlines()
SHIPPED = StandardsFile(authority(json.loads(line)) for line in STANDARDS)


def accepted(text: str) -> set[str]:
    found = SHIPPED.reconcile(text)
    return {candidate.standard.removeprefix("standard:") for candidate in found if candidate.is_accepted}


def looked_at(text: str) -> list[tuple[str, str]]:
    return [(one.designation, one.reason.value) for one in SHIPPED.reconcile(text) if not one.is_accepted]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("OAuth 2 for authentication and user authorization", {"rfc-6749"}),
        ("oauth2.0", {"rfc-6749"}),
        ("We follow ITU-T X.1254 (09/2020) and ISO/IEC 27001:2022.", {"itu-t-x-1254", "iso-iec-27001"}),
        ("JSON Web Tokens, never plain JSON", {"rfc-7519", "rfc-8259"}),
        ("Decentralised Identifiers (https://www.w3.org/TR/did-core/)", {"w3c-did-core"}),
        ("Recommendation X.1252", {"itu-t-x-1252"}),
        ("Rows as csv or xlsx format, records in json files", {"rfc-4180", "rfc-8259"}),
        ("csv, xlsx/xml, and json data formats", {"rfc-4180", "rfc-8259"}),
        # Within other letters it is a number that is none by itself.
        ("TS 119 413I, JSON", {"rfc-8259"}),
        ("The JSON:API standard", set()),
        ("JSON Schema, DCAT-AP, package.json, oauth.net, who@mosip.io, json-parser", set()),
        ("OpenAPI Ver3.0; TLS версия 1.2", set()),
        ("a JWT-based token, GovStack GIS BB", {"rfc-7519", "govstack-geographic-information-system-gis"}),
        ("As to AS4 and IPv6", {"oasis-as4-profile-of-ebms-3-0-v1-0", "rfc-8200"}),
        ("Caps and gowns; a cap on prices; Cap, did, three square kilometres in Dublin", set()),
        ("Names, SSN, addresses in the CMS and on a Geographic Information System (GIS)", set()),
        (
            "CAP 1.2, DIDs, JWTs and the Dublin Core",
            {"oasis-cap-v1-2", "w3c-did-core", "rfc-7519", "dcmi-metadata-terms"},
        ),
        ("Open API Specification, Geo(JSON), JSONLD", {"openapi-specification-3-2-0", "rfc-7946", "w3c-json-ld11"}),
        ("we open API documentation to all", set()),
        ("0Auth2, as Json or as uuid", {"rfc-6749", "rfc-8259", "rfc-9562"}),
        ("HTTPS, traffic over https", set()),
        ("OpenAPI 3, FHIR 4.0.1", {"openapi-specification-3-2-0", "hl7-fhir-r4"}),
        ("ISO 27001-2013, 27002 and 27701", {"iso-iec-27001", "iso-iec-27002", "iso-iec-27701"}),
        ("ISO 639-1; ISO 19115", {"iso-639", "iso-19115-1"}),
        ("ISO 8601-2; ISO/IEC 24760; FHIR R4B; NIST SP 800-63-3, SP 800-53; SD-JWT VC", set()),
        ("FHIR (R4/R5), TLSv1.3, NIST SP 800-63", {"hl7-fhir-r4", "hl7-fhir-r5", "rfc-8446", "nist-sp-800-63-4"}),
        ("BCP47, XAdES or RFCs 2119 and 8174", {"rfc-5646", "etsi-en-319-132-1", "rfc-2119", "rfc-8174"}),
        ("ГОСТ Р ИСО/МЭК 27001", {"iso-iec-27001"}),
        ("norme ISO/CEI 27002, format de fichier csv", {"iso-iec-27002", "rfc-4180"}),
        ("معيار آيزو ٢٧٠٠١ وJSON", {"iso-iec-27001", "rfc-8259"}),
        ("采用JSON格式和OAuth 2.0授权", {"rfc-8259", "rfc-6749"}),
        ("序列化采用json语法", {"rfc-8259"}),
        ("[DIDs](https://www.w3.org/TR/did-core/), https://example.org/json?x=OAuth", {"w3c-did-core"}),
        ("see https://openid.net/specs/openid-connect-core-1_0.html.", {"openid-connect-core-1-0"}),
        ("WHAT DID THEY SAY", set()),
        ("RFC 6749, 2119 or 2018", {"rfc-6749", "rfc-2119"}),
        ("ISO 99999", set()),
        ("RFC 99999", set()),
        ("our own standard", set()),
        ("", set()),
    ],
)
def test_what_is_meant(text: str, meant: set[str]) -> None:
    assert accepted(text) == meant


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("FHIR", [("HL7 FHIR R4", "several"), ("HL7 FHIR R5", "several")]),
        ("WCAG 2.0", [("ISO/IEC 40500", "several"), ("W3C WCAG22", "another_version")]),
        ("ISO 8601-2", [("ISO 8601-1", "another_version")]),
        ("Universal financial industry messag scheme", []),
    ],
)
def test_what_may_be_meant_is_for_a_person_to_decide(text: str, candidates: list[tuple[str, str]]) -> None:
    assert looked_at(text) == candidates
    assert accepted(text) == set()


def test_words_that_everybody_uses_are_names_only_where_they_are_written_as_such() -> None:
    """Catalogues have standards that are called Storage or Examples of use, and titles that begin with a body."""
    known = StandardsFile(
        [
            Authority("standard:storage", "W3C storage", ("storage", "service-workers"), ("Storage Standard",)),
            Authority("standard:use", "ITU-T X.9", ("rules for kites",), ("Examples of use",)),
            Authority("standard:lists", "ETSI 1", (), ("Electronic Signatures and Kites (ESK); Lists",)),
            Authority("standard:words", "ISO 2", (), ("Internet of Kites (IoK) - Vocabulary",)),
            Authority("standard:json", "ISO 3", (), ("The Kite Object Notation (KITO) Data Format",)),
        ]
    )
    said = "Storage of data by service workers, with examples of use, ESK and IoK, V2 and v.2"
    assert known.reconcile(said) == []
    said = "service-workers; Examples of Use; Kite Object Notation and KITO"
    assert [one.standard for one in known.reconcile(said) if one.is_accepted] == [
        "standard:storage",
        "standard:json",
        "standard:use",
    ]
    assert [one.standard for one in known.reconcile("we have rules for kites here")] == ["standard:use"]


def test_what_was_said_is_told_as_it_was_written() -> None:
    said = [one.said for one in SHIPPED.reconcile("W3C  VC, OpenG2P; ISO 27001, 27002; JSON Web Token (JWT) WCAG\n2.1")]
    assert said == ["ISO 27001", "ISO 27002", "OpenG2P", "W3C VC", "JSON Web Token (JWT)", "WCAG 2.1", "WCAG 2.1"]


def test_a_misspelled_title_is_a_candidate() -> None:
    known = StandardsFile([Authority("standard:kite", "KITE", (), ("Requirements for the safety of flying kites",))])
    (candidate,) = known.reconcile("requirments for the safety of flying kite")
    assert (candidate.standard, candidate.reason.value, candidate.is_accepted) == ("standard:kite", "alike", False)


def test_a_text_is_read_as_far_as_the_limit() -> None:
    blank = "." * (LONGEST_READ - 4)
    assert accepted(f"{blank} JWT") == {"rfc-7519"}
    assert accepted(f".{blank} JWT") == set()


@pytest.mark.parametrize("piece", ["A-", "csv, and ", "ISO 27001, ", ".0", "https://a/TR/b.cc", "\ufdfa"])
def test_no_text_is_read_in_more_ways_than_one(piece: str) -> None:
    """Each of these takes minutes or more if a pattern tries it anew from every place."""
    assert {"rfc-7519"} <= accepted(f"JWT, {piece * LONGEST_READ}")


@given(st.text(max_size=80))
def test_any_text_is_reconciled_without_failing(text: str) -> None:
    for candidate in SHIPPED.reconcile(text):
        assert 0 <= candidate.score <= 100


@pytest.mark.django_db
def test_the_registry_is_asked_once_and_gains_no_standard() -> None:
    factories.references()
    before = Standard.objects.count()
    (found,) = reconciling.reconcile("as in X.1254")
    assert (found.standard, found.score, found.said) == ("standard:itu-t-x-1254", 100, "X.1254")
    assert reconciling.reconcile("the kite standard") == []
    assert Standard.objects.count() == before


def test_a_character_that_stands_for_many_makes_no_text_long() -> None:
    """A page of them would have kept its worker busy for half a minute."""
    assert len(words.readable("\ufdfa" * LONGEST_TEXT)) == 2 * LONGEST_TEXT + 100
    assert words.readable("\u337f ISO") == "\u682a\u5f0f\u4f1a\u793e ISO"
