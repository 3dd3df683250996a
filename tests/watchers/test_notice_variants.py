"""How provinces and agencies write the same things: one page of a few lines for each way, and its fields."""

from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.tender_parties import parties
from watchers.parsers.tenders.tender_stages import stage_of

BASE = "http://www.ccgp.gov.cn/cggg/zygg/zbgg/"


def plain(title: str, *lines: str) -> dict[str, Any]:
    """Return the fields of a page with these lines, a row of a table being cells parted by a bar."""
    body = "".join(
        f"<table>{''.join(f'<tr>{cells(row)}</tr>' for row in line.split(chr(10)))}</table>"
        if "|" in line
        else f"<p>{line}</p>"
        for line in lines
    )
    page = f'<html><head><meta name="ArticleTitle" content="{title}"></head><body>'
    page += f'<div class="vF_detail_content">{body}</div></body></html>'
    return dict(parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=BASE)).items[0].fields)


def cells(row: str) -> str:
    return "".join(f"<td>{cell}</td>" for cell in row.split("|"))


VARIANTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "an invitation in English": (
        plain(
            "Invitation to Tender: GPU Servers for Haiyue University",
            "Published on 4 March 2026",
            "Jianghu Tendering Co., Ltd. (the Tendering Agent), on behalf of "
            "Haiyue University (the Purchaser), invites bids.",
            "1. Tender No.: HY-2026-07",
            "2. Budget: RMB 2.5 million",
            "3. Deadline for Submission of Bids: 3:30 p.m. (Beijing time), March 25, 2026",
        ),
        {
            "stage": "tender",
            "buyer": "Haiyue University",
            "agency": "Jianghu Tendering Co., Ltd.",
            "project_number": "HY-2026-07",
            "budget_yuan": 2_500_000,
            "deadline": "2026-03-25T15:30:00+08:00",
        },
    ),
    "a sum in capital characters and in figures": (
        plain(
            "海岳大学工作站成交公告",
            "采购人：海岳大学",
            "成交供应商：甲峰科技有限公司",
            "成交金额：大写：壹佰贰拾叁万捌仟元整；小写：1238000元",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 1_238_000},
    ),
    "a total with tax": (
        plain(
            "海岳大学工作站采购结果",
            "采购编号|HY-FW-26-30\n成交供应商|甲峰科技有限公司\n含税总价|2,360,000.00 元",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 2_360_000, "project_number": "HY-FW-26-30"},
    ),
    "who won and for how much behind one label": (
        plain("海岳大学工作站成交公告", "成交信息：甲峰科技有限公司；745000元", "采购人：海岳大学"),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 745_000},
    ),
    "a yearly price and its sum": (
        plain(
            "海岳医院工作站成交公示",
            "由甲峰科技有限公司成交，成交价格为人民币 7.86 万元/年，服务期三年，合计 23.58 万元。",
            "采购人：海岳医院",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 235_800},
    ),
    "packages named in brackets, one of a person": (
        plain(
            "海岳大学扫描与翻译成交结果",
            "一包（扫描）：甲峰科技有限公司，成交价18.9万元",
            "二包（翻译，个人）：向日葵，成交价1.2万元",
        ),
        {
            "supplier": ["甲峰科技有限公司"],
            "private_suppliers": 1,
            "lots": [
                {"lot": "1", "supplier": "甲峰科技有限公司", "award_yuan": 189_000},
                {"lot": "2", "award_yuan": 12_000},
            ],
        },
    ),
    "several chosen for a package, at a rate": (
        plain(
            "泽湖市云服务入围结果公告",
            "包|入围供应商|折扣率\nA|甲峰科技有限公司|82%\nA|乙峰科技有限公司|79.5%\nB|丙峰科技有限公司|81%",
        ),
        {
            "lots": [
                {"lot": "A", "supplier": "甲峰科技有限公司、乙峰科技有限公司"},
                {"lot": "B", "supplier": "丙峰科技有限公司"},
            ]
        },
    ),
    "a number that only a sentence has": (
        plain("关于取消服务器采购活动的公告", "各供应商：", "我处决定取消HYGD-JC-2026-15号项目采购活动。"),
        {"project_number": "HYGD-JC-2026-15"},
    ),
    "a number in brackets in the heading": (
        plain(
            "在线竞价结果",
            "竞价结果：海岳大学主机（J20260088）",
            "竞价单位|海岳大学|发布人|向日\n中标商家|泽湖甲峰商行|中标价|¥28,650.00",
        ),
        {
            "buyer": "海岳大学",
            "supplier": ["泽湖甲峰商行"],
            "project_number": "J20260088",
            "award_yuan": 28_650,
            "models": None,
        },
    ),
    "parties without a colon": (
        plain(
            "海岳大学服务器采购公告",
            "一、项目编号：HY-2026-09",
            "采购人 海岳大学，联系人 向日，电话 0571-88990011；"
            "代理机构 江湖招标有限公司，联系人 池塘，电话 0571-88990022",
        ),
        {"agency": "江湖招标有限公司"},
    ),
    "labels in two languages": (
        plain(
            "海岳大学激光器中标结果公告",
            "招标人 Purchaser|海岳大学\n招标机构/Tendering Agent|江湖招标有限公司\n"
            "中标人 Successful Bidder|Lake Photonics Limited\n"
            "型号 Model|Lumina Pro 2K",
            "招标编号 Tender No.：HY-2026-08",
        ),
        {
            "buyer": "海岳大学",
            "agency": "江湖招标有限公司",
            "supplier": ["Lake Photonics Limited"],
            "models": ["Lumina Pro 2K"],
            "project_number": "HY-2026-08",
        },
    ),
    "an award in German": (
        plain(
            "Vergebener Auftrag: Kryostat",
            "Auftraggeber: Institut für Seenforschung GmbH",
            "Auftragnehmer: Kryo Vertrieb GmbH",
            "Gesamtwert des Auftrags: 2.345.678,90 EUR",
        ),
        {
            "stage": "award",
            "buyer": "Institut für Seenforschung GmbH",
            "supplier": ["Kryo Vertrieb GmbH"],
            "award_amount": 2345678.9,
            "award_currency": "EUR",
        },
    ),
    "an award in Spanish, who won by a legal form with points": (
        plain(
            "Anuncio de adjudicación: criostato",
            "Órgano de contratación: Universidad del Lago",
            "Adjudicatario: Sistemas del Frío S.L.",
            "Importe de adjudicación: 98.765,43 euros",
        ),
        {"buyer": "Universidad del Lago", "supplier": ["Sistemas del Frío S.L."], "award_amount": 98765.43},
    ),
    "lots in English, one without a winner": (
        plain(
            "Award decision: cryostats",
            "Contracting authority: University of the Lake",
            "Lot|Contractor|Total (EUR, excl. VAT)\n1|Lake Instruments GmbH|1 200 000,00\n2|No award|-",
        ),
        {
            "buyer": "University of the Lake",
            "supplier": ["Lake Instruments GmbH"],
            "award_amount": 1200000,
            "award_currency": "EUR",
        },
    ),
    "models of a family, a number and a generation": (
        plain(
            "海岳大学服务器采购中标公告",
            "采购人：海岳大学",
            "品牌|规格型号|数量\nCubert|Ultrix X20 Plus|1\n甲峰|LakeServer G5500 V7|2",
        ),
        {"models": ["Ultrix X20 Plus", "LakeServer G5500 V7"]},
    ),
    "winners in a list, each with who may speak for it": (
        plain(
            "海岳大学算力服务入围结果公告",
            "入围供应商（排名不分先后）：",
            "甲峰云计算有限公司　授权代表：丁一",
            "乙峰数聚科技（北京）有限公司　授权代表：戊二",
        ),
        {"stage": "award", "supplier": ["甲峰云计算有限公司", "乙峰数聚科技（北京）有限公司"]},
    ),
    "a complaint names whose decision is complained of, and no winner": (
        plain(
            "海岳市财政局投诉处理决定书",
            "投诉人：甲峰科技有限公司",
            "被投诉人1：海岳市图书馆",
            "被投诉人2：江湖招标代理有限公司",
            "中标供应商：乙湖科技有限公司",
        ),
        {"stage": "complaint", "buyer": "海岳市图书馆", "agency": "江湖招标代理有限公司", "supplier": None},
    ),
    "a changed award counts once": (
        plain(
            "海岳大学云服务中标结果变更公告",
            "采购人：海岳大学",
            "原结果：中标供应商：甲峰科技有限公司，中标金额：300000元。",
            "变更后中标供应商：乙湖科技有限公司",
            "变更后中标金额：310000元",
        ),
        {"supplier": ["乙湖科技有限公司"], "award_yuan": 310_000},
    ),
    "a winner that a correction leaves": (
        plain("海岳大学云服务成交更正公告", "采购人：海岳大学", "成交供应商不变，仍为甲峰科技有限公司。"),
        {"supplier": ["甲峰科技有限公司"]},
    ),
    "a ceiling is the budget where nothing else is told": (
        plain(
            "海岳大学服务器询价公告",
            "询价人：海岳大学",
            "最高投标限价：１２万元",
            "报名及报价截止：2026-03-20 11:30",
        ),
        {"ceiling_yuan": 120_000, "budget_yuan": 120_000, "deadline": "2026-03-20T11:30:00+08:00"},
    ),
    "a ceiling in letters, a deadline in a sentence": (
        plain(
            "海岳研究院云账号比选邀请函",
            "海岳研究院拟采购云账号。预算控制价为人民币叁拾万元整。",
            "请于2026年8月12日上午10:30前，将密封的响应文件送至科研楼。",
        ),
        {"buyer": "海岳研究院", "budget_yuan": 300_000, "deadline": "2026-08-12T10:30:00+08:00"},
    ),
    "a supplier with address and sum behind one label": (
        plain(
            "海岳大学云服务中标公告",
            "采购单位名称：海岳大学",
            "总中标金额：7.5 万元（人民币）",
            "中标供应商名称、联系地址及中标金额：",
            "甲峰科技有限公司，东山路1号，7.5万元",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 75_000},
    ),
    "who calls for offers is not who buys": (
        plain("海岳市云服务框架协议入围公告", "征集人：海岳市政府采购中心", "采购人：海岳市机关事务管理局"),
        {"buyer": "海岳市机关事务管理局"},
    ),
    "models of a column, whatever their form": (
        plain(
            "海岳大学仪器中标公告",
            "采购人：海岳大学",
            "名称|品牌|规格型号|数量\n质谱仪|甲牌|Quad Max 7500+|1\n"
            "色谱仪|乙牌|7890-5975C|1\n离心机|丙牌|见附件|2",
        ),
        {"models": ["Quad Max 7500+", "7890-5975C"]},
    ),
    "sums written as 报价:…(元) in a table count once": (
        plain(
            "海岳大学算力设备采购中标结果公告",
            "采购人名称：海岳大学",
            "序号|中标（成交）金额(元)|中标供应商名称\n1|报价:500000.00(元)|海岳云图科技有限公司\n"
            "2|最终报价:1280000.00(元)|江城算力信息有限公司（联合体牵头人）、江城云联网络有限公司（联合体成员）",
        ),
        {
            "award_yuan": 1_780_000,
            "supplier": ["海岳云图科技有限公司", "江城算力信息有限公司", "江城云联网络有限公司"],
            "lots": [
                {"lot": "1", "supplier": "海岳云图科技有限公司", "award_yuan": 500_000},
                {
                    "lot": "2",
                    "supplier": "江城算力信息有限公司、江城云联网络有限公司",
                    "award_yuan": 1_280_000,
                },
            ],
        },
    ),
    "lots by the number of their row, where one of them found no supplier": (
        plain(
            "海岳大学算力设备采购中标结果公告",
            "采购人名称：海岳大学",
            "中标供应商：海岳云图科技有限公司、江城算力信息有限公司",
            "序 号|标项名称|中标金额(元)|中标供应商名称\n1|机柜|/|/\n2|服务器|500000|海岳云图科技有限公司\n"
            "3|交换机|80000|江城算力信息有限公司",
        ),
        {
            "award_yuan": 580_000,
            "lots": [
                {"lot": "2", "supplier": "海岳云图科技有限公司", "name": "服务器", "award_yuan": 500_000},
                {"lot": "3", "supplier": "江城算力信息有限公司", "name": "交换机", "award_yuan": 80_000},
            ],
        },
    ),
    "a number of the package comes before the number of its row": (
        plain(
            "海岳大学算力设备采购中标结果公告",
            "采购人名称：海岳大学",
            "序号|包号|中标金额(元)|中标供应商名称\n1|A包|500000|海岳云图科技有限公司\n"
            "2|B包|80000|江城算力信息有限公司",
        ),
        {
            "lots": [
                {"lot": "A包", "supplier": "海岳云图科技有限公司", "award_yuan": 500_000},
                {"lot": "B包", "supplier": "江城算力信息有限公司", "award_yuan": 80_000},
            ],
        },
    ),
    "the members of a consortium, in a sentence": (
        plain(
            "智算中心中标公告",
            "采购人：海岳数据局",
            "中标供应商：甲峰科技有限公司（牵头单位）与乙湖信息有限公司（联合体成员单位）组成的联合体",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"]},
    ),
    "the members of a consortium, in brackets": (
        plain(
            "智算中心中标公告",
            "采购人：海岳数据局",
            "中标供应商名称：甲峰科技有限公司（联合体：乙湖信息有限公司）",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"]},
    ),
    "a contract, the number under its long official label": (
        plain(
            "海岳大学云服务采购合同公告",
            "一、合同编号：11N470",
            "三、项目编号（或招标编号、政府采购计划编号、采购计划备案文号等，如有）：HY-2026-77",
            "采购人（甲方）：海岳大学",
            "供应商（乙方）：海岳云联科技有限公司",
            "合同金额：60.000000万元，大写（人民币）：陆拾万元整",
        ),
        {
            "stage": "contract",
            "project_number": "HY-2026-77",
            "contract_number": "11N470",
            "supplier": ["海岳云联科技有限公司"],
            "award_yuan": 600_000,
        },
    ),
    "a single source with its budget": (
        plain(
            "海岳大学云平台单一来源采购公示",
            "采购人：海岳大学",
            "拟采购的货物或服务的预算金额：300.000000万元（人民币）",
            "二、拟定供应商信息",
            "名称：海岳云联科技有限公司",
        ),
        {"stage": "single-source", "budget_yuan": 3_000_000, "supplier": ["海岳云联科技有限公司"]},
    ),
    "a correction moves the deadline": (
        plain(
            "海岳大学计算平台更正公告",
            "原公告的采购项目编号：HY-2026-018",
            "更正内容：原投标截止时间2026年3月1日09时30分更正为2026年3月10日09时30分",
            "更正日期：2026年02月20日",
        ),
        {"stage": "correction", "project_number": "HY-2026-018", "deadline": "2026-03-10T09:30:00+08:00"},
    ),
    "winners before and after their lot": (
        plain(
            "六月集采结果公告",
            "第一包：由甲峰科技有限公司中标，中标金额为95万元。"
            "第七包（两种芯片）乙湖（北京）有限公司中标了第七包，中标金额为1060万元。",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖（北京）有限公司"], "award_yuan": 11_550_000},
    ),
    "lots line by line, one sum in capital characters": (
        plain(
            "海岳医院设备采购成交公告",
            "包1：",
            "供应商名称：甲峰科技有限公司",
            "成交金额：￥100.5万元",
            "包2：",
            "供应商名称：乙湖信息有限公司",
            "成交金额：贰拾万元整",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"], "award_yuan": 1_205_000},
    ),
    "packages line by line, a note of what to fill in after the label": (
        plain(
            "海岳大学公寓改造中标（成交）公告",
            "标包：A",
            "供应商名称：甲峰建设有限公司",
            "中标（成交）金额：（可填写下浮率、折扣率或费率）：120.5万元",
            "标包：B",
            "供应商名称：乙湖建设有限公司",
            "中标（成交）金额：（可填写下浮率、折扣率或费率）：80万元",
            "四、主要标的信息：",
            "标包：A",
            "名称：三号楼改造",
        ),
        {
            "supplier": ["甲峰建设有限公司", "乙湖建设有限公司"],
            "award_yuan": 2_005_000,
            "lots": [
                {"lot": "A", "supplier": "甲峰建设有限公司", "award_yuan": 1_205_000},
                {"lot": "B", "supplier": "乙湖建设有限公司", "award_yuan": 800_000},
            ],
        },
    ),
    "a winner's score beside the sum, and the losers with the reason": (
        plain(
            "海岳大学服务器中标公告",
            "供应商名称|供应商地址|中标（成交）金额|评审总得分\n甲峰科技有限公司|北京|95万元|91.3",
            "供应商名称|未中标原因|备注\n乙湖信息有限公司|得分较低|/",
            "供应商名称|技术部分|价格部分|总分\n丙江信息有限公司|50|20|70",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 950_000},
    ),
    "a package in each column": (
        plain(
            "海岳大学服务器中标公告",
            "标段|一标段|二标段\n中标供应商名称|甲峰科技有限公司|乙湖信息有限公司\n中标金额（元）|950000|1200000.5",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"], "award_yuan": 2_150_000.5},
    ),
    "the sum of a supplier in a column 总价, a thing bought is none": (
        plain(
            "海岳大学服务器中标公告",
            "序号|总价(元)|中标供应商名称\n1|950000|甲峰科技有限公司",
            "供应商名称|货物名称|数量|总价（元）\n甲峰科技有限公司|节点|2|900000\n甲峰科技有限公司|机柜|1|50000",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 950_000, "lots": None},
    ),
    "a sum under each supplier, called a total": (
        plain(
            "海岳大学服务器成交公告",
            "成交供应商：甲峰科技有限公司",
            "成交总价：950000元",
            "成交供应商：乙湖信息有限公司",
            "成交总价：50000元",
        ),
        {"award_yuan": 1_000_000},
    ),
    "rates and prices of each are no award, nor is a total of nothing": (
        plain(
            "海岳大学食堂中标公告",
            "总中标金额：￥0.000000 万元（人民币）",
            "供应商名称：甲峰食品有限公司",
            "中标（成交）金额：单价合计：38.5元",
            "供应商名称：乙湖食品有限公司",
            "中标（成交）金额：3580元/台",
        ),
        {"supplier": ["甲峰食品有限公司", "乙湖食品有限公司"], "award_yuan": None},
    ),
    "everything of a package on one line": (
        plain(
            "海岳大学服务器成交公告",
            "第一包：成交供应商名称：甲峰软件（北京）有限公司 地址：北京 成交金额(元)：950000",
        ),
        {"supplier": ["甲峰软件（北京）有限公司"], "award_yuan": 950_000},
    ),
    "the people beside a supplier's name are no part of it": (
        plain(
            "海岳大学服务器成交公告",
            "成交供应商：甲峰（集团）有限公司（法定代表人：丁一）",
            "成交供应商：乙湖信息有限公司 联 系 人：戊二",
            "成交供应商：丙江商行（经营者：己三）",
        ),
        {"supplier": ["甲峰（集团）有限公司", "乙湖信息有限公司", "丙江商行"]},
    ),
    "the buyer with a contact in brackets, the number in brackets": (
        plain(
            "服务器采购公告",
            "海岳大学服务器采购（项目编号：HY-2026-77）现公开招标",
            "采购人：海岳大学（联 系 人：丁一，联系电话：010-66778899）",
            "采购代理机构：信达咨询事务所（普通合伙） 地址：北京",
        ),
        {"project_number": "HY-2026-77", "buyer": "海岳大学", "agency": "信达咨询事务所（普通合伙）"},
    ),
    "parties in a table under heads, and beside their section": (
        plain(
            "服务器采购公告",
            "单位类型|单位名称|地址|联系人|联系电话\n采购人|海岳大学|北京|丁一|66778899",
            "采购代理机构信息|名称|信达招标有限公司\n采购代理机构信息|地址|北京",
        ),
        {"buyer": "海岳大学", "agency": "信达招标有限公司"},
    ),
    "labels in words of their own": (
        plain(
            "海岳大学2026年服务器采购（二次）成交公告",
            "采购人/招标人：海岳大学",
            "拟定的唯一供应商名称及其地址：甲峰科技有限公司，北京市",
            "项目代码：HY-77",
            "项目名称：2026年度服务器采购（二次）采购方式：单一来源",
            "成交/中标金额（元）：950000",
        ),
        {
            "buyer": "海岳大学",
            "supplier": ["甲峰科技有限公司"],
            "project_number": "HY-77",
            "project_name": "2026年度服务器采购（二次）",
            "award_yuan": 950_000,
        },
    ),
    "a deadline in words of its own": (
        plain("海岳大学服务器磋商公告", "磋商响应文件递交的截止时间及开标时间：2026年3月10日09时30分"),
        {"deadline": "2026-03-10T09:30:00+08:00"},
    ),
    "a budget that is called a price once more": (
        plain("海岳大学服务器采购公告", "采购预算： 总价形式报价:950000.50(元)"),
        {"budget_yuan": 950_000.5},
    ),
    "a winner who was chosen in a sentence": (
        plain("海岳大学服务器中标公告", "确定甲峰科技有限公司为中标供应商，中标金额为950,000.00元。"),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 950_000},
    ),
    "a ranking by places": (
        plain(
            "海岳大学服务器中标候选人公示",
            "第一名：甲峰软件（北京）有限公司 投标报价：950000元 项目经理：丁一",
            "第二名：乙湖信息有限公司 投标报价：960000元",
        ),
        {"candidates": ["甲峰软件（北京）有限公司", "乙湖信息有限公司"], "supplier": None},
    ),
    "an intention, its buyer in the sentence": (
        plain(
            "政府采购意向公告",
            "为便于供应商及时了解政府采购信息，现将海岳大学2026年5月采购意向公开如下：",
            "序号|采购项目名称|预算金额（万元）\n1|服务器|95",
        ),
        {"stage": "intention", "buyer": "海岳大学", "budget_yuan": 950_000},
    ),
    "a table of what is corrected to what": (
        plain(
            "海岳大学服务器更正公告",
            "序号|更正项|更正前内容|更正后内容\n"
            "1|投标截止时间|2026-03-01 09:30|2026-03-10 09:30（北京时间）\n"
            "2|预算金额|90万元|95万元",
        ),
        {"deadline": "2026-03-10T09:30:00+08:00", "budget_yuan": 950_000},
    ),
    "a column 是否小微企业, packages without a winner": (
        plain(
            "海岳大学服务器中标公告",
            "包号|供应商名称|中标金额(万元)|是否小微企业\n1|甲峰科技有限公司|95|是\n2|流标|/|/\n"
            "3|有效供应商不足三家，本包废标|0|/",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 950_000},
    ),
    "one sum in figures and in capitals": (
        plain(
            "海岳大学服务器中标公告",
            "中标供应商：甲峰科技有限公司",
            "中标金额（小写）：¥1000000元",
            "中标金额（大写）：壹佰万元整",
            "中标供应商：乙湖信息有限公司",
            "中标金额（小写）：¥500000元",
            "中标金额（大写）：伍拾万元整",
        ),
        {"award_yuan": 1_500_000},
    ),
    "candidates by their place in the first column": (
        plain(
            "海岳大学服务器中标候选人公示",
            "候选人排名|候选人名称|投标报价(元)\n第一中标候选人|甲峰科技有限公司|900000\n"
            "第二中标候选人|乙湖信息有限公司|950000",
        ),
        {"candidates": ["甲峰科技有限公司", "乙湖信息有限公司"]},
    ),
    "a budget package by package, a number with blanks, no agency": (
        plain(
            "海岳大学服务器采购公告",
            "项目编号：HY - 2026",
            "预算金额：包1：100万元；包2：50万元",
            "采购代理机构：无（自行组织）",
        ),
        {"budget_yuan": 1_500_000, "project_number": "HY-2026", "agency": None},
    ),
    "a deadline below its heading": (
        plain(
            "海岳大学服务器招标公告",
            "四、提交投标文件截止时间、开标时间和地点",
            "时间：2026年03月10日 09点30分（北京时间）",
        ),
        {"deadline": "2026-03-10T09:30:00+08:00"},
    ),
    "a corrected result": (
        plain(
            "海岳大学服务器中标结果更正公告",
            "序号|更正项|更正前|更正后\n1|中标供应商名称|乙湖信息有限公司|甲峰科技有限公司\n"
            "2|中标金额（元）|900000|950000",
        ),
        {"stage": "correction", "supplier": ["甲峰科技有限公司"], "award_yuan": 950_000},
    ),
    "a correction that says Beijing time first": (
        plain("海岳大学服务器更正公告", "投标截止时间由2026年3月1日09:30变更为北京时间2026年3月10日09时30分"),
        {"deadline": "2026-03-10T09:30:00+08:00"},
    ),
    "labels with signs around them": (
        plain(
            "海岳大学云服务招标公告",
            "①采购人：海岳大学",
            "★预算金额：80万元",
            "【采购代理机构】：信达招标有限公司",
        ),
        {"buyer": "海岳大学", "budget_yuan": 800_000, "agency": "信达招标有限公司"},
    ),
    "a numbered table of labels and values": (
        plain(
            "海岳大学云服务中标公告",
            "序号|内容|结果\n1|采购人|海岳大学\n2|成交供应商|乙湖信息有限公司\n3|成交金额（万元）|80",
        ),
        {"buyer": "海岳大学", "supplier": ["乙湖信息有限公司"], "award_yuan": 800_000},
    ),
    "suppliers line by line below their label": (
        plain(
            "海岳大学印刷服务入围结果公告",
            "四、入围供应商名单：",
            "1、甲峰科技有限公司（地址：北京）",
            "2、乙湖信息有限公司",
            "五、其他事宜",
            "1、本项目公告期限为一个工作日，监督单位为海岳市财政局",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"]},
    ),
    "suppliers and sums line by line below their label": (
        plain(
            "海岳大学云服务成交公告",
            "成交供应商：",
            "（1）甲峰科技有限公司，成交金额：30万元",
            "（2）乙湖信息有限公司，成交金额：50万元",
        ),
        {"supplier": ["甲峰科技有限公司", "乙湖信息有限公司"], "award_yuan": 800_000},
    ),
    "a project's number with blanks and brackets": (
        plain("海岳大学云服务招标公告", "采购人：海岳大学", "项目编号：海财采 〔2026〕 31 号 包1"),
        {"project_number": "海财采〔2026〕31号"},
    ),
    "the corrected text repeats the label": (
        plain(
            "海岳大学云服务更正公告",
            "原招标文件：",
            "递交投标文件截止时间：2026年5月6日 09:30",
            "现更正为：",
            "递交投标文件截止时间：2026年5月20日 14:00",
        ),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "one label, the old date and the new": (
        plain("海岳大学云服务更正公告", "投标截止时间：原2026年5月6日9时30分，现更正为2026年5月20日14时"),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "原 and 现 before the label": (
        plain(
            "海岳大学云服务更正公告",
            "原投标截止时间：2026年5月6日9时30分",
            "现投标截止时间：2026年5月20日14时00分",
        ),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "two columns of whole sentences": (
        plain(
            "海岳大学云服务更正公告", "原文|更正为\n开标时间：2026年5月6日9时30分|开标时间：2026年5月20日14时"
        ),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "content before and after, without a colon": (
        plain(
            "海岳大学云服务更正公告",
            "原公告内容：投标截止时间2026年5月6日9:30",
            "现公告内容：投标截止时间2026年5月20日14:00",
        ),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "an opening put off": (
        plain("海岳大学云服务延期公告", "原定于2026年5月6日9时30分开标的本项目，延期至2026年5月20日14时整。"),
        {"deadline": "2026-05-20T14:00:00+08:00"},
    ),
    "winners with their scores under a heading that says so": (
        plain(
            "海岳大学云服务中标（成交）结果公告",
            "三、中标（成交）信息",
            "标项|供应商名称|供应商地址|总价（元）|评审得分\n1|甲峰科技有限公司|北京|7,620,000.00|91.4\n"
            "2|乙湖信息有限公司|北京|380,000.00|88.2",
        ),
        {
            "supplier": ["甲峰科技有限公司", "乙湖信息有限公司"],
            "award_yuan": 8_000_000,
            "lots": [
                {"lot": "1", "supplier": "甲峰科技有限公司", "award_yuan": 7_620_000},
                {"lot": "2", "supplier": "乙湖信息有限公司", "award_yuan": 380_000},
            ],
        },
    ),
    "a ranking under a head that says winner": (
        plain(
            "海岳区道路维修入围结果公示",
            "采购人：海岳区城市管理局",
            "序号|中标人|综合得分|排名\n1|甲峰路桥有限公司|95.3|1",
        ),
        {"supplier": ["甲峰路桥有限公司"]},
    ),
    "a column says which bidder won": (
        plain(
            "某平台中标结果公示",
            "序号|供应商名称|投标报价|排序|是否中标\n1|甲峰科技有限公司|289.50万元|2|否\n"
            "2|乙湖信息有限公司|293.00万元|1|是",
        ),
        {"supplier": ["乙湖信息有限公司"], "award_yuan": 2_930_000, "lots": None},
    ),
    "a table of quotations, the winner in a sentence, its sum in capitals": (
        plain(
            "海岳医院耗材询价采购结果公示",
            "第二部分 报价情况",
            "供应商|报价（元）|是否满足\n甲峰商行|48,920.00|是\n乙湖贸易有限公司|46,300.00|否（缺少授权）",
            "第三部分 成交结果",
            "确定甲峰商行为成交供应商，成交价肆万捌仟玖佰贰拾元整。",
        ),
        {"supplier": ["甲峰商行"], "award_yuan": 48_920, "lots": None},
    ),
    "the total below the things bought": (
        plain(
            "海岳学院电脑采购中标公告",
            "中标供应商：甲峰科技有限公司",
            "序号|货物名称|规格型号|数量|单价（元）|金额（元）\n1|电脑|甲|120|4,650.00|558,000.00\n"
            "2|交换机|乙|4|9,800.00|39,200.00\n合计|||||597,200.00",
        ),
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 597_200, "lots": None},
    ),
    "the unit above a table": (
        plain(
            "海岳研究所设备中标结果",
            "单位：万元",
            "包号|设备|中标人|中标价\n01|镀膜机|甲峰真空技术有限公司|168.00",
        ),
        {"award_yuan": 1_680_000},
    ),
    "several projects in one table": (
        plain(
            "海岳大学采购结果公示",
            "项目编号|项目名称|中标（成交）单位|中标（成交）金额（元）|经办人\n"
            "HY-Z-1|光谱仪|甲峰贸易有限公司|1,420,000|丁一\nHY-C-2|标注服务|乙湖信息有限公司|388,500|戊二",
        ),
        {
            "project_number": None,
            "lots": [
                {"lot": "HY-Z-1", "supplier": "甲峰贸易有限公司", "name": "光谱仪", "award_yuan": 1_420_000},
                {"lot": "HY-C-2", "supplier": "乙湖信息有限公司", "name": "标注服务", "award_yuan": 388_500},
            ],
        },
    ),
    "lots line by line below the label of the winners": (
        plain(
            "海岳县公路养护成交公告",
            "四.成交供应商：",
            "第一标段：甲峰公路养护有限公司；成交价：1，562，380.00元",
            "第二标段：乙湖路桥工程有限公司；成交价：1，498，700.00元",
        ),
        {
            "supplier": ["甲峰公路养护有限公司", "乙湖路桥工程有限公司"],
            "lots": [
                {"lot": "第一标段", "supplier": "甲峰公路养护有限公司", "award_yuan": 1_562_380},
                {"lot": "第二标段", "supplier": "乙湖路桥工程有限公司", "award_yuan": 1_498_700},
            ],
        },
    ),
    "the former winner stands in quotes": (
        plain(
            "关于一体机采购项目结果公告的更正",
            "更正内容：原“中标供应商：甲峰装备有限公司，中标金额：1,320,000元”更正为"
            "“中标供应商：乙湖科技有限公司，中标金额：1,345,600元”。",
        ),
        {"stage": "correction", "supplier": ["乙湖科技有限公司"], "award_yuan": 1_345_600, "lots": None},
    ),
    "a contract's sum in a sentence that changes it": (
        plain(
            "云资源租赁合同变更公告", "变更内容：原合同金额1,200,000.00元变更为1,314,000.00元；服务期顺延。"
        ),
        {"award_yuan": 1_314_000},
    ),
    "a price of each month beside the total": (
        plain(
            "海岳园区物业中标结果",
            "采购人：海岳区",
            "中标价：",
            "月服务费：125,000元",
            "三年总价：4,500,000元",
        ),
        {"award_yuan": 4_500_000},
    ),
    "a foreign sum in a sentence": (
        plain("谱仪国际招标中标结果公告", "中标人|Alpine GmbH|中标价格|USD 1,148,000.00（CIP）"),
        {"supplier": ["Alpine GmbH"], "award_yuan": None, "award_amount": 1_148_000, "award_currency": "USD"},
    ),
    "an agency in the sentence that names the buyer": (
        plain("平台建设招标公告", "受海岳气象研究所委托，信达招标有限责任公司就平台建设进行公开招标。"),
        {"buyer": "海岳气象研究所", "agency": "信达招标有限责任公司"},
    ),
    "only a signature names the buyer": (
        plain(
            "云桌面采购中标公示",
            "“云桌面采购”（招标编号：HY-3）项目由甲峰科技有限公司中标，中标金额为168.5万元。",
            "海岳市第一人民医院采购办",
            "二〇二六年二月十二日",
        ),
        {
            "buyer": "海岳市第一人民医院",
            "buyer_from": "signature",
            "project_name": "云桌面采购",
            "supplier": ["甲峰科技有限公司"],
        },
    ),
    "a bidder's or an agency's name on the last line is no buyer": (
        plain("云桌面采购中标公示", "中标供应商：甲峰科技有限公司", "信达招标代理有限公司", "2026年2月12日"),
        {"buyer": None},
    ),
    "a deadline in a sentence": (
        plain(
            "系统招标公告",
            "5.1 投标文件递交的截止时间（投标截止时间，下同）为2026年03月25日10时30分，地点为平台。",
        ),
        {"deadline": "2026-03-25T10:30:00+08:00"},
    ),
    "a deadline put off to a day without a year": (
        plain(
            "CT维保服务招标延期公告",
            "发布时间：2026年12月30日",
            "原定于1月5日上午9:30开标的服务（采购编号GKZ-26-014），因故延期至1月19日上午9:30。",
        ),
        {"deadline": "2027-01-19T09:30:00+08:00", "project_number": "GKZ-26-014"},
    ),
    "answers to questions": (
        plain(
            "集群项目澄清答疑公告",
            "问题2：投标截止时间可否推迟？",
            "答复：不推迟，仍为2026年3月12日9时30分。",
        ),
        {"deadline": "2026-03-12T09:30:00+08:00"},
    ),
    "an estimate of each year is no budget": (
        plain("道路维修入围结果公示", "采购人：海岳区城市管理局", "合同估算价：约600万元/年，据实结算"),
        {"budget_yuan": None},
    ),
    "label, content and remark in three columns": (
        plain(
            "海岳中心测控系统采购结果公示",
            "项目|内容|备注\n采购单位|海岳流体研究中心|\n中标供应商|甲峰科技有限公司|国内\n中标金额|415.2万元|含税",
        ),
        {"buyer": "海岳流体研究中心", "supplier": ["甲峰科技有限公司"], "award_yuan": 4_152_000},
    ),
    "a candidate in each column, the people below them": (
        plain(
            "海岳工程施工中标候选人公示",
            "采购人：海岳新城投资有限公司",
            "项目|第一中标候选人|第二中标候选人\n单位名称|甲峰安装有限公司|乙湖机电有限公司\n"
            "投标报价（元）|45678900|46010000\n项目负责人|丁一鸣|戊二",
        ),
        {"candidates": ["甲峰安装有限公司", "乙湖机电有限公司"], "supplier": None},
    ),
    "winners line by line without numbers": (
        plain(
            "印刷服务入围公告",
            "采购人：海岳中心",
            "入围供应商：",
            "甲峰彩印有限公司",
            "乙湖广告图文社",
            "服务期限：二年",
        ),
        {"supplier": ["甲峰彩印有限公司", "乙湖广告图文社"]},
    ),
    "a letter to the winner": (
        plain(
            "中标通知书",
            "甲峰算力科技股份有限公司：",
            "你方递交的“数据平台”（招标编号：HY-31）投标文件已被我方接受，被确定为中标人。",
            "中标价：人民币柒佰零伍万元整",
            "招标人：海岳渔业局（盖章）",
        ),
        {
            "buyer": "海岳渔业局",
            "supplier": ["甲峰算力科技股份有限公司"],
            "project_number": "HY-31",
            "award_yuan": 7_050_000,
        },
    ),
    "what a correction quotes, with its label": (
        plain(
            "海岳学院更正公告",
            "首次公告日期：2026年04月01日",
            "1、原采购文件预算金额“3500000元”，现更正为“3650000元”；",
            "2、原开标时间“2026年04月22日09时00分”，现更正为“2026年04月29日14时30分”。",
        ),
        {"budget_yuan": 3_650_000, "deadline": "2026-04-29T14:30:00+08:00"},
    ),
    "budgets of packages that failed": (
        plain(
            "设备采购流标公告",
            "标段|名称|预算（万元）|流标原因\n第二标段|存储|88|不足三家\n第四标段|服务器|240|无",
        ),
        {"budget_yuan": 3_280_000},
    ),
    "the end of a period, partly in characters": (
        plain(
            "服务器询价公告",
            "采购人：海岳医院",
            "报名及资料递交：即日起至2026年四月三十日上午十点整，逾期不候",
        ),
        {"deadline": "2026-04-30T10:00:00+08:00"},
    ),
    "who may follow the winner is none": (
        plain("维修服务中选公告", "比选人：海岳大学后勤集团", "中选人：甲峰维修店", "备选人：丁铁柱"),
        {"buyer": "海岳大学后勤集团", "supplier": ["甲峰维修店"], "private_suppliers": 1},
    ),
    "what sentences call the project": (
        plain(
            "平台建设招标公告",
            "受海岳研究所委托，信达招标有限公司就气象平台建设（HYZB-2026-0058）进行公开招标。",
        ),
        {"project_name": "气象平台建设", "project_number": "HYZB-2026-0058"},
    ),
    "what a building's notice calls the project": (
        plain("停车系统招标公告", "本项目智慧停车系统（二次）已具备招标条件，招标人：海岳投资有限公司"),
        {"project_name": "智慧停车系统（二次）"},
    ),
    "budgets of packages on one line": (
        plain("带宽租用流标公告", "分包情况：A 包 出口带宽 预算 96 万元；B 包 专线 预算 38 万元"),
        {"budget_yuan": 1_340_000},
    ),
    "a section's name is the project's where nothing else is": (
        plain(
            "工程中标结果公告",
            "标段编号：HY-008-001",
            "标段名称：算力中心一期总承包",
            "中标人：甲峰建设有限公司",
        ),
        {"project_name": "算力中心一期总承包", "project_number": "HY-008-001", "lots": None},
    ),
    "section, label and value in three columns": (
        plain(
            "空调改造中标公告",
            "采购单位信息|名称|海岳大学\n中标信息|中标人|甲峰制冷有限公司\n中标信息|中标金额|￥1,560,000.00",
        ),
        {"buyer": "海岳大学", "supplier": ["甲峰制冷有限公司"], "award_yuan": 1_560_000},
    ),
    "a bracket cut off with the person in it": (
        plain("航测成交公示", "采购人：海岳院", "成交人：甲峰设备经营部（个体工商户，经营者：丁一鸣）"),
        {"supplier": ["甲峰设备经营部"]},
    ),
    "labels behind pictures and bars": (
        plain("☎采购公告：云主机", "🏢采购单位：海岳文旅有限公司", "💰控制价：15.6万元", "▍项目编号：HY-7"),
        {"buyer": "海岳文旅有限公司", "budget_yuan": 156_000, "project_number": "HY-7"},
    ),
    "party and role in brackets": (
        plain(
            "投诉处理结果公告", "被投诉人1：海岳医院（采购人）", "被投诉人2：信达招标有限公司（采购代理机构）"
        ),
        {"buyer": "海岳医院", "agency": "信达招标有限公司"},
    ),
    "a section and its label on one line": (
        plain(
            "中标公告",
            "采购人信息：名称：海岳管理局 地址：东山路",
            "2.采购代理机构信息 名 称：信达招标有限公司",
        ),
        {"buyer": "海岳管理局", "agency": "信达招标有限公司"},
    ),
    "a price of each month before the sum": (
        plain("成交公告", "成交单位：甲峰服务有限公司", "成交金额：每卡每月3980元，合计￥573,120元"),
        {"award_yuan": 573_120},
    ),
    "a model without figures, more behind it": (
        plain("成交公告", "主要标的信息：型号：ThinkStation PX，数量6"),
        {"models": ["ThinkStation PX"]},
    ),
    "a model of figures and a letter, its serial number apart": (
        plain("验收公告", "设备型号：2488H V7（序列号 SN-7712）", "意向机型：K9 Lite"),
        {"models": ["2488H V7", "K9 Lite"]},
    ),
    "who won before and who does now": (
        plain(
            "成交结果更正公告",
            "原成交供应商：甲峰软件有限公司，成交金额：748000元；因其放弃，现更正为：成交供应商：乙湖科技有限公司，"
            "成交金额：755000元。",
        ),
        {"supplier": ["乙湖科技有限公司"], "award_yuan": 755_000},
    ),
    "a summary that tells the sum of the contract too": (
        plain("合同公告", "合同金额：236.5万元", "供应商（乙方）：甲峰云有限公司", "合同金额：236.5万元"),
        {"award_yuan": 2_365_000},
    ),
    "recommended and chosen": (
        plain("磋商结果公告", "经三轮磋商，推荐并确定甲峰安防有限公司为成交供应商，成交价格为95万元。"),
        {"supplier": ["甲峰安防有限公司"]},
    ),
    "a project's owner in a sentence": (
        plain("招标公告", "项目已批准，项目业主为海岳集团有限公司。招标人委托信达招标有限公司进行公开招标。"),
        {"buyer": "海岳集团有限公司"},
    ),
    "a centre that says 我中心": (
        plain("询价函", "我中心拟采购云账号一批。", "海岳电子商务服务中心", "2026年11月9日"),
        {"buyer": "海岳电子商务服务中心"},
    ),
    "a name with blanks": (
        plain("成交公告", "包号|成交人|成交价（元）\n1|申有福|14400\n2|郝 三 妮|13800"),
        {"private_suppliers": 2, "supplier": None},
    ),
    "a deadline that is 延至": (
        plain("云服务采购项目的补充通知", "1. 投标截止时间由2026年5月12日9:30延至2026年5月19日9:30。"),
        {"deadline": "2026-05-19T09:30:00+08:00"},
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_of_a_notice_is_read(name: str) -> None:
    """How provinces and agencies write the same things."""
    found, expected = VARIANTS[name]
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026年3月10日14时整", "2026-03-10T14:00:00+08:00"),
        ("2026年3月10日14点前", "2026-03-10T14:00:00+08:00"),
        ("2026年3月10日下午2时（北京时间）", "2026-03-10T14:00:00+08:00"),
        ("2026年3月10日（星期二）上午9:30", "2026-03-10T09:30:00+08:00"),
        ("2026-03-10 周二 09:30:15", "2026-03-10T09:30:15+08:00"),
        ("二〇二六年三月十日九时三十分", "2026-03-10T09:30:00+08:00"),
        ("二○二六年十二月二十一日下午三点半", "2026-12-21T15:30:00+08:00"),
        ("二零二六年十月三十日", "2026-10-30T00:00:00+08:00"),
        ("二〇二六年十三月十日", None),
        ("2026年3月10日（星期二，北京时间）14时30分", "2026-03-10T14:30:00+08:00"),
        ("2026年3月10日晚上8点", "2026-03-10T20:00:00+08:00"),
        ("2026年3月10日24时", "2026-03-11T00:00:00+08:00"),
        ("2026年3月10日2包", "2026-03-10T00:00:00+08:00"),
    ],
)
def test_a_deadline_keeps_its_hour(written: str, moment: str | None) -> None:
    """However the hour, the weekday and the figures are written."""
    page = plain("海岳大学云服务招标公告", "采购人：海岳大学", f"投标截止时间：{written}")
    assert page.get("deadline") == moment


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<div class="info">2026-02-19</div>', "2026-02-19"),
        ('<div class="info">[ 2026-01-28 ]</div>', "2026-01-28"),
        ('<span class="pub-time">2026年08月12日 09:15 来源：海岳网</span>', "2026-08-12"),
        ("<p>发布时间 / Date: 2026-04-17</p>", "2026-04-17"),
        ("<p>2026年01月10日 11:26 来源：<a>海岳网</a></p><p>招标公告日期：2025年12月15日</p>", "2026-01-10"),
        ("<p>报价截止时间：2026年4月17日</p><p>海岳大学</p><p>2026年4月13日</p>", "2026-04-13"),
    ],
)
def test_the_day_below_a_heading_is_that_of_the_notice(line: str, day: str) -> None:
    """A label is not needed where the element's name says what stands in it; a deadline is another day."""
    body = f"<h1>海岳大学中标公告</h1>{line}<p>项目编号：HY-1</p><p>采购人：海岳大学</p>"
    item = parse_ccgp_notice(f"<body>{body}</body>".encode(), ParseContext(source_id="s", url=BASE)).items[0]
    assert item.published is not None
    assert item.published.date().isoformat() == day


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("海岳大学验收检测服务采购公告", "tender"),
        ("海岳大学变更设备采购招标公告（第二次）", "tender"),
        ("海岳大学土地变更调查服务成交公告", "award"),
        ("海岳大学云服务变更公告", "correction"),
        ("关于变更云服务采购公告", "correction"),
        ("海岳大学云服务采购验收公告", "acceptance"),
        ("关于终止云服务采购项目的公告", "cancelled"),
        ("关于暂停照明改造项目招标活动的公告", "cancelled"),
        ("政府采购投诉处理结果公告", "complaint"),
        ("【成交公告】海岳小学云服务采购", "award"),
        ("报废服务器公开竞价处置公告", None),
        ("国产算力服务器采购前市场调研公告", "intention"),
        ("海岳医院一体机院内调研公告", "intention"),
        ("海岳医院云平台采购需求论证的公告", "intention"),
        ("关于内存条等三项耗材竞价结果的公告", "award"),
        ("结果公示｜海岳图书馆云服务比选", "award"),
    ],
)
def test_what_is_bought_is_no_kind_of_notice(title: str, stage: str | None) -> None:
    """A service or a device may be named with the word of another stage."""
    assert stage_of(title) == stage


def test_no_person_of_a_page_laid_out_as_a_table_is_kept() -> None:
    """A frame of one cell a row, tables inside it: the names leave, the rest stays."""
    rows = (
        "五、评审专家名单：",
        "<table><tr><td>序号</td><td>姓名</td></tr><tr><td>1</td><td>丁一</td></tr></table>",
        "六、其他事宜",
        "<table><tr><td>单位</td><td>联 系 人</td></tr><tr><td>海岳大学</td><td>戊二</td></tr></table>",
        "预算金额：95万元",
    )
    frame = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    page = f'<h1>海岳大学中标公告</h1><div class="vF_detail_content"><table>{frame}</table></div>'
    text = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=BASE)).items[0].text
    assert not any(person in text for person in ("丁一", "戊二"))
    assert "海岳大学" in text
    assert "预算金额：95万元" in text


@pytest.mark.parametrize(
    "row",
    [
        "<p>【联系人】：丁一鸣</p>",
        "<tr><td>1</td><td>联系人</td><td>丁一鸣</td></tr>",
        "<p>①联系人：丁一鸣</p>",
    ],
)
def test_no_person_leaves_by_a_label_with_signs_or_a_number(row: str) -> None:
    """Whatever stands around a contact's label."""
    rest = "<p>采购人：海岳大学</p><p>采购代理机构：信达招标有限公司</p><p>预算金额：95万元</p>"
    body = row if row.startswith("<p>") else f"<table>{row}</table>"
    page = f'<h1>海岳大学中标公告</h1><div class="vF_detail_content">{rest}{body}</div>'
    text = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=BASE)).items[0].text
    assert "丁一鸣" not in text
    assert "信达招标有限公司" in text


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("海岳大学,海岳大学,海岳大学", ["海岳大学"]),
        ("第一包：甲峰科技有限公司；标包B：乙湖信息有限公司", ["甲峰科技有限公司", "乙湖信息有限公司"]),
        ("甲峰科技有限公司2、乙湖信息有限公司", ["甲峰科技有限公司", "乙湖信息有限公司"]),
        ("甲峰科技有限公司（小微企业） （91370100MA3C5XK00K）", ["甲峰科技有限公司"]),
        ("甲峰事务所（普通合伙企业） 9万元", ["甲峰事务所（普通合伙企业）"]),
        ("甲峰商贸行 乙湖信息有限公司", ["甲峰商贸行", "乙湖信息有限公司"]),
        ("包头市第一医院", ["包头市第一医院"]),
        ("地址：北京市", []),
    ],
)
def test_a_party_is_its_name_alone(written: str, names: list[str]) -> None:
    """Package, remark, register number and sum beside a name are no part of it."""
    assert parties(written) == names


