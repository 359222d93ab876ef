"""Which texts do the tests of the parser read? Small ones of our own, written in the form of ITU's resolutions.

The same invented resolution in six languages: two recitals, one operative section for each kind of addressee.
"""

SAMPLES = {
    "en": """RESOLUTION 900 (Rev. New Delhi, 2024)
Keeping bridges of paper in good order
(Geneva, 2022; New Delhi, 2024)
The World Telecommunication Standardization Assembly (New Delhi, 2024),
recalling
a)\tResolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference;
b)\tNo. 13 in Article 1 of the ITU Constitution,
considering further
that paper bends,
resolves
1\tto fold it;
2\tto count the folds,
instructs the Director of the Telecommunication Standardization Bureau, in close collaboration with the Secretary-General and the Director of the Telecommunication Development Bureau
to keep a list of folds,
instructs the study groups of the ITU Telecommunication Standardization Sector
1\tto study Recommendation ITU-T X.1254;
2\tto report,
invites Member States, Sector Members, Associates and Academia
to fold together.
""",
    "fr": """RÉSOLUTION 900 (Rév. New Delhi, 2024)
Garder en bon état les ponts de papier
(Genève, 2022; New Delhi, 2024)
L'Assemblée mondiale de normalisation des télécommunications (New Delhi, 2024),
rappelant
a)\tla Résolution 71 (Rév. Bucarest, 2022) de la Conférence de plénipotentiaires;
b)\tle numéro 13 de l'article 1 de la Constitution de l'UIT,
considérant en outre
que le papier plie,
décide
1\tde le plier;
2\tde compter les plis,
charge le Directeur du Bureau de la normalisation des télécommunications, en collaboration étroite avec le Secrétaire général et le Directeur du Bureau de développement des télécommunications
de tenir une liste des plis,
charge les commissions d'études du Secteur de la normalisation des télécommunications de l'UIT
1\td'étudier la Recommandation UIT-T X.1254;
2\tde rendre compte,
invite les Etats Membres, les Membres de Secteur, les Associés et les établissements universitaires
à plier ensemble.
""",
    "es": """RESOLUCIÓN 900 (Rev. Nueva Delhi, 2024)
Mantener en buen estado los puentes de papel
(Ginebra, 2022; Nueva Delhi, 2024)
La Asamblea Mundial de Normalización de las Telecomunicaciones (Nueva Delhi, 2024),
recordando
a)\tla Resolución 71 (Rev. Bucarest, 2022) de la Conferencia de Plenipotenciarios;
b)\tel número 13 del Artículo 1 de la Constitución de la UIT,
considerando además
que el papel se dobla,
resuelve
1\tdoblarlo;
2\tcontar los pliegues,
encarga al Director de la Oficina de Normalización de las Telecomunicaciones, en estrecha colaboración con el Secretario General y el Director de la Oficina de Desarrollo de las Telecomunicaciones
que mantenga una lista de pliegues,
encarga a las Comisiones de Estudio del Sector de Normalización de las Telecomunicaciones de la UIT
1\tque estudien la Recomendación UIT-T X.1254;
2\tque informen,
invita a los Estados Miembros, los Miembros de Sector, los Asociados y las Instituciones Académicas
a plegar juntos.
""",
    "ru": """РЕЗОЛЮЦИЯ 900 (Пересм. Нью-Дели, 2024 г.)
Содержание бумажных мостов в порядке
(Женева, 2022 г.; Нью-Дели, 2024 г.)
Всемирная ассамблея по стандартизации электросвязи (Нью-Дели, 2024 г.),
напоминая
a)\tРезолюцию 71 (Пересм. Бухарест, 2022 г.) Полномочной конференции;
b)\tпункт 13 Статьи 1 Устава МСЭ,
учитывая далее,
что бумага гнется,
решает
1\tсложить ее;
2\tсосчитать сгибы,
поручает Директору Бюро стандартизации электросвязи в тесном сотрудничестве с Генеральным секретарем и Директором Бюро развития электросвязи
вести список сгибов,
поручает исследовательским комиссиям Сектора стандартизации электросвязи МСЭ
1\tизучить Рекомендацию МСЭ-Т X.1254;
2\tпредставить отчет,
предлагает Государствам-Членам, Членам Секторов, Ассоциированным членам и Академическим организациям
складывать вместе.
""",
    "ar": """القـرار 900 (المراجَع في نيودلهي، 2024)
الحفاظ على جسور الورق في حالة جيدة
(جنيف، 2022؛ نيودلهي، 2024)
إن الجمعية العالمية لتقييس الاتصالات (نيودلهي، 2024)،
إذ تذكِّر
أ )\tبالقرار 71 (المراجَع في بوخارست، 2022) لمؤتمر المندوبين المفوضين؛
ب)\tبالرقم 13 من المادة 1 من دستور الاتحاد،
وإذ تضع في اعتبارها كذلك
أن الورق ينثني،
تقرر
1\tطيه؛
2\tعدّ الطيات،
تكلف مدير مكتب تقييس الاتصالات، بالتعاون الوثيق مع الأمين العام ومدير مكتب تنمية الاتصالات
بمسك قائمة بالطيات،
تكلف لجان دراسات قطاع تقييس الاتصالات
1\tبدراسة التوصية ITU-T X.1254؛
2\tبتقديم تقرير،
تدعو الدول الأعضاء وأعضاء القطاعات والمنتسبين والهيئات الأكاديمية
إلى الطي معاً.
""",
    "zh": """第900号决议（2024年，新德里，修订版）
妥善保管纸桥
（2022年，日内瓦；2024年，新德里）
世界电信标准化全会（2024年，新德里），
忆及
a)\t全权代表大会第71号决议（2022年，布加勒斯特，修订版）；
b)\t国际电联《组织法》第1条第13款，
进一步考虑到
纸会弯曲，
做出决议
1\t折叠纸张；
2\t计算折痕，
责成电信标准化局主任与秘书长和电信发展局主任密切协作
保存折痕清单，
责成国际电联电信标准化部门各研究组
1\t研究ITU-T X.1254建议书；
2\t提交报告，
请成员国、部门成员、部门准成员和学术成员
一起折叠。
""",
}

