"""How a vote ends: quorum, extension, ties, whose word decides; and what an officer does by hand."""

from datetime import date
from typing import Any

import pytest

from bot.domain import settings
from bot.domain.audit import AuditEntry
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.notice import Notice
from tests.village import MORNING, TAMBON, Village, Villager
from tests.voting import MOO4, at, did, neighbours


def setting(village: Village, name: str, value: str, area: str = MOO4) -> None:
    with village.store.write() as session:
        settings.put(session, area, name, value, MORNING)


def steps(village: Village) -> list[str]:
    return [row.what for row in village.rows(AuditEntry) if row.what.startswith("vote:")]


def newest(village: Village) -> Any:
    return village.rows(Election)[-1]


def vote(voters: list[Villager], *numbers: int) -> None:
    """Each votes for the number at its place; 0 stays at home."""
    for voter, number in zip(voters, numbers, strict=False):
        if number:
            assert "รับโหวตแล้ว" in voter.says(f"โหวต {number}"), number


def test_without_a_quorum_it_lasts_three_days_more_and_everybody_hears(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0, 0, 0)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    village.until(5, 9)
    vote(people, 2, 1)
    village.until(7, 21)
    assert "ปิดโหวตแล้ว" in people[2].says("โหวต 1")
    village.until(8, 9)
    said = people[4].says("จ้า", group).text
    assert "มาโหวตแล้ว 2 บ้าน ยังไม่ครบองค์ประชุม" in said
    assert "ขยายเวลาถึง 10 ธ.ค. 69 20:00 น." in said
    assert newest(village).decided_at is None
    village.until(9, 9)
    vote(people[2:], 1)
    village.until(10, 21)
    assert "ปิดโหวตแล้ว" in people[3].says("โหวต 1")
    village.until(11, 9)
    election = newest(village)
    assert (election.turnout, election.quorum_met, election.winner) == (3, True, 1)
    assert steps(village) == ["vote:closed", "vote:extended", "vote:closed", "vote:counted"]


def test_extended_once_and_then_the_committee_decides(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0, 0, 0)
    kamnan = village.villager("กำนัน", "9")
    village.grant(kamnan, "committee", TAMBON)
    village.grant(people[0], "committee", MOO4)
    village.until(5, 9)
    vote(people, 2)
    village.until(11, 9)
    election = newest(village)
    assert (election.quorum_met, election.awaits, election.winner) == (False, "committee", None)
    assert "ชุดปฏิบัติการจะพิจารณาในที่ประชุม" in people[3].says("ผลโหวต")
    card = kamnan.says("สวัสดี")
    assert "รอชุดปฏิบัติการตัดสิน" in card
    assert "เพราะอะไร" in card.taps("เลือกเบอร์ 2")
    assert "บันทึกแล้ว" in kamnan.says("ที่ประชุมหมู่บ้าน 10 ธ.ค. ยกมือเห็นชอบ")
    election = newest(village)
    assert (election.winner, election.decided_by, election.awaits) == (2, "committee", None)
    said = people[3].says("ผลโหวต").text
    assert "ชุดปฏิบัติการตัดสิน: ที่ประชุมหมู่บ้าน" in said
    assert said.index("บ้านเลขที่ 2 หมู่ 4") < said.index("บ้านเลขที่ 1 หมู่ 4")
    assert "ยินดีด้วยค่ะ" in people[1].says("สวัสดี")
    assert steps(village)[-1] == "vote:committee"


def test_one_whose_own_house_stands_does_not_decide(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0, 0, 0)
    village.grant(people[0], "committee", MOO4)
    village.until(11, 9)
    card = people[0].says("จัดการโหวต").taps("ตัดสินผู้ชนะ")
    card.taps("เลือกเบอร์ 1")
    assert "บ้านคุณเข้าชิงอยู่" in people[0].says("บ้านฉันดีที่สุด")
    assert newest(village).winner is None


def test_where_the_area_says_so_the_votes_decide_without_a_quorum(village: Village) -> None:
    setting(village, "vote-extend", "0")
    setting(village, "vote-no-quorum", "votes")
    people = neighbours(village, 50, 40, 30, 0, 0, 0)
    village.until(5, 9)
    vote(people, 2)
    village.until(8, 9)
    election = newest(village)
    assert (election.quorum_met, election.winner, election.decided_by) == (False, 2, "votes")


