"""How is a text made readable: its blanks, its length, its language?"""

import re

BLANKS = re.compile(r"[^\S\n]+")
# Controls, soft hyphens, byte order marks and marks of direction or width that GitBook scatters and no reader sees.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
# An entity that means no character, such as GitBook's `&#xNAN;`.
ENTITY = re.compile(r"&#\w{1,8};")
# A link or image whose path has blanks is none to markdown: `![Roles](images/roles (1).png)`.
LINK = re.compile(r"(!?)\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
FRENCH = re.compile(r"\b(?:les|des|une|est|dans|pour|avec|sur)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|and|to|is|for|with|are)\b", re.IGNORECASE)


def tidy(text: str) -> str:
    """One blank between words, lines trimmed, nothing invisible and no markup left over; line breaks stay."""
    clean = LINK.sub(lambda link: link[2] if not link[1] else "", ENTITY.sub("", INVISIBLE.sub("", text)))
    lines = (BLANKS.sub(" ", line).strip().rstrip("\\").rstrip() for line in clean.split("\n"))
    return "\n".join(lines).strip("\n")


def one_line(text: str) -> str:
    return " ".join(text.split())


def language_of(text: str) -> str:
    return "fr" if len(FRENCH.findall(text)) > len(ENGLISH.findall(text)) else "en"
