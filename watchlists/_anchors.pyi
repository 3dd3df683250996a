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
