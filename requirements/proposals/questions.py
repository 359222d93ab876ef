"""What is somebody asked who proposes something, on which page, and what is wrong with an answer?

One form for the site and for what was filled in offline: the same questions, the same sentences.
"""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from requirements import catalogue, choices
from requirements.formulas import holdable
from requirements.languages import LANGUAGES

# As long as the documents allow.
LINE, TEXT = 300, 20_000
CONFIRMED = gettext_lazy("You get a link there to confirm it. Only staff see it.")
Question = Callable[[], forms.Field]


class MailField(forms.EmailField):
    """Where somebody can be written to."""

    default_error_messages = {
        "required": gettext_lazy("Enter a mail address"),
        "invalid": gettext_lazy("Enter a mail address such as name@example.org"),
    }

    def __init__(self, *, help_text: Any = "") -> None:
        super().__init__(label=gettext_lazy("Mail address"), help_text=help_text)


class OwnMailField(MailField):
    """The same of who fills in the form, whose browser may know it."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})


class PageForm(forms.Form):
    """One page of questions. `website` is a trap: people never see it, and what fills it in is no person."""

    website = forms.CharField(required=False, max_length=LINE)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", "use_required_attribute": False, **options})

    def clean(self) -> dict[str, Any]:
        """Without what no file holds: a disposition, a feed and a report are made of it."""
        cleaned = super().clean() or self.cleaned_data
        return {name: holdable(value) if isinstance(value, str) else value for name, value in cleaned.items()}

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "website"]

    def typed(self) -> dict[str, Any]:
        """What was answered, right or wrong, as it can be stored and shown again."""
        return {name: _storable(self[name].data) for name in self.fields if name != "website"}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) of everything that is wrong, in the order of the page."""
        return [
            (_first_input(self[name]), str(errors[0])) for name, errors in self.errors.items() if name in self.fields
        ]


def _storable(value: Any) -> Any:
    """Text without what no file holds, and PostgreSQL refuses to keep."""
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return holdable(str(value or "")[: 2 * TEXT].replace("\r\n", "\n"))


def _first_input(field: forms.BoundField) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


def _line(label: Any, hint: Any = "", wrong: Any = "", *, required: bool = True, **options: Any) -> Question:
    messages = {"required": wrong} if wrong else {}
    return lambda: forms.CharField(
        label=label, help_text=hint, required=required, max_length=LINE, error_messages=messages, **options
    )


def _text(label: Any, hint: Any = "", wrong: Any = "", *, required: bool = True, rows: int = 4) -> Question:
    messages = {"required": wrong} if wrong else {}
    return lambda: forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=TEXT,
        error_messages=messages,
        widget=forms.Textarea(attrs={"rows": rows, "cols": 60}),
    )


def _one(label: Any, values: Any, hint: Any = "", wrong: Any = "", *, radio: bool = False) -> Question:
    """One value of an enumeration; a short one as radio buttons."""
    options = {"label": label, "help_text": hint, "required": bool(wrong), "error_messages": {"required": wrong}}
    if radio:
        return lambda: forms.ChoiceField(choices=_values(values), widget=forms.RadioSelect, **options)
    return lambda: forms.ChoiceField(choices=lambda: [("", "–"), *_values(values)], **options)


def _some(label: Any, values: Any, hint: Any = "", wrong: Any = "") -> Question:
    messages = {"required": wrong}
    return lambda: forms.MultipleChoiceField(
        label=label,
        help_text=hint or CHOOSE_ALL,
        required=bool(wrong),
        error_messages=messages,
        choices=lambda: _values(values),
        widget=forms.CheckboxSelectMultiple,
    )


def _values(values: Any) -> list[tuple[str, Any]]:
    return list(values() if callable(values) and not hasattr(values, "choices") else values.choices)


def _records(kind: str) -> Callable[[], list[tuple[str, str]]]:
    """The records of a kind that are in force, under their names in the reader's language. One query."""

    def named() -> list[tuple[str, str]]:
        editions = catalogue.in_force(kind).filter(texts__language=get_language() or "en")
        return list(editions.order_by("texts__sort_key", "identifier").values_list("identifier", "texts__title"))

    return named


