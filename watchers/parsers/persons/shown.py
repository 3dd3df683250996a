"""The gate: what of a Chinese notice is shown, which is what can be seen to name no person. Pure.

Each string of an item passes here last: text, title, names of things and of files. Of Chinese characters is
withheld what is a person's name in the likeliest reading (`likely_names`), what writes sounds of other
tongues, and a word that may be a name too, where it stands alone or persons are spoken of; names of bodies
with a sure sign and brands stay. Of other scripts stays what `capitals` lets. The notice is matched whole
before (`Item.whole`), so that nothing watched is missed.
"""

import re
from collections.abc import Iterator, Sequence

from watchers.parsers.persons.bodies import BRANDS, HAN
from watchers.parsers.persons.capitals import WITHHELD, shown_capitals, without_hiragana
from watchers.parsers.persons.doubt import USUAL, Doubt, perhaps
from watchers.parsers.persons.likely_names import likely_names
from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.named_bodies import BODY, TITLE
from watchers.parsers.persons.persons import ALL_SURNAMES
from watchers.parsers.persons.plain_words import is_count, is_label, stands_alone
from watchers.parsers.persons.stretches import NEUTRAL, Stretch, gaps, stretch_of
from watchers.parsers.persons.technical_words import SOUNDS, known_words, places
from watchers.parsers.persons.vocabulary import (
    BEGINS_NAMES,
    SINGLE,
    has_name,
    is_place,
    is_technical,
    is_word,
    may_be_called,
)
from watchers.parsers.persons.where_persons_stand import is_labelled, where_persons_stand
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import as_written, simplified

_RUN = re.compile(rf"[{HAN}·•・‧]+")
_SHORT = 4  # characters of a name; longer ones have a dot, or no character that is a word
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \t\u3000]{{1,4}}[{HAN}]){{1,3}}(?![{HAN}])")  # 单　价, 丁　一
# 某某（北京）科技有限公司: what stands before and behind the brackets is one name
_BRACKETED = re.compile(
    rf"[（(](?P<where>[{HAN}]{{2,6}})[）)](?=[{HAN}]{{0,14}}?(?:有限|公司|集团|研究院|事务所))"
)
_BODYS = "公司"
_OF_NUMBER = re.compile("[〔[［【]20")
_SERIES = re.compile("..+[字决函发办购示告公诉]")  # 某财采决〔2026〕14号
# labels behind which a place stands
_OF_PLACE = re.compile("(?:区域|地区|地域|省份|城市|所在地|属地)[:：]?\\s?\\Z|中国[（(]\\Z")
_LABEL_BEFORE = 6  # characters in which it stands
_TWICE = re.compile(rf"{WITHHELD}[ \u3000]*{WITHHELD}")
_HANDED = frozenset("收签")  # （某某收）
_STREETS = frozenset("路街巷")
# how likely a name is: where persons may be spoken of, where a short stretch stands alone, behind a label
_DOUBTED, _ALONE, _LABELLED = -1.0, 2.0, 4.0
_LIKE_WORDS = -3.5  # odds of what is far likelier a word
# beside such words a name may stand that is a word as well
_OF_PERSONS = re.compile(
    rf"{TITLE}|律师(?!事务所)|个人(?!信息|数据|隐私|防护)|自然人|课题组|团队|[聘]|表彰|追授|处罚|当事人|投诉|举报|申诉|讣告|生平(?!台)|先进|名单"
    "|专家|任[职命免]|公民|科研启动|经费|代表人|身份|(?<!永久)授权(?!许可)|委托书|简历|盖章|(?<!标)签|修改(?![造建扩])|[初终]稿|承诺|声明|照片|工资|社保|职称"
    "|申请购置"
)


def shown_name(name: str, *, strict: bool = False) -> str:
    """Return what is shown of a title or of the name of a thing or file, a sign in place of the rest.

    `strict`, and where it speaks of persons: without words that may be a name, but for those of documents.
    """
    return gate(name, Doubt.NAMES if strict or may_speak_of_persons(name) else Doubt.NONE, WITHHELD)


