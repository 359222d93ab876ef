"""What do people mean by the names that they write above the columns of tables and on the attributes of tools?

Names that are known are found as they are; tools have too many variants of theirs for that, and have patterns.
"""

import re

from django.utils.translation import gettext as _

NOTHING = ""
# As much of a name as is shown, and as its meaning is remembered by.
NAME_LENGTH = 150
# The number of a requirement in its own table.
NUMBER = "number"
# What holds several requirements in such a table.
CHAPTER = "heading"
# Column without its language → what it is headed with, by language.
SYNONYMS: dict[str, dict[str, str]] = {
    "title": {
        "en": "requirement name, requirement title, name, short title, summary, requirement summary, subject",
        "fr": "titre, intitulé, libellé, nom de l'exigence",
        "es": "título, nombre, nombre del requisito",
        "ru": "название, наименование",
        "ar": "العنوان, عنوان المتطلب",
        "zh": "标题, 名称, 需求名称",
    },
    "statement": {
        "en": "requirement, requirements, requirement description, requirement statement, requirement text, description"
        ", text, specification, functional requirement, non functional requirement, req description"
        ", verification requirement, detailed requirement, requirement specification, requirement details, control"
        ", control text, control description, practice, object text, shall statement, user story, detail, details",
        "fr": "énoncé, exigence, exigences, description de l'exigence, texte",
        "es": "enunciado, requisito, requisitos, descripción, descripción del requisito, texto",
        "ru": "требование, описание, текст требования",
        "ar": "المتطلب, نص المتطلب, الوصف",
        "zh": "需求, 需求描述, 要求, 描述",
    },
    "rationale": {
        "en": "rationale statement, justification, reason, remarks, comments, notes",
        "fr": "justification de l'exigence, remarques, commentaires",
        "es": "justificación, observaciones, comentarios",
        "ru": "обоснование, примечания",
        "ar": "المبررات, ملاحظات",
        "zh": "理由, 备注",
    },
    "acceptance_criteria": {
        "en": "acceptance, acceptance criterion, fit criterion",
        "fr": "critères d'acceptation",
        "es": "criterios de aceptación",
        "ru": "критерии приемки",
        "ar": "معايير القبول",
        "zh": "验收标准",
    },
    "obligation": {
        "en": "level, obligation level, moscow, priority, mandatory or optional, mandatory optional, must should may",
        "fr": "niveau, niveau d'obligation, priorité, caractère",
        "es": "obligación, obligatoriedad, prioridad, nivel",
        "ru": "обязательность, приоритет",
        "ar": "الإلزام, الأولوية",
        "zh": "级别, 优先级, 强制性",
    },
    NUMBER: {
        "en": "id, no, nr, ref, reference, req id, requirement id, requirement no, requirement number, code, #"
        ", s no, sl no, sr no, item no, control id, practice id, recommendation #, clause, requirement ref",
        "fr": "n, n°, numéro, réf, référence",
        "es": "núm, número, referencia, código",
        "ru": "номер, код",
        "ar": "الرقم, رقم المتطلب",
        "zh": "编号, 序号, 需求编号",
    },
    CHAPTER: {
        "en": "chapter, chapter name, section, section name, section title, category, sub category, subcategory, module"
        ", sub module, domain, theme, topic, area, functional area, feature, component, objective, group, part"
        ", subsection",
        "fr": "chapitre, rubrique, catégorie, sous-catégorie, domaine, thème, fonctionnalité",
        "es": "capítulo, sección, categoría, subcategoría, módulo, ámbito, dominio, tema, funcionalidad",
        "ru": "раздел, глава, категория, модуль, область",
        "ar": "الفصل, القسم, الفئة, المجال, الوحدة",
        "zh": "章节, 类别, 分类, 模块, 领域",
    },
}
# The first pattern that the name matches as a whole, as `words_of` gives it.
PATTERNS = (
    (
        "identifier",
        r"(?:foreign ?id|(?:(?:object|element|requirement|req|absolute) )?(?:identifier|id|uid|number)|key)",
    ),
    ("identifier", r"(?:.*\b)?puid|req(?:uirement)? ref|(?:objekt ?)?(?:nummer|kennung)|identifiant|identificador"),
    ("heading", r"chapter(?: ?name| title)?|(?:object |section )?heading(?: text)?|section(?: title)?"),
    ("heading", r"(?:objekt ?)?überschrift|kapitel(?:name)?|titre d[eu] (?:chapitre|section)|encabezado"),
    ("kind", r"(?:.*\b)?object type|(?:(?:art[ei]fact|item|requirement|req|element|work ?item) )?(?:type|kind|class)"),
    ("kind", r"(?:objekt ?|anforderungs ?)?(?:typ|art)|type d (?:objet|exigence)|tipo(?: de (?:objeto|requisito))?"),
    ("deleted", r"(?:is )?(?:(?:object|foreign) )?(?:deleted|purged)"),
    ("title", r"(?:(?:dcterms|requirement|req|item|artifact) )?(?:name|title|summary|caption|label)|element label"),
    ("title", r"short (?:text|name|description)|betreff|titel|kurztext|bezeichnung|titre|intitulé|libellé|título"),
    (
        "statement",
        r"(?!list number)(?:.*\b)?(?:text|txt|statement|requirement|description|desc|contents?|beschreibung)",
    ),
    ("statement", r"(?:anforderungs|objekt)?(?:text|beschreibung)|anforderung|exigence|énoncé|contenu|inhalt"),
    ("statement", r"texte(?: d.*)?|texto(?: d.*)?|requisito|enunciado|descripción|contenido"),
    ("rationale", r"(?:.*\b)?(?:rationale|justification|reason|comments?|notes?|remarks?|begründung)"),
    ("rationale", r"bemerkung(?:en)?|kommentare?|commentaires?|remarques?|justificación|comentarios?"),
    ("acceptance_criteria", r"(?:.*\b)?(?:acceptance(?: criteria| criterion)?|fit criterion|test criteria|criteria)"),
    ("acceptance_criteria", r"(?:akzeptanz|abnahme)kriteri(?:um|en)|critères? d acceptation|criterios? de aceptación"),
    ("verification_method", r"(?:verif(?:y|ication)|validation|test)(?: (?:method|nature))?|method of verification"),
    ("verification_method", r"(?:prüf|nachweis|test)methode|méthode de v.*|método de v.*"),
    ("obligation", r"(?:.*\b)?(?:obligation|priority|severity|binding|mandatory|bindingness|level)"),
    ("obligation", r"verbindlichkeit|priorität|priorité|obligatoriedad|prioridad|importance|wichtigkeit"),
    ("keywords", r"(?:tags?|keywords?|labels|categor(?:y|ies)|stichwörter|mots clés|palabras clave|etiquetas)"),
)
# What only a text can mean, and no date, number or yes.
TEXTS = {"title", "heading", "statement", "rationale", "acceptance_criteria"}
PROSE = ("XHTML", "STRING")


