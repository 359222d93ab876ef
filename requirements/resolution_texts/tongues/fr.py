"""How are resolutions written in French?"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:UIT-?\s?[RTD]\s*)?(?:\[[^\]]{1,30}\]|[A-Z]{0,5}-?\d+[A-Z]?(?:-\d+)?)"
DIRECTORS = r"directeurs (?:des )?(?:trois )?bureaux"

FR = Tongue(
    code="fr",
    heading=rf"(?:projet\s+de\s+)?(?:nouvelle\s+)?résolution\s+(?P<number>{NUMBER})",
    revised=r"rév\.?",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"conférence de plénipotentiaires",
        Assembly.WTSA: r"assemblée mondiale de normalisation des télécommunications|(?-i:\bAMNT\b)",
        Assembly.WTDC: r"conférence mondiale de développement des télécommunications|(?-i:\bCMDT\b)",
        Assembly.WRC: r"conférence mondiale des radiocommunications|(?-i:\bCMR\b)",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"assemblée des radiocommunications|(?-i:\bAR\b)",
        Assembly.UNGA: r"assemblée générale(?: des nations unies)?",
        Assembly.COUNCIL: r"conseil(?: de l'UIT)?\b(?! de )",
    },
    this_conference=r"de la présente (?:conférence|assemblée)",
    keywords=(
        (r"décide de charger", Part.RESOLVES_TO_INSTRUCT),
        (r"décide d'inviter|décide d'encourager", Part.RESOLVES_TO_INVITE),
        (r"décide", Part.RESOLVES),
        (r"charge|donne pour instruction", Part.INSTRUCTS),
        (r"invite", Part.INVITES),
        (r"encourage", Part.ENCOURAGES),
        (r"prie instamment|exhorte", Part.URGES),
        (r"prie|demande", Part.REQUESTS),
        (r"engage|lance un appel|appelle", Part.CALLS_UPON),
        (r"recommande", Part.RECOMMENDS),
        (r"rappelant", Part.RECALLING),
        (r"reconnaissant", Part.RECOGNIZING),
        (r"considérant", Part.CONSIDERING),
        (
            r"tenant (?:dûment )?compte(?: également| aussi)?(?: des?| du)?|compte tenu|prenant en considération|vu",
            Part.TAKING_INTO_ACCOUNT,
        ),
        (r"(?:ayant|gardant) (?:également |présent )?(?:présent )?à l'esprit", Part.BEARING_IN_MIND),
        (r"notant|prenant (?:bonne )?note|observant|constatant", Part.NOTING),
        (r"(?:pleinement )?consciente?|sachant", Part.AWARE),
        (r"(?:étant )?convaincue?|persuadée?", Part.CONVINCED),
        (r"(?:vivement )?préoccupée?", Part.CONCERNED),
        (r"(?:ré)?affirmant|confirmant", Part.REAFFIRMING),
        (r"soulignant|insistant sur|mettant l'accent", Part.EMPHASIZING),
        (r"appréciant", Part.ACKNOWLEDGING),
        (r"se félicitant|accueillant|saluant", Part.WELCOMING),
        (r"ayant (?:examiné|étudié|considéré)", Part.HAVING_EXAMINED),
    ),
    further=r"(?:en outre|également|aussi|de plus|par ailleurs)",
    tone=r"avec (?:satisfaction|préoccupation|inquiétude|intérêt)(?: et \w+)?",
    addressees={
        Addressee.SECRETARY_GENERAL: r"secrétaire général",
        Addressee.TSB_DIRECTOR: (
            rf"directeur du (?:bureau de la normalisation des télécommunications|TSB\b)|"
            rf"directeurs du TSB|{DIRECTORS}|directeurs du .{{2,30}} et du TSB\b"
        ),
        Addressee.BDT_DIRECTOR: (
            rf"directeur du (?:bureau de(?: la| le)? développement des télécommunications|BDT\b)|"
            rf"directeurs du BDT|{DIRECTORS}|directeurs du .{{2,30}} et du BDT\b"
        ),
        Addressee.BR_DIRECTOR: (
            rf"directeur du (?:bureau des radiocommunications|BR\b)|directeurs du BR|{DIRECTORS}|"
            rf"directeurs du .{{2,30}} et du BR\b"
        ),
        Addressee.COUNCIL: r"conseil(?: de l'UIT)?\b(?! de )",
        Addressee.TSAG: r"groupe consultatif de la normalisation des télécommunications|(?-i:\bGCNT\b)",
        Addressee.TDAG: r"groupe consultatif (?:pour le|de|du) développement des télécommunications|(?-i:\bGCDT\b)",
        Addressee.RAG: r"groupe consultatif des radiocommunications|(?-i:\bGCR\b)",
        Addressee.MEMBER_STATES: r"états membres",
        Addressee.SECTOR_MEMBERS: r"membres (?:de|des|du) secteurs?",
        Addressee.ASSOCIATES: r"associés",
        Addressee.ACADEMIA: r"établissements universitaires",
        Addressee.MEMBERSHIP: r"(?<!etats )membres\b(?! (?:de|des|du) secteur)",
        Addressee.STAKEHOLDERS: r"(?:toutes les |autres )*(?:parties prenantes|parties concernées)|organisations",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"assemblée des radiocommunications",
        Addressee.WTSA: r"assemblée mondiale de normalisation des télécommunications",
        Addressee.WTDC: r"conférence mondiale de développement des télécommunications",
    },
    study_groups=r"commissions? d'études",
    sectors={
        "t": r"secteur de (?:la )?normalisation|UIT-?T\b",
        "d": r"secteur du développement|UIT-?D\b",
        "r": r"secteur des radiocommunications|UIT-?R\b",
    },
    collaboration=(
        r",?\s*en (?:étroite )?(?:(?:collaboration|coopération|coordination|concertation|"
        r"consultation)(?: étroite)?(?: et )?(?:en )?)+ avec|,?\s*conjointement avec"
    ),
    verb=r"\s(?=(?:de |d'|à )(?:\w+ ){0,2}\w*(?:er|ir|re|oir)\b)",
    resolution_reference=(
        rf"résolutions?\s+(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|{NUMBER})(?:(?:,|"
        rf" et) (?:{NUMBER}))*)"
    ),
    recommendation=r"recommandations?\s+(?P<numbers>UIT-?\s?[TRD]\s+[A-Z]{0,2}[.]?\d+(?:[./]\d+)*)",
    constitution=(
        r"(?:numéros?|Nos?|articles?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" et) \d+[A-Z]*)*)(?: \(article \d+\))?(?: de l'article \d+)? de la constitution"
    ),
    convention=(
        r"(?:numéros?|Nos?|articles?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" et) \d+[A-Z]*)*)(?: \(article \d+\))?(?: de l'article \d+)? de la convention"
    ),
    annex=r"annexe|appendice|section|pièce jointe",
    end=r"motifs?",
    proponent=r"^(?:états membres de|administrations? d|propositions? communes?)",
)
