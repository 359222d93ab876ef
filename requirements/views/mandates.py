"""What does a reader see of mandates: which there are, what they ask, what is done about it and what shows it?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, choices, documents, mandates
from requirements.choices import EvidenceKind
from requirements.languages import BY_CODE
from requirements.mandates import Counted, Counter
from requirements.views import drawing
from requirements.views.mentions import Census
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import by_identifier, page, show
from requirements.views.texts import Data, Shown, shown, word


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence as a page shows it; `number` is None where nothing is counted."""

    label: Shown
    number: int | None
    address: str
    is_broken: bool = False


def evidence_of(counted: Counted, language: str, source: str) -> Evidence:
    addresses = {
        EvidenceKind.ENTRIES: f"/{language}/search/?{counted.query}",
        EvidenceKind.EVENT: counted.url or f"/{language}/events/?{counted.query}",
        EvidenceKind.GAP_ANALYSIS: f"/{language}/gaps/runs/{counted.run}/" if counted.run else f"/{language}/gaps/",
    }
    label = shown(counted.title, language, source) or word(str(counted.kind.label), language, language)
    return Evidence(label, counted.number, addresses.get(counted.kind, counted.url), counted.is_broken)


@dataclass(frozen=True)
class Action:
    """An action as it stands under a provision."""

    name: Name
    record: Data
    evidence: Sequence[Evidence]
    overdue: bool
    report_overdue: bool


def action_of(data: Data, name: Name, counter: Counter, language: str) -> Action:
    today = timezone.localdate()
    source = data["source_language"]
    record = {
        "state": choices.ActionState(data["state"]),
        "statement": shown(data["statement"], language, source),
        "title": shown(data["title"], language, source),
        "due_on": data["due_on"],
        "next_report_on": data["next_report_on"],
        "lead": [choices.Addressee(one) for one in data["lead"]],
    }
    evidence = [evidence_of(counter.counted(one, data["provisions"]), language, source) for one in data["evidence"]]
    return Action(name, record, evidence, mandates.is_overdue(data, today), mandates.is_report_overdue(data, today))


def add_to_provisions(record: Data, language: str) -> None:
    """What is done about each provision, and its official words where staff show them. At most four queries, and those
    of what no evidence asked since the last publication.
    """
    counter, found = Counter(), defaultdict(list)
    for edition in catalogue.in_force("action").filter(facets__contains=[record["identifier"]]):
        data = catalogue.document(edition)
        action = (mandates.number_of(data), action_of(data, name_of(edition, data, language), counter, language))
        for provision in data["provisions"]:
            found[provision].append(action)
    texts = mandates.shown_texts(record["identifier"])
    wording = _wording(texts, language)
    for provision in record["provisions"]:
        ordered = sorted(found[provision["identifier"]], key=lambda pair: pair[0])
        provision["actions"] = [action for _number, action in ordered]
        provision["wording"] = wording.get(provision["identifier"].partition("#")[2])
    record["states"] = _states(found)
    record["readings"] = texts


def _wording(shown_texts: Sequence[mandates.Text], language: str) -> dict[str, Shown]:
    """Key of a provision → its official words, of the adopted text in the language of the page or else the first."""
    texts = [text for text in shown_texts if text.status != choices.ResolutionStatus.PROPOSED]
    if not texts:
        return {}
    text = next((one for one in texts if one.language == language), texts[0])
    return {
        provision.key: Shown(provision.text, BY_CODE[text.language], foreign=text.language != language)
        for _section, provision in text.reading.provisions()
    }


def _states(found: Mapping[str, Any]) -> list[tuple[choices.ActionState, int]]:
    """How many actions there are in each state."""
    actions = {action.name.identifier: action for pairs in found.values() for _number, action in pairs}
    counted = dict.fromkeys(choices.ActionState, 0)
    for action in actions.values():
        counted[action.record["state"]] += 1
    return [(state, number) for state, number in counted.items() if number]


def add_evidence(record: Data, data: Data, language: str) -> None:
    """What shows that an action is taken, counted now, and whether it is late."""
    counter, today = Counter(), timezone.localdate()
    source = data["source_language"]
    record["evidence"] = [
        evidence_of(counter.counted(one, data["provisions"]), language, source) for one in data["evidence"]
    ]
    record["overdue"] = mandates.is_overdue(data, today)
    record["report_overdue"] = mandates.is_report_overdue(data, today)


@dataclass(frozen=True)
class Mandate:
    """A resolution in the list: what it asks, what is done, whom it recalls and who recalls it."""

    name: Name
    record: Data
    operative: int
    unanswered: int
    actions: int
    entries: int
    cites: Sequence[tuple[Name, str]]
    cited_by: Sequence[Name]


