"""What is kept of a notice, in which no person is named, and what of it is matched and forgotten. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.personal import without_personal
from watchers.parsers.persons.persons import bare_name
from watchers.parsers.persons.records import known_bodies
from watchers.parsers.persons.shown_files import without_file_names
from watchers.parsers.persons.western import shown_line, shown_sentences
from watchers.parsers.plain import cut, fold_width
from watchers.parsers.tenders.written_notice import WrittenNotice
from watchers.parsers.text import MAX_TEXT, MAX_TITLE

_HAN = re.compile("[\u4e00-\u9fff]")
_PRIVATE = "（自然人）"  # stands for the name of a private person
_MAX = 200  # names that are taken out of one notice
_LONG = 100  # characters of a title that is no title: a page's first sentences
_UNTITLED = "公告"  # a title that named nothing but persons


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """What is stored and shown of a notice, and `whole`, which is matched and forgotten."""

    title: str
    text: str
    whole: str
    fields: Mapping[str, Any]


def kept_notice(
    notice: WrittenNotice,
    title: str,
    fields: Mapping[str, Any],
    sellers: Sequence[str],
    *,
    western: bool,
    page: str,
) -> KeptNotice:
    """Return what is kept of a notice, its fields read; `sellers` are persons, who are but counted.

    `page` is its address.
    """
    keep = [str(value) for name, value in fields.items() if name.endswith("_number")]
    seen = without_file_names(notice.open, notice.attachments)
    told = _without(sellers, without_personal(seen, keep))
    told = without_contacts(told) if western else told
    kept = {**fields}
    if "models" in kept:  # numbers of a person's papers look like models; what left the text leaves here too
        kept["models"] = _still_in(told, notice.public, kept["models"])
        if not kept["models"]:
            del kept["models"]
    line = _line(told, kept, keep) if western else None
    in_letters = western and not _HAN.search(title)
    shown = _without(sellers, shown_text(title) if len(title) > _LONG and not in_letters else title)
    text = shown_sentences(told, beside=title, bodies=_bodies(kept)) if western else shown_text(told)
    shown = line(shown) if line and in_letters else name_without_persons(shown, keep)
    return KeptNotice(
        title=cut(shown or _UNTITLED, MAX_TITLE),
        text=cut(text, MAX_TEXT),
        whole=cut(without_numbers(f"{title}\n{notice.seen}"), MAX_TEXT),
        fields=impersonal(kept, keep, page=page, line=line),
    )


def _bodies(fields: Mapping[str, Any]) -> Sequence[str]:
    """Return the names of parties and models in the fields of a notice that is not Chinese."""
    return known_bodies(impersonal(fields, line=str))


def _line(text: str, fields: Mapping[str, Any], keep: Sequence[str]) -> Callable[[str], str]:
    """Return the gate for a title or the name of a thing in a notice with this text, which is not Chinese."""
    bodies = _bodies(fields)
    return lambda value: shown_line(without_personal(value, keep), beside=text, bodies=bodies)


def _without(persons: Sequence[str], text: str) -> str:
    """Return the text without the names of private persons, wherever they stand as a word of their own."""
    if not persons:
        return text
    persons = list(dict.fromkeys(who for who in (*persons, *map(bare_name, persons)) if len(who) > 1))[:_MAX]
    spaced = "|".join(r"\s{0,3}".join(map(re.escape, re.sub(r"\s", "", who))) for who in persons)
    return re.sub(rf"(?<![^\W_])(?:{spaced})(?![^\W_])", _PRIVATE, text)


def _still_in(told: str, text: str, models: Sequence[str]) -> list[str]:
    """Return the models without those that stood in the text and no longer do."""
    text, told = fold_width(text), fold_width(told)
    return [model for model in models if model not in text or model in told]
