"""The words that the campaigns take on the command line: each is told here once, with one meaning."""

import argparse
import signal
import sys

_HELP = {
    "alerts": "at most (default: as many as come)",
    "bombs": "servers that send what unpacks to too much",
    "channels": "of Slack",
    "clock": "seconds by which an instance's clock may be off when it begins",
    "each": "seconds between two alerts of an instance",
    "every": "seconds between two items of a feed",
    "faults": "share of posts that fail",
    "feeds": "on loopback",
    "good": "feeds that answer",
    "grace": "seconds before a post of unknown fate is looked for",
    "instances": "living at the same time, on one store",
    "interval": "seconds between two polls of a feed",
    "keep_log": "file for the program's log",
    "kills": "at random points",
    "log": "file for every instance's log, by monotonic time",
    "more": "alerts in each step",
    "naive": "without what is under torture: must show duplicates",
    "pause": "least seconds between two posts in a channel",
    "postgres": "start a PostgreSQL of its own",
    "rate": "alerts recorded a second",
    "restore": "go back to a backup made half-way (SQLite)",
    "seconds": "how long it goes on",
    "seed": "of all that is drawn",
    "skew": "seconds by which Slack's clock may be off",
    "slow": "servers that drip",
    "steps": "in which the day passes",
    "stops": "share of blows that stop, not kill",
    "teams": "post to a Teams connector, not to Slack",
    "times": "how often",
    "url": "store (default: a SQLite file of its own)",
    "workspaces": "that installed the app, each with its token (0: one, whose token is set)",
}


def read_options(doc: str | None, **defaults: float | str | bool) -> argparse.Namespace:
    """Return what the command line says, for the words given; each has the type of its default.

    From here on, who ends the campaign (`timeout`, a person) is told why there are no figures, and leaves
    nothing behind: no program that goes on posting, no disk.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside (SIGTERM): no figures"))
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    for name, default in defaults.items():
        word = "--" + name.replace("_", "-")
        if isinstance(default, bool):
            parser.add_argument(word, action="store_true", help=_HELP[name])
        else:
            parser.add_argument(word, type=type(default), default=default, help=_HELP[name])
    return parser.parse_args()
