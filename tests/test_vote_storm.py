"""A few hundred ballots at once, by two workers of which one is killed in the middle: each counts
once, as an independent recount of what was sent has it. `python -m bench.vote` is the large one."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from bench import vote_poll, vote_sample
from bench.__main__ import environment, line
from bench.load import SECRET
from bench.vote_poll import Workers
from bench.vote_sample import Sample
from bench.vote_traffic import traffic
from bot import config
from bot.bootstrap import House
from bot.db import Store
from tests.flow import warm

pytestmark = pytest.mark.storm

VILLAGES, HOUSES, SECONDS, DELAY = 20, 10, 2.0, 0.7
MONTH = date(2026, 10, 1)


@pytest.fixture
def told(tmp_path: Path, database_url: str) -> Iterator[tuple[dict[str, str], Any]]:
    """Settings, and LINE."""
    with line(0) as there:
        found = environment(str(tmp_path), f"http://127.0.0.1:{there.port}", database_url)
        yield {**found, "LOG_LEVEL": "ERROR"}, there.process


def _post(web: FlaskClient, raw: bytes, headers: dict[str, str]) -> None:
    """As LINE does: again, where a machine at its limits could not take it."""
    for _ in range(10):
        status = web.post("/line/webhook", data=raw, headers=headers).status_code
        if status == 200:
            return
        assert status == 503
    raise AssertionError("refused ten times")


def test_ballots_of_many_villages_at_once_count_once_each(
    told: tuple[dict[str, str], Any], store: Store, tmp_path: Path
) -> None:
    env, there = told
    sample = Sample(VILLAGES, HOUSES, MONTH)
    vote_sample.fill(store, sample)
    areas = [sample.area(villages) for villages in sample.codes()]
    begins = datetime.now(UTC)
    polls = vote_poll.call(store, areas, MONTH, begins)
    sent = traffic(polls, begins, SECONDS, DELAY)
    vote_poll.close_at(store, sent.closes_at)
    house = House(config.from_env(env))
    house.store = store
    web = house.web().test_client()
    workers = Workers(
        lambda: warm.start(["worker"], {**os.environ, **env}, stage=None, marker=tmp_path),
        lambda process: process.join(15),  # type: ignore[attr-defined]
    )
    workers.begin(2)
    try:
        for number, (_, body) in enumerate(sent.bodies):
            raw = json.dumps(body).encode()
            digest = hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()
            headers = {"X-Line-Signature": base64.b64encode(digest).decode()}
            _post(web, raw, headers)
            if number == len(sent.bodies) // 2:
                workers.kill_one()
        vote_poll.wait_until_handled(store, len(sent.sent))
    finally:
        workers.end()
    line_saw = vote_poll.told_by(there)
    later = sent.closes_at.astimezone(ZoneInfo("Asia/Bangkok")) + timedelta(seconds=1)
    vote_poll.settle(store, later)

    found = vote_poll.reckon(store, polls, sent)
    assert set(found.values()) == {0}, found
    seen = vote_poll.answers(sent, line_saw)
    assert (seen["unanswered"], seen["strange_answers"], seen["pushed"]) == (0, 0, 0)
    assert seen["accepted"] > 150
    assert sent.delivered > len(sent.sent)
    assert {each.outcome for each in sent.sent} == {
        "vote", "vote.cast", "refused own_house_vote", "vote.not_here", "refused vote_closed",
        "refused no_such_candidate",
    }  # fmt: skip
