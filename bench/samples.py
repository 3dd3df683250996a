"""What each adapter reads from the real samples: `python bench/samples.py [FOLDER]`, one line a file.

The folder holds the samples (`SANCTIONS_WATCH_REAL_DATA`, else `../shared/data`). What no adapter is meant
for is told as left, what an adapter refuses with its reason.
"""

import os
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

# path below sources/ and the kind that reads it; a folder is read as one publication
KINDS = (
    ("federal_register/public_inspection*", "public-inspection"),
    ("federal_register/document*", "federal-register"),
    ("federal_register/fr_meta*", "federal-register"),
    ("federal_register/rule*", "federal-register"),
    ("entity_list/*.xml", "ecfr"),
    ("csl/*", "csl"),
    ("ofac/*", "ofac-sdn"),
    ("un/*", "un"),
    ("eu/*", "eu"),
    ("uk/*", "uk"),
    ("opensanctions/*", "opensanctions"),
    ("cn_lists/*", "opensanctions"),
    ("tenders_cn/ccgp_detail*", "ccgp-notice"),
    ("tenders_cn/ccgp_list*", "ccgp-list"),
    ("tenders_cn/ccgp_search*", "ccgp-list"),
    ("tenders_cn/guangdong*", "ccgp-list"),
    ("tenders_ocds/*", "ocds"),
    ("tenders_ted/*", "ted"),
    ("tenders_sam/*", "sam"),
    ("news/google_news/*", "google-news"),
    ("news/gdelt/*", "gdelt"),
    ("news/feeds/*", "feed"),
)


def main(folder: Path) -> None:
    """Print the table, then how many files were read, refused and left."""
    from watchers.errors import ParseError
    from watchers.model import SourceKind
    from watchers.parsers import ParseContext
    from watchers.parsers.files import parse_files
    from watchers.saved import read_saved

    context = ParseContext(source_id="samples", url="https://example.org/")
    told = {"read": 0, "refused": 0, "left": 0}
    for path in sorted(_publications(folder / "sources")):
        name = str(path.relative_to(folder / "sources"))
        kind = next((kind for pattern, kind in KINDS if fnmatch(name, pattern)), None)
        if kind is None:
            told["left"] += 1
            print(f"{'-':18} {name:76}      - not a source's answer")
            continue
        try:
            parsed = parse_files(SourceKind(kind), read_saved([path]), context)
        except ParseError as error:
            told["refused"] += 1
            print(f"{kind:18} {name:76}      - refused: {error}")
            continue
        told["read"] += 1
        records = len(parsed.items) + len(parsed.entries)
        print(f"{kind:18} {name:76} {records:6} {'; '.join(parsed.warnings)}")
    print(", ".join(f"{number} {word}" for word, number in told.items()))


def _publications(folder: Path) -> set[Path]:
    """Return every sample file; the dated folders of OFAC stand for the files in them."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in {"PROVENANCE.md", ".gitattributes"}:
            whole = path.parent.parent.name == "ofac"
            found.add(path.parent if whole else path)
    return found


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SANCTIONS_WATCH_REAL_DATA")
    main(Path(given or ROOT / "../shared/data"))
