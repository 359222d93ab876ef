"""At which stage of its life is a document of ISO or IEC, and of which standard is a draft a draft?"""

import re

# The stages are harmonized (ISO Guide 69): the first two digits are the stage, the others the step in it.
STAGE = re.compile(r"(\d\d)\.?(\d\d)")
PUBLISHED, WITHDRAWN = 60, 95
ENQUIRY, DELETED = 40, 98
# `ISO/IEC DIS 27090`, `ISO/CD TS 9546.2`, `ISO 6892-1:2019/FDAmd 1`: drafts are named beside what they will be.
DRAFT = re.compile(r"[/ ](PWI|NP|AWI|WD|CD|DIS|FDIS|PRF|DTS|FDTS|DTR|DPAS)\b(?=(?: (?:TS|TR|PAS|Guide|GUIDE))? \d)")


def in_words(stage: str) -> str:
    """`60.60 published`, from ISO's `6060`; as it is if it is no stage."""
    found = STAGE.fullmatch(stage.strip())
    if not found:
        return stage
    number, step = int(found[1]), found[2]
    if number >= WITHDRAWN or step == str(DELETED):
        said = "withdrawn"
    elif number >= PUBLISHED:
        said = "published"
    else:
        said = "under approval" if number >= ENQUIRY else "draft"
    return f"{found[1]}.{step} {said}"


def without_stage(identifier: str) -> tuple[str, str]:
    """(`ISO/IEC 27090`, `DIS`) of `ISO/IEC DIS 27090`; a technical specification keeps its `TS`."""
    found = DRAFT.search(identifier)
    if not found:
        return identifier, ""
    kind = {"DTS": "TS", "FDTS": "TS", "DTR": "TR", "DPAS": "PAS"}.get(found[1], "")
    before, after = identifier[: found.start()], identifier[found.end() :].lstrip()
    after = re.sub(r"^((?:(?:TS|TR|PAS|Guide|GUIDE) )?\d+(?:-\d+)*)\.\d+$", r"\1", after)
    what = " ".join(filter(None, (kind, after)))
    # `ISO/TS 9546`, but `ISO/IEC TS 27560`: a second slash would be one too many.
    between = " " if "/" in before or what[:1].isdigit() else "/"
    return f"{before}{between}{what}", found[1]
