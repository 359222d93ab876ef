"""On what does an assessment in one cell of the grid rest: which clauses, why, how sure, and what stays uncovered?"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from requirements import catalogue, documents, mapping, permissions, workflow
from requirements.choices import Confidence, CoverageRelation
from requirements.documents.shape import TITLE_LENGTH
from requirements.languages import BY_CODE, Language
from requirements.models import Coverage, Entry, Standard, User

KINDS = ("requirement", "aspect")
MOST_CLAUSES, LONGEST = 100, 10_000


@dataclass(frozen=True)
class Place:
    """A cell of the grid: an entry beside a standard, or beside none at all."""

    entry: Entry
    standard: Standard | None

    @property
    def name(self) -> str:
        return f"{self.entry.identifier}|{self.standard.identifier if self.standard else ''}"

    @property
    def row(self) -> Coverage | None:
        return Coverage.objects.filter(entry=self.entry, standard=self.standard).order_by("position", "pk").first()

    @property
    def language(self) -> Language:
        """In which reasons are given: that of the entry."""
        return BY_CODE[self.entry.source_language]

    @property
    def asks(self) -> str:
        """What the entry says, in its own language."""
        document: Any = mapping.document_of(self.entry.record)
        text: str = getattr(document, documents.MAIN_TEXT[document.kind]).get(self.entry.source_language, "")
        return text

    @property
    def provides(self) -> str:
        """What the standard is about, as far as the registry knows."""
        if self.standard is None:
            return ""
        titles = catalogue.titles([self.standard.identifier], get_language() or "en")
        return titles.get(self.standard.identifier, str(self.standard))


def place_of(name: str, user: User) -> Place | None:
    """The cell of that name, if there is one that the user may see."""
    identifier, _sign, standard = name.replace("\x00", "").partition("|")
    visible = permissions.visible(Entry.objects.filter(kind__in=KINDS), user)
    entry = visible.filter(identifier=identifier).first()
    found = Standard.objects.filter(identifier=standard).first() if standard else None
    return Place(entry, found) if entry and (found or not standard) else None


class GroundsForm(forms.Form):
    """An assessment with what it rests on; a cell beside no standard has no edition, clauses or remainder."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=[("", "—"), *CoverageRelation.choices])
    edition = forms.ChoiceField(label=gettext_lazy("Edition"), required=False)
    clauses = forms.CharField(
        label=gettext_lazy("Clauses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One in each line, as the standard numbers them: 6.2, Annex A."),
    )
    rationale = forms.CharField(
        label=gettext_lazy("Rationale"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    uncovered = forms.CharField(
        label=gettext_lazy("What stays uncovered"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confidence = forms.ChoiceField(label=gettext_lazy("Confidence"), choices=Confidence.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, place: Place, *args: Any) -> None:
        super().__init__(*args, initial=_initial(place), auto_id="cell-%s")
        self.fields["relation"].widget.attrs["autofocus"] = True
        for name in ("rationale", "uncovered"):
            self.fields[name].widget.attrs |= {"lang": place.language.code, "dir": place.language.direction}
        if place.standard is None:
            self.fields["relation"].choices = [  # type: ignore[attr-defined]
                (CoverageRelation.NO_RELATIONSHIP, _("None found"))
            ]
            for name in ("edition", "clauses", "uncovered"):
                del self.fields[name]
        else:
            self.fields["edition"].choices = _editions(place)  # type: ignore[attr-defined]

    def clean_clauses(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["clauses"].splitlines()]
        clauses = list(dict.fromkeys(line for line in lines if line))
        if len(clauses) > MOST_CLAUSES or any(len(clause) > TITLE_LENGTH for clause in clauses):
            raise forms.ValidationError(
                _("At most %(number)s clauses, each of at most %(length)s characters.")
                % {"number": MOST_CLAUSES, "length": TITLE_LENGTH}
            )
        return clauses

    def grounds(self) -> workflow.Grounds:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return workflow.Grounds(**said)


def _initial(place: Place) -> dict[str, Any]:
    row, language = place.row, place.language.code
    known = {"version": place.entry.version, "edition": workflow.edition_meant(place.standard)}
    if row is None:
        return {**known, "confidence": Confidence.UNSPECIFIED}
    return {
        **known,
        "relation": row.relation,
        "edition": row.edition,
        "clauses": "\n".join(row.clauses),
        "rationale": row.rationale.get(language, ""),
        "uncovered": row.uncovered.get(language, ""),
        "confidence": row.confidence,
    }


def _editions(place: Place) -> list[tuple[str, str]]:
    """The editions of the standard, and the one that was assessed even if it is not among them any more."""
    labels = list(place.standard.editions.values_list("label", flat=True)) if place.standard else []
    row = place.row
    if row and row.edition not in labels:
        labels.append(row.edition)
    return [(label, label or "—") for label in labels or [""]]
