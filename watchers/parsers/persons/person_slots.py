"""How far the persons reach whom a label announces, and what else stands among them. Pure.

Behind a label of persons everything short goes, whatever it looks like: a list has no other use there. What
reads as a sentence is none of it, and the bodies that persons come from stay: a team may watch them.
"""

import re

from watchers.parsers.persons.person_cues import BEHIND, FUNCTION, HAN

_TOKEN = re.compile(rf"[{HAN}]+")
_SENTENCE = 7  # Chinese characters without a sign between: more than a name with its title
# ends of what is long and still no sentence: bodies, ranks, roles
_NAMED = re.compile(
    r"(?:公司|集团|大学|学院|中学|小学|学校|医院|中心|研究[院所]|事务所|[院所局厅部处科室组委办会站馆队行]|教授|研究员"
    r"|[师员家长任人表事工监理]|代表|专家|名单|签[字名])\Z"
)
_BODY = re.compile(
    rf"(?<![{HAN}])[{HAN}]{{2,24}}?(?:[（(][{HAN}]{{2,6}}[）)][{HAN}]{{0,12}}?)?(?:公司|集团|大学|学院|医院|研究[院所]|设计院|科学院"
    rf"|事务所|协会|学会|研究中心|实验室|[银支分]行|研究站|[院所](?=[）)，,；;、\s]))(?![{HAN}])"
)
_NO_BODY = re.compile("评审|评标|论证|专家|小组|委员|代表")
_CHANGES = re.compile(r"[“”\"「」『』]|[更变]|调整")
_QUOTED = re.compile(rf"(?<=[“\"「『])[{HAN}·]{{2,5}}(?=[”\"」』])")


def sentence_in(text: str, start: int, end: int) -> int:
    """Return where the first sentence begins between two places of a text, `end` where none does."""
    for token in _TOKEN.finditer(text, start, end):
        if len(token[0]) >= _SENTENCE and not _NAMED.search(token[0]) and token[0][0] != "由":
            return token.start()
    return end


def is_list(text: str) -> bool:
    """Whether a text is nothing but short words, and what stands between and behind them in brackets."""
    words = (token[0] for token in _TOKEN.finditer(text))
    return not _CHANGES.search(text) and all(
        len(word) < _SENTENCE and not (len(word) > 4 and _does(word)) for word in words
    )


def _does(word: str) -> bool:
    """Whether a word goes on, behind what may be a name, as a sentence does (`丁一未回避`)."""
    return any(BEHIND.match(word, at) or word[at] in FUNCTION for at in (2, 3))


def without_quoted(text: str, start: int, end: int) -> str:
    """Return a stretch of a text without short words in quotes: who was a member, and who is now."""
    return _QUOTED.sub("", text[start:end])


def bodies_in(text: str) -> list[str]:
    """Return the bodies that persons in a list come from, each once."""
    return list(
        dict.fromkeys(
            body[0].strip("（）()") for body in _BODY.finditer(text) if not _NO_BODY.search(body[0])
        )
    )
