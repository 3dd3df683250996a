"""Names in other scripts, cut short and in full, and with towns for their country.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term


def _term(kind: str, name: str, *aliases: str, context: str = "") -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=tuple(context.split("|")) if context else ())


WATCHLIST = (
    _term("org", "Belarusian State University"),
    _term("org", "National Academy of Sciences of Belarus"),
    _term("org", "Middle East Technical University"),
    _term("org", "Far Eastern Federal University"),
    _term("org", "Seoul National University"),
    _term("org", "Jingyue Microelectronics Co., Ltd.", "晶越微"),
    _term("org", "Nanhu Microelectronics Co., Ltd.", "南浒微电"),
    _term("org", "芯源微"),
    _term("org", "Hytrena Communications"),
    _term("cloud", "KT Cloud", "KT클라우드"),
    _term("cloud", "ModoXL"),
    _term("org", "Naval University of Engineering", "海军工程大学"),
    _term("org", "Harbin Engineering University", "哈尔滨工程大学"),
    _term("org", "Taiyuan University of Technology", "太原理工大学"),
    _term("org", "National Gravel Works", "NGW", context="Pakistan|missile"),
    _term("cloud", "Render", context="hosting|web service"),
    _term("org", "Pakistan Space Energy Commission"),
    _term("org", "Vardenko Systems"),
    _term("org", "CETC 14th Research Institute", "十四所"),
    _term("org", "Joint Institute for Nuclear Physics Research"),
    _term("org", "이란"),
    _term("org", "인도"),
    _term("org", "리온"),
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("у Беларускага дзяржаўнага ўніверсітэта", ("Belarusian State University",), "Belarusian."),
    ("у Нацыянальнай акадэміі навук Беларусі", ("National Academy of Sciences of Belarus",), "Its academy."),
    ("中东技术大学位列土耳其高校第一", ("Middle East Technical University",), "A region, in Chinese."),
    ("Ближневосточный технический университет", ("Middle East Technical University",), "… in Russian."),
    ("جامعة الشرق الأوسط التقنية", ("Middle East Technical University",), "… in Arabic."),
    ("远东联邦大学的学生", ("Far Eastern Federal University",), "Another region."),
    ("ソウル大学校の研究者", ("Seoul National University",), "As Japanese calls it."),
    ("ソウル市立大学の研究者", (), "The city's own."),
    ("晶越微電子は製品を広げている", ("Jingyue Microelectronics Co., Ltd.",), "The field in full."),
    ("南浒微电子集团股份有限公司", ("Nanhu Microelectronics Co., Ltd.",), "… with a legal form."),
    ("南浒微电子学院的学生", (), "A school of that field."),
    ("芯原微电子发布季报", (), "A well-known one that sounds the same."),
    ("компания «Хайтрена» продаёт рации", ("Hytrena Communications",), "Its y as it is spoken."),
    ("새 요금제는 КТ클라우드 고객에게만", ("KT Cloud",), "Cyrillic capitals beside Hangul."),
    ("本月 Modo XL 充值", ("ModoXL",), "The capitals at its end apart."),
    ("海军工大学员获奖", ("Naval University of Engineering",), "A force's university in short."),
    ("哈尔滨工大的学生", (), "A town's is the one of industry."),
    ("承办单位：太原理上大学", ("Taiyuan University of Technology",), "A character that looks the same."),
    ("NGW moved its Berlin office", (), "Another country's."),
    ("We moved our web service from Render", ("Render",), "What stands in a phrase of the context."),
    (
        "合同核物理研究所の実験",
        ("Joint Institute for Nuclear Physics Research",),
        "研究所 says research too.",
    ),
    ("لجنة طاقة الفضاء الباكستانية", ("Pakistan Space Energy Commission",), "An adjective of a land."),
    ("ヴァルデンコシステムズ社は", ("Vardenko Systems",), "Kana run together."),
    ("十四所高校获奖", (), "Fourteen schools."),
    ("十四所研制的雷达", ("CETC 14th Research Institute",), "The institute."),
    ("ベラルーシ科学アカデミーは", ("National Academy of Sciences of Belarus",), "Its national left out."),
    ("이란에 수출한 기업", ("이란",), "A Korean name with a particle."),
    ("이란군의 훈련", ("이란",), "… with what is led from there."),
    ("인도네시아 정부", (), "The beginning of another word."),
    ("차량 인도는 내달 시작한다", (), "A noun of the language."),
    ("리온전자는 어제", (), "Another company."),
    ("리온측과의 협의", ("리온",), "Its side."),
)
