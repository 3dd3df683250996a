"""Personal data out of notices: names of experts and contacts, phone numbers, mail addresses. Pure.

Notices name dozens of people who are nobody's business here: the expert panel, the clerk to call. They are
taken out before anything is stored or matched. Names are known by the label before them, numbers by their
form. Every step is one pass over the text, so that a page made to be slow is not.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from watchers.parsers.persons.cued_persons import without_cued
from watchers.parsers.persons.known_persons import names_in, owners_in, without_known
from watchers.parsers.persons.lone_persons import without_lone_persons
from watchers.parsers.persons.named_persons import without_named, without_owners
from watchers.parsers.persons.papers import without_papers
from watchers.parsers.persons.person_slots import bodies_in, is_list, sentence_in, without_quoted
from watchers.parsers.persons.personal_words import CONTACTS, PANELS
from watchers.parsers.persons.persons import PERSON, PHONE, keeping, without_persons
from watchers.parsers.persons.spaced_names import with_joined_names

_SPACE = r"[ \t\u3000]*"
_HEADING = re.compile(
    r"(?:(?<=\n)|(?<=[\s；;。]))[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]"
    r"|\d{1,2}[、.．](?!\d)\s*(?=[\u4e00-\u9fff（(])"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)])"
)
_NUMBERING = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,3}}[、.．]|\d{{1,2}}[、.．]){_SPACE}(?:本项目|本次)?\Z"
)
# What ends a value that shares its line with others.
_VALUE_END = re.compile(
    rf"[；;。]|(?<=[\s，,；;])(?=[\u4e00-\u9fff（）()]{{2,14}}[:：])|{_HEADING.pattern}"
    rf"|(?<=\S)(?=\s*[一二三四五六七八九十]{{1,2}}、)"
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
_DUTY = re.compile(
    r"(?:(?<=[\s；;，,：:｜|│])|\A)(?:编辑|审核|审批|校对|签发|复核|法人|组长|经办|承办|制作|录入|主持|撰稿"
    r"|供稿|责编|申购|异议受理|查询|主任|成员|组员|监督|纪检监督"
    r"|纪检|监审|见证|监标|唱价|验收|领取|接收|保管|记录)\s*\Z"
)
_PANEL_WORD = "|".join(_SPACE.join(word) for word in PANELS)
_PANEL = re.compile(
    rf"(?:{_PANEL_WORD})(?:{_SPACE}[、/和及与或]{_SPACE}(?:{_PANEL_WORD}))*"
)  # 谈判小组、询价小组
_PANEL_TAIL = re.compile(
    rf"{_SPACE}(?:[（(][^（）()\n]{{0,40}}[）)])?{_SPACE}(?P<list>(?:成员|组成|人员|组长|专家|名单|姓名"
    rf"|信息|签字|及|和|库|的)*)"
    rf"{_SPACE}(?:[（(][^（）()\n]{{0,40}}[）)])?{_SPACE}(?P<name>名单|[\u4e00-\u9fff、]{{2,14}}名单(?=[:：]))?{_SPACE}(?P<colon>[:：])?{_SPACE}"
)
# What ends a panel's names within a line where labels have no sign before them.
_PANEL_END = re.compile(
    r"总?(?:中标|成交)金额|(?:预算|采购)金额|代理服务|公告|附件|联系人|"
    r"(?<=[\s；;])(?=[\u4e00-\u9fff（）()]{2,14}[:：])"
    r"|(?<![、，,：:][\u4e00-\u9fff])\s*[一二三四五六七八九十]{1,2}、"
)
# a name, also with blanks in it, and what is remarked behind it
_SIGNS = r"[\u4e00-\u9fff*×·•＊]"
_NAME = (
    rf"(?:{_SIGNS}{{1,2}}(?:[ \t\u3000]{_SIGNS}{{1,2}}){{1,5}}|{_SIGNS}{{2,4}}"
    rf"|{_SIGNS}{{5,6}}(?=[、,，（])|(?<=[、,，]){_SIGNS}{{5,6}})(?:[（(][^（）()\n]{{0,60}}[）)])?"
)
# 采购包1：, 组长：, 采购人代表：
_WHICH = (
    rf"(?:标项|标段|组长|组员|成员|专家|评委|(?:采购人|业主|用户)代表|采购包|合同包|第"
    rf"|包)?{_SPACE}[\d一二三四五六七八九十A-Z]{{0,2}}[包标]?段?"
)
_NAMES_LINE = re.compile(
    rf"{_SPACE}(?:{_WHICH}{_SPACE}[:：])?{_SPACE}"
    rf"{_NAME}(?:{_SPACE}[、,，;；/ ]{_SPACE}(?:{_WHICH}{_SPACE}[:：]{_SPACE})?{_NAME})*"
    rf"{_SPACE}[。.;；]?{_SPACE}(?=\n|\Z)"
)
_LISTED_NAME = re.compile(rf"{_SPACE}\d{{1,2}}[、.．)）]{_SPACE}{_NAME}(?:[ \t\u3000，,（(][^\n]*)?(?=\n|\Z)")
_NUMBERED_NAME = re.compile(rf"(?<=\d[、.．]){_SPACE}{_NAME}{_SPACE}(?=\n|\Z)")
_ROLE_LINE = re.compile(rf"(?m)^{_SPACE}(?:组长|成员|专家)[\d一二三四五六七]?{_SPACE}[:：][^\n]*$")
# A cell of a table that has become a line: label and value apart by a blank only.
_CONTACT_CELL = re.compile(
    rf"(?m)^{_SPACE}(?:[\u4e00-\u9fff]{{0,8}}(?:联{_SPACE}系{_SPACE}人|联系电话|联系方式|联络人|负责人"
    rf"|经办人)|电{_SPACE}话"
    rf"|传{_SPACE}真|手机|邮箱)"
    r"[ \t\u3000]+[^\n]*$"
)
# 协商人员：丁一、戊二: a label of several persons that we do not know, before nothing but short words
_SEVERAL = re.compile(
    rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,8}}(?:人员|成员|委员|[组监]会|[监评]委)[:：]{_SPACE}"
    rf"(?P<names>{_NAME}(?:{_SPACE}[、,，]{_SPACE}{_NAME}){{1,14}}){_SPACE}(?=[。；;\n]|\Z)"
)
# between two labels that have run together whatever is short is a name
_BETWEEN_LABELS = re.compile(
    r"(?:(?<=联系人)|(?<=联系方式))(?!\S{0,3}(?:姓名|名称|信息|地址|单位))[\u4e00-\u9fff·]{2,6}?(?=(?:及|项目|采购|单位){0,2}(?:联系电话|联系方式|电话|手机)|[01]\d{2})"
)
# A label and names with a blank, a line end or nothing between them: `联系人丁一联系电话`.
_BARE_CONTACT = re.compile(
    rf"(?:(?:项目|采购人?|单位|代理机构){{0,4}}联{_SPACE}系{_SPACE}人|经办人|(?:采购单位"
    rf"|代理机构)联系方式)\s*"
    rf"{PERSON}(?:老师|先生|女士)?(?:{_SPACE}[、，,/ ]{_SPACE}{PERSON}(?:老师|先生|女士)?)*"
    r"(?=\s|[，,；;。（(/]|联系|电话|手机|传真|邮箱|地址|项目|采购|代理|附件|\d|\Z)"
)
_LEGAL = re.compile("(?<!项目)(?<!企业)(?<!事业)(?<!社团)(?<!独立)法人\\Z")
_PHONE = re.compile(rf"(?<![A-Za-z0-9_.\-/]){PHONE}(?![A-Za-z0-9_\-/])|(?<=[电热]话)\s?\d{{7,8}}(?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?[@＠]\s?[\w-]{1,64}(?:\.[\w-]{1,64})+")
_IDENTITY = re.compile(r"(?<![A-Za-z0-9])\d{17}[\dXx](?![A-Za-z0-9])")
_EMPTY_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(][ \t\u3000，,、：:；;/]*[）)]")
_EMPTY_LINE = re.compile(r"[ \t\u3000]*(?:\d{1,2}[、.．])?[ \t\u3000:：；;，,、。/]*")
_CLAUSE = re.compile(r"[^。；;\n]*")
_SIGN = re.compile("[，,]")
_MASK = "\ue000"  # a private-use character: stands for a kept number while the others are removed


def without_personal(
    text: str,
    keep: Iterable[str] = (),
    known: Iterable[str] = (),
    *,
    headline: bool = False,
    told_of: list[str] | None = None,
) -> str:
    """Return `text` without expert panels, contact persons, phone numbers and mail addresses.

    `keep` are strings that look like a phone number and are none (a project number such as 0733-20062310),
    `known` what else labels of persons announced: the names in it leave the text wherever they stand.
    `headline`: it is a title or the name of a thing, in which a panel announces nobody without a colon
    (评审专家库建设项目). The names of persons that the text told are added to `told_of`.
    """
    kept = sorted({value for value in keep if value and value in text}, key=len, reverse=True)
    for number, value in enumerate(kept):
        text = text.replace(value, f"{_MASK}{chr(0xE100 + number)}{_MASK}")
    told = list(known)  # what labels announced
    owners: list[str] = []  # who stood before a phone number
    names: list[str] = []
    text = without_persons(without_owners(with_joined_names(text), owners), owners)
    text = _BETWEEN_LABELS.sub(keeping(told), _BARE_CONTACT.sub(keeping(told), text))
    text = _SEVERAL.sub(keeping(told), text)
    text = _ROLE_LINE.sub(_of_role, _without_panels(text, told, headline=headline))
    text = _without_contacts(text, told)
    text = without_lone_persons(without_cued(without_papers(text), names))
    text = _CONTACT_CELL.sub("", without_named(text))
    names = [*names_in(told), *owners_in(owners), *names]
    if told_of is not None:
        told_of.extend(names)
    text = without_known(text, names)
    text = _EMPTY_BRACKETS.sub("", without_numbers(text))
    for number, value in enumerate(kept):
        text = text.replace(f"{_MASK}{chr(0xE100 + number)}{_MASK}", value)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if not _EMPTY_LINE.fullmatch(line))


def _of_role(line: re.Match[str]) -> str:
    """Return what stays of a line that begins with a role: what an expert says of the thing bought."""
    colon = re.search("[:：]", line[0])
    value = line[0][colon.end() :] if colon else ""
    return line[0] if value and not value[: sentence_in(value, 0, len(value))].strip() else ""


def without_numbers(text: str) -> str:
    """Return `text` without phone numbers, identity numbers and mail addresses."""
    if "@" in text or "＠" in text:
        text = _MAIL.sub("", text)
    return _PHONE.sub("", _IDENTITY.sub("", text))


def has_number(text: str) -> bool:
    """Whether a phone number or a mail address stands in the text."""
    return bool(_PHONE.search(text) or _MAIL.search(text))


@lru_cache(maxsize=2048)  # a page asks the same of a cell again and again
def is_personal_label(label: str) -> bool:
    """Whether a table's or list's label announces a person or a way to reach one."""
    label = _TRANSLATION.sub("", label)  # 联系人 Contact
    compact = re.sub(r"\s|[（(][^（）()]*[）)]?", "", label).rstrip(":：").lower()
    return (
        compact.endswith((*CONTACTS, "经办"))
        or bool(_LEGAL.search(compact))
        or "姓名" in compact
        or compact
        in {"专家", "组员", "监督", "纪检监督", "组长", "成员", "经办", "承办", "申购", "手机号", "联系"}
        or any(word in compact for word in PANELS)
    )


def is_english_personal(label: str) -> bool:
    """Whether a cell in English announces a person or a way to reach one: `Bid evaluation committee`."""
    return label.isascii() and bool(_ENGLISH_LABEL.fullmatch(label.strip(" :")))


def _without_panels(text: str, told: list[str], *, headline: bool) -> str:
    """Drop each list of a panel's members: a section with its heading, or a label with what follows it."""
    kept = []
    position = 0
    for match in _PANEL.finditer(text):
        if match.start() < position:
            continue
        tail = _PANEL_TAIL.match(text, match.end())
        if tail is None or (headline and not tail["colon"]):
            continue
        listing = bool(tail["list"] or tail["name"] or match[0].endswith(("名单", "姓名", "信息")))
        before = _NUMBERING.search(text, max(position, match.start() - 12), match.start())
        if before and (listing or tail["colon"]):
            start, end = before.start(), _next_heading(text, tail.end(), before[0])
        elif tail["colon"]:
            start, end = match.start(), _end_of_names(text, tail.end())
        elif listing and not text[tail.end() : tail.end() + 1].isspace():
            start, end = match.start(), _end_of_names(text, tail.end())
            if not is_list(text[tail.end() : end]):  # 专家名单中“丁一”更正为“戊二”；…
                clause = _CLAUSE.match(text, tail.end())
                end = clause.end() if clause else tail.end()
                kept.append(text[position : tail.end()] + without_quoted(text, tail.end(), end))
                position = end
                continue
        else:
            continue
        end = sentence_in(text, tail.end(), end)
        if not text[tail.end() : end].strip():
            continue
        kept.append(text[position:start])
        if bodies := bodies_in(text[tail.end() : end]):
            kept.append(f"单位：{'、'.join(bodies)}")  # no label of persons, which would take them again
            kept.append("\n" if text[end - 1] == "\n" else "")
        told.append(text[start:end])
        position = end
    return "".join((*kept, text[position:]))


