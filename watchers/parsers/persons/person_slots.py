"""What stays of a text that tells persons: the bodies they come from, and sentences on other matters. Pure.

Behind a label of persons everything short goes, whatever it looks like: a list has no other use there. What
reads as a sentence is none of it, and the bodies that persons come from stay: a team may watch them.
"""

import re

from watchers.parsers.persons.person_cues import GLUED, HAN

_WORD = re.compile(rf"[{HAN}·]+")
_SENTENCE = 7  # Chinese characters without a sign between: more than a name with its title
# ends of what is long and still no sentence: bodies, ranks, roles
_NAMED = re.compile(
    r"(?:公司|集团|大学|学院|中学|小学|学校|医院|中心|研究[院所]|事务所|[院所局厅部处科室组委办会站馆队行]|教授|研究员"
    r"|[师员家长任人表事工监理]|代表|专家|名单|签[字名])\Z"
)
_BODY = re.compile(
    rf"(?<![{HAN}])(?=[{HAN}（()）]{{4}})[{HAN}]{{2,24}}?(?:[（(][{HAN}]{{2,6}}[）)][{HAN}]{{0,12}}?)?(?:公司|集团|大学|学院|医院|研究[院所]|设计院|科学院"
    rf"|事务所|协会|学会|中心|实验室|[银支分商]行|研究站|学校|[中小]学|政府|[部联]队|[局厅厂店署]"
    rf"|(?<=[{HAN}]{{4}})[处科室部办组会]|[院所](?=[）)，,；;、\s]|\Z))(?![{HAN}])"
)
_FIGURES = re.compile("[零〇○一二三四五六七八九十幺]+")  # a phone number written out
_NO_BODY = re.compile("评审|评标|论证|专家|小组|委员|代表|[讲教老]师|来自")
_ROLE = re.compile(GLUED.pattern.removesuffix("\\Z"))
_CLAUSE = re.compile(r"([，,。；;！!]|——)")
_NOTES = re.compile(r"[（(][^（）()\n]{0,60}[）)]?")
_LATIN = re.compile(rf"(?<=[{HAN}])\s*[A-Za-z][A-Za-z0-9 .+/\-]*(?=[{HAN}])")  # Latin letters in a sentence
_DAY = re.compile(
    r"[^\d\W]{0,4}[:：\s]*(?:20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?[\s至—-]*)+"
    r"(?:\d{1,2}[:：时]\d{2}分?)?\s*"
)
_NO_LIST = re.compile(r"[:：｜|│]|\d{4}年|元")
BODIES = "单位："


def is_sentence(word: str) -> bool:
    """Whether Chinese characters without a sign between are a sentence, not a name with its title."""
    return (
        len(word) >= _SENTENCE
        and word[0] != "由"
        and "·" not in word
        and not (_NAMED.search(word) or _FIGURES.fullmatch(word))
    )


def is_list(text: str) -> bool:
    """Whether a text is nothing but short words, and bodies and ranks among them."""
    bare = _NOTES.sub("", text)
    words = _WORD.findall(bare)
    return bool(words) and not _NO_LIST.search(bare) and not any(map(is_sentence, words))


def tells_persons(text: str) -> bool:
    """Whether a text speaks of persons by their role."""
    return _ROLE.search(text) is not None


def parted(text: str) -> tuple[str, str]:
    """Return what stays of a text that tells persons, and what goes."""
    kept: list[str] = []
    gone: list[str] = []
    parts = _CLAUSE.split(text)
    for clause, sign in zip(parts[::2], [*parts[1::2], ""], strict=True):
        words = _WORD.findall(_LATIN.sub("某", _NOTES.sub("", clause)))
        stays = (any(map(is_sentence, words)) and not tells_persons(clause)) or _DAY.fullmatch(clause)
        (kept if stays else gone).append(clause + sign)
    left = "".join(gone)
    return told_bodies(left) + "".join(kept).lstrip("，,；; "), left


def told_bodies(text: str) -> str:
    """Return the bodies in a list of persons as a line of its own, "" where it names none."""
    found = bodies_in(text)
    return text if found == [text.strip()] else BODIES + "、".join(found) if found else ""


def bodies_in(text: str) -> list[str]:
    """Return the bodies that persons in a list come from, each once."""
    return list(
        dict.fromkeys(
            body[0].strip("（）()") for body in _BODY.finditer(text) if not _NO_BODY.search(body[0])
        )
    )
