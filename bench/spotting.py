"""Prints how well and how fast names are spotted in text; `main` is what `make bench` calls.

Figures on labelled passages and corpora need the real data (SANCTIONS_WATCH_REAL_DATA); speed and damaged
names are measured on names made up here where that folder is absent. Peers run in the same process on the
same input.
"""

import csv
import gc
import gzip
import json
import os
import random
import resource
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import ahocorasick_rs
from rapidfuzz import fuzz, process

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

ROOT = Path(__file__).parent.parent
FILLER = (
    "The committee met on Tuesday to review the contract, which was signed last spring with {}, and asked "
    "for a new report on costs before the summer break. Officials said the work would go on."
)
STEMS = "zhen lan bor tek mir gaz nor ven dal kor sil tar fen hua yun gol pet ras vol kam"
OTHER_STEMS = "quo wix bram olf ush ezi clu dro phy jex ob ull squa rit enn"
TRADES = ("Trading", "Shipping", "Technology", "Electronics", "Machinery", "Industrial", "Instrument")
FORMS = ("Co., Ltd.", "LLC", "GmbH", "JSC", "Limited", "Inc.")


def data() -> Path | None:
    """Return the folder of real data; None where it is absent."""
    folder = ROOT / os.environ.get("SANCTIONS_WATCH_REAL_DATA", "../shared/data")
    return folder if folder.is_dir() else None


def terms_of(names: Iterable[str], kind: str = "org") -> tuple[Term, ...]:
    """Return one term for each name."""
    return tuple(Term(name=name, kind=kind) for name in names)


def compiled(terms: tuple[Term, ...], *, official: bool = False) -> Matcher:
    """Return a matcher of one watchlist."""
    return Matcher.compile([Watchlist(team="bench", name="list", terms=terms, official=official)])


def invented(count: int, seed: int = 7, stems: str = STEMS) -> list[str]:
    """Return `count` made-up company names, none twice."""
    dice = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        words = [
            "".join(dice.choices(stems.split(), k=dice.randint(2, 3))).capitalize()
            for _ in range(dice.randint(1, 2))
        ]
        names[" ".join([*words, dice.choice(TRADES), dice.choice(FORMS)])] = None
    return list(names)


