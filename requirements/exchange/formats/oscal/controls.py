"""Which controls does a catalogue hold, and how does each read once its parameters are filled in?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# `{{ insert: param, ac-1_prm_1 }}`, in older releases `{{ ac-1_prm_1 }}`.
INSERTION = re.compile(r"\{\{\s*(?:insert:\s*param,\s*)?([\w.-]+)\s*\}\}")
# A choice may name another parameter, which may name another; longer chains are circles.
LONGEST_CHAIN = 4
STATEMENT, GUIDANCE = "statement", "guidance"
OBJECTIVES = {"objective", "assessment-objective"}
# How an assessor is to go about it belongs to SP 800-53A, not to what is required.
LEFT_OUT = {"assessment", "assessment-method", "assessment-object"}

Data = Mapping[str, Any]
Params = Mapping[str, Data]


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
    data: Data


def controls(catalogue: Data) -> Iterator[Control]:
    """Every control, parents before their enhancements, in the order of the catalogue."""
    yield from _below(catalogue, (), "", _params(catalogue, {}))


def _below(holder: Data, groups: tuple[str, ...], parent: str, params: Params) -> Iterator[Control]:
    for data in objects(holder, "controls"):
        known = _params(data, params)
        yield _control(data, groups, parent, known)
        yield from _below(data, groups, text(data, "id"), known)
    for group in objects(holder, "groups"):
        title = text(group, "title")
        yield from _below(group, (*groups, title) if title else groups, "", _params(group, params))


def objects(holder: Data, name: str) -> Sequence[Data]:
    """The objects of a list; anything else there is nothing that OSCAL knows."""
    found = holder.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(holder: Data, name: str) -> str:
    found = holder.get(name)
    return found.strip() if isinstance(found, str) else ""


def prop(holder: Data, name: str) -> str:
    """The value of a property, of the first that has no class if there are several."""
    found = sorted((bool(text(one, "class")), text(one, "value")) for one in objects(holder, "props") if _is(one, name))
    return found[0][1] if found else ""


def _is(data: Data, name: str) -> bool:
    return text(data, "name") == name


def _params(holder: Data, above: Params) -> dict[str, Data]:
    own = {text(param, "id"): param for param in objects(holder, "params")}
    other = {prop(param, "alt-identifier"): param for param in own.values()}
    return {**above, **other, **own}


def _control(data: Data, groups: tuple[str, ...], parent: str, params: Params) -> Control:
    parts = objects(data, "parts")
    guidance = [part for part in parts if text(part, "name") not in {STATEMENT, *OBJECTIVES, *LEFT_OUT}]
    links = ((text(link, "rel"), text(link, "href").removeprefix("#")) for link in objects(data, "links"))
    return Control(
        id=text(data, "id"),
        title=filled(text(data, "title"), params),
        label=prop(data, "label"),
        family=text(data, "class").removesuffix("-enhancement"),
        groups=groups,
        parent=parent,
        withdrawn=prop(data, "status").lower() == "withdrawn",
        statement=_prose([part for part in parts if _is(part, STATEMENT)], params),
        guidance=_prose(guidance, params),
        objectives=_prose([part for part in parts if text(part, "name") in OBJECTIVES], params),
        links=tuple((rel, target.partition("_")[0]) for rel, target in links),
        data=data,
    )


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


def filled(prose: str, params: Params, chain: int = 0) -> str:
    """The prose with what NIST prints for each parameter: `[Assignment: frequency]`."""
    return INSERTION.sub(lambda found: _in_words(found[1], params, chain), prose)


def _in_words(name: str, params: Params, chain: int) -> str:
    param = params.get(name, {})
    values = [value for value in _strings(param, "values") if value]
    if values:
        return ", ".join(values)
    selection = param.get("select")
    if isinstance(selection, dict) and chain < LONGEST_CHAIN:
        many = " (one or more)" if text(selection, "how-many") == "one-or-more" else ""
        choices = "; ".join(filled(choice, params, chain + 1) for choice in _strings(selection, "choice"))
        return f"[Selection{many}: {choices}]"
    return f"[Assignment: {filled(text(param, 'label'), params, chain + 1) if chain < LONGEST_CHAIN else name}]"


def _strings(holder: Data, name: str) -> list[str]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
