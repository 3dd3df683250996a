"""Which items tell one story: shared identity, or wording that is mostly the same. Pure.

The grouping behind `backtest --stories`. It joins what dedupe would join, whether or not a term matched.
"""

from collections import defaultdict
from collections.abc import Sequence

from bot.alerting.reprints import SAME_TITLE_LETTERS, is_reprint, sketch
from bot.alerting.told import keys_of, other_buyers
from watchers.changes import identities, item_key
from watchers.model import Item, ItemKind

_ANY = frozenset({"any"})  # wording decides alone: no terms are asked for
_COMMON = 40  # a run of words in more items than this says nothing


def group(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """Return the items by story, each in exactly one, in the order of their first item."""
    parent = list(range(len(items)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    by_key: dict[str, int] = {}
    by_run: dict[int, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    sketches = [sketch(item.title, item.text or item.title) for item in items]
    for index, item in enumerate(items):
        own = identities([item])[0]
        near: set[int] = set()
        for key in keys_of(item, item_key(item.source, own[0]), own):
            if key in by_key and not (
                key.startswith("project:") and other_buyers(_buyer(item), _buyer(items[by_key[key]]))
            ):
                parent[root(index)] = root(by_key[key])
            by_key.setdefault(key, index)
        if item.kind is ItemKind.NEWS:
            for run in sketches[index].hashes:
                if len(by_run[run]) < _COMMON:
                    near.update(by_run[run])
                    by_run[run].append(index)
            title = sketches[index].title
            if len(title) >= SAME_TITLE_LETTERS:
                near.update(by_title[title])
                by_title[title].append(index)
        for other in near:
            if root(other) != root(index) and is_reprint(
                sketches[index], sketches[other], terms=_ANY, other_terms=_ANY
            ):
                parent[root(index)] = root(other)
    stories: dict[int, list[Item]] = {}
    for index, item in enumerate(items):
        stories.setdefault(root(index), []).append(item)
    return tuple(tuple(story) for story in stories.values())


def _buyer(item: Item) -> list[str]:
    return [str(item.fields.get("buyer") or "")]
