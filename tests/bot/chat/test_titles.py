"""The line below the Chinese title of a purchase, in every chat."""

import json
from dataclasses import replace

import pytest
from rich.console import Console

from bot.alerts import Alert, AlertKind, Fact
from bot.chat.slack.render import alert_blocks, alert_text
from bot.chat.teams.render import alert_card
from bot.chat.terminal.render import render_alert
from bot.chat.titles import in_english
from tests import slack_samples
from tests.samples import hit

TITLE = "海明城大GPU服务器采购项目招标公告"
SAID = "In English, word by word: Haiming City University · GPU servers · purchase · tender notice"


def purchase(title: str = TITLE, **facts: str) -> Alert:
    """Return an alert for a tender that names a watched body."""
    told = {"Stage": "tender"} | {label.capitalize(): value for label, value in facts.items()}
    return replace(
        slack_samples.tender(),
        title=title,
        facts=tuple(Fact(label=label, value=value) for label, value in told.items()),
        evidence=(hit(TITLE, "海明城大", "Haiming City University", "org", field="title"),),
    )


def printed(alert: Alert, *, updated: bool = False) -> str:
    """Return what a terminal shows."""
    console = Console(width=200, color_system=None)
    with console.capture() as captured:
        console.print(render_alert(alert, updated=updated))
    return captured.get()


def shown(alert: Alert) -> tuple[str, ...]:
    """Return what each chat shows: Slack its blocks and its text, Teams its card, a terminal its lines."""
    blocks, card = (json.dumps(one, ensure_ascii=False) for one in (alert_blocks(alert), alert_card(alert)))
    return blocks, alert_text(alert), card, printed(alert)


def test_every_chat_says_the_title_in_english_once() -> None:
    """The label says that it is no translation."""
    assert in_english(purchase()) == SAID
    assert [text.count(SAID) for text in shown(purchase())] == [1, 1, 1, 1]
    assert SAID not in printed(purchase(), updated=True)  # it was printed before


def test_a_title_that_says_nothing_gives_way_to_the_project() -> None:
    """A notice may be called by its number, or by a name that no table has."""
    alert = purchase("嘟嘟啦啦采购公告", project="光谱仪采购")
    assert in_english(alert) == "In English, word by word: spectrometers · purchase"


def test_a_fault_of_it_costs_that_line_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says where, and no word of the title, which may name a person."""

    def failing(title: str, named: object) -> str:
        raise ValueError(f"no word in {title}")

    whole = printed(purchase()).splitlines()
    monkeypatch.setattr("watchlists.titles.gloss.gloss", failing)
    assert printed(purchase()).splitlines() == [line for line in whole if SAID not in line]
    assert all(TITLE in text and "word by word" not in text for text in shown(purchase()))
    assert "ValueError in failing" in caplog.text
    assert TITLE[:2] not in caplog.text


@pytest.mark.parametrize(
    "alert",
    [
        replace(purchase(), facts=()),  # news
        replace(purchase(), kind=AlertKind.DIGEST),
        purchase("Tender for GPU servers"),
        purchase("嘟嘟啦啦采购公告"),
    ],
)
def test_other_alerts_have_no_such_line(alert: Alert) -> None:
    """A headline has verbs, and one left out may turn its sense."""
    assert not in_english(alert)
    assert not any("word by word" in text for text in shown(alert))
