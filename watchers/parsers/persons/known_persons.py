"""Persons whom a notice names in a sure place and again in another: known by one, gone from both.

A contact's name stands behind its label and, pages on, in a title or a file's name. What labels and
panels told is
gathered here, and what it tells is taken out wherever it stands as a name of its own.
"""

import re
from collections.abc import Iterable, Iterator

from watchers.parsers.persons.bodies import HAN, shows_body
from watchers.parsers.persons.named_bodies import in_bodies
from watchers.parsers.persons.personal_words import OFFICE
from watchers.parsers.persons.vocabulary import tokens

_WORD = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_SPACED = re.compile(
    rf"(?<![{HAN}])(?P<first>[{HAN}]{{1,2}})[ \t\u3000]{{1,3}}(?=[{HAN}]{{1,2}}(?![{HAN}]))"
)  # 丁　一
_RUN = re.compile(rf"[{HAN}]+")
_NO_NAME = re.compile(r"[公厂店司院所校局部厅处科室组馆路街镇乡村县区市省]\Z|中心\Z")
# what else labels of persons say: ranks, roles, ways to reach them
_ROLE = re.compile(
    rf"(?:{OFFICE}|[部处室]|电话|手机|邮箱|传真|名单|姓名|教授|高工|专业|职称|正高|副高|代理|方式|信息|签字|联络)\Z"
)
_MAX = 60  # names of one notice


def names_in(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the names in what labels of persons announced: short, and not of words of everyday language."""
    for piece in pieces:
        for text in {piece: 0, _SPACED.sub(r"\g<first>", piece): 0}:
            for word in _WORD.finditer(text):
                name = word[0]
                if _NO_NAME.search(name) or _ROLE.search(name) or shows_body(name):
                    continue
                if not all(known for *_, known in tokens(name)):
                    yield name


def without_known(text: str, names: Iterable[str]) -> str:
    """Return the text without these names wherever they stand as one; inside a company's name they stay."""
    known = sorted(dict.fromkeys(names), key=len, reverse=True)[:_MAX]
    if not known:
        return text
    spaced = re.compile("|".join(r"[ \t\u3000]{0,3}".join(map(re.escape, name)) for name in known))
    if not spaced.search(text):
        return text
    text = re.sub(rf"(?<![{HAN}])(?:{spaced.pattern})(?![{HAN}])", "", text)
    plain = re.compile("|".join(map(re.escape, known)))
    return _RUN.sub(lambda run: _without(run[0], plain), text)


def _without(run: str, names: re.Pattern[str]) -> str:
    if not names.search(run):
        return run
    parts = list(tokens(run))
    taken = {at for number in in_bodies(run, parts) for at in range(*parts[number][:2])}
    return names.sub(lambda name: name[0] if not taken.isdisjoint(range(*name.span())) else "", run)