PROPOSAL = """États Membres de l'Union des Ponts
PROPOSITION DE MODIFICATION
MOD\tEUR/38A5/1
RÉSOLUTION 901 (Dubaï, 2014Kigali, 2022)
Plier à l'échelle mondiale
La Conférence mondiale de développement des télécommunications (Dubaï, 2014Kigali, 2022),
rappelant
a)\tla Résolution 200 (Rév. Busan, 2014Dubaï, 2018) de la Conférence de plénipotentiaires relative au Programme Connect 20202030;
b)\tl'objectif de naguère;
cb)\tla Résolution UIT-R 66 (Genève, 2015Rév. Charm el-Cheikh, 2019) de l'Assemblée des radiocommunications,
charge le Directeur du Bureau de développement des télécommunications
1\tde plier,;
2\tde déplier.
Motifs:\tLe papier a changé.
"""

FUSED = """RESOLUTION 902 (REV. DUBAI, 2018)
On flattened paper in developing1 countries
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
reaffirming
the value of folds, noting with satisfaction and appreciation
a)\tResolution 54 (Rev. Hammamet, 2016), on other paper;
b)\tthat points are counted:
i)\tone;
ii)\ttwo, instructs the Secretary-General and the Directors of the three Bureaux 1 to fold; 2 to support those who fold in developing1 countries, ____________________ 1 These are countries with little paper. instructs the Director of the Radiocommunication Bureau to support work of the ITU-R study groups, invites Member States
1 to fold;
2\tto count.
"""

# What is no resolution, and the code with which it is refused.
REFUSED = {
    "": "empty",
    " \n\t\n": "empty",
    "Dear colleagues, the meeting begins at nine.": "no_heading",
    "RESOLUTION 7\nA heading and nothing that anybody adopts.": "no_heading",
    "RESOLUTION 7 (Geneva, 2022)\nTitle\nThe World Telecommunication Standardization Assembly (Geneva, 2022),\n": "no_sections",
    "PK\x03\x04\x00\x01": "not_text",
    "x" * 100_001: "line_too_long",
    "word\n" * 200_001: "too_long",
}
