"""The fields of a notice without the persons in them: a party that shows no body is withheld. Pure.

A company that bears the name of its founder stays. Of titles, names of things and of files stays what
`shown` lets; of what a source classifies (a region may be called like a person) only numbers leave.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from watchers.parsers.persons.bodies import HAN, shows_body, shows_surely, without_head
from watchers.parsers.persons.capitals import WITHHELD
from watchers.parsers.persons.named_bodies import TITLE, WEAK
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.personal import without_personal
from watchers.parsers.persons.shown import shown_name
from watchers.parsers.persons.shown_files import shown_files
from watchers.parsers.persons.vocabulary import is_place, names_nobody, tokens
from watchers.parsers.persons.western import shown_party
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import simplified

_ONE_PARTY = frozenset({"buyer", "agency"})
_PARTIES = frozenset({"supplier", "candidates"})
_CLASSES = frozenset({"region", "category"})
# words of our own, numbers and moments
_NO_TEXT = frozenset({"stage", "buyer_from", "deadline"})
_BLANK = re.compile(r"(?<![A-Za-z.,&])[ \t\u3000]+|[ \t\u3000]+(?![A-Za-z&])")
_FORM = re.compile(rf"[{HAN}（）()A-Za-z0-9·]+?(?:有限责任公司|有限公司|股份公司)(?=[{HAN}])")
_PLAIN_SIGNS = frozenset("厂店院所局厅站场校铺署馆")
_PLAIN = re.compile(rf"(?!.*(?:{TITLE}|团队|课题))[{HAN}（）()]+")
_NAMED_MODEL = re.compile(r"([^\W\d_]+)-[A-Z]+[0-9]+\Z")
_HAN = re.compile(f"[{HAN}]")
_TEAM = re.compile(
    r"[（(][^（）()]{2,30}(?:老师|教授|先生|女士|研究员|博士|团队|课题组)[^（）()]{0,6}[）)]\Z"
)
_NOTED = re.compile(
    rf"(?<=[{HAN}])[（(](?P<who>[{HAN}·]{{2,4}}(?:[、，,；;/ ]+[{HAN}·]{{2,4}}){{0,9}}"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,2})[）)]\Z"
)
_APART = re.compile("[、，,；;/]+ ?| (?![A-Z])")
_KINDS = re.compile("合伙|个体|集团|联合|牵头|成员|中国|总部|分[部院校]|[校院本]区|[省市区县州港]\\Z")
_EMPTY = re.compile(rf"[（(][ \t{WITHHELD}、，,；;/]*[）)]")
_CUT_OFF = re.compile(r"[ \t]*[（(][^（）()]*\Z")  # what stood behind the bracket is gone
# 某项目成交公告（联系人丁一 0571-…）: a title needs no colon for it
_ASKED = re.compile(
    rf"(?:联[系络]人|[经承]办人?|(?<![项目])负责人)[为是]?[:： ]{{0,2}}"
    rf"(?P<who>[{HAN}]{{2,3}}(?:[、/ ][{HAN}]{{2,3}}){{0,3}})(?![{HAN}])"
)
_LETTER = re.compile(r"\w")


def impersonal(
    fields: Mapping[str, Any],
    keep: Iterable[str] = (),
    *,
    page: str = "",
    line: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """Return the fields without persons and phone numbers; one of which nothing is left is absent.

    `keep` as for `without_personal`; `page` is the notice's address, which stands for that of a file whose
    own may name somebody; `line` is the gate for names of things in a notice that is not Chinese.
    """
    keep = tuple(keep)

    def free(value: str) -> str:
        return line(value) if line and not _HAN.search(value) else name_without_persons(value, keep)

    kept: dict[str, Any] = {}
    for name, value in fields.items():
        kept[name] = value
        if name in _ONE_PARTY:
            kept[name] = _party(value)
        elif name in _PARTIES:
            kept[name] = [shown for who in value if (shown := _party(who))]
        elif name in _CLASSES:
            kept[name] = without_numbers(value)
        elif name == "lots":
            kept[name] = [_lot(lot, free) for lot in value]
        elif name == "attachments":
            kept[name] = shown_files(value, page)
        elif name == "models":
            kept[name] = [model for model in value if not _of_person(model)]
        elif isinstance(value, str) and not (name in _NO_TEXT or name.endswith(("_number", "_currency"))):
            kept[name] = free(value)
    return {name: value for name, value in kept.items() if value not in ("", [])}


def name_without_persons(value: str, keep: Iterable[str] = ()) -> str:
    """Return a title or a name of a thing without persons; "" where it was nothing else."""
    asked = _ASKED.sub(lambda one: one[0] if names_nobody(one["who"]) else "", value)
    shorter = without_personal(asked, keep)
    if shorter != value:
        shorter = _CUT_OFF.sub("", shorter)
    shown = _EMPTY.sub("", shown_name(_EMPTY.sub("", shorter))).strip()
    return shown if _LETTER.search(shown) else ""


def _may_be_named(who: str) -> bool:
    """Whether a remark behind a body's name may be a person, or persons: no place, no kind of body."""
    named = [one for one in _APART.split(who) if not (_KINDS.search(one) or is_place(one) or shows_body(one))]
    return not all(map(names_nobody, named))


def _lot(lot: Mapping[str, Any], free: Callable[[str], str]) -> dict[str, Any]:
    kept = {**lot, "lot": free(lot["lot"])}
    if name := free(kept.pop("name", "")):
        kept["name"] = name
    if "supplier" in lot:
        kept["supplier"] = "、".join(filter(None, map(_party, lot["supplier"].split("、"))))
    return kept


def _party(name: str) -> str:
    """Return the name of a party without a person named behind it, "" where nothing shows a body."""
    name = without_head(name)
    if team := _TEAM.search(name):  # 某大学（某学院 丁一老师团队）
        name = name[: team.start()]
    if (noted := _NOTED.search(name)) and _may_be_named(noted["who"]):  # 某某公司（丁一）
        name = name[: noted.start()]
    if len(pieces := _BLANK.split(name)) > 1 and re.search(rf"[{HAN}]", name):
        shown = [piece for piece in pieces if _is_body(piece) and not is_personal_label(piece)]
        name = " ".join(piece for piece in shown if piece.isascii() or not field_of(piece))
    if formed := _FORM.match(name):  # 某某有限公司系丁一创办
        name = formed[0] if not shows_body(name[formed.end() :]) else name
    if not _HAN.search(name):
        name = shown_party(name)
    return without_numbers(name) if _is_body(name) else ""


def _is_body(name: str) -> bool:
    """Whether a name is a body's: it has a sure sign, or that of an office behind words."""
    return shows_body(name) and (shows_surely(name) or _is_office(name))


def _of_person(model: str) -> bool:
    """Whether in front of what is read as a model a name may stand: Roe-H20."""
    named = _NAMED_MODEL.match(model)
    return named is not None and shown_name(named[1]) != named[1]


def _is_office(name: str) -> bool:
    """Whether a name without a sure sign is a body's: it ends as offices do, or all of it is words."""
    if shown_name(name) == name:
        return True
    name = simplified(name)
    *_, before, last = (0, 0, False), *tokens(name)
    word = before[2] and before[1] - before[0] > 1
    sign = name[-1] in _PLAIN_SIGNS or (name[-1] in WEAK and (word or (last[2] and last[1] - last[0] > 2)))
    return sign and _PLAIN.fullmatch(name) is not None
