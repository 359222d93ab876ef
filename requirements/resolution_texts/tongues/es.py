"""How are resolutions written in Spanish?"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:UIT-?\s?[RTD]\s*)?(?:\[[^\]]{1,30}\]|[A-Z]{0,5}-?\d+[A-Z]?(?:-\d+)?)"
DIRECTORS = r"directores? de las (?:tres )?oficinas"

ES = Tongue(
    code="es",
    heading=rf"(?:proyecto\s+de\s+)?(?:nueva\s+)?resolución\s+(?P<number>{NUMBER})",
    revised=r"rev\.?",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"conferencia de plenipotenciarios",
        Assembly.WTSA: r"asamblea mundial de normalización de las telecomunicaciones|(?-i:\bAMNT\b)",
        Assembly.WTDC: r"conferencia mundial de desarrollo de las telecomunicaciones|(?-i:\bCMDT\b)",
        Assembly.WRC: r"conferencia mundial de radiocomunicaciones|(?-i:\bCMR\b)",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"asamblea de radiocomunicaciones|(?-i:\bAR\b)",
        Assembly.UNGA: r"asamblea general(?: de las naciones unidas)?|(?-i:\bAGNU\b)",
        Assembly.COUNCIL: r"consejo(?: de la UIT)?\b",
    },
    this_conference=r"de la presente (?:conferencia|asamblea)|de esta (?:conferencia|asamblea)",
    keywords=(
        (r"resuelve encargar|resuelve (?:además )?encomendar", Part.RESOLVES_TO_INSTRUCT),
        (r"resuelve invitar|resuelve alentar", Part.RESOLVES_TO_INVITE),
        (r"resuelve|decide", Part.RESOLVES),
        (r"encarga|encomienda|da instrucciones", Part.INSTRUCTS),
        (r"invita", Part.INVITES),
        (r"alienta|anima", Part.ENCOURAGES),
        (r"insta|exhorta", Part.URGES),
        (r"pide|solicita|ruega", Part.REQUESTS),
        (r"hace un llamamiento|llama", Part.CALLS_UPON),
        (r"recomienda", Part.RECOMMENDS),
        (r"recordando", Part.RECALLING),
        (r"reconociendo", Part.RECOGNIZING),
        (r"considerando", Part.CONSIDERING),
        (
            r"teniendo (?:debidamente |también )?en cuenta|habida cuenta|tomando en consideración",
            Part.TAKING_INTO_ACCOUNT,
        ),
        (r"teniendo (?:también )?presente", Part.BEARING_IN_MIND),
        (r"observando|tomando nota|notando|advirtiendo", Part.NOTING),
        (r"(?:plenamente )?consciente", Part.AWARE),
        (r"convencidas?|convencidos?", Part.CONVINCED),
        (r"preocupad[oa]s?", Part.CONCERNED),
        (r"(?:re)?afirmando|confirmando", Part.REAFFIRMING),
        (r"destacando|subrayando|poniendo de relieve|haciendo hincapié|insistiendo", Part.EMPHASIZING),
        (r"apreciando", Part.ACKNOWLEDGING),
        (r"acogiendo|celebrando|congratulándose", Part.WELCOMING),
        (r"habiendo (?:examinado|considerado|estudiado)", Part.HAVING_EXAMINED),
    ),
    further=r"(?:además|asimismo|también|igualmente)",
    tone=r"con (?:satisfacción|preocupación|beneplácito|agrado)(?: y \w+)?",
    addressees={
        Addressee.SECRETARY_GENERAL: r"secretari[oa] general",
        Addressee.TSB_DIRECTOR: (
            rf"directora? de la (?:oficina de normalización de las telecomunicaciones|TSB\b)|"
            rf"{DIRECTORS}|directores de la .{{2,30}} y (?:de )?la TSB\b"
        ),
        Addressee.BDT_DIRECTOR: (
            rf"directora? de la (?:oficina de desarrollo de las telecomunicaciones|BDT\b)|{DIRECTORS}|"
            rf"directores de la .{{2,30}} y (?:de )?la BDT\b"
        ),
        Addressee.BR_DIRECTOR: (
            rf"directora? de la (?:oficina de radiocomunicaciones|BR\b)|{DIRECTORS}|"
            rf"directores de la .{{2,30}} y (?:de )?la BR\b"
        ),
        Addressee.COUNCIL: r"consejo(?: de la UIT)?\b",
        Addressee.TSAG: r"grupo asesor de normalización de las telecomunicaciones|(?-i:\bGANT\b)",
        Addressee.TDAG: r"grupo asesor de desarrollo de las telecomunicaciones|(?-i:\bGADT\b)",
        Addressee.RAG: r"grupo asesor de radiocomunicaciones|(?-i:\bGAR\b)",
        Addressee.MEMBER_STATES: r"estados miembros",
        Addressee.SECTOR_MEMBERS: r"miembros de(?: los)? sector(?:es)?",
        Addressee.ASSOCIATES: r"asociados",
        Addressee.ACADEMIA: r"instituciones académicas|sector académico",
        Addressee.MEMBERSHIP: r"(?<!estados )\bmiembros\b(?! de(?: los)? sector)",
        Addressee.STAKEHOLDERS: r"(?:todas las |otras )*partes interesadas|organizaciones",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"asamblea de radiocomunicaciones",
        Addressee.WTSA: r"asamblea mundial de normalización de las telecomunicaciones",
        Addressee.WTDC: r"conferencia mundial de desarrollo de las telecomunicaciones",
    },
    study_groups=r"comisiones? de estudio",
    sectors={
        "t": r"sector de normalización|UIT-?T\b",
        "d": r"sector de desarrollo|UIT-?D\b",
        "r": r"sector de radiocomunicaciones|UIT-?R\b",
    },
    collaboration=(
        r",?\s*en (?:estrecha )?(?:(?:colaboración|cooperación|coordinación|consulta|"
        r"concertación)(?: estrecha)?(?: y )?(?:en )?)+ con|,?\s*conjuntamente con|,?\s*junto con"
    ),
    verb=r"\s(?=(?:a )?que \w|a \w+(?:ar|er|ir)\b)",
    resolution_reference=(
        rf"resoluci(?:ón|ones)\s+(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|{NUMBER})(?:(?:,|"
        rf" y) (?:{NUMBER}))*)"
    ),
    recommendation=r"recomendaci(?:ón|ones)\s+(?P<numbers>UIT-?\s?[TRD]\s+[A-Z]{0,2}[.]?\d+(?:[./]\d+)*)",
    constitution=(
        r"(?:números?|artículos?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" y) \d+[A-Z]*)*)(?: \(artículo \d+\))?(?: del artículo \d+)? de la constitución"
    ),
    convention=(
        r"(?:números?|artículos?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" y) \d+[A-Z]*)*)(?: \(artículo \d+\))?(?: del artículo \d+)? del convenio"
    ),
    annex=r"anexo|apéndice|sección|adjunto",
    end=r"motivos?",
    proponent=r"^(?:estados miembros de|administraciones? de|propuestas? com)",
)
