"""Who stands in a vote and why somebody does not: each rule of the area alone."""

from datetime import date

import pytest

from bot.domain import settings
from bot.domain.candidacy import Pick
from bot.domain.elections import Candidate, Election
from tests.village import MORNING, TAMBON, Village
from tests.voting import MOO4, at, did, listed, neighbours


def setting(village: Village, name: str, value: str, area: str = MOO4) -> None:
    with village.store.write() as session:
        settings.put(session, area, name, value, MORNING)


def standing(village: Village) -> list[str]:
    """House numbers of the newest vote's candidates, by number."""
    village.run_job("candidates", at(4, 8))
    return [c.household.house_no for c in village.rows(Candidate)]


def test_most_points_first_and_five_at_most(village: Village) -> None:
    neighbours(village, 20, 30, 10, 60, 50, 40, 8)
    assert standing(village) == ["4", "5", "6", "2", "1"]


def test_too_few_dimensions_or_days_do_not_stand(village: Village) -> None:
    neighbours(village, 20, 0, 0, 10)
    did(village, "2", 90, dimensions=1)
    did(village, "3", 80, days=(2, 3, 4))
    assert standing(village) == ["1", "4"]


def test_where_nobody_has_what_it_takes_most_points_are_enough(village: Village) -> None:
    somsri, *_ = neighbours(village, 0, 0)
    did(village, "1", 9, days=(2,))
    did(village, "2", 12, days=(3,))
    assert standing(village) == ["2", "1"]
    [election] = village.rows(Election)
    assert election.loosened
    assert "เดือนนี้ยังไม่มีบ้านไหนครบ" in somsri.says("กติกาโหวต")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("vote-candidates", "2", ["1", "2"]),
        ("vote-dimensions", "3", ["1", "3"]),
        ("vote-days", "5", ["2"]),
    ],
)
def test_an_area_has_its_own_rules(
    village: Village, name: str, value: str, expected: list[str]
) -> None:
    setting(village, name, value, TAMBON)
    neighbours(village, 40, 0, 20)
    did(village, "2", 30, dimensions=2, days=(2, 3, 4, 5, 6))
    assert standing(village) == expected


def test_a_deed_that_waits_counts_for_nothing_yet(village: Village) -> None:
    one, two = neighbours(village, 20, 0)
    did(village, "2", 90, status="recorded")
    assert standing(village) == ["1"]
    village.clock.at = at(4, 9)
    said = two.says("ทำไมบ้านเราไม่ได้เข้าชิง")
    assert "4 รายการรอกรรมการตรวจ" in said
    assert "เข้าชิงอยู่ค่ะ เบอร์ 1" in one.says("ทำไมบ้านเราไม่ได้เข้าชิงคะ")


def test_officers_stand_apart_and_committees_do_not(village: Village) -> None:
    one, two, _three = neighbours(village, 50, 40, 30)
    village.grant(one, "officer", TAMBON)
    village.grant(two, "committee", MOO4)
    assert standing(village) == ["2", "3"]
    assert "บ้านของเจ้าหน้าที่" in one.says("ทำไมบ้านเราไม่มีชื่อ")


def test_where_the_area_says_so_officers_stand_too(village: Village) -> None:
    setting(village, "vote-officers", "stand")
    one, _ = neighbours(village, 50, 40)
    village.grant(one, "officer", TAMBON)
    assert standing(village) == ["1", "2"]


def test_a_winner_rests_three_months(village: Village) -> None:
    one, two, three = neighbours(village, 50, 40, 30)
    village.until(5, 9)
    for villager, words in ((one, "โหวต 2"), (two, "โหวต 1"), (three, "โหวต 1")):
        assert "รับโหวตแล้ว" in villager.says(words)
    village.until(8, 9)
    for month in (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)):
        for house in ("1", "2", "3"):
            did(village, house, 20, month=month)
    stood = []
    for year, month in ((2027, 1), (2027, 2), (2027, 3), (2027, 4)):
        village.run_job("candidates", at(4, 8, month=month, year=year))
        newest = village.rows(Election)[-1]
        stood.append([c.household_id for c in village.rows(Candidate)
                      if c.election_id == newest.id])  # fmt: skip
    winner = village.rows(Candidate)[0].household_id
    assert [winner in houses for houses in stood] == [False, False, False, True]
    village.clock.at = at(6, 9, month=1, year=2027)
    assert "เข้าชิงได้อีกตั้งแต่เดือนมีนาคม 2570" in one.says("ทำไมบ้านเราไม่ได้เข้าชิง")