def plain(name: str) -> str:
    """A heading as it is meant, however it is spelled: `Title (en)`, `title.en` and `title_en` are one."""
    return re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_")


def heading_of(name: str) -> str:
    """A heading as it is meant; of a sign alone the sign."""
    return plain(name) or name.strip()


MEANT = {
    heading_of(name): (field, code)
    for field, languages in SYNONYMS.items()
    for code, names in languages.items()
    for name in (*names.split(","), field)
}


def spoken(name: str) -> str:
    """The words of a name, in small letters with single blanks between them: `ControlText` is `control text`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", spaced)).lower()


def words_of(name: str) -> str:
    """The words of a name that a tool gave, as `spoken`: `ReqIF.ForeignID` is `foreign id`."""
    return re.sub(r"(?<=foreign)(?=id)|(?<=chapter)(?=name)", " ", spoken(re.sub(r"(?i)^reqif\.", "", name)))


def suggested(name: str, shape: str = "STRING") -> str:
    """The meaning that a name suggests, of what holds values of a shape as ReqIF calls it; NOTHING if none."""
    words = words_of(name)
    meaning = next((field for field, pattern in PATTERNS if re.fullmatch(pattern, words)), NOTHING)
    return meaning if shape in PROSE or meaning not in TEXTS else NOTHING


def choices() -> tuple[tuple[str, str], ...]:
    """(meaning, what people are told of it) of all that a name may mean."""
    return (
        (NOTHING, _("leave it out")),
        ("identifier", _("the number in its source")),
        ("title", _("the title")),
        ("heading", _("the title of a chapter")),
        ("statement", _("the statement")),
        ("rationale", _("the rationale")),
        ("acceptance_criteria", _("the acceptance criteria")),
        ("verification_method", _("the verification method")),
        ("obligation", _("the obligation")),
        ("keywords", _("the keywords")),
        ("kind", _("which kind of object it is")),
        ("deleted", _("whether it is deleted")),
    )
