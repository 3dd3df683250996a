"""Personal data: names of experts and contacts, phones and mail addresses leave the text, the rest stays."""

import re

import pytest

from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.personal import without_personal


def kept_of(text: str) -> str:
    """Return what is kept of a notice's text."""
    return shown_text(without_personal(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("联系人：丁一 电话：13812345678 邮箱：dy@example.cn", ""),
        (
            "名称：东山大学 联系方式：丁老师 010-66778899 2.名称：乙公司",
            "名称：东山大学 联系方式：  2.名称：乙公司",
        ),
        ("评审专家名单：\n丁一、戊二、己三（采购人代表）\n中标金额：3万元", "中标金额：3万元"),
        ("五、谈判小组成员名单：丁一、戊二\n六、代理费用：2万元", "六、代理费用：2万元"),
        (
            "评审专家名单丁*（采购人代表）、戊*总中标金额￥63.86 万元",
            "评审专家…*（采购人代表）、*总中标金额￥63.86 万元",
        ),
        ("五、评审专家名单：\n标项1：丁一,戊二（采购人代表）\n标项2：己三\n六、其他", "六、其他"),
        ("项目联系人 丁一 联系电话 010-66778899\n地址：滨江路8号", "地址：滨江路8号"),
        ("联系人：\n丁一\n地址：海湖市", "地址：海湖市"),
        ("联 系 人：丁一\n电　话：0571-88886666-801\n名 称：东山大学", "名称：东山大学"),
        ("质疑联系人（询问）：丁一\n采购需求：GPU服务器", "采购需求：GPU服务器"),
        ("专家1：丁一\n专家2：戊二\n结论：同意", ""),
        ("五、谈判小组、询价小组成员名单\n丁一 戊二\n六、其他", "五、谈判小组、询价小组成员名单\n六、其他"),
        ("五、评审专家名单：\n1、丁一\n2、戊二（采购人代表）\n六、其他", "六、其他"),
        ("编辑：丁一 审核：戊二\n资格审核：合格", ""),
        ("供应商：甲商行（经营者：丁一）", "供应商：甲商行（经营者：）"),
        (
            "联系人孙明、李小芳项目联系电话13812345678采购单位东山大学",
            "联系人…、…项目联系电话采购单位东山大学",
        ),
        ("联系人\n孙明\n地址：海湖市", "地址：海湖市"),
        ("地址 北京 联系人 孙明 地址 南京 联系人 详见附件", ""),
        ("请致电13812345678咨询", ""),
        ("本项目由评审委员会推荐东山科技有限公司中标", "本项目由评审委员会推荐东山科技有限公司中标"),
    ],
)
def test_persons_leave_and_facts_stay(text: str, rest: str) -> None:
    """Only what is personal goes, up to the next heading or label."""
    assert kept_of(text) == rest


def test_a_project_number_like_a_phone_number_stays() -> None:
    """What the caller knows as a number of the project is no phone number."""
    text = "项目编号：0733-20062310 电话：0733-20062310"
    assert without_personal("项目编号：0733-26010455", keep=["0733-26010455"]) == "项目编号：0733-26010455"
    assert "20062310" not in kept_of(text)


@pytest.mark.parametrize(
    ("label", "personal"), [("项目联系人：", True), ("评审专家名单", True), ("中标供应商联系地址", False)]
)
def test_labels(label: str, personal: bool) -> None:
    """An address is not a person."""
    assert is_personal_label(label) is personal


@pytest.mark.parametrize(
    "evil",
    [
        "联系人" * 20_000,
        "评审专家名单：" * 10_000,
        "联系人：丁 " * 10_000,
        "丁一、" * 20_000,
        "聯絡人：陳大文\n" * 20_000,
        "，".join(f"{chr(0x4E00 + one % 150)} {chr(0x4E00 + one // 150)}" for one in range(20_000)),
    ],
)
def test_text_made_to_be_slow_is_not(evil: str) -> None:
    """Every step is one pass."""
    assert len(kept_of(evil)) <= len(evil)


