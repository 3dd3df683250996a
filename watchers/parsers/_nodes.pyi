from watchers.parsers.nodes import Found

FORM: int

def nodes_of(body: bytes, start: int, names: tuple[str, ...], /) -> Found | None: ...
