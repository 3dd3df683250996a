"""The stage of a Chinese procurement notice, by the words of its title. Pure."""

import re

from watchers.parsers.traditional import simplified

# stage -> words of a title, the first that is found wins
_STAGES = (
    ("correction", "更正|变更|澄清|补充公告|补充通知|补遗|延期|推迟|修改公告|答疑|更改|勘误"),
    # of some packages, others failed
    (
        "award",
        (
            "(?:中标|成交|中选)(?:结果)?(?:公告)?[及和与、暨（(](?:部分)?(?:[^，。]{0,4}[包段项])?(?:废标|流标|终止)"
            "|(?:废标|流标|终止)(?:结果)?(?:公告)?[及和与、暨](?:中标|成交|中选)"
        ),
    ),
    ("tender", r"(?:废标|流标|终止|失败)(?:公告)?[及和与、暨并](?:重新|再次|第?二次)"),
    (
        "failed",
        "废标|流标|(?:采购|招标|竞价|询价|磋商|谈判|比选|交易)失败|失败公告|流拍|无效公告",
    ),
    ("cancelled", "终止|取消|撤销|撤回|撤消|作废|暂停|中止"),
    ("single-source", "单一来源[^，。]{0,12}(?:征求意见|意见征[集询]|论证)"),
    (
        "intention",
        (
            "采购意向|意向公开|意向公告|意向公示|需求公示|采购计划|调研(?:的?公告|公示|邀请)|市场调[研查]"
            "|需求论证|需求(?:调查|调研|征集)|征求意见|征集意见"
        ),
    ),
    ("candidates", "候选人?|预中标|拟中标|预成交|拟成交|评标结果公示|评审结果公示"),
    ("contract", "合同公告|合同公示|合同信息|采购合同|合同备案|合同(?:[（(][^（）()]*[）)])?$"),
    ("acceptance", "验收"),
    (
        "award",
        "中标|成交|中选|定标|决标|入围|入选|选定|判给|判給|中標|结果的?(?:公[告示]|通[知告])|(?:采购|评审)结果|结果$|花落|完成(?:采购|招标|定标)",
    ),
    ("single-source", "单一来源"),
    ("prequalification", "资格预审|资审"),
    (
        "tender",
        (
            r"招标|招標|磋商|谈判|询价|询比|竞价|比选|遴选|竞标|采购公告|采购项目公告|邀请|采购$|公告$"
            r"|\binvitation\b"
        ),
    ),
)
STAGES = tuple((stage, re.compile(words, re.IGNORECASE)) for stage, words in _STAGES)
# 关于终止某项目采购的公告: the verb says what the notice does
_ABOUT = re.compile(
    r"\A关于(?:对|将)?[^，。]{0,40}?(?P<word>更正|变更|澄清|延期|推迟|终止|暂停|中止|取消|撤销|撤回|废标|流标)"
    r"(?=[^，。]{1,60}(?:公告|公示|通知|函|说明)\Z)"
)
_COMPLAINT = re.compile(r"投诉(?:处理|决定)|投诉.{0,12}(?:处理|决定)|处理决定书?")
# penalties and sales of the buyer's own things: no stage of a purchase
_NO_PURCHASE = re.compile(
    r"质疑(?:答复|处理)|行政处罚|监督检查|处置(?:公告|公示)|拍卖公告|变卖|出让公告|转让公告|招租|出租公告"
    r"|(?:论证|专家)意见公示"
)
_KIND_FIRST = re.compile(r"[【\[［]?(?P<kind>[\u4e00-\u9fff]{2,10}(?:公告|公示|通知|结果))[】\]］｜|丨]")
# 验收检测服务采购公告, 变更设备采购招标公告: what is bought, no kind of notice
_BOUGHT = re.compile(
    r"(?:验收|(?<!关于)变更)(?=(?!公开|竞争|邀请|单一|[为后的及和与])[\u4e00-\u9fff]{2,20}"
    r"(?:采购|招标|磋商|谈判|询价|竞价|比选|遴选|中标|成交|中标结果"
    r"|成交结果)(?:项目)?公告(?:[（(][^（）()]*[）)])?\Z)"
)
_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000]{1,3}[\u4e00-\u9fff]){3,}(?![\u4e00-\u9fff])"
)
CHANNEL_STAGES = {
    "gkzb": "tender", "yqzbgg": "tender", "jzxcs": "tender", "jzxtpgg": "tender", "xjgg": "tender",
    "zbgg": "award", "cjgg": "award", "gzgg": "correction", "fblbgg": "failed",
    "dylygg": "single-source", "zgysgg": "prequalification",
}  # fmt: skip


def close_letters(text: str) -> str:
    """Return the text with words that are set wide as words: `招 标 公 告`."""
    return _WIDE.sub(lambda words: re.sub(r"[ \u3000]", "", words[0]), text)


def stage_of(title: str, *hints: str) -> str | None:
    """Return the stage that a title's last words tell, else the whole title, else the hints in turn.

    The end of a title is its kind (`…招标代理服务成交公告` is an award); what stands before is the project.
    """
    title = _BOUGHT.sub("", simplified(close_letters(title.strip())))
    if _COMPLAINT.search(title):
        return "complaint"
    if _NO_PURCHASE.search(title):
        return None
    if kind := _KIND_FIRST.match(title):  # 【成交公告】某校服务采购: its kind stands first
        title = kind[1]
    about = _ABOUT.match(title)
    for text in (*((about["word"],) if about else ()), title[-12:], title, *map(close_letters, hints)):
        for stage, words in STAGES:
            if words.search(text):
                return stage
    return None
