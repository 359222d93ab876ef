"""Which documents are searched by the table of cases? A small registry in six languages, of its own."""

from typing import Any

from requirements import documents, workflow
from tests import factories

STANDARDS: dict[str, dict[str, Any]] = {
    "standard:iso-iec-29115": {"title": {"en": "Entity authentication framework"}, "designation": "ISO/IEC 29115"},
    "standard:rfc-6749": {
        "title": {"en": "The authorization framework"},
        "designation": "RFC 6749",
        "aliases": [{"text": "OAuth 2.0"}],
    },
}
ENTRIES: dict[str, tuple[str, dict[str, Any]]] = {
    "REQ-0001": (
        "requirement",
        {
            "title": {
                "ar": "ضمان الهوية الرقمية",
                "zh": "数字身份保证等级",
                "en": "Assurance of digital identities",
                "fr": "Garantie des identités numériques",
                "ru": "Уровень доверия к цифровой личности",
                "es": "Garantía de las identidades digitales",
            },
            "statement": {
                "ar": "يجب على النظام التحقق من هوية المواطنين قبل كل خدمة.",
                "zh": "系统必须在提供服务之前核实公民的身份。",
                "en": "The system is required to verify citizens before every service.",
                "fr": "Le système doit vérifier les citoyens avant chaque prestation.",
                "ru": "Система должна проверять граждан перед каждой услугой.",
                "es": "El sistema debe verificar a los ciudadanos antes de cada servicio.",
            },
            "coverage": [{"standard": "standard:itu-t-x-1254", "relation": "equal_to", "confirmed": True}],
        },
    ),
    "REQ-0002": (
        "requirement",
        {
            "title": {
                "ar": "قابلية التشغيل البيني لمنصات الدفع",
                "zh": "支付平台的互操作性",
                "en": "Interoperability of payment platforms",
                "fr": "Interopérabilité des plateformes de paiement",
                "ru": "Совместимость платёжных платформ",
                "es": "Interoperabilidad de las plataformas de pago",
            },
            "statement": {
                "ar": "يجب أن تقبل المنصة التحويلات من مشغلين آخرين وفقاً للمعيار RFC 6749.",
                "zh": "平台必须按照RFC 6749接受其他运营商的转账。",
                "en": "A platform is required to accept transfers from other operators, see RFC 6749.",
                "fr": "Une plateforme doit accepter les virements des autres opérateurs, voir RFC 6749.",
                "ru": "Платформа должна принимать переводы других операторов согласно RFC 6749.",
                "es": "Una plataforma debe aceptar las transferencias de otros operadores, véase RFC 6749.",
            },
        },
    ),
    "REQ-0003": (
        "requirement",
        {
            "title": {
                "en": "Withdrawal of consent",
                "fr": "Retrait du consentement",
                "es": "Retirada del consentimiento",
            },
            "statement": {
                "en": "Whoever gave consent is required to be able to withdraw it at any time.",
                "fr": "Qui a consenti doit pouvoir se rétracter à tout moment, même à l’étranger.",
                "es": "Quien dio su consentimiento debe poder retirarlo en cualquier momento, también mañana.",
            },
        },
    ),
    "UC-0001": (
        "use_case",
        {
            "title": {
                "ar": "تسجيل المواليد في الريف",
                "zh": "农村出生登记",
                "en": "Registering births in the countryside",
                "fr": "Enregistrement des naissances à la campagne",
                "ru": "Регистрация рождений в сельской местности",
                "es": "Inscripción de nacimientos en el campo",
            },
            "short_description": {
                "ar": "تسجل القابلة كل مولود دون اتصال بالشبكة.",
                "zh": "助产士在没有网络连接时登记每个新生儿。",
                "en": "A midwife registers every newborn without a connection.",
                "fr": "Une sage-femme inscrit chaque nouveau-né sans connexion.",
                "ru": "Акушерка регистрирует каждого новорождённого без связи.",
                "es": "Una partera inscribe a cada recién nacido sin conexión.",
            },
        },
    ),
    "UC-0002": (
        "use_case",
        {
            "title": {"ar": "صرف معاشات التقاعد", "en": "Paying pensions", "ru": "Выплата пенсий"},
            "short_description": {
                "ar": "يتلقى المتقاعد معاشه في محفظته كل شهر.",
                "en": "A pensioner receives money in a wallet every month.",
                "ru": "Пенсионер получает деньги в кошелёк каждый месяц.",
            },
        },
    ),
    "SA-0001": (
        "aspect",
        {
            "source_language": "fr",
            "title": {"fr": "Formats d’échange des registres fonciers", "zh": "土地登记数据交换格式"},
            "description": {
                "fr": "Comment deux cadastres échangent leurs parcelles.",
                "zh": "两个地籍系统如何交换地块数据。",
            },
        },
    ),
    "ND-0001": (
        "need",
        {
            "source_language": "es",
            "title": {"es": "Cobertura en las islas", "ar": "التغطية في الجزر", "ru": "Покрытие на островах"},
            "statement": {
                "es": "Las islas pequeñas necesitan enlaces por satélite asequibles.",
                "ar": "تحتاج الجزر الصغيرة إلى وصلات ساتلية ميسورة التكلفة.",
                "ru": "Малым островам нужны доступные спутниковые линии.",
            },
        },
    ),
    "EX-0001": (
        "experience",
        {
            "source_language": "zh",
            "title": {
                "zh": "国家电子病历的经验",
                "en": "A national health record",
                "ru": "Национальная медицинская карта",
            },
            "narrative": {
                "zh": "各医院先统一药品编码，再交换病历。",
                "en": "Hospitals first agreed on codes for medicines, then shared records.",
                "ru": "Больницы сначала согласовали коды лекарств, затем обменялись картами.",
            },
        },
    ),
}


def publish() -> None:
    factories.references()
    for identifier, data in STANDARDS.items():
        document = documents.parse({"kind": "standard", "identifier": identifier, **data})
        workflow.release([workflow.save(document, by=None).record], by=None)
    entries = [factories.draft(kind, identifier, **data) for identifier, (kind, data) in ENTRIES.items()]
    factories.release(entries)