def test_the_committee_picks_with_a_reason(village: Village) -> None:
    one, two, three = neighbours(village, 50, 40, 0)
    village.grant(one, "committee", MOO4)
    assert "พิมพ์เช่น" in one.says("เสนอเข้าชิง")
    village.until(2, 9)
    said = one.says("เสนอเข้าชิง บ้านเลขที่ 3 เพราะ ช่วยงานศพทุกงานไม่เคยขาด")
    assert "เดือนพฤศจิกายน 2569" in said
    group = village.tied_group("หมู่ 4", MOO4, *[one, two, three])
    assert standing(village) == ["1", "2", "3"]
    village.later(hours=1)
    assert "ช่วยงานศพทุกงานไม่เคยขาด" in two.says("โหวต", group)
    assert "อยู่แล้ว" in one.says("เสนอเข้าชิง บ้านเลขที่ 2 เพราะ ดี")
    assert [p.reason for p in village.rows(Pick)] == ["ช่วยงานศพทุกงานไม่เคยขาด"]


def test_picks_have_a_bound_and_are_the_committees(village: Village) -> None:
    one, two, *_ = neighbours(village, 50, 40, 0, 0, 0)
    village.grant(one, "committee", MOO4)
    village.until(4, 9)
    assert not village.rows(Pick)
    two.says("เสนอเข้าชิง บ้านเลขที่ 3 เพราะ ขยัน")
    assert not village.rows(Pick)
    for house in ("3", "4"):
        assert "เข้าชิง" in one.says(f"เสนอบ้านเลขที่ {house} เข้าชิง เพราะขยัน")
    assert "ครบแล้ว" in one.says("เสนอเข้าชิง บ้านเลขที่ 5 เพราะขยัน")
    assert "ไม่พบ" in one.says("เสนอเข้าชิง บ้านเลขที่ 99 เพราะขยัน")
    village.until(5, 9)
    assert "เดือนธันวาคม 2569" in one.says("เสนอเข้าชิง บ้านเลขที่ 5 เพราะขยัน")
    assert [c.number for c in village.rows(Candidate)] == [1, 2, 3, 4]


def test_why_is_told_to_that_household_alone(village: Village) -> None:
    one, two = neighbours(village, 20, 0)
    did(village, "2", 90, dimensions=1, days=(2,))
    group = village.tied_group("หมู่ 4", MOO4, one, two)
    village.until(4, 9)
    said = two.says("ทำไมบ้านเราไม่ได้เข้าชิงล่ะคะ")
    assert "90 แต้ม · 1 มิติ · 1 วัน" in said
    assert "ทำ 1 มิติ กติกาขอ 2 มิติ" in said
    assert "ทำ 1 วัน กติกาขอ 4 วัน" in said
    in_group = two.says("ทำไมบ้านเราไม่ได้เข้าชิง", group)
    assert "แชทส่วนตัว" in in_group
    assert "90" not in in_group.text
    other = one.says("ทำไมบ้านเลขที่ 2 ไม่ได้เข้าชิง")
    assert "เฉพาะบ้านของตัวเอง" in other
    assert "90" not in other.text


def test_before_the_candidates_are_shown_it_is_how_things_stand(village: Village) -> None:
    one, two = neighbours(village, 20, 0)
    assert "อยู่ในเกณฑ์เข้าชิง" in one.says("บ้านเราจะได้เข้าชิงไหม")
    assert "ยังไม่มีแต้ม" in two.says("ทำไมบ้านฉันไม่ได้เข้าชิง")


