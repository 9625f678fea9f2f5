"""The vote under attack: by those who want to win, to know, or to misuse their power; by LINE, by
the clock, and by a register that moves in the middle."""

import contextlib
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot import jobs
from bot.domain import closing, households, registry, settings
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.notice import Notice
from bot.domain.registry import Household
from bot.inbox import Event
from tests.village import MORNING, TAMBON, Village, Villager
from tests.voting import MOO4, at, did, neighbours


def setting(village: Village, name: str, value: str, area: str = MOO4) -> None:
    with village.store.write() as session:
        settings.put(session, area, name, value, MORNING)


def newest(village: Village) -> Any:
    return village.rows(Election)[-1]


def officer_of(village: Village, area: str = TAMBON, role: str = "officer") -> Villager:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, role, area)
    return officer


def withdraws(villager: Villager) -> None:
    assert "ถอนตัวให้แล้ว" in villager.says("ไม่ขอเข้าชิง").taps("ไม่ขอเข้าชิง")


@pytest.mark.parametrize("by", ["votes", "committee"])
def test_where_all_withdraw_there_is_nothing_to_show_and_nothing_to_decide(
    village: Village, by: str
) -> None:
    setting(village, "vote-no-quorum", by)
    people = neighbours(village, 50, 40, 0)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    secretary = officer_of(village, MOO4, "committee")
    village.until(4, 8, 1)
    for who in people[:2]:
        withdraws(who)
    assert "ถอนตัวทุกบ้าน" in people[2].says("โหวต")
    assert "ถอนตัวทุกบ้าน" in people[2].says("โหวต", group)
    village.until(8, 9)
    election = newest(village)
    assert (election.awaits, election.decided_by, election.winner) == (None, "nobody", None)
    assert election.extended_at is None
    assert "เดือนนี้จึงไม่มีบ้านที่ชนะ" in people[2].says("ผลโหวต")
    assert "ตัดสิน" not in secretary.hears()


def test_buttons_made_up_by_hand_break_nothing(village: Village) -> None:
    neighbours(village, 50, 40, 0)
    officer = officer_of(village)
    village.until(5, 9)
    closes = newest(village).closes_at
    for days in ("9000000000000000000", "-3", '"๒"', "15", "null"):
        officer.posts_back(f'vote.days {{"e":1,"d":{days}}}')
        assert "ขยายได้ครั้งละ" in officer.says("น้ำท่วม เดินทางลำบาก"), days
    for area in (
        '"1416010"',
        '"14160199"',
        '"141601เก"',
        '"14160104999"',
        '"141601%"',
        '["1"]',
        '""',
        "7",
    ):
        for tap in ("vote.manage", "vote.open"):
            assert officer.posts_back(f'{tap} {{"a":{area}}}'), area
            assert "เปิดโหวตแล้ว" not in officer.says("น้ำท่วม เดินทางลำบาก"), area
    for post in (
        'vote.cast {"e":1,"n":9223372036854775807}', 'vote.cast {"e":1.5,"n":1}', "vote.cast []",
        'vote.cast {"e":true,"n":true}', 'vote.roll {"e":"1"}', 'vote.choose {"e":1,"n":1}',
        'vote.decide {"e":1}', 'vote.withdraw {"e":1,"n":1}', 'vote.left {"e":1,"n":99999999999}',
    ):  # fmt: skip
        assert officer.posts_back(post), post
    assert not [event for event in village.rows(Event) if event.attempts > 1]
    assert (len(village.rows(Election)), newest(village).closes_at) == (1, closes)


def test_a_house_said_in_a_tambons_group_by_somebody_of_nowhere(village: Village) -> None:
    setting(village, "vote-area", "tambon", TAMBON)
    people = neighbours(village, 50, 40, 0)
    group = village.tied_group("ตำบล", TAMBON, *people)
    village.until(5, 9)
    stranger = village.person("คนแปลกหน้า")
    village.line.join(group, stranger.person)
    assert "ไม่มีผู้เข้าชิงนี้" in stranger.says("โหวตบ้านเลขที่ 99", group)
    assert people[2].says("โหวตบ้านเลขที่ 99999999999999999999 หมู่ 999999999999")