@pytest.mark.parametrize(
    ("first", "second", "by", "winner"),
    [
        ({"points": 40, "dimensions": 2}, {"points": 30}, "dimensions", 2),
        ({"points": 40}, {"points": 30, "days": (2, 3, 4, 5, 6)}, "days", 2),
    ],
)
def test_equal_votes_go_by_dimensions_then_days(
    village: Village, first: dict[str, Any], second: dict[str, Any], by: str, winner: int
) -> None:
    people = neighbours(village, 0, 0)
    did(village, "1", **first)
    did(village, "2", **second)
    village.until(5, 9)
    vote(people, 2, 1)
    village.until(8, 9)
    election = newest(village)
    assert (election.winner, election.decided_by) == (winner, by)
    assert "เสียงเท่ากัน" in people[0].says("ผลโหวต")


def test_where_all_is_equal_the_chair_decides_between_the_equal(village: Village) -> None:
    people = neighbours(village, 40, 40, 40, 0, 0)
    chair = village.person("ประธาน")
    chair.follows()
    village.grant(chair, "committee", MOO4)
    village.until(5, 9)
    vote(people, 2, 1, 0, 1, 2)
    village.until(8, 9)
    election = newest(village)
    assert (election.awaits, election.winner, election.quorum_met) == ("chair", None, True)
    assert "รอประธานชี้ขาด" in people[4].says("ผลโหวต")
    card = chair.says("สวัสดี")
    assert [label for label in card.labels if "เลือก" in label] == ["เลือกเบอร์ 1", "เลือกเบอร์ 2"]
    chair.posts_back(f'vote.choose {{"e":{election.id},"n":3}}')
    assert "คือเบอร์ 1 กับ 2" in chair.says("เพราะชอบ")
    card.taps("เลือกเบอร์ 2")
    chair.says("จับสลากต่อหน้าที่ประชุม")
    election = newest(village)
    assert (election.winner, election.decided_by) == (2, "chair")
    assert "ไม่มีอะไรต้องตัดสินแล้ว" in card.taps("เลือกเบอร์ 1")


def test_an_earlier_winner_gives_way_to_one_who_never_won(village: Village) -> None:
    setting(village, "vote-rest", "0")
    people = neighbours(village, 50, 40)
    village.until(5, 9)
    vote(people, 2, 1)
    people.append(village.villager("คน 3", "3"))
    vote(people[2:], 1)
    village.until(8, 9)
    assert newest(village).winner == 1
    for house in ("1", "2"):
        did(village, house, 40, month=date(2026, 12, 1))
    village.until(5, 9, month=1, year=2027)
    vote(people, 2, 1)
    village.until(8, 9, month=1, year=2027)
    election = newest(village)
    houses = {c.number: c.household.house_no for c in village.rows(Candidate)
              if c.election_id == election.id}  # fmt: skip
    assert (election.decided_by, houses[election.winner]) == ("fewer-wins", "2")


def test_an_officer_extends_with_a_reason(village: Village) -> None:
    people = neighbours(village, 50, 40, 30)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer", TAMBON)
    village.until(5, 9)
    vote(people, 2, 1)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    asked = officer.says("จัดการโหวต หมู่ 4")
    assert "กำลังโหวต" in asked
    assert "เพราะอะไร" in asked.taps("ขยายเวลา").taps("2 วัน")
    assert "9 ธ.ค. 69 20:00" in officer.says("ฝนตกหนัก ถนนขาด")
    assert "ฝนตกหนัก ถนนขาด" in people[2].says("จ้า", group)
    village.until(8, 21)
    vote(people[2:], 1)
    assert newest(village).decided_at is None
    village.until(10, 9)
    assert (newest(village).winner, newest(village).turnout) == (1, 3)
    assert "vote:prolonged" in steps(village)


def test_in_one_line_and_only_by_officers(village: Village) -> None:
    people = neighbours(village, 50, 40, 30)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer", MOO4)
    village.grant(people[2], "committee", MOO4)
    village.until(5, 9)
    assert "ขยายเวลาโหวตแล้ว" in officer.says("ขยายโหวต หมู่ 4 อีก 3 วัน เพราะ น้ำท่วม")
    assert newest(village).closes_at == at(10, 20)
    people[2].says("ขยายโหวต หมู่ 4 อีก 3 วัน เพราะ อยากชนะ")
    assert newest(village).closes_at == at(10, 20)
    assert "ขยายได้ครั้งละ" in officer.says("ขยายโหวต หมู่ 4 อีก 30 วัน เพราะ น้ำท่วม")
    labels = people[2].says("จัดการโหวต").labels
    assert labels == ["บ้านไหนโหวตแล้ว"]


