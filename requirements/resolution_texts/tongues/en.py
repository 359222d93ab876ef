"""How are resolutions written in English?"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:ITU-?\s?[RTD]\s*)?(?:\[[^\]]{1,30}\]|[A-Z]{0,5}-?\d+[A-Z]?(?:-\d+)?)"

EN = Tongue(
    code="en",
    heading=rf"(?:draft\s+)?(?:new\s+)?resolution\s+(?P<number>{NUMBER})",
    revised=r"rev\.?",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"plenipotentiary conference|(?-i:\bPP\b(?!-?\d))",
        Assembly.WTSA: r"world telecommunication standardization assembly|(?-i:\bWTSA\b)",
        Assembly.WTDC: r"world telecommunication development conference|(?-i:\bWTDC\b)",
        Assembly.WRC: r"world radiocommunication conference|(?-i:\bWRC\b)",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"radiocommunication assembly|(?-i:\bRA\b)",
        Assembly.UNGA: r"(?:united nations )?general assembly|(?-i:\bUNGA\b)",
        Assembly.COUNCIL: r"(?:itu )?council(?! working)",
    },
    this_conference=r"(?:of|by) this (?:conference|assembly)",
    keywords=(
        (r"resolves to instruct", Part.RESOLVES_TO_INSTRUCT),
        (r"resolves to (?:invite|encourage)", Part.RESOLVES_TO_INVITE),
        (r"resolves|decides", Part.RESOLVES),
        (r"instructs|directs|charges", Part.INSTRUCTS),
        (r"invites", Part.INVITES),
        (r"encourages", Part.ENCOURAGES),
        (r"requests", Part.REQUESTS),
        (r"urges", Part.URGES),
        (r"calls? upon|calls? on|appeals to", Part.CALLS_UPON),
        (r"recommends", Part.RECOMMENDS),
        (r"recalling", Part.RECALLING),
        (r"recogni[sz]ing", Part.RECOGNIZING),
        (r"considering", Part.CONSIDERING),
        (
            r"taking (?:also )?(?:into|into due) (?:account|consideration)|having regard to|in view of",
            Part.TAKING_INTO_ACCOUNT,
        ),
        (r"bearing (?:also )?in mind|mindful(?: of)?", Part.BEARING_IN_MIND),
        (r"noting|observing", Part.NOTING),
        (r"(?:being )?(?:fully )?(?:aware|conscious)(?: of)?", Part.AWARE),
        (r"(?:being )?(?:convinced|persuaded)|believing", Part.CONVINCED),
        (r"(?:being |deeply )*concerned", Part.CONCERNED),
        (r"(?:re)?affirming|confirming", Part.REAFFIRMING),
        (r"emphasi[sz]ing|stressing|underlining|underscoring|highlighting", Part.EMPHASIZING),
        (r"acknowledging|appreciating", Part.ACKNOWLEDGING),
        (r"welcoming|commending", Part.WELCOMING),
        (r"having (?:examined|considered|studied|reviewed)", Part.HAVING_EXAMINED),
    ),
    further=r"(?:further(?:more)?|also|in addition)",
    tone=r"with (?:deep |great )?(?:satisfaction|appreciation|concern|interest)(?: and \w+)?",
    addressees={
        Addressee.SECRETARY_GENERAL: r"secretary-general",
        Addressee.TSB_DIRECTOR: (
            r"directors? of (?:the )?(?:itu )?(?:telecommunication standardization bureau|TSB\b)|"
            r"directors? of (?:the )?three bureaux|directors of (?:the )?bureaux|directors of (?:BDT|"
            r"BR) and TSB"
        ),
        Addressee.BDT_DIRECTOR: (
            r"directors? of (?:the )?(?:itu )?(?:telecommunication development bureau|BDT\b)|"
            r"directors? of (?:the )?three bureaux|directors of (?:the )?bureaux|directors of (?:TSB|"
            r"BR) and BDT"
        ),
        Addressee.BR_DIRECTOR: (
            r"directors? of (?:the )?(?:itu )?(?:radiocommunication bureau|BR\b)|"
            r"directors? of (?:the )?three bureaux|directors of (?:the )?bureaux|directors of (?:TSB|"
            r"BDT) and BR"
        ),
        Addressee.COUNCIL: r"(?:itu )?council(?! working)",
        Addressee.TSAG: r"telecommunication standardization advisory group|(?-i:\bTSAG\b)",
        Addressee.TDAG: r"telecommunication development advisory group|(?-i:\bTDAG\b)",
        Addressee.RAG: r"radiocommunication advisory group|(?-i:\bRAG\b)",
        Addressee.MEMBER_STATES: r"member states",
        Addressee.SECTOR_MEMBERS: r"sector members",
        Addressee.ASSOCIATES: r"associates",
        Addressee.ACADEMIA: r"academia|academic institutions",
        Addressee.MEMBERSHIP: r"itu membership|members of itu|(?<!sector )\bmembers\b|(?<!itu )\bmembership",
        Addressee.STAKEHOLDERS: r"(?:all |other |relevant )*(?:stakeholders|parties|organizations|entities)",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"radiocommunication assembly",
        Addressee.WTSA: r"world telecommunication standardization assembly",
        Addressee.WTDC: r"world telecommunication development conference",
    },
    study_groups=r"study groups?",
    sectors={
        "t": r"telecommunication standardization sector|ITU-?T\b",
        "d": r"telecommunication development sector|ITU-?D\b",
        "r": r"radiocommunication sector|ITU-?R\b",
    },
    collaboration=(
        r",?\s*(?:and )?(?:working )?in (?:close )?(?:(?:collaboration|cooperation|coordination|"
        r"consultation)(?: and )?(?:close )?)+ (?:with|between)|,?\s*together with|"
        r",?\s*(?:in )?collaborating (?:closely )?with"
    ),
    verb=r"\s(?:to|that)\s",
    resolution_reference=(
        rf"resolutions?\s+(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|{NUMBER})(?:(?:,| and|"
        rf", and) (?:{NUMBER}))*)"
    ),
    recommendation=r"recommendations?\s+(?P<numbers>ITU-?\s?[TRD]\s+[A-Z]{0,2}[.]?\d+(?:[./]\d+)*)",
    constitution=(
        r"(?:Nos?\.|Articles?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,| and|"
        r", and) \d+[A-Z]*)*)(?: \(Article \d+\))?(?: in|"
        r" of)? ?(?:article \d+)? ?(?:of )?(?:the )?(?:ITU )?constitution"
    ),
    convention=(
        r"(?:Nos?\.|Articles?)\s+(?P<numbers>\d+[A-Z]*(?:(?:,| and|"
        r", and) \d+[A-Z]*)*) (?:in article \d+ )?of (?:the )?(?:ITU )?convention"
    ),
    annex=r"annex(?:es)?|appendix|section|attachment",
    end=r"reasons",
    proponent=r"^(?:member states of|.{2,60} administrations$|common proposals?)",
)