def _next_heading(text: str, position: int, numbering: str) -> int:
    """Return where the next heading begins; under a heading `五、` a line `1、` and a name is none."""
    for heading in _HEADING.finditer(text, position):
        if numbering[0].isdecimal() or not _NUMBERED_NAME.match(text, heading.end()):
            return heading.start()
    return len(text)


def _end_of_names(text: str, start: int) -> int:
    """Return where the names that begin at `start` end: on this line, or after the lines of names below."""
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    ended = _PANEL_END.search(text, start, line_end)
    if ended:
        return ended.start()
    while line_end < len(text) and (names := _NAMES_LINE.match(text, line_end + 1)):
        line_end = names.end()
    return line_end


def _without_contacts(text: str, told: list[str]) -> str:
    """Drop each `label: value` whose label announces a person or a way to reach one."""
    kept = []
    position = 0
    for colon in re.finditer("[:：]", text):
        if colon.start() < position:
            continue
        start = _label_start(text, max(position, colon.start() - 40), colon.start())
        if start is None:
            continue
        end = text.find("\n", colon.end())
        end = len(text) if end < 0 else end
        if text[colon.end() : end].strip():
            ended = _VALUE_END.search(text, colon.end(), end)
            end = ended.start() if ended else end
            if sign := _SIGN.search(text, colon.end(), end):  # what is told behind the person stays
                end = sentence_in(text, sign.end(), end)
        else:  # the value stands on the next line
            following = text.find("\n", end + 1)
            following = len(text) if following < 0 else following
            value = text[end + 1 : following]
            if (
                (len(value) <= 24 or (len(value) <= 80 and has_number(value)))
                and ":" not in value
                and "：" not in value
                and not _HEADING.match(f"\n{value}", 1)
            ):
                end = following
            else:  # numbered, one a line
                while names := _LISTED_NAME.match(text, end + 1):
                    end = names.end()
        kept.append(text[position:start])
        told.append(text[start:end])
        position = end
    return "".join((*kept, text[position:]))


def _label_start(text: str, low: int, colon: int) -> int | None:
    """Return where the personal label that ends at `colon` begins, None where the label is not personal."""
    segment = text[low:colon].rpartition("\n")[2]
    bare = re.sub(r"(?:[（(][^（）()]{0,20}[）)]|[】］\]])\s*\Z", "", segment)  # 【联系人】：
    bare = _TRANSLATION.sub("", bare)  # 联系人/Contact：
    compact = re.sub(r"\s", "", bare).lower()
    word = next((word for word in CONTACTS if compact.endswith(word)), None)
    if word is None:
        duty = _DUTY.search(bare)  # as a whole label only: 资格审核, 项目法人 are none
        return colon - len(segment) + duty.start() if duty else None
    index = len(bare)
    for character in reversed(word):  # walk back over the word, blanks between its characters allowed
        index = bare.lower().rfind(character, 0, index)
    while index > 0 and re.match(r"[\u4e00-\u9fff]", bare[index - 1]):
        index -= 1
    return colon - len(segment) + index
