"""All of a notice is matched; what is quoted is what is kept of it."""

from datetime import UTC, datetime

from bot.alerting.drafting import draft
from bot.alerting.passages import as_kept, found_in, of_no_person, passage_of
from bot.matching.teamviews import TeamView
from tests.samples import a_match
from watchers.model import Item, ItemKind
from watchlists.model import Match, Passage, Rejection, RejectReason, Scan, Severity
from watchlists.rules import Judgement, SeverityReason

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BOUGHT = "采购 Atlas 800 两台，Atlas 800 配件。"
WHOLE = f"采购人：海岳大学\n专家：无影灯（中芯某际），戊二一鸣\n{BOUGHT}\n请联系无影灯。"
KEPT = f"采购人：海岳大学\n{BOUGHT}"


def notice(whole: str = WHOLE) -> Item:
    return Item(
        id="1",
        source="s",
        kind=ItemKind.TENDER,
        url="https://x.example/1",
        title="公告",
        text=KEPT,
        whole=whole,
    )


def found(surface: str, start: int | None = None) -> Match:
    return a_match(surface, WHOLE.index(surface) if start is None else start)


def test_all_of_a_notice_is_scanned() -> None:
    """What is not kept counts, once, when the notice comes."""
    assert passage_of(notice()).text == WHOLE
    assert passage_of(notice(whole="")).text == KEPT


def test_a_hit_is_quoted_where_it_stands_in_what_is_kept() -> None:
    """Of several places the one that reads the same around it."""
    last = WHOLE.rindex("Atlas 800")
    (one, other), passage = as_kept(notice(), [found("Atlas 800"), found("Atlas 800", last)])
    assert (one.start, other.start) == (KEPT.index("Atlas 800"), KEPT.rindex("Atlas 800"))
    assert passage.text == KEPT


def test_a_hit_in_what_is_not_kept_is_quoted_by_itself() -> None:
    """The team reads what it watches, and nobody's name."""
    judgement = Judgement(
        severity=Severity.LOW, reason=SeverityReason.ALONE, sentence="One.", matches=(found("中芯某际"),)
    )
    alert = draft(notice(), "k", judgement, TeamView(team="t"), source_name="S", now=NOW)
    (evidence,) = alert.evidence
    assert evidence.passage[evidence.start : evidence.end] == "中芯某际"
    assert "无影灯" not in str(alert)
    assert "专家" not in str(alert)


def test_a_person_called_as_a_party_is_watched_is_no_hit() -> None:
    """Who is named in what is not kept is nobody's business; a body named there is."""
    person, body = found("戊二一鸣")._replace(surface="王一鸣"), found("中芯某际")
    refused: Rejection = person.refused(RejectReason.WEAK_ALONE, "")
    scan = of_no_person(notice(), Scan(matches=(person, body), rejected=(refused,)))
    assert scan == Scan(matches=(body,), rejected=())
    assert of_no_person(notice(whole=""), Scan(matches=(person,))).matches == (person,)


def test_a_notice_is_scanned_as_a_whole_and_told_without_persons() -> None:
    """The one way from an item to its hits, for polls, previews and backtests."""
    seen: list[str] = []

    def scan(passage: Passage) -> Scan:
        seen.append(passage.text)
        return Scan(matches=(found("戊二一鸣")._replace(surface="王一鸣"), found("中芯某际")))

    assert found_in(notice(), scan).matches == (found("中芯某际"),)
    assert seen == [WHOLE]