def _languages() -> list[tuple[str, str]]:
    return [(language.code, language.name) for language in LANGUAGES]


class WebField(forms.CharField):
    """An address on the web, typed as people type it."""

    widget = forms.URLInput
    check = URLValidator(schemes=["http", "https"])

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        try:
            if value:
                self.check(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("Enter a web address such as https://example.org/report.pdf")) from error
        return value


class CommentForm(PageForm):
    """What is said in a dialogue. Who is signed in is asked neither for a name nor for an address."""

    name = forms.CharField(label=gettext_lazy("Your name"), help_text=gettext_lazy("It is shown."), max_length=LINE)
    organization = forms.CharField(label=gettext_lazy("Organization"), required=False, max_length=LINE)
    email = OwnMailField(help_text=CONFIRMED)
    place = forms.CharField(
        label=gettext_lazy("Place in the text"),
        help_text=gettext_lazy("A clause, a field, a row: what you speak of."),
        required=False,
        max_length=LINE,
    )
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 60}),
        error_messages={"required": gettext_lazy("Say something")},
    )


CHOOSE_ALL = gettext_lazy("Choose all that apply.")
NO_PERSONAL_DATA = gettext_lazy("Name the situation you have seen. Leave out personal data.")
TITLE = _line(
    gettext_lazy("Title"),
    gettext_lazy("What it is about, in at most twelve words."),
    gettext_lazy("Say in a few words what it is about"),
)
BLOCKS = gettext_lazy("Building blocks")
EVIDENCE: dict[str, Question] = {
    "evidence": lambda: WebField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("Web address of a report or standard."),
        required=False,
        max_length=LINE,
    ),
    "text_language": lambda: forms.ChoiceField(label=gettext_lazy("Language of your text"), choices=_languages),
}
COUNTRY = _one(gettext_lazy("Country"), _records("country"), wrong=gettext_lazy("Choose a country"))
SENDER: dict[str, Question] = {
    "name": _line(
        gettext_lazy("Your name"),
        gettext_lazy("Only staff see it."),
        gettext_lazy("Enter your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    ),
    "organization": _line(
        gettext_lazy("Organization"), required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    ),
    "category": _one(
        gettext_lazy("You write for"), choices.MemberCategory, wrong=gettext_lazy("Choose whom you write for")
    ),
    "email": lambda: OwnMailField(help_text=CONFIRMED),
    "shown": lambda: forms.BooleanField(
        label=gettext_lazy("Once it is published, show beside it what I had proposed"), required=False
    ),
}
FACTORS: dict[str, Question] = {
    "helped": _some(gettext_lazy("What helped"), choices.FactorCategory),
    "helped_how": _text(gettext_lazy("How it helped"), required=False, rows=3),
    "hindered": _some(gettext_lazy("What stood in the way"), choices.FactorCategory),
    "hindered_how": _text(gettext_lazy("How it stood in the way, and what you did"), required=False, rows=3),
    "lessons": _text(gettext_lazy("Lessons"), gettext_lazy("One in a line."), required=False),
}

# What is asked of each kind, page by page; the sender is the last page of all.
PAGES: dict[str, tuple[dict[str, Question], ...]] = {
    "requirement": (
        {
            "title": TITLE,
            "statement": _text(
                gettext_lazy("Statement"),
                gettext_lazy(
                    "One sentence, one requirement. Use “is required to”, “is recommended to” or “can optionally”."
                ),
                gettext_lazy("Say who is required, recommended or permitted to do what"),
            ),
            "obligation": _one(
                gettext_lazy("Requirement level"),
                lambda: [
                    ("required", _("Required: without it the service fails or harms people")),
                    ("recommended", _("Recommended: there may be good reasons not to")),
                    ("optional", _("Optional: helps in some settings")),
                    ("prohibited", _("Prohibited: it would harm people or the service")),
                ],
                wrong=gettext_lazy("Choose a requirement level"),
                radio=True,
            ),
        },
        {
            "building_blocks": _some(BLOCKS, _records("block"), wrong=gettext_lazy("Choose at least one block")),
            "rationale": _text(gettext_lazy("Why it is needed"), NO_PERSONAL_DATA, required=False),
            "acceptance_criteria": _text(gettext_lazy("How one sees that it is met"), required=False, rows=3),
            **EVIDENCE,
        },
        SENDER,
    ),
    "use_case": (
        {
            "title": TITLE,
            "short_description": _text(
                gettext_lazy("What happens"),
                gettext_lazy("Who wants what, and what they get in the end."),
                gettext_lazy("Say who wants what, and what they get"),
            ),
            "sector": _one(gettext_lazy("Sector"), choices.Sector, wrong=gettext_lazy("Choose a sector")),
        },
        {
            "steps": _text(
                gettext_lazy("Steps"),
                gettext_lazy("One in a line, in their order."),
                gettext_lazy("Describe at least one step"),
                rows=6,
            ),
            "building_blocks": _some(BLOCKS, _records("block"), wrong=gettext_lazy("Choose at least one block")),
            "low_connectivity_variant": _text(
                gettext_lazy("What differs where connectivity is low"), required=False, rows=3
            ),
            **EVIDENCE,
        },
        SENDER,
    ),
    "aspect": (
        {
            "title": TITLE,
            "description": _text(
                gettext_lazy("What should be standardized"),
                gettext_lazy("What has to work together, and why a standard would help."),
                gettext_lazy("Say what should be standardized"),
            ),
            "area": _one(gettext_lazy("Area"), choices.Area, wrong=gettext_lazy("Choose an area")),
        },
        {
            "building_blocks": _some(BLOCKS, _records("block")),
            "relevance_reason": _text(gettext_lazy("What it has to do with telecommunication"), required=False),
            **EVIDENCE,
        },
        SENDER,
    ),
    "need": (
        {
            "title": TITLE,
            "statement": _text(
                gettext_lazy("What is lacking"), NO_PERSONAL_DATA, gettext_lazy("Say what is lacking, and to whom")
            ),
            "urgency": _one(
                gettext_lazy("How urgent it is"),
                choices.Urgency,
                wrong=gettext_lazy("Say how urgent it is"),
                radio=True,
            ),
        },
        {
            "country": COUNTRY,
            "country_groups": _some(gettext_lazy("Others in the same situation"), choices.CountryGroup),
            "building_blocks": _some(BLOCKS, _records("block")),
            **EVIDENCE,
        },
        SENDER,
    ),
    "experience": (
        {
            "title": TITLE,
            "narrative": _text(
                gettext_lazy("What you did, and what came of it"), NO_PERSONAL_DATA, gettext_lazy("Say what you did")
            ),
            "country": COUNTRY,
            "stage": _one(
                gettext_lazy("How far it is"), choices.LifeCycleStage, wrong=gettext_lazy("Say how far it is")
            ),
        },
        {**FACTORS, **EVIDENCE},
        {
            "consent": _one(
                gettext_lazy("What may be published"),
                choices.Consent,
                wrong=gettext_lazy("Say what may be published"),
                radio=True,
            ),
            **SENDER,
        },
    ),
    "standard": (
        {
            "designation": _line(
                gettext_lazy("Number or short name"),
                gettext_lazy("As its publisher writes it, such as ITU-T X.1254."),
                gettext_lazy("Enter the number or short name of the standard"),
            ),
            "title": TITLE,
            "published_by": _line(gettext_lazy("Published by"), wrong=gettext_lazy("Say who published it")),
            "address": lambda: WebField(label=gettext_lazy("Web address"), required=False, max_length=LINE),
        },
        {"why": _text(gettext_lazy("What in the registry it covers"), required=False), **EVIDENCE},
        SENDER,
    ),
    "correction": (
        {
            "wrong": _text(
                gettext_lazy("What is wrong"),
                gettext_lazy("Quote the words."),
                gettext_lazy("Say what is wrong"),
            ),
            "right": _text(gettext_lazy("What it should say"), required=False),
            **EVIDENCE,
        },
        SENDER,
    ),
}


def form_of(kind: str, page: int, *args: Any, known: Collection[str] = (), **options: Any) -> PageForm:
    """The form of one page, counted from 1, without the questions whose answers are known."""
    asked = {name: question for name, question in PAGES[kind][page - 1].items() if name not in known}
    made: type[PageForm] = type("Page", (PageForm,), {name: question() for name, question in asked.items()})
    return made(*args, **options)
