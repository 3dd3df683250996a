from array import array

FORM: int

def count_names(starts: memoryview, parts: memoryview, plain: memoryview, counts: array[int], /) -> None: ...
def anchor_names(
    starts: memoryview,
    parts: memoryview,
    plain: memoryview,
    order: array[int],
    most: int,
    started: bytearray,
    words: array[int],
    items: array[int],
    /,
) -> int: ...
def group_names(words: array[int], items: array[int], size: int, /) -> tuple[bytes, ...]: ...
def note_words(given: memoryview, into: array[int] | bytearray, /) -> None: ...
def sort_words(content: bytes | memoryview, numbers: array[int], least: int, /) -> bytes: ...
def count_letters(content: bytes | memoryview, numbers: array[int], /) -> bytes: ...
def order_words(
    content: bytes | memoryview, common: array[int], often: array[int], order: array[int], /
) -> None: ...
def lettered_words(content: bytes | memoryview, marked: bytes | bytearray, least: int, /) -> bytes: ...
def cut_words(
    content: bytes | memoryview,
    numbers: array[int],
    least: int,
    letters: int,
    behind: bool,
    every: bool,
    more: bytes,
    /,
) -> bytes: ...
