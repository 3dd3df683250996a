"""The console script `sanctions-watch`, and `python -m bot`.

Small on purpose: what takes time to import is imported where Ctrl-C already ends the program in peace.
"""

import gc
import sys


def main() -> None:
    """Run the command line."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)
    except RuntimeError as error:
        # what an interrupt becomes in the middle of making a class, before Python 3.12
        if isinstance(error.__cause__, KeyboardInterrupt):
            sys.exit(130)
        raise


def _run() -> None:
    gc.disable()  # until all is loaded, see `bot.cli.run`
    from bot.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
