"""The console script as users and their scripts call it: a real process, exit status and JSON."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import masking, settings
from bot.cli import main as cli
from bot.cli.backtest import read_items
from bot.database.interface import open_database
from bot.opening import MIGRATIONS, open_store
from tests.stores import only_sqlite
from watchlists.starter import starter_csv
from watchlists.store import drop_watchlist, save_team

WATCHLIST = """kind,name,aliases,context,note
org,Harbour Institute of Technology,港口理工大学,,
chip,Nvidia A100,A100,GPU|英伟达|chip,
"""

ROOT = Path(__file__).parents[3]
DATABASE = "SANCTIONS_WATCH_DATABASE_URL"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds nothing but a watchlist and a list of names."""
    (tmp_path / "list.csv").write_text(WATCHLIST, encoding="utf-8")
    (tmp_path / "names.csv").write_text("entity_id,name\n1,Granite Freight\n", encoding="utf-8")
    return tmp_path


def environment(store_url: str, env: dict[str, str]) -> dict[str, str]:
    """Return what of this process's environment no setting hides in, and the settings of a call."""
    clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {**clean, DATABASE: store_url, **env}


def answered(code: object, told: bytes, complained: bytes, status: int) -> str:
    """Return what a call said, where it ended with the status; a traceback is never said."""
    assert code == status, complained.decode()
    assert b"Traceback" not in complained + told
    return (told if status == 0 or told else complained).decode()


@pytest.fixture
def start(store_url: str, folder: Path):
    """Return a function that runs sanctions-watch in a process of its own."""

    def call(*words: str, stdin: str = "", status: int = 0, **env: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            input=stdin.encode(),
            capture_output=True,
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment(store_url, env)},
            timeout=60,
            check=False,
        )
        return answered(done.returncode, done.stdout, done.stderr, status)

    return call


