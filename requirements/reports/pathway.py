"""How does a country take its profile into a meeting: what is asked, with room for its own answer?"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from requirements.choices import Yes
from requirements.languages import BY_CODE
from requirements.pathway import Item, Profile
from requirements.reports.document import Block, Cell, Document, Heading, Paragraph, Table, numbered
from requirements.reports.telling import Telling, address


def build(profile: Profile, language: str, moment: datetime, query: str) -> Document:
    """The profile as a document; `query` is the choice as it stands in the address. One query."""
    telling = Telling(language, moment, _identifiers(profile), figures="")
    with override(language):
        blocks = [*_requirements(telling, profile), *_standards(telling, profile), *_experiences(telling, profile)]
        return Document(
            title=_("Profile for a country"),
            subtitle=_country(telling, profile),
            language=BY_CODE[language],
            blocks=numbered(blocks),
            source=f"{_('DPI Registry')}, {address(f'/{language}/pathway/?{query}')}",
            landscape=True,
            moment=moment,
        )


def _country(telling: Telling, profile: Profile) -> str:
    return telling.title(profile.choice.country).text if profile.choice.country else ""


def _identifiers(profile: Profile) -> set[str]:
    return {
        profile.choice.country,
        *(item.identifier for item in profile.items),
        *(record["identifier"] for record, _covered in profile.standards),
        *(one.record["identifier"] for one in profile.experiences),
        *(country for one in profile.experiences for country in one.record["countries"]),
    }


def _requirements(telling: Telling, profile: Profile) -> Iterable[Block]:
    for word, items in profile.by_obligation:
        yield Heading(str(word.label))
        yield Table(
            head=[_("Requirement"), _("Standards"), _("State"), _("National answer")],
            rows=[_requirement(telling, item) for item in items],
            widths=(5, 3, 2, 4),
            caption=_("Checklist: %(obligation)s") % {"obligation": word.label},
        )


def _requirement(telling: Telling, item: Item) -> Sequence[Cell]:
    standards = dict.fromkeys(row.standard for row in item.covered_by if row.standard)
    return [
        telling.entry(item.identifier),
        telling.plain(", ".join(telling.short(name).text for name in standards) or "–"),
        telling.plain(item.state.label if item.state else "–"),
        [],
    ]


def _standards(telling: Telling, profile: Profile) -> Iterable[Block]:
    yield Heading(_("Standards"))
    if not profile.standards:
        yield Paragraph(telling.plain(_("No standard is known to cover any of this.")))
        return
    yield Table(
        head=[_("Standard"), _("Free of charge"), _("Requirements")],
        rows=[
            [
                telling.name(record["identifier"]),
                telling.plain(Yes(record["free_of_charge"]).label),
                telling.plain(", ".join(covered)),
            ]
            for record, covered in profile.standards
        ],
        widths=(6, 1.5, 5),
        caption=_("Standards, those free of charge first"),
    )


def _experiences(telling: Telling, profile: Profile) -> Iterable[Block]:
    yield Heading(_("Experience of others"))
    if not profile.experiences:
        yield Paragraph(telling.plain(_("No experience with any of this has been told yet.")))
        return
    yield Table(
        head=[_("Experience"), _("Countries")],
        rows=[
            [
                telling.entry(one.record["identifier"]),
                telling.plain(", ".join(telling.title(country).text for country in one.record["countries"])),
            ]
            for one in profile.experiences
        ],
        widths=(6, 3),
        caption=_("Experience, that of comparable countries first"),
    )
