"""A household's own goals: set by words or buttons, seen as words and a bar, never held against it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import goals, people
from bot.domain.deed import Deed
from bot.domain.goals import Encouragement, Goal, weeks_in_a_row
from bot.domain.registry import Household
from bot.line.render import render
from bot.messages import goals as say
from tests.test_old_cards import forget
from tests.village import TAMBON, Village, Villager, dumped


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี")


def rows(village: Village) -> list[tuple[str, date, Decimal]]:
    return [(goal.kind, goal.month, goal.units) for goal in village.rows(Goal)]


@pytest.mark.parametrize(
    ("words", "kind", "units"),
    [
        ("ตั้งเป้า ปลูกผัก 10 ต้น", "F1-01", "10"),
        ("ตั้งเป้าเดือนละ เก็บขยะ 4 ชั่วโมง", "E1-05", "4"),
        ("ตั้งเป้า เก็บขยะ ๙๐ นาที ต่อเดือนค่ะ", "E1-05", "1.5"),
        ("ตั้งเป้า ปลูกผักสิบต้น", "F1-01", "10"),
        ("ตั้งเป้าหมาย ออกกำลังกาย 12", "S2-01", "12"),
        ("ตั้งเป้า E1-05 3", "E1-05", "3"),
        ("ตั้งเป้า แบ่งผัก 5 ขีด", "F1-04", "0.5"),
    ],
)
def test_a_goal_is_set_in_words(
    village: Village, somsri: Villager, words: str, kind: str, units: str
) -> None:
    assert "จดเป้าให้แล้ว" in somsri.says(words)
    assert rows(village) == [(kind, date(2026, 11, 1), Decimal(units))]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ตั้งเป้า ปลูกผัก 3 ชั่วโมง", "นับเป็นต้น"),
        ("ตั้งเป้า ปลูกผัก 99999 ต้น", "ไม่เกิน 1,000"),
        ("ตั้งเป้า ปลูกผัก 0 ต้น", "มากกว่า 0"),
        ("ตั้งเป้า กระโดดร่ม 5 ครั้ง", "ไม่พบความดี"),
        ("ตั้งเป้า", "พิมพ์แบบนี้"),
        ("เลิกเป้า ปลูกผัก", "ไม่ได้ตั้งเป้า"),
    ],
)
def test_what_is_no_goal_is_said_kindly(
    village: Village, somsri: Villager, words: str, says: str
) -> None:
    assert says in somsri.says(words)
    assert rows(village) == []


def test_without_a_number_it_is_asked(village: Village, somsri: Villager) -> None:
    asked = somsri.says("ตั้งเป้า ปลูกผัก")
    assert "เดือนละกี่ต้น" in asked
    asked.taps("20 ต้น")
    assert rows(village) == [("F1-01", date(2026, 11, 1), Decimal(20))]


def test_a_house_without_goals_is_offered_some(village: Village, somsri: Villager) -> None:
    somsri.says("วันนี้เดินออกกำลังกาย 30 นาที")
    card = somsri.says("เมนูครัวเรือน")
    assert len(card.labels) == 5
    assert card.labels[0].startswith("ออกกำลัง")
    assert "จดเป้าให้แล้ว" in card.taps("ปลูกผัก")
    assert rows(village) == [("F1-01", date(2026, 11, 1), Decimal(10))]


def test_progress_in_words_and_as_a_bar(village: Village, somsri: Villager) -> None:
    village.villager("สมชาย").says("เก็บขยะที่สาธารณะ 2 ชั่วโมง")
    somsri.says("วันนี้ปลูกผัก 4 ต้น")
    somsri.says("เมื่อวานปลูกผัก 2 ต้น").taps("ยกเลิก")
    somsri.says("ตั้งเป้า ปลูกผัก 10 ต้น")
    somsri.says("ตั้งเป้า เก็บขยะ 2 ชั่วโมง")
    card = somsri.says("เมนูบ้านเรา")
    assert "4 จาก 10 ต้น" in card
    assert "2 จาก 2 ชั่วโมง · ถึงเป้าแล้ว" in card
    drawn = dumped(card.lines[0].message)
    assert '"width": "40%"' in drawn
    assert '"width": "100%"' in drawn


def test_a_goal_holds_until_changed_and_earlier_months_keep_theirs(
    village: Village, somsri: Villager
) -> None:
    somsri.says("ตั้งเป้า ปลูกผัก 10 ต้น")
    somsri.says("ปลูกผัก 4 ต้น")
    village.later(days=30)
    assert "0 จาก 10 ต้น" in somsri.says("เมนูครัวเรือน")
    somsri.says("ตั้งเป้า ปลูกผัก 5 ต้น")
    somsri.says("ตั้งเป้า ปลูกผัก 6 ต้น")
    assert "เอาเป้า" in somsri.says("เลิกเป้า ปลูกผัก")
    assert "อยากทำอะไร" in somsri.says("เมนูครัวเรือน")
    assert rows(village) == [
        ("F1-01", date(2026, 11, 1), Decimal(10)), ("F1-01", date(2026, 12, 1), Decimal(0))
    ]  # fmt: skip
    with village.store.read() as session:
        house = session.get(Household, 1)
        assert house
        [kept] = goals.progress(session, house, date(2026, 11, 30))
    assert (kept.goal, kept.done) == (Decimal(10), Decimal(4))


def test_ten_goals_at_most_and_any_may_go_by_a_button(village: Village, somsri: Villager) -> None:
    kinds = [
        "F1-01",
        "F1-02",
        "F1-03",
        "F1-04",
        "F1-05",
        "E1-01",
        "E1-03",
        "E1-04",
        "E1-05",
        "E1-06",
    ]
    for kind in kinds:
        assert "จดเป้าให้แล้ว" in somsri.says(f"ตั้งเป้า {kind} 3")
    assert "ทีละ 10 อย่าง" in somsri.says("ตั้งเป้า S2-01 3")
    assert "จดเป้าให้แล้ว" in somsri.says("ตั้งเป้า F1-01 4")
    somsri.says("เมนูครัวเรือน").taps("เลิกบางเป้า").taps("ปลูกผัก")
    assert "จดเป้าให้แล้ว" in somsri.says("ตั้งเป้า S2-01 3")
    assert len(somsri.says("เมนูครัวเรือน").taps("ตั้งเป้าเพิ่ม").labels) >= 1


def test_any_phone_of_the_house_and_no_other(village: Village, somsri: Villager) -> None:
    other = village.villager("มาลี", "20")
    somsri.says("ตั้งเป้า ปลูกผัก 10 ต้น")
    assert "0 จาก 10 ต้น" in village.villager("สมชาย").says("เมนูครัวเรือน")
    assert "10 ต้น" not in other.says("เมนูครัวเรือน").text.replace("ตั้งเป้า ปลูกผัก 10 ต้น", "").replace(
        "ปลูกผัก 10 ต้น", ""
    )
    assert "ลงทะเบียน" in str(village.person("แดง").says("เมนูครัวเรือน").labels)


def test_in_a_group_only_the_way_to_the_chat(village: Village, somsri: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", somsri)
    somsri.says("ตั้งเป้า ปลูกผัก 10 ต้น")
    answer = somsri.says("เมนูครัวเรือน", group)
    assert "แชทส่วนตัว" in answer
    assert "ปลูกผัก" not in answer
    assert "แชทส่วนตัว" in somsri.says("ตั้งเป้า ปลูกผัก 12 ต้น", group)
    assert not somsri.says("ตั้งเป้าหมายไว้ว่าจะไปด้วยกัน", group)
    assert village.rows(Deed) == []
    assert rows(village) == [("F1-01", date(2026, 11, 1), Decimal(10))]


def test_odd_buttons_set_nothing(village: Village, somsri: Villager) -> None:
    for data in ('goal.set {"k":"F1-01"}', 'goal.set {"k":"F1-01","n":"NaN"}', 'goal.set {"k":"Z","n":"1"}',
                 'goal.set {"k":"F1-01","n":"1e99"}', "goal.drop", 'goal.drop {"k":"F1-01"}'):  # fmt: skip
        assert somsri.posts_back(data)
    assert rows(village) == []


def test_an_own_deed_can_be_a_goal(village: Village, somsri: Villager) -> None:
    village.grant(somsri, "committee")
    somsri.says("เพิ่มความดี ทอผ้าขาวม้า 5 แต้มต่อผืน ด้านสังคม").taps("ยืนยัน")
    somsri.says("ตั้งเป้า ทอผ้าขาวม้า 4 ผืน")
    somsri.says("วันนี้ทอผ้าขาวม้า 1 ผืนค่ะ")
    assert "1 จาก 4 ผืน" in somsri.says("เมนูครัวเรือน")


@pytest.mark.parametrize(
    ("ago", "weeks"),
    [
        (set(), 0),
        ({0}, 1),
        ({1, 2, 3}, 3),
        ({0, 1, 2}, 3),
        ({0, 2, 3}, 3),
        ({0, 2, 4}, 3),
        ({0, 3}, 1),
        ({2}, 1),
        ({3}, 0),
    ],
)
def test_a_streak_of_weeks(ago: set[int], weeks: int) -> None:
    assert weeks_in_a_row(ago) == weeks


@given(st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_a_deed_more_never_shortens_a_streak(ago: set[int], more: int) -> None:
    assert weeks_in_a_row(ago) <= weeks_in_a_row(ago | {more}) <= len(ago | {more})


def test_the_streak_is_on_the_card(village: Village, somsri: Villager) -> None:
    somsri.says("วันนี้ปลูกผัก 1 ต้น")
    assert "ต่อเนื่อง" not in somsri.says("เมนูครัวเรือน")
    village.later(days=14)
    somsri.says("วันนี้ปลูกผัก 1 ต้น")
    assert "ต่อเนื่อง 2 สัปดาห์" in somsri.says("เมนูครัวเรือน")
    village.later(days=7)
    assert "ต่อเนื่อง 2 สัปดาห์" in somsri.says("เมนูครัวเรือน")
    village.later(days=14)
    assert "ต่อเนื่อง" not in somsri.says("เมนูครัวเรือน")


def test_a_goal_outlives_the_account_that_set_it(village: Village, somsri: Villager) -> None:
    from bot.domain.own_data import collect

    somsri.says("ตั้งเป้า ปลูกผัก 10 ต้น")
    with village.store.read() as session:
        user = people.find(session, somsri.id)
        assert user
        assert collect(session, user)["goals_you_set"] == [
            {"kind": "F1-01", "month": "2026-11-01", "units": "10"}
        ]
    forget(village, somsri)
    assert [(goal.kind, goal.set_by) for goal in village.rows(Goal)] == [("F1-01", None)]


def encouraged(village: Village, who: Villager) -> Encouragement:
    with village.store.read() as session:
        user = people.find(session, who.id)
        assert user
        assert user.household
        today = village.clock.now().astimezone(village.settings.zone).date()
        return goals.encouragement(session, user.household, today)


def test_two_things_at_most_cheer_a_house_on(village: Village, somsri: Villager) -> None:
    assert encouraged(village, somsri) == Encouragement(None, None, None)
    somsri.says("วันนี้ปลูกผัก 3 ต้น")
    assert encouraged(village, somsri).missing == "สิ่งแวดล้อมให้ยั่งยืน"
    somsri.says("ตั้งเป้า ปลูกผัก 4 ต้น")
    somsri.says("ตั้งเป้า เก็บขยะ 4 ชั่วโมง")
    facts = encouraged(village, somsri)
    assert facts.nearest
    assert (facts.streak, facts.nearest.item.code, facts.missing) == (
        None,
        "F1-01",
        "สิ่งแวดล้อมให้ยั่งยืน",
    )
    village.clock.at -= timedelta(days=6)
    somsri.says("วันนี้ปลูกผัก 1 ต้น")
    village.clock.at += timedelta(days=6)
    facts = encouraged(village, somsri)
    assert facts.nearest
    assert (facts.streak, facts.nearest.item.code, facts.missing) == (2, "E1-05", None)
    text = render(say.nudge(facts))["text"]
    assert "2 สัปดาห์" in text
    assert "4 ชั่วโมง" in text
    assert "ครบ 3 มิติ" not in text
    assert "ขอบคุณ" in render(say.nudge(Encouragement(None, None, None)))["text"]