@pytest.fixture
def run(store_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that runs sanctions-watch in this process, which loads and compiles less again.

    Whatever says something of the process itself (its encoding, its logs, a pipe, a key) is for `start`.
    """

    def call(*words: str, stdin: str | bytes = "", status: int = 0, **env: str) -> str:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        streams = [io.TextIOWrapper(io.BytesIO(each), "utf-8") for each in (given, b"", b"")]
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(os, "environ", {**environment(store_url, env), "COLUMNS": "80"})
            patch.setattr(sys, "argv", ["sanctions-watch", *words])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            patch.setattr(masking, "_known", set())
            for name in ("set_up_logs", "set_level"):  # the loggers are this process's
                patch.setattr(cli, name, lambda *_: None)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        told, complained = (stream.detach().getvalue() for stream in map(flushed, streams[1:]))
        return answered(ended.value.code or 0, told, complained, status)

    return call


def flushed(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    stream.flush()
    return stream


def test_scan_jsonl_answers_line_by_line_and_survives_bad_lines(start) -> None:
    """One answer a line, in order; a bad line is named and the run goes on with exit status 1."""
    lines = [
        json.dumps({"id": "a", "title": None, "text": "港口理工大学采购英伟达A100"}, ensure_ascii=False),
        "not json",
        json.dumps({"id": "b", "text": 5}),
        json.dumps({"id": "c", "title": "Nothing", "text": "here"}),
    ]
    out = start("scan", "--watchlist", "list.csv", "--jsonl", stdin="\n".join(lines), status=1)
    first, second, third, fourth = (json.loads(line) for line in out.splitlines())
    assert first["severity"] == "high"
    text = "港口理工大学采购英伟达A100"
    for match in first["matches"]:
        assert text[match["start"] : match["end"]] == match["surface"]
    assert {match["term"] for match in first["matches"]} == {"Harbour Institute of Technology", "Nvidia A100"}
    assert (second["id"], third["id"]) == (None, "b")
    assert "error" in second
    assert "error" in third
    assert fourth == {"id": "c", "severity": "none", "matches": []}


def test_scan_jsonl_reads_markup_and_answers_in_places_of_the_text_as_given(run) -> None:
    """References and tags of emphasis inside a name hide it from nobody; spans count what was given."""
    text = "R&amp;D: 港口<em>理工</em>大学, Harbour&nbsp;Institute of Technology"
    line = json.dumps({"id": "a", "title": "A&#49;00 GPU", "text": text})
    answer = json.loads(run("scan", "--watchlist", "list.csv", "--jsonl", stdin=line))
    assert [(match["field"], match["start"], match["surface"]) for match in answer["matches"]] == [
        ("title", 0, "A&#49;00"),
        ("text", 9, "港口<em>理工</em>大学"),
        ("text", 26, "Harbour&nbsp;Institute of Technology"),
    ]


def test_every_run_of_a_scan_gives_the_same_reasons(start, tmp_path: Path) -> None:
    """Where two reasons speak against a hit, chance (the order of a set) does not choose which is told."""
    (tmp_path / "own.csv").write_text("kind,name\norg,港口理工大学\n", encoding="utf-8")
    texts = (
        "港口理工大学附属中学",
        "港口理工大学医院宾馆",
        "港口理工大学附中小学",
        "港口理工大学书店超市酒店",
    )
    passages = "\n".join(json.dumps({"id": text, "text": text}) for text in texts)
    words = ("scan", "--watchlist", "own.csv", "--jsonl", "--rejected")
    told = {start(*words, stdin=passages, PYTHONHASHSEED=seed) for seed in ("1", "2", "3")}
    assert len(told) == 1
    assert "港口理工大学附属中学" in told.pop().split("detail")[1]


def test_a_list_watched_whole_is_scanned_and_backtested(run) -> None:
    """The parties of supplements 6 and 7 are looked up, scanned for and backtested like any watched name."""
    file = Path(__file__).parents[2] / "watchers/data/ecfr_supplements_6_7.xml"
    run("lists", "load", str(file), "--list", "ecfr", "--kind", "ecfr")
    found = json.loads(run("lookup", "Quartermaster Teak", "--json"))["candidates"]
    assert [(one["name"], one["list"]) for one in found] == [
        ("Teak Office of the Chief Quartermaster", "Military End-User List")
    ]
    text = "Teak Office of the Chief Quartermaster bought lasers from Copper Gull Trading Company."
    line = {"id": "a", "title": "Deal", "text": text, "url": "https://news.example/1"}
    names = ["Teak Office of the Chief Quartermaster", "Copper Gull Trading Company"]
    assert json.loads(run("scan", "--jsonl", stdin=json.dumps(line)))["matches"] == []
    run("watchlist", "watch", "ecfr")
    scanned = json.loads(run("scan", "--jsonl", stdin=json.dumps(line)))
    assert [match["term"] for match in scanned["matches"]] == names
    assert scanned["severity"] == "medium"
    (alert,) = json.loads(run("backtest", "-", "--json", stdin=json.dumps(line)))["alerts"]
    assert (alert["terms"], alert["severity"]) == (names, "medium")


def test_scan_and_backtest_judge_as_the_team_does(run, store_url: str) -> None:
    """Without --watchlist the team's own rules and mutes count, not those that a new team begins with."""
    run("watchlist", "import", "list.csv")
    text = "Harbour Institute of Technology buys an A100 chip."
    line = json.dumps({"id": "a", "title": "Tender", "text": text})

    def scanned(*words: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(run("scan", "--jsonl", "--rejected", *words, stdin=line))
        return answer

    def told(*words: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(run("backtest", "-", "--json", *words, stdin=line))
        return answer

    assert (scanned()["severity"], told()["alerts"][0]["severity"]) == ("high", "high")
    db = open_database(store_url, MIGRATIONS)
    drop_watchlist(db, "default", "starter")  # it has an A100 too
    rules = {"pairs": [], "rental_words": [], "post": ["high", "medium", "low"]}
    save_team(db, "default", rules, datetime.now(UTC))
    assert (scanned()["severity"], told()["alerts"][0]["severity"]) == ("medium", "medium")
    save_team(db, "default", rules | {"post": ["high"]}, datetime.now(UTC))
    assert told()["suppressed"] == [{"item": "a", "stage": "rules", "reason": "digest"}]
    save_team(db, "others", {}, datetime.now(UTC))
    db.close()
    run("watchlist", "mute", "Nvidia A100", "--reason", "too many")
    answer = scanned()
    assert ([match["kind"] for match in answer["matches"]], answer["severity"]) == (["org"], "low")
    assert ("Nvidia A100", "muted") in {(one["term"], one["reason"]) for one in answer["rejected"]}
    assert scanned("--watchlist", "list.csv")["severity"] == "high"
    run("watchlist", "mute", "Harbour Institute of Technology", "--reason", "known")
    assert told()["suppressed"] == [{"item": "a", "stage": "match", "reason": "muted"}]
    assert (scanned("--team", "others")["matches"], told("--team", "others")["alerts"]) == ([], [])
    for words in (
        ("scan",),
        ("status",),
        ("lookup", "Harbour"),
        ("watchlist", "add", "Quay Lab"),
        ("watchlist", "import", "list.csv"),
        ("alerts", "export"),
    ):
        told = run(*words, "--team", "nosuch", stdin="x", status=1)
        assert "No team “nosuch”; there are: default, others." in told


def test_lookup_and_compare_jsonl(run, tmp_path: Path) -> None:
    """A Names CSV is looked up without a store; an empty answer is an empty list."""
    names = "entity_id,name,aliases,kind,list\nE1,Harbour Shipping Co. Ltd.,HSC|海港航运有限公司,org,Test\n"
    (tmp_path / "names.csv").write_text(names, encoding="utf-8")
    asked = [{"id": "1", "name": "Harbor Shipping Company"}, {"id": "2", "name": "Zzz Qqq"}]
    out = run("lookup", "--names", "names.csv", "--jsonl", stdin="\n".join(map(json.dumps, asked)))
    one, two = (json.loads(line) for line in out.splitlines())
    assert one["candidates"][0]["entity_id"] == "E1"
    assert {"entity_id", "name", "matched_name", "list", "score", "reason", "url"} <= one["candidates"][
        0
    ].keys()
    assert two["candidates"] == []
    pair = {"id": "p", "left": "Harbour Shipping Ltd", "right": "HARBOUR SHIPPING CO., LTD."}
    answer = json.loads(run("compare", "--jsonl", stdin=json.dumps(pair)))
    assert (answer["id"], answer["match"]) == ("p", True)


def test_compare_jsonl_takes_parties_with_aliases_and_countries(run) -> None:
    """A side may be a name or a party; what cannot be read is told by line, and the run goes on."""
    party = {"name": "Южная Галерея Зарубин", "aliases": "Zarubin South Gallery|ZSG", "country": "ua"}
    asked = [
        {"id": 1, "left": party, "right": "Zarubin South Gallery LLC"},
        {"id": 2, "left": party, "right": {"name": "Zarubin South Gallery", "aliases": [], "country": "cy"}},
        {"id": 3, "left": ["a"], "right": "b"},
        {"id": 4, "left": {"name": "a", "aliases": [1]}, "right": "b"},
    ]
    out = run("compare", "--jsonl", stdin="\n".join(map(json.dumps, asked)), status=1)
    one, two, three, four = (json.loads(line) for line in out.splitlines())
    assert (one["match"], two["match"]) == (True, False)
    assert "left" in three["error"]
    assert "aliases" in four["error"]


def test_compare_jsonl_takes_entities_as_lists_write_them(run) -> None:
    """An entity's caption, names and countries are read, under `properties` or directly; a person is one."""
    names = {"name": ["Zarubin South Gallery", "Южная Галерея Зарубин"], "alias": ["ZSG Trading"]}
    entity = {
        "caption": "Южная Галерея Зарубин",
        "schema": "Company",
        "names": names,
        "country": ["ua", "ru"],
    }
    nested = {"caption": "ZSG Trading", "schema": "Company"}
    nested["properties"] = {"name": ["Zarubin South Gallery"], "country": ["ru"], "address": ["x"]}
    person = {"schema": "Person", "names": ["Zarubin Pavel Andreevich", "Pavel Zarubin"], "country": ["ru"]}
    asked = [
        {"id": 1, "left": entity, "right": nested},
        {
            "id": 2,
            "left": entity,
            "right": {**nested, "properties": {**nested["properties"], "country": ["cy"]}},
        },
        {"id": 3, "left": entity, "right": {"name": "Zarubin South Gallery", "country": "Ukraine"}},
        {"id": 4, "left": person, "right": {**person, "names": ["Zarubin Pyotr Andreevich"]}},
        {"id": 5, "left": {"schema": "Company"}, "right": entity},
        {"id": 6, "left": {"name": ["A", 2]}, "right": entity},
    ]
    out = run("compare", "--jsonl", stdin="\n".join(map(json.dumps, asked)), status=1)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer.get("match") for answer in answers] == [True, False, True, False, None, None]
    assert "name" in answers[4]["error"]
    assert "name" in answers[5]["error"]


def test_watchlist_import_names_bad_rows_and_check_writes_nothing(run, tmp_path: Path) -> None:
    """`--check` says what would happen; the export brings back what was imported."""
    (tmp_path / "sheet.csv").write_text(WATCHLIST + "org,,,,\n", encoding="utf-8")
    out = run("watchlist", "import", "sheet.csv", "--watchlist", "default", "--check", "--json", status=1)
    checked = json.loads(out)
    assert (checked["added"], checked["errors"][0]["line"]) == (2, 4)
    assert "Harbour" not in run("watchlist", "export", "--watchlist", "default")
    run("watchlist", "import", "sheet.csv", status=1)
    assert "港口理工大学" in run("watchlist", "export", "--watchlist", "default")


def test_backtest_tells_what_live_delivery_would_have_done(run, tmp_path: Path) -> None:
    """A reprint joins; what is not posted says at which stage it stopped."""
    report = "Harbour Institute of Technology bought Nvidia A100 GPU servers for its models from a reseller."
    rows = [
        {"id": "1", "url": "https://a.example/1", "title": "Institute buys servers", "text": report},
        {"id": "2", "url": "https://b.example/9", "title": "Institute buys servers", "text": report},
        {"id": "3", "url": "https://a.example/3", "title": "Ferries", "text": "Boats run again."},
        {"id": "4", "url": "https://a.example/4", "title": "Museum", "text": "港口理工大学开放博物馆"},
        {"id": "5", "url": "https://a.example/5", "title": "港口理工大学男排夺冠", "text": "决赛三比零。"},
    ]
    for number, row in enumerate(rows):
        row |= {
            "source": "s",
            "kind": "news",
            "published": f"2026-01-0{number + 1}T00:00:00+00:00",
            "fields": {},
        }
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    words = ("backtest", "items.jsonl", "--watchlist", "list.csv", "--stories", "--json")
    told = json.loads(run(*words))
    assert (told["items"], len(told["alerts"])) == (5, 1)
    assert told["alerts"][0]["items"] == ["1", "2"]
    held = {row["item"]: (row["stage"], row["reason"]) for row in told["suppressed"]}
    assert held == {
        "2": ("dedupe", "reprint"),
        "3": ("match", "no-term"),
        "4": ("rules", "digest"),
        "5": ("rules", "everyday"),
    }
    assert sorted(item for story in told["stories"] for item in story["items"]) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("scan", "--watchlist", "missing.csv"), 2, "does not exist"),
        (("scan", "missing.txt", "--watchlist", "list.csv"), 1, "cannot be read"),
        (("scan", "http://127.0.0.1:1/page"), 1, "it is refused; nothing was sent"),
        (("backtest", "list.csv"), 1, "list.csv holds no item: it must be JSON Lines"),
        (("compare", "one"), 2, "two names"),
        (("poll",), 1, "no sources yet"),
        (("poll", "nosuch"), 1, "No source “nosuch”"),
        (("nonsense",), 2, "No such command"),
        (("lists", "diff", "list.csv", "list.csv", "--kind", "csl"), 1, "list.csv"),
        (
            ("lists", "diff", "list.csv", "list.csv", "--kind", "feed"),
            2,
            "feed is no kind of list; lists are csl,",
        ),
        (("lists", "diff", "--kind", "feed"), 2, "feed is no kind of list; lists are csl,"),
        (("sources", "check", "http://127.0.0.1:1/feed"), 1, "refused"),
        (("sources", "add", "file:///etc/passwd"), 1, "Not saved"),
        (("sources", "add"), 2, "Give the address of the source, or --defaults, or --google-news"),
        (("sources", "add", "https://a.example/", "--option", "most"), 2, "“most”: write KEY=VALUE."),
        (("lists", "diff"), 1, "No change of a list is held yet; `lists list` shows the lists."),
        (("lists", "diff", "list.csv"), 2, "Give two files (or folders), the older and the newer one"),
        (("lists", "update"), 1, "There are no lists yet: `sources add --defaults` adds the usual ones."),
        (("lookup",), 2, "Give a NAME, or --jsonl with names on standard input"),
        (("lookup", "--jsonl", "missing.jsonl"), 1, "missing.jsonl cannot be read: No such file"),
        (("alerts", "note", "x", " "), 2, "Say what to note: `alerts note ID …`."),
        (("workspaces", "forget", "T1"), 1, "Nothing was changed: this deletes all of a workspace, so say"),
        (("help", "nonsense"), 2, "No such command"),
    ],
)
def test_mistakes_get_one_sentence_and_a_status(run, words: tuple[str, ...], status: int, says: str) -> None:
    """2 for a wrong call, 1 for what could not be done; no traceback either way."""
    assert says in run(*words, status=status)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("alerts", "retry"), "Nothing to try again: alerts go nowhere yet."),
        (("workspaces", "list"), "No workspace has installed the app; docs/slack.md says how one may."),
        (("sources", "list"), "No sources yet"),
        (("lists", "list"), "No official list is held yet"),
    ],
)
def test_where_there_is_nothing_it_says_so(run, words: tuple[str, ...], says: str) -> None:
    """And it is no mistake."""
    assert says in run(*words)


