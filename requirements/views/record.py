"""How is the page of one record made, of its latest edition or of an earlier one?"""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from requirements import catalogue, choices, documents, gap_analysis
from requirements.checks import wording
from requirements.gap_analysis.wording import said
from requirements.languages import BY_CODE
from requirements.models import Edition
from requirements.views import addresses, kinds
from requirements.views.charts import Shares
from requirements.views.designations import provision_name
from requirements.views.gaps import gap_page
from requirements.views.labels import PLURALS, label
from requirements.views.mandates import add_evidence, add_to_provisions
from requirements.views.mentions import (
    Census,
    entries_naming,
    list_address,
    named_by,
    provisions_through,
    related,
    targets,
)
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import by_identifier, page, show
from requirements.views.terms import explain
from requirements.views.texts import Data, identifiers, in_language, is_borrowed, word

# Editions in the table of a page; each of the earlier ones keeps its own address.
LISTED = 20
# What the gap analysis looks at.
LOOKED_AT = ("requirement", "aspect")


def record(request: HttpRequest, language: str, collection: str, name: str) -> HttpResponseBase:
    """The latest edition, withdrawn or not. At most six queries, two more for what the gap analysis looks
    at, and one after a publication.
    """
    answer = _latest_with_gap if addresses.KINDS[collection] in LOOKED_AT else _latest
    return answer(request, language, collection=collection, name=name)


@by_identifier
def _shown(request: HttpRequest, language: str, identifier: str) -> HttpResponseBase:
    history = _history(identifier)
    return show(request, "record.html", context_of(history[0], history, language))


_latest, _latest_with_gap = page(_shown), gap_page(_shown)


@page
@by_identifier
def edition(request: HttpRequest, language: str, identifier: str, number: int) -> HttpResponseBase:
    """One edition as it was published."""
    history = _history(identifier)
    if number > history[0].number:
        raise Http404
    asked = next((known for known in history if known.number == number), None)
    asked = asked or catalogue.editions_of(identifier).get(number=number)
    return show(request, "record.html", context_of(asked, history, language))


def preview(request: HttpRequest, language: str, edition: Edition) -> HttpResponse:
    """The page that readers will get of an edition that is not published yet; the caller has asked who may see it."""
    with translation.override(language):
        history = [edition, *catalogue.editions_of(edition.identifier)[: LISTED - 1]]
        path = f"preview/{edition.identifier}/"
        return show(request, "record.html", {**context_of(edition, history, language), "path": path, "preview": True})


def _history(identifier: str) -> list[Edition]:
    """The latest editions, the last first; 404 if nothing was ever published."""
    history = list(catalogue.editions_of(identifier)[:LISTED])
    if not history:
        raise Http404
    return history


def context_of(edition: Edition, history: list[Edition], language: str) -> dict[str, Any]:
    """What the template shows. Links that lead to a record are those of today: only its latest edition has them."""
    data, latest = catalogue.document(edition), history[0]
    is_latest, is_entry = edition.pk == latest.pk, "links" in data
    naming = entries_naming(edition.identifier) if is_latest and is_entry else []
    told = _told(edition, latest)
    served = provisions_through(edition.identifier) if is_latest and edition.kind == "standard" else []
    named = identifiers(data) | {identifier for _relation, identifier in naming} | _proposed(told) | set(served)
    names = names_of(named | set(filter(None, [data["edition"]["successor"]])), language)
    record = in_language(data, language, names)
    explained = explain(record, kinds.running_texts(edition.kind), language) if is_entry else []
    record["history"] = [catalogue.document(known)["edition"] for known in history]
    record["related"] = related(record, naming, names, language) if is_entry else []
    if is_latest and edition.kind in documents.REFERENCE_TYPES:
        _add_namers(record, data, language)
    if edition.kind == "standard":
        record["provisions"] = [names[name] for name in served if name in names]
    _add_what_its_kind_has(record, edition, data, language)
    return {
        "record": record,
        "edition": edition,
        "latest": latest,
        "kind": _kind(edition.kind, language),
        "menu": edition.kind if edition.kind != "requirement" else "search",
        "terms": explained,
        "coverage_of_steps": _coverage_of_steps(record),
        "sections": kinds.sections(record),
        "facts": list(kinds.facts(record, language)),
        "facets": dict(facet.split(":", 1) for facet in edition.facets),
        "gap": told and _gap(told, names, language),
        "successor": names.get(data["edition"]["successor"]),
        "styles": [("txt", _("Text")), ("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON")],
        **_wording(record, edition, data, language),
        **_places(edition, latest, language),
    }


def _add_what_its_kind_has(record: Data, edition: Edition, data: Data, language: str) -> None:
    if edition.kind == "country":
        record["plans"] = _plans(data, language)
    if edition.kind == "resolution":
        _add_provisions(record, language)
        add_to_provisions(record, language)
    if edition.kind == "action":
        add_evidence(record, data, language)
    if data.get("designation"):
        record["designation"] = name_of(edition, data, language).short


def _wording(record: Data, edition: Edition, data: Data, language: str) -> dict[str, Any]:
    """What the page says in words of the record, and in which languages these are."""
    source = data["source_language"]
    return {
        "title": record["title"] or word(edition.identifier, language, source),
        "main_text": record.get(kinds.main_text(edition.kind)),
        "statement": _statement(record),
        "source": BY_CODE[source],
        "source_text": word(data.get("source", ""), language, source),
        "to_confirm": [label(field) for field in data.get("to_confirm", [])],
        # For words that have no translations.
        "written": word("-", language, source).attributes,
        "translation": _translation(data, language),
        "translations": _translations(data),
    }


