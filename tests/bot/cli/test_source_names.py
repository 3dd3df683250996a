"""What a source is called that was given by its address."""

from bot.cli.source_names import source_id, source_name
from watchers.model import Item, ItemKind, Parsed, SourceKind


def test_two_lists_of_one_host_are_told_apart() -> None:
    """An alert names its source: the host alone would be the same for both."""
    first, second = (
        source_name(f"https://www.ccgp.example/cggg/dfgg/{part}/index.htm", SourceKind.CCGP_LIST, None)
        for part in ("zbgg", "cjgg")
    )
    assert first == "China Government Procurement (www.ccgp.example/cggg/dfgg/zbgg)"
    assert second.endswith("/cjgg)")


def test_what_is_no_feed_is_called_by_its_kind_a_feed_as_it_calls_itself() -> None:
    """A feed without a name of its own is called by its host."""
    url = "https://data.example/list.csv?api_key=${SAM_API_KEY}"
    assert source_name(url, SourceKind.CSL, Parsed()) == "Consolidated Screening List (data.example)"
    item = Item(
        id="1", source="s", kind=ItemKind.NEWS, url="", title="", text="", fields={"feed": "The Daily"}
    )
    assert source_name(url, SourceKind.FEED, Parsed(items=(item,))) == "The Daily"
    assert source_name(url, SourceKind.FEED, Parsed()) == "data.example"
    assert source_id(url) == "data-example-list-csv"
