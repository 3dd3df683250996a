"""Alerts and replies as the bot makes them, for the Slack goldens: invented stories on reported facts.

`python -m tests.slack_samples` writes the goldens anew.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.actors import Actor, Role
from bot.alerts import Alert, AlertKind, Evidence, Fact, Line, SourceLink
from bot.cases import Note, Triage, TriageState
from bot.chat.slack.modal import view
from bot.chat.slack.render import alert_blocks, alert_text
from bot.chat.slack.reply import reply_blocks, reply_text
from bot.replies import Bullets, Facts, Link, Paragraph, Reply, Table, Tone
from tests.samples import hit
from watchlists.model import Severity

ANA = Actor(team="acme", user="U01ANA", role=Role.EDITOR, via="slack", channel="C01ALERTS")
WHEN = datetime(2024, 8, 23, 6, 30, tzinfo=UTC)
LATER = datetime(2024, 8, 23, 7, 5, tzinfo=UTC)

_PASSAGE = (
    "项目名称：深圳大学云计算服务采购。供应商须提供基于 AWS 的算力租赁服务，"
    "实例须配备 NVIDIA A100 或 H100 图形处理器，服务期一年，用于深圳大学研究团队训练模型。"
)


def _hit(passage: str, surface: str, term: str, kind: str, **more: object) -> Evidence:
    return hit(passage, surface, term, kind, **({"watchlist": "acme/starter"} | more))


def _alert(id_: str, kind: AlertKind, severity: Severity, title: str, **more: Any) -> Alert:
    return Alert(id=id_, team="acme", kind=kind, severity=severity, title=title, created=WHEN, **more)


def _by_ana(state: TriageState, **more: Any) -> Triage:
    return Triage(state=state, user="U01ANA", via="slack", at=LATER, **more)


def tender() -> Alert:
    """A Chinese tender notice with an organisation, chips and a cloud; a news report joined it."""
    return _alert(
        "a-7f3a",
        AlertKind.MATCH,
        Severity.HIGH,
        "深圳大学云计算服务采购项目中标公告",
        why=(
            "An organisation and a chip stand within 60 characters of each other.",
            "A chip stands near rental words (算力租赁).",
        ),
        evidence=(
            _hit(
                _PASSAGE,
                "深圳大学",
                "Shenzhen University",
                "org",
                reason="alias",
                detail="深圳大学",
                note="Named in the 2024 reports on cloud access to listed chips",
            ),
            _hit(_PASSAGE, "A100", "NVIDIA A100", "chip", reason="model", detail="A100", score=0.98),
            _hit(_PASSAGE, "H100", "NVIDIA H100", "chip", reason="model", detail="H100", score=0.98),
            _hit(_PASSAGE, "AWS", "Amazon Web Services", "cloud", reason="alias", detail="AWS"),
        ),
        facts=(
            Fact(label="Buyer", value="深圳大学"),
            Fact(label="Supplier", value="云途科技有限公司"),
            Fact(label="Award", value="¥200,000"),
            Fact(label="Stage", value="Award notice (中标公告)"),
            Fact(label="Project number", value="SZU-2024-0815"),
        ),
        sources=(
            SourceLink(
                url="https://www.ccgp.gov.example/cggg/dfgg/zbgg/202408/t20240823_1.htm",
                name="China Government Procurement",
                published=WHEN,
            ),
            SourceLink(
                url="https://news.example.com/2024/08/23/shenzhen-cloud?ref=rss&x=1",
                name="Example News",
                published=datetime(2024, 8, 23, 9, 5, tzinfo=UTC),
            ),
            SourceLink(url="https://tech.example.org/a", name="Tech Wire"),
        ),
    )


def news() -> Alert:
    """An English story, medium, without tender fields."""
    passage = (
        "The institute rented servers with eight H800 accelerators through a reseller of Azure in Singapore."
    )
    return _alert(
        "a-11",
        AlertKind.MATCH,
        Severity.MEDIUM,
        "Institute turned to rented accelerators after export rules tightened",
        why=("Terms of two kinds occur in the same item.",),
        evidence=(
            _hit(passage, "H800", "NVIDIA H800", "chip", reason="model", detail="H800"),
            _hit(passage, "Azure", "Microsoft Azure", "cloud", reason="alias", detail="Azure"),
        ),
        sources=(SourceLink(url="https://news.example.com/s/9", name="Example News", published=WHEN),),
    )


def brief() -> Alert:
    """A story with one hit: enough to show what a team made of it."""
    return replace(news(), evidence=news().evidence[:1], why=())


def acknowledged() -> Alert:
    """Somebody took it in hand."""
    done = _by_ana(TriageState.ACKNOWLEDGED, reason="asking sales")
    return replace(brief(), triage=done, revision=1)


def assigned() -> Alert:
    """Somebody gave it to a colleague, who wrote twice what they found."""
    given = _by_ana(TriageState.ACKNOWLEDGED, name="Ana Castillo", to="U02BEN", reason="your customer")
    notes = tuple(
        Note(text=said, user="U02BEN", name="Ben Ortiz", via="slack", at=LATER)
        for said in ("asked the reseller", "the reseller answers by <Friday>")
    )
    return replace(brief(), triage=given, notes=notes, id="a57dbc4b0cf3")


def snoozed() -> Alert:
    """It waits for an answer."""
    until = (LATER + timedelta(days=7)).date()
    done = Triage(
        state=TriageState.SNOOZED, user="0e1f", name="Ben Baker", via="teams", at=LATER, until=until
    )
    return replace(brief(), triage=done)


def resolved() -> Alert:
    """It was looked into, and what was done is on record."""
    done = _by_ana(TriageState.RESOLVED, reason="account closed, reported to counsel")
    return replace(brief(), triage=done)


def dismissed() -> Alert:
    """Somebody in another chat put it aside."""
    done = Triage(state=TriageState.DISMISSED, user="0e1f-22", via="teams", name="Ben <Legal>", at=LATER)
    return replace(brief(), triage=done, revision=1)


def list_change() -> Alert:
    """An official list changed."""
    return _alert(
        "a-12",
        AlertKind.LIST_CHANGE,
        Severity.HIGH,
        "Entity List: 2 added, 1 removed, 1 changed",
        why=("Entries of an official list that your team follows were added.",),
        lines=(
            Line(
                text="Added: Northern Lights Computing Co., Ltd.",
                detail="China · 89 FR 90001",
                url="https://www.federalregister.example/d/2024-1",
            ),
            Line(
                text="Added: Harbour Semiconductor Institute",
                detail="China · presumption of denial",
                url="https://www.federalregister.example/d/2024-1",
            ),
            Line(text="Removed: Old Name Trading LLC", detail="United Arab Emirates"),
            Line(text="Changed: Blue River Lab", detail="aliases: + “BRL”; address: Beijing → Hefei"),
        ),
        sources=(
            SourceLink(
                url="https://www.bis.example.gov/entity-list", name="Entity List (BIS)", published=WHEN
            ),
        ),
    )


def digest() -> Alert:
    """Many small things in one message."""
    return _alert(
        "a-13",
        AlertKind.DIGEST,
        Severity.MEDIUM,
        "7 matches while the bot was away, 20–23 Aug 2024",
        lines=tuple(
            Line(
                alert=f"a-2{number}",
                triage=_by_ana(TriageState.ACKNOWLEDGED) if number == 2 else None,
                text=f"Story number {number} about a watched supplier",
                url=f"https://news.example.com/story/{number}",
                severity=(Severity.HIGH, Severity.MEDIUM, Severity.LOW)[number % 3],
                detail="NVIDIA A100, Shenzhen University",
            )
            for number in range(7)
        ),
    )


def baseline() -> Alert:
    """A source's first poll."""
    return _alert(
        "a-14",
        AlertKind.BASELINE,
        Severity.NONE,
        "Example News: first reading, 40 items, 2 match",
        text="Older items are not posted one by one; from now on new ones are.",
        lines=(
            Line(text="Chips for rent", url="https://news.example.com/1", severity=Severity.HIGH),
            Line(text="Cloud contract renewed", url="https://news.example.com/2", severity=Severity.LOW),
        ),
    )


