from collections.abc import Callable
from typing import TypeAlias

from watchlists.names.alignment import Alignment
from watchlists.names.prepared import Name
from watchlists.names.tokens import Token

FORM: int

Asked: TypeAlias = tuple[
    float,
    tuple[float, ...],
    Callable[[Token, Token], float],
    Callable[[list[Token], str, Token], float],
    Callable[[Name, Name, Alignment], tuple[float, ...]],
    Callable[[str, str], float],
]

Groups: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]
Counted: TypeAlias = tuple[list[Token], list[str], list[Token], str, float, list[str], str]

def weigh(a: Name, b: Name, found: Alignment, person: bool, asked: Asked, /) -> float | None: ...
def spelled(word: str, groups: Groups, /) -> str | None: ...
def counted(words: list[Token], /) -> Counted | None: ...