NAMED = [
    "技术咨询请找{0}，商务咨询请找{1}。",
    "请与{0}联系。",
    "报名材料交至306室{0}处。",
    "评审由{0}、{1}、{2}三人完成。",
    "评审专家（{0}、{1}、{2}）一致推荐该公司。",
    "{0}（教授）、{1}（研究员）参加了论证。",
    "1 {0} 某大学 教授\n2 {1} 某学院 研究员",
    "采购代表为{0}同志",
    "总监理工程师：{0}",
    "来源：采购中心 作者：{0}",
    "开标主持人{0}，唱标人{1}，记录人{2}",
    "由国有资产处{0}、{1}负责验收",
    "参加评审的专家有{0}、{1}和{2}。",
    "评审专家名单\n{0}（组长）\n{1}\n{2}",
    "特邀专家{0}研究员到会",
    "经{0}等5位专家评审，一致同意。",
    "{0}、{1}：0571-88123456",
    "公证员：{0}、{1}",
    "主任委员：{0}，委员：{1}、{2}",
    "拟稿：{0}　核稿：{1}　签发：{2}",
    "评审专家为：{0}、{1}、{2}",
    "受{0}老师委托",
    "{0}课题组采购",
    "系统问题请拨打{0}手机13800138000",
    "管理员{0}发布于2026年",
    "商务：{0}，技术：{1}",
    "设备科{0}主任签发",
    "{0}（电话：13800138000）",
    "总经理{0}",
    "{0} 3000元；{1} 3200元",
    "副局长{0}主持，{1}等同志参加",
    "感谢{0}、{1}等专家的支持",
]


@pytest.mark.parametrize("wording", NAMED)
def test_a_name_leaves_where_a_role_a_verb_or_a_title_announces_it(wording: str) -> None:
    """No sign has to part the name from the words around it, which stay."""
    for names in (("陈晓东", "王立新", "欧阳建华"), ("刘芳", "宗后明", "李小复")):
        told = kept_of(f"采购服务器两台。\n{wording.format(*names)}\n预算100万元。")
        assert not any(name in told for name in names)
        assert told.startswith("采购服务器两台。")
        assert told.endswith("预算100万元。")


LONE = [
    "采购包1：{0}、{1}、{2}",
    "抽中的各位如下：{0} {1} {2}",
    "{0}、{1}、{2}",
    "第三人：{0}",
    "安全总监理 {0} 证书编号：11023456",
    "1 甲峰科技有限公司 {0} 高级工程师 ZGB20110098",
    "{0}，海岳大学，副教授",
    "寄至东山路1号（{0} 收）",
    "采购中心{0}、{1}",
    "现场监督员{0}；记录{1}",
    "得分：{0}95分，{1}90.5分，{2}88分",
    "{0}担任组长，{1}、{2}任组员",
    "Evaluation Committee {0} DING Yi, {1} WU Er",
    "复核 {0}　批准 {1}",
]


@pytest.mark.parametrize("wording", LONE)
def test_a_word_that_can_only_be_a_name_leaves_whatever_stands_around_it(wording: str) -> None:
    """No list of roles has all wordings: a surname and nothing of everyday Chinese behind it is enough."""
    for names in (("陈晓东", "王立新", "欧阳建华"), ("李芳芳", "周海涛", "诸葛文")):
        told = kept_of(f"采购服务器两台。\n{wording.format(*names)}\n预算100万元。")
        assert not any(name in told for name in names)
        assert "DING" not in told
        assert told.startswith("采购服务器两台。")
        assert told.endswith("预算100万元。")


@pytest.mark.parametrize("wording", LONE[:6])
def test_a_name_that_only_may_be_one_leaves_too(wording: str) -> None:
    """Rare surnames, characters that few parents choose, names of other peoples."""
    for names in (("聂小倩", "雒文静", "燕赤霞"), ("阿依努尔·买买提", "努尔兰江", "卓玛央金")):
        told = kept_of(f"采购服务器两台。\n{wording.format(*names)}\n预算100万元。")
        assert not any(name in told for name in names)


@pytest.mark.parametrize(
    "wording", ["定标委员会：{0}、{1}、{2}", "到会的有：{0}、{1}、{2}", "监督员{0}；记录人 {1}"]
)
def test_behind_a_role_or_beside_a_sure_name_a_surname_is_enough(wording: str) -> None:
    """Whatever characters follow it, three of them too."""
    names = ("陈半山", "方应看", "李晓东")
    told = kept_of(wording.format(*names))
    assert not any(name in told for name in names)


def test_sure_names_take_the_others_of_their_list_along() -> None:
    """Also one that begins as no surname does."""
    assert kept_of("到会：王立新、双喜子、陈晓东。") == ""


