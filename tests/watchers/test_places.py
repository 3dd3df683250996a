"""Places of persons in notices: what their heading, label or role announces goes, whatever it looks like."""

import pytest

from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.personal import without_personal


def kept_of(text: str) -> str:
    """Return what is kept of a notice's text."""
    return shown_text(without_personal(text))


# No surname, nothing that parents choose: only where they stand tells that they are persons.
WORDS = (("头道川", "五角星", "青睐"), ("天气图", "串联", "制冷"), ("参天", "洋鬼子", "大别山"))

PLACES = [
    "五、评审专家（单一来源采购人\n员）名单：\n{0}、{1}、\n{2}（采购人代表）\n六、其他",
    "五、评审专家名单：\n标项1：{0}、{1}、{2}（采购人代表）\n标项2：同标项1\n六、其他",
    "五、评审专家名单：\n本项目的小组由专家{0}、{1}（组长）组成，全程由监督员{2}见证。\n六、其他",
    "3.项目联系方式\n{0}\n四、其他",
    "专家意见（一）：该源炉唯一匹配现有腔体。—— {0} 2025.3.20\n专家意见（二）：同意。—— {1}",
    "文字丨{0} 摄影丨{1} 审核丨{2}",
    "询价人 {0} 联系电话",
    "审核员\n/{0}",
    "评审专家名单{0}、{1}（采购人代表）、{2}总中标金额￥63.86 万元",
    "评审专家（{0}、{1}、{2}）一致推荐该公司。",
    "评审小组（由{0}、{1}、{2}三人组成）评审",
    "原公告专家名单中“{0}”更正为“{1}”",
    "踏勘联系人由“{0}”变更为“{1}”，其余不变",
    "乙方法定代表人 {0}",
    "某研究院（条件保障处 {0}）",
    "供应商 评委 {0} 评委 {1} 平均得分",
]
SENTENCES = [
    "磋商小组由随机抽取的专家{0}、{1}以及采购人代表{2}组成。",
    "评标委员会成员{0}、{1}等5人到场。",
    "书记员{0}，记录人为{1}。",
    "技术负责人分别为{0}、{1}、{2}。",
    "项目负责人{0}、监督员{1}，监督电话",
    "委托代理人{0}（电话）于10月提出投诉。",
    "本澄清由{0}审核，{1}签发。",
    "{0}任组长，{1}因故缺席。",
    "如有异议，请联系{0}（微信同号）。",
    "请找{0}登记。",
    "递交地点：镇政府305室（{0}收）",
    "请联系采购办{0}老师。",
    "投诉人：{0}（自然人）",
]


def test_what_is_bought_stays_in_a_section_of_persons() -> None:
    """Its label ends the list, a number before it or not."""
    text = (
        "五、评审专家名单：向日、方圆\n主要标的：燧原T20加速卡256张，型号CloudBlazer-T20\n采购人联系人：池塘"
    )
    assert kept_of(text) == "主要标的：燧原T20加速卡256张，型号CloudBlazer-T20"


@pytest.mark.parametrize("wording", PLACES + SENTENCES)
def test_whoever_stands_in_a_place_of_persons_leaves(wording: str) -> None:
    """Names are words and places as well: the place is asked, not the name."""
    for names in WORDS:
        told = kept_of(f"项目名称：服务器\n{wording.format(*names)}\n预算100万元。")
        assert not [name for name in names if name in told]
        assert told.startswith("项目名称：服务器")
        assert told.endswith("预算100万元。")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            (
                "八、凡对本次公告内容提出询问，请按以下方式联系\n1.采购人信息\n名 称：东山大学\n"
                "地址：海湖市\n项目联系人：参天"
            ),
            ["东山大学", "地址：海湖市"],
        ),
        (
            "三、专家意见\n五角星：该工具为 Cadence 独家产品，国产软件尚不支持该工艺节点。",
            ["该工具为 Cadence 独家产品"],
        ),
        (
            "五、评审专家名单：\n1 参天 东山大学 教授\n2 青睐 海湖检测有限公司 高工",
            ["东山大学", "海湖检测有限公司"],
        ),
        (
            "联合体牵头人：东山建设有限公司；联合体成员：海湖算力科技有限公司",
            ["东山建设有限公司", "海湖算力科技有限公司"],
        ),
        ("五、评标委员会推荐的中标候选人\n第一名 东山科技有限公司 92.17", ["东山科技有限公司 92.17"]),
    ],
)
def test_what_can_be_no_person_stays_in_such_a_place(text: str, kept: list[str]) -> None:
    """Bodies, makers, and what other labels tell."""
    told = kept_of(text)
    assert [piece for piece in kept if piece not in told] == []
    assert not [name for name in ("参天", "五角星", "青睐") if name in told]


@pytest.mark.parametrize(
    "evil",
    [
        "一、评审专家名单\n" * 5_000,
        "评审专家名单：\n" + "丁一\n" * 20_000,
        "由丁一、" * 15_000,
        "评审专家（" * 10_000,
    ],
)
def test_places_made_to_be_slow_are_not(evil: str) -> None:
    """A list is looked through once, however long it is."""
    assert len(kept_of(evil)) <= len(evil)


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        ("评审：丁一鸣、向日葵、盘瑶生", ["丁一鸣", "向日葵", "盘瑶生"], []),
        ("品牌：丁一鸣、向日葵、盘瑶生", [], []),
        ("法定代表人（授权代表）：甲方：丁一鸣；乙方：敖包", ["丁一鸣", "敖包"], []),
        ("录制课程 Нестерова Галина 15000元", ["Нестерова"], ["录制课程", "15000元"]),
        ("供应商：ООО «Сунгари»，中国黑龙江", [], ["ООО «Сунгари»"]),
        ("原评委丁一鸣更换为青睐", ["丁一鸣", "青睐"], []),
        ("在丁一鸣、青睐的监督下开标", ["丁一鸣", "青睐"], []),
        ("专家2 青睐（某大学，教授）：同意", ["青睐"], []),
        ("参与评审的有丁一鸣、向晚晴和青睐。", ["丁一鸣", "向晚晴", "青睐"], []),
        ("更正：专家丁一鸣改为青睐", ["丁一鸣", "青睐"], []),
        ("成交人 青睐（身份证号330102197001011234）", ["青睐", "330102197001011234"], []),
    ],
)
def test_who_is_named_beside_a_person_is_one(text: str, names: list[str], kept: list[str]) -> None:
    """A list is of one kind; a word that left one place of persons leaves the others."""
    told = kept_of(f"{text}\n采购人：东山大学")
    assert [name for name in names if name in told] == []
    assert [piece for piece in kept if piece not in told] == []


def test_who_makes_up_a_panel_leaves_bodies_stay() -> None:
    """由…组成: names written with a blank too; bodies make up a consortium."""
    told = kept_of("由成 长、白 云、金 融组成的评标委员会推荐。由甲建设有限公司和乙设计院组成联合体。")
    assert told == "由甲建设有限公司和乙设计院组成…。"
