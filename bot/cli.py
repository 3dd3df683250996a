"""Console script; filled by later commits."""


def main() -> None:
    """Entry point of `sanctions-watch`."""
