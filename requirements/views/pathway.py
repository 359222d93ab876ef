"""How does a ministry find out what its services need, without an account, and take it home to answer?

The choice is in the address: the same query string gives page, workbook, Word document and ReqIF.
"""

from collections.abc import Iterable
from io import BytesIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, exchange, pathway, reports
from requirements.choices import Yes
from requirements.filters import Invalid
from requirements.pathway import Choice, Item, Profile
from requirements.reports import pathway as document
from requirements.spreadsheets import XLSX, attached, workbook_of
from requirements.views.gaps import gap_page
from requirements.views.names import Name, names_of
from requirements.views.pages import show
from requirements.views.reports import MEDIA

FAMILIES = {"country": "country", "use_case": "", "building_block": "block"}
# Of one parameter.
VALUES = 50


def _choice(query: QueryDict) -> Choice:
    """What an address chooses; Invalid names every unknown parameter and every value that nothing published has."""
    found = {name: _identifiers(query.getlist(name), family) for name, family in FAMILIES.items()}
    known = catalogue.published({value for values in found.values() for value in values})
    problems = {
        name: [_("There is no such parameter; known are: %(known)s.") % {"known": ", ".join(FAMILIES)}]
        for name in query
        if name not in (*FAMILIES, "change")
    }
    for name, values in found.items():
        if unknown := [value for value in values if value not in known]:
            problems[name] = [_("“%(value)s” is not in the registry.") % {"value": unknown[0][:100]}]
    if problems:
        raise Invalid(problems)
    return Choice(next(iter(found["country"]), ""), found["use_case"], found["building_block"])


def _identifiers(values: list[str], family: str) -> list[str]:
    written = [value.strip() for value in values if value.strip()][:VALUES]
    return [_identifier(value, family) for value in dict.fromkeys(written)]


def _identifier(value: str, family: str) -> str:
    if not family:
        return value.upper()
    return value if value.startswith(f"{family}:") else f"{family}:{value.lower()}"


@gap_page
def profile(request: HttpRequest, language: str) -> HttpResponseBase:
    """What is needed for what was chosen; what there is to choose from, if nothing was. At most twenty queries."""
    choice = _choice(request.GET)
    if not choice or "change" in request.GET:
        return _form(request, language, choice)
    found = pathway.profile(choice)
    names = names_of(_named(found), language)
    context = {
        "profile": found,
        "country": names.get(choice.country),
        "chosen": [names[name] for name in (*choice.use_cases, *choice.blocks) if name in names],
        "sections": [
            (word, [(names[item.identifier], item, _standards(item, names)) for item in items])
            for word, items in found.by_obligation
        ],
        "standards": [
            (names[record["identifier"]], Yes(record["free_of_charge"]), len(covered))
            for record, covered in found.standards
        ],
        "experiences": [(names[one.record["identifier"]], one.nearness) for one in found.experiences],
        "query": request.GET.urlencode(),
    }
    return show(request, "pathway.html", context)


def _form(request: HttpRequest, language: str, choice: Choice) -> HttpResponse:
    """Countries, use cases and building blocks to choose from, in the order of the reader's language. Six queries."""
    chosen = {choice.country, *choice.use_cases, *choice.blocks}
    offered = {
        name: [(one, one.identifier in chosen) for one in _offered(kind, language)]
        for name, kind in (("country", "country"), ("use_case", "use_case"), ("building_block", "block"))
    }
    return show(request, "pathway_form.html", {"offered": offered})


def _offered(kind: str, language: str) -> Iterable[Name]:
    editions = catalogue.in_force(kind).filter(texts__language=language).order_by("texts__sort_key", "identifier")
    names = list(editions.values_list("identifier", flat=True))
    found = names_of(names, language)
    return [found[name] for name in names]


def _named(found: Profile) -> set[str]:
    return {
        found.choice.country,
        *found.choice.use_cases,
        *found.choice.blocks,
        *(item.identifier for item in found.items),
        *(record["identifier"] for record, _covered in found.standards),
        *(row.standard for item in found.items for row in item.covered_by if row.standard),
        *(one.record["identifier"] for one in found.experiences),
    } - {""}


def _standards(item: Item, names: dict[str, Name]) -> list[Name]:
    found = dict.fromkeys(row.standard for row in item.covered_by if row.standard)
    return [names[name] for name in found if name in names]


def _chosen(request: HttpRequest) -> Profile:
    """The profile that a file is of; Invalid if nothing was chosen."""
    choice = _choice(request.GET)
    if not choice:
        raise Invalid({"use_case": [_("Choose at least one use case or building block.")]})
    return pathway.profile(choice)


@gap_page
def as_file(request: HttpRequest, language: str, medium: str) -> HttpResponseBase:
    """The profile as a workbook, a Word document or ReqIF."""
    found = _chosen(request)
    content, media_type = FILES[medium](request, found, language)
    return attached(HttpResponse(content), media_type, f"profile.{medium}")


def _workbook(request: HttpRequest, found: Profile, language: str) -> tuple[bytes, str]:
    """A sheet with a row for each requirement and room for the answer, one for the standards."""
    names = names_of(_named(found), language)
    answers = [_("Yes"), _("Partly covered"), _("Planned"), _("No"), _("Not applicable")]
    sheets = [(_("Checklist"), _checklist(found, names)), (_("Standards"), _list_of_standards(found, names))]
    return workbook_of(sheets, answers={"F": answers}), XLSX


def _checklist(found: Profile, names: dict[str, Name]) -> list[list[str]]:
    return [
        [
            *(_("Identifier"), _("Title"), _("Obligation"), _("Standards"), _("State")),
            *(_("National answer"), _("Remark")),
        ],
        *(
            [
                *(item.identifier, names[item.identifier].title.text, str(item.obligation.label)),
                "; ".join(name.short.text for name in _standards(item, names)),
                str(item.state.label) if item.state else "",
                "",
                "",
            ]
            for item in found.items
        ),
    ]


def _list_of_standards(found: Profile, names: dict[str, Name]) -> list[list[str]]:
    return [
        [_("Standard"), _("Title"), _("Free of charge"), _("Requirements")],
        *(
            [
                *(record["designation"], names[record["identifier"]].title.text),
                *(str(Yes(record["free_of_charge"]).label), "; ".join(covered)),
            ]
            for record, covered in found.standards
        ),
    ]


def _word(request: HttpRequest, found: Profile, language: str) -> tuple[bytes, str]:
    file = BytesIO()
    moment = catalogue.now().at
    reports.render(document.build(found, language, moment, request.GET.urlencode()), "docx", file)
    return file.getvalue(), MEDIA["docx"]


def _reqif(request: HttpRequest, found: Profile, language: str) -> tuple[bytes, str]:
    form, file = exchange.format_named("reqif"), BytesIO()
    exchange.export(found.editions, form, file)
    return file.getvalue(), form.media_type


FILES = {"xlsx": _workbook, "docx": _word, "reqif": _reqif}
