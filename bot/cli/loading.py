"""The garbage collector while a command is loaded, and when it is."""

import gc


def loaded() -> None:
    """Switch the garbage collector on, which `bot.__main__` switched off.

    What modules are made of stays: looking through it again and again finds nothing.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