def test_files_whose_link_the_pages_script_makes() -> None:
    """The site writes the number of a file as the id of an empty link."""
    link = '<a class="bizDownload" href="" id="0A1B2C3D4E5F60718293">文件.pdf</a>'
    lines = "<p>项目编号：HY-1</p><p>采购人：海岳大学</p>"
    page = f'<h1>海岳大学中标公告</h1><div class="vF_detail_content">{lines}{link}</div>'
    fields = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=BASE)).items[0].fields
    (file,) = fields["attachments"]
    assert file["name"] == "文件.pdf"
    assert file["url"].endswith("/oss/download?uuid=0A1B2C3D4E5F60718293")


def test_who_is_told_in_the_text_leaves_title_and_fields() -> None:
    """A contact named behind a label is in no other field either; a company called like a person stays."""
    fields = plain(
        "某大学显微镜采购中标公告（吴小芳）",
        "项目名称：某大学显微镜采购（吴小芳）",
        "采购人：某大学",
        "采购代理机构：某招标有限公司 吴小芳",
        "中标供应商：吴小芳眼镜有限公司",
        "中标金额：9万元",
        "项目联系人：吴小芳 电话：010-66778899",
    )
    assert fields["supplier"] == ["吴小芳眼镜有限公司"]
    assert (fields["agency"], fields["project_name"]) == ("某招标有限公司", "某大学显微镜采购")
    assert str(fields).count("吴小芳") == 1


