"""What would somebody find who reads all documents one by one and knows nothing of SQL?"""

from collections.abc import Iterable
from typing import Any

STRENGTH = ["required", "prohibited", "recommended", "not_recommended", "optional", "informative"]
SHARE = {"required": 1000, "prohibited": 1000, "recommended": 600, "not_recommended": 600, "optional": 300}
ENTRIES = ("requirement", "use_case", "aspect", "need", "experience")
FULL = ("equal_to", "equivalent_to", "subset_of")
PARTIAL = ("superset_of", "intersects_with")
LIVE = ("in_force", "in_force_being_revised")
COMING = ("proposed", "under_study", "under_approval")

Found = dict[str, tuple[str, int, int]]


class Registry:
    """Documents as plain data with the fingerprint each was published with."""

    def __init__(self, documents: Iterable[dict[str, Any]], fingerprints: dict[str, str]) -> None:
        self.documents = {document["identifier"]: document for document in documents}
        self.fingerprints = fingerprints

    def judge(self, weights: dict[str, int]) -> Found:
        """Identifier → state, score and demand of each requirement and aspect."""
        return {
            identifier: self._judge(document, weights)
            for identifier, document in self.documents.items()
            if document["kind"] in ("requirement", "aspect")
        }

    def _judge(self, item: dict[str, Any], weights: dict[str, int]) -> tuple[str, int, int]:
        obligation = self._obligation(item)
        doubtful, bodies, partial, coming, none = self._coverage(item)
        demand = self._demand(item, obligation, weights)
        state = "not_assessed"
        if obligation == "informative":
            state = "not_applicable"
        elif doubtful:
            state = "to_be_confirmed"
        elif bodies:
            state = "contested" if len(bodies) > 1 else "covered"
        elif partial:
            state = "partly_covered"
        elif coming:
            state = "in_progress"
        elif none:
            state = "gap"
        left = 0 if bodies or state == "not_applicable" else 1000 // 2**partial
        return state, demand * left // 1000, demand

    def _obligation(self, item: dict[str, Any]) -> str:
        words = [self.documents[name].get("obligation") for name in self._beneath(item)]
        return next((word for word in STRENGTH if word in words), "")

    def _beneath(self, item: dict[str, Any]) -> set[str]:
        if item["kind"] == "requirement":
            return {item["identifier"]}
        return {item["identifier"], *self._near(item["identifier"], "requirement")}

    def _near(self, identifier: str, *kinds: str) -> set[str]:
        """Entries that name it or that it names."""
        named = self._named(self.documents[identifier])
        naming = {name for name, other in self.documents.items() if identifier in self._named(other)}
        return {name for name in named | naming if self.documents[name]["kind"] in kinds}

    def _named(self, document: dict[str, Any]) -> set[str]:
        if document["kind"] not in ENTRIES:
            return set()
        steps = [step for scenario in document.get("scenarios", []) for step in scenario.get("steps", [])]
        named = {
            *(link["target"] for link in document.get("links", [])),
            *(name for step in steps for name in step.get("requirements", [])),
            *(name for factor in document.get("factors", []) for name in factor.get("touches", [])),
        }
        return named & set(self.documents)

    def _demand(self, item: dict[str, Any], obligation: str, weights: dict[str, int]) -> int:
        beneath = self._beneath(item)
        around = {name for one in beneath for name in self._near(one, "use_case", "need", "experience")}
        counts = {
            "use_cases": (self._count(around, "use_case"), 2),
            "sdgs": (len(item.get("sdgs", [])), 2),
            "needs": (self._count(around, "need"), 1),
            "special_needs": (sum(map(self._is_special, around)), 1),
            "barriers": (self._barriers(beneath), 1),
        }
        shares = {name: 1000 * number // (number + half) for name, (number, half) in counts.items()}
        shares["obligation"] = SHARE.get(obligation, 0)
        return sum(weights[name] * share for name, share in shares.items())

    def _count(self, names: set[str], kind: str) -> int:
        return sum(self.documents[name]["kind"] == kind for name in names)

    def _is_special(self, identifier: str) -> bool:
        document = self.documents[identifier]
        if document["kind"] not in ("need", "experience"):
            return False
        countries = [self.documents[name] for name in document.get("countries", [])]
        return bool(document.get("country_groups")) or any(country.get("groups") for country in countries)

    def _barriers(self, beneath: set[str]) -> int:
        return sum(
            any(
                factor["polarity"] == "barrier" and beneath & set(factor.get("touches", []))
                for factor in document.get("factors", [])
            )
            for document in self.documents.values()
            if document["kind"] == "experience"
        )

    def _coverage(self, item: dict[str, Any]) -> tuple[int, set[str], int, int, bool]:
        doubtful, bodies, partial, coming, none = 0, set(), 0, 0, False
        for row in item.get("coverage", []):
            standard = self.documents.get(row.get("standard"))
            live, soon = self._status(standard, row.get("edition", "")) if standard else (False, False)
            fresh = self._is_fresh(item, row, standard)
            if not fresh or (row.get("standard") and not live and not soon):
                doubtful += 1
            if not fresh:
                continue
            if row["relation"] == "no_relationship":
                none = True
            elif live and row["relation"] in FULL:
                bodies.add(self._body(standard))
            elif live:
                partial += 1
            elif soon:
                coming += 1
        return doubtful, bodies, partial, coming, none

    def _is_fresh(self, item: dict[str, Any], row: dict[str, Any], standard: dict[str, Any] | None) -> bool:
        if not row.get("confirmed") or row["entry_fingerprint"] != self.fingerprints[item["identifier"]]:
            return False
        if not row.get("standard"):
            return True
        return standard is not None and row["standard_fingerprint"] == self.fingerprints[standard["identifier"]]

    def _status(self, standard: dict[str, Any], label: str) -> tuple[bool, bool]:
        """Whether the edition named (or, if it is not known, any) is in force, and whether it is on its way."""
        editions = standard.get("editions", [])
        meant = [edition for edition in editions if edition["label"] == label] or editions
        statuses = [edition["status"] for edition in meant]
        return not editions or any(s in LIVE for s in statuses), any(s in COMING for s in statuses)

    def _body(self, standard: dict[str, Any]) -> str:
        name = standard["identifier"]
        twins = {other for other in self.documents if self._is_twin(name, other) or self._is_twin(other, name)}
        first = min([name, *twins])
        return str(self.documents[first].get("body") or first)

    def _is_twin(self, one: str, other: str) -> bool:
        relations = self.documents[one].get("relations", [])
        return {"relation": "twin_text", "target": other} in relations

    def propose(self, identifier: str) -> dict[str, Any]:
        """What a run says of who could take an unsettled item up: the study groups in order, whether it lies outside
        ITU-T, and who leads.
        """
        item = self.documents[identifier]
        matters = self._near(identifier, "aspect") | ({identifier} if item["kind"] == "aspect" else set())
        found = [
            (points, group, named, held, field)
            for group in self._groups()
            for points, named, held, field in [self._speaks_for(group, item, matters)]
            if points or named or held or field
        ]
        ranked = sorted(found, key=lambda row: (-row[0], row[1]))[:5]
        aspects = [self.documents[name] for name in sorted(matters)]
        return {
            "outside": bool(aspects) and all(aspect.get("relevance") == "outside" for aspect in aspects),
            "organizations": sorted({name for aspect in aspects for name in aspect.get("organizations", [])}),
            "groups": [
                {"study_group": group, "points": points, "named": named, "held": held, "field": field}
                for points, group, named, held, field in ranked
            ],
        }

    def _groups(self) -> set[str]:
        known = [name for name in self.documents if name.startswith("study-group:itu-t-sg")]
        return {self._heir(name) for name in known}

    def _heir(self, name: str) -> str:
        return str(self.documents[name].get("successor") or name)

    def _speaks_for(self, group: str, item: dict[str, Any], matters: set[str]) -> tuple[int, list[str], list[str], int]:
        named = sorted(
            name
            for name in matters
            if any(self._heir(row["study_group"]) == group for row in self.documents[name].get("candidates", []))
        )
        covering = {row["standard"] for row in item["coverage"] if row["relation"] != "no_relationship"}
        held = sorted(name for name in covering if group in self._hands(name))
        field = sum(
            block in document.get("building_blocks", []) and group in self._hands(name)
            for block in item.get("building_blocks", [])
            for name, document in self.documents.items()
            if document["kind"] == "standard"
        )
        points = 0 if not named else 100 if item["identifier"] in named else 60
        return points + 20 * min(len(held), 3) + min(field, 20), named, held, field

    def _hands(self, standard: str) -> set[str]:
        return {self._heir(name) for name in self.documents[standard].get("study_groups", [])}


def compare(before: Found, after: Found) -> dict[str, str]:
    """Identifier → what became of it, for every item of which the two say something else."""
    gaps = ("partly_covered", "in_progress", "gap")
    outcomes = {}
    for identifier in before.keys() | after.keys():
        was, now = before.get(identifier, ("", 0, 0)), after.get(identifier, ("", 0, 0))
        if was != now:
            opened, closed = now[0] in gaps and was[0] not in gaps, was[0] in gaps and now[0] not in gaps
            alike = "rescored" if was[0] == now[0] else "moved"
            outcomes[identifier] = "opened" if opened else "closed" if closed else alike
    return outcomes
