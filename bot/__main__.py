"""`python -m bot` is `sanctions-watch`."""

from bot.cli import main

if __name__ == "__main__":
    main()
