"""Killed (-9) at every stage of the road: nothing is lost, nothing happens twice."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from bot.db import Store
from bot.domain import areas, people, registry
from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.people import PURPOSES
from bot.outbox import Outgoing
from simulator.app import Served
from simulator.model import Person
from simulator.platform import Platform
from tests.flow import warm
from tests.flow.dying import STAGES
from tests.postgres import free_port
from tests.village import MORNING, words

pytestmark = pytest.mark.storm

PEOPLE, DEEDS = 3, 4
PATIENCE = 40.0


class Processes:
    """The bot's web and worker; who dies is started again, as any process manager does."""

    def __init__(self, env: dict[str, str], port: int, stage: str, marker: Path) -> None:
        self._env, self._port, self._stage, self._marker = env, port, stage, marker
        self._running: dict[str, BaseProcess] = {}
        self.deaths = 0
        for name in ("web", "worker"):
            self._start(name)

    def _start(self, name: str) -> None:
        words = [name] if name == "worker" else [name, "--port", str(self._port)]
        mortal = STAGES[self._stage][0] == name and not self._marker.exists()
        self._running[name] = warm.start(
            words, {**os.environ, **self._env}, stage=self._stage if mortal else None,
            marker=self._marker,
        )  # fmt: skip

    def tend(self) -> None:
        for name, process in list(self._running.items()):
            if process.exitcode is not None:
                assert process.exitcode == -9, f"{name} ended with {process.exitcode}"
                self.deaths += 1
                self._start(name)

    def end(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.join(timeout=15)
            assert process.exitcode is not None, "it does not end when told to"


@pytest.fixture
def line() -> Iterator[Served]:
    platform = Platform(channel_secret="channel secret", access_token="channel token")
    with Served(platform) as served:
        yield served


def joined(store: Store, line: Platform) -> list[Person]:
    found = []
    with store.write() as session:
        village = areas.add_village(session, "14160104")
        for n in range(PEOPLE):
            person = line.follow(line.person(f"คน {n}"))
            user = people.consent(session, person.user_id, PURPOSES, MORNING, channel="line")
            house = registry.enter(session, village, str(n + 1), MORNING.date())
            people.move_in(session, user, house, MORNING)
            found.append(person)
    return found


def cards(line: Platform, person: Person) -> list[str]:
    """The amounts on the deed cards somebody got, in the order they came."""
    texts = ["\n".join(words(dict(m.message))) for m in line.answers(person)]
    return [text.split(" ต้น")[0].split("\n")[-1] for text in texts if "บันทึกแล้ว" in text]


@pytest.mark.parametrize("stage", STAGES)
def test_killed(stage: str, database_url: str, store: Store, line: Served, tmp_path: Path) -> None:
    platform, port = line.platform, free_port()
    platform.set_faults(redeliver=True)
    platform.set_webhook(url=f"http://127.0.0.1:{port}/line/webhook")
    villagers = joined(store, platform)
    platform.set_webhook(url=f"http://127.0.0.1:{port}/line/webhook")
    env = {
        "DATABASE_URL": database_url, "DATA_DIR": str(tmp_path), "HOME_AREA": "141601",
        "LINE_CHANNEL_SECRET": "channel secret", "LINE_CHANNEL_ACCESS_TOKEN": "channel token",
        "LINE_API_BASE": line.api_base, "LINE_DATA_API_BASE": line.api_base, "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    processes = Processes(env, port, stage, tmp_path / "died")
    try:
        wait_for(processes, lambda: answers(port))
        for n in range(1, DEEDS + 1):
            for person in villagers:
                platform.say(person, f"ปลูกผัก {n} ต้น")
            time.sleep(0.05)
        expected = [str(n) for n in range(1, DEEDS + 1)]
        wait_for(processes, lambda: all(len(cards(platform, p)) >= DEEDS for p in villagers))
        wait_for(processes, lambda: (tmp_path / "died").exists() and settled(store))
        assert processes.deaths == 1
        for person in villagers:
            got = cards(platform, person)
            # what LINE has to deliver again comes later than what it delivered at once
            assert (sorted(got) if stage.startswith("web") else got) == expected
        assert total(store) == {
            "deeds": PEOPLE * DEEDS,
            "points": PEOPLE * sum(range(1, DEEDS + 1)),
        }
    finally:
        processes.end()


def answers(port: int) -> bool:
    import urllib3

    with suppress(urllib3.exceptions.HTTPError):
        url = f"http://127.0.0.1:{port}/readyz"
        return urllib3.request("GET", url, retries=False, timeout=1).status == 200
    return False


def settled(store: Store) -> bool:
    with store.read() as session:
        return all(row.state == "sent" for row in session.query(Outgoing))


def total(store: Store) -> dict[str, Any]:
    with store.read() as session:
        entries = session.query(Entry).filter(Entry.household_id.is_not(None))
        return {
            "deeds": session.query(Deed).count(),
            "points": sum(entry.amount for entry in entries),
        }


def wait_for(processes: Processes, done: Any) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        processes.tend()
        if time.monotonic() > until:
            raise AssertionError("it did not come to its end")
        time.sleep(0.1)
    processes.tend()