SENTENCES = [
    "经评审专家{0}、{1}论证，一致同意采用单一来源方式。",
    "评审专家{0}、{1}陈述如下",
    "由{0}担任组长的评审小组一致认为",
    "由{0}任组长，{1}、{2}为成员。",
    "磋商小组（由{0}、{1}、{2}三人组成）评审",
    "请联系采购办{0}老师或纪委监察处。",
    "递交地点：305室（{0}收）",
    "第三人：东山数据技术有限公司，法定代表人{0}",
    "投诉人的委托代理人{0}于2026年10月9日提交投诉书。",
    "项目总监{0}持有监理工程师证书。",
    "会议由学校副校长{0}主持，国资处处长{1}介绍了情况。",
    "评委{0}打分92.5，评委{1}打分90",
    "专家{0}提出保留意见，专家{1}认为可行。",
    "业主评委{0}因故未到，由{1}替补",
    "以{0}为组长的专家组",
    "参与评审的有{0}、{1}和{2}三位同志。",
    "市财政局{0}、{1}到场监督",
    "姓名、单位和职称：\n{0} 东山学院 教授\n{1} 东山软件协会 高级工程师",
    "出席：{0}、{1}、{2}",
    "（{0} 2026年5月1日）",
    "评审专家名单：\n采购包1：{0}、{1}；采购人代表：{2}\n采购包2：同上",
    "评审人员\n{0}\n{1}",
    "联系人/Contact：{0}，{1}",
    "被投诉人{0}未按规定回避",
    "培训讲师{0}来自东山公司",
    "村支书{0}、会计{1}到场见证",
    "现场勘察请提前与{0}预约",
    "因{0}老师科研项目需要",
]


@pytest.mark.parametrize("wording", SENTENCES)
def test_a_name_within_a_sentence_has_no_edge_and_leaves(wording: str) -> None:
    """Common names and rare ones, with four characters too, before whatever goes on behind them."""
    for names in (
        ("陈晓东", "王立新", "欧阳建华"),
        ("雒问渔", "郑庭坚固", "谯周全"),
        ("段书香", "赖来", "常骞"),
    ):
        told = kept_of(f"采购服务器两台。\n{wording.format(*names)}\n预算100万元。")
        assert not any(name in told for name in names)
        assert told.startswith("采购服务器两台。")
        assert told.endswith("预算100万元。")


@pytest.mark.parametrize(
    "wording",
    [
        "监理工程师 {0}",
        "采购人：东山大学 {0} 0523-86239910",
        "磋商小组：{0}、王立新",
        "见证方：{0}",
        "{0}，东山大学，教授",
    ],
)
def test_blanks_within_a_name_hide_nothing(wording: str) -> None:
    """Two characters are often set as wide as three."""
    for name in ("余 庆", "惠　泉", "郝 三 妮", "常 山"):
        told = re.sub(r"\s", "", kept_of(wording.format(name)))
        assert re.sub(r"\s", "", name) not in told


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("磋商小组（由余 庆、惠 泉、郝 三妮组成，余 庆任组长）于3月开会", ""),
        ("采购人代表郝 三妮对过程无异议", ""),
        ("该设备具有唯一性。惠 庆峰、郝三 妮一致同意", "该设备具有唯一性。"),
        ("评审小组：\n余 庆 惠 泉 常 山\n数量：2台", "数量：2台"),
        ("名 称：东山大学\n电 压 等级", "名称：东山大学"),
    ],
)
def test_a_blank_anywhere_in_a_name_hides_nothing(text: str, rest: str) -> None:
    """Also where what announces the name stands against one of its halves; labels stay spaced."""
    assert kept_of(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "评审委员会组长由丁一鸣担任，全体成员对海湖、北岭等品牌的响应文件均进行了独立评审。",
            "",
        ),
        (
            "专家名单中“丁一鸣”更正为“吴晓晓”；主要型号由“A-75”更正为“B-79”。",
            "主要型号由“A-75”更正为“B-79”。",
        ),
        ("踏勘联系：丁一鸣（13812345678），不集中踏勘东山镇生产基地", "不集中踏勘东山镇生产基地"),
        (
            "论证专家：丁一鸣（东山大学，教授）；吴晓晓（海湖光学研究所，研究员）",
            "论证专家：（东山大学，（海湖光学研究所，",
        ),
        ("审核律师：东山某律师事务所 丁一鸣", "审核律师：东山某律师事务所"),
        ("丁一鸣：一三八五五五五零零零二", ""),
        ("小木老师：0571-88886666", ""),
        (
            "Roe 教授（Jane M. Roe，伦德）认为噪声低；Ольга Серова 来访教授附议",
            "",
        ),
        ("Xilinx 研究员使用的板卡", "Xilinx 研究员使用的板卡"),
        ("协商人员：丁一鸣、吉克阿木、高兴、巴音孟克（采购人代表）\n附件", ""),
        (
            "专家1：该软件为业内通用的工具，海湖科技的尚在验证",
            "海湖科技的尚在验证",
        ),
        ("技术参数“海湖 UC Beinan”改为不限品牌", ""),
        ("请与郄磊联系，公羊子敬未参与打分；（俸珍收）", ""),
    ],
)
def test_what_is_told_beside_persons_stays(text: str, rest: str) -> None:
    """A label of persons takes the names behind it, not the sentence and not the bodies they come from."""
    assert kept_of(text) == rest