def test_what_is_there_already_is_not_added_again(run) -> None:
    """Neither an address nor an id; and a span of time is said as one."""
    add = ("sources", "add", "--kind", "feed", "--force", "--yes")
    run(*add, "http://127.0.0.1:1/one", "--id", "one", "--every", "6h")
    assert "That source is there already, as “one”." in run(
        *add, "--json", "http://127.0.0.1:1/one", status=1
    )
    other = (*add, "--json", "http://127.0.0.1:1/two")
    assert "The id “one” is taken; choose another one." in run(*other, "--id", "one", status=1)
    assert "“soon” is no span of time; write 30s, 15min" in run(*other, "--every", "soon", status=2)
    assert "ALLOW_NETWORKS" in run(*add[:2], "http://127.0.0.1:1/three", status=1)
    assert "ALLOW_NETWORKS" not in run(*add[:2], "not-an-address", status=1)


def test_under_legal_hold_no_workspace_is_forgotten(run) -> None:
    """Not even with a yes."""
    told = run("workspaces", "forget", "T1", "--yes", status=1, SANCTIONS_WATCH_LEGAL_HOLD="true")
    assert "Nothing was changed: SANCTIONS_WATCH_LEGAL_HOLD is set, so nothing is deleted." in told


def test_a_pdf_is_not_scanned_as_text(run, folder: Path) -> None:
    """Nothing found in it would be untrue."""
    (folder / "notice.pdf").write_bytes(b"%PDF-1.7\n")
    assert "notice.pdf is a PDF; take the text out of it first" in run("scan", "notice.pdf", status=1)


