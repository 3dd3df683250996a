"""Fit the few weights of `watchlists/names/weights.py` on judged pairs; run by hand, never by the tests.

    PYTHONPATH=. python bench/fit/calibrate.py DATA_ROOT [--write]

Needs numpy, which the project itself does not. One weight for each kind of evidence, fitted by logistic
regression with a penalty; nothing about a single name goes in. Prints the figures of five-fold
cross-validation, the folds parted by party; --write puts the weights fitted on everything into place.
"""

import argparse
import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from watchlists.model import Party
from watchlists.names.alignment import align
from watchlists.names.evidence import FEATURES, evidence
from watchlists.names.index import NameIndex
from watchlists.names.name import Name
from watchlists.names.persons import is_person
from watchlists.names.prepared import prepare

TARGET = Path(__file__).parents[2] / "watchlists/names/weights.py"
LOOKUP_SHARE = 0.4  # weight of a look-up candidate beside a judged pair: there are more of them
NEIGHBOURS = 8  # wrong candidates of each look-up that are learned from


def row(a: Name, b: Name, kind: str) -> list[float]:
    found = evidence(a, b, align(a, b), person=is_person(kind))
    return found + [0.0] * (len(FEATURES) - len(found))


def best_row(left: str, right: str, kind: str) -> list[float] | None:
    rows = [row(a, b, kind) for a in prepare(left) for b in prepare(right)]
    return max(
        rows, key=lambda r: (r[FEATURES.index("worst_share")], -r[FEATURES.index("loss")]), default=None
    )


def pairs(root: Path) -> Iterator[tuple[list[float], int, str, str]]:
    """Yield evidence, truth, party and tier of each judged pair."""
    party: dict[str, str] = {}

    def find(name: str) -> str:
        while party.setdefault(name, name) != name:
            name = party[name]
        return name

    rows = [
        r
        for r in csv.DictReader((root / "pairs_lists.csv").open(encoding="utf-8"))
        if r["tier"] != "knowledge"
    ]
    for r in rows:
        if r["is_match"] == "1":
            party[find(r["name1"])] = find(r["name2"])
    for r in rows:
        found = best_row(r["name1"], r["name2"], r["schema"])
        if found:
            yield found, int(r["is_match"]), find(r["name1"]), r["tier"]
    for r in csv.DictReader((root / "pairs_namebench.csv").open(encoding="utf-8")):
        found = best_row(r["name1"], r["name2"], r["schema"])
        if found:
            yield found, int(r["is_match"].lower() in {"1", "true"}), "bench " + r["name1"], "bench"


def lookups(root: Path) -> Iterator[tuple[list[float], int, str, str]]:
    """Yield the right candidate and the nearest wrong ones of each look-up."""
    names: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    with gzip.open(root / "lookup_index.csv.gz", "rt", encoding="utf-8") as file:
        for r in csv.DictReader(file):
            names.setdefault(r["cluster_id"], []).append(r["name"])
            kinds[r["cluster_id"]] = r["schema"]
    index = NameIndex.build(
        Party(entity_id=key, name=given[0], aliases=tuple(given[1:]), list="", kind=kinds[key])
        for key, given in names.items()
    )
    for r in csv.DictReader((root / "lookup_queries.csv").open(encoding="utf-8")):
        if "opaque" in r["class"] or "translation" in r["class"]:
            continue
        seen: set[str] = set()
        wrong = 0
        for query in prepare(r["query"])[:1]:
            for party, name in index.neighbours(query):
                right = party.entity_id == r["target_cluster"]
                if party.entity_id in seen or (not right and wrong >= NEIGHBOURS):
                    continue
                seen.add(party.entity_id)
                wrong += not right
                yield row(query, name, party.kind), int(right), "look " + r["target_cluster"], "lookup"


def fit(x: np.ndarray, y: np.ndarray, share: np.ndarray, penalty: float = 2.0) -> tuple[float, np.ndarray]:
    """Return bias and weights by Newton's method on standardised evidence."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    ridge = np.r_[np.full(x.shape[1], penalty), 0]
    w = np.zeros(z.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-z @ w))
        curve = (z * (share * p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9)
        w += np.linalg.solve(curve, z.T @ (share * (y - p)) - ridge * w)
    weights = w[:-1] / scale
    return float(w[-1] - weights @ mean), weights


def report(p: np.ndarray, y: np.ndarray, tier: np.ndarray) -> None:
    for label, keep in (("core", ["core", "negative"]), ("core+extended", ["core", "extended", "negative"])):
        some = np.isin(tier, keep)
        order = np.argsort(-p[some])
        hits = np.cumsum(y[some][order])
        precision, recall = hits / np.arange(1, len(hits) + 1), hits / hits[-1]
        f1 = 2 * precision * recall / (precision + recall + 1e-9)
        own = [
            f"{2 * y[some & (p >= t)].sum() / ((p[some] >= t).sum() + y[some].sum()):.3f} at {t}"
            for t in (0.3, 0.4, 0.5, 0.6)
        ]
        print(
            f"{label}: F1 {', '.join(own)}; best {f1.max():.3f}, "
            f"recall at precision 0.95 {recall[precision >= 0.95].max():.3f}"
        )
    for low in np.arange(0, 1, 0.1):
        some = (p >= low) & (p < low + 0.1) & (tier != "lookup")
        print(f"score {low:.1f}-{low + 0.1:.1f}: right {y[some].mean():.2f} of {some.sum()}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the name scorer.")
    parser.add_argument("root", type=Path, help="folder with pairs_lists.csv and its neighbours")
    parser.add_argument(
        "--write", action="store_true", help="put the weights into watchlists/names/weights.py"
    )
    options = parser.parse_args()
    rows = [*pairs(options.root), *lookups(options.root)]
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    parties, tier = [r[2] for r in rows], np.array([r[3] for r in rows])
    fold = np.array([hash_of(party) % 5 for party in parties])
    share = np.where(tier == "lookup", LOOKUP_SHARE, 1.0)
    p = np.zeros(len(y))
    for number in range(5):
        rest = fold != number
        bias, weights = fit(x[rest], y[rest], share[rest])
        p[fold == number] = 1 / (1 + np.exp(-(x[fold == number] @ weights + bias)))
    report(p, y, tier)
    if options.write:
        write(*fit(x, y, share))


def hash_of(text: str) -> int:
    """Return a number that is the same in every run."""
    return sum((n + 1) * ord(c) for n, c in enumerate(text)) % 7919


def write(bias: float, weights: np.ndarray) -> None:
    lines = "".join(f"    {weight:.4f},  # {name}\n" for name, weight in zip(FEATURES, weights, strict=True))
    TARGET.write_text(
        '"""What each kind of evidence weighs, in log odds; written by `bench/fit/calibrate.py`."""\n\n'
        f"BIAS = {bias:.4f}\nWEIGHTS = (\n{lines})\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
