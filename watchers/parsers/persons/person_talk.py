"""What of a notice is kept where it speaks of persons: not its words, only the bodies and models in it. Pure.

A name has no form of its own, so none is looked for here. Persons are named in what speaks of what only they
are, do or are asked for, and such a clause is not kept, whoever stands in it. What is bought, by whom and for
how much is told elsewhere; the whole notice is matched before (`Item.whole`).
"""

import re

from watchers.parsers.persons.person_cues import GLUED, HAN
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.person_slots import bodies_in
from watchers.parsers.persons.vocabulary import may_begin
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import as_written, simplified

_TALK = re.compile(
    GLUED.pattern.removesuffix("\\Z")
    # how somebody is reached
    + r"|联[系络]|致电|咨询|拨打|洽谈|询问|电话|手机|微信|邮箱|热线|传真"
    # who somebody is
    r"|姓名|身份证?|自然人|小编|通讯员|当事人|(?<!永久)(?<!软件)(?<!节点)(?<!并发)[被受]?授权(?!许可|[\d一二两]+[套个份年])|老师|师[兄姐弟妹]|教[授师]|研究员|[同学]学|学生|同志|先生|女士|专家|评委|委员|小组|文案"
    # what a page tells of itself
    r"|录入|点击|浏览|阅读[次量数]|来源[:：]|发布(?:人|者)?[:：]|作者"
    # what is done by one who is named
    r"|评[审标]|论证|(?<!方可)验收|审核|校对|编辑|[责主]编|[供撰]稿|监[制督标]|签[字名发收批]|盖章|到场|带队|陪同|见证|公证"
    r"|摄影(?=[:：/ ]|记者|师)|[出列]席|参会|唱标|主审|委托书|(?<!驳回)投诉(?!事项|处理|缺乏|不?成立)"
    r"|质疑|异议|举报|申诉|一致|同意|认为|回避|反馈[给至到]|任职|曾任|就职|扫码|[指委]派|领[取用]"
    r"|亲属|因[故病]|迟到|请假|辞职|由[^，。；]{2,12}?(?:负责|主持|承担|解释|[拟撰供]稿|起草|撰写|办理|[经承]办)|负责解释|客服|讲师|主讲|[请可][^，。；]{0,6}[找与向同][^，。；]{2,8}?(?:登记|预约|对接|办理)"
    r"|复核|批准|报名|[递提]?交[至到]|寄[至送往]|课题组|团队|带领|接待"
)
_LABEL = re.compile(
    rf"[\s\d一二三四五六七八九十、.．（）()]*(?P<label>[{HAN}][{HAN}（）()/、 ]{{1,30}}?)[ \t\u3000]*[:：｜|]"
)
# heads of columns beside those that mean a field
_HEAD = re.compile(
    r"序号|名次|排[名序]|备注|[^\W\d]{0,8}(?:编号|金额|地址|得分|报价|数量|单价)(?:[（(][^（）()]*[）)])?"
)
_PART = re.compile(rf"(?<=[ \t\u3000])(?=[{HAN}][{HAN}（）()]{{1,14}}[:：])")
_OF_PAGE = frozenset({None, "published", "issuer"})  # behind these a page tells of itself as well
_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?\n]?")
_ENDS = "。；;！!？?\n"
_CLAUSE = re.compile(r"，|,(?!\d)")
_RUN = re.compile(rf"[{HAN}·]+")
# a body in the middle of a sentence: what leads to it, and what goes on behind it
_LED = re.compile(
    rf"(?:来自|推荐|委托|邀请|聘请|确定|任职|就职|供职|[由在为与和及受对向系是于至给])(?=(?P<body>[{HAN}（）()]{{2,24}}?"
    r"(?:公司|集团|大学|学院|医院|研究[院所]|设计院|科学院|事务所|协会|中心|实验室|[局厅]))"
    rf"(?:[^{HAN}]|\Z|[的在于为和与及以对将被已提作就中派任等]))"
)
_STYLED = re.compile(
    rf"(?:(?<=[院所系部处科室局心司 ])|(?<![{HAN}]))[{HAN}]{{2,3}}(?=(?:老师|教授|先生|女士|同志"
    rf"|研究员|博士|团队|课题组)(?!工作[室站]))"
)
_OFFICE = re.compile("(?:[处科室办组]|[^战队]部|[^协学商金]会)\\Z")  # parts of a body, no party
_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = re.compile(r"\d\s*[台套件]")
_FIGURE = re.compile(r"\d(?!\d*\Z)|[A-Za-z]\d")
_NAMELY = re.compile("..{1,3}\\Z")  # as long as a name
_STATEMENT = 7  # characters without a sign between: more than a name and its title
# a sum, a day, an amount: no name has figures in it
_FIGURES = re.compile(rf"[\d.:/年月日时分元-]+|(?=[{HAN}]*\d)(?=\d*[{HAN}]{{3,6}})[{HAN}\d.]{{5,40}}")
# capitals and figures, as makers write what they make; many figures in a row are the number of a paper
_MODEL = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z./+\- ]{0,20}\d)(?=[0-9a-z./+\- ]{0,20}[A-Z])(?![A-Za-z0-9./+\- ]{0,20}\d{6})"
    r"[A-Za-z0-9][A-Za-z0-9./+\- ]{1,30}[A-Za-z0-9]"
)


