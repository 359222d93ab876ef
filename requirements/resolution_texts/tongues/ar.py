"""How are resolutions written in Arabic?

Assemblies are feminine and conferences masculine, so every verb stands in both forms.
"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:ITU-?\s?[RTD]\s*)?(?:\[[^\]]{1,30}\]|[A-Z]{0,5}-?\d+[A-Z]?(?:-\d+)?)"
DIRECTORS = r"(?:مديري|مدراء|مديرو) (?:المكاتب|مكاتب)(?: الثلاثة)?"
SINCE = r"و?إذ "

AR = Tongue(
    code="ar",
    heading=rf"(?:مشروع\s+)?(?:ال)?قرار\s+(?:جديد\s+)?(?:رقم\s+)?(?P<number>{NUMBER})",
    revised=r"(?:الم|م)راج(?:ع|عة)(?: في)?",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"مؤتمر (?:ال)?مندوبين المفوضين",
        Assembly.WTSA: r"الجمعية العالمية لتقييس الاتصالات",
        Assembly.WTDC: r"المؤتمر العالمي لتنمية الاتصالات",
        Assembly.WRC: r"المؤتمر العالمي للاتصالات الراديوية",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"جمعية الاتصالات الراديوية",
        Assembly.UNGA: r"الجمعية العامة(?: للأمم المتحدة)?",
        Assembly.COUNCIL: r"مجلس الاتحاد|المجلس",
    },
    this_conference=r"(?:لهذا|هذا) المؤتمر|(?:لهذه|هذه) الجمعية",
    keywords=(
        (r"[تي]قرر (?:أن |كذلك أن )?[تي]?كل[يّ]?ف|[تي]قرر تكليف", Part.RESOLVES_TO_INSTRUCT),
        (r"[تي]قرر (?:أن )?[تي]?دعو|[تي]قرر دعوة", Part.RESOLVES_TO_INVITE),
        (r"[تي]قرر", Part.RESOLVES),
        (r"[تي]كلف", Part.INSTRUCTS),
        (r"[تي]دعو", Part.INVITES),
        (r"[تي]شجع", Part.ENCOURAGES),
        (r"[تي]طلب", Part.REQUESTS),
        (r"[تي]حث", Part.URGES),
        (r"[تي]ناشد|[تي]هيب", Part.CALLS_UPON),
        (r"[تي]وصي", Part.RECOMMENDS),
        (rf"{SINCE}[تي]ذكر|{SINCE}[تي]شير إلى", Part.RECALLING),
        (rf"{SINCE}[تي](?:درك|قر|عترف|سلم)", Part.RECOGNIZING),
        (rf"{SINCE}[تي]ضع في (?:اعتباره|اعتبارها|الاعتبار)|{SINCE}[تي]رى", Part.CONSIDERING),
        (
            rf"{SINCE}[تي]أخذ (?:في|بعين) (?:الحسبان|الاعتبار|اعتباره|اعتبارها|الحساب)|{SINCE}[تي]راعي",
            Part.TAKING_INTO_ACCOUNT,
        ),
        (rf"{SINCE}[تي]ضع في (?:الحسبان|حسبانه|حسبانها|ذهنها)|{SINCE}لا [تي]غيب", Part.BEARING_IN_MIND),
        (rf"{SINCE}[تي](?:لاحظ|حيط علما)", Part.NOTING),
        (rf"{SINCE}[تي]عي", Part.AWARE),
        (rf"{SINCE}[تي]قتنع|{SINCE}هي مقتنعة|{SINCE}هو مقتنع", Part.CONVINCED),
        (rf"{SINCE}[تي]ساور\w*(?: القلق)?|{SINCE}يقلق\w*", Part.CONCERNED),
        (rf"{SINCE}[تي]ؤكد(?: من جديد| مجددا)?|{SINCE}[تي]عيد (?:ال)?تأكيد", Part.REAFFIRMING),
        (rf"{SINCE}[تي](?:شدد|برز|ركز)", Part.EMPHASIZING),
        (rf"{SINCE}[تي]قدر", Part.ACKNOWLEDGING),
        (rf"{SINCE}[تي]رحب", Part.WELCOMING),
        (rf"(?:{SINCE}|بعد أن )(?:نظر|درس|فحص)\w*", Part.HAVING_EXAMINED),
    ),
    further=r"(?:كذلك|أيضا|علاوة على ذلك|فضلا عن ذلك)",
    tone=r"مع (?:الارتياح|القلق|التقدير)|بارتياح|بقلق",
    addressees={
        Addressee.SECRETARY_GENERAL: r"(?:ال)?أمين العام",
        Addressee.TSB_DIRECTOR: (
            rf"مدير (?:مكتب )?تقييس الاتصالات|مدير مكتب التقييس|{DIRECTORS}|"
            rf"مديري .{{2,40}}تقييس الاتصالات"
        ),
        Addressee.BDT_DIRECTOR: rf"مدير (?:مكتب )?تنمية الاتصالات|{DIRECTORS}|مديري .{{2,40}}تنمية الاتصالات",
        Addressee.BR_DIRECTOR: rf"مدير (?:مكتب )?الاتصالات الراديوية|{DIRECTORS}|مديري .{{2,40}}الاتصالات الراديوية",
        Addressee.COUNCIL: r"مجلس الاتحاد|(?<!\w)المجلس",
        Addressee.TSAG: r"الفريق الاستشاري لتقييس الاتصالات",
        Addressee.TDAG: r"الفريق الاستشاري لتنمية الاتصالات",
        Addressee.RAG: r"الفريق الاستشاري للاتصالات الراديوية",
        Addressee.MEMBER_STATES: r"(?:ال)?دول الأعضاء",
        Addressee.SECTOR_MEMBERS: r"أعضاء (?:ال)?(?:قطاعات|قطاع)",
        Addressee.ASSOCIATES: r"(?:ال)?منتسب(?:ين|ون)",
        Addressee.ACADEMIA: r"(?:الهيئات|المؤسسات|الأوساط|الجهات) الأكاديمية",
        Addressee.MEMBERSHIP: r"أعضاء الاتحاد|(?<!الدول )(?<!\w)الأعضاء",
        Addressee.STAKEHOLDERS: r"أصحاب المصلحة|الأطراف المعنية",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"جمعية الاتصالات الراديوية",
        Addressee.WTSA: r"الجمعية العالمية لتقييس الاتصالات",
        Addressee.WTDC: r"المؤتمر العالمي لتنمية الاتصالات",
    },
    study_groups=r"لجان (?:ال)?دراسات",
    sectors={
        "t": r"قطاع تقييس|ITU-?T\b",
        "d": r"قطاع تنمية|ITU-?D\b",
        "r": r"قطاع الاتصالات الراديوية|ITU-?R\b",
    },
    collaboration=(
        r"[,،]?\s*(?:بالتعاون|بالتنسيق|بالتشاور|بالاشتراك)(?: والتنسيق| والتعاون|"
        r" والتشاور)?(?: الوثيق| عن كثب)? مع|[,،]?\s*في (?:إطار )?(?:تعاون|التعاون) (?:وثيق )?مع"
    ),
    verb=r"\s(?=(?:ب|إلى |على |أن |بأن |إلى أن )\w)",
    resolution_reference=(
        rf"(?:ال|وال|لل)?قرار(?:ات|ين|ان)?\s+(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|"
        rf"{NUMBER})(?:(?:[,،]| و) ?(?:{NUMBER}))*)"
    ),
    recommendation=r"(?:ال)?توصي(?:ة|ات)\s+(?P<numbers>ITU-?\s?[TRD]\s+[A-Z]{0,2}[.]?\d+(?:[./]\d+)*)",
    constitution=(
        r"(?:الرقم|الأرقام|رقم|المادة|المواد|للمادة)\s+(?P<numbers>\d+[A-Z]*(?:(?:[,،]|"
        r" و) ?\d+[A-Z]*)*)(?: \(المادة \d+\))?(?: من المادة \d+)? (?:من )?دستور"
    ),
    convention=(
        r"(?:الرقم|الأرقام|رقم|المادة|المواد)\s+(?P<numbers>\d+[A-Z]*(?:(?:[,،]|"
        r" و) ?\d+[A-Z]*)*)(?: \(المادة \d+\))?(?: من المادة \d+)? (?:من )?(?:الاتفاقية|اتفاقية)"
    ),
    annex=r"(?:ال)?ملحق|(?:ال)?تذييل|(?:ال)?قسم|(?:ال)?مرفق",
    end=r"الأسباب|أسباب",
    proponent=r"^(?:الدول الأعضاء في|إدارات|مقترحات مشتركة)",
    letters="ابجدهوزحطيكلمنسعفصقرشت",
)
