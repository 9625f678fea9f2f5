"""The demo's month: neighbours write, the calendar goes on, the officer sees what it cost."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import jobs
from bot.domain.notice import Notice
from demo import month, stage
from tests.village import TAMBON, Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the demo runs on."""
    return sqlite_url


def test_a_week_and_a_half_of_the_demos_month(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked of anybody outside the groups, and most of what is said rides free."""
    houses = {"grandmother": "12/3", "neighbour": "10", "helper": "16", "committee": "22"}
    people = {who: village.villager(who, house) for who, house in houses.items()}
    officer = village.person("officer")
    officer.follows()
    village.grant(officer, "officer")
    newcomer = village.person("newcomer")
    voters = tuple(village.villager(f"voter {n}", f"{n}00").person for n in range(1, 5))
    phones = {who: each.person for who, each in people.items()}
    cast: Any = SimpleNamespace(
        **phones, voters=voters, officer=officer.person, newcomer=newcomer.person,
        village_group=village.tied_group("หมู่ 4", f"{TAMBON}04", *people.values(), newcomer),
        committee_group=village.tied_group("ชุดปฏิบัติการ", TAMBON, people["helper"], officer),
    )  # fmt: skip
    for who in people.values():
        who.says("ปลูกผัก 5 ต้น")
    monkeypatch.setattr(month, "DAYS", 10)
    monkeypatch.setattr(stage.time, "sleep", lambda _: None)
    monkeypatch.setattr(village.line, "advance", lambda seconds: _live(village, seconds))
    village.until(29, 0, month=11)
    shown = stage.Stage(
        village.line, cast, lambda: village.clock.now().astimezone(village.settings.zone),
        lambda: bool(village.settle()),
    )  # fmt: skip
    month.Month(shown).play()
    told = [n for n in village.rows(Notice) if n.kind in ("candidates", "vote_open", "results")]
    assert {n.kind for n in told} == {"candidates", "vote_open", "results"}
    free = [n for n in told if n.how == "reply"]
    assert len(free) > len(told) / 2
    assert "งบข้อความ เดือนธันวาคม 2569" in officer.hears()


def _live(village: Village, seconds: float) -> None:
    village.clock.at += timedelta(seconds=seconds)
    now = village.clock.now().astimezone(village.settings.zone)
    jobs.run_due(village.store, now, village.clock.now(), village.house.rules)
    village.settle()