def health() -> Alert:
    """A source fails."""
    return _alert(
        "a-15",
        AlertKind.HEALTH,
        Severity.NONE,
        "Example News has not answered for 3 hours",
        text="6 polls failed in a row; the last said: HTTP 503.\n"
        "It is tried again at 09:30 UTC. Nothing is lost: the items are read when it is back.",
    )


def hostile() -> Alert:
    """Everything from outside tries to be something else, and all of it is too long or too much."""
    evil = "<!channel> <@U01ANA> *b* _i_ ~x~ `c` <https://evil.example|https://ofac.gov> &lt;!here&gt; :fire:"
    passage = evil + " \u202eesrever\u200b " + "A100 " * 3
    many = tuple(
        _hit(
            passage,
            "A100",
            f"Term {number} {evil}",
            "chip",
            detail=evil,
            note=evil,
            watchlist=f"acme/{number}",
        )
        for number in range(40)
    )
    return _alert(
        "a-16",
        AlertKind.MATCH,
        Severity.LOW,
        (evil + " ") * 900,
        why=(evil * 30,) * 20,
        evidence=many
        + tuple(_hit(f"passage {n} {passage}", "A100", f"Other {n}", "chip") for n in range(30)),
        facts=tuple(Fact(label=evil * 5, value=evil * 100) for _ in range(40)),
        lines=tuple(
            Line(text=evil * 9, url="https://e.example/" + "x" * 2000, detail=evil * 9) for _ in range(400)
        ),
        sources=(
            SourceLink(url="https://e.example/a|b>c d?" + "y" * 2900, name=evil),
            SourceLink(url="javascript:alert(1)", name=evil),
            *(SourceLink(url=f"https://e.example/{n}", name="n" * 500) for n in range(50)),
        ),
        text=evil * 3000,
    )


