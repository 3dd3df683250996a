"""Labels and headings that announce persons in notices, or a way to reach one. Pure."""

import re
from functools import lru_cache

from watchers.parsers.traditional import simplified

# whom to ask and who signed, in lower case; ends of labels
_ASKED = """
    联系人 联络人 经办人 负责人 代表人 代理人 受理人 监督人 记录人 编制人 审核人 审批人 联系方式
    联系电话 电话 传真 手机 邮箱 邮件 热线 微信 qq email mail 联系 咨询 代表
    项目经理 姓名 身份证号 身份证号码 总监 及电话 联系人员 工作人员 监督人员 责任编辑 签发人
    收件人 经营者 签字 签名 收货人 接收人 申购人 申请人 对接人 发布人 报名人 填报人 制单人
    录入人 主持人 唱标人 采购员 业务员 建造师 招标师 监理师 联系老师 执法人员 承办人 验收人
    评审人 见证人 公证人 使用人 领用人 填表人 监标人 监督员 申报人 经办人员 承办人员 采购人员
    验收人员 参会人员 查询 查詢 聯絡人 電話 tel fax
"""
_CONTACTS = tuple(_ASKED.split())
# who judges offers, together
_JUDGES = """
    评审专家 评标专家 论证专家 论证小组 专家组 专家名单 专家姓名 专业人员 评审委员会 评标委员会
    谈判小组 磋商小组 询价小组 竞价小组 评审小组 评标小组 评委 专家信息 评审成员 评审人员 采购小组
    比选小组 协商小组 验收小组 遴选小组 评定小组 评审组 谈判组 磋商组 询价组 采购组 竞价组 评委会
    评标组 验收组
"""
_PANELS = tuple(_JUDGES.split())
# parties to a tender are 人 as well and mostly companies
_PARTIES = """
    采购 招标 中标 投标 供应 承包 发包 响应 候选 竞买 成交 承租 受让 转让 出租 买受 竞得
    委托 租赁 申请 投诉 定标 征集 遴选 比选 机器 牵头
"""
# ends of words for those whose name stands behind them
_OFFICE = (
    "专家|评委|组长|主任|成员|组员|委员|老师|导师|教师|秘书|干事|助理|参谋|会计|出纳|书记|经理|总监"
    "|主管|主席|队长|处长|科长|"
    "院长|所长|校长|局长|站长|代表|负责|监督|见证|公证|作者|编辑|记者|工程师|建造师|监理师|律师|法人"
    "|[收寄]件|联系|咨询|小组|"
    r"(?:专家|评审|谈判|磋商|询价|采购|评标)组|委员会|先生|女士|(?<![人成委])员|(?<!法)"
    + "".join(f"(?<!{party})" for party in _PARTIES.split())
    + "人"
)
_TRANSLATION = re.compile(r"(?<=[\u4e00-\u9fff])\s*[/／]?\s*[A-Za-z][A-Za-z .'&/-]*[:：]?\Z")
_ENGLISH_LABEL = re.compile(
    r"(?:(?:name|list|members?) of (?:the )?)?(?:(?:bid|tender|proposal|project"
    r"|procurement)? ?(?:evaluation|review|expert|judging|negotiation) "
    r"(?:committee|panel|team|group|experts?)|experts?|jury|evaluators?"
    r"|(?:project )?contacts?(?: persons?| names?| details?| information)?|"
    r"person in charge|(?:legal|authori[sz]ed) representative|project (?:manager|leader)"
    r"|tel(?:ephone)?(?: (?:no|number))?|phone(?: number)?|mobile(?: phone)?|"
    r"e-?mail(?: address)?|fax|handled by|prepared by|approved by|signed by|supervis(?:or"
    r"|ed by))(?: (?:members?|names?|list))?\.?",
    re.IGNORECASE,
)
_LEGAL = re.compile("(?<!项目)(?<!企业)(?<!事业)(?<!社团)(?<!独立)法人\\Z")
_SIGNLESS = r"[^\W\d_由经请与找按应对于须]"  # letters of a label: none of those that make it a sentence
_REACHED = "|".join((*(word for word in _CONTACTS if len(word) > 2), "电话", "传真", "手机", "邮箱"))
_WHOLE = re.compile(
    rf"(?:{_SIGNLESS}{{0,10}}(?:{_REACHED})"
    rf"|(?:{_SIGNLESS}{{0,8}}(?:{'|'.join(_PANELS)})"
    r"(?:成员|组成|人员|专家|组长|名单|姓名|信息|意见|签[字名]|[及和与、或])*)+"
    rf"|{_SIGNLESS}{{0,4}}(?:{_OFFICE})|{_SIGNLESS}{{0,8}}(?:人员|成员|专家)(?:名单|姓名|意见|签[字名]))"
)
_APART = re.compile(
    r"[\u4e00-\u9fff]{2}[ \t\u3000]+[\u4e00-\u9fff]{2}"
)  # words, not a label with wide letters
_SECTION = re.compile(
    r"专家|评委|咨询\Z|(?:小组|委员会|成员|人员)(?:成员|组成|人员|姓名)?(?:名单|信息|签字|\Z)"
    r"|联系(?:人|方式|电话|事项|信息|我们)|联络|(?:询问|质疑|投诉|异议)[^，。]{0,12}联系|监督(?:人|员)"
)
# what a heading with such a word may speak of instead: offers and how they are judged
_OTHERWISE = re.compile(
    "候选|推荐|结果|[得打]分|评分|办法|标准|方法|程序|要求|条件|抽取|费|公告|系统|服务|项目"
)


@lru_cache(maxsize=2048)  # a page asks the same of a cell again and again
def is_personal_label(label: str) -> bool:
    """Whether a table's or list's label announces a person or a way to reach one."""
    label = _TRANSLATION.sub("", simplified(label))  # 联系人 Contact
    compact = re.sub(r"\s|[（(][^（）()]*[）)]?", "", label).rstrip(":：").lower()
    return (
        compact.endswith((*_CONTACTS, "经办"))
        or bool(_LEGAL.search(compact))
        or "姓名" in compact
        or compact
        in {"专家", "组员", "监督", "纪检监督", "组长", "成员", "经办", "承办", "申购", "手机号", "联系"}
        or any(word in compact for word in _PANELS)
    )


def is_whole_label(line: str) -> bool:
    """Whether a line is nothing but a label of persons: 询价小组成员, 项目联系人, 审核员."""
    compact = re.sub(r"\s|[（(][^（）()]*[）)]?", "", line).strip(":：、").lower()
    return len(compact) <= 24 and not _APART.search(line) and bool(_WHOLE.fullmatch(compact))


def is_english_personal(label: str) -> bool:
    """Whether a cell in English announces a person or a way to reach one: `Bid evaluation committee`."""
    return label.isascii() and bool(_ENGLISH_LABEL.fullmatch(label.strip(" :")))


def heads_persons(heading: str) -> bool:
    """Whether a section under this heading tells persons: a panel, who to ask, who gave an opinion."""
    compact = re.sub(r"\s|[（(][^（）()]*[）)]?", "", heading)
    return len(compact) <= 40 and bool(_SECTION.search(compact)) and not _OTHERWISE.search(compact)
