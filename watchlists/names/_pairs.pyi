from collections.abc import Callable
from typing import TypeAlias

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name
from watchlists.names.tokens import Token

FORM: int

Asked: TypeAlias = tuple[
    float,
    tuple[float, ...],
    Callable[[Token, Token], float],
    Callable[[list[Token], str, Token], float],
    Callable[[Name, Name, Alignment], tuple[float, ...]],
    Callable[[str, str], float],
    frozenset[str],
]

def weigh(a: Name, b: Name, found: Alignment, person: bool, asked: Asked, /) -> float | None: ...
