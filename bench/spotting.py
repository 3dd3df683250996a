"""Prints how well and how fast names are spotted in text; `main` is what `make bench` calls.

Figures on labelled passages and corpora need the real data (SANCTIONS_WATCH_REAL_DATA); speed and damaged
names are measured on names made up here where that folder is absent. Peers run in the same process on the
same input.
"""

import csv
import gzip
import json
import os
import random
import resource
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import ahocorasick_rs
from rapidfuzz import fuzz, process

from watchlists.compiling.collecting import settle
from watchlists.matcher import Matcher
from watchlists.model import Match, Passage, Term, Watchlist
from watchlists.text.normalize import fold_name
from watchlists.words.legalforms import legal_suffix

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
    """Return a matcher of one watchlist, held as the bot holds the one in force."""
    matcher = Matcher.compile([Watchlist(team="bench", name="list", terms=terms, official=official)])
    settle(replaced=True)
    return matcher


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


def first_sight(scan: Callable[[str], object], peer: Callable[[str], object], texts: list[str]) -> float:
    """Return how fast texts are scanned that were never seen, as a ratio to the peer; each is read once.

    The first sixth only warms up. Both take turns, twenty texts each, so that what else the machine does
    falls on both.
    """
    start = len(texts) // 6
    for text in texts[:start]:
        scan(text)
        peer(text)
    ours = theirs = 0
    for at in range(start, len(texts), 20):
        some = texts[at : at + 20]
        first = time.process_time_ns()
        for text in some:
            peer(text)
        second = time.process_time_ns()
        for text in some:
            scan(text)
        theirs += second - first
        ours += time.process_time_ns() - second
    return theirs / max(ours, 1)


def speed(names: list[str], texts: dict[str, list[str]]) -> None:
    """Print the speed of a full scan as a ratio to plain Aho-Corasick in the same run.

    First over texts seen once, as a bot sees them, then the best of several passes over the same ones.
    """
    matcher = compiled(terms_of(names))
    automaton = bare(names)

    def scan(text: str) -> object:
        return matcher.scan(Passage("", text))

    for label, some in texts.items():
        ratio = first_sight(scan, automaton, some)
        ours, theirs = rate(scan, some), rate(automaton, some)
        print(
            f"  {len(names)} names, {label}: texts seen once, ratio {ratio:.2f};"
            f" again {ours:.1f} MB/s, bare {theirs:.1f}, ratio {ours / theirs:.2f}"
        )