def merge(village: Village, old: str, new: str) -> None:
    """An officer makes one house of two."""
    officer = village.person("นายทะเบียน")
    village.grant(officer, "officer", TAMBON)
    with village.store.write() as session:
        first, second = (registry.find(session, MOO4, house) for house in (old, new))
        assert first
        assert second
        households.merge(session, first, second, officer.id, village.clock.now())


def test_a_candidate_merged_twice_is_still_ones_own_house(village: Village) -> None:
    people = neighbours(village, 50, 40, 0, 0, 0)
    village.until(5, 9)
    assert "รับโหวตแล้ว" in people[3].says("โหวต 1")
    merge(village, "1", "3")
    merge(village, "3", "4")
    assert village.rows(Ballot) == [], "4 had voted for what is itself now"
    for who in (people[0], people[3]):
        assert "บ้านตัวเอง" in who.says("โหวต 1")
    assert "บ้านเลขที่ 4 หมู่ 4" in people[1].says("โหวต")
    withdraws(people[0])


def test_two_candidates_that_become_one_house_have_one_number(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0, 0)
    village.until(5, 9)
    for who, number in zip(people, (3, 1, 1, 2, 2), strict=True):
        assert "รับโหวตแล้ว" in who.says(f"โหวต {number}")
    merge(village, "1", "2")
    assert [label for label in people[4].says("โหวต").labels if "เบอร์" in label] == [
        "โหวตเบอร์ 2", "โหวตเบอร์ 3",
    ]  # fmt: skip
    village.until(8, 9)
    # what house 2 chose is itself now, so the vote of the two is what house 1 chose
    assert newest(village).winner == 2
    assert {c.number: c.votes for c in village.rows(Candidate)} == {1: 0, 2: 3, 3: 1}


def test_who_has_become_part_of_a_candidate_does_not_decide(village: Village) -> None:
    people = neighbours(village, 50, 40, 0, 0, 0, 0)
    village.grant(people[0], "committee", MOO4)
    village.until(11, 9)
    assert newest(village).awaits == "committee"
    merge(village, "1", "3")
    people[0].posts_back('vote.choose {"e":1,"n":1}')
    assert "บ้านคุณเข้าชิงอยู่" in people[0].says("บ้านฉันดีที่สุด")
    assert newest(village).winner is None


