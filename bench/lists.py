"""Time and peak memory of reading large lists, each in a process of its own: `python bench/lists.py`."""

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


def run(case: str, size: int) -> str:
    """Make the file, read it, and return one line of figures."""
    from tests.watchers import listmaker
    from watchers.model import SourceKind
    from watchers.parsers import ParseContext, parse
    from watchers.questions import bundle

    path = Path(sys.argv[3])
    if not path.exists():
        if case == "supplement-4":
            body = listmaker.supplement_4(listmaker.parties(size))
        elif case == "sdn-xml":
            body = listmaker.sdn_xml(listmaker.parties(size))
        elif case == "csl-csv":
            some = listmaker.parties(size)
            body = listmaker.csl_csv([listmaker.csl_row(one, numbered=one.number % 2 == 0) for one in some])
        else:
            body = bundle(list(listmaker.ofac_csv(listmaker.parties(size)).items()))
        path.write_bytes(body)
        return ""
    kind = {
        "supplement-4": SourceKind.ECFR,
        "sdn-xml": SourceKind.OFAC_SDN,
        "csl-csv": SourceKind.CSL,
        "ofac-csv": SourceKind.OFAC_SDN,
    }[case]
    body = path.read_bytes()
    start = time.process_time()
    parsed = parse(kind, body, ParseContext(source_id="bench", url="https://example.org/"))
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{case:14} {len(body) / 1e6:6.1f} MB {len(parsed.entries):7,} entries"
    return f"{told} {took:6.2f} s CPU, peak {peak:5.0f} MB"


def main() -> None:
    """Run each case twice: once to make the file, once to read it."""
    if len(sys.argv) > 1:
        line = run(sys.argv[1], int(sys.argv[2]))
        if line:
            print(line)
        return
    import tempfile

    sizes = {"supplement-4": 3_400, "sdn-xml": 36_000, "csl-csv": 60_000, "ofac-csv": 90_000}
    with tempfile.TemporaryDirectory() as folder:
        for case, size in sizes.items():
            for _ in range(2):
                path = str(Path(folder) / case)
                subprocess.run([sys.executable, __file__, case, str(size), path], check=True)  # noqa: S603 - ourselves


if __name__ == "__main__":
    main()
