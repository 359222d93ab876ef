"""What does a reader ask for with the words, "phrases", -exclusions, ORs and numbers typed in one line?

Nothing typed is a mistake: what makes no sense as a sign is passed over.
"""

import re
from dataclasses import dataclass

from requirements import documents

TERM = re.compile(r'-?"[^"]*"?|\S+')
# Between two questions of which either will do; in other languages than English only where it can be nothing else.
OR = frozenset({"or", "OR", "Or", "OU", "O", "ИЛИ", "أو", "或"})
# Of each further one a query is read anew.
MOST_GROUPS, MOST_UNWANTED = 10, 10


@dataclass(frozen=True)
class Group:
    """What must be said, and what must not, in whatever language."""

    wanted: str
    unwanted: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """Any of the groups will do; one that only excludes asks for nothing and is left out."""

    groups: tuple[Group, ...]

    @property
    def wanted(self) -> str:
        return " or ".join(group.wanted for group in self.groups)

    @property
    def words(self) -> list[str]:
        """The single words wanted, in order, each once; codes are not among them."""
        found = (
            word for group in self.groups for word in documents.WORD.findall(group.wanted) if not documents.codes(word)
        )
        return list(dict.fromkeys(found))


def read(typed: str) -> Reading:
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for term in TERM.findall(documents.with_codes(typed)):
        wanted, unwanted = groups[-1]
        if term in OR:
            groups.append(([], []))
        elif len(term) > 1 and term[0] == "-" and term[1] != "-":
            unwanted.append(term[1:])
        else:
            wanted.append(term)
    asked = [Group(" ".join(wanted), tuple(unwanted[:MOST_UNWANTED])) for wanted, unwanted in groups if any(wanted)]
    return Reading(tuple(asked[:MOST_GROUPS]))