def test_many_private_sellers_are_counted_and_none_is_named() -> None:
    """However many sell alone, all of them leave title and text."""
    given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚"
    sellers = [f"王{first}{second}" for first in given for second in given]
    lines = "\n".join(f"中标供应商：{who}" for who in sellers)
    text = f"某大学房屋拍卖结果公告\n{lines}\n买受人：阿依古丽·买买提（自然人）"
    (item,) = parse_ccgp_notice(text.encode(), ParseContext(source_id="s", url="")).items
    assert item.fields["private_suppliers"] >= len(sellers)
    assert not [who for who in (*sellers, "阿依古丽") if who in item.text]


def test_small_words_stay_in_a_western_title() -> None:
    """They are none of Chinese in Latin letters; whom a title names leaves it."""
    title = "Avis d'appel public à la concurrence : grappe de calcul, suivi par Jeanne Rivelaud"
    told = "La procédure porte sur une grappe de calcul de huit nœuds pour la simulation des courants."
    page = f"<h1>{title}</h1><p>Acheteur : Université du Lac</p><p>Publié le 2026-09-17</p><p>{told}</p>"
    context = ParseContext(source_id="s", url="https://lac.example/1.html")
    (item,) = parse_ccgp_notice(page.encode(), context).items
    assert item.title == title.replace("Jeanne Rivelaud", "…")
