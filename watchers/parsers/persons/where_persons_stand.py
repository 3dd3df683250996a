"""Where the wording says that a person stands, whatever word the name is: 由…演示, 专家…认为, …等人. Pure.

Names that are words of everyday language (计量, 方程, 应届) cannot be told by their characters. What is
done by a person, and what stands behind one, tells them where they begin as a surname does.
"""

import re
from collections.abc import Iterator

from watchers.parsers.persons.bodies import HAN
from watchers.parsers.persons.named_bodies import TITLE
from watchers.parsers.persons.person_cues import ROLES
from watchers.parsers.persons.persons import EVERY_SURNAME
from watchers.parsers.persons.technical_words import TAILS, is_thing

_WHO = rf"(?P<who>(?!方[式法案])[{''.join(sorted(EVERY_SURNAME))}][{HAN}]{{1,2}}?)"
# what a person does with a thing or says of it
_DOES = (
    "提供|演示|验收|操作|解释|负责|介绍|讲解|主持|起草|撰写|编[制写]|反映|反馈|认为|指出|表示|提出|建议|说明|承担|办理|审核"
    "|[接签]收|保管|调试|维护|使用|试用|申请|申购|领用"
)
_INVENTS = "发明|提出|研[制发]|设计|开发|申请|撰写|建立|发表"
_OPENS = "由请找与和向对据按于为在用给名系位式足及、"  # ends of words behind which a name begins
_PLACES = (
    rf"(?:由|(?<!寻)(?<!查)找|{ROLES}){_WHO}(?={_DOES})",
    rf"(?:(?<!寻)(?<!查)找|联[系络]){_WHO}\Z",
    rf"(?:\A|(?<=[{_OPENS}])){_WHO}(?=(?:{TITLE})(?!级|工作站|后)|等(?:人|{_INVENTS})|简历)",
)
_PLACE = re.compile("|".join(one.replace("?P<who>", f"?P<who{n}>") for n, one in enumerate(_PLACES)))
# of a group that is called by who leads it; a group for a thing is called by the thing
_GROUP = re.compile(rf"(?:\A|(?<=[{_OPENS}])){_WHO}(?=课题组|团队|研究组)")
_LABELLED = re.compile(rf"(?:{ROLES}|联系方式)[:：][ \t\u3000]*\Z")
_LABEL = 12  # characters in which it stands
_LISTED = re.compile(rf"(?:[、，][{HAN}]{{2,3}}){{0,4}}[、，][{HAN}]{{2,3}}?等(?:人|{_INVENTS})")
_ALONE = re.compile(_WHO)
# those who take part as bodies, and no person
_PARTY = re.compile("[方厂司部组商家]\\Z|单位|项目|管理|施工|应用|服务")


def is_labelled(run: re.Match[str]) -> bool:
    """Whether a label of persons stands before a stretch of Chinese characters: 联系人：冷冻电镜平台丁一."""
    return _LABELLED.search(run.string[max(0, run.start() - _LABEL) : run.start()]) is not None


def where_persons_stand(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where in a stretch of Chinese characters names stand by the wording around them."""
    word, text = run[0], run.string
    for found in _PLACE.finditer(word):
        who = found.lastgroup or ""
        if not _PARTY.search(found[who]):
            yield found.span(who)
    for found in _GROUP.finditer(word):
        if not (_PARTY.search(found["who"]) or is_thing(found["who"]) or found["who"] in TAILS):
            yield found.span("who")
    alone = _ALONE.fullmatch(word)
    if alone and (is_labelled(run) or _LISTED.match(text, run.end())):
        yield 0, len(word)