def test_doctor_names_what_is_half_filled(run) -> None:
    """Each missing or wrong setting is a line that says what to do; no secret is repeated."""
    assert "copy .env.example" in run("doctor")
    told = run("doctor", status=1, SLACK_BOT_TOKEN="xapp-planted-secret", SLACK_MODE="http")
    for words in ("SLACK_SIGNING_SECRET is missing", "should begin with xoxb-", "SLACK_CHANNEL is missing"):
        assert words in " ".join(told.split())
    assert "planted" not in told
    told = run("doctor", status=1, SLACK_MODE="carrier-pigeon")
    assert "SLACK_MODE" in told
    assert "pigeon" not in told


def test_a_pass_in_which_something_failed_says_so(run) -> None:
    """Whoever runs it by the clock learns it from the exit status, and of tokens in each other's place."""
    said = run("sources", "add", "http://127.0.0.1:1/", "--kind", "feed", "--force", "--yes")
    assert "Only your own sources are read; `sources add --defaults`" in said
    tokens = {"SLACK_BOT_TOKEN": "xapp-planted", "SLACK_APP_TOKEN": "xoxb-planted"}
    told = run("run", "--once", status=1, **tokens)
    for start in ("SLACK_BOT_TOKEN should begin with xoxb-", "SLACK_APP_TOKEN should begin with xapp-"):
        assert start in told
    assert "planted" not in told


