"""What is shown of a title or of the name of a thing: what can be seen to name no person. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.persons.bodies import HAN
from watchers.parsers.persons.capitals import WITHHELD, shown_capitals
from watchers.parsers.persons.named_bodies import BODY, PLACE, TITLE, in_bodies, names_body
from watchers.parsers.persons.persons import ALL_SURNAMES
from watchers.parsers.persons.shown import (
    DOT,
    DOTTED,
    RUN,
    SHORT,
    SPACED,
    label_or_nothing,
    unknown,
    with_gaps,
)
from watchers.parsers.persons.vocabulary import (
    SINGLE,
    is_of_language,
    is_seldom,
    may_be_called,
    tokens,
)
from watchers.parsers.traditional import as_written, simplified

# a title that may name persons: what is said there of them
_OF_PERSONS = re.compile(
    rf"{TITLE}|律师(?!事务所)|个人|自然人|课题组|团队|[聘]|表彰|追授|处罚|当事人|投诉人|诉|讣告|生平(?!台)|先进|名单|专家|任[职命免]|公民|科研启动|经费|代表人|身份证?明|授权"
)
_COMPLAINS = re.compile(
    rf"(?<=关于)(?P<who>[{HAN}]{{2,4}}?)(?=等?(?:投诉|举报|申诉|质疑|诉|同志|信访|申请|申购|申报|购[置买]|采购|拟))"
)
_BEFORE_TITLE = re.compile(rf"(?P<who>[{HAN}]{{2,3}})(?=(?:{TITLE})(?!工作[室站]))")
_WIDE = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}]{{1,2}}(?:{TITLE}))")  # 丁　一教授
_SIGNS = frozenset("（）()-—–_ \u3000【】[]")
_OF_NUMBER = frozenset("〔[［【")


def shown_title(title: str) -> str:
    """Return what is shown of a title or the name of a thing, a sign in place of the rest.

    Beside a word for persons what is no word is withheld, and elsewhere what begins as names do.
    """
    plain = simplified(title)
    if plain != title:
        return as_written([shown_title(plain)], title)[0]
    strict = _OF_PERSONS.search(title) is not None

    def shown(run: re.Match[str]) -> str:
        word = run[0]
        if DOTTED.search(word) and (strict or BODY.search(word)):
            return word if BODY.search(word) else WITHHELD
        parts = list(tokens(word))
        if DOTTED.search(word):  # 冯·诺依曼体系验证平台
            return "".join(with_gaps(word, _dotted(word, parts)))
        if run.string[run.end() : run.end() + 1] in _OF_NUMBER:  # 某财采决〔2026〕14号
            return word
        if _parted(run) and may_be_called(word) and not names_body(word):
            return WITHHELD
        if 1 < len(word) < SHORT and not all(known for *_, known in parts):
            begins = word[0] not in SINGLE or word[0] in ALL_SURNAMES
            return WITHHELD if begins and not names_body(word) else word
        hidden = unknown(word, parts, BODY, PLACE) if strict else _names(word, parts)
        if (who := _COMPLAINS.search(word)) and may_be_called(who["who"]) and not BODY.search(who["who"]):
            within = [known for start, end, known in parts if start >= who.start() and end <= who.end()]
            if len(within) < 2 or not all(within):  # 关于方圆投诉, not 关于某项目投诉
                hidden.append(who.span())
        if strict and (who := _BEFORE_TITLE.search(word)) and not BODY.search(word[: who.end()]):
            edges = {start for start, *_ in parts if who.start() <= start < who.end()}
            hidden.append((min(edges, default=who.start()), who.end()))
        return "".join(with_gaps(word, sorted(hidden)))

    title = _WIDE.sub("", SPACED.sub(label_or_nothing, title))
    kept = shown_capitals(title, alone=not strict)
    return RUN.sub(shown, kept)


def _parted(run: re.Match[str]) -> bool:
    """Whether a word stands between brackets or strokes: 某项目（丁一）, 某项目-丁一."""
    text, (start, end) = run.string, run.span()
    signs = (text[start - 1 : start], text[end : end + 1])
    return end - start <= SHORT and signs != ("", "") and all(not sign or sign in _SIGNS for sign in signs)


def _dotted(run: str, parts: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Return where names with dots stand: what is beside a dot, and on to the next words of the language."""
    words = [run[start:end] for start, end, _ in parts]
    dots = [number for number, word in enumerate(words) if DOT.fullmatch(word)]
    spans: list[tuple[int, int]] = []
    for dot in dots:
        first, last = max(0, dot - 1), min(len(words) - 1, dot + 1)
        while first and not _is_word(words, parts, first - 1, first - 2):
            first -= 1
        while last + 1 < len(words) and not _is_word(words, parts, last + 1, last + 2):
            last += 1
        spans.append((parts[first][0], parts[last][1]))
    return spans


def _is_word(words: Sequence[str], parts: Sequence[tuple[int, int, bool]], at: int, beyond: int) -> bool:
    """Whether no name goes on at a word: it ends a body, or is of the language as is what lies beyond."""
    if BODY.search(words[at]):
        return True
    alone = len(words[at]) > 1 and is_of_language(words[at])
    return alone and (not 0 <= beyond < len(words) or parts[beyond][2])


def _names(run: str, parts: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Return what in a stretch begins with a surname, goes on as no word does, and is in no body's name."""
    covered: set[int] | None = None
    hidden: list[tuple[int, int]] = []
    for number, (start, stop, known) in enumerate(parts):
        end = stop
        size = end - start
        if (
            known
            or (size == 1 and run[start] not in ALL_SURNAMES)
            or (size > 1 and not (run[start] in ALL_SURNAMES and is_seldom(run[start:end])))
        ):
            continue
        if size == 1:
            for after_start, after_end, after_known in parts[number + 1 : number + 3]:
                if after_known or after_end - after_start > 1 or after_end - start > 3:
                    break
                end = after_end
            if end - start == 1:
                continue
        covered = in_bodies(run, parts, BODY, PLACE) if covered is None else covered
        if number not in covered and not (hidden and hidden[-1][1] > start):
            hidden.append((start, end))
    return hidden
