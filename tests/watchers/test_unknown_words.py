"""Words that no dictionary has stay in a notice, and names among them do not."""

import pytest

from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.name_odds import shipped, written
from watchers.parsers.persons.shown import shown_name
from watchers.parsers.persons.vocabulary import tokens

_NAMES = (
    "王立峰 陈思远 刘建华 赵晓燕 孙国庆 周雨桐 吴志强 郑文博 冯丽娜 蒋春梅 沈浩然 韩雪莹 杨子轩 朱佩琪 "
    "秦玉兰 许家豪 何静怡 吕梓萱 张磊 李娜 罗刚 梁燕 宋涛 唐敏 覃志宏 逄海涛 佘雅静 仝瑞雪 邸小龙 "
    "欧阳志远 诸葛明亮 上官婉清 萧洪 洪文杰 丘志明 皮志明"
)
_WORDS = "液浸 隔爆 光片 灾备 测序 油藏 叠前 岩芯 断层 遥感 谱仪 井筒 路侧 热管 功耗 浮点 解算 容器数"


@pytest.mark.parametrize("name", _NAMES.split(" "))
def test_a_name_is_likelier_a_name(name: str) -> None:
    """Of frequent and of rare surnames, of one and of two characters."""
    assert shipped().odds(name) > -1


@pytest.mark.parametrize("word", _WORDS.split(" "))
def test_a_word_of_technology_is_likelier_a_word(word: str) -> None:
    """Abbreviations and words of a trade, which no name is made like."""
    assert shipped().odds(word) < -4


def test_a_character_that_the_table_lacks_is_no_error() -> None:
    """It is as rare in names as in words."""
    assert shipped().odds("王\u9fa5") == pytest.approx(shipped().odds("王\u9fa4"))


def test_a_line_of_the_table_is_a_character_and_a_sign_for_each_place() -> None:
    """Losses beyond what a sign can say are cut."""
    assert written("王", [0, -0.25, -1, -2, -3, -4, -5, -100]) == '王!"%)-15{\n'


@pytest.mark.parametrize(
    "phrase",
    [
        "矿用隔爆边缘网关",
        "井筒测温光纤解调仪",
        "岩芯扫描与断层成像软件",
        "全闪并发存储阵列",
        "路侧边缘计算网关",
        "叠前深度偏移成像模块",
        "提供异地灾备的存储节点",
        "叶片光片显微成像平台",
        "森林郁闭度反演程序",
        "湿地植被盖度估算模块",
        "12英寸晶圆明场检测模型",
        "点云配准解算节点",
        "高通量测序数据分析服务器",
        "文生视频算力集群",
        "流域水环境智能监测平台",
        "城西资源池维保服务",
        "高铁红线内通信设施代维服务",
        "薄覆盖室分系统施工",
        "云边协同的数字孪生平台",
        "应急车维保服务器采购",
    ],
)
def test_a_compound_of_technology_is_not_torn(phrase: str) -> None:
    """What it is made of begins no likely name."""
    assert shown_text(phrase) == phrase
    assert shown_name(phrase) == phrase


@pytest.mark.parametrize("name", _NAMES.split(" "))
@pytest.mark.parametrize(
    "said", ["{}", "由{}提供", "物理学院{}老师", "感谢{}教授团队", "仓库请交{}", "采购人代表{}认为"]
)
def test_a_name_is_not_all_words(name: str, said: str) -> None:
    """Wherever it stands in a clause."""
    text = said.format(name)
    at = text.index(name)
    spans = [(start, end) for start, end, known in tokens(text) if known]
    assert not all(any(start <= sign < end for start, end in spans) for sign in range(at, at + len(name)))
    assert name not in shown_text(text)


@pytest.mark.parametrize(
    "text", ["物理学院丁 健太课题组", "数学系赵　敏课题组", "使用人：阿依古丽", "由山本健太起草", "卓嘎"]
)
def test_a_name_that_is_parted_or_of_another_tongue_is_no_word(text: str) -> None:
    """A blank cuts it in two stretches, of which each is looked at alone."""
    shown = shown_text(text)
    for part in ("丁 健太", "丁健太", "赵敏", "古丽", "健太", "卓嘎"):
        assert part not in shown


@pytest.mark.parametrize(
    "text",
    [
        "气象計算サーバー一式の調達に係る一般競争入札公告",
        "Jetson Orin Nano开发套件20块",
        "原需求为AWS中国（宁夏）区域实例",
        "支持哈萨克文、柯尔克孜文语音合成",
        "磨床主轴30000转",
        "租用昇腾910B算力，60天",
        "GPU 서버 4대, 인피니밴드 스위치",
        "软件永久授权2套，含双后端",
        "设备经满载测试后方可验收",
    ],
)
def test_words_of_other_scripts_and_sides_of_brackets_stay(text: str) -> None:
    """Products, provinces, languages, words of Japan's and Korea's notices."""
    assert shown_text(text).strip() == text


def test_a_name_that_begins_with_a_word_leaves() -> None:
    """A surname and a given name of two, whose first characters are a word; and 师姐."""
    assert shown_text("强子丹否决该报价，服务器8台") == "服务器8台"
    assert shown_text("强子丹 → 服务器8台") == "→ 服务器8台"
    assert shown_text("强子束流监测") == "强子束流监测"
    assert "卜" not in shown_text("卜师姐三人课题，服务器采购8台")


def test_classes_called_after_a_scientist_and_sites_of_fossils_stay() -> None:
    """The scientist alone does not."""
    assert shown_name("西岭大学钱学森班工作站采购公告") == "西岭大学钱学森班工作站采购公告"
    assert shown_name("山旺古生物博物馆工作站采购") == "山旺古生物博物馆工作站采购"
    assert "钱学森" not in shown_name("服务器采购公告（钱学森）")


@pytest.mark.parametrize(
    "title",
    [
        "海岳市高安县食堂厨具采购（询比）公告",
        "长三角（嘉善）数据中心变电站扩容工程公告",
        "海岳大学管理平台（云监控）升级公告",
        "海岳市2026年乐平产品展示中心布展服务公告",
        "用户个人信息安全能力研发项目比选公告",
        "生成AI研究用GPU計算機システム 一式",
    ],
)
def test_titles_keep_counties_and_words_in_brackets(title: str) -> None:
    """Counties that persons might be called by, and short words that stand alone."""
    assert shown_name(title) == title


@pytest.mark.parametrize("name", _NAMES.replace(" 邸小龙", "").split(" "))
@pytest.mark.parametrize("text", ["流域水环境{}智能监测平台", "资源池{}维保服务采购公告", "室分{}代维服务"])
def test_a_name_between_words_is_withheld(name: str, text: str) -> None:
    """Though nothing around it speaks of persons."""
    assert name not in shown_name(text.format(name))


def test_a_name_behind_an_office_behind_a_label_of_persons_is_withheld() -> None:
    """The label raises how likely a name is, a rare surname too."""
    assert "么宏伟" not in shown_text("技术联系人：冷冻电镜平台么宏伟，GPU服务器2台")