def test_doctor_names_a_webhook(run) -> None:
    """It cannot be tried without posting; that it is set up is said all the same."""
    assert "TEAMS_WORKFLOW_URL, which only posts" in run(
        "doctor", TEAMS_WORKFLOW_URL="https://x.logic.azure.com/workflows/1?sig=s"
    )


def test_a_misspelt_setting_is_named(run, tmp_path: Path) -> None:
    """It would be passed over without a word; what is no setting of ours is nobody's business."""
    lines = "SANCTIONS_WATCH_EDITOR=U1\nSLACK_BOT_TOKN=xoxb-planted\nSANCTION_WATCH_KEEP_DAYS=90\nOTHER=1\n"
    (tmp_path / ".env").write_text("\ufeff" + lines, encoding="utf-8")
    told = " ".join(run("doctor", SANCTIONS_WATCH_PURE_PYTHON="").split())
    assert "SANCTIONS_WATCH_EDITOR is no setting; is SANCTIONS_WATCH_EDITORS meant?" in told
    assert "SLACK_BOT_TOKN is no setting; is SLACK_BOT_TOKEN meant?" in told
    assert "SANCTION_WATCH_KEEP_DAYS is no setting; is SANCTIONS_WATCH_KEEP_DAYS meant?" in told
    assert "OTHER" not in told
    assert "planted" not in told
    assert told.count("is no setting") == 3


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SANCTIONS_WATCH_YUAN_PER_DOLLAR", "0 2026-11-20", "a rate and its day"),  # nothing divides by it
        ("SANCTIONS_WATCH_YUAN_PER_DOLLAR", "nan 2026-11-20", "a rate and its day"),
        ("SANCTIONS_WATCH_YUAN_PER_DOLLAR", "7.12 2026-99-20", "a rate and its day"),
        ("SANCTIONS_WATCH_ALLOW_PORTS", "70000", "must be at most 65535"),
        ("PORT", "8o80", "must be a whole number"),
        ("SLACK_MODE", "webhook", "must be socket or http"),
        ("SANCTIONS_WATCH_LEGAL_HOLD", "perhaps", "must be true or false"),
        ("SANCTIONS_WATCH_HEARTBEAT", "https://[x", "an address to call"),
        ("SLACK_API_URL", "slack.example/api", "must be an address"),
    ],
)
def test_a_value_that_cannot_be_is_said_at_the_start(run, name: str, value: str, says: str) -> None:
    """Not at the first alert that needs it."""
    told = " ".join(run("doctor", status=1, **{name: value}).split())
    assert name in told
    assert says in told


def test_a_mark_in_front_of_env_hides_no_setting(run, tmp_path: Path) -> None:
    """Some editors put one there; the first line would be another name."""
    (tmp_path / ".env").write_text("\ufeffSLACK_MODE=carrier-pigeon\n", encoding="utf-8")
    assert "SLACK_MODE" in run("doctor", status=1)


@pytest.mark.parametrize("line", ['SLACK_BOT_TOKEN="xoxb-planted', "tokens of planted, see below"])
def test_a_line_of_env_that_cannot_be_read_is_named(run, tmp_path: Path, line: str) -> None:
    """Its setting would be missed, and alerts go to the terminal; the line may hold a secret."""
    (tmp_path / ".env").write_text(f"PORT=3001\n{line}\n", encoding="utf-8")
    for words in (("doctor",), ("run", "--once")):
        told = run(*words, status=1)
        assert ".env, line 2 cannot be read" in told
        assert "planted" not in told


def test_a_webhook_that_can_be_none_is_said_once(run) -> None:
    """And the store is looked at all the same."""
    told = run("doctor", status=1, TEAMS_WORKFLOW_URL="http://workflows.example/planted")
    assert told.count("TEAMS_WORKFLOW_URL") == 1
    assert "schema current" in told
    assert "planted" not in told


