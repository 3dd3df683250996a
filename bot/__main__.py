"""The console script `sanctions-watch`, and `python -m bot`.

Small on purpose: what takes time to import is imported where Ctrl-C already ends the program in peace.
"""

import gc
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()  # what modules are made of stays: looking through it again and again finds nothing
    try:
        from bot.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
