"""Names that are somebody else's where they stand: a person's, another body's, a noun of the language.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term


def _term(kind: str, name: str, *aliases: str, context: str = "") -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=tuple(context.split("|")) if context else ())


WATCHLIST = (
    _term("org", "Special Hydraulics Center LLC"),
    _term("org", "National Granite Complex"),
    _term("org", "Velmor National University", "VNU"),
    _term("org", "Soochow University", "苏州大学"),
    _term("org", "Central South University", "中南大学"),
    _term("org", "Southwest Jiaotong University", "西南交通大学"),
    _term("org", "Chongqing University", "重庆大学"),
    _term("org", "Applied Hydraulics and Rocketry Center", "AHRC"),
    _term("org", "银湾航天"),
    _term("org", "华强"),
    _term("org", "宁泽"),
    _term("cloud", "Sora", context="video|视频|模型"),
    _term("cloud", "Shelfspace"),
    _term("org", "Ostrela"),
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("A special hydraulics center for pupils opened.", (), "A noun after an article."),
    ("The board plans another national granite complex.", (), "Another one."),
    ("They sold it to the special hydraulics center.", ("Special Hydraulics Center LLC",), "The one."),
    ("a special hydraulics center for pupils", ("Special Hydraulics Center LLC",), "No capitals anywhere."),
    ("Parts of a Special Hydraulics Center unit", ("Special Hydraulics Center LLC",), "In capitals."),
    ("Bought from VNU Precision Co., a maker of tools.", (), "A company called by its letters."),
    ("VNU Rail Holdings PLC listed its shares.", (), "A listed one."),
    ("VNU and Dorn Systems Co. signed.", ("Velmor National University",), "A company beside it."),
    ("東吳大學（Soochow University, Taipei）校友會", (), "Another university's English name."),
    ("苏州大学（Soochow University）校友会", ("Soochow University",), "Its own."),
    ("苏大（Soochow University）校友会", ("Soochow University",), "Its short form."),
    ("西南交通大学希望学院迎来新生", (), "An independent college called by a plain word."),
    ("西南交通大学力学学院迎来新生", ("Southwest Jiaotong University",), "A school of it."),
    ("City College of Art and Science, Chongqing University, is hiring.", (), "An independent college."),
    ("College of Art and Science, Chongqing University, is hiring.", ("Chongqing University",), "A school."),
    ("AHRC, the Association of Harbour Rowing Clubs, met.", (), "Its letters spelled out behind a comma."),
    ("AHRC stands for Association of Harbour Rowing Clubs.", (), "… and in so many words."),
    ("AHRC, yani açık hava radyo cemiyeti, toplandı.", (), "… in another language."),
    ("AHRC, the rocketry centre, met.", ("Applied Hydraulics and Rocketry Center",), "What it is."),
    ("AHRC can hardly read charts.", ("Applied Hydraulics and Rocketry Center",), "Words that follow."),
    ("银湾航天管理层换人", ("银湾航天",), "No hall."),
    ("联系人：李华强 电话：0755-12345678", (), "A person behind a label."),
    ("评审专家：刘宁泽、陈华强", (), "Persons of a list."),
    ("总经理黄华强的办公室", (), "A person by the title and the whole name."),
    ("张宁泽说，项目顺利", (), "A person who speaks."),
    ("供应商：华强，金额", ("华强",), "The company behind a label."),
    ("由于宁泽降价", ("宁泽",), "A little word is no surname."),
    ("马华强超市开业", ("华强",), "Other words behind."),
    ("主讲人索拉（Sora）在视频课里介绍剪裁", (), "A person's name in letters."),
    ("视频模型（Sora）发布", ("Sora",), "No person."),
    ("Shelfspaces for bicycles were added under the bridge.", (), "A plural."),
    ("Shelfspaces servers are for the rich.", ("Shelfspace",), "A missing apostrophe."),
    ("Ostrelas neue Funkgeräte für die Polizei", ("Ostrela",), "A German genitive."),
)