def background(folder: Path) -> dict[str, list[str]]:
    """Return distinct real texts by language, up to a megabyte each, in random order."""
    english = [row["text"] for row in jsonl(folder / "matching" / "spot_en_reuters.jsonl")]
    for file in sorted((folder / "sources").glob("*/*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                parts = (row.get("title"), row.get("abstract") or row.get("summary"))
                english.append(". ".join(part for part in parts if part))
    chinese = [row["text"] for row in jsonl(folder / "matching" / "spot_zh_cluener.jsonl")]
    for file in sorted((folder / "stories").glob("*_zh.tsv.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            next(lines)
            chinese.extend(cell for line in lines for cell in line.rstrip("\n").split("\t")[2:4])
    found = {}
    for label, texts in (("English", english), ("Chinese", chinese)):
        distinct = list(dict.fromkeys(text for text in texts if text))
        random.Random(1).shuffle(distinct)
        size, kept = 0, []
        for text in distinct:
            kept.append(text)
            size += len(text.encode())
            if size > 1_000_000:
                break
        found[label] = kept
    return found


def resident() -> int:
    """Return the bytes of memory the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


WAYS = ("typo", "two typos", "order", "suffix", "abbreviation", "punctuation", "insertion", "run together")
SHORT_FORMS = {
    "technology": "Tech.",
    "university": "Univ.",
    "institute": "Inst.",
    "company": "Co.",
    "corporation": "Corp.",
    "limited": "Ltd",
    "international": "Intl.",
    "department": "Dept.",
}


def letters(name: str) -> int:
    """Return how many letters the name has."""
    return sum(character.isalpha() for character in name)


def can_be(name: str, way: str) -> bool:
    """Return whether a name damaged so is still plainly that name: typos need letters, orders need words."""
    words = [word for word in name.split() if letters(word) > 1]
    needed = {
        "typo": (10, 2),
        "two typos": (16, 2),
        "order": (8, 3),
        "insertion": (8, 3),
        "run together": (8, 2),
    }
    fewest_letters, fewest_words = needed.get(way, (4, 1))
    usual = {word.strip(".,").lower() for word in words}
    return (
        name.isascii()
        and letters(name) >= fewest_letters
        and len(words) >= fewest_words
        and (way != "abbreviation" or not usual.isdisjoint(SHORT_FORMS))
    )


def misspelt(name: str, dice: random.Random) -> str:
    """Return `name` with a letter left out, put in, exchanged or swapped with the one before."""
    at = dice.choice([i for i, c in enumerate(name) if c.isalpha() and name[i - 1 : i].isalpha()])
    letter = dice.choice("aeiorstnl")
    return dice.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        )
    )


def damaged(name: str, way: str, dice: random.Random) -> str:
    """Return `name` damaged in one of eight ways."""
    words = name.split()
    match way:
        case "typo":
            return misspelt(name, dice)
        case "two typos":
            return misspelt(misspelt(name, dice), dice)
        case "order":
            return " ".join([words[-1], *words[:-1]])
        case "suffix":
            plain = [w for w in words if not legal_suffix([fold_name(w)])]
            return " ".join([*(plain or words), dice.choice(FORMS)])
        case "abbreviation":
            return " ".join(SHORT_FORMS.get(word.strip(".,").lower(), word) for word in words)
        case "punctuation":
            return name.replace(" ", dice.choice(("-", "  ", " - ", ", ")), 1)
        case "insertion":
            return " ".join([*words[:1], dice.choice(("(Group)", "(China)", "(Intl)")), *words[1:]])
        case _:
            return name.replace(" ", "", 1)


def fuzzy(parties: list[list[str]], sample: int = 4_000) -> None:
    """Print recall over damaged names in a sentence, what else is found, and the same by brute force.

    A party is found by any of its names. Each name is damaged in a way that leaves it plainly that name.
    """
    dice = random.Random(11)
    names = [name for group in parties for name in group]
    groups: dict[str, set[str]] = {}
    for group in parties:
        for name in group:
            groups.setdefault(name, set()).update(group)
    matcher = compiled(terms_of(dict.fromkeys(names)))
    cases = []
    for number in range(sample):
        way = WAYS[number % len(WAYS)]
        name = dice.choice(names)
        while not can_be(name, way):
            name = dice.choice(names)
        cases.append((way, name, damaged(name, way, dice)))
    texts = [FILLER.format(written) for _, _, written in cases]

    def ours(text: str) -> object:
        return scans.append(matcher.scan(Passage(text=text)).matches)

    def theirs(text: str) -> object:
        return process.extractOne(text, names, scorer=fuzz.partial_ratio)

    scans: list[tuple[Match, ...]] = []
    fastest, peer = in_turns(ours, theirs, texts)
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    stray = 0
    for (way, name, written), matches in zip(cases, scans, strict=True):
        tried[way] += 1
        found[way] += any(match.term in groups[name] for match in matches)
        stray += any(
            match.term not in groups[name] and not same_words(match.term, written) for match in matches
        )
    print(
        f"  damaged names among {len(groups)}: recall {found.total() / sample:.3f};"
        f" an unrelated name too {stray / sample:.3f}; {fastest:.0f}/s"
    )
    print("   ", ", ".join(f"{way} {found[way] / tried[way]:.2f}" for way in WAYS))
    clean = [FILLER.format(f"the office of {word}") for word in invented(1_000, seed=99, stems=OTHER_STEMS)]
    print(f"  names not listed, in sentences: {hit_share(matcher, clean):.3f} with a hit")
    print(f"  rapidfuzz partial_ratio over all: {peer:.1f}/s; ours {fastest / peer:.0f} times as many")


def in_turns(
    ours: Callable[[str], object], theirs: Callable[[str], object], texts: list[str], turns: int = 8
) -> tuple[float, float]:
    """Return how many texts a CPU second each of two reads in its best turn.

    They take turns, so that what else the machine does falls on both. Ours reads each text once; the first
    turn loads tables besides. The slow peer reads the same three in each turn.
    """
    best = [0.0, 0.0]
    for turn in range(turns):
        part = texts[turn * len(texts) // turns : (turn + 1) * len(texts) // turns]
        for which, (scan, some) in enumerate(((ours, part), (theirs, texts[:3]))):
            start = time.process_time()
            for text in some:
                scan(text)
            best[which] = max(best[which], len(some) / max(time.process_time() - start, 1e-9))
    return best[0], best[1]


def same_words(term: str, written: str) -> bool:
    """Return whether all words of a listed name stand in what was written: then it is named too."""
    return set(fold_name(term).split()) <= set(fold_name(written).split())


def hit_share(matcher: Matcher, texts: list[str]) -> float:
    """Return the share of texts in which anything is found."""
    return sum(bool(matcher.scan(Passage(text=text)).matches) for text in texts) / len(texts)


def near_names(folder: Path) -> None:
    """Print how often a name is taken for the most similar name of another party of the same list."""
    with (folder / "matching" / "pairs_lists.csv").open(encoding="utf-8", newline="") as lines:
        pairs = [
            (row["name1"], row["name2"])
            for row in csv.DictReader(lines)
            if row["is_match"].lower() in {"0", "false"} and row["schema"] != "Person"
        ]
    matcher = compiled(terms_of(dict.fromkeys(listed for listed, _ in pairs)))
    wrong = sum(
        any(match.term == listed for match in matcher.scan(Passage(text=FILLER.format(other))).matches)
        for listed, other in pairs
    )
    print(f"  {len(pairs)} names like one of another party: {wrong / len(pairs):.3f} taken for it")


def main() -> None:
    """Print all figures."""
    folder = data()
    names = invented(100_000)
    texts = {"made-up text": [FILLER.format("a supplier") * 8] * 60}
    if folder is not None:
        print("Spotting, labelled passages")
        passages(folder)
        print("Spotting, corpora")
        corpora(folder)
        official(folder)
        real = [name for group in official_names(folder).values() for name in group]
        names = list(dict.fromkeys((*real, *names)))[:100_000]
        texts = background(folder)
    print("Speed, everything on, one core")
    for count in (10_000, 100_000):
        speed(random.Random(5).sample(names, count), texts)
    print("Damaged names")
    parties = list(official_names(folder).values()) if folder is not None else []
    missing = max(0, 41_000 - sum(map(len, parties)))
    fuzzy([*parties, *([name] for name in invented(missing))])
    if folder is not None:
        near_names(folder)


if __name__ == "__main__":
    main()
