"""How is a number read, so that `X.1254`, `x1254` and `ITU-T X.1254 (2020)` find the same?

A code is letters and a number: of a standard, a resolution, a study group or an entry. Each has one form in the index,
`x1254`, `iso29115`, `rfc6749`, `req1`, which the tokens of no language change; readers' ways to write it become that.
"""

import re
import unicodedata

# What stands before the letters of a Recommendation, and after any number.
_ITU = (
    r"(?:(?:recommendation|rec|recommandation|recomendacion)\.?\s+)?"
    r"(?:itu|uit|мсэ)[\s-]?[trdт]?\s+(?:(?:rec|recommendation)\.?\s+)?"
)
_YEAR = r"(?:\s?[:(]\s?(?:[0-9]{1,2}/)?(?:19|20)[0-9]{2}\)?|\s?\((?:19|20)[0-9]{2}/[0-9]{1,2}\))?"
_NUMBER = r"(?P<number>[0-9]{1,6}(?:\s[0-9]{3}(?![0-9]))?)(?P<parts>(?:[.-][0-9]{1,4}){0,3})"
# Chinese is written without blanks: its characters may stand on either side.
_BEFORE, _AFTER = r"(?<![a-zа-я0-9_.])", r"(?![a-zа-я0-9_])"
# Bodies and series whose numbers are also written after a blank, by the form that the index has.
_SERIES = {
    "iso": r"iso(?:\s?/\s?(?:iec|iec\s?/\s?ieee|tr|ts))*|iso[\s-]iec|iec",
    "rfc": r"(?:ietf\s)?rfc",
    "sp": r"(?:nist\s)?sp",
    "fips": r"fips",
    "ieee": r"ieee",
    "icao": r"(?:icao\s)?doc|icao",
    "ts": r"etsi\sts|ts(?=\s[0-9]{3}\s[0-9]{3})",
    "tr": r"etsi\str|tr(?=\s[0-9]{3}\s[0-9]{3})",
    "en": r"etsi\sen|en(?=\s[0-9]{3}\s[0-9]{3})",
    "req": r"req",
    "uc": r"uc",
    "sa": r"sa(?=[\s.-]?[0-9]{3})",
    "nd": r"nd(?=[\s.-]?[0-9]{3})",
    "ex": r"ex(?=[\s.-]?[0-9]{3})",
    "sg": r"(?:itu-[trd]\s)?sg|study\sgroup|commission\sd.etudes|comision\sde\sestudio|исследовательская\sкомиссия|ик",
    "sdg": r"sdg|odd|ods|цур",
    "res": r"res\.?|resolution|resolucion|резолюция|(?:ال)?قرار",
}
_NAMED = "|".join(f"(?P<{form}>{pattern})" for form, pattern in _SERIES.items())
_CODE = re.compile(
    rf"{_BEFORE}(?:(?:{_NAMED})[\s.-]{{0,2}}|(?:{_ITU})(?P<series>[a-z]{{1,2}})[\s.-]?"
    rf"|(?P<letters>[a-z]{{1,2}})[.-](?=[0-9]{{2}})|(?P<alone>^[a-z]\s(?=[0-9]{{3,5}}$)))"
    rf"{_NUMBER}(?![0-9]){_YEAR}{_AFTER}"
    rf"|{_BEFORE}(?P<glued>[a-z]{{1,5}})(?P<digits>[0-9]{{2,6}})(?P<more>(?:[.-][0-9]{{1,4}}){{0,3}}){_YEAR}{_AFTER}"
)


def codes(text: str) -> list[str]:
    """Every code that a text has, as the index writes it: whole, and without its parts (`iso21823p1`, `iso21823`)."""
    found: dict[str, None] = {}
    for match in _CODE.finditer(_plain(text)):
        whole = _form(match)
        found |= {whole: None, re.sub(r"(?<=[0-9])p[0-9p]+$", "", whole): None}
    return list(found)


def code_places(text: str) -> list[tuple[int, int]]:
    """Where each code begins and ends in a text."""
    plain = _plain(text)
    return [match.span() for match in _CODE.finditer(plain)] if len(plain) == len(text) else []


def with_codes(typed: str) -> str:
    """What was typed with each code in the form of the index; everything else as it was."""
    plain = _plain(typed)
    if len(plain) != len(typed):
        return typed
    pieces, end = [], 0
    for match in _CODE.finditer(plain):
        pieces += [typed[end : match.start()], _form(match)]
        end = match.end()
        if typed[end : end + 1] == "/":
            # Two numbers of one standard; together they would be read as the path of a file.
            pieces, end = [*pieces, " "], end + 1
    return "".join([*pieces, typed[end:]])


def _plain(text: str) -> str:
    """Lower case without accents, of the same length for all that is composed."""
    return "".join(unicodedata.normalize("NFKD", character.lower())[:1] or " " for character in text)


def _form(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups["glued"]:
        return _joined(groups["glued"], groups["digits"], groups["more"])
    letters = groups["series"] or groups["letters"] or (groups["alone"] or "").strip()
    form = letters or next(name for name in _SERIES if groups[name])
    return _joined(form, groups["number"], groups["parts"])


def _joined(letters: str, number: str, parts: str) -> str:
    digits = "".join(number.split()).lstrip("0") or "0"
    return f"{letters}{digits}{re.sub('[.-]', 'p', parts)}"
