from typing import TypeAlias

from watchlists.names.tokens import Token

FORM: int

Groups: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]
Counted: TypeAlias = tuple[list[Token], list[str], list[Token], str, float, list[str], str]
Watched: TypeAlias = tuple[Token, frozenset[str] | None, bool]
Words: TypeAlias = dict[str, Token | Watched | None]
Plain: TypeAlias = tuple[list[Token], str, bool]

def plain(name: str, words: Words, pointed: Words, cyrillic: Words, /) -> Plain | None: ...
def spelled(word: str, groups: Groups, /) -> str | None: ...
def counted(words: list[Token], /) -> Counted | None: ...