def test_called_off_with_a_reason_and_held_anew(village: Village) -> None:
    people = neighbours(village, 50, 40, 30)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer", TAMBON)
    village.until(5, 9)
    vote(people, 2, 1)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    assert "ยกเลิกโหวตแล้ว" in officer.says("ยกเลิกโหวต หมู่ 4 เพราะ มีงานศพในหมู่บ้าน")
    assert "งดโหวต" in people[2].says("จ้า", group)
    assert "มีงานศพในหมู่บ้าน" in people[2].says("โหวต 1")
    village.until(8, 9)
    assert newest(village).decided_at is None
    assert "ยกเลิกไปแล้ว" in people[2].says("ผลโหวต")
    village.until(10, 10)
    card = officer.says("จัดการโหวต")
    assert "ยกเลิกแล้ว" in card
    card.taps("เปิดโหวตใหม่")
    assert "เปิดโหวตแล้ว" in officer.says("เสร็จงานแล้ว")
    assert "3 จาก 3" not in people[2].says("ผลโหวต")
    vote(people, 2, 1, 1)
    village.until(13, 9)
    election = newest(village)
    assert (election.round, election.turnout, election.winner) == (2, 3, 1)
    assert len(village.rows(Ballot)) == 5, (
        "those of the first round are kept, and count for nothing"
    )


def test_opened_by_hand_where_the_clock_never_opens(village: Village) -> None:
    setting(village, "vote-open", "off")
    people = neighbours(village, 50, 40)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer", TAMBON)
    village.until(9, 10)
    assert village.rows(Election) == []
    assert "เปิดโหวตแล้ว" in officer.says("เปิดโหวต หมู่ 4 เพราะ ชาวบ้านพร้อมแล้ว")
    assert "มีโหวตอยู่แล้ว" in officer.says("เปิดโหวต หมู่ 4 เพราะ อีกที")
    vote(people, 2, 1)
    village.until(12, 9)
    assert newest(village).turnout == 2
    assert newest(village).closes_at == at(11, 20)


def test_who_has_voted_is_for_the_committee_and_never_what(village: Village) -> None:
    people = neighbours(village, 50, 40, 30, 0)
    village.grant(people[3], "committee", MOO4)
    village.until(5, 9)
    vote(people, 2, 1)
    said = people[3].says("ใครโหวตแล้ว")
    assert "โหวตแล้ว 2 บ้าน: 1, 2" in said
    assert "ยังไม่โหวต 2 บ้าน: 3, 4" in said
    assert "เบอร์" not in said.text
    assert "โหวตแล้ว 2 บ้าน: 1, 2" not in people[2].says("ใครโหวตแล้ว").text


def test_winners_go_on_to_the_tambon_and_the_district(village: Village) -> None:
    setting(village, "vote-up", "district", TAMBON[:4])
    four = neighbours(village, 50, 40, 30)
    five = neighbours(village, 45, 35, 25, moo=5)
    village.until(5, 9)
    vote(four, 2, 1, 1)
    vote(five, 2, 1, 2)
    village.until(12, 9)
    wider = newest(village)
    assert wider.area_code == TAMBON
    found = [c.household.address for c in village.rows(Candidate) if c.election_id == wider.id]
    assert found == ["1 หมู่ 4", "2 หมู่ 5"]
    vote(four, 2, 1, 1)
    vote(five, 1, 1, 1)
    assert "6 จาก 6 บ้าน" in four[0].says("ผลโหวต")
    village.until(15, 9)
    wider = newest(village)
    assert (wider.area_code, wider.winner, wider.turnout) == (TAMBON, 1, 6)
    village.until(25, 9)
    assert {e.area_code for e in village.rows(Election)} == {MOO4, f"{TAMBON}05", TAMBON}, (
        "one winner alone in the district: no vote"
    )


def test_by_default_nobody_goes_on(village: Village) -> None:
    neighbours(village, 50, 40)
    neighbours(village, 45, 35, moo=5)
    village.until(28, 9)
    assert {e.area_code for e in village.rows(Election)} == {MOO4, f"{TAMBON}05"}


def test_the_winner_and_the_groups_hear_once(village: Village) -> None:
    people = neighbours(village, 50, 40, 30)
    group = village.tied_group("หมู่ 4", MOO4, *people)
    village.until(5, 9)
    vote(people, 2, 1, 1)
    village.until(9, 21)
    told = [n.about for n in village.rows(Notice) if n.kind in ("results", "you_won")]
    assert told == ["election 1", "election 1 winner", "election 1 newcomer"]
    assert sum("ผลโหวต" in m.text for m in village.line.answers(group)) == 1
