"""Chinese names beside titles, dots, buildings and little words; names of plain words that are one body's.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term

WATCHLIST = tuple(
    Term(name=name, kind="org")
    for name in (
        "霍顿",
        "卡斯特罗尼",
        "北川湾",
        "北川湾队",
        "维拉诺",
        "维拉诺俱乐部",
        "润禾",
        "韩军",
        "智利队",
        "港口记者协会",
        "水下机器人试验中心",
        "北方铁道研究所",
        "行业协会",
        "租赁公司",
        "青穗新闻",
        "海湾杯",
        "成龙湾",
        "中共",
        "《晨钟》",
    )
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("霍顿公司昨天中标", ("霍顿",), "a company"),
    ("主教练霍顿对比赛很满意", (), "a person by his title"),
    ("霍顿先生是该项目的负责人", (), "a person as he is addressed"),
    ("采购人代表：李总裁 霍顿交付设备", ("霍顿",), "a space ends the title"),
    ("片子由托马斯·霍顿执导", (), "a person's name after a dot"),
    ("片子由托马斯•麦霍顿执导", (), "… and one character of his surname"),
    ("作家卡斯特罗尼的新书", (), "a person by his trade"),
    ("润禾中心的租金上涨", (), "a building"),
    ("润禾中心机房扩容", ("润禾",), "a room of the company"),
    ("北川湾队客场取胜", ("北川湾队",), "the longer name"),
    ("北川湾对东岸取胜", ("北川湾", "北川湾队"), "a slip takes nothing from the shorter name"),
    ("维拉诺俱乐步昨天签约", ("维拉诺俱乐部",), "a slip in a longer rest leaves enough"),
    ("韩军昨天试射", ("韩军",), "one country's"),
    ("智利队主场迎战", ("智利队",), "one country's"),
    ("他被港口记者协会评为年度人物", ("港口记者协会",), "an association of one field"),
    ("设备送到水下机器人试验中心", ("水下机器人试验中心",), "a centre of plain words"),
    ("招标人是北方铁道研究所", ("北方铁道研究所",), "an institute of plain words"),
    ("各行业协会应当自律", (), "of any kind"),
    ("润禾与租赁行业人士座谈", ("润禾",), "租赁 alone is no company of that kind"),
    ("青穗新闻记者走访了工地", ("青穗新闻",), "a title behind a name"),
    ("球队出现在海湾杯中", ("海湾杯",), "中 says where"),
    ("球队负于成龙湾", ("成龙湾",), "于 joins, it is no surname"),
    ("近五个赛季中共交手八次", (), "中 belongs to the seasons"),
    ("近18个赛季中共交手26次", (), "… counted in figures too"),
    ("中共发布了声明", ("中共",), "the party"),
    ("他在《晨钟》当编辑", ("《晨钟》",), "listed with the marks of a title"),
)
