"""`parse`: what an adapter reads of a saved file, whatever its size."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.operate import parse
from bot.cli.run import finished
from tests.watchers.listmaker import csl_csv, csl_row, parties


@pytest.mark.parametrize("count", [1, 199, 200, 401])
def test_a_long_list_is_one_json_document(tmp_path: Path, count: int) -> None:
    """The document is written in pieces and is one all the same: no entry lost or twice."""
    some = parties(count)
    saved = tmp_path / "consolidated.csv"
    saved.write_bytes(csl_csv([csl_row(party) for party in some]))
    done = CliRunner().invoke(parse, ["csl", str(saved), "--json"])
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert [entry["name"] for entry in told["entries"]] == [party.name for party in some]
    assert (told["file"], told["kind"], told["items"], told["warnings"]) == (str(saved), "csl", [], [])


def test_items_and_warnings_are_in_the_document(tmp_path: Path) -> None:
    """Streams bring items, and what was left out is said."""
    saved = tmp_path / "found.json"
    articles = [{"url": "https://example.org/1", "title": "One – “quoted”"}, {"title": "no link"}]
    saved.write_text(json.dumps({"articles": articles}), encoding="utf-8")
    told = json.loads(CliRunner().invoke(parse, ["gdelt", str(saved), "--json"]).output)
    assert [item["title"] for item in told["items"]] == ["One – “quoted”"]
    assert told["entries"] == []
    assert len(told["warnings"]) == 1


def test_what_a_command_brings_is_not_spelled_out() -> None:
    """A list of 60,000 entries as text would cost more memory than the list, and nobody reads it."""

    spelled: list[str] = []

    class Large:
        def __repr__(self) -> str:
            spelled.append("once more")
            return ""

    async def bring() -> Large:
        return Large()

    assert isinstance(finished(bring()), Large)
    assert not spelled
