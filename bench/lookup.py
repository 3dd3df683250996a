"""Prints how well and how fast names are compared and looked up; `main` is what `make bench` calls.

Needs the real data (SANCTIONS_WATCH_REAL_DATA) for quality; speed alone is measured on names made up here
where that folder is absent. Peers run in the same process on the same input.
"""

import csv
import gzip
import json
import os
import random
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from watchlists.lookup import NameIndex, compare, compare_parties
from watchlists.model import Party

ROOT = Path(__file__).parent.parent
EXTENDED = ("acronym", "partial", "cjk_same")
ORGANISATIONS = {"Organization", "Company", "LegalEntity"}
KNOWLEDGE = ("translation", "opaque")
PEER_QUERIES = 60  # looked up by scoring every name: slow

TIERS = (("core", {"core", "negative"}), ("core+extended", {"core", "extended", "negative"}))
PEER_PAIRS = 1500  # compared by nomenklatura: slow

Scored = list[tuple[float, bool]]


def data() -> Path | None:
    """Return the folder of real data; None where it is absent."""
    folder = ROOT / os.environ.get("SANCTIONS_WATCH_REAL_DATA", "../shared/data") / "matching"
    return folder if folder.is_dir() else None


def tier(kind: str) -> str:
    if any(word in kind for word in KNOWLEDGE):
        return "knowledge"
    return "extended" if any(word in kind for word in EXTENDED) else "core"


