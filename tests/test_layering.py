"""Who may import whom, read from the source with `ast` (see docs/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# One door per dependency: the only modules that may import it.
DOORS = {
    "feedparser": ("watchers/parsers/slow_feed",),
    "trafilatura": ("watchers/parsers/article",),
    "rapidfuzz": ("watchlists/",),
    "ahocorasick_rs": ("watchlists/",),
    "apscheduler": ("bot/scheduler",),
    "slack_bolt": ("bot/chat/slack",),
    "slack_sdk": ("bot/chat/slack",),
    "microsoft_teams": ("bot/chat/teams",),
    "prometheus_client": ("bot/metrics",),
    "pydantic_settings": ("bot/settings",),
    "sqlite_utils": ("bot/database",),
    "psycopg": ("bot/database",),
    "cryptography": ("bot/vault",),
    "click": ("bot/cli", "bot/grammar"),
}
# Inside bot: a module imports only from its own floor or the floors below it.
FLOORS = (
    (
        "alerts",
        "cases",
        "errors",
        "masking",
        "logs",
        "actors",
        "replies",
        "progress",
        "examples",
        "installed",
        "background",
        "phrases",
    ),
    ("settings", "vault", "database", "together", "disk", "alert_codec", "entry_words"),
    ("facts", "drafting", "reprints", "watched", "kept_index", "kept_names", "kept_rows", "team_setup"),
    (
        "outbox",
        "digests",
        "told",
        "telling_store",
        "verdicts",
        "suppliers",
        "audit",
        "colleagues",
        "health",
        "stories",
        "matching",
    ),
    ("installations",),
    ("triage", "official", "welcome"),
    ("occasion",),
    ("joining", "posting"),
    ("recorder", "daily", "desk", "own_watchlists", "news_searches", "retention", "room", "readiness"),
    ("telling",),
    ("polled",),
    ("poll_memory", "poll_writer"),
    ("pipeline", "commands", "grammar"),
    ("chat",),
    ("drained", "searching", "sending"),
    ("delivery", "server", "scheduler", "metrics"),
    ("upkeep",),
    ("seeds", "tenancy", "forgetting", "opening", "begun", "app", "demo", "checks", "backtest", "doctor"),
    ("cli", "__main__"),
)
# What a chat may know of the bot: never a store.
CHAT_KNOWS = ("alerts", "cases", "errors", "actors", "replies", "settings", "installed", "phrases", "chat")


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted modules that the file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def modules(package: str) -> list[Path]:
    """Return the package's source files."""
    return sorted((ROOT / package).rglob("*.py"))


def where(path: Path) -> str:
    """Return the path as written in DOORS."""
    return path.relative_to(ROOT).with_suffix("").as_posix()


@pytest.mark.parametrize(
    ("package", "strangers"),
    [("watchers", ("watchlists", "bot")), ("watchlists", ("watchers", "bot"))],
)
def test_lower_packages_know_neither_each_other_nor_the_bot(package: str, strangers: tuple[str, ...]) -> None:
    """Watchers know no team, watchlists know no feed."""
    for path in modules(package):
        for name in imports(path):
            assert name.split(".")[0] not in strangers, f"{where(path)} imports {name}"


@pytest.mark.parametrize("dependency", sorted(DOORS))
def test_each_dependency_has_one_door(dependency: str) -> None:
    """A dependency is imported behind its own door only."""
    for package in ("bot", "watchers", "watchlists"):
        for path in modules(package):
            if where(path).startswith(DOORS[dependency]):
                continue
            for name in imports(path):
                assert not name.startswith(dependency), f"{where(path)} imports {name}"


def floor(module: str) -> int | None:
    """Return the floor of a module of bot, None for one that is not placed."""
    for number, names in enumerate(FLOORS):
        if any(module == name or module.startswith(f"{name}_") for name in names):
            return number
    return None


def test_inside_the_bot_imports_go_down_only() -> None:
    """No module of bot imports a module of a higher floor; every module has a floor."""
    for path in modules("bot"):
        own = path.relative_to(ROOT / "bot").with_suffix("").parts[0]
        if own == "__init__":
            continue
        level = floor(own)
        assert level is not None, f"{where(path)} has no floor: add it to FLOORS"
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "bot" and len(parts) > 1:
                below = floor(parts[1])
                assert below is not None, f"{name} has no floor"
                assert below <= level, f"{where(path)} imports {name}, which is above it"


def test_a_chat_knows_no_store() -> None:
    """A front end asks the Responder; it reads and writes nothing itself."""
    for path in modules("bot/chat"):
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "bot" and len(parts) > 1:
                assert parts[1] in CHAT_KNOWS, f"{where(path)} imports {name}"


def test_no_underscore_names_cross_packages() -> None:
    """Private names stay inside their package."""
    for package in ("bot", "watchers", "watchlists"):
        for path in modules(package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in (
                    {"bot", "watchers", "watchlists"} - {package}
                ):
                    assert not any(alias.name.startswith("_") for alias in node.names), where(path)
