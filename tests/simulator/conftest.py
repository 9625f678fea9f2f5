"""A simulator on a local port, the real SDK in front of it, and a bot that writes down its post."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, MessagingApiBlob

from simulator.app import Served
from simulator.model import Group, Person
from simulator.platform import Platform

SECRET, TOKEN = "channel-secret", "access-token"
MORNING = 1_795_402_800.0  # 2026-11-23 10:00 in Thailand


@dataclass
class Bot:
    """Takes webhooks in-process and answers with whatever status a test wants."""

    posts: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    status: int = 200

    def __call__(self, body: bytes, headers: dict[str, str]) -> int:
        self.posts.append((body, headers))
        return self.status

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for body, _ in self.posts for event in json.loads(body)["events"]]

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]

    def clear(self) -> None:
        self.posts.clear()
        self.status = 200


@dataclass
class Http:
    """Plain requests, for what the SDK would not let through."""

    address: str

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any, dict[str, str]]:
        sent = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        sent |= headers or {}
        data = body if isinstance(body, bytes | None) else json.dumps(body)
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            connection.request(
                method, path, data, {name: value for name, value in sent.items() if value}
            )
            answer = connection.getresponse()
            got = answer.read()
        finally:
            connection.close()
        told = {name.lower(): value for name, value in answer.getheaders()}
        is_json = told.get("content-type", "").startswith("application/json")
        return answer.status, json.loads(got) if is_json else got, told

    def line(self, method: str, path: str, *more: Any) -> tuple[int, Any, dict[str, str]]:
        return self(method, f"/simulator/line{path}", *more)

    def control(self, path: str, body: Any = None) -> tuple[int, Any]:
        method = "GET" if body is None else "POST"
        return self(method, f"/simulator/api/{path}", body)[:2]


@pytest.fixture(scope="session")
def _bot() -> Bot:
    return Bot()


@pytest.fixture(scope="session")
def _platform(_bot: Bot) -> Platform:
    return Platform(
        channel_secret=SECRET, access_token=TOKEN, clock=lambda: MORNING, deliver=_bot, seed=7
    )


@pytest.fixture(scope="session")
def served(_platform: Platform) -> Iterator[Served]:
    with Served(_platform) as served:
        yield served


@pytest.fixture
def line(_platform: Platform, _bot: Bot) -> Platform:
    """LINE, empty, its clock stopped at MORNING."""
    _platform.reset()
    _platform.rate_limits = True
    _bot.clear()
    return _platform


@pytest.fixture
def bot(line: Platform, _bot: Bot) -> Bot:
    return _bot


@pytest.fixture
def http(line: Platform, served: Served) -> Http:
    return Http(served.address)


@pytest.fixture(scope="session")
def _client(served: Served) -> ApiClient:
    configuration = Configuration(host=served.api_base, access_token=TOKEN)
    configuration.retries = 0
    return ApiClient(configuration)


@pytest.fixture
def api(line: Platform, _client: ApiClient) -> MessagingApi:
    return MessagingApi(_client)


@pytest.fixture
def blob(line: Platform, _client: ApiClient) -> MessagingApiBlob:
    return MessagingApiBlob(_client)


@pytest.fixture
def malee(line: Platform) -> Person:
    """A friend of the bot."""
    return line.follow(line.person("มาลี"))


@pytest.fixture
def somchai(line: Platform) -> Person:
    """Somebody who is not the bot's friend."""
    return line.person("สมชาย", device="ios")


@pytest.fixture
def moo4(line: Platform, malee: Person, somchai: Person, bot: Bot) -> Group:
    """A group of two with the bot in it."""
    group = line.group("บ้านหนองน้ำใส หมู่ 4", [malee, somchai])
    bot.clear()
    return group
