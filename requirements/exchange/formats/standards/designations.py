"""How is the identifier of a document read: which standard is it an edition of, and under which label?"""

import re
from dataclasses import dataclass

# `(06/2012)`, `(2017) Cor. 1 (03/2018)`, `(V2) (10/1988)`; the year of what is amended stands before the amendment.
ITU = re.compile(r"(ITU-[TRD]\s+.*?)((?:\s+\([^()]*\)|\s+v\.\s?\d+)(?:\s.*)?)?$")
AMENDMENT = re.compile(r"\b(?:Amd|Cor|Err|Add|Technical Cor|Corr|Erratum|Corrigendum|Amendment)\b\.?\s*\d*")
# `ISO/IEC 29115:2013`, `ISO 8601-1:2019/Amd 1:2022`, `EN 319 411-1 V1.4.1 (2023-10)`.
ISO = re.compile(
    r"((?:IWA|(?:ISO|IEC)(?:/[A-Z]+)*(?:\s(?:TR|TS|PAS|Guide|GUIDE|DATA|ISP|R))?)\s\d+(?:-\d+)*)(?::(\d{4}))?(.*)"
)
ETSI = re.compile(r"(ETSI (?:EN|TS|TR|ES|EG|GS|GR|SR)\s[A-Z0-9][A-Z0-9 -]*?)(?:\s[Vv](\d+(?:\.\d+)*))?(?:\s\((.*?)\))?")
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
BODIES = (
    ("ITU-T", "organization:itu-t"),
    ("ITU-R", "organization:itu-r"),
    ("ITU-D", "organization:itu-d"),
    ("ISO/IEC", "organization:iso-iec-jtc-1"),
    ("ISO", "organization:iso"),
    ("IEC", "organization:iec"),
    ("ETSI", "organization:etsi"),
    ("RFC", "organization:ietf"),
    ("W3C", "organization:w3c"),
    ("OASIS", "organization:oasis"),
    ("OGC", "organization:ogc"),
    ("NIST", "organization:nist"),
    ("IEEE", "organization:ieee-sa"),
    ("IWA", "organization:iso"),
    ("FIDO", "organization:fido"),
)


@dataclass(frozen=True)
class Designation:
    """A standard's designation and the label of the edition; `amends`: the edition changes another one."""

    standard: str
    edition: str
    body: str
    amends: bool = False

    @property
    def identifier(self) -> str:
        """`standard:itu-t-y-4000-y-2060`, as in the registry's own data."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.standard.lower()).strip("-")
        return f"standard:{slug[:100].strip('-')}"

    @property
    def year(self) -> int | None:
        """That of the edition: the last of `2017 Cor. 1 (03/2018)`."""
        years = YEAR.findall(self.edition)
        return int(years[-1]) if years else None


def read(identifier: str) -> Designation | None:
    """None for what is no designation of a body that is known."""
    words = " ".join(identifier.split()).removesuffix(".")
    body = next((name for prefix, name in BODIES if re.match(rf"{prefix}\b", words)), "")
    if not body or not words.partition(" ")[2]:
        return None
    standard, edition, amends = _split(words)
    return Designation(standard, edition, body, amends)


def _split(words: str) -> tuple[str, str, bool]:
    """(standard, edition, whether it amends)"""
    if found := ITU.fullmatch(words) if words.startswith("ITU-") else None:
        label = _label(found[2] or "")
        return found[1], label, bool(AMENDMENT.search(label))
    if found := ISO.fullmatch(words):
        amendment = found[3].lstrip("/ ")
        return found[1], " ".join(filter(None, [found[2] or "", amendment])), bool(amendment)
    if found := ETSI.fullmatch(words):
        return found[1], f"V{found[2]}" if found[2] else found[3] or "", False
    return words, "", False


def _label(text: str) -> str:
    """`06/2012` of `(06/2012)`; `2017 Cor. 1 (03/2018)` of `(2017) Cor. 1 (03/2018)`."""
    alone = re.fullmatch(r"\s*\(([^()]*)\)", text)
    return alone[1] if alone else re.sub(r"^\s*\(([^()]*)\)", r"\1", text).strip()


def numbers(standard: str) -> list[str]:
    """The other ways to write a designation with several numbers: `ITU-T Y.4000`, `Y.2060` of `ITU-T Y.4000/Y.2060`."""
    body, _, rest = standard.partition(" ")
    names = rest.split("/") if body.startswith("ITU-") else [rest]
    if len(names) < 2:
        return [rest] if body.startswith("ITU-") else []
    return [*(f"{body} {name}" for name in names), *names]
