"""Labels and headings that announce persons in notices, or a way to reach one. Pure."""

import re
from functools import lru_cache

from watchers.parsers.persons.personal_words import CONTACTS, OFFICE, PANELS
from watchers.parsers.traditional import simplified

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
_REACHED = "|".join((*(word for word in CONTACTS if len(word) > 2), "电话", "传真", "手机", "邮箱"))
_WHOLE = re.compile(
    rf"(?:{_SIGNLESS}{{0,10}}(?:{_REACHED})"
    rf"|(?:{_SIGNLESS}{{0,8}}(?:{'|'.join(PANELS)})"
    r"(?:成员|组成|人员|专家|组长|名单|姓名|信息|意见|签[字名]|[及和与、或])*)+"
    rf"|{_SIGNLESS}{{0,4}}(?:{OFFICE})|{_SIGNLESS}{{0,8}}(?:人员|成员|专家)(?:名单|姓名|意见|签[字名]))"
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
        compact.endswith((*CONTACTS, "经办"))
        or bool(_LEGAL.search(compact))
        or "姓名" in compact
        or compact
        in {"专家", "组员", "监督", "纪检监督", "组长", "成员", "经办", "承办", "申购", "手机号", "联系"}
        or any(word in compact for word in PANELS)
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
