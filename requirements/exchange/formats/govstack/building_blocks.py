"""Which building block does GovStack mean by a name: folder, chapter, or a word in a use case?

Names vary: "Registry", "Digital Registries", "bb-digital-registries"; "Identification and Verification".
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class BuildingBlock:
    """`slug` is that of the registry's reference data, `page` the folder on specs.govstack.global, if it has one."""

    slug: str
    name: str
    pattern: str
    page: str = ""


# The first whose pattern is found in the name, written in lower case with single blanks, is meant.
KNOWN = (
    BuildingBlock("cloud-infrastructure", "Cloud Infrastructure", r"\bcloud\b", "cloud-infrastructure"),
    BuildingBlock("consent", "Consent", r"\bconsent\b", "consent"),
    BuildingBlock(
        "content-management", "Content Management System", r"\bcms\b|\bcontent management", "content-management-system"
    ),
    BuildingBlock("digital-registries", "Digital Registries", r"\bregist(ry|ries|eries)\b", "registries"),
    BuildingBlock("emarketplace", "E-Marketplace", r"\be ?market ?place", "emarketplace"),
    BuildingBlock("esignature", "E-Signature", r"\be ?signature", "esignature"),
    BuildingBlock("gis", "Geographic Information System", r"\bgis\b|\bgeographic information", "gis"),
    BuildingBlock("identity", "Identity", r"\bidentity\b|\bidentification\b|\bauthentication\b", "identity"),
    BuildingBlock("information-mediator", "Information Mediator", r"\binformation mediat", "information-mediator"),
    BuildingBlock("messaging", "Messaging", r"\bmessaging\b", "messaging"),
    BuildingBlock("payments", "Payments", r"\bpayments?\b", "payments"),
    BuildingBlock("registration", "Registration", r"\bregistration\b", "registration"),
    BuildingBlock("scheduler", "Scheduler", r"\bschedul(er|ing)\b", "scheduler"),
    BuildingBlock("wallet", "Wallet", r"\bwallet\b", "wallet"),
    BuildingBlock("workflow", "Workflow", r"\bwork ?flow\b"),
    BuildingBlock("architecture", "Architecture", r"\barchitecture\b", "architecture"),
    BuildingBlock("security", "Security", r"\bsecurity\b"),
    BuildingBlock("ux-accessibility", "User Experience", r"\bui?x\b|\buser experience\b|\baccessibility\b"),
)


def meant_by(name: str) -> BuildingBlock | None:
    words = " ".join(re.findall(r"[a-z0-9]+", name.lower()))
    return next((block for block in KNOWN if re.search(block.pattern, words)), None)
