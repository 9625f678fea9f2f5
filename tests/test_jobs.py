"""The clock: every job once per area and moment, whatever is missed, doubled or restarted."""

import itertools
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import jobs
from bot.domain import settings
from bot.domain.areas import Village as VillageRow
from bot.domain.elections import Election
from bot.domain.notice import Notice
from bot.jobs import JobRun
from tests.village import TAMBON, Village

BANGKOK = ZoneInfo("Asia/Bangkok")
MOO4, MOO5 = f"{TAMBON}04", f"{TAMBON}05"
SECRET = "words of a villager"


def at(day: int, hour: int, minute: int = 0, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def job_named(name: str) -> jobs.Job:
    found = jobs.named(name)
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "moments"),
    [
        ("month-close", [at(1, 0, 5), at(1, 0, 5, 1, 2027)]),
        ("candidates", [at(4, 8), at(4, 8, 0, 1, 2027)]),
        ("vote-open", [at(5, 7), at(5, 7, 0, 1, 2027)]),
        ("vote-remind", [at(5, 18, 30), at(6, 18, 30), at(7, 18, 30), at(5, 18, 30, 1, 2027)]),
        ("vote-close", [at(7, 20)]),
        ("results", [at(8, 8)]),
        ("nudge", [at(25, 18, 30, 11), at(15, 18, 30), at(25, 18, 30)]),
        ("retention", [at(24, 3, 0, 11), at(25, 3, 0, 11)]),
    ],
)
def test_when_each_is_due(name: str, moments: list[datetime]) -> None:
    now = at(23, 10, 0, 11)
    for moment in moments:
        found = job_named(name).next_due(now)
        assert found == moment
        now = found