def test_doctor_says_what_everybody_can_read(run, store_url: str, tmp_path: Path) -> None:
    """Tokens, and what is watched; the proxy, without its password."""
    only_sqlite(store_url)
    (tmp_path / ".env").write_text("SLACK_MODE=http\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in run("doctor")
    (tmp_path / ".env").chmod(0o600)
    told = run("doctor", HTTPS_PROXY="http://user:planted@127.0.0.1:1")
    assert "chmod" not in told
    assert "sources are reached through 127.0.0.1:1" in " ".join(told.split())
    assert "planted" not in told
    wrong = run("doctor", HTTPS_PROXY="socks5://user:planted@127.0.0.1:1", status=1)
    assert "HTTPS_PROXY is no address of a proxy" in wrong
    assert "planted" not in wrong
    (tmp_path / "store.db").chmod(0o644)
    assert "chmod 600" in run("doctor")


def test_doctor_says_a_thing_once_and_looks_at_the_rest(run) -> None:
    """A chat that is set up in part hides neither the store nor repeats itself."""
    told = run("doctor", status=1, SLACK_BOT_TOKEN="xoxb-1")
    assert told.count("SLACK_APP_TOKEN") == 1
    assert "schema current" in told
    assert f"{len(starter_csv().splitlines()) - 1} terms" in told
    told = run("doctor", status=1, SLACK_CHANNEL="C01ALERTS")
    assert told.count("SLACK_BOT_TOKEN") == 1


def test_backup_and_restore(run, store_url: str, tmp_path: Path) -> None:
    """A backup brings back what was watched when it was made."""
    only_sqlite(store_url)
    run("watchlist", "import", "list.csv")
    run("backup", "copy.db")
    run("watchlist", "remove", "Nvidia A100", "--watchlist", "default")
    run("restore", "copy.db", "--yes")
    assert "Nvidia A100" in run("watchlist", "export", "--watchlist", "default")
    (tmp_path / "junk.db").write_bytes(b"not a database")
    assert "not an SQLite database" in run("restore", "junk.db", "--yes", status=1)


PAGE = (
    "<!doctype html><html><head><meta charset={}><script>'Quux X900'</script></head>"
    "<body><p>港口理工大学 &amp; <b>Quux</b> X900，价格二十万元，采购公告。</p></body></html>"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (PAGE.format("gb2312").encode("gb18030"), ["港口理工大学", "Quux X900"]),
        (PAGE.format("utf-8").encode(), ["港口理工大学", "Quux X900"]),
        ("港口理工大学采购公告，项目价格。".encode("gb18030"), ["港口理工大学"]),
        ("港口理工大学采购公告".encode("utf-16"), ["港口理工大学"]),
        (b"the Quux X900 rack\fpage two", ["Quux X900"]),
    ],
)
@pytest.mark.parametrize("by_pipe", [False, True])
def test_a_saved_page_is_scanned_as_a_source_reads_it(
    run, tmp_path: Path, body: bytes, found: list[str], by_pipe: bool
) -> None:
    """In whatever letters it was saved, and without its markup and scripts."""
    (tmp_path / "list.csv").write_text("kind,name\norg,港口理工大学\nchip,Quux X900\n", encoding="utf-8")
    (tmp_path / "page").write_bytes(body)
    place = () if by_pipe else ("page",)
    out = run("scan", *place, "--watchlist", "list.csv", stdin=body if by_pipe else "")
    assert [line.split("  ")[0] for line in out.splitlines() if line.startswith(tuple(found))] == found


@pytest.mark.parametrize(
    "words",
    [
        ("watchlist", "import", "folder"),
        ("watchlist", "export", "folder"),
        ("watchlist", "export", "nowhere/list.csv"),
        ("alerts", "export", "nowhere/alerts.jsonl"),
        ("manifest", "slack", "--out", "nowhere/manifest.json"),
        ("lists", "load", "folder"),
        ("lists", "load", "picture.png"),
        ("lookup", "Zhejiang", "--names", "picture.png"),
        ("backup", "folder"),
        ("scan", "picture.png"),
    ],
    ids=" ".join,
)
def test_files_that_cannot_be_used_get_one_sentence(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A folder, a missing folder, a picture: status 1, one line that names the file, nothing written."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.png").write_bytes(bytes(range(256)) * 8)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SANCTIONS_WATCH_DATABASE_URL", raising=False)
    open_store(settings.load()).close()  # a backup needs a store
    monkeypatch.setattr(sys, "argv", ["sanctions-watch", *words])
    monkeypatch.setattr(cli, "set_up_logs", lambda: None)  # the loggers are this process's
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (1, "")
    assert words[-1] in told.err
    assert len(told.err.splitlines()) == 1
    assert list((tmp_path / "folder").iterdir()) == []