def test_a_winner_rests_by_another_name_and_in_another_area_too(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    village.until(5, 9)
    for who, number in zip(people, (2, 1, 1, 1), strict=True):
        who.says(f"โหวต {number}")
    village.until(9, 9)
    assert newest(village).winner == 1
    merge(village, "1", "4")
    setting(village, "vote-area", "tambon", TAMBON)
    for house in ("2", "3", "4"):
        did(village, house, 40, month=at(1, 0).date())
    village.run_job("candidates", at(4, 8, month=1, year=2027))
    stand = [c.household.house_no for c in village.rows(Candidate) if c.election_id != 1]
    assert stand == ["2", "3"]


def test_a_pick_for_a_house_that_is_another_now(village: Village) -> None:
    people = neighbours(village, 50, 40, 0, 30, 0)
    village.grant(people[1], "committee", MOO4)
    village.until(2, 9)
    for house in ("3", "5"):
        assert "เข้าชิงเดือน" in people[1].says(f"เสนอเข้าชิง บ้านเลขที่ {house} เพราะ ขยันมาก")
    merge(village, "3", "4")
    with village.store.write() as session:
        left = update(Household).where(Household.house_no == "5")
        session.execute(left.values(status="left"))
    village.run_job("candidates", at(4, 8))
    found = [(c.household.house_no, c.reason) for c in village.rows(Candidate)]
    assert found == [("1", None), ("2", None), ("4", "ขยันมาก")]


def test_a_number_in_another_villages_group_is_that_villages(village: Village) -> None:
    four = neighbours(village, 50, 40, 0)
    five = neighbours(village, 45, 35, 0, moo=5)
    group = village.tied_group("หมู่ 5", f"{TAMBON}05", *five, *four)
    wide = village.tied_group("ตำบล", TAMBON, *five, *four)
    village.until(5, 9)
    said = four[2].says("โหวต 2", group)
    assert "หมู่ 5" in said
    assert "รับโหวตแล้ว" not in said
    assert village.rows(Ballot) == []
    assert "รับโหวตแล้ว" in five[2].says("โหวต 2", group)
    assert "รับโหวตแล้ว" in four[2].says("โหวต 2", wide)


def test_a_refused_tap_tells_no_neighbour_whose_number_it_was(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    village.until(5, 9)
    village.line.set_faults(groupPostbackUserId=True)
    card = people[3].says("โหวต", group)
    withdraws(people[1])
    gone, own = card.taps("โหวตเบอร์ 2"), card.taps("โหวตเบอร์ 1", who=people[0])
    assert gone.text == own.text
    assert "ใบนี้ยังไม่นับ" in gone
    assert village.rows(Ballot) == []


def test_an_older_vote_that_comes_late_is_not_said_to_count(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    village.until(5, 9)
    daughter = village.villager("ลูกสาว", "3")
    assert "เลือกเบอร์ 2" in people[2].says("โหวต 2")
    village.clock.at = at(5, 8)
    said = daughter.says("โหวต 1")
    assert "เลือกเบอร์" not in said.text
    assert "นับใบหลังสุด" in said
    assert {ballot.number for ballot in village.rows(Ballot)} == {2}


def test_whose_role_ended_between_two_steps_is_a_villager_again(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    village.grant(people[3], "officer", MOO4)
    village.until(5, 9)
    people[3].says("จัดการโหวต").taps("ยกเลิกโหวต")
    with village.store.write() as session:
        session.execute(delete(Role))
    assert "เฉพาะกรรมการหรือเจ้าหน้าที่" in people[3].says("น้ำท่วม")
    assert newest(village).cancelled_at is None
    assert "แต้ม" in people[3].says("ปลูกผัก 5 ต้น"), "it is no reason any more"


def test_what_was_chosen_in_a_vote_that_was_called_off_is_forgotten_too(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    officer = officer_of(village)
    village.until(5, 9)
    people[3].says("โหวต 1")
    officer.says("ยกเลิกโหวต หมู่ 4 เพราะ มีงานศพ")
    village.clock.at = at(10, 3, month=2, year=2028)
    village.run_job("retention")
    assert [(b.number, b.voter_id) for b in village.rows(Ballot)] == [(None, None)]


def test_a_house_that_has_left_has_no_vote(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    village.until(5, 9)
    with village.store.write() as session:
        left = update(Household).where(Household.house_no == "4")
        session.execute(left.values(status="left"))
    assert "รับโหวตแล้ว" not in people[3].says("โหวต 1")
    assert village.rows(Ballot) == []


def test_what_is_called_off_is_not_announced_any_more(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    officer = officer_of(village)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    village.until(4, 9)
    people[0].says("จ้า", group)
    village.until(5, 18, 35)
    waiting = {n.kind for n in village.rows(Notice) if n.how is None}
    assert {"vote_open", "vote_remind"} <= waiting
    officer.says("ยกเลิกโหวต หมู่ 4 เพราะ มีงานศพ")
    said = people[0].says("จ้า", group)
    assert "งดโหวต" in said
    assert "เปิดโหวตแล้ว" not in said
    assert "โหวตกันหรือยัง" not in said


@pytest.mark.parametrize("when", ["6 08:00", "off"])
def test_results_moved_in_the_middle_are_counted_all_the_same(village: Village, when: str) -> None:
    people = neighbours(village, 50, 40, 30)
    village.until(5, 9)
    for who, number in zip(people, (2, 1, 1), strict=True):
        who.says(f"โหวต {number}")
    setting(village, "results", when)
    village.until(10, 9)
    assert newest(village).winner == 1


@pytest.mark.parametrize(("before", "then"), [("village", "tambon"), ("tambon", "village")])
def test_where_one_votes_is_not_changed_in_the_middle(
    village: Village, before: str, then: str
) -> None:
    setting(village, "vote-area", before, TAMBON)
    neighbours(village, 50, 40, 30)
    village.until(4, 9)
    setting(village, "vote-area", then, TAMBON)
    village.until(5, 9)
    [election] = village.rows(Election)
    assert election.area_code == (MOO4 if before == "village" else TAMBON)
    village.until(12, 9)
    assert newest(village).decided_at is not None


def test_an_officer_opens_no_second_vote_for_the_same_households(village: Village) -> None:
    neighbours(village, 50, 40, 30)
    officer = officer_of(village, TAMBON[:4])
    village.until(5, 9)
    for area in (TAMBON, TAMBON[:4]):
        officer.posts_back(f'vote.open {{"a":"{area}"}}')
        assert "ยังไม่มีโหวต" in officer.says("อยากให้บ้านเพื่อนชนะ")
    assert len(village.rows(Election)) == 1


def test_the_committee_picks_nobody_of_its_own_and_nobody_unawares(village: Village) -> None:
    people = neighbours(village, 50, 40, 0, 0)
    village.grant(people[2], "committee", MOO4)
    village.until(4, 9)
    assert "เสนอบ้านตัวเองไม่ได้" in people[2].says("เสนอเข้าชิง บ้านเลขที่ 3 เพราะ ขยัน")
    odd = 'ขยัน\n"}],{#let x}*_ 😀 $5$ <b>{{ x }} {% raw %} ' * 100
    assert "ได้เบอร์ 3" in people[2].says(f"เสนอเข้าชิง บ้านเลขที่ 4 เพราะ {odd}")
    assert "บ้านคุณเข้าชิงแล้ว" in people[3].says("สวัสดี")
    assert "กรรมการเสนอ: ขยัน" in people[0].says("โหวต")


def test_who_joins_a_rivals_house_does_not_take_it_out(village: Village) -> None:
    neighbours(village, 50, 40)
    village.until(4, 9)
    rival = village.newcomer("ตัวแสบ", "1")
    assert "คุณเพิ่งเข้าบ้านนี้" in rival.says("ไม่ขอเข้าชิง")
    assert "คุณเพิ่งเข้าบ้านนี้" in rival.posts_back('vote.left {"e":1,"n":1}')
    assert all(c.withdrawn_at is None for c in village.rows(Candidate))


def test_a_vote_that_cannot_be_counted_keeps_no_other_from_its_result(village: Village) -> None:
    for moo in (4, 5):
        for who, number in zip(neighbours(village, 50, 40, moo=moo), (2, 1), strict=True):
            village.until(5, 9)
            who.says(f"โหวต {number}")
    with village.store.write() as session:
        session.execute(update(Election).values(own_times=True))
        odd = update(Election).where(Election.area_code == MOO4)
        session.execute(odd.values(rules={"ties": [], "of a later version": 1}))
    village.until(9, 9)
    assert [e.decided_at is not None for e in village.rows(Election)] == [False, True]


def test_two_clocks_at_once_close_it_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours(village, 50, 40)
    village.until(5, 9)
    with village.store.write() as session:
        session.execute(update(Election).values(own_times=True))
    due, both = closing.due, threading.Barrier(2)

    def read_together(session: Session, area: str, now: datetime) -> Sequence[Election]:
        found = due(session, area, now)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.5)  # on SQLite only one may write: the other never comes
        return found

    monkeypatch.setattr(closing, "due", read_together)

    def tick() -> None:
        job = jobs.named("vote-times")
        assert job
        jobs.run(village.store, job, at(7, 20), at(7, 20), village.house.rules)

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    closed = [row for row in village.rows(AuditEntry) if row.what == "vote:closed"]
    assert len(closed) == 1
