"""How are resolutions written in Russian?"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:МСЭ-?\s?[RTDТ]\s*)?(?:\[[^\]]{1,30}\]|[A-ZА-Я]{0,5}-?\d+[A-ZА-Я]?(?:-\d+)?)"
DIRECTORS = r"директор\w* (?:трех )?бюро(?=\W|$)(?! (?:стандартизации|развития|радиосвязи))"

RU = Tongue(
    code="ru",
    heading=rf"(?:проект\s+)?(?:новой\s+)?резолюци[яи]\s+(?P<number>{NUMBER})",
    revised=r"пересм\.?",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"полномочн\w+ конференци\w+",
        Assembly.WTSA: r"всемирн\w+ ассамбле\w+ по стандартизации электросвязи|(?-i:\bВАСЭ\b)",
        Assembly.WTDC: r"всемирн\w+ конференци\w+ по развитию электросвязи|(?-i:\bВКРЭ\b)",
        Assembly.WRC: r"всемирн\w+ конференци\w+ радиосвязи|(?-i:\bВКР\b)",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"ассамбле\w+ радиосвязи|(?-i:\bАР\b)",
        Assembly.UNGA: r"генеральн\w+ ассамбле\w+(?: организации объединенных наций| оон)?",
        Assembly.COUNCIL: r"\bсовет(?:а|у|ом)?(?: мсэ)?\b",
    },
    this_conference=r"настоящ\w+ (?:конференци|ассамбле)\w+",
    keywords=(
        (r"решает поручить", Part.RESOLVES_TO_INSTRUCT),
        (r"решает предложить", Part.RESOLVES_TO_INVITE),
        (r"решает", Part.RESOLVES),
        (r"поручает", Part.INSTRUCTS),
        (r"предлагает", Part.INVITES),
        (r"настоятельно (?:призывает|рекомендует|просит)", Part.URGES),
        (r"поощряет|побуждает", Part.ENCOURAGES),
        (r"просит", Part.REQUESTS),
        (r"призывает", Part.CALLS_UPON),
        (r"рекомендует", Part.RECOMMENDS),
        (r"напоминая", Part.RECALLING),
        (r"признавая", Part.RECOGNIZING),
        (r"учитывая", Part.CONSIDERING),
        (r"принимая (?:также )?во внимание", Part.TAKING_INTO_ACCOUNT),
        (r"памятуя|имея в виду", Part.BEARING_IN_MIND),
        (r"отмечая|принимая к сведению", Part.NOTING),
        (r"(?:о)?сознавая|зная", Part.AWARE),
        (r"(?:будучи )?убежден[аы]?|(?:будучи )?уверен[аы]?", Part.CONVINCED),
        (r"(?:будучи )?(?:обеспокоена|озабочена)|выражая (?:обеспокоенность|озабоченность)", Part.CONCERNED),
        (r"(?:вновь )?подтверждая", Part.REAFFIRMING),
        (r"подчеркивая|особо отмечая", Part.EMPHASIZING),
        (r"выражая признательность", Part.ACKNOWLEDGING),
        (r"приветствуя", Part.WELCOMING),
        (r"рассмотрев|изучив", Part.HAVING_EXAMINED),
    ),
    further=r"(?:далее|также|кроме того)",
    tone=r"с (?:удовлетворением|обеспокоенностью|озабоченностью|интересом)(?: и \w+)?",
    addressees={
        Addressee.SECRETARY_GENERAL: r"генеральн\w+ секретар\w+",
        Addressee.TSB_DIRECTOR: (
            rf"директор\w* (?:бюро стандартизации электросвязи|БСЭ)|{DIRECTORS}|"
            rf"директорам .{{2,30}} и (?:БСЭ|бюро стандартизации электросвязи)"
        ),
        Addressee.BDT_DIRECTOR: (
            rf"директор\w* (?:бюро развития электросвязи|БРЭ)|{DIRECTORS}|"
            rf"директорам .{{2,40}} и (?:БРЭ|бюро развития электросвязи)"
        ),
        Addressee.BR_DIRECTOR: (
            rf"директор\w* (?:бюро радиосвязи|БР\b)|{DIRECTORS}|директорам .{{2,40}} и (?:БР\b|"
            rf"бюро радиосвязи)"
        ),
        Addressee.COUNCIL: r"\bсовет(?:а|у|ом)?(?: мсэ)?\b",
        Addressee.TSAG: r"консультативн\w+ групп\w+ по стандартизации электросвязи|\bКГСЭ\b",
        Addressee.TDAG: r"консультативн\w+ групп\w+ по развитию электросвязи|\bКГРЭ\b",
        Addressee.RAG: r"консультативн\w+ групп\w+ по радиосвязи|\bКГР\b",
        Addressee.MEMBER_STATES: r"государств\w*-член\w*",
        Addressee.SECTOR_MEMBERS: r"член\w* секторов?(?:а)?\b",
        Addressee.ASSOCIATES: r"ассоциированн\w+ член\w*|ассоциациям",
        Addressee.ACADEMIA: r"академическ\w+ (?:организаци|учреждени|член)\w*",
        Addressee.MEMBERSHIP: r"(?<!-)\bчлен(?:ам|ы|ов) (?:мсэ|союза)",
        Addressee.STAKEHOLDERS: r"заинтересованн\w+ сторон\w*",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"ассамбле\w+ радиосвязи",
        Addressee.WTSA: r"всемирн\w+ ассамбле\w+ по стандартизации электросвязи",
        Addressee.WTDC: r"всемирн\w+ конференци\w+ по развитию электросвязи",
    },
    study_groups=r"исследовательск\w+ комисси\w+",
    sectors={
        "t": r"сектор\w* стандартизации|МСЭ-?[TТ]\b",
        "d": r"сектор\w* развития|МСЭ-?[DД]\b",
        "r": r"сектор\w* радиосвязи|МСЭ-?[RР]\b",
    },
    collaboration=(
        r",?\s*(?:действуя )?в (?:тесн\w+ )?(?:(?:сотрудничестве|консультации|координации|"
        r"взаимодействии)(?: и )?)+ со?|,?\s*совместно со?|,?\s*сотрудничая со?|"
        r",?\s*при (?:тесном )?сотрудничестве со?"
    ),
    verb=r"\s(?=\w+(?:ть|ти|чь)(?:ся)?\b)",
    resolution_reference=rf"резолюци\w+\s+(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|{NUMBER})(?:(?:,| и) (?:{NUMBER}))*)",
    recommendation=r"рекомендаци\w+\s+(?P<numbers>МСЭ-?\s?[TRDТРД]\s+[A-ZА-Я]{0,2}[.]?\d+(?:[./]\d+)*)",
    constitution=(
        r"(?:пункт\w*|п\.|ст(?:ать\w+|\.))\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" и) \d+[A-Z]*)*)(?: \(статья \d+\))?(?: статьи \d+)? устава"
    ),
    convention=(
        r"(?:пункт\w*|п\.|ст(?:ать\w+|\.))\s+(?P<numbers>\d+[A-Z]*(?:(?:,|"
        r" и) \d+[A-Z]*)*)(?: \(статья \d+\))?(?: статьи \d+)? конвенции"
    ),
    annex=r"приложение|дополнение|раздел|прилагаемый документ",
    end=r"основания?",
    proponent=r"^(?:государства-члены|администрации|общие предложения)",
)
