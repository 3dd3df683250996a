"""Companies and bodies by the forms of their names: places in brackets, short names, other scripts.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term


def _term(kind: str, name: str, *aliases: str, context: str = "") -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=tuple(context.split("|")) if context else ())


WATCHLIST = (
    _term("org", "Lanhe Micro", "澜禾半导体（苏州）有限公司"),
    _term("org", "Moxin Intelligence", "陌昕人工智能科技（深圳）有限公司"),
    _term("org", "Ziyuan Chips", "梓垣芯片（上海）科技股份有限公司"),
    _term("org", "Zhenyue Systems", "上海臻悦洁净系统科技股份有限公司"),
    _term("org", "Xinhai Devices", "沈阳昕嗨微电子设备股份有限公司"),
    _term("org", "Tachibana Heavy Industries", "橘立重工業株式会社"),
    _term("org", "Ruixiang Holding", "瑞祥控股集团有限公司"),
    _term("org", "Gaoheng Technology", "武汉皋珩科技有限公司"),
    _term("org", "Beifang Huayao", "北方华耀科技集团股份有限公司"),
    _term("org", "Changliang Institute of Data", "国家超级计算洛阳中心"),
    _term("org", "Northeast Plateau University", "东北大学", context="Shenyang|沈阳"),
    _term("org", "Chengdu Hivolta Technology Co., Ltd."),
    _term("org", "Chang Liang Satellite Technology"),
    _term("org", "QuantoCTel Co., Ltd."),
    _term("org", "Iran Turbine Industries"),
    _term("org", "Nguyen Tran Minh University"),
    _term("org", "Завод имени Н. К. Орлова"),
    _term("org", "Kothari Atomic Research Centre"),
    _term("org", "Japan Radar Co., Ltd."),
    _term("org", "Korvin JSC"),
    _term("org", "Kinetic Armour Institute", "KAI"),
    _term("org", "هيئة البصريات الدقيقة"),
    _term("org", "אופטיקה מדויקת"),
    _term("org", "Невские верфи"),
    _term("org", "Dongseo Aerospace", "동서 에어로스페이스 주식회사"),
    _term("cloud", "Together AI"),
    _term("cloud", "China Mobile Cloud", "移动云"),
    _term("chip", "Nvidia GB200", "GB200"),
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("澜禾半导体完成新一轮融资", ("Lanhe Micro",), "The place in brackets left out."),
    ("苏州澜禾半导体有限公司中标", ("Lanhe Micro",), "The place in front."),
    ("苏州澜禾扩产", ("Lanhe Micro",), "The place and what it is called by."),
    ("陌昕人工智能发布推理卡", ("Moxin Intelligence",), "A line of business of four characters."),
    ("采购梓垣芯片的基带", ("Ziyuan Chips",), "The place between name and trade."),
    ("臻悦科技的高纯介质系统", ("Zhenyue Systems",), "What the shares are called."),
    ("昕嗨微涂胶机交付", ("Xinhai Devices",), "微 for 微电子."),
    ("橘立重工获得订单", ("Tachibana Heavy Industries",), "重工 for 重工业."),
    ("瑞祥控股公告", ("Ruixiang Holding",), "The form is part of the short name of a word."),
    ("皋珩科技股份有限公司", ("Gaoheng Technology",), "Without the place."),
    ("上海皋珩科技有限公司", (), "A company of another town."),
    ("湖北皋珩科技有限公司", ("Gaoheng Technology",), "The province of the town."),
    ("皋珩科技（深圳）有限公司", (), "Another town in brackets."),
    ("昕嗨系统集成有限公司获融资", (), "The short name in another line of business."),
    ("北方华耀立式炉通过验证", ("Beifang Huayao",), "耀立 is no word that a name would be torn for."),
    ("洛阳超级计算中心启用", ("Changliang Institute of Data",), "Its place before the noun."),
    ("东北大学冶金学院，沈阳", ("Northeast Plateau University",), "Its school is named, its town behind."),
    ("Chengdu Hivolta said its line is full", ("Chengdu Hivolta Technology Co., Ltd.",), "Place and name."),
    ("Changliang Satellite launched nine", ("Chang Liang Satellite Technology",), "Two syllables as a word."),
    ("a switch of Quanto CTel", ("QuantoCTel Co., Ltd.",), "Two capitals begin the second word."),
    ("Iranian Turbine Industries was named", ("Iran Turbine Industries",), "The country's adjective."),
    ("the university named for Nguyen Tran Minh", ("Nguyen Tran Minh University",), "Called after a person."),
    ("на заводе им. Орлова", ("Завод имени Н. К. Орлова",), "Without initials, shortened."),
    ("Kothari At. Res. Cent., Mumbai", ("Kothari Atomic Research Centre",), "At. for Atomic."),
    ("Japan radar stations were rebuilt", (), "Words of the language before a noun."),
    ("Japan Radar delivered two sets", ("Japan Radar Co., Ltd.",), "Without its legal form."),
    ("Korvin Racing won the second heat", (), "A racing team of that name."),
    ("Korvin machines were delivered", ("Korvin JSC",), "The company."),
    ("Kai Havertz scored twice", (), "A given name, not the letters."),
    ("KAI tested a plate", ("Kinetic Armour Institute",), "The letters."),
    ("وبهيئة البصريات الدقيقة", ("هيئة البصريات الدقيقة",), "Particles written in one with the word."),
    ("هَيْئَة البَصَرِيّات الدقيقة", ("هيئة البصريات الدقيقة",), "Vowel signs."),
    ("באופטיקה מדויקת נמסר", ("אופטיקה מדויקת",), "A particle before a Hebrew word."),
    ("На Невских верфях заложили судно", ("Невские верфи",), "Both words bend."),
    ("동서에어로스페이스는 발표했다", ("Dongseo Aerospace",), "Written without its space and form."),
    ("동서 에어로 스페이스의 매출", ("Dongseo Aerospace",), "Written with one space more."),
    ("Together, AI firms asked for rules", (), "A comma parts the words."),
    ("移动云计算技术研讨会", (), "Mobile cloud computing."),
    ("移动云主机扩容项目", ("China Mobile Cloud",), "A server of the cloud."),
    ("依据GB200-2019标准", (), "A standard with its year."),
    ("GB200-NVL72 racks", ("Nvidia GB200",), "The chip."),
)