def without_talk_of_persons(text: str) -> str:
    """Return the text with each clause that speaks of persons cut to the bodies and models it names."""
    plain = simplified(text)
    if plain != text:
        return as_written([without_talk_of_persons(plain)], text)[0]
    if not _TALK.search(text):
        return text
    kept = "".join(map(_kept, _SENTENCE.findall(text)))
    return "\n".join(line for line in kept.split("\n") if line.strip())


def _kept(sentence: str) -> str:
    """Return what is kept of a sentence, label by label; a row of labels stays."""
    if not _TALK.search(sentence):
        return sentence
    words = sentence.split()
    if len(words) > 2 and all(
        _HEAD.fullmatch(word) or field_of(word) or is_personal_label(word) for word in words
    ):
        return sentence
    end = sentence[len(sentence.rstrip(_ENDS)) :]
    kept = "".join(filter(None, map(_kept_part, _PART.split(sentence.rstrip(_ENDS))))).rstrip(" \t\u3000，,")
    return kept + (end if kept or "\n" in end else "")


def _kept_part(part: str) -> str:
    """Return what is kept of a label and its value; where it means a field, all up to the next clause."""
    if not _TALK.search(part):
        return part
    label = _LABEL.match(part)
    first, *others = _CLAUSE.split(part)
    if label and _COUNTED.search(told := first[label.end() :]) and not _TALK.search(told):
        if not is_personal_label(label["label"]):  # 验收意见：工作站40台运行正常
            return "，".join(filter(None, (told, *map(_kept_clause, others)))) + " "
    if label and _is_of_field(label["label"]):
        told = (_STYLED.sub("", first), *map(_kept_clause, others))
    else:
        told = tuple(map(_kept_clause, (first, *others)))
    return "，".join(filter(None, told)) + " "


def _kept_clause(clause: str) -> str:
    """Return what is kept of a clause beside talk of persons: a statement of its own, cells of a row."""
    if not _TALK.search(clause) and (_is_statement(clause) or _is_of_things(clause)):
        return clause
    kept = []
    for cell in clause.split():
        told = not _TALK.search(cell) and (_is_statement(cell) or _FIGURES.fullmatch(cell))
        kept.append(cell if told else "、".join(_bodies(cell)))
    left = " ".join(filter(None, kept))
    models = (model for model in _MODEL.findall(clause) if model not in left)
    left = " ".join(filter(None, (left, *models)))
    return left if _LETTER.search(left) else ""


def _is_of_things(clause: str) -> bool:
    """Whether a clause has a figure or a model, and its words can be no name."""
    return bool(_FIGURE.search(clause)) and not any(
        map(may_begin, filter(_NAMELY.match, _RUN.findall(clause)))
    )


def _is_statement(text: str) -> bool:
    return max(map(len, _RUN.findall(text)), default=0) >= _STATEMENT


def _bodies(text: str) -> list[str]:
    """Return the bodies in a clause: those that stand by themselves, else those that a sentence leads to."""
    if found := [body for body in bodies_in(text) if not _OFFICE.search(body)]:
        return found
    led = {one.end("body"): one["body"] for one in _LED.finditer(text)}  # of two that end alike the shorter
    return [body for body in led.values() if not _TALK.search(body)]


def _is_of_field(label: str) -> bool:
    return field_of(label) not in _OF_PAGE and not is_personal_label(label)