def test_twice_does_nothing_the_second_time(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    assert village.run_job("candidates", at(4, 9)) == 1
    assert village.run_job("candidates", at(4, 9)) == 0
    assert village.run_job("candidates", at(5, 9)) == 0
    assert len(village.rows(Election)) == 1


def test_twice_at_once_is_once(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    done: list[int] = []

    def run() -> None:
        moment = at(4, 9)
        done.append(
            jobs.run(village.store, job_named("candidates"), moment, moment, village.house.rules)
        )

    clocks = [threading.Thread(target=run) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    assert sorted(done) == [0, 0, 0, 1]
    assert len(village.rows(Election)) == 1


def test_a_run_with_nothing_due_uses_up_nothing(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    assert village.run_job("candidates", at(3, 9)) == 0
    assert village.run_job("nudge", at(15, 18)) == 0
    assert village.rows(JobRun) == []
    assert village.run_job("candidates", at(4, 8)) == 1


def test_one_killed_between_claim_and_commit_is_done_by_the_next(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    with monkeypatch.context() as patch:
        patch.setattr(jobs.voting.candidacy, "call", _die)
        with pytest.raises(KeyboardInterrupt):
            village.run_job("candidates", at(4, 9))
    assert village.rows(JobRun) == []
    assert village.run_job("candidates", at(4, 9)) == 1


def test_a_bug_in_one_area_costs_the_others_nothing(
    village: Village, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for moo in (4, 5):
        village.villager(f"คน {moo}", "1", moo).says("ปลูกผัก 5 ต้น")
    call = jobs.voting.candidacy.call
    with monkeypatch.context() as patch:
        patch.setattr(
            jobs.voting.candidacy, "call", lambda s, area, *rest: _only(area, call, s, *rest)
        )
        assert village.run_job("candidates", at(4, 9)) == 1
    assert f"job candidates {MOO4} failed: ValueError" in caplog.text
    assert SECRET not in caplog.text
    assert village.run_job("candidates", at(4, 9)) == 1
    assert len(village.rows(Election)) == 2


def test_results_of_a_month_that_was_missed_are_made_up(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    village.run_job("candidates", at(4, 9))
    assert village.run_job("results", at(8, 8, month=1, year=2027)) == 1
    [election] = village.rows(Election)
    assert election.decided_at is not None


def test_a_clock_that_stood_catches_up_while_it_is_worth_it(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    assert village.run_job("candidates", at(6, 9)) == 1
    assert village.run_job("vote-remind", at(5, 20)) == 0
    assert village.run_job("candidates", at(20, 9, month=1, year=2027)) == 0
    assert [n.kind for n in village.rows(Notice) if n.chat_id] == ["candidates"]
    assert len(village.line.answers(group)) == 1


def test_for_the_past_and_for_the_future(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    assert village.run_job("month-close", at(2, 9, month=1, year=2030)) == 1
    assert village.run_job("month-close", at(2, 9, month=3, year=2026)) == 1
    [moo4] = [row for row in village.rows(VillageRow) if row.code == MOO4]
    assert moo4.closed_through == date(2029, 12, 31)


def test_a_push_left_by_a_job_of_the_future_leaves_now(village: Village) -> None:
    somsri = village.villager("สมศรี")
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    village.run_job("nudge", at(15, 18, 30))
    village.run_job("deliver-due", at(16, 8, 30))
    assert any("ครึ่งเดือน" in m.text for m in village.line.answers(group))


def test_a_nudge_for_each_group_of_an_area_and_quiet_at_night(village: Village) -> None:
    somsri = village.villager("สมศรี")
    groups = [village.tied_group(name, MOO4, somsri) for name in ("หนึ่ง", "สอง")]
    village.group("ไม่ผูก", somsri)
    village.run_job("nudge", at(25, 18, 30))
    village.run_job("deliver-due", at(26, 8, 29))
    assert all(len(village.line.answers(group)) == 1 for group in groups)
    assert [n.due_at for n in village.rows(Notice)] == [at(26, 8, 30)] * 2
    with village.store.write() as session:  # a village that sleeps long
        settings.put(session, MOO4, "quiet", "20:00-09:00", at(25, 18))
    village.run_job("deliver-due", at(26, 8, 59))
    assert all(len(village.line.answers(group)) == 1 for group in groups)
    village.run_job("deliver-due", at(26, 9))
    assert all("เหลืออีก 5 วัน" in village.line.answers(group)[-1].text for group in groups)


def test_in_a_wider_group_the_same_reminder_comes_once(village: Village) -> None:
    for moo in (4, 5):
        village.villager(f"คน {moo}", "1", moo).says("ปลูกผัก 5 ต้น")
    group = village.tied_group("ตำบล", TAMBON, village.person("กำนัน"))
    village.run_job("candidates", at(4, 8))
    assert village.run_job("vote-remind", at(5, 18, 30)) == 2
    village.run_job("vote-open", at(5, 18))
    kinds = [n.kind for n in village.rows(Notice) if n.chat_id]
    assert kinds == ["candidates", "candidates", "vote_remind", "vote_open"]
    village.clock.at = at(5, 19, 40).astimezone(UTC)
    village.run_job("deliver-due")
    sent = [m for m in village.line.answers(group) if m.how == "push"]
    assert len(sent) == 5
    assert sum(n.billed for n in village.rows(Notice)) == 1


def test_the_heartbeat_does_all_that_is_due(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    moment = at(5, 7)
    done = jobs.run_due(village.store, moment, moment, village.house.rules)
    assert set(done) == {
        "month-close", "candidates", "vote-open", "retention", "quota",
    }  # fmt: skip


def test_moments_on_the_way(village: Village) -> None:
    found = jobs.moments(at(4, 7), at(5, 8))
    assert at(4, 8) in found
    assert at(5, 7) in found
    assert found == sorted(found)
    assert max(b - a for a, b in itertools.pairwise(found)) <= timedelta(minutes=15)


def _only(area: str, call: Any, session: Any, *rest: Any) -> Any:
    if area == MOO4:
        raise ValueError(SECRET)
    return call(session, area, *rest)


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_areas_each_at_its_own_time(village: Village) -> None:
    for moo in (4, 5):
        village.villager(f"คน {moo}", "1", moo).says("ปลูกผัก 5 ต้น")
    with village.store.write() as session:
        settings.put(session, MOO4, "vote-open", "28 06:00", at(1, 1))
        settings.put(session, MOO4, "vote-close", "31 20:00", at(1, 1))
        settings.put(session, MOO5, "candidates", "6 09:00", at(1, 1))
    assert village.run_job("candidates", at(4, 8)) == 1
    assert village.run_job("candidates", at(6, 8, 59)) == 0
    assert village.run_job("candidates", at(6, 9)) == 1
    times = {e.area_code: (e.opens_at, e.closes_at) for e in village.rows(Election)}
    assert times == {
        MOO4: (at(28, 6), at(31, 20)),
        MOO5: (at(5, 7), at(7, 20)),
    }
    assert village.run_job("vote-close", at(7, 20)) == 2  # and the 30 November of หมู่ 4
    assert village.run_job("vote-close", at(31, 20)) == 1
    assert [e.closed_at for e in village.rows(Election)] == [at(31, 20), at(7, 20)]


def test_what_an_area_switches_off_is_done_elsewhere(village: Village) -> None:
    for moo in (4, 5):
        group = village.tied_group(f"หมู่ {moo}", f"{TAMBON}0{moo}", village.person("คน"))
    with village.store.write() as session:
        settings.put(session, MOO5, "nudge", "off", at(1, 1))
        settings.put(session, MOO4, "holy-day", "eve 17:30", at(1, 1))
    assert village.run_job("nudge", at(15, 18, 30)) == 1
    assert village.run_job("holy-day", at(1, 17, 30)) == 1
    assert [n.kind for n in village.rows(Notice)] == ["nudge", "holy_day"]
    assert group.group_id not in [n.chat_id for n in village.rows(Notice)]


@pytest.mark.parametrize("day", [29, 30, 31])
def test_late_days_in_short_months(village: Village, day: int) -> None:
    village.tied_group("หมู่ 4", MOO4, village.person("คน"))
    with village.store.write() as session:
        settings.put(session, MOO4, "nudge", f"{day} 18:30", at(1, 1))
    assert village.run_job("nudge", at(27, 18, 30, month=2, year=2027)) == 0
    assert village.run_job("nudge", at(28, 18, 30, month=2, year=2027)) == 1
    assert village.run_job("nudge", at(day, 18, 30, month=12)) == 1


def test_asleep_for_three_days_over_the_end_of_a_month(village: Village) -> None:
    """On waking, the month is closed first, then what is still worth doing, once each."""
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    village.tied_group("หมู่ 4", MOO4, somsri)
    village.until(29, 12, month=11)
    woken = at(2, 12)
    done = jobs.run_due(village.store, woken, woken, village.house.rules)
    assert [job for job in done if job_named(job).has_moments] == [
        "month-close",
        "retention",
        "quota",
    ]
    [moo4] = [row for row in village.rows(VillageRow) if row.code == MOO4]
    assert moo4.closed_through == date(2026, 11, 30)
    again = jobs.run_due(village.store, woken, woken, village.house.rules)
    assert again == []


def test_asleep_for_two_months_every_month_is_closed_with_its_bonus(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.run_job("month-close", at(1, 1, month=11))
    for words in ("ปลูกผัก 5 ต้น", "กวาดบ้าน", "ใส่บาตรเช้านี้"):
        somsri.says(words)
    assert village.run_job("month-close", at(1, 1, month=1, year=2027)) == 1
    [moo4] = [row for row in village.rows(VillageRow) if row.code == MOO4]
    assert moo4.closed_through == date(2026, 12, 31)
    assert [n.params["month"] for n in village.rows(Notice) if n.kind == "bonus"] == ["2026-11-01"]


def test_a_clock_that_is_set_back_does_nothing_twice(village: Village) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    for moment in (at(4, 9), at(3, 9), at(4, 8), at(4, 9)):
        jobs.run_due(village.store, moment, moment, village.house.rules)
    assert len(village.rows(Election)) == 1
    claims = [(run.job, run.area_code, run.due) for run in village.rows(JobRun)]
    assert len(set(claims)) == len(claims)


def test_a_calendar_written_wrongly_stops_no_clock(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    village.villager("สมศรี").says("ปลูกผัก 5 ต้น")
    with village.store.write() as session:
        session.add(
            settings.AreaSetting(area_code=MOO4, name="candidates", value="soon", set_at=at(1, 1))
        )
    assert village.run_job("candidates", at(4, 8)) == 1
    assert "goes by its usual time" in caplog.text
