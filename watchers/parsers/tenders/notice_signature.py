"""Who signed a notice and when, and whom its title names: the buyer where no label tells. Pure."""

import re
from datetime import datetime

from watchers.parsers.date_figures import in_figures
from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.plain import fold_width

_ORG = (
    r"[\u4e00-\u9fff（）()·]{2,24}?(?:大学|学院|研究院|研究所|实验室|研究中心|医院|委员会|管理局|公安局|法院|检察院|海关|气象局|"
    r"(?:水[利务]|教育|税务|海事|林业|农业农村|自然资源|生态环境|交通运输|应急|监管|统计|航道|铁路|地震|测绘|建设)局|"
    r"人民政府|天文台|(?:设计|规划|勘[探察测]|创新)院|"
    r"图书馆|博物馆|科学院|集团(?:(?:股份)?有限(?:责任)?公司|公司)?|公司|学校|中学|小学|党校|电视台|银行|部队)"
    r"(?:附属[\u4e00-\u9fffA-Za-z]{0,15}?(?:医院|学校|中学|小学|幼儿园|研究所)|[\u4e00-\u9fff]{0,8}?(?:医院|校区|分校|分院|研究生院))?"
)
_TITLE_ORG = re.compile(
    rf"\A(?:关于(?:对|将)?(?:终止|取消|暂停|中止|延期|推迟|变更|更正|调整|撤销|恢复)?|[^丨|｜:：】！!]{{1,12}}[丨|｜:：】！!])?\s*(?P<org>{_ORG})(?!(?:成功)?(?:中标|成交|中选|入围))"
)
# an institution whose last character stands before letters, figures or a quotation
_ORG_APART = re.compile(
    r"(?P<org>(?!关于)[\u4e00-\u9fff]{3,20}(?:中心|[院所站局馆台队厅校]))(?=[A-Za-z0-9“\"「])"
)
# the part of an institution that buys for it
_OFFICE = re.compile(
    r"(?<=[学院校所室司局会馆])(?:招标|采购|招采|国资|国有资产|资产|设备|后勤|实验|总务|信息|基建|财务|条件|保障|药械|药学|院办|校办|党政|科研)"
    r"[\u4e00-\u9fff、与和及]{0,16}(?:办公室|办|中心|处|科|部|室|组)\Z"
)
_SIGNED = re.compile(
    r"[\u4e00-\u9fff（）()·]{3,30}(?:大学|学院|院|所|实验室|中心|委员会|局|厅|委|政府|法院|检察院|海关|馆|校|中学|小学|台|银行|部队|公司|集团|站|处|办|科|室|大队|支队|总队|(?:采购|招标|询价|谈判|磋商|评审)(?:工作|领导)?小?组)"
)
# who runs purchases for others signs them too
_NO_BUYER = re.compile(
    r"(?:招标|代理|咨询|工程管理|项目管理|交易|电子商务|信息技术|采购服务)[\u4e00-\u9fff]{0,8}(?:公司|中心|事务所)\Z|网\Z|平台\Z|交易中心|"
    r"(?:省|市|区|县|州|旗)(?:政府)?采购中心\Z|财政[局厅]\Z"
)
_OUR_COMPANY = re.compile("[我本]公司|我司")
_CENTRAL = re.compile(r"[\u4e00-\u9fff]{2,12}(?:政府采购|集中采购|机关采购)中心\Z")
_DAY = re.compile(r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\Z")
# behind a signature on its line: an office and who wrote it, or a bracket on that
_WRITER = re.compile(
    r"[ \u3000]+"
    r"(?:[\u4e00-\u9fff]{2,12}[部处科室办组][ \u3000]+[\u4e00-\u9fff]{2,4}|[（(][^（）()]{2,20}[）)])\Z"
)
_LAST = 14  # lines at the end in which a signature stands
_DATED = re.compile(
    r"(?:\A|\n)\s*日\s{0,6}期\s*[:：]\s*(?P<day>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})"
    r"|于\s*(?P<told>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2})\s*日?\s*在[^，。\n]{2,24}(?:公告|发布|刊登)"
)


def title_org(title: str) -> str:
    """Return the institution whose name a title begins with, or ""."""
    match = _TITLE_ORG.match(title) or _ORG_APART.match(title)
    return match["org"] if match and not match["org"].startswith(("关于", "某")) else ""


def buyer_of(name: str, text: str) -> str:
    """Return the institution of one of its offices; "" for a name of those who buy for others.

    A company is a buyer only where the text speaks of 我公司: bidders and agencies are companies too.
    """
    name = without_office(name.split("、", maxsplit=1)[0].strip())
    if re.search(f"我(?:们)?{re.escape(name[-2:])}", text):  # 我中心, below it the name of the centre
        return name
    company = name.endswith("公司") and not _OUR_COMPANY.search(text)
    return "" if company or _NO_BUYER.search(name) else name


def without_office(name: str) -> str:
    """Return an institution's name without that of its office which buys: 某大学招标采购中心."""
    return _OFFICE.sub("", name)


def signer_of(text: str) -> str:
    """Return the organisation whose name stands alone on one of the last lines, or ""."""
    for line in reversed(text.split("\n")[-_LAST:]):
        written = _DAY.sub("", _WRITER.sub("", line.strip())).strip(" 　（）()盖章：:")
        if _SIGNED.fullmatch(written.split("、")[0]) and len(written) >= 4:
            return written
    return ""


def central_agency(name: str) -> str:
    """Return the name where it is that of a public purchasing centre, else ""."""
    return name if _CENTRAL.match(name) else ""


def signed_on(text: str) -> datetime | None:
    """Return the day that a notice's last lines give, or a line `日期：`."""
    for line in reversed(text.split("\n")[-_LAST:]):
        if len(line) <= 60 and (match := _DAY.search(in_figures(fold_width(line.strip())))):
            if not re.search("[:：至到]", line):
                return read_date(match[0], BEIJING)
    match = _DATED.search(text)
    return read_date(fold_width(match["day"] or match["told"]), BEIJING) if match else None