ALERTS = {
    made.__name__.replace("_", "-"): made
    for made in (
        *(tender, acknowledged, assigned, snoozed, resolved, dismissed),
        *(news, list_change, digest, baseline, health, hostile),
    )
}


def lookup() -> Reply:
    """Candidates for a name."""
    return Reply(
        title="2 candidates for “Shenzen Universty”",
        parts=(
            Table(
                columns=("Name", "List", "Matched", "Score", "Reason", "Source"),
                rows=(
                    ("Shenzhen University", "watchlist starter", "Shenzhen University", "0.93", "typo", ""),
                    (
                        "Shenzhen Institute of Technology",
                        "Entity List",
                        "SZIT",
                        "0.41",
                        "alias",
                        Link("89 FR 90001", "https://www.federalregister.example/d/2024-1"),
                    ),
                ),
            ),
            Paragraph("A score of 0.9 is right nine times in ten."),
        ),
        offer_term="Shenzen Universty",
    )


def shown_watchlist(rows: int = 47) -> Reply:
    """A watchlist too long for one message."""
    return Reply(
        title=f"Watchlist starter: {rows} terms",
        parts=(
            Table(
                columns=("Name", "Kind", "Aliases", "Note"),
                rows=tuple(
                    (
                        f"Term {number}",
                        "org",
                        f"alias {number} | 别名{number}",
                        "a neighbour" if number % 3 else "",
                    )
                    for number in range(rows)
                ),
            ),
        ),
    )


def added() -> Reply:
    """An edit, told to everyone."""
    return Reply(
        title="Added Northern Lights Computing to starter",
        parts=(Facts((("Kind", "organisation"), ("Aliases", "北光计算, NLC"), ("Note", ""))),),
        public=True,
    )


def refused() -> Reply:
    """A person's mistake."""
    return Reply(
        title="There is no watchlist “strater”",
        parts=(Bullets(("starter", "pilot")),),
        tone=Tone.ERROR,
        status=1,
    )


def hostile_reply() -> Reply:
    """Outside text in every part of an answer."""
    evil = "<!channel> *b* _i_ `c` <https://evil.example|https://ofac.gov> & :fire:"
    return Reply(
        title=evil * 20,
        parts=(
            Paragraph(evil * 200),
            Facts(tuple((evil, Link(evil, "javascript:alert(1)")) for _ in range(30))),
            Table(columns=(evil, evil), rows=((evil * 9, Link(evil, "https://e.example/?a=1&b=<|>")),) * 90),
            Bullets((evil * 40,) * 90),
        ),
        tone=Tone.WARNING,
        offer_term=evil * 100,
    )


REPLIES = {
    "lookup": lookup,
    "watchlist": shown_watchlist,
    "added": added,
    "refused": refused,
    "hostile-reply": hostile_reply,
}


UNREAD = {"hostile", "hostile-reply"}  # too long to be looked at: tests say what must not be in them


def write_goldens() -> None:
    """Write tests/bot/chat/slack/golden/*.json anew; look at the difference before you commit it."""
    folder = Path(__file__).parent / "bot/chat/slack/golden"
    folder.mkdir(parents=True, exist_ok=True)
    for name, payload in payloads().items():
        if name in UNREAD:
            continue
        text = json.dumps(payload, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def payloads() -> dict[str, dict[str, object]]:
    """Return every golden payload by name."""
    drawn: dict[str, dict[str, object]] = {
        name: {"text": alert_text(made()), "blocks": alert_blocks(made())} for name, made in ALERTS.items()
    }
    for name, answer in REPLIES.items():
        reply = answer()
        drawn[name] = {"text": reply_text(reply), "blocks": reply_blocks(reply, key="k", actor=ANA)}
    drawn["modal"] = view(channel="C01ALERTS", watchlists=("default", "starter"), name="Harbour Institute")
    return drawn


if __name__ == "__main__":
    write_goldens()