def rows(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def f1(decided: list[tuple[bool, bool]]) -> float:
    hits = sum(said and true for said, true in decided)
    return 2 * hits / (sum(said for said, _ in decided) + sum(true for _, true in decided) or 1)


def best(scored: Scored) -> tuple[float, float]:
    """Return the best F1 over all thresholds and the recall at precision 0.95."""
    scored = sorted(scored, key=lambda pair: -pair[0])
    positives = sum(true for _, true in scored)
    hits, top, recall = 0, 0.0, 0.0
    for count, (score, true) in enumerate(scored, 1):
        hits += true
        if count < len(scored) and scored[count][0] == score:
            continue
        top = max(top, 2 * hits / (count + positives))
        if hits >= 0.95 * count:
            recall = max(recall, hits / positives)
    return top, recall


def pairs(folder: Path) -> None:
    """Print the figures of judged pairs beside the peers'."""
    peers: dict[str, Callable[[str, str], float]] = {
        "WRatio": lambda a, b: fuzz.WRatio(a, b, processor=default_process),
        "token_set": lambda a, b: fuzz.token_set_ratio(a, b, processor=default_process),
    }
    judged = rows(folder / "pairs_lists.csv")
    compare("Tolmar", "Tolmar")  # its tables are loaded by the first call, as the peer's are below
    start = time.process_time()
    answers = [compare(r["name1"], r["name2"], kind=r["schema"]) for r in judged]
    cost = (time.process_time() - start) / len(judged) * 1e6
    for label, keep in TIERS:
        some = [(r, a) for r, a in zip(judged, answers, strict=True) if r["tier"] in keep]
        own = f1([(a.match, r["is_match"] == "1") for r, a in some])
        top, recall = best([(a.score, r["is_match"] == "1") for r, a in some])
        line = f"  {label}: F1 {own:.3f} (best {top:.3f}), recall at precision 0.95 {recall:.3f}"
        for name, score in peers.items():
            peer, peer_recall = best([(score(r["name1"], r["name2"]), r["is_match"] == "1") for r, _ in some])
            line += f"; {name} best F1 {peer:.3f}, {peer_recall:.3f}"
        print(line)
    print(f"  {cost:.0f} us a pair")
    logic_v2(judged, cost)
    calibration("pairs", [(a.score, r["is_match"] == "1") for r, a in zip(judged, answers, strict=True)])
    for file in ("pairs_namebench.csv", "pairs_zh_abbrev.csv"):
        some = [(r, compare(r["name1"], r["name2"], kind=r.get("schema", ""))) for r in rows(folder / file)]
        true = [r["is_match"].lower() in {"1", "true"} for r, _ in some]
        print(f"  {file}: F1 {f1(list(zip([a.match for _, a in some], true, strict=True))):.3f}")


def logic_v2(judged: list[dict[str, str]], cost: float) -> None:
    """Print the figures of nomenklatura's logic-v2 on a sample, where it can be imported."""
    try:
        from followthemoney import EntityProxy
        from nomenklatura.matching import LogicV2
    except ImportError:
        print("  nomenklatura is not installed: no figures of logic-v2")
        return
    schemas = {"Person": "Person", "Vessel": "Vessel", "Company": "Company", "Organization": "Organization"}
    config = LogicV2.default_config()
    some = random.Random(5).sample(judged, min(PEER_PAIRS, len(judged)))
    entities = []
    for number, r in enumerate(some):
        schema = schemas.get(r["schema"], "LegalEntity")
        entities.append(
            [
                EntityProxy.from_dict(
                    {"id": f"{number}-{side}", "schema": schema, "properties": {"name": [r[side]]}}
                )
                for side in ("name1", "name2")
            ]
        )
    LogicV2.compare(*entities[0], config)  # its tables are loaded by the first call
    start = time.process_time()
    scores = [LogicV2.compare(left, right, config).score for left, right in entities]
    theirs = (time.process_time() - start) / len(some) * 1e6
    for label, keep in TIERS:
        kept = [(r, s) for r, s in zip(some, scores, strict=True) if r["tier"] in keep]
        top, recall = best([(s, r["is_match"] == "1") for r, s in kept])
        own = [(compare(r["name1"], r["name2"], kind=r["schema"]), r["is_match"] == "1") for r, _ in kept]
        ours, our_recall = best([(a.score, true) for a, true in own])
        print(
            f"  nomenklatura logic-v2, {len(kept)} pairs of {label}: best F1 {top:.3f}, {recall:.3f};"
            f" ours {ours:.3f}, {our_recall:.3f}"
        )
    print(f"  nomenklatura logic-v2: {theirs:.0f} us a pair; ours takes 1/{theirs / cost:.1f}")


def calibration(what: str, scored: Scored) -> None:
    """Print how often an answer is right, by its score: 0.9 should be right nine times in ten."""
    print(f"  reliability of {what}: score, mean score, share right, number")
    edges = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
    for low, high in pairwise(edges):
        some = [(score, true) for score, true in scored if low <= score < high]
        if some:
            mean, right = (sum(column) / len(some) for column in zip(*some, strict=True))
            print(f"    {low:.2f}-{min(high, 1):.2f}  {mean:.2f}  {right:.2f}  {len(some)}")


def analyst(folder: Path) -> None:
    """Print F1 over organisations that analysts merged or kept apart; each is known by several names."""
    judged: dict[str, list[tuple[bool, bool]]] = {"organisations": [], "persons": []}
    captions = []
    with (folder / "pairs_analyst.jsonl").open(encoding="utf-8") as file:
        for pair in map(json.loads, file):
            sides = pair["left"], pair["right"]
            schemas = {side["schema"] for side in sides}
            kind = "persons" if schemas == {"Person"} else "organisations" if schemas <= ORGANISATIONS else ""
            if kind:
                left, right = (known(side, "person" if kind == "persons" else "org") for side in sides)
                judged[kind].append((compare_parties(left, right).match, bool(pair["is_match"])))
            if kind == "organisations":
                captions.append((compare(left.name, right.name).match, bool(pair["is_match"])))
    print(
        f"  analysts' organisations, all names and countries: F1 {f1(judged['organisations']):.3f}"
        f" (main names alone {f1(captions):.3f}); persons {f1(judged['persons']):.3f}"
    )


def known(side: dict[str, Any], kind: str) -> Party:
    """Return one side of an analysts' pair."""
    names = dict.fromkeys(name for names in side["names"].values() for name in names)
    return Party(
        entity_id="",
        name=side["caption"] if names else "",
        aliases=tuple(names),
        country=";".join(side["country"]),
        kind=kind,
        list="",
    )


def lookups(folder: Path) -> None:
    """Print the figures of look-ups beside scoring every name."""
    held: dict[str, list[dict[str, str]]] = {}
    for r in rows(folder / "lookup_index.csv.gz"):
        held.setdefault(r["cluster_id"], []).append(r)
    parties = [
        Party(
            entity_id=key,
            name=g[0]["name"],
            aliases=tuple(r["name"] for r in g[1:]),
            list="",
            kind=g[0]["schema"],
        )
        for key, g in held.items()
    ]
    start = time.process_time()
    index = NameIndex.build(parties)
    built = time.process_time() - start
    counts: dict[str, list[int]] = {}
    spent = []
    first_hits: Scored = []
    queries = rows(folder / "lookup_queries.csv")
    for query in queries:
        start = time.process_time()
        candidates = index.search(query["query"], limit=5)
        spent.append(time.process_time() - start)
        found = [candidate.party.entity_id for candidate in candidates]
        first_hits += [(c.score, c.party.entity_id == query["target_cluster"]) for c in candidates[:1]]
        for label in (tier(query["class"]), "all"):
            count = counts.setdefault(label, [0, 0, 0])
            count[0] += 1
            count[1] += query["target_cluster"] in found[:1]
            count[2] += query["target_cluster"] in found
    for label, (total, first, five) in counts.items():
        print(f"  {label}: R@1 {first / total:.3f}, R@5 {five / total:.3f} of {total}")
    calibration("first hits", first_hits)
    print(f"  {len(index)} names: built in {built:.1f} s, look-up {median(spent) * 1e3:.2f} ms (median)")
    owners = [(name, party.entity_id) for party in parties for name in (party.name, *party.aliases)]
    folded = [default_process(name) for name, _ in owners]
    sample = random.Random(3).sample([q for q in queries if tier(q["class"]) == "core"], PEER_QUERIES)
    hits, slow = 0, []
    for query in sample:
        start = time.process_time()
        nearest = process.extract(default_process(query["query"]), folded, scorer=fuzz.WRatio, limit=5)
        slow.append(time.process_time() - start)
        hits += owners[nearest[0][2]][1] == query["target_cluster"]
    print(
        f"  WRatio over all names: core R@1 {hits / PEER_QUERIES:.2f}, {median(slow) * 1e3:.1f} ms (median);"
        f" ours takes 1/{median(slow) / median(spent):.0f}"
    )


def invented(count: int) -> list[Party]:
    """Return made-up companies."""
    dice = random.Random(11)
    parts = (
        *("zhen", "lan", "bor", "tek", "mir", "gaz", "nor", "ven", "dal", "kor", "sil", "tar"),
        *("fen", "hua"),
    )
    trades = ("Trading", "Shipping", "Technology", "Electronics", "Machinery", "Instrument")
    return [
        Party(
            entity_id=str(number),
            name=" ".join(
                [
                    *("".join(dice.choices(parts, k=3)).capitalize() for _ in range(dice.randint(1, 2))),
                    dice.choice(trades),
                    dice.choice(("Co., Ltd.", "LLC", "GmbH", "JSC")),
                ]
            ),
            list="made up",
        )
        for number in range(count)
    ]


def scale() -> None:
    """Print what sixty thousand names cost."""
    parties = invented(60_000)
    start = time.process_time()
    index = NameIndex.build(parties)
    built = time.process_time() - start
    spent = []
    for party in random.Random(2).sample(parties, 200):
        start = time.process_time()
        index.search(party.name.replace("e", "a", 1))
        spent.append(time.process_time() - start)
    print(f"  60000 made-up names: built in {built:.1f} s, look-up {median(spent) * 1e3:.2f} ms (median)")


def main() -> None:
    """Print all figures."""
    folder = data()
    if folder is None:
        print("no real samples: quality is not measured")
    else:
        print("Comparing names")
        pairs(folder)
        analyst(folder)
        print("Looking names up")
        lookups(folder)
    print("Many names")
    scale()


if __name__ == "__main__":
    main()
