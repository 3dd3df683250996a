"""Usual given names and surnames in European letters, without regard to case and marks on letters. Data."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from unicodedata import combining, normalize

# what surnames of several languages end with, and hardly any other word with a capital
_ENDS = re.compile(
    r".{2,}(?:owsk[iay]|ewsk[iay]|ińsk[iay]|insk[iay]|czyk|czak|wicz|szcz?ak|niak|enko|chuk|czuk|shvili|opoulos|akis"
    r"|[ií]dis|o[gğ]lu|escu|eanu|sson|sd[oó]ttir|sen|mann|berger|meier|mayer|bauer|huber|ová|ovic|ović|evic|ević|ić"
    r"|ovich|evich|ovna|evna|yan|енко|чук|ський|ська|цький|цька|ович|евич|ович|овна|евна|івна|швили|янц|[её]ва?|ова?|ин"
    r"|ина|ский|ская|όπουλος|άκης|ίδης|ίδου|άδης)"
)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Return the sections of the table: `given`, `surnames`, `words`, none in two."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files(__package__).joinpath("names.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            words = sections.setdefault(line[3:], [])
        elif not line.startswith("#"):
            words += line.split()
    return {name: frozenset(words) for name, words in sections.items()}


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether people are called so by a usual given name, which may be a surname as well."""
    return plain(word) in _lists()["given"]


def is_name_and_word(word: str) -> bool:
    """Whether a usual name is a word of texts far more often: Winter."""
    return plain(word) in _lists()["words"]


@lru_cache(maxsize=8192)
def is_name(word: str) -> bool:
    """Whether people are called so: by a usual given name or surname, or one that ends as such do."""
    own = plain(word)
    return (
        own in _lists()["given"]
        or own in _lists()["surnames"]
        or (len(word) > 5 and _ENDS.fullmatch(word.lower()) is not None)
    )


def plain(word: str) -> str:
    """Return a word in small letters without marks on them."""
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign)).casefold()