def _places(edition: Edition, latest: Edition, language: str) -> dict[str, Any]:
    """Where this edition is found as page, document and file."""
    number = edition.number if edition.pk != latest.pk else None
    address = addresses.page(edition.identifier, language)
    return {
        "cite_as": addresses.permanent(edition.identifier, edition.number),
        "api": addresses.api(edition.identifier, number),
        "linked": addresses.linked(edition.identifier, number),
        "here": address + (f"editions/{number}/" if number else ""),
        "address": address,
        # A file is of the latest edition.
        "is_entry": edition.kind in catalogue.ENTRY_KINDS and number is None,
        "file": address.rstrip("/"),
        "path": addresses.page_path(edition.identifier),
    }


def _statement(record: Data) -> SafeString | str:
    """What an entry states, the words that oblige emphasized."""
    said, obligation = record.get("statement"), record.get("obligation")
    if not said:
        return ""
    return said.emphasized(wording.places(said.text, said.language.code, obligation) if obligation else ())


def _told(edition: Edition, latest: Edition) -> gap_analysis.Told | None:
    """What the gap analysis says of a record today, which is no part of its earlier editions."""
    looked_at = edition.kind in LOOKED_AT and edition.standing == choices.Standing.IN_FORCE
    return gap_analysis.told_of(edition.identifier) if looked_at and edition.pk == latest.pk else None


def _proposed(told: gap_analysis.Told | None) -> set[str]:
    """The study group that could take it up first."""
    groups = told.result.proposals.get("groups", []) if told and told.gap else []
    return {group["study_group"] for group in groups[:1]}


def _gap(told: gap_analysis.Told, names: Mapping[str, Name], language: str) -> dict[str, Any]:
    root = f"/{language}/gaps/"
    return {
        "identifier": told.gap,
        "address": f"{root}{told.gap}/",
        "why": f"{root}runs/{told.run}/results/{told.result.identifier}/",
        "state": told.result.get_state_display(),
        "severity": told.result.get_severity_display(),
        "score": said(told.result.score),
        "proposed": [names[name] for name in _proposed(told) if name in names],
    }


def _kind(kind: str, language: str) -> dict[str, str]:
    singular = {**dict(choices.EntryKind.choices), **dict(choices.ReferenceKind.choices)}
    return {
        "label": str(singular[kind]),
        "plural": str(PLURALS[kind]),
        "address": f"/{language}/{addresses.COLLECTIONS[kind]}/",
    }


def _plans(country: Data, language: str) -> dict[str, Any]:
    """Where a country finds what it needs, and what those in its situation lack and tried."""
    groups = [choices.CountryGroup(group) for group in country.get("groups", [])]
    return {
        "address": f"/{language}/pathway/?country={addresses.name_of(country['identifier'])}&change=1",
        "groups": [
            (
                group.label,
                [
                    (PLURALS["need"], f"/{language}/search/?kind=need&country_group={group}"),
                    (PLURALS["experience"], f"/{language}/experiences/?country_group={group}"),
                ],
            )
            for group in groups
        ],
    }


def _add_namers(record: Data, data: Data, language: str) -> None:
    """Who names a resolution names one of its provisions."""
    identifier = record["identifier"]
    record["named_by"] = named_by(identifier, targets(data), record["kind"], language)


def _add_provisions(record: Data, language: str) -> None:
    """Each provision with its place on the page, what it is called and how many entries answer it. One query."""
    census = Census()
    for provision in record["provisions"]:
        provision["anchor"] = provision["identifier"].partition("#")[2]
        provision["answers"] = census.entries(provision["identifier"])
        provision["entries"] = list_address("", "provision", addresses.name_of(provision["identifier"]), language)
        provision["called"] = provision_name(provision)
    record["operative"] = [provision for provision in record["provisions"] if provision["operative"]]
    record["preamble"] = [provision for provision in record["provisions"] if not provision["operative"]]


def _coverage_of_steps(record: Data) -> Shares:
    """How standards cover the requirements that the steps of a use case name; each counts once."""
    steps = [step for scenario in record.get("scenarios", []) for step in scenario["steps"]]
    named = {name.identifier: name.coverage for step in steps for name in step["requirements"] if name.coverage}
    return Shares.of(named.values())


def _translation(data: Data, language: str) -> dict[str, Any] | None:
    """What a reader must know about the language of the text: how it was translated, or that some of it was not."""
    source = BY_CODE[data["source_language"]]
    if language == source.code:
        return None
    state = data.get("translations", {}).get(language, "") if language in data["title"] else "missing"
    borrowed = is_borrowed(data, language)
    return (
        {"state": state, "borrowed": borrowed, "source": source} if borrowed or state in ("draft", "outdated") else None
    )


def _translations(data: Data) -> list[dict[str, Any]]:
    """The other languages of an entry, in the order of the Union, with the state of each."""
    states = data.get("translations", {})
    return [
        {"language": language, "state": choices.TranslationState(states[language.code]).label}
        for language in BY_CODE.values()
        if language.code in states
    ]