@page
def resolutions(request: HttpRequest, language: str) -> HttpResponseBase:
    """Every resolution with its revisions, those that it refers to, and how far its actions are. Four queries."""
    editions = list(catalogue.in_force("resolution").order_by("identifier"))
    data = {edition.identifier: catalogue.document(edition) for edition in editions}
    names = {edition.identifier: name_of(edition, data[edition.identifier], language) for edition in editions}
    actions = [catalogue.document(edition) for edition in catalogue.in_force("action")]
    census = Census()
    rows = [_mandate(data[one], names, data, actions, census, language) for one in names]
    rows.sort(key=lambda row: (not row.operative, -row.entries, row.name.identifier))
    context = {
        "menu": "resolution",
        "asking": [row for row in rows if row.operative],
        "others": [row for row in rows if not row.operative],
        "graph": _drawn(data, names, mirrored=BY_CODE[language].direction == "rtl"),
    }
    return show(request, "mandates.html", context)


def _mandate(
    document: Data,
    names: Mapping[str, Name],
    known: Mapping[str, Data],
    actions: Sequence[Data],
    census: Census,
    language: str,
) -> Mandate:
    identifier = document["identifier"]
    own = [action for action in actions if action["resolution"] == identifier]
    provisions = [provision["identifier"] for provision in document["provisions"]]
    cites = {one["target"]: one["occasion"] for one in document.get("citations", []) if one["target"] in names}
    cited_by = [
        other for other, data in known.items() if any(one["target"] == identifier for one in data.get("citations", []))
    ]
    return Mandate(
        name=names[identifier],
        record={"place_year": document["place_year"], "lineage": document.get("lineage", [])},
        operative=sum(provision["operative"] for provision in document["provisions"]),
        unanswered=len(mandates.unanswered(document, own)),
        actions=len(own),
        entries=census.entries(*provisions) if provisions else 0,
        cites=[(names[one], occasion) for one, occasion in cites.items()],
        cited_by=[names[one] for one in cited_by],
    )


def _drawn(data: Mapping[str, Data], names: Mapping[str, Name], *, mirrored: bool) -> drawing.Graph | None:
    """Who recalls whom: on one side the resolutions that name others, on the other those that they name."""
    edges = {
        (identifier, one["target"])
        for identifier, document in data.items()
        for one in document.get("citations", [])
        if one["target"] in names and one["target"] != identifier
    }
    citing = sorted({source for source, _target in edges})
    cited = sorted({target for _source, target in edges} - set(citing))
    headings = (_("Resolution"), _("What it refers to"))
    return drawing.two_columns(citing, cited, sorted(edges), headings, names, mirrored=mirrored)


@page
@by_identifier
def compare_texts(request: HttpRequest, language: str, identifier: str) -> HttpResponseBase:
    """Two of the texts that staff show, provision by provision; one proposal alone against what it would change."""
    texts = {text.name: text for text in mandates.shown_texts(identifier)}
    if documents.kind_of(identifier) != "resolution" or not texts:
        raise Http404
    chosen = [texts.get(request.GET.get(side, "")) for side in ("before", "after")]
    before = chosen[0] or next(iter(texts.values()))
    after = chosen[1] or (None if chosen[0] else next((one for one in texts.values() if one != before), None))
    pairs = mandates.compared(before.reading, after.reading if after else None)
    names = names_of([identifier, *(f"{identifier}#{pair.key}" for pair in pairs)], language)
    context = {
        "menu": "resolution",
        "name": names[identifier],
        "texts": list(texts.values()),
        "before": before,
        "after": after,
        "rows": [_compared(pair, names.get(f"{identifier}#{pair.key}"), before, after or before) for pair in pairs],
        "doubts": [] if after else before.reading.doubts,
        "changed": sum(pair.differs for pair in pairs),
    }
    return show(request, "compare_texts.html", context)


def _compared(pair: mandates.Pair, name: Name | None, before: mandates.Text, after: mandates.Text) -> Data:
    """A row: the provision, and its words in runs (`equal`, `delete`, `insert`) where both texts speak one language."""
    old, new = (side.text if side else "" for side in (pair.before, pair.after))
    same_language = before.language == after.language
    side = pair.after or pair.before
    return {
        "called": name or pair.key,
        "heading": side.section.heading if side else "",
        "label": side.provision.label if side else "",
        "differs": pair.differs,
        "runs": documents.words(old, new) if same_language and pair.differs else [],
        "old": Shown(old, BY_CODE[before.language], foreign=True),
        "new": Shown(new, BY_CODE[after.language], foreign=True),
        "same_language": same_language,
    }
