"""Persons whom a notice names in a sure place and again in another: known by one, gone from both.

A contact's name stands behind its label and, pages on, in the middle of a sentence. What labels and panels
told is gathered here, and what it tells is taken out wherever it stands as a name of its own.
"""

import re
from collections.abc import Iterable, Iterator

from watchers.parsers.persons.cued_persons import stands_alone
from watchers.parsers.persons.personal_words import OFFICE
from watchers.parsers.persons.short_words import has_surname, is_foreign, likelihood
from watchers.parsers.persons.spaced_names import with_joined_names

_HAN = "\u4e00-\u9fff"
_WORD = re.compile(rf"(?<![{_HAN}])[{_HAN}]{{2,4}}(?![{_HAN}])")
_NO_NAME = re.compile(r"[公厂店司院所校局部厅处科室组馆路街镇乡村县区市省]\Z|中心\Z")
# what else labels of persons say: ranks, roles, ways to reach them
_ROLE = re.compile(
    rf"(?:{OFFICE}|[部处室]|电话|手机|邮箱|传真|名单|姓名|教授|高工|专业|职称|正高|副高|代理|方式|信息|签字|联络)\Z"
)
_MAX = 60  # names of one notice


def names_in(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the names in what labels of persons announced."""
    for piece in pieces:
        for word in _WORD.finditer(with_joined_names(piece)):
            name = word[0]
            if _NO_NAME.search(name):
                continue
            if has_surname(name):
                likely = likelihood(name)
                if likely > 1 - (len(name) == 3) or (len(name) == 2 and name[1] in "工总"):
                    yield name
            elif len(name) == 3 and is_foreign(name) and not _ROLE.search(name):
                yield name


def owners_in(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the names in what stood before phone numbers: whoever is called there."""
    for piece in pieces:
        for word in _WORD.finditer(piece):
            name = word[0]
            if has_surname(name) and not _NO_NAME.search(name) and likelihood(name, words=False) > -3:
                yield name


def without_known(text: str, names: Iterable[str]) -> str:
    """Return the text without these names wherever they stand as one; inside a company's name they stay."""
    known = sorted(dict.fromkeys(names), key=len, reverse=True)[:_MAX]
    if not known:
        return text
    pattern = re.compile("|".join(r"[ \t\u3000]{0,3}".join(map(re.escape, name)) for name in known))
    return pattern.sub(lambda name: "" if stands_alone(text, *name.span()) else name[0], text)
