"""A Bot Connector, a key publisher and a Responder for the Teams tests; all on loopback, all real HTTP."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import jwt
from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.actors import Actor
from bot.alerts import Alert, AlertKind, Destination, Evidence, Fact, Line, SourceLink
from bot.cases import Triage, TriageState
from bot.chat.front_end import FrontEnd
from bot.chat.teams.front_end import build_teams
from bot.replies import Paragraph, Reply
from bot.settings import Settings, isolated
from tests.samples import hit
from watchlists.model import Severity

APP_ID = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
ANA = "33333333-3333-3333-3333-333333333333"
ISSUER = "https://api.botframework.com"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NOW = datetime(2026, 11, 23, 9, 4, tzinfo=UTC)
PASSAGE = "深圳大学拟租用公有云算力，需要 8 张 NVIDIA A100，经 AWS 账号交付，预算 20 万元。"


def evidence(term: str, kind: str, surface: str, *, passage: str = PASSAGE, **changes: Any) -> Evidence:
    given = {"watchlist": "default/starter", "reason": "alias", "detail": surface}
    return hit(passage, surface, term, kind, **(given | changes))


ALERT = Alert(
    id="a1",
    team="default",
    kind=AlertKind.MATCH,
    severity=Severity.HIGH,
    title="深圳大学公有云算力租用项目采购公告",
    created=NOW,
    why=("An organisation and a chip are named near each other.",),
    evidence=(
        evidence("Shenzhen University", "org", "深圳大学", note="Named in reports on rented A100 cards."),
        evidence("NVIDIA A100", "chip", "A100", reason="model", score=0.97),
    ),
    facts=(Fact(label="Buyer", value="深圳大学"), Fact(label="Budget", value="200,000 yuan")),
    sources=(SourceLink(url="https://www.ccgp.gov.cn/notice/1.htm", name="CCGP", published=NOW),),
)
HOSTILE = replace(
    ALERT,
    title="<at>everyone</at> *free* [ofac.gov](https://evil.example) \x1b[31m& Co\x07 \u202egnp.exe",
    evidence=(
        evidence(
            "ACME <Trading> & *Co*",
            "org",
            "<at>x</at>",
            passage="buy <at>x</at> & `y` {{DATE(2020-01-01T00:00:00Z,SHORT)}}",
            note="# not a heading",
        ),
    ),
    facts=(
        Fact(label="<b>Buyer</b>", value="1. *a* _b_ [c](javascript:x) <at>everyone</at> ~~d~~ & # e"),
        Fact(label="Date", value="{{DATE(2020-01-01T00:00:00Z,SHORT)}}"),
    ),
    sources=(
        SourceLink(url="javascript:alert(1)", name="[x](https://evil.example)"),
        SourceLink(url="https://ofac.gov@evil.example/", name="OFAC"),
        SourceLink(url="https://ok.example/a(b)*c*", name="ok"),
    ),
)
DIGEST = Alert(
    id="d1",
    team="default",
    kind=AlertKind.DIGEST,
    severity=Severity.LOW,
    title="2 items while the bot was away",
    created=NOW,
    lines=(
        Line(
            text="A notice about A100",
            url="https://a.example/1",
            severity=Severity.LOW,
            detail="one kind",
            alert="a1",
        ),
        Line(
            text="A *contract*",
            alert="a2",
            triage=Triage(state=TriageState.ACKNOWLEDGED, user="U", via="slack", at=NOW, name="Ana <x>"),
        ),
        Line(text="A story", url="javascript:x"),
    ),
)
HEALTH = Alert(
    id="h1",
    team="default",
    kind=AlertKind.HEALTH,
    severity=Severity.NONE,
    title="CCGP list does not answer",
    created=NOW,
    text="Three polls failed.\nWhat was known stays.",
)
REPLY = Reply(title="Shenzhen <University>", parts=(Paragraph("one *answer*"),))


@dataclass
class Asked:
    """A Responder that answers every question with `reply` and remembers what it was asked."""

    reply: Reply = REPLY
    asked: list[tuple[str, Actor]] = field(default_factory=list)
    asks_back: str = "nothing"  # what begins so is asked back
    seen: set[str] = field(default_factory=set)
    where: dict[str, Destination] = field(default_factory=dict)

    async def answer(self, text: str, actor: Actor, *, confirmed: bool = False) -> Reply:
        self.asked.append((text, actor))
        if text.startswith(self.asks_back) and not confirmed:
            return Reply(title=f"Really: {text}?", confirm=True)
        return self.reply

    async def first_time(self, request_id: str) -> bool:
        new = request_id not in self.seen
        self.seen.add(request_id)
        return new

    async def watchlist_names(self, team: str) -> tuple[str, ...]:
        return ("default", "cloud watch")

    async def team_of(self, via: str, workspace: str) -> str:
        return "default"

    async def subscribe(self, destination: Destination, by: Actor) -> None:
        self.where[destination.id] = destination

    async def unsubscribe(self, destination: Destination, by: Actor) -> bool:
        return self.where.pop(destination.id, None) is not None

    async def places(self, team: str) -> tuple[Destination, ...]:
        return tuple(one for one in self.where.values() if one.team == team)


@dataclass
class Connector:
    """A Bot Connector that keeps what is posted; `faults` are answered first, one for each request."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[int | str | tuple[int, dict[str, str]]] = field(default_factory=list)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    url: str = ""

    async def post(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.pop(0) if self.faults else 0
        if isinstance(fault, tuple):
            return web.Response(status=fault[0], headers=fault[1])
        if isinstance(fault, int) and fault:
            return web.Response(status=fault)
        self.posts.append(
            {
                "method": request.method,
                "conversation": request.match_info["conversation"],
                "id": request.match_info.get("id", ""),
                "token": request.headers.get("Authorization", ""),
                "body": await request.json(),
            }
        )
        if fault == "lost":
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if fault == "half":
            return web.Response(text='{"id": "m', content_type="application/json")
        return web.json_response({"id": request.match_info.get("id") or f"m{len(self.posts)}"})

    async def member(self, request: web.Request) -> web.Response:
        found = self.members.get(request.match_info["user"])
        return web.json_response(found) if found else web.Response(status=404)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Connector"]:
        app = web.Application(client_max_size=2**22)
        base = "/v3/conversations/{conversation}"
        app.router.add_post(base + "/activities", self.post)
        app.router.add_put(base + "/activities/{id}", self.post)
        app.router.add_get(base + "/members/{user}", self.member)
        async with TestServer(app, host="127.0.0.1") as server:
            self.url = str(server.make_url("/"))
            yield self


@dataclass
class Bench:
    """A running front end with everything around it."""

    front: FrontEnd
    asked: Asked
    connector: Connector
    downloads: list[str]
    published: dict[str, Any]  # by key id
    http: ClientSession
    url: str

    def activity(self, kind: str = "message", **changes: Any) -> dict[str, Any]:
        return {
            "type": kind,
            "id": "1",
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": "29:ana", "name": "Ana", "aadObjectId": ANA},
            "recipient": {"id": f"28:{APP_ID}", "name": "sanctions-watch"},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **changes,
        }

    def token(self, signer: Any = KEY, *, kid: str = "k1", **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP_ID,
            "nbf": now - 10,
            "exp": now + 600,
            "serviceurl": self.connector.url,
        }
        claims |= changes
        return jwt.encode(claims, signer, algorithm="RS256", headers={"kid": kid})

    async def send(
        self, activity: Mapping[str, Any], token: str | None = None, **headers: str
    ) -> ClientResponse:
        given = {"Authorization": f"Bearer {self.token() if token is None else token}", **headers}
        if token == "":
            del given["Authorization"]
        answer = await self.http.post(self.url, data=json.dumps(activity), headers=given)
        await answer.read()
        return answer

    def cards(self) -> list[dict[str, Any]]:
        return [post["body"]["attachments"][0]["content"] for post in self.connector.posts]


def settings(**changes: Any) -> Settings:
    given = {
        "TEAMS_CLIENT_ID": APP_ID,
        "TEAMS_CLIENT_SECRET": "s3cret-of-the-bot",
        "TEAMS_TENANT_ID": TENANT,
        "HOST": "127.0.0.1",
        **changes,
    }
    return isolated(**given)


@asynccontextmanager
async def bench(reply: Reply = REPLY, *, started: bool = True, **changes: Any) -> AsyncIterator[Bench]:
    """Run the front end with token checks on, against the made-up keys and connector."""
    from bot.chat.teams.sdk import PUBLIC

    downloads: list[str] = []
    published: dict[str, Any] = {"k1": KEY}

    async def keys(request: web.Request) -> web.Response:
        downloads.append(request.path)
        if not published:
            return web.Response(status=500)
        found = [
            json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            | {"kid": kid, "use": "sig", "alg": "RS256"}
            for kid, key in published.items()
        ]
        return web.json_response({"keys": found})

    async with AsyncExitStack() as stack:
        # Served by the loop under test: a download that blocked it would hang here.
        publisher = web.Application()
        publisher.router.add_get("/v1/keys", keys)
        key_server = await stack.enter_async_context(TestServer(publisher, host="127.0.0.1"))
        connector = await stack.enter_async_context(Connector().serving())
        asked = Asked(reply)
        front = build_teams(
            settings(**changes),
            asked,
            asked,
            cloud=replace(PUBLIC, openid_metadata_url=str(key_server.make_url("/v1/openidconfiguration"))),
            token=jwt.encode({"exp": int(time.time()) + 600}, "x" * 32, algorithm="HS256"),
        )
        application = web.Application()
        front.routes(application)
        server = await stack.enter_async_context(TestServer(application, host="127.0.0.1"))
        if started:
            await front.start()
        stack.push_async_callback(front.close)
        http = await stack.enter_async_context(ClientSession())
        connector.members["29:ana"] = {"id": "29:ana", "aadObjectId": ANA, "tenantId": TENANT}
        address = str(server.make_url("/api/messages"))
        yield Bench(front, asked, connector, downloads, published, http, address)
