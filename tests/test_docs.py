"""The documents are true where a program can tell: commands, settings, links, reasons."""

import re
import shlex
from collections import Counter
from pathlib import Path

import click
import pytest

from bot.alerting.verdicts import Reason, Stage
from bot.cases import Cause
from bot.cli import main as cli
from bot.grammar.examples import EXAMPLES
from bot.outbox.decisions import DeliveryReason
from bot.settings import API_KEYS, Settings
from watchlists.csvfile import read_terms
from watchlists.lookup import LookupReason
from watchlists.model import MatchReason, RejectReason
from watchlists.rules import SeverityReason
from watchlists.starter import starter_csv

ROOT = Path(__file__).parent.parent
REASONS = (MatchReason, RejectReason, LookupReason, SeverityReason, Stage, Reason, Cause, DeliveryReason)
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> list[str]:
    """Return every command of the console script as its words."""
    if isinstance(command, click.Group):
        return [leaf for name, sub in command.commands.items() for leaf in leaves(sub, (*path, name))]
    return [" ".join(path)]


cli.assemble()


@pytest.mark.parametrize("command", leaves(cli.cli))
def test_every_command_is_in_the_documents(command: str) -> None:
    """A command that nobody can read about is not there."""
    assert re.search(rf"`{command}[` ]", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", leaves(cli.cli))
def test_every_command_shows_an_example_that_it_takes(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help ends with one call that the command reads without complaint."""
    monkeypatch.chdir(tmp_path)
    for name in ("old.csv", "new.csv", "names.csv", "watch.db"):
        (tmp_path / name).touch()
    words = shlex.split(EXAMPLES[command])
    found: click.Command = cli.cli
    for word in command.split():
        assert isinstance(found, click.Group)
        found = found.commands[word]
    assert EXAMPLES[command].startswith(command)
    assert f"sanctions-watch {command}" in found.get_help(click.Context(found, info_name=command))
    found.make_context(command, words[len(command.split()) :])


@pytest.mark.parametrize("name", [str(field.validation_alias) for field in Settings.model_fields.values()])
def test_every_setting_is_in_the_example(name: str) -> None:
    """`.env.example` lists all there is."""
    name = "SAM_API_KEY" if name == API_KEYS else name
    assert re.search(rf"^{name}=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """Every relative link and picture exists."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name} links {target}"


@pytest.mark.parametrize("reason", [one for closed in REASONS for one in closed], ids=str)
def test_every_reason_is_documented(reason: str) -> None:
    """The set of reasons is closed and explained."""
    assert f"`{reason}`" in (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8")


def test_every_reason_is_given() -> None:
    """None is documented that the program never says; of causes people choose from all there are."""
    modules = [path for package in ("bot", "watchlists") for path in (ROOT / package).rglob("*.py")]
    source = "\n".join(path.read_text("utf-8") for path in modules)
    said = {
        f"{closed.__name__}.{one.name}": one for closed in REASONS if closed is not Cause for one in closed
    }
    given = set(re.findall(r"\b\w+\.[A-Z_]+\b", source))
    assert not [name for name, one in said.items() if name not in given and f"'{one}'" not in source]


def test_the_readme_counts_the_starter_watchlist_right() -> None:
    """A figure in the documents is the figure of the file that ships."""
    terms, errors = read_terms(starter_csv())
    assert not errors
    count = Counter(term.kind for term in terms)
    said = f"{count['org']} organisations, {count['chip']} chips, {count['cloud']} clouds"
    assert said in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert all(term.note for term in terms), "each says why it is there"
