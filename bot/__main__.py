"""The console script `sanctions-watch`, and `python -m bot`.

Small on purpose: what takes time to import is imported where Ctrl-C already ends the program in peace.
"""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from bot.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
