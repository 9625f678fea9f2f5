"""The bank's rules for what goes wrong, one by one; docs/bank.md says each in a line."""

from datetime import date

import pytest

from bot.domain import ledger, registry
from bot.domain.deed import Deed
from bot.domain.ledger import About, Entry, When
from tests.village import TAMBON, Village, Villager

MOO4 = f"{TAMBON}04"


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี")


def spend(village: Village, points: int) -> None:
    with village.store.write() as session:
        house = registry.find(session, MOO4, "12/3")
        assert house
        now = village.clock.now()
        ledger.transfer(
            session, house, f"rewards:{TAMBON}", {0: -points}, "withdrawal",
            When(now, now.date()), About(),
        )  # fmt: skip


def lines(village: Village) -> list[tuple[str, int, date]]:
    """The household's side of the ledger."""
    return [(e.reason, e.amount, e.day) for e in village.rows(Entry) if e.household_id]


@pytest.mark.parametrize(
    "words", ["ปลูกผัก -5 ต้น", "ปลูกผัก 999999999 ต้น", "ปลูกผัก 0 ต้น", "เก็บขยะ 900 ชั่วโมง"]
)
def test_no_quantity_earns_more_than_the_menu_allows(
    village: Village, somsri: Villager, words: str
) -> None:
    assert somsri.says(words)
    told = village.rows(Deed)
    assert told
    for deed in told:
        assert 0 <= deed.points <= 20
        assert deed.points <= 5 or deed.status == "recorded"
    assert 0 <= village.balance() <= 5


def test_seven_days_back_and_no_day_to_come(village: Village, somsri: Villager) -> None:
    assert "บันทึกแล้ว" in somsri.says("วันที่ 16 ปลูกผัก 2 ต้น")
    assert "7 วัน" in somsri.says("วันที่ 15 ปลูกผัก 2 ต้น")
    assert "บันทึกแล้ว" not in somsri.says("พรุ่งนี้จะปลูกผัก 2 ต้น")
    assert len(village.rows(Deed)) == 1


def test_nothing_new_in_a_closed_month(village: Village, somsri: Villager) -> None:
    village.until(1, 9)
    assert "ปิดสมุดเดือน" in somsri.says("วันที่ 30 ปลูกผัก 2 ต้น")
    assert village.rows(Deed) == []


def test_what_is_taken_back_of_a_closed_month_is_booked_in_the_open_one(
    village: Village, somsri: Villager
) -> None:
    village.until(30, 9, month=11)
    card = somsri.says("ปลูกผัก 3 ต้น")
    village.until(1, 9)
    card.taps("ยกเลิก")
    assert lines(village) == [
        ("deposit", 3, date(2026, 11, 30)), ("reversal", -3, date(2026, 12, 1)),
    ]  # fmt: skip
    assert village.balance() == 0


def test_what_is_accepted_after_the_closing_is_booked_in_the_open_month(
    village: Village, somsri: Villager
) -> None:
    saman = village.villager("สมาน", "22")
    village.grant(saman, "committee", MOO4)
    village.until(30, 9, month=11)
    somsri.says("ลอกคลอง 2 ชั่วโมง")
    village.until(2, 9)
    saman.says("คิวตรวจ").taps("ผ่าน")
    assert lines(village) == [("deposit", 10, date(2026, 12, 2))]


def test_points_that_are_spent_cannot_be_taken_back(village: Village, somsri: Villager) -> None:
    card = somsri.says("ปลูกผัก 4 ต้น")
    spend(village, 4)
    assert "แลกของรางวัลไปแล้ว" in card.taps("ยกเลิก")
    assert "แลกของรางวัลไปแล้ว" in somsri.says("ไม่ใช่ 4 ต้น 1 ต้น")
    [deed] = village.rows(Deed)
    assert (deed.status, deed.points, village.balance()) == ("accepted", 4, 0)


def test_words_unsent_after_their_points_were_spent_are_forgotten_all_the_same(
    village: Village, somsri: Villager
) -> None:
    somsri.says("ปลูกผัก 4 ต้น")
    spend(village, 4)
    somsri.unsends()
    [deed] = village.rows(Deed)
    assert (deed.status, deed.text, village.balance()) == ("accepted", None, 0)


def test_taking_back_twice_books_once(village: Village, somsri: Villager) -> None:
    card = somsri.says("ปลูกผัก 4 ต้น")
    card.taps("ยกเลิก")
    card.taps("ยกเลิก")
    assert [reason for reason, _, _ in lines(village)] == ["deposit", "reversal"]


def test_a_doer_named_later_has_the_share(village: Village, somsri: Villager) -> None:
    somsri.says("เพิ่มสมาชิก แม่ พ่อ")
    with village.store.write() as session:
        house = registry.find(session, MOO4, "12/3")
        assert house
        mother, house_id = registry.member_named(session, house, "แม่").id, house.id
    somsri.says("ปลูกผัก 4 ต้น").taps("แม่")
    with village.store.read() as session:
        assert ledger.of_members(session, house_id)[mother] == 4
        assert ledger.replay(session).balanced
    assert village.balance() == 4


def test_the_bonus_of_three_dimensions_comes_with_the_closing(
    village: Village, somsri: Villager
) -> None:
    for words in ("ปลูกผัก 2 ต้น", "แยกขยะในบ้าน", "ประชุมหมู่บ้าน"):
        somsri.says(words)
    before = village.balance()
    assert not [line for line in lines(village) if line[0] == "bonus"]
    village.until(1, 0, 30)
    assert village.balance() == before + 10
    assert lines(village)[-1] == ("bonus", 10, date(2026, 12, 1))
    village.run_job("month-close")
    assert village.balance() == before + 10
    assert "ครบทั้ง 3 มิติ" in somsri.says("ช่วยเหลือ")


def test_a_bonus_that_the_committees_yes_made_due_comes_at_the_next_closing(
    village: Village, somsri: Villager
) -> None:
    saman = village.villager("สมาน", "22")
    village.grant(saman, "committee", MOO4)
    somsri.says("ปลูกผัก 2 ต้น")
    somsri.says("ประชุมหมู่บ้าน")
    somsri.says("ลอกคลอง 2 ชั่วโมง")
    village.until(2, 9)
    saman.says("คิวตรวจ").taps("ผ่าน")
    assert not [line for line in lines(village) if line[0] == "bonus"]
    village.until(1, 1, month=1, year=2027)
    assert [line for line in lines(village) if line[0] == "bonus"] == [
        ("bonus", 10, date(2027, 1, 1))
    ]


def test_a_bonus_is_put_right_when_its_deed_was_taken_back(
    village: Village, somsri: Villager
) -> None:
    somsri.says("ปลูกผัก 2 ต้น")
    somsri.says("ประชุมหมู่บ้าน")
    village.until(30, 9, month=11)
    card = somsri.says("แยกขยะในบ้าน")
    village.until(1, 9)
    assert ("bonus", 10, date(2026, 12, 1)) in lines(village)
    card.taps("ยกเลิก")
    village.until(1, 1, month=1, year=2027)
    assert lines(village)[-1] == ("reversal", -10, date(2027, 1, 1))


def test_who_moves_leaves_what_was_earned(village: Village, somsri: Villager) -> None:
    somsri.says("ปลูกผัก 4 ต้น")
    somsri.says("ลงทะเบียน บ้านเลขที่ 15 หมู่ 4").taps("ย้าย")
    somsri.says("ปลูกผัก 3 ต้น")
    assert (village.balance("12/3"), village.balance("15")) == (4, 3)
