"""Of which words are synthetic texts made? Of the field's own, frequent and rare ones as uneven as in real texts."""

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from requirements.languages import CODES

# Frequent words first: the place of a word decides how often it occurs.
WORDS = {
    "en": """payment identity registry data service system record interface consent security citizen message credential
    exchange account token standard network protocol access audit policy signature device language wallet health office
    encryption interoperability municipality voucher sensor archive settlement remittance schema catalogue resilience
    enrolment biometric delegation bandwidth farmer clinic pension harbour translation offline subsidy cadastre
    pseudonym escrow vaccination tariff beacon irrigation landslide guardian telegraph""",
    "fr": """paiement identité registre données service système dossier interface consentement sécurité citoyen message
    justificatif échange compte jeton norme réseau protocole accès audit politique signature appareil langue
    portefeuille santé guichet chiffrement interopérabilité commune bon capteur archive règlement transfert schéma
    catalogue résilience inscription biométrie délégation débit agriculteur clinique retraite port traduction
    subvention cadastre pseudonyme séquestre vaccination tarif balise irrigation éboulement tuteur télégraphe""",
    "es": """pago identidad registro datos servicio sistema expediente interfaz consentimiento seguridad ciudadano
    mensaje credencial intercambio cuenta ficha norma red protocolo acceso auditoría política firma dispositivo idioma
    cartera salud oficina cifrado interoperabilidad municipio vale sensor archivo liquidación remesa esquema catálogo
    resiliencia inscripción biometría delegación agricultor clínica pensión puerto traducción subvención catastro
    seudónimo depósito vacunación tarifa baliza riego deslizamiento tutor telégrafo""",
    "ru": """платёж личность реестр данные услуга система запись интерфейс согласие безопасность гражданин сообщение
    удостоверение обмен счёт токен стандарт сеть протокол доступ аудит политика подпись устройство язык кошелёк
    здоровье отделение шифрование совместимость муниципалитет ваучер датчик архив расчёт перевод схема каталог
    устойчивость регистрация биометрия делегирование крестьянин клиника пенсия порт субсидия кадастр псевдоним
    прививка тариф маяк орошение оползень опекун телеграф""",
    "ar": """دفع هوية سجل بيانات خدمة نظام ملف واجهة موافقة أمن مواطن رسالة شهادة تبادل حساب رمز معيار شبكة بروتوكول
    نفاذ تدقيق سياسة توقيع جهاز لغة محفظة صحة مكتب تجفير توافق بلدية قسيمة محساس أرشيف تسوية تحويل مخطط فهرس صمود تسجيل
    قياسات تفويض مزارع عيادة معاش ميناء ترجمة إعانة مساحة تلقيح تعريفة منارة ري انهيار وصي برقية""",
    "zh": """支付 身份 登记册 数据 服务 系统 记录 接口 同意 安全 公民 消息 凭证 交换 账户 令牌 标准 网络 协议 访问 审计
    政策 签名 设备 语言 钱包 卫生 办事处 加密 互操作性 市镇 代金券 传感器 档案 结算 汇款 模式 目录 韧性 注册 生物特征
    委托 带宽 农民 诊所 养老金 港口 翻译 离线 补贴 地籍 假名 托管 接种 资费 信标 灌溉 滑坡 监护人 电报""",
}
# Between the words, so that texts have the stop words of their language.
GLUE = {
    "en": ("of the", "and", "for every", "in the", "shall send", "to a", "with"),
    "fr": ("de la", "et", "pour chaque", "dans le", "doit envoyer", "à un", "avec"),
    "es": ("de la", "y", "para cada", "en el", "debe enviar", "a un", "con"),
    "ru": ("и", "для", "в", "должна передавать", "на", "с", "при"),
    "ar": ("في", "من", "و", "يجب أن يرسل", "إلى", "مع", "على"),
    "zh": ("的", "和", "应发送", "在", "与", "到", "为"),
}
TITLES, SENTENCES, RECOMMENDATIONS = 1_500, 3_000, 5_000


@dataclass(frozen=True)
class Vocabulary:
    """Ready titles and sentences of one language, from which texts are put together quickly."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    joint: str

    def title(self, lot: random.Random) -> str:
        return lot.choice(self.titles)

    def text(self, lot: random.Random) -> str:
        """One to eight sentences, mostly few; three in ten name a Recommendation, which few others do."""
        sentences = lot.choices(self.sentences, k=1 + int(lot.random() * lot.random() * 8))
        if lot.random() < 0.3:
            sentences.append(f"ITU-T {lot.choice('FHXY')}.{lot.randint(1, RECOMMENDATIONS)}.")
        return self.joint.join(sentences)


@cache
def vocabularies(seed: int) -> dict[str, Vocabulary]:
    """The vocabulary of each language; the same seed gives the same sentences. Made once in each process."""
    return {language: _vocabulary(language, random.Random(f"{seed} {language}")) for language in CODES}  # noqa: S311


def _vocabulary(language: str, lot: random.Random) -> Vocabulary:
    words = WORDS[language].split()
    weights = list(accumulate(1_000 // (place + 3) for place in range(len(words))))
    blank, stop = ("", "。") if language == "zh" else (" ", ".")
    drawn = [lot.choices(words, cum_weights=weights, k=lot.randint(3, 7)) for _ in range(TITLES)]
    titles = [blank.join(title) for title in drawn]
    sentences = [
        blank.join(_with_glue(lot, lot.choices(words, cum_weights=weights, k=lot.randint(5, 11)), GLUE[language]))
        for _ in range(SENTENCES)
    ]
    return Vocabulary(
        tuple(title[0].upper() + title[1:] for title in titles),
        tuple(sentence[0].upper() + sentence[1:] + stop for sentence in sentences),
        blank,
    )


def _with_glue(lot: random.Random, words: list[str], glue: tuple[str, ...]) -> list[str]:
    """A joint after every second word."""
    return [part for place, word in enumerate(words) for part in ((word, lot.choice(glue)) if place % 2 else (word,))]