@pytest.mark.parametrize(
    "wording", ["评审专家：{0}、{1}", "评委1（{0}）", "技术负责人分别为{1}、{0}。", "批准：{0}　编制：{1}"]
)
def test_where_a_name_is_due_a_word_is_one(wording: str) -> None:
    """Behind a role, between signs: parents call their children after mountains and virtues."""
    for names in (("高峰", "强国栋"), ("常山", "万里红"), ("平安", "仝磊")):
        told = kept_of(wording.format(*names))
        assert not any(name in told for name in names if name in wording.format(*names))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("甲公司 一级建造师（机电） 陕1612020202103347", ""),
        ("高级工程师证号：ZGB53201988", ""),
        ("预算总价(元) 1450000.00", "预算总价(元) 1450000.00"),
        ("合同金额（元） 2750000", "合同金额（元） 2750000"),
    ],
)
def test_numbers_of_certificates_leave_and_sums_stay(text: str, rest: str) -> None:
    """A rank stands before the one, a unit before the other."""
    assert kept_of(text) == rest


def test_doctors_and_professors_leave_and_companies_called_so_stay() -> None:
    """Behind Dr. and Prof. stands a person, unless a company is called after one."""
    assert "Roe" not in kept_of("or to Dr. Jane Roe-Doe.")
    assert kept_of("Dr. Johannes Heidenhain GmbH") == "Dr. Johannes Heidenhain GmbH"


@pytest.mark.parametrize(
    "text",
    [
        "QQ：847120936",
        "加微信dyming_01咨询",
        "微信号：dingyiming2026",
        "QQ群 847120936",
        "手机（微信同号dyming-lab）",
    ],
)
def test_names_of_chat_accounts_leave(text: str) -> None:
    """They are a person's as a phone number is."""
    assert not any(account in kept_of(text) for account in ("847120936", "dyming", "dingyiming"))


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("某大学丁一课题组服务器采购", "某大学…课题组服务器采购"),
        ("某大学服务器采购（联系人：丁一）", "某大学服务器采购"),
        ("评审专家名单：丁一、戊二", "评审专家名单：…、…"),
        ("某大学服务器采购 吴小芳", "某大学服务器采购 …"),
        ("某市评审专家库建设项目", "某市评审专家库建设项目"),
        ("评审专家名单公示", "评审专家名单公示"),
        ("张小泉刀剪采购项目", "…刀剪采购项目"),
        ("吴小芳", ""),
    ],
)
def test_titles_and_names_of_things_lose_persons_and_stay_whole(name: str, rest: str) -> None:
    """A panel's word in a name announces nobody without a colon, a name alone is none of a thing."""
    assert name_without_persons(name) == rest


def test_every_field_goes_through_the_door_and_parties_keep_their_names() -> None:
    """Who is told by the notice leaves each field; who is named in a company's name stays in it."""
    fields = {
        "stage": "award",
        "buyer": "吴小芳",
        "agency": "某招标有限公司 吴小芳",
        "supplier": ["吴小芳眼镜有限公司", "某科技有限公司"],
        "project_name": "某大学吴小芳老师组设备采购",
        "project_number": "0733-26010455",
        "region": "马德里",
        "lots": [
            {"lot": "第一包 吴小芳", "supplier": "吴小芳眼镜有限公司", "name": "镜片（联系人：吴小芳）"}
        ],
        "attachments": [
            {"name": "声明函-吴小芳.pdf", "url": "https://a.test/1.pdf"},
            {"name": "评审专家名单：吴小芳.docx", "url": "https://a.test/2.docx"},
        ],
        "award_yuan": 90000,
    }
    assert impersonal(fields, ["0733-26010455"]) == {
        "stage": "award",
        "agency": "某招标有限公司",
        "supplier": ["吴小芳眼镜有限公司", "某科技有限公司"],
        "project_name": "某大学…老师组设备采购",
        "project_number": "0733-26010455",
        "region": "马德里",
        "lots": [{"lot": "第一包 …", "supplier": "吴小芳眼镜有限公司", "name": "镜片"}],
        "attachments": [
            {"name": "声明函.pdf", "url": "https://a.test/1.pdf"},
            {"name": "评审专家名单.docx", "url": "https://a.test/2.docx"},
        ],
        "award_yuan": 90000,
    }