def official_names(folder: Path) -> dict[str, list[str]]:
    """Return the names of every party of the lookup index, the first name first."""
    parties: dict[str, list[str]] = {}
    with gzip.open(folder / "matching" / "lookup_index.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            parties.setdefault(row["cluster_id"], []).append(row["name"])
    return parties


def jsonl(path: Path) -> Iterator[dict]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def figures(hits: int, stray: int, missed: int) -> str:
    """Return precision, recall and F1 in words."""
    precision, recall = hits / max(hits + stray, 1), hits / max(hits + missed, 1)
    return (
        f"precision {precision:.3f} recall {recall:.3f} F1 {2 * hits / max(2 * hits + stray + missed, 1):.3f}"
    )


def passages(folder: Path) -> None:
    """Print micro figures over labelled passages, and by class."""
    with (folder / "spotting" / "watchlist.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    def cells(text: str) -> tuple[str, ...]:
        return tuple(cell for cell in text.split("|") if cell)

    terms = tuple(
        Term(name=r["name"], kind=r["kind"], aliases=cells(r["aliases"]), context=cells(r["context"]))
        for r in rows
    )
    matcher = compiled(terms)
    tally: dict[str, list[int]] = {}
    for row in jsonl(folder / "spotting" / "passages.jsonl"):
        found = {m.term for m in matcher.scan(Passage(title=row["title"], text=row["text"])).matches}
        wanted = set(row["expect"])
        for key in ("all", row["class"]):
            sums = tally.setdefault(key, [0, 0, 0, 0, 0])
            for at, value in enumerate(
                (len(found & wanted), len(found - wanted), len(wanted - found), 1, found == wanted)
            ):
                sums[at] += value
    for key, (hits, stray, missed, count, right) in tally.items():
        print(
            f"  passages {key:21} {figures(hits, stray, missed)} exactly right {right / count:.3f} of {count}"
        )


def corpora(folder: Path) -> None:
    """Print figures over corpora whose annotated names are the terms."""
    rows = list(jsonl(folder / "matching" / "spot_zh_cluener.jsonl"))
    matcher = compiled(terms_of(sorted({c["name"] for r in rows for c in r["cands"]})))
    hits = stray = missed = 0
    for row in rows:
        found = {m.term for m in matcher.scan(Passage(text=row["text"])).matches}
        labels: dict[str, int] = {}
        for cand in row["cands"]:
            labels[cand["name"]] = max(labels.get(cand["name"], 0), cand["label"])
        hits += sum(label for name, label in labels.items() if name in found)
        stray += sum(1 - label for name, label in labels.items() if name in found)
        missed += sum(label for name, label in labels.items() if name not in found)
    print("  spot_zh_cluener", figures(hits, stray, missed))
    for file, key, name in (("spot_en_reuters", "mentions", "mention"), ("spot_en_re3d", "spans", "text")):
        rows = list(jsonl(folder / "matching" / f"{file}.jsonl"))
        spans = [
            {
                (s["start"], s["end"]): s[name]
                for s in r[key]
                if s[name] and s.get("type", "Organisation") == "Organisation"
            }
            for r in rows
        ]
        matcher = compiled(terms_of(sorted({text for row in spans for text in row.values()})))
        hits = stray = missed = 0
        for row, wanted in zip(rows, spans, strict=True):
            got = {(m.start, m.end) for m in matcher.scan(Passage(text=row["text"])).matches}
            hits += sum(any(a < e and s < b for a, b in got) for s, e in wanted)
            missed += sum(not any(a < e and s < b for a, b in got) for s, e in wanted)
            stray += sum(not any(a < e and s < b for s, e in wanted) for a, b in got)
        print(f"  {file}", figures(hits, stray, missed))


def official(folder: Path) -> None:
    """Print how many unrelated news texts a whole official list would post."""
    parties = official_names(folder)
    terms = tuple(Term(name=n[0], kind="org", aliases=tuple(n[1:])) for n in parties.values())
    start = time.process_time()
    matcher = compiled(terms, official=True)
    took = time.process_time() - start
    texts = [row["text"] for row in jsonl(folder / "matching" / "spot_en_reuters.jsonl")]
    false = sum(bool(matcher.scan(Passage(text=text)).matches) for text in texts)
    names = sum(map(len, parties.values()))
    print(
        f"  official list, {names} names: compiled in {took:.1f} s; {false} of {len(texts)} other texts post"
    )


def bare(names: Iterable[str]) -> Callable[[str], int]:
    """Return a scan by plain Aho-Corasick over NFKC and casefold."""

    def plain(text: str) -> str:
        return unicodedata.normalize("NFKC", text).casefold()

    automaton = ahocorasick_rs.AhoCorasick(sorted({plain(name) for name in names}))
    return lambda text: len(automaton.find_matches_as_indexes(plain(text), overlapping=True))


def rate(scan: Callable[[str], object], texts: list[str]) -> float:
    """Return megabytes of UTF-8 a CPU second: the best of three passes, after one to fill caches."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = 0.0
    for round_ in range(4):
        start = time.process_time()
        for text in texts:
            scan(text)
        if round_:
            best = max(best, size / max(time.process_time() - start, 1e-9))
    return best


def speed(names: list[str], texts: dict[str, list[str]]) -> None:
    """Print the speed of a full scan as a ratio to plain Aho-Corasick in the same run."""
    matcher = compiled(terms_of(names))
    automaton = bare(names)
    for label, some in texts.items():
        ours = rate(lambda text: matcher.scan(Passage(text=text)), some)
        theirs = rate(automaton, some)
        print(f"  {len(names)} names, {label}: {ours:.1f} MB/s, bare {theirs:.1f}, ratio {ours / theirs:.2f}")


def resident() -> int:
    """Return the bytes of memory the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def teams(names: list[str], texts: list[str]) -> None:
    """Print what 1,000 teams cost against one team with the same terms, and the memory of a (team, term)."""
    count, each = 1_000, 1_000
    pool = terms_of(names[:40_000])
    dice = random.Random(3)
    lists = [
        Watchlist(team=f"t{n}", name="list", terms=tuple(dice.sample(pool, min(each, len(pool)))))
        for n in range(count)
    ]
    gc.collect()
    before = resident()
    many = Matcher.compile(lists)
    gc.collect()
    after = resident()
    one = compiled(pool)
    alone = rate(lambda text: one.scan(Passage(text=text)), texts)
    together = rate(lambda text: many.scan(Passage(text=text)), texts)
    print(
        f"  {count} teams x {each} of {len(pool)} terms: cost {alone / together:.2f} x one team with them all"
    )
    print(f"  memory a (team, term): {(after - before) / (count * each):.0f} B")
    start = time.perf_counter()
    newer = many.updated(
        Watchlist(team="t1", name="list", terms=(*lists[1].terms, Term(name="Quorvex Ltd", kind="org")))
    )
    live = bool(newer.scan(Passage(text="Quorvex won.")).matches)
    print(f"  a new term is live ({live}) after {(time.perf_counter() - start) * 1e3:.0f} ms")


def damaged(name: str, way: str, dice: random.Random) -> str:
    """Return `name` damaged in one of eight ways."""
    words = name.split()
    at = dice.randrange(len(name))
    if way in {"typo", "two typos"}:
        for _ in range(1 if way == "typo" else 2):
            letters = [i for i, c in enumerate(name) if c.isalpha() and 0 < i < len(name) - 1]
            if not letters:
                return name
            at = dice.choice(letters)
            name = dice.choice(
                (
                    name[:at] + name[at + 1 :],
                    name[:at] + dice.choice("aeiorstnl") + name[at:],
                    name[:at] + dice.choice("aeiorstnl") + name[at + 1 :],
                    name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
                )
            )
        return name
    if way == "order" and len(words) > 2:
        return " ".join([words[-1], *words[:-1]])
    if way == "suffix":
        bare_words = [
            w
            for w in words
            if w.strip(".,").lower() not in {"co", "ltd", "llc", "inc", "jsc", "gmbh", "limited"}
        ]
        return " ".join(bare_words or words) + " " + dice.choice(FORMS)
    if way == "abbreviation":
        short = {
            "Technology": "Tech.",
            "University": "Univ.",
            "Company": "Co.",
            "Limited": "Ltd",
            "International": "Intl.",
        }
        return " ".join(short.get(w.capitalize(), w) for w in words)
    if way == "punctuation":
        return name.replace(" ", dice.choice(("-", "  ", " - ", ", ")), 1)
    if way == "insertion":
        return (
            " ".join([*words[:1], dice.choice(("(Group)", "(China)", "(Intl)")), *words[1:]])
            if len(words) > 1
            else name
        )
    return name.replace(" ", "", 1)


WAYS = ("typo", "two typos", "order", "suffix", "abbreviation", "punctuation", "insertion", "run together")


def fuzzy(names: list[str], sample: int = 2_000) -> None:
    """Print recall over damaged names in a sentence, and what is found that was not meant."""
    dice = random.Random(11)
    matcher = compiled(terms_of(names))
    picked = dice.sample(names, min(sample, len(names)))
    found: dict[str, list[int]] = {way: [0, 0] for way in WAYS}
    stray = 0
    start = time.process_time()
    for number, name in enumerate(picked):
        way = WAYS[number % len(WAYS)]
        matches = matcher.scan(Passage(text=FILLER.format(damaged(name, way, dice)))).matches
        found[way][0] += any(m.term == name for m in matches)
        found[way][1] += 1
        stray += any(m.term != name for m in matches)
    ours = len(picked) / (time.process_time() - start)
    clean = sum(
        bool(matcher.scan(Passage(text=FILLER.format(f"the office of {word}"))).matches)
        for word in invented(500, seed=99, stems=OTHER_STEMS)
    )
    total = sum(hit for hit, _ in found.values()) / len(picked)
    print(
        f"  damaged names among {len(names)}: recall {total:.3f};"
        f" another name too {stray / len(picked):.3f}; {ours:.0f}/s"
    )
    print("   ", ", ".join(f"{way} {hit / max(of, 1):.2f}" for way, (hit, of) in found.items()))
    print(f"  names not listed, in clean sentences: {clean / 500:.3f} with a hit")
    start = time.process_time()
    for name in picked[:5]:
        process.extractOne(FILLER.format(name), names, scorer=fuzz.partial_ratio)
    print(f"  rapidfuzz partial_ratio over all: {5 / (time.process_time() - start):.1f}/s")


def main() -> None:
    """Print all figures."""
    folder = data()
    names = invented(100_000)
    english = [FILLER.format("a supplier") * 8] * 60
    texts = {"made-up text": english}
    print("Many teams")
    teams(names, english)
    if folder is not None:
        print("Spotting, labelled passages")
        passages(folder)
        print("Spotting, corpora")
        corpora(folder)
        official(folder)
        real = [name for group in official_names(folder).values() for name in group]
        names = list(dict.fromkeys((*real, *names)))[:100_000]
        texts = {
            "English news": [r["text"] for r in jsonl(folder / "matching" / "spot_en_reuters.jsonl")] * 4,
            "Chinese news": [
                "".join(r["text"] for r in jsonl(folder / "matching" / "spot_zh_cluener.jsonl"))[:200_000]
            ],
        }
    print("Speed, everything on, one core")
    for count in (10_000, 100_000):
        speed(random.Random(5).sample(names, count), texts)
    print("Damaged names")
    fuzzy(list(dict.fromkeys(names))[:41_000])


if __name__ == "__main__":
    main()
