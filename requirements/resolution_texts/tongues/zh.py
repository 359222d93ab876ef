"""How are resolutions written in Chinese?"""

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.tongues.tongue import Tongue

NUMBER = r"(?:ITU-?\s?[RTD]\s*)?(?:\[[^\]]{1,30}\]|[A-Z]{0,5}-?\d+[A-Z]?(?:-\d+)?)"
DIRECTORS = r"(?:各|三个?)局的?主任|各局局长"

ZH = Tongue(
    code="zh",
    heading=rf"(?:新)?(?:决议草案)?(?:第\s*(?P<number>{NUMBER})\s*号(?:新)?决议(?:草案)?|决议\s*(?P<number_behind>{NUMBER}))",
    revised=r"修订版",
    assemblies={
        Assembly.PLENIPOTENTIARY: r"全权代表大会",
        Assembly.WTSA: r"世界电信标准化全会",
        Assembly.WTDC: r"世界电信发展大会",
        Assembly.WRC: r"世界无线电通信大会",
        Assembly.RADIOCOMMUNICATION_ASSEMBLY: r"无线电通信全会",
        Assembly.UNGA: r"联合国大会|联大",
        Assembly.COUNCIL: r"国际电联理事会|理事会",
    },
    this_conference=r"本届?(?:大会|全会)",
    keywords=(
        (r"(?:做出|作出)?决议[,，]?\s*责成|决定责成", Part.RESOLVES_TO_INSTRUCT),
        (r"(?:做出|作出)?决议[,，]?\s*请|决定请", Part.RESOLVES_TO_INVITE),
        (r"(?:做出|作出)?决议|决定", Part.RESOLVES),
        (r"责成", Part.INSTRUCTS),
        (r"请|邀请", Part.INVITES),
        (r"鼓励", Part.ENCOURAGES),
        (r"要求", Part.REQUESTS),
        (r"敦促", Part.URGES),
        (r"呼吁", Part.CALLS_UPON),
        (r"建议", Part.RECOMMENDS),
        (r"忆及|回顾", Part.RECALLING),
        (r"认识到", Part.RECOGNIZING),
        (r"考虑到|鉴于", Part.CONSIDERING),
        (r"顾及|虑及", Part.TAKING_INTO_ACCOUNT),
        (r"铭记|牢记", Part.BEARING_IN_MIND),
        (r"注意到|指出", Part.NOTING),
        (r"意识到|了解到", Part.AWARE),
        (r"确信|深信", Part.CONVINCED),
        (r"关切", Part.CONCERNED),
        (r"重申|确认", Part.REAFFIRMING),
        (r"强调", Part.EMPHASIZING),
        (r"赞赏|承认|认可|感谢", Part.ACKNOWLEDGING),
        (r"欢迎", Part.WELCOMING),
        (r"审议了|研究了", Part.HAVING_EXAMINED),
    ),
    further=r"(?:进一步|还|亦|也)",
    tone=r"满意地|关切地|赞赏地",
    addressees={
        Addressee.SECRETARY_GENERAL: r"秘书长",
        Addressee.TSB_DIRECTOR: rf"电信标准化局主任|(?:国际电联)?标准化局主任|{DIRECTORS}",
        Addressee.BDT_DIRECTOR: rf"电信发展局主任|{DIRECTORS}",
        Addressee.BR_DIRECTOR: rf"无线电通信局主任|{DIRECTORS}",
        Addressee.COUNCIL: r"(?:国际电联)?理事会",
        Addressee.TSAG: r"电信标准化顾问组",
        Addressee.TDAG: r"电信发展顾问组",
        Addressee.RAG: r"无线电通信顾问组",
        Addressee.MEMBER_STATES: r"(?<!部门)成员国|各国",
        Addressee.SECTOR_MEMBERS: r"部门成员",
        Addressee.ASSOCIATES: r"部门准成员|准成员",
        Addressee.ACADEMIA: r"学术成员|学术界",
        Addressee.MEMBERSHIP: r"(?<!部门)(?<!部门准)(?<!准)(?<!学术)成员(?!国)",
        Addressee.STAKEHOLDERS: r"利益攸关方",
        Addressee.RADIOCOMMUNICATION_ASSEMBLY: r"无线电通信全会",
        Addressee.WTSA: r"世界电信标准化全会",
        Addressee.WTDC: r"世界电信发展大会",
    },
    study_groups=r"研究组",
    sectors={
        "t": r"电信标准化部门|ITU-?T",
        "d": r"电信发展部门|ITU-?D",
        "r": r"无线电通信部门|ITU-?R",
    },
    collaboration=r"[,，]?\s*(?:在?与|会同|协同)(?=.{2,80}?(?:协作|合作|磋商|协商|协调|配合))",
    verb=r"(?=(?:应|须|继续|采取|支持|确保|促进|向|就|在|对))",
    resolution_reference=(
        rf"第\s*(?P<numbers>(?:A/RES/\d+/\d+|\d+/\d+|"
        rf"{NUMBER})(?:[、和及] ?(?:第\s*)?(?:{NUMBER}))*)\s*号决议"
    ),
    recommendation=r"(?P<numbers>ITU-?\s?[TRD]\s+[A-Z]{0,2}[.]?\d+(?:[./]\d+)*)\s*(?:号)?建议书",
    constitution=r"《?(?:国际电联)?组织法》?(?:第\d+条)?(?:[(（])?第\s*(?P<numbers>\d+[A-Z]*(?:[、和及]\d+[A-Z]*)*)\s*[款条]",
    convention=r"《?(?:国际电联)?公约》?(?:第\d+条)?(?:[(（])?第\s*(?P<numbers>\d+[A-Z]*(?:[、和及]\d+[A-Z]*)*)\s*[款条]",
    annex=r"附件|附录|第.{1,3}节",
    end=r"理由",
    proponent=r"(?:成员国|主管部门)$|^.{2,20}(?:共同提案)",
    boundary="",
)
