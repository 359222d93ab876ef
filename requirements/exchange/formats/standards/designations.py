"""How is the identifier of a document read: which standard is it an edition of, and under which label?"""

import re
from dataclasses import dataclass

# `(06/2012)`, `(2017) Cor. 1 (03/2018)`, `(V2) (10/1988)`; the year of what is amended stands before the amendment.
ITU = re.compile(r"(ITU-[TRD]\s+.*?)((?:\s+\([^()]*\)|\s+v\.\s?\d+)(?:\s.*)?)?$")
AMENDMENT = re.compile(r"\b(?:Amd|Cor|Err|Add|Technical Cor|Corr|Erratum|Corrigendum|Amendment)\b\.?\s*\d*")
# `ISO/IEC 29115:2013`, `ISO 8601-1:2019/Amd 1:2022`, `EN 319 411-1 V1.4.1 (2023-10)`.
ISO = re.compile(
    r"((?:IWA|CISPR|(?:ISO|IEC)(?:/[A-Z]+)*(?:\s(?:TR|TS|PAS|Guide|GUIDE|DATA|ISP|R))?)\s\d+(?:-\d+)*)(?::(\d{4}))?(.*)"
)
ETSI = re.compile(
    r"(ETSI [A-Z][A-Z-]*\s[A-Z0-9][A-Z0-9 -]*?)(/[AC]\d+)?(?:\s(?:[Vv](\d+(?:\.\d+)*)|(ed\.\s?\d+)))?(?:\s\((.*?)\))?"
)
# `ITU-R M.1457-2` is the second revision of `ITU-R M.1457`.
ITU_R = re.compile(r"(ITU-R [A-Z]+\.\d+)-(\d{1,2})")
# `3GPP TS 31.111:REL-19/19.0.0`
RELEASE = re.compile(r"(3GPP (?:TS|TR) [\d.-]+):(\S+)")
# `W3C CRD-webnn-20250626`: what a document is, of which specification, and of which day.
DATED = re.compile(r"(W3C )([A-Z]+)-(.+)-(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
# Of a recommendation or a note that is finished.
FINISHED = {"REC", "PER", "NOTE", "STMT", "RY", "SPSD", "OBSL", "RSCND"}
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
    ("CISPR", "organization:iec"),
    ("3GPP", "organization:3gpp"),
    ("oneM2M", "organization:onem2m"),
    ("OpenID", "organization:oidf"),
    ("HL7", "organization:hl7"),
    ("GS1", "organization:gs1"),
    ("GSMA", "organization:gsma"),
    ("ICAO", "organization:icao"),
    ("UPU", "organization:upu"),
    ("IETF", "organization:ietf"),
    ("ECMA", "organization:ecma-international"),
    ("WHATWG", "organization:whatwg"),
)


@dataclass(frozen=True)
class Designation:
    """A standard's designation and the label of the edition, which may change another one, or be a draft."""

    standard: str
    edition: str
    body: str
    amends: bool = False
    draft: bool = False

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


def read(identifier: str, publisher: str = "") -> Designation | None:
    """None for what is no designation, or one of a body that is not known where no catalogue names its publisher."""
    words = re.sub(r"^RFC0*(?=\d)", "RFC ", " ".join(identifier.split()).removesuffix("."))
    body = _known(words) or _known(publisher) or _named(publisher)
    if not body or not words or words in dict(BODIES):
        return None
    if words[0].isdigit() and not _known(words):
        words = f"{publisher} {words}"
    if found := DATED.fullmatch(words):
        draft = found[2].upper() not in FINISHED
        return Designation(found[1] + found[3], f"{found[2]} {'-'.join(found.groups()[3:])}", body, draft=draft)
    standard, edition, amends = _split(words)
    return Designation(standard, edition, body, amends)


def _known(words: str) -> str:
    return next((name for prefix, name in BODIES if re.match(rf"{prefix}\b", words)), "")


def _named(publisher: str) -> str:
    """The organization that goes by the name, whether or not the registry has it."""
    slug = re.sub(r"[^a-z0-9]+", "-", publisher.lower()).strip("-")
    return f"organization:{slug[:100]}" if slug else ""


def _split(words: str) -> tuple[str, str, bool]:
    """(standard, edition, whether it amends)"""
    if found := ITU.fullmatch(words) if words.startswith("ITU-") else None:
        revised = ITU_R.fullmatch(found[1])
        label = _label(found[2] or "")
        if revised:
            return revised[1], " ".join(filter(None, (found[1].partition(" ")[2], label))), False
        return found[1], label, bool(AMENDMENT.search(label))
    if found := ISO.fullmatch(words):
        amendment = found[3].lstrip("/ ")
        return found[1], " ".join(filter(None, [found[2] or "", amendment])), found[3].startswith("/")
    if found := ETSI.fullmatch(words):
        label = f"V{found[3]}" if found[3] else found[4] or found[5] or ""
        return found[1], " ".join(filter(None, [(found[2] or "").lstrip("/"), label])), bool(found[2])
    if found := RELEASE.fullmatch(words):
        return found[1], found[2], False
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
