"""Names as people write them otherwise, in their own orders and short forms, and what only looks like them.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term


def _term(kind: str, name: str, *aliases: str, context: str = "") -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=tuple(context.split("|")) if context else ())


WATCHLIST = (
    _term("org", "Hunan University", "湖南大学"),
    _term("org", "Xidian University"),
    _term("org", "Henan University"),
    _term("org", "Shanghai Jiao Tong University", "上海交通大学"),
    _term("org", "Peking University", "北京大学"),
    _term("org", "Hefei Institutes of Physical Science", "中国科学院合肥物质科学研究院"),
    _term("org", "Amir Kabir University of Technology"),
    _term("org", "Istanbul Technical University"),
    _term("org", "Lomonosov Moscow State University"),
    _term("org", "Lebedev Physical Institute"),
    _term("org", "Roscosmos State Corporation", "Roscosmos"),
    _term("org", "Xi'an Aircraft Industrial Corporation", "西飞"),
    _term("org", "BOE Technology Group Co., Ltd.", "BOE", context="display|panel|OLED"),
    _term("chip", "Intel Xeon Max 9480"),
    _term("chip", "FT-2000/4"),
    _term("cloud", "Alibaba Qwen", "Qwen"),
    _term("cloud", "Falcon"),
    _term("cloud", "xAI Grok", "Grok", context="xAI|model|API"),
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("the dean of Xi Dian University", ("Xidian University",), "The first syllable is an English word."),
    ("staff of He Nan University", ("Henan University",), "A place too."),
    ("Hunan, University of – see also Yuelu; class of 1988", ("Hunan University",), "As an index has it."),
    ("He came from Hunan, University officials said.", (), "A comma between two sentences' parts."),
    ("in Hunan, University of Georgia staff said", (), "Another university behind the comma."),
    ("北京交通大学与兰州交通大学联合研发，两所交大签约", (), "The short form is that of those named."),
    ("上海交大与北京交通大学签约", ("Shanghai Jiao Tong University",), "This one is named too."),
    ("交大系院校再聚首", (), "系 is no department where nothing says of what."),
    ("北京大学堂路口增设红绿灯", (), "大学堂 is a word."),
    ("北京大学堂吉诃德读书会", ("Peking University",), "Another word begins with that character."),
    ("合肥物质院的强磁场装置检修结束", ("Hefei Institutes of Physical Science",), "By town and field."),
    (
        "the Technical University of Amirkabir in Tehran",
        ("Amir Kabir University of Technology",),
        "Two words for one kind of university.",
    ),
    ("Amirkabir University of Technology", ("Amir Kabir University of Technology",), "One word or two."),
    ("Istanbul University of Technology", ("Istanbul Technical University",), "The other way round."),
    ("Istanbul University opened", (), "Another one."),
    ("وقعت جامعة بكين اتفاقية", ("Peking University",), "A town tells where the body is called by it."),
    ("تقع جامعة في بكين", (), "A university that is somewhere."),
    ("l’Université de Pékin a signé", ("Peking University",), "The same in French."),
    ("莫斯科国立罗蒙诺索夫大学来访", ("Lomonosov Moscow State University",), "State before the name."),
    ("列别杰夫物理研究所的学者", ("Lebedev Physical Institute",), "杰 for a soft d."),
    ("أعلنت روسكوسموس تأجيل الرحلة", ("Roscosmos State Corporation",), "Six consonants tell in Arabic too."),
    ("鸟儿向西飞，天色渐晚", (), "The way it flies."),
    ("从上海西飞，两小时后降落", (), "The way it flies."),
    ("公司向西飞交付首批零件", ("Xi'an Aircraft Industrial Corporation",), "To whom something is delivered."),
    ("参观团前往西飞，参观总装线", ("Xi'an Aircraft Industrial Corporation",), "Where one goes."),
    ("BOE clerks signed each note; the display case opens on Sunday", (), "Glass of a museum."),
    ("BOE sold a display line", ("BOE Technology Group Co., Ltd.",), "Its line of business."),
    ("nodes with Xeon CPU Max 9480", ("Intel Xeon Max 9480",), "What the line is called in full."),
    ("搭载飞腾2000/4处理器", ("FT-2000/4",), "The line in Chinese."),
    ("Qwen2.5 and Qwen3-235B are served", ("Alibaba Qwen",), "Its version in one word with it."),
    ("a Falcon9 rocket", (), "A word of the language with a figure is many things."),
    ("the Grok4 model", ("xAI Grok",), "Beside the context that the team lists."),
    ("Grok4 was sold out", (), "Without it."),
)