def test_rules_are_printed_before_the_vote_and_kept_with_it(village: Village) -> None:
    setting(village, "vote-quorum", "40", TAMBON)
    one, two = neighbours(village, 50, 40)
    group = village.tied_group("หมู่ 4", MOO4, one, two)
    village.until(4, 9)
    shown = one.says("จ้า", group)
    assert "เข้าชิง" in shown or any("กติกาโหวต" in m.text for m in village.line.answers(group))
    setting(village, "vote-quorum", "10", TAMBON)
    assert "ร้อยละ 40" in two.says("กติกาโหวต")


def test_the_whole_tambon_votes_as_one_where_it_says_so(village: Village) -> None:
    setting(village, "vote-area", "tambon", TAMBON)
    here = neighbours(village, 50, 40)
    there = neighbours(village, 60, 0, moo=5)
    village.until(5, 9)
    [election] = village.rows(Election)
    assert election.area_code == TAMBON
    assert [c.household.address for c in village.rows(Candidate)] == ["1 หมู่ 5", "1 หมู่ 4", "2 หมู่ 4"]
    assert "1 จาก 4 บ้าน" in there[1].says("โหวต 2")
    assert "2 จาก 4 บ้าน" in here[0].says("โหวต 1")
    assert "รับโหวตแล้ว" in here[1].says("โหวตบ้านเลขที่ 1 หมู่ 4")


def test_a_household_that_does_not_want_to_stand(village: Village) -> None:
    one, _two, three = neighbours(village, 50, 40, 0)
    village.until(5, 9)
    three.says("โหวต 1")
    assert "บ้านคุณเข้าชิง" in one.says("สวัสดี")
    asked = one.says("ไม่ขอเข้าชิง")
    assert "เสียงที่โหวตให้แล้วจะไม่นับ" in asked
    assert "ถอนตัวให้แล้ว" in asked.taps("ไม่ขอเข้าชิง")
    assert "เบอร์ 1 ถอนตัวไปแล้ว" in three.says("โหวต 1")
    assert [label for label in three.says("โหวต").labels if "เบอร์" in label] == ["โหวตเบอร์ 2"]
    three.says("โหวต 2")
    one.says("โหวต 2")
    village.until(8, 9)
    [election] = village.rows(Election)
    assert election.winner == 2
    assert {c.number: c.votes for c in village.rows(Candidate)} == {1: 0, 2: 2}


def test_nobody_takes_another_house_out(village: Village) -> None:
    _one, two = neighbours(village, 50, 40)
    village.until(5, 9)
    [election] = village.rows(Election)
    said = two.posts_back(f'vote.left {{"e":{election.id},"n":1}}')
    assert "ไม่มีผู้เข้าชิง" in said
    assert all(c.withdrawn_at is None for c in village.rows(Candidate))


def test_side_awards_for_the_most_improved_and_the_newest_house(village: Village) -> None:
    one, two, three, _four = neighbours(village, 50, 40, 30, 10)
    for house, points in (("2", 39), ("3", 12), ("4", 9)):
        did(village, house, points, month=date(2026, 10, 1))
    with village.store.write() as session:
        from sqlalchemy import update

        from bot.domain.registry import Household

        old = update(Household).where(Household.house_no.in_(("1", "2", "3")))
        session.execute(old.values(joined_on=date(2026, 1, 1)))
    village.until(5, 9)
    for villager, words in ((two, "โหวต 1"), (three, "โหวต 1"), (one, "โหวต 2")):
        villager.says(words)
    village.until(8, 9)
    said = one.says("ผลโหวต").text
    assert "พัฒนาขึ้นมากที่สุด: บ้าน 3 หมู่ 4" in said
    assert "น้องใหม่ไฟแรง: บ้าน 4 หมู่ 4" in said
    assert "พัฒนาขึ้นมากที่สุด" in three.says("สวัสดี")


def test_listed_houses_have_no_vote_yet(village: Village) -> None:
    neighbours(village, 50, 40)
    listed(village, "77")
    village.until(5, 9)
    village.until(8, 9)
    assert village.rows(Election)[0].households == 3