def test_what_is_no_text_is_not_scanned_as_harmless(run) -> None:
    """“No watched term” about nothing at all would be a false all-clear."""
    assert "holds no text" in run("scan", stdin=" \n", status=1)


def test_a_terminal_of_another_encoding_is_served(start, run) -> None:
    """What it cannot show stands there as an escape; no command ends by it."""
    run("watchlist", "import", "list.csv")
    latin = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    assert "\\u6e2f\\u53e3" in start("watchlist", "export", "--watchlist", "default", **latin)  # 港口
    posix = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}
    for odd in ({"PYTHONIOENCODING": "ascii"}, posix):
        told = start("watchlist", "show", "港口理工大学", PYTHONUTF8="0", **odd)
        assert "Harbour Institute" in told
        asked = json.dumps({"id": "𠮷", "text": "港口理工大学"})
        answered = start("scan", "--jsonl", "--watchlist", "list.csv", stdin=asked, PYTHONUTF8="0", **odd)
        assert json.loads(answered)["id"] == "𠮷"  # beyond what four digits name
        assert json.loads(answered)["matches"][0]["surface"] == "港口理工大学"


def test_help_is_a_word_as_in_a_chat(run) -> None:
    """`help` lists the commands, `help watchlist add` says the words of one; what is none is named."""
    assert run("help") == run("--help")
    assert run("help", "watchlist", "add") == run("watchlist", "add", "--help")
    assert "No such command 'watchlist foo'" in run("help", "watchlist", "foo", status=2)
    assert "No such command 'status now'" in run("help", "status", "now", status=2)


def test_a_lookup_without_official_lists_says_so(run) -> None:
    """“No match” where no list is held would read as an all-clear; so would a match of one's own alone."""
    lacking = "No official list is held yet"
    run("watchlist", "import", "list.csv")
    assert lacking in run("lookup", "Completely Other")
    assert lacking in run("lookup", "Harbour Institute of Technology")
    assert lacking in json.loads(run("lookup", "Nobody", "--json"))["warning"]
    run("lists", "load", "names.csv")
    assert lacking not in run("lookup", "Completely Other")
    assert lacking not in run("lookup", "Completely Other", "--names", "names.csv")


def test_rows_of_a_list_that_were_left_out_are_told(run, tmp_path: Path) -> None:
    """A name that is not held finds nobody; a sheet of another form is told which one is read."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("entity_id,name\n1,Granite Freight\n,Quay Optics\n", encoding="utf-8")
    for words in (("lists", "load", "sheet.csv"), ("lookup", "Granite", "--names", "sheet.csv")):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), DATABASE: "sqlite:///one.db"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "1 row has no id or no name; left out." in done.stderr
    assert "the header `entity_id,name,aliases," in run("lists", "load", "list.csv", status=1)


def test_a_wrong_call_is_one_sentence_with_the_way_to_help(run) -> None:
    """No usage block of many lines; a word nearly right is named."""
    told = run("lookpu", "x", status=2)
    assert "Did you mean 'lookup'?" in told
    assert len(told.splitlines()) == 1
    told = run("watchlist", "alias", "Foo", status=2)
    assert "SPELLING… is missing; say: sanctions-watch watchlist alias NAME SPELLING." in told
    assert len(told.splitlines()) == 1
    told = run("parse", "nokind", "list.csv", status=2)
    assert "parse --help" in told
    assert len(told.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    """`… | head` closes the pipe: exit status 0 and nothing on standard error."""
    (tmp_path / "list.csv").write_text(WATCHLIST, encoding="utf-8")
    line = json.dumps({"id": "a", "title": None, "text": "港口理工大学采购英伟达A100"}) + "\n"
    (tmp_path / "in.jsonl").write_text(line * 20_000, encoding="utf-8")
    words = [sys.executable, "-m", "bot", "scan", "in.jsonl", "--jsonl", "--watchlist", "list.csv"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["severity"] == "high"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_logs_into_a_file_are_one_line_an_event(run, store_url: str, tmp_path: Path) -> None:
    """What collects logs gets lines that begin with the time and are not wrapped; standard output is JSON."""
    run("sources", "add", "http://127.0.0.1:1/", "--kind", "feed", "--force", "--yes")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "poll", "--json"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), DATABASE: store_url},
        check=False,
    )
    assert json.loads(done.stdout)["sources"][0]["outcome"] == "refused"
    polled = [line for line in done.stderr.splitlines() if "source.polled" in line]
    assert len(polled) == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARNING source\.polled .*reason='.*'$", polled[0])


def test_the_level_of_logs_is_that_of_the_settings(store_url: str, tmp_path: Path, run) -> None:
    """Also where they are in `.env`; a word that is no level is a sentence."""
    run("sources", "add", "http://127.0.0.1:1/", "--kind", "feed", "--force", "--yes")

    def logged(level: str, *, in_file: bool) -> str:
        name = "SANCTIONS_WATCH_LOG_LEVEL"
        (tmp_path / ".env").write_text(f"{name}={level}\n" if in_file else "", encoding="utf-8")
        env = {**os.environ, "PYTHONPATH": str(ROOT), DATABASE: store_url}
        done = subprocess.run(
            [sys.executable, "-m", "bot", "poll"],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=env if in_file else {**env, name: level},
            check=False,
        )
        return done.stderr

    assert "source.polled" in logged("WARNING", in_file=False)
    assert "source.polled" not in logged("ERROR", in_file=True)
    assert logged("LOUD", in_file=False).startswith("sanctions-watch: Settings")


def test_backtest_says_what_is_wrong_with_a_line(run, tmp_path: Path) -> None:
    """A line that is no item is named with its number; the others are still replayed."""
    bad = ("[1]", '{"title": "no id"}', '{"id": "3"}', '{"id": "4", "text": 5}', "{", "[" * 100_000)
    lines = (*bad, '{"id": "7", "text": "Ferries run."}')
    (tmp_path / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = json.loads(run("backtest", "items.jsonl", "--watchlist", "list.csv", "--json", status=1))
    assert told["items"] == 1
    _, errors = read_items(lines)
    assert [error.partition(":")[0] for error in errors] == [f"line {number}" for number in range(1, 7)]
    assert errors[-1] == "line 6: not an item (too many values inside of values)"


def test_an_import_may_begin_a_watchlist_and_the_sheet_comes_back_whole(run, tmp_path: Path) -> None:
    """A spreadsheet's mark at the start and its own columns survive; `--check` begins nothing."""
    sheet = 'kind,name,aliases,context,note,owner\norg,Foo Works,Foo|Fu,,why,ann\nship,MV Foo,,,"a, b",bob\n'
    (tmp_path / "sheet.csv").write_text("\ufeff" + sheet, encoding="utf-8")
    assert "a new watchlist" in run("watchlist", "import", "sheet.csv", "--watchlist", "ships", "--check")
    run("watchlist", "export", "--watchlist", "ships", status=2)
    run("watchlist", "import", "sheet.csv", "--watchlist", "ships")
    assert run("watchlist", "export", "--watchlist", "ships") == sheet


