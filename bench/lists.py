"""Time and peak memory of reading large lists, each in a process of its own, and of whole updates of them:
`python bench/lists.py`. The updates are `lists update` of a list that a server on loopback has; Linux only.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.watchers import listmaker  # noqa: E402
from watchers.model import SourceKind  # noqa: E402
from watchers.parsers import ParseContext, parse  # noqa: E402
from watchers.questions import bundle  # noqa: E402

KINDS = {
    "supplement-4": SourceKind.ECFR,
    "sdn-xml": SourceKind.OFAC_SDN,
    "csl-csv": SourceKind.CSL,
    "ofac-csv": SourceKind.OFAC_SDN,
}
READ = {"supplement-4": 3_400, "sdn-xml": 36_000, "csl-csv": 60_000, "ofac-csv": 90_000}
UPDATED = (("sdn-xml", 36_000), ("sdn-xml", 48_000), ("csl-csv", 80_000))


def made(case: str, some: list[listmaker.Party], day: int = 1) -> bytes:
    """Return the parties as a file of that kind."""
    if case == "supplement-4":
        return listmaker.supplement_4(some)
    if case == "sdn-xml":
        return listmaker.sdn_xml(some, day=f"09/{day:02}/2026")
    if case == "csl-csv":
        return listmaker.csl_csv([listmaker.csl_row(one, numbered=one.number % 2 == 0) for one in some])
    return bundle(list(listmaker.ofac_csv(some).items()))


def read(case: str, path: Path) -> None:
    """Read a file that is there, and print one line of figures."""
    body = path.read_bytes()
    start = time.process_time()
    parsed = parse(KINDS[case], body, ParseContext(source_id="bench", url="https://example.org/"))
    took = time.process_time() - start
    peak = resident(os.getpid(), "VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{case:14} {len(body) / 1e6:6.1f} MB {len(parsed.entries):7,} entries"
    print(f"{told} {took:6.2f} s CPU, peak {peak:5.0f} MB")


def copies(case: str, size: int) -> dict[str, bytes]:
    """Return a list at three times: at first, in another order, and with five entries in a hundred edited."""
    some = listmaker.parties(size + size // 50)
    first = some[:size]
    edited = [
        replace(one, addresses=(f"No. 1 Moved Road, Hefei, {one.country}",)) if one.number % 33 == 0 else one
        for one in some
        if one.number % 100 or one.number > 1000 + size * 9 // 10
    ]
    return {
        "first": made(case, first, 1),
        "the same": made(case, first, 1),
        "another order": made(case, first[10:] + first[:10], 2),
        "changed": made(case, edited, 3),
    }


class Server(BaseHTTPRequestHandler):
    """Has one file, whatever is asked for."""

    file = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.file)))
        self.end_headers()
        self.wfile.write(self.file)

    def log_message(self, *_: object) -> None:
        """Nobody wants to read it."""


def resident(pid: int, what: str) -> float:
    """Return the MB a process holds (VmRSS) or held at most (VmHWM); 0 of one that ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0)


def measured(command: list[str], folder: str, env: dict[str, str]) -> tuple[float, float, float]:
    """Run a command; return the peak memory of it, of its workers, and of all together, in MB."""
    run = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603
    main = worker = together = 0.0
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while run.poll() is None:
        pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        main = max(main, resident(run.pid, "VmHWM"))
        worker = max([worker, *(resident(pid, "VmHWM") for pid in pids)])
        together = max(together, sum(resident(pid, "VmRSS") for pid in [run.pid, *pids]))
        time.sleep(0.02)
    if run.returncode:
        sys.exit(f"{command} failed: {run.communicate()[1].decode()[-2000:]}")
    return main, worker, together


def update(case: str, size: int) -> None:
    """Update a list of a fresh store from each of its copies, and print a line of figures for each."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/list"
    program = str(Path(sys.executable).with_name("sanctions-watch"))
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/store.db",
            "SANCTIONS_WATCH_ALLOW_NETWORKS": "127.0.0.0/8",
            "SANCTIONS_WATCH_ALLOW_PORTS": str(server.server_port),
        }
        for when, body in copies(case, size).items():
            Server.file = body
            if when == "first":
                add = ["sources", "add", url, "--kind", str(KINDS[case]), "--id", "big", "--yes"]
                measured([program, *add], folder, env)
            main, worker, together = measured([program, "lists", "update", "big"], folder, env)
            told = f"{case:14} {len(body) / 1e6:6.1f} MB updated, {when:14}"
            print(f"{told} peak {main:4.0f} MB, worker {worker:4.0f} MB, together {together:4.0f} MB")
    server.shutdown()


def main() -> None:
    """Read each kind in a process of its own, then update lists."""
    if len(sys.argv) > 1:
        read(sys.argv[1], Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for case, size in READ.items():
            path = Path(folder) / case
            path.write_bytes(made(case, listmaker.parties(size)))
            subprocess.run([sys.executable, __file__, case, str(path)], check=True)  # noqa: S603 - ourselves
    if Path("/proc/self/status").exists():
        for case, size in UPDATED:
            update(case, size)


if __name__ == "__main__":
    main()
