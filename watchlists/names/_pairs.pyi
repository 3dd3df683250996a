from collections.abc import Callable
from typing import TypeAlias

from watchlists.names.alignment import Alignment
from watchlists.names.explanation import LookupReason
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
    type[Alignment],
    Callable[[Name, Name], float],
]

Reasons: TypeAlias = tuple[LookupReason, ...]
Told: TypeAlias = tuple[LookupReason, str]

def explained(a: Name, b: Name, found: Alignment, reasons: Reasons, /) -> Told | None: ...
def weigh(a: Name, b: Name, person: bool, asked: Asked, /) -> tuple[Alignment, float] | None: ...
