"""Which controls does a catalogue hold, and how does each read once its parameters are filled in?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from requirements.exchange.formats.oscal.prose import Params, filled
from requirements.exchange.formats.oscal.values import Data, objects, prop, text

STATEMENT = "statement"
OBJECTIVES = {"objective", "assessment-objective", "testing-procedures", "test-procedures"}
# How an assessor is to go about it belongs to SP 800-53A, not to what is required.
LEFT_OUT = {"assessment", "assessment-method", "assessment-object"}
LONGEST_NAME = 300
PART = re.compile(r"_(?:smt|stm|gdn|obj|asm|fr|statement|guidance)\b.*$")
REFERENCES = {"reference", "external-reference"}
# Germany's catalogues say of each statement with which verb it binds.
MODAL = re.compile(r"modal|obligation", re.IGNORECASE)


@dataclass(frozen=True)
class Control:
    """One control or enhancement: `groups` are the titles of the groups that hold it, `parent` the control that it
    enhances."""

    id: str
    title: str
    label: str
    family: str
    groups: tuple[str, ...]
    parent: str
    withdrawn: bool
    statement: str
    guidance: str
    objectives: str
    # (relation, id) of the controls that it names.
    links: tuple[tuple[str, str], ...]
    # The word that says how binding the statement is, where a property says it.
    modal: str
    # (id in the back matter, place in it) of what it refers to.
    references: tuple[tuple[str, str], ...]
    data: Data


def controls(catalogue: Data) -> Iterator[Control]:
    """Every control, parents before their enhancements, in the order of the catalogue; links lead to ids of controls,
    whether a part of one or another of its names was meant.
    """
    found = list(_below(catalogue, (), "", _params(catalogue, {})))
    names = {name: one.id for one in found for name in (one.label, prop(one.data, "sort-id")) if name}
    names |= {one.id: one.id for one in found}
    for one in found:
        yield replace(one, links=tuple((relation, _target(named, names)) for relation, named in one.links))


def _target(named: str, names: Mapping[str, str]) -> str:
    """`ac-2` of `ac-2_smt.a`; what is in another catalogue keeps its name."""
    shorter = named[:LONGEST_NAME]
    while shorter and shorter not in names:
        shorter = shorter.rpartition("_")[0]
    return names.get(shorter) or PART.sub("", named)


def _below(holder: Data, groups: tuple[str, ...], parent: str, params: Params) -> Iterator[Control]:
    for data in objects(holder, "controls"):
        known = _params(data, params)
        yield _control(data, groups, parent, known)
        yield from _below(data, groups, text(data, "id"), known)
    for group in objects(holder, "groups"):
        title = text(group, "title")
        yield from _below(group, (*groups, title) if title else groups, "", _params(group, params))


def _is(data: Data, name: str) -> bool:
    return text(data, "name") == name


def _params(holder: Data, above: Params) -> dict[str, Data]:
    own = {text(param, "id"): param for param in objects(holder, "params")}
    other = {prop(param, "alt-identifier"): param for param in own.values()}
    return {**above, **other, **own}


def _control(data: Data, groups: tuple[str, ...], parent: str, params: Params) -> Control:
    parts = objects(data, "parts")
    guidance = [part for part in parts if text(part, "name") not in {STATEMENT, *OBJECTIVES, *LEFT_OUT}]
    statements = [part for part in parts if _is(part, STATEMENT)]
    links = [(text(link, "rel").replace("_", "-"), text(link, "href"), link) for link in objects(data, "links")]
    return Control(
        id=text(data, "id"),
        title=filled(text(data, "title"), params),
        label=prop(data, "label"),
        family=text(data, "class").removesuffix("-enhancement"),
        groups=groups,
        parent=parent,
        withdrawn=prop(data, "status").lower() == "withdrawn",
        statement=_prose(statements, params),
        guidance=_prose(guidance, params),
        objectives=_prose([part for part in parts if text(part, "name") in OBJECTIVES], params),
        links=tuple((rel, target.removeprefix("#")) for rel, target, _ in links if rel not in REFERENCES),
        modal=next((text(one, "value") for part in (*statements, data) for one in _modal(part)), ""),
        references=tuple((to.removeprefix("#"), text(link, "text")) for rel, to, link in links if rel in REFERENCES),
        data=data,
    )


def _modal(holder: Data) -> Iterator[Data]:
    return (one for one in objects(holder, "props") if MODAL.search(text(one, "name")))


def _prose(parts: Sequence[Data], params: Params) -> str:
    """One item a line, indented as it is nested, behind its label; parts of a control apart by a blank line."""
    return "\n\n".join(filter(None, ("\n".join(_lines(part, params, 0)) for part in parts)))


def _lines(part: Data, params: Params, depth: int) -> Iterator[str]:
    names = filter(None, [prop(part, "label"), text(part, "title")])
    said = " ".join(filter(None, [*names, filled(text(part, "prose"), params)]))
    if said:
        yield "  " * depth + said
    for below in objects(part, "parts"):
        if text(below, "name") not in LEFT_OUT:
            yield from _lines(below, params, depth + bool(said))
