"""Which languages does the registry speak, and how is each written and searched?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

Code = Literal["ar", "zh", "en", "fr", "ru", "es"]


@dataclass(frozen=True)
class Language:
    """One official language of the Union; `search` is the PostgreSQL text-search configuration."""

    code: Code
    name: str
    direction: Literal["ltr", "rtl"]
    search: str


# The order of the United Nations: alphabetical in English.
LANGUAGES = (
    Language("ar", "العربية", "rtl", "arabic"),
    Language("zh", "中文", "ltr", "simple"),
    Language("en", "English", "ltr", "english"),
    Language("fr", "Français", "ltr", "french"),
    Language("ru", "Русский", "ltr", "russian"),
    Language("es", "Español", "ltr", "spanish"),
)
BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}
CODES: tuple[Code, ...] = get_args(Code)
DEFAULT: Code = "en"


def first_of(texts: Mapping[Any, str], *preferred: str) -> Code | None:
    """The language that a reader gets: the first preferred one with a text, then English, then any in UN order."""
    return cast(Code | None, next((code for code in (*preferred, DEFAULT, *CODES) if texts.get(code)), None))