def may_speak_of_persons(text: str) -> bool:
    """Whether words that are names as well may be so in a text: 表彰, 授权, 科研启动经费."""
    return _OF_PERSONS.search(text) is not None


def gate(text: str, doubt: Doubt, sign: str = "") -> str:
    """Return what is shown of a text where there is so much doubt, `sign` in place of what stood alone."""
    plain = simplified(text)
    if plain != text:
        return as_written([gate(plain, doubt, sign)], text)[0]
    text = without_hiragana(_SPACED.sub(_label_or_nothing, text))
    text = _RUN.sub(lambda run: _word(run, doubt) or _instead(run, sign), text)
    text = shown_capitals(text, sign)
    return _TWICE.sub(WITHHELD, text) if sign else text


def _instead(run: re.Match[str], sign: str) -> str:
    """Return what stands for a stretch that is withheld; two figures beside it must not become one."""
    text = run.string
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return WITHHELD if sign or (before.isdecimal() and behind.isdecimal()) else ""


def _label_or_nothing(spaced: re.Match[str]) -> str:
    """Return a label that is written with blanks without them; a name so written goes."""
    word = re.sub(r"\s", "", spaced[0])
    return word if field_of(word) or is_label(word) else ""


def _word(run: re.Match[str], doubt: Doubt) -> str:
    """Return what is shown of a stretch of Chinese characters, "" where nothing is."""
    word, text = run[0], run.string
    if _SERIES.fullmatch(word) and _OF_NUMBER.match(text, run.end()):
        return word
    if is_word(word) and (
        _OF_PLACE.search(text[max(0, run.start() - _LABEL_BEFORE) : run.start()])
        or _BRACKETED.match(text, run.start() - 1)
    ):
        return word
    placed = _BRACKETED.match(text, run.end())
    ending = _BODYS if placed and is_place(placed["where"]) else ""
    stretch = stretch_of(run, ending)
    prior = _LABELLED if is_labelled(run) else _DOUBTED if doubt else NEUTRAL
    hidden = gaps(stretch, prior) if len(word) > 1 else []
    hidden = sorted((*hidden, *perhaps(run, stretch, doubt), *where_persons_stand(run)))
    if not hidden and len(word) <= _SHORT and not ending and not _stands(run, stretch):
        return ""
    told = "".join(_with_gaps(stretch.word, hidden)).removesuffix(ending)
    return told if told.strip(WITHHELD) else ""


def _stands(run: re.Match[str], stretch: Stretch) -> bool:
    """Whether a short stretch in which nothing is hidden is shown though it stands alone, as a name would."""
    word, parts, glued = run[0], stretch.parts, stretch.glued
    if len(word) == 1:
        return word in SINGLE or (glued and (word not in BEGINS_NAMES or parts[0][2]))
    if is_technical(word) or is_label(word) or word in BRANDS or stands_alone(word) or is_count(word):
        return True
    if glued or BODY.search(word) or (word[-1] in _STREETS and all(known for *_, known in parts)):
        return True
    if word[-1] in _HANDED or all(high - low == 1 for low, high, _ in parts):
        return False
    if word in known_words() and may_be_called(word):
        return False  # 钱学森
    if (
        len(word) == USUAL
        and parts[0][1] == 1
        and word[0] in ALL_SURNAMES
        and shipped().odds(word) > _LIKE_WORDS
    ):
        return False  # a given name that is a word: 谭红旗
    prior = NEUTRAL if word in places() and word[0] not in ALL_SURNAMES else _ALONE
    return not (likely_names(word, prior) or (SOUNDS.issuperset(word) and has_name(word)))


def _with_gaps(run: str, hidden: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what stays of a stretch, a sign for each part that does not."""
    at = 0
    for start, end in hidden:
        if start > at or not at:
            yield run[at:start]
            yield WITHHELD
        at = max(at, end)
    yield run[at:]
