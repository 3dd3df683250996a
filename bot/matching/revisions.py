"""What the store has of what is watched, as numbers: another one with every edit of a watchlist or a list."""

import watchers.lists.store
import watchlists.store
from bot.database.interface import Database

# Held by an edit that looks back at stored items, shared by who stores items: one sees the other's work.
LOCK = "watched"

Revisions = dict[tuple[str, str], tuple[int, int]]  # of a watchlist, and of the list it stands for
NONE = (0, 0)  # what no watchlist has


def state(db: Database) -> object:
    """Return what moves with every edit of any watchlist or list, for two small queries."""
    lists = tuple((row["source_id"], row["revision"]) for row in watchers.lists.store.held_lists(db))
    return watchlists.store.revision(db), lists


def revisions(db: Database) -> Revisions:
    """Return what moves with every edit of each watchlist, by team and name."""
    lists = {row["source_id"]: row["revision"] for row in watchers.lists.store.held_lists(db)}
    return {
        key: (revision, lists.get(key[1].partition(":")[0], 0))
        for key, revision in watchlists.store.revisions(db).items()
    }


def terms(db: Database) -> int:
    """Return how many terms are watched, by the look of it: a guess that costs little."""
    lists = {row["source_id"]: row["entries"] for row in watchers.lists.store.held_lists(db)}
    watched = {name.partition(":")[0] for _, name in watchlists.store.revisions(db)}
    entries: int = sum(lists[name] for name in watched & lists.keys())
    return entries + watchlists.store.size(db)
