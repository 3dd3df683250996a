"""Usual given names and surnames in European letters, without regard to case and marks on letters. Data."""

import re
from functools import cache, lru_cache
from unicodedata import combining, normalize

from watchers.parsers.persons.word_tables import sections_of

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
    return sections_of("names.txt")


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
    return unmarked(word).casefold()


def unmarked(word: str) -> str:
    """Return a word without marks on its letters: lü, lu."""
    return word if word.isascii() else "".join(one for one in normalize("NFD", word) if not combining(one))
