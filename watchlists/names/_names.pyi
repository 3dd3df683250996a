from collections.abc import Callable
from typing import TypeAlias

from watchlists.names.name import Name
from watchlists.names.tokens import Token
from watchlists.names.vocabulary import Meaning

FORM: int

Groups: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]
Counted: TypeAlias = tuple[list[Token], list[str], list[Token], str, float, list[str], str]
Watched: TypeAlias = tuple[Token, frozenset[str] | None, bool]
Words: TypeAlias = dict[str, Token | Watched | None]
Plain: TypeAlias = tuple[list[Token], str, bool]

Tables: TypeAlias = tuple[
    dict[str, int],
    dict[str, Meaning],
    dict[str, Meaning],
    dict[str, tuple[tuple[str, Meaning], ...]],
    Groups,
    dict[str, float],
    tuple[float, ...],
    dict[str, tuple[tuple[tuple[str, ...], str], ...]],
    dict[str, tuple[str, ...]],
    Callable[[str], str],
]
Making: TypeAlias = tuple[
    type[Name],
    frozenset[str],
    dict[str, int],
    Callable[[tuple[str, ...]], frozenset[str]],
    Callable[[list[str]], list[str]],
    dict[str, Token],
    type[Token],
    Tables,
    frozenset[str],
    frozenset[str],
    frozenset[str],
    frozenset[str],
]

def plain(
    name: str, words: Words, pointed: Words, cyrillic: Words, asked: Making, /
) -> Name | Plain | None: ...
def made(cls: type[Token], text: str, asked: Tables, /) -> Token | None: ...
def spelled(word: str, groups: Groups, /) -> str | None: ...
def counted(words: list[Token], /) -> Counted | None: ...
