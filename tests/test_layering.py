"""Who may import whom, read from the source with `ast` (see docs/architecture.md)."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# One door per dependency: the only modules that may import it.
DOORS = {
    "feedparser": ("watchers/parsers/feeds/slow_feed",),
    "trafilatura": ("watchers/parsers/feeds/article",),
    "rapidfuzz": ("watchlists/",),
    "ahocorasick_rs": ("watchlists/",),
    "rjieba": ("watchlists/words/dictionary", "watchers/parsers/persons/vocabulary"),
    "apscheduler": ("bot/polling/scheduler",),
    "slack_bolt": ("bot/chat/slack/",),
    "slack_sdk": ("bot/chat/slack/",),
    "microsoft_teams": ("bot/chat/teams/",),
    "prometheus_client": ("bot/operating/metrics",),
    "pydantic_settings": ("bot/settings",),
    "sqlite_utils": ("bot/database/",),
    "psycopg": ("bot/database/",),
    "cryptography": ("bot/tenants/vault",),
    "msgspec": ("bot/cli/answering",),
    "click": ("bot/cli/", "bot/grammar/"),
}
# Inside bot: a package or module imports only from its own floor or the floors below it.
FLOORS = (
    ("actors", "cases", "errors", "masking", "phrases"),
    ("alerts", "background", "database", "logs", "replies", "setting_values"),
    ("entry_words", "glosses", "installed", "settings"),
    ("chat", "facts", "health"),
    ("matching", "outbox"),
    ("alerting", "delivery", "triage"),
    ("commands", "polling", "tenants"),
    ("grammar", "operating"),
    ("opening",),
    ("begun",),
    ("program",),
    ("app",),
    ("demo",),
    ("cli",),
    ("__main__",),
)
# What a chat may know of the bot: never a store.
CHAT_KNOWS = (
    *("actors", "alerts", "cases", "chat", "errors", "installed", "phrases", "replies"),
    *("setting_values", "settings"),
)


@cache
def statements(path: Path) -> list[ast.Import | ast.ImportFrom]:
    """Return what the file says after `import` and `from`; a file is read once for all tests."""
    every = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in every if isinstance(node, ast.Import | ast.ImportFrom)]


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted modules that the file imports."""
    for node in statements(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
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


def test_inside_the_bot_imports_go_down_only() -> None:
    """No package or module of bot imports one of a higher floor; each has a floor."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    for path in modules("bot"):
        own = path.relative_to(ROOT / "bot").with_suffix("").parts[0]
        if own == "__init__":
            continue
        assert own in floor, f"{where(path)} has no floor: add it to FLOORS"
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "bot" and len(parts) > 1:
                assert parts[1] in floor, f"{name} has no floor"
                assert floor[parts[1]] <= floor[own], f"{where(path)} imports {name}, which is above it"


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
            for node in statements(path):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in (
                    {"bot", "watchers", "watchlists"} - {package}
                ):
                    assert not any(alias.name.startswith("_") for alias in node.names), where(path)


def test_every_c_file_is_built():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    named = [file for part in setup["ext-modules"] for file in part["sources"]]
    included = {file for part in setup["ext-modules"] for file in part.get("depends", ())}
    in_tree = {
        str(path.relative_to(ROOT))
        for package in ("bot", "watchers", "watchlists")
        for path in (ROOT / package).rglob("*.[ch]")
    }
    assert len(named) == len(set(named))
    assert {*named, *included} == in_tree
