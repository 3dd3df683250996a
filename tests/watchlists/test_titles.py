"""What a Chinese title of a tender says, word by word."""

import re
from collections import Counter

import pytest

from watchlists.titles.gloss import gloss
from watchlists.titles.terms import HEAD, THING, UNIT, WITHIN, heads, rows, terms


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("深圳大学AI服务器采购项目", "Shenzhen University · AI servers · purchase"),
        ("A100算力租赁服务单一来源公示", "A100 computing-power rental · single-source notice"),
        (
            "浙江大学離子注入機、光刻機採購決標公告",  # traditional characters
            "Zhejiang University · ion implanters, lithography machines · purchase · award notice",
        ),
        (
            "青岛海明大学电镜采购（第二次）中标（成交）结果公告",
            "Qingdao Haiming University · electron microscopes · purchase round 2 · award result notice",
        ),
        (
            "2026年至2028年相机镜头等设备询价（第3包）",
            "2026–2028 camera lenses and other equipment · price inquiry lot 3",
        ),
        ("关于终止量子芯片采购的公告", "termination · quantum chips · purchase · notice"),
        ("H100八卡服务器8台，无人机2架", "H100 eight-card servers ×8, drones ×2"),
        ("中标结果公示", "award result notice"),
        (
            "【中标公告】深圳大学显卡采购中标公告",
            "Shenzhen University · graphics cards · purchase · award notice",
        ),
        ("【单一来源】深圳大学显卡采购", "single-source · Shenzhen University · graphics cards · purchase"),
        ("32999部队雷达测试系统询价公告", "Military Unit 32999 · radar test systems · price inquiry notice"),
        (
            "内蒙古自治区公安厅云平台维保服务采购项目",
            "Inner Mongolia Public Security Department · cloud platform maintenance services · purchase",
        ),
        ("青岛海明大学嘟嘟盒采购公告", "Qingdao Haiming University · … · purchase notice"),
        ("青岛海明大学非标无人机", "Qingdao Haiming University · …"),  # which may deny what follows
        ("中国移动浙江公司移动办公软件", "China Mobile Zhejiang Company · mobile office software"),
        ("中山市南部区域显卡/电脑", "Zhongshan · southern region graphics cards, computers"),
        ("首都师范大学良乡校区电脑", "Capital Normal University Liangxiang Campus · computers"),
        ("第二〇三研究所昇腾服务器采购", "203rd Research Institute · Ascend servers · purchase"),
        (
            "嘉隆咨询有限公司关于赣州市南溪区第十四中学显卡",  # the buyer stands behind its agent
            "Jialong Consulting Company · Ganzhou Nanxi District 14th Middle School · graphics cards",
        ),
        (
            "江城哈尼族彝族自治县文化局显示屏采购（1-2标段）",
            "Jiangcheng Hani Yi Autonomous County Culture Bureau · display screens · purchase sections 1–2",
        ),
        (
            "海明大学高等研究院显卡采购",
            "Haiming University Institute for Advanced Study · graphics cards · purchase",
        ),
    ],
)
def test_words_of_buyer_things_and_steps_stand_apart(title: str, said: str) -> None:
    """Models and figures stay as written, what is unknown of a name is told as it is read."""
    assert gloss(title) == said


@pytest.mark.parametrize(
    "title",
    [
        "嘟嘟盒采购公告",  # what is bought is unknown, and who buys it not told
        "激光测振仪与嘟嘟啦啦采购",  # so is its last word, which says what it is
        "嘟嘟啦啦智能设备服务采购公告",  # words of any purchase do not say what
        "非标无人机采购",  # an unknown word that may deny what follows
        "直升机坪采购",  # no helicopters
        "サーバー調達の公告",
        "서버 구매 公告",
        "Purchase of servers",
        "服务器" * 60,
        "",
    ],
)
def test_where_too_little_is_known_nothing_is_said(title: str) -> None:
    """Wrong is worse than none."""
    assert not gloss(title)


def test_a_watched_name_is_called_as_the_watchlist_calls_it() -> None:
    """A body stands where bodies stand, a chip among the things."""
    named = (("海明城大", "Haiming City University", True), ("昇腾910B", "Huawei Ascend 910B", False))
    assert gloss("海明城大昇腾910B服务器采购", named) == (
        "Haiming City University · Huawei Ascend 910B servers · purchase"
    )


def test_the_table_has_each_word_once_and_says_it_in_latin_letters() -> None:
    """A word of two meanings would have the one that happens to stand last."""
    table = list(rows())
    for of_names in (True, False):
        words = [word for word, term in table if (term.kind in (HEAD, WITHIN, UNIT)) == of_names]
        assert [word for word, times in Counter(words).items() if times > 1] == []
    assert all(term.english or term.kind == "-" for _, term in table)
    assert all(re.fullmatch(r"[ -~–öé]*", term.english) for _, term in table)
    assert terms()["服务器"].kind == THING
    assert heads()["大学"].english == "University"
