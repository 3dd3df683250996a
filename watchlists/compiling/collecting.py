"""Keeps the garbage collector from going through what is being made, again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the garbage collector from going through the objects of names again and again.

    There are millions for a moment, none of them part of a cycle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect(1)  # now: else the first texts to be scanned wait for it


def settle(*, replaced: bool = False) -> None:
    """Keep the garbage collector from going through what is held now, an index and word tables: it stays.

    `replaced`: the index takes the place of another. What was held and is garbage by now is let go then,
    which takes a tenth of a second.
    """
    if replaced:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
