"""What is shown of a notice's words: what can be seen to name no person."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from watchers.parsers.persons.bodies import party_shown, shows_body, suppliers_shown
from watchers.parsers.persons.clauses import is_spoken_of, shown_text
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.shown import shown_name
from watchers.parsers.persons.shown_files import is_plain, shown_files, shown_stem, without_file_names


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("甲峰科技有限公司", True),
        ("张三五金店（个体工商户）", True),
        ("华为", True),
        ("超聚变", True),
        ("Red Hat", True),
        ("Plough Carpets", True),
        ("Lend Me", True),
        ("Dell", True),
        ("zhang wei", False),
        ("ouyang xiaoming", False),
        ("Saimaan jäätutkimuskeskus", True),
        ("ООО «Сунгари»", True),
        ("Dal Ben S.p.A.", True),
        ("Alba Roe, S.L.U.", True),
        ("주식회사 한빛", True),
        ("错别字", False),
        ("李玉堂", False),
        ("阿依古丽·买买提", False),
        ("甲峰（自然人）", False),
        ("Igor Petrov", False),
        ("Łukasz Wiśniewski", False),
        ("ИП Иванов Пётр", False),
        ("김철수", False),
    ],
)
def test_a_party_shows_that_it_is_a_body_or_may_be_a_person(name: str, body: bool) -> None:
    """No name is known: a sign is asked for."""
    assert shows_body(name) is body


def test_who_shows_no_body_is_counted() -> None:
    """Names of others stay in their order."""
    told = suppliers_shown(["Jane Roe", "Roe & Sons Ltd", "John Doe"])
    assert told == {"supplier": ["Roe & Sons Ltd"], "private_suppliers": 2}
    assert suppliers_shown(["Jane Roe", "Red Balloon"], {"Red Balloon"}) == {
        "supplier": ["Red Balloon"],
        "private_suppliers": 1,
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ms Jane Doe t/a Doe Tutoring", ""),
        ("Jane Doe trading as Blue Harbour Catering", "Blue Harbour Catering"),
        ("Jane Doe t/a Jolly Roger", ""),
        ("Quay Motors Ltd t/a Best Cars", "Quay Motors Ltd t/a Best Cars"),
    ],
)
def test_who_trades_as_a_business_is_shown_as_the_business(name: str, shown: str) -> None:
    """Unless it is called like its owner."""
    assert party_shown(name) == shown


@pytest.mark.parametrize(
    ("party", "shown"),
    [
        ("甲峰（泽湖）招标有限公司（文慧、池塘）", "甲峰（泽湖）招标有限公司"),
        ("甲峰科技有限公司（向日、方圆，丁一）", "甲峰科技有限公司"),
        ("甲峰科技有限公司（烟台、威海）", "甲峰科技有限公司（烟台、威海）"),
        ("甲峰科技有限公司（联合体牵头人、成员）", "甲峰科技有限公司（联合体牵头人、成员）"),
    ],
)
def test_several_persons_behind_a_party_leave_too(party: str, shown: str) -> None:
    """Places and kinds of bodies stay."""
    assert impersonal({"agency": party}) == {"agency": shown}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("海岳大学成型机成交公告（联系人黄河清 0571-88990011）", "海岳大学成型机成交公告"),
        ("海岳大学成型机成交公告 经办人：丁一、向日葵", "海岳大学成型机成交公告"),
        ("海岳大学成型机公告（联系人变更）", "海岳大学成型机公告（联系人变更）"),
    ],
)
def test_who_is_to_be_asked_leaves_titles(title: str, shown: str) -> None:
    """A title needs no colon behind the label."""
    assert name_without_persons(title) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2 采茶戏数字传承研究 向日葵 28000元", "2 采茶戏数字传承研究 向日葵 28000元"),
        ("单　价：9.50元；丁　一", "单价：9.50元；"),
        ("1 服务器 8 台 华为", "1 服务器 8 台 华为"),
        ("预算 63.86 万元", "预算 63.86 万元"),
        ("申威验证节点12台", "申威验证节点12台"),
        ("8卡沐曦C500服务器", "8卡沐曦C500服务器"),
        ("平台含昆仑芯R480三台", "平台含昆仑芯R480三台"),
        ("宣读报告的是申威扬", ""),
        ("维保内容：V100S 32块", "维保内容：V100S 32块"),
        ("采购人：海岳大学", "采购人：海岳大学"),
        ("本次采购由王晓云牵头组织完成", ""),
        ("每节点8块NVIDIA H20加速卡，NVLink全互联", "每节点8块NVIDIA H20加速卡，NVLink全互联"),
        ("提供账号，支持cryoSPARC，配RTX A6000", "提供账号，支持cryoSPARC，配RTX A6000"),
        ("磁场9T（裸容量3PB）PI高峰", "磁场9T（裸容量3PB）PI"),
        ("高峰、宣传、花蕾、严冬", ""),
        ("岸基雷达数据迁移至阿里云平台", "岸基雷达数据迁移至阿里云平台"),
        ("甲峰数聚（北京）科技有限公司", "甲峰数聚（北京）科技有限公司"),
        ("总价：63.86（万元）", "总价：63.86（万元）"),
        ("NVIDIA H100 两台 Igor Petrov", "NVIDIA H100 两台"),
        ("施工范围：详见附件，双方应当满足时限", "施工范围：详见附件，双方应当满足时限"),
        ("行政区域：北京\n地域：龙岩", "行政区域：北京\n地域：龙岩"),
        ("总成交金额：9 万元（人民币）", "总成交金额：9 万元（人民币）"),
        ("地址：滨江路8号2栋1单元17层", "地址：滨江路8号2栋1单元17层"),
        ("机房在3高峰17层", "机房在3…17层"),
        ("现场由计量演示X射线衍射仪软件", "现场由…演示X射线衍射仪软件"),
        ("根据方程等人提出的深度学习算法", "根据…等人提出的深度学习算法"),
        ("钟表匠、方程等发明的超声波检测技术", "、…等发明的超声波检测技术"),
        ("设备管理员时空反映示波器带宽不足", "设备管理员…反映示波器带宽不足"),
        ("丰富老师负责质谱仪技术参数", "…老师负责质谱仪技术参数"),
        ("由原厂负责H20服务器维护", "由原厂负责H20服务器维护"),
        ("高等研究院的H20服务器", "高等研究院的H20服务器"),
        ("H20服务器请联系战士小崔", "H20服务器请联系…"),
        ("苏黎世仪器及贝克曼库尔特MoFlo", "苏黎世仪器及贝克曼库尔特MoFlo"),
    ],
)
def test_short_words_are_shown_where_they_are_labels_things_or_bodies(text: str, shown: str) -> None:
    """In longer stretches what is no word of everyday language goes."""
    assert shown_text(text) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("海岳大学云渲染服务采购公告", "海岳大学云渲染服务采购公告"),
        ("鑫源小区改造工程中标公告", "鑫源小区改造工程中标公告"),
        (
            "泽湖市财政局投诉处理决定书（泽财采决〔2026〕14号）",
            "泽湖市财政局投诉处理决定书（泽财采决〔2026〕14号）",
        ),
        ("关于方圆投诉服务器采购的处理决定", "关于…投诉服务器采购的处理决定"),
        ("聘请王晓云教授讲学服务采购公告", "聘请…教授讲学服务采购公告"),
        ("关于委托白居正律师团队法律服务的公告", "关于委托…律师团队法律服务的公告"),
        ("泽湖县律师事务所、消防救援支队车辆采购公告", "泽湖县律师事务所、消防救援支队车辆采购公告"),
        ("海岳大学李伟课题组离心机采购", "海岳大学…课题组离心机采购"),
        ("海岳大学冯·诺依曼体系验证平台采购公告", "海岳大学…体系验证平台采购公告"),
        ("向日·阿不都热合曼住宅工程采购公告", "…住宅工程采购公告"),
        ("关于表彰向日·阿不都热合曼的公告", "关于表彰…的公告"),
        ("海岳大学液氮杜瓦及庞加莱球采购公告", "海岳大学液氮杜瓦及庞加莱球采购公告"),
        ("海岳大学康耐视相机、马弗炉采购公告", "海岳大学康耐视相机、马弗炉采购公告"),
        ("海岳大学鱼丸丏中标公告", "海岳大学…中标公告"),
    ],
)
def test_titles_keep_words_bodies_and_places(title: str, shown: str) -> None:
    """Beside a word for persons all else is withheld."""
    assert shown_name(title) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("采购需求", "采购需求"),
        ("招标文件（定稿）", "招标文件（定稿）"),
        ("授权委托书-向日葵", "授权委托书"),
        ("法定代表人匡国荣身份证明", "法定代表人身份证明"),
        ("合同扫描件（向日签）", "合同扫描件"),
        ("甲峰公司-向日-报价单", "甲峰公司-报价单"),
        ("宣传声明函", "声明函"),
        ("授权书（高明）", "授权书"),
        ("成交通知書-譚曉", "成交通知書"),
        ("Igor Petrov", ""),
        ("王磊", ""),
        ("NF5688M6技术参数13812345678", "NF5688M6技术参数"),
        ("东山大学A100服务器公开招标文件20260917", "东山大学A100服务器公开招标文件20260917"),
    ],
)
def test_names_of_files_keep_words_for_documents_things_and_bodies(name: str, shown: str) -> None:
    """Whoever a file is about is withheld, whatever his name looks like."""
    assert shown_stem(name) == shown


def test_a_file_called_by_a_name_alone_is_an_attachment_and_links_to_the_notice() -> None:
    """Where the address repeats the name the reader finds the file in the notice."""
    files = [
        {"name": "采购文件.pdf", "url": "https://a.test/f/8f3c21.pdf"},
        {"name": "丁一鸣.jpg", "url": "https://a.test/f/%E4%B8%81%E4%B8%80%E9%B8%A3.jpg"},
        {"name": "", "url": "https://a.test/down?file=dingyiming.doc"},
    ]
    assert shown_files(files, "https://a.test/n.html") == [
        {"name": "采购文件.pdf", "url": "https://a.test/f/8f3c21.pdf"},
        {"name": "附件2.jpg", "url": "https://a.test/n.html"},
        {"name": "", "url": "https://a.test/n.html"},
    ]
    assert without_file_names("见 丁一鸣.jpg、技术参数.docx。", files) == "见 附件.jpg、技术参数.docx。"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.test/oss/download?uuid=0A1B2C3D4E5F60718293", True),
        ("https://a.test/NoticeDownload/Document.aspx?id=APR352488&idx=4", True),
        ("https://a.test/招标文件.pdf", True),
        ("https://a.test/zbwj.pdf", True),
        ("https://a.test/dingyiming.pdf", False),
        ("https://a.test/Roe.pdf", False),
        ("https://a.test/x?name=%25E4%25B8%2581%25E4%25B8%2580", False),
        ("https://a.test/x?tel=13812345678", False),
    ],
)
def test_addresses_of_files_may_repeat_names(url: str, plain: bool) -> None:
    """In the name of a file, in what is asked for, encoded twice, in Latin letters, and phone numbers."""
    assert is_plain(url) is plain


def test_who_is_but_spoken_of_is_no_hit() -> None:
    """An expert called like a watched party; the party itself, in a sentence on what is bought, is one."""
    assert is_spoken_of("高峰", "采购服务器。\n评审专家：高峰、王立新")
    assert not is_spoken_of("高峰", "采购高峰公司产品的服务器设备两台。")
    assert not is_spoken_of("华为", "评审专家：华为")


@pytest.mark.parametrize(
    "evil", ["王" * 40_000, "丁一、" * 20_000, "王 " * 20_000, "Ab Cd " * 20_000, "甲大学" * 20_000]
)
def test_text_made_to_be_slow_is_not(evil: str) -> None:
    """Each step is one pass."""
    for shown in (shown_text, shown_name):
        assert len(shown(evil)) <= len(evil) + 1


@pytest.mark.parametrize(
    "thing",
    [
        "分子束外延系统",
        "连续波雷达",
        "聚焦离子束双束系统",
        "斯特林制冷机",
        "光学陶瓷烧结炉",
        "红外组件",
        "液氦恒温器",
        "雷达系统",
        "冷原子重力仪",
        "超声波探伤仪",
    ],
)
@pytest.mark.parametrize(
    "wording",
    [
        "{}",
        "{}1台",
        "专家认为{}参数合理，由王晓云签字",
        "验收人：李伟、{}1台",
        "由张力仪老师团队使用的{}，联系人马超",
    ],
)
def test_technology_stays_where_persons_are_spoken_of(thing: str, wording: str) -> None:
    """Nobody is called by three characters of technology; who stands beside them is not told."""
    line = wording.format(thing)
    for told in (shown_name(line), shown_text(line)):
        assert thing in told
        assert not [name for name in ("王晓云", "李伟", "张力仪", "马超") if name in told]


@pytest.mark.parametrize("word", ["石英", "雷达", "白光"])
def test_a_short_word_of_technology_is_withheld_where_a_name_would_stand(word: str) -> None:
    assert word not in shown_text(f"联系人{word}负责送货")
    assert word not in shown_name(f"聘请{word}教授讲学服务采购公告")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("2026年度房屋维修改造工程施工公告", "2026年度房屋维修改造工程施工公告"),
        ("高峰修改稿论文润色服务公告", "…修改稿论文润色服务公告"),
    ],
)
def test_words_of_persons_are_no_two_halves_of_other_words(title: str, shown: str) -> None:
    """修改 is none in 维修改造."""
    assert shown_name(title) == shown


def test_each_word_of_the_tables_stands_there_once() -> None:
    """A word that stands twice is changed at one place only."""
    words: list[str] = []
    for name in ("technology.txt", "known_words.txt"):
        lines = files("watchers.parsers.persons").joinpath(name).read_text("utf-8").splitlines()
        words += (word for line in lines if not line.startswith("#") for word in line.split())
    assert [word for word, times in Counter(words).items() if times > 1] == []


@pytest.mark.parametrize(
    "name",
    [
        "하루클라우드 주식회사 (대표자 황보 인철)",
        "Haru Cloud GmbH (vertreten durch Jane Roe)",
        "Société Haru SAS (représentée par Jane Roe)",
        "甲峰科技有限公司（法定代表人：丁一鸣）",
    ],
)
def test_who_stands_for_a_party_leaves_its_name(name: str) -> None:
    """In records and in notices alike."""
    body = re.split(" ?[(（]", name)[0]
    assert party_shown(name) == body
    assert impersonal({"supplier": [name]})["supplier"] == [body]
