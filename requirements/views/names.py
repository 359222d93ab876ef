"""How does one page name the records of others: by which words, with which link?"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from requirements import catalogue, choices
from requirements.languages import BY_CODE
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.designations import provision_name, resolution_name
from requirements.views.texts import Data, Shown, shown, word


@dataclass(frozen=True)
class Name:
    """A record as another page names it. `short` is what it is called in a line: `ITU-T X.1254`, `SG17`, its title."""

    identifier: str
    kind: str
    title: Shown
    short: Shown
    address: str
    standing: str = choices.Standing.IN_FORCE
    facts: dict[str, str] = field(default_factory=dict)

    def __html__(self) -> SafeString:
        """A link in a line of the page."""
        return format_html('<a href="{}"{}>{}</a>', self.address, self.short.attributes, self.short.text)

    # A template asks for `str()`.
    __str__ = __html__

    @property
    def obligation(self) -> str:
        return self.facts.get("obligation", "")

    @property
    def coverage(self) -> str:
        return self.facts.get("coverage", "")


def names_of(identifiers: Collection[str], language: str) -> dict[str, Name]:
    """Identifier → name, for what is published, withdrawn or not; provisions too. One query, none for no identifier."""
    holders = {identifier.partition("#")[0] for identifier in identifiers}
    if not holders:
        return {}
    found: dict[str, Name] = {}
    for edition in catalogue.current().filter(identifier__in=holders):
        data = catalogue.document(edition)
        found[edition.identifier] = name_of(edition, data, language)
        for provision in data.get("provisions", []) if edition.kind == "resolution" else []:
            found[provision["identifier"]] = _provision(edition, data, provision, language)
    return {identifier: found[identifier] for identifier in identifiers if identifier in found}


def name_of(edition: Edition, data: Data, language: str) -> Name:
    """The name of the record that an edition is of. `data` is its document."""
    title = shown(data["title"], language, data["source_language"])
    return Name(
        identifier=edition.identifier,
        kind=edition.kind,
        title=title,
        short=_short(data, title, language),
        address=addresses.page(edition.identifier, language),
        standing=edition.standing,
        facts=dict(facet.split(":", 1) for facet in edition.facets if facet.startswith(("obligation:", "coverage:"))),
    )


def _short(data: Data, title: Shown, language: str) -> Shown:
    if data["kind"] == "resolution" and (called := resolution_name(data)):
        return Shown(called, BY_CODE[language], foreign=False)
    designation = data.get("designation") or data.get("acronym") or ""
    if data["kind"] == "action" and data.get("number"):
        return word(data["number"], language, data["source_language"])
    if data["kind"] in ("standard", "study-group") and designation:
        return word(designation, language, data["source_language"])
    return title or word(data["identifier"], language, data["source_language"])


def _provision(edition: Edition, data: Data, provision: Data, language: str) -> Name:
    """A provision is called by its resolution, its beginning and its number; its title is the paraphrase."""
    identifier, source = provision["identifier"], data["source_language"]
    short = _("%(resolution)s, %(provision)s") % {
        "resolution": resolution_name(data) or shown(data["title"], language, source).text,
        "provision": provision_name(provision),
    }
    return Name(
        identifier=identifier,
        kind="provision",
        title=shown(provision.get("paraphrase", {}), language, source),
        short=Shown(short, BY_CODE[language], foreign=False),
        address=addresses.page(identifier, language),
        standing=edition.standing,
    )
