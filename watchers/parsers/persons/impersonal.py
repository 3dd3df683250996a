"""The fields of a notice without the persons in them: free text is cleaned as the notice's own text is. Pure.

Names of parties stay what they are, also where a company bears the name of its founder; only a person named
beside one leaves it, and a buyer or agency whom the notice itself tells to be a person is none. Of what a
source classifies (a region may be called like a person) only those leave whom the notice told elsewhere.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from watchers.parsers.persons.known_persons import without_known
from watchers.parsers.persons.person_cues import HAN, is_likely_person
from watchers.parsers.persons.personal import without_numbers, without_personal

_ONE_PARTY = frozenset({"buyer", "agency"})
_PARTIES = frozenset({"supplier", "candidates"})
_CLASSES = frozenset({"region", "category"})
# words of our own, numbers, moments, and models, which the caller holds against the text
_NO_TEXT = frozenset({"stage", "buyer_from", "deadline", "models"})
_BESIDE = re.compile(rf"(?<=\S)[ \t\u3000]+(?P<who>[{HAN}]{{2,4}})\Z")
_TEAM = re.compile(
    r"[（(][^（）()]{2,30}(?:老师|教授|先生|女士|研究员|博士|团队|课题组)[^（）()]{0,6}[）)]\Z"
)
_CUT_OFF = re.compile(r"[ \t]*[（(][^（）()]*\Z")  # what stood behind the bracket is gone
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_WORD = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_FILE = "附件"
_SURE = 3  # the least likelihood of a name that nothing else tells


def impersonal(
    fields: Mapping[str, Any], keep: Iterable[str] = (), known: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the fields without persons and phone numbers; one of which nothing is left is absent.

    `keep` as for `without_personal`; `known` are the names of persons that the notice's text told.
    """
    keep, known = tuple(keep), dict.fromkeys(known)  # in their order, so that the same are told each time

    def free(value: str) -> str:
        return name_without_persons(value, keep, known)

    kept: dict[str, Any] = {}
    for name, value in fields.items():
        kept[name] = value
        if name in _ONE_PARTY:
            kept[name] = "" if value in known else _party(value, known)
        elif name in _PARTIES:
            kept[name] = [_party(who, known) for who in value if who not in known]
        elif name in _CLASSES:
            kept[name] = without_numbers(without_known(value, known))
        elif name == "lots":
            kept[name] = [_lot(lot, free, known) for lot in value]
        elif name == "attachments":
            kept[name] = [one | {"name": _file(one["name"], free, known)} for one in value]
        elif isinstance(value, str) and not (name in _NO_TEXT or name.endswith(("_number", "_currency"))):
            kept[name] = free(value)
    return {name: value for name, value in kept.items() if value not in ("", [])}


def name_without_persons(value: str, keep: Iterable[str] = (), known: Iterable[str] = ()) -> str:
    """Return a title or a name of a thing without persons; "" where it was nothing else.

    One that is a single word stays, unless `known`: nothing in it says that the word is a person's name.
    """
    shorter = without_personal(value, keep, headline=True)
    shorter = without_known(value if not shorter and value.isalpha() else shorter, known)
    return _CUT_OFF.sub("", shorter).strip() if shorter != value else value


def _lot(lot: Mapping[str, Any], free: Callable[[str], str], known: Collection[str]) -> dict[str, Any]:
    kept = {**lot, "lot": free(lot["lot"])}
    if name := free(kept.pop("name", "")):
        kept["name"] = name
    if "supplier" in lot:
        names = (_party(who, known) for who in lot["supplier"].split("、") if who not in known)
        kept["supplier"] = "、".join(names)
    return kept


def _file(name: str, free: Callable[[str], str], known: Collection[str]) -> str:
    """Return a file's name without persons; its ending stays, also where nothing else does."""
    ending = match[0] if (match := _ENDING.search(name)) else ""
    stem = name.removesuffix(ending)
    told = _WORD.sub(lambda word: "" if word[0] in known else word[0], free(stem))  # 声明函-丁一.pdf
    if told != stem:
        told = told.strip("-_— ")
    return (told or _FILE) + ending if name else ""


def _party(name: str, known: Collection[str]) -> str:
    """Return the name of a party without a person named behind it: `某招标有限公司 丁一`."""
    if team := _TEAM.search(name):  # 某大学（某学院 丁一老师团队）
        name = name[: team.start()]
    beside = _BESIDE.search(name)
    if beside is None or not (beside["who"] in known or is_likely_person(beside["who"], _SURE)):
        return without_numbers(name)
    return without_numbers(name[: beside.start()])