INTERRUPTED_CLASS = """
import bot.cli.main

class Interrupted:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt

bot.cli.main.main = lambda: type("Made", (), {"field": Interrupted()})

from bot.__main__ import main
main()
"""


def test_ctrl_c_while_a_class_is_made_ends_in_peace() -> None:
    """Before Python 3.12 an interrupt there comes out as a RuntimeError."""
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_CLASS],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (130, "")


# where the tests run in the background of a shell, the key is ignored by all they start
STARTED = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from bot.__main__ import main
print(flush=True)
main()
"""


@pytest.mark.parametrize("words", [("scan", "--jsonl"), ("poll",)])
@pytest.mark.parametrize("wait", [0.05, 0.6])
def test_ctrl_c_ends_in_peace_at_any_moment(words: tuple[str, ...], wait: float, tmp_path: Path) -> None:
    """While the program still loads and while it works: no traceback, a status that says interrupted."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()  # the interpreter is up
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
        # 1: it was done before; by the signal itself: while the interpreter already ends
        assert process.wait(60) in (1, 130, -signal.SIGINT)


def test_help_is_to_be_had_as_json(run) -> None:
    """Every command with its options and example, or those of one group."""
    every = {one["command"]: one for one in json.loads(run("help", "--json"))}
    assert {"lookup", "watchlist add", "alerts export", "manifest"} <= set(every)
    assert every["watchlist add"]["example"].startswith("watchlist add")
    assert ["--kind"] in [option["names"] for option in every["watchlist add"]["options"]]
    assert {one["command"] for one in json.loads(run("help", "sources", "--json"))} >= {"sources add"}


@pytest.mark.parametrize("level", ["debug", "Warning"])
def test_words_of_settings_may_be_of_any_case(run, level: str) -> None:
    """Whoever writes `http` or `debug` as they are used to is understood."""
    run("watchlist", "list", SANCTIONS_WATCH_LOG_LEVEL=level, SLACK_MODE="HTTP")


@pytest.mark.parametrize(
    "words",
    [
        ("lookup", ""),
        ("lookup", " "),
        ("lookup", "—"),
        ("why", ""),
        ("rules", "set"),
        ("quiet", "hours", "tonight"),
        ("lists", "changes", "--since", "soon"),
        ("watchlist", "add", ""),
    ],
)
def test_words_that_are_wrong_are_answered_with_one_sentence_and_status_2(
    run, words: tuple[str, ...]
) -> None:
    """Whatever is held: a script tells a wrong call from one that failed."""
    assert len(run(*words, status=2).splitlines()) == 1


def test_no_sentence_of_the_first_screen_is_cut_off(run) -> None:
    """Whoever reads what there is must be able to read it to the end."""
    said = run("--help")
    assert "..." not in said.replace("[ARGS]...", "")
    assert "…" not in said.replace("sqlite:///…", "").replace("postgresql://…", "")
    assert "To begin: demo, then run." in said
