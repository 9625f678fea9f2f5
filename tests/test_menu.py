"""A tambon's own menu: edited by chat, seen before it holds, worth what it was on the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete

from bot.domain.access import Role
from bot.domain.areas import add_village
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.local_menu import MenuChange
from bot.domain.notice import Notice
from tests.test_old_cards import forget
from tests.village import TAMBON, Answer, Village, Villager


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


WEAVING = "เพิ่มความดี ทอผ้าส่งศูนย์เรียนรู้ 5 แต้มต่อผืน วันละไม่เกิน 3 ด้านสังคม"


@pytest.fixture
def nok(village: Village) -> Villager:
    """Of the committee of the whole tambon."""
    nok = village.villager("พี่นก", "16")
    village.grant(nok, "committee")
    return nok


def changes(who: Villager, words: str) -> Answer:
    answer = who.says(words).taps("ยืนยัน")
    assert "เรียบร้อย" in answer, answer
    return answer


def deeds(village: Village) -> list[tuple[str, int]]:
    return [(deed.kind, deed.points) for deed in village.rows(Deed)]


@pytest.mark.parametrize(
    ("words", "kind", "points", "per_day"),
    [
        ("ตั้งแต้ม E1-05 6", "E1-05", 6, 4),
        ("ตั้งแต้ม เก็บขยะ 6 แต้ม", "E1-05", 6, 4),
        ("ตั้งแต้ม เก็บขยะที่สาธารณะ ๗ แต้มต่อชั่วโมง วันละไม่เกิน 3", "E1-05", 7, 3),
        ("ปิดความดี รดน้ำผัก", "F1-02", 0, 1),
    ],
)
def test_points_are_set_after_a_look(
    village: Village, nok: Villager, words: str, kind: str, points: int, per_day: int
) -> None:
    shown = nok.says(words)
    assert "ดูก่อนเปลี่ยนเมนู" in shown
    assert "เริ่มตั้งแต่วันที่ 23 พ.ย. 69" in shown
    assert village.rows(MenuChange) == []
    shown.taps("ยืนยัน")
    [row] = village.rows(MenuChange)
    assert (row.kind, row.points, row.per_day, row.since) == (
        kind,
        points,
        per_day,
        date(2026, 11, 23),
    )
    assert (row.tambon_code, row.changed_by) == (TAMBON, nok.id)
    assert [e.area_code for e in village.rows(AuditEntry) if e.what == "menu:changed"] == [TAMBON]


def test_old_and_new_stand_side_by_side(village: Village, nok: Villager) -> None:
    shown = nok.says("ตั้งแต้ม เก็บขยะ 6 แต้ม วันละไม่เกิน 3 เดือนละ 2 ครั้ง หลักฐานพยาน")
    for line in ("5 แต้ม/ชั่วโมง → 6 แต้ม/ชั่วโมง", "4 ชั่วโมง → 3 ชั่วโมง", "ไม่จำกัด → 2 ครั้งต่อเดือน",
                 "รูป → พยาน"):  # fmt: skip
        assert line in shown


def test_yes_and_no_in_words(village: Village, nok: Villager) -> None:
    nok.says("ตั้งแต้ม เก็บขยะ 6")
    assert "เมนูเหมือนเดิม" in nok.says("ไม่ใช่")
    nok.says("ตั้งแต้ม เก็บขยะ 6")
    assert "เรียบร้อย" in nok.says("ยืนยัน")
    assert len(village.rows(MenuChange)) == 1


def test_members_see_it_and_earn_it(village: Village, nok: Villager) -> None:
    somsri = village.villager("สมศรี")
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", somsri)
    changes(nok, "ตั้งแต้ม เก็บขยะ 4 แต้ม วันละไม่เกิน 2")
    assert "4 แต้ม/ชั่วโมง" in somsri.says("เมนูความดี")
    assert "นับได้วันละ 2 ชั่วโมง" in somsri.says("เก็บขยะที่สาธารณะ 3 ชั่วโมง")
    assert deeds(village) == [("E1-05", 8)]
    [notice] = [n for n in village.rows(Notice) if n.kind == "menu_changed"]
    assert notice.chat_id == group.group_id
    told = somsri.says("สมุดความดี", group)
    assert "เมนูความดีของตำบลเราเปลี่ยน" in told
    assert "5 แต้ม/ชั่วโมง → 4 แต้ม/ชั่วโมง" in told
    assert "ตั้งแต่วันที่ 23 พ.ย. 69" in told


def test_a_period_that_is_full_is_named(village: Village, nok: Villager) -> None:
    somsri = village.villager("สมศรี")
    changes(nok, "ตั้งแต้ม E2-03 3 แต้ม 1 ครั้งต่อไตรมาส")
    somsri.says("เมื่อวานตัดหญ้าหน้าบ้านค่ะ")
    assert "นับได้ 1 ครั้งต่อไตรมาส" in somsri.says("วันนี้ตัดหญ้าหน้าบ้านค่ะ")


def test_a_deed_told_today_moves_it_to_tomorrow_and_keeps_its_worth(
    village: Village, nok: Villager
) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เก็บขยะที่สาธารณะ 1 ชั่วโมง")
    shown = nok.says("ตั้งแต้ม เก็บขยะ 2")
    assert "เริ่มตั้งแต่วันที่ 24 พ.ย. 69" in shown
    shown.taps("ยืนยัน")
    assert "เร็วที่สุดวันที่ 24 พ.ย. 69" in nok.says("ตั้งแต้ม เก็บขยะ 3 ตั้งแต่วันนี้")
    village.later(days=2)
    somsri.says("วันนี้เก็บขยะที่สาธารณะ 1 ชั่วโมง")
    somsri.says("เมื่อวันจันทร์เก็บขยะที่สาธารณะ 1 ชั่วโมงค่ะ")
    assert [deed.points for deed in village.rows(Deed)] == [5, 2, 5]


def test_a_correction_keeps_the_worth_of_the_day(village: Village, nok: Villager) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("เก็บขยะที่สาธารณะ 1 ชั่วโมง")
    changes(nok, "ตั้งแต้ม เก็บขยะ 2")
    village.later(days=1)
    card.taps("แก้ไข")
    assert "แก้ไขให้แล้ว" in somsri.says("4 ชั่วโมง")
    assert deeds(village) == [("E1-05", 20)]


def test_several_plans_stand_side_by_side(village: Village, nok: Villager) -> None:
    for words in ("6 ตั้งแต่ 1 ธ.ค.", "7 ตั้งแต่ 1 ม.ค. 70", "4 ตั้งแต่พรุ่งนี้"):
        changes(nok, f"ตั้งแต้ม เก็บขยะ {words}")
    shown = nok.says("เมนูของตำบล")
    for line in ("จะใช้ตั้งแต่ 24 พ.ย. 69", "จะใช้ตั้งแต่ 1 ธ.ค. 69", "จะใช้ตั้งแต่ 1 ม.ค. 70"):
        assert line in shown
    somsri = village.villager("สมศรี")
    earned = []
    for days in (0, 1, 10, 40):
        village.later(days=days)
        somsri.says("วันนี้เก็บขยะที่สาธารณะ 1 ชั่วโมง")
        earned.append(village.rows(Deed)[-1].points)
    assert earned == [5, 4, 6, 7]


def test_back_to_the_nations(village: Village, nok: Villager) -> None:
    assert "ใช้เมนูกลางทุกรายการ" in nok.says("เมนูของตำบล")
    changes(nok, "ตั้งแต้ม เก็บขยะ 6")
    listed = nok.says("เมนูของตำบล")
    assert "5 แต้ม/ชั่วโมง → 6 แต้ม/ชั่วโมง" in listed
    listed.taps("กลับเป็นค่ากลาง").taps("ยืนยัน")
    assert "ใช้เมนูกลางทุกรายการ" in nok.says("เมนูของตำบล")
    assert [row.points for row in village.rows(MenuChange)] == [6, 5]


def test_a_plan_is_taken_back_from_its_own_day_on(village: Village, nok: Villager) -> None:
    changes(nok, "ตั้งแต้ม เก็บขยะ 6 ตั้งแต่ 1 ธ.ค.")
    shown = nok.says("เมนูของตำบล").taps("กลับเป็นค่ากลาง")
    assert "เริ่มตั้งแต่วันที่ 1 ธ.ค. 69" in shown
    shown.taps("ยืนยัน")
    assert "ใช้เมนูกลางทุกรายการ" in nok.says("เมนูของตำบล")


def test_a_villager_is_refused_kindly(village: Village, nok: Villager) -> None:
    card = nok.says("ตั้งแต้ม เก็บขยะ 6")
    malee = village.villager("มาลี", "20")
    village.grant(malee, "committee", f"{TAMBON}04")
    listed = malee.says("เมนูของตำบล"), malee.says("ตั้งแต้ม เก็บขยะ 30"), malee.says(WEAVING)
    for answer in listed:
        assert "กรรมการของตำบลช่วยกันตั้ง" in answer
    assert "การ์ดนี้เก่าแล้ว" in malee.posts_back(card.action("ยืนยัน")["data"])
    assert "การ์ดนี้เก่าแล้ว" in malee.posts_back('menu.yes {"n":7}')
    assert "กรรมการของตำบล" in malee.posts_back('menu.back {"k":"E1-05"}')
    assert "เฉพาะเจ้าหน้าที่" in malee.says("เมนูที่ต่าง")
    assert village.rows(MenuChange) == []


def test_an_old_card_changes_nothing(village: Village, nok: Villager) -> None:
    first = nok.says("ตั้งแต้ม เก็บขยะ 6")
    second = nok.says("ตั้งแต้ม เก็บขยะ 7")
    assert "การ์ดนี้เก่าแล้ว" in first.taps("ยืนยัน")
    second.taps("ยืนยัน")
    assert "การ์ดนี้เก่าแล้ว" in second.taps("ยืนยัน")
    assert [row.points for row in village.rows(MenuChange)] == [7]


def test_what_happened_since_the_card_makes_it_old(village: Village, nok: Villager) -> None:
    somsri = village.villager("สมศรี")
    shown = nok.says("ตั้งแต้ม เก็บขยะ 6")
    somsri.says("เก็บขยะที่สาธารณะ 1 ชั่วโมง")
    assert "การ์ดนี้เก่าแล้ว" in shown.taps("ยืนยัน")
    kaew = village.villager("แก้ว", "17")
    village.grant(kaew, "officer")
    mine, theirs = nok.says(WEAVING), kaew.says("เพิ่มความดี จักสานตะกร้า 4 แต้มต่อชิ้น ด้านสังคม")
    theirs.taps("ยืนยัน")
    assert "การ์ดนี้เก่าแล้ว" in mine.taps("ยืนยัน")
    assert [(row.kind, row.name) for row in village.rows(MenuChange)] == [("S9-01", "จักสานตะกร้า")]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ตั้งแต้ม เก็บขยะ 31", "0 ถึง 30 แต้ม"),
        ("ตั้งแต้ม เก็บขยะ -1", "0 ถึง 30 แต้ม"),
        ("ตั้งแต้ม เก็บขยะ 2.5 แต้ม", "0 ถึง 30 แต้ม"),
        ("ตั้งแต้ม เก็บขยะ 5 แต้ม วันละไม่เกิน 101", "วันละ 1 ถึง 100"),
        ("ตั้งแต้ม เก็บขยะ 5 แต้ม เดือนละ 500 ครั้ง", "1 ถึง 100 ครั้ง"),
        ("ตั้งแต้ม เก็บขยะ 6 แต้มต่อกระบุงโกย", "ไม่รู้จักหน่วย"),
        ("ตั้งแต้ม เก็บขยะ 6 แต้ม ตั้งแต่ 1 ธ.ค. 79", "ลองดูปีอีกที"),
        ("ตั้งแต้ม เก็บขยะ 6 แต้ม ตั้งแต่ 31 ก.พ. 70", "อ่านวันที่เริ่มไม่ออก"),
        ("ตั้งแต้ม เก็บขยะ 6 แต้ม ตั้งแต่ 1 พ.ย. 69", "เร็วที่สุดวันที่ 23 พ.ย. 69"),
        ("ตั้งแต้ม เก็บขยะ 5", "เป็นแบบนี้อยู่แล้ว"),
        ("ตั้งแต้ม กระโดดร่ม 5", "ไม่พบความดี"),
        ("ตั้งแต้ม S9-01 5", "ไม่พบความดี"),
        ("เพิ่มความดี ทอผ้า 5 แต้มต่อผืน", "ด้านไหน"),
        (f"เพิ่มความดี {'ทอผ้า' * 17} 5 แต้ม ด้านสังคม", "80 ตัวอักษร"),
        ("เพิ่มความดี 5ส 5 แต้ม ด้านสังคม", "คำไทยสั้น ๆ"),
        ("ตั้งแต้ม", "พิมพ์แบบนี้ได้เลย"),
        ("ตั้งแต้ม เก็บขยะ", "พิมพ์แบบนี้ได้เลย"),
        ("ปิดความดี", "พิมพ์แบบนี้ได้เลย"),
    ],
)  # fmt: skip
def test_bounds_are_named_kindly(village: Village, nok: Villager, words: str, says: str) -> None:
    assert says in nok.says(words)
    assert village.rows(MenuChange) == []


def test_an_own_deed_is_told_in_plain_words(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING + " เรียกว่า ทอเสื่อกก")
    somsri = village.villager("สมศรี")
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", somsri)
    menu = somsri.says("เมนูความดี")
    assert "ความดีของตำบลเรา" in menu
    assert "5 แต้ม/ผืน" in menu
    card = somsri.says("วันนี้ทอผ้าส่งศูนย์เรียนรู้ 2 ผืนค่ะ")
    assert "ทอผ้าส่งศูนย์เรียนรู้" in card
    somsri.says("ทอเสื่อกก 5 ผืนแล้วค่ะ", group)
    told = [(d.kind, d.quantity, d.units, d.points, d.item.name) for d in village.rows(Deed)]
    assert told == [
        ("S9-01", Decimal(2), Decimal(2), 10, "ทอผ้าส่งศูนย์เรียนรู้"),
        ("S9-01", Decimal(5), Decimal(1), 5, "ทอผ้าส่งศูนย์เรียนรู้"),
    ]
    assert "ทอผ้าส่งศูนย์เรียนรู้" in somsri.says("สมุดความดี")


def test_how_much_of_an_own_deed_is_asked(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING)
    somsri = village.villager("สมศรี")
    asked = somsri.says("ทอผ้าส่งศูนย์เรียนรู้แล้วค่ะ")
    assert "ผืน" in asked
    asked.taps("2 ผืน")
    assert deeds(village) == [("S9-01", 10)]


def test_another_deed_turns_out_to_be_an_own_one(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING)
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 2 ต้น").taps("แก้ไข")
    somsri.says("ทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    assert deeds(village) == [("S9-01", 10)]
    somsri.says("ไม่ใช่ทอผ้าส่งศูนย์เรียนรู้ ปลูกผัก 3 ต้น")
    assert deeds(village) == [("F1-01", 3)]
    assert "แก้ไขให้แล้ว" in somsri.says("ไม่ใช่ปลูกผัก ทอผ้าส่งศูนย์เรียนรู้ 1 ผืน")
    assert deeds(village) == [("S9-01", 5)]


def test_an_own_deed_is_taken_back_by_its_name(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING + " เรียกว่า ทอเสื่อกก")
    somsri = village.villager("สมศรี")
    somsri.says("วันนี้ทอเสื่อกก 2 ผืนค่ะ")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.says("ยกเลิกอันที่ทอผ้าส่งศูนย์เรียนรู้")
    assert [(deed.kind, deed.status) for deed in village.rows(Deed)] == [
        ("S9-01", "withdrawn"), ("F1-01", "accepted")
    ]  # fmt: skip


def test_an_own_deed_is_picked_from_the_menu(village: Village, nok: Villager) -> None:
    from tests.test_asking import ALIKE

    changes(nok, WEAVING)
    somsri = village.villager("สมศรี")
    somsri.says(ALIKE).taps("ไม่ใช่").taps("ทอผ้า")
    assert deeds(village) == [("S9-01", 5)]


def test_before_it_begins_an_own_deed_is_refused_kindly(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING + " ตั้งแต่ 1 ธ.ค.")
    somsri = village.villager("สมศรี")
    assert "เริ่มนับตั้งแต่วันที่ 1 ธ.ค. 69" in somsri.says("ทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    assert village.rows(Deed) == []
    village.later(days=8)
    assert "เริ่มนับ" in somsri.says("เมื่อวานทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    somsri.says("วันนี้ทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    assert deeds(village) == [("S9-01", 10)]


def test_an_own_deed_that_is_closed_is_thanked_for(village: Village, nok: Villager) -> None:
    changes(nok, WEAVING)
    nok.says("เมนูของตำบล").taps("ปิดความดีนี้").taps("ยืนยัน")
    somsri = village.villager("สมศรี")
    assert "ขอบคุณนะคะ ตำบลเรายังไม่ให้แต้ม" in somsri.says("ทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    assert deeds(village) == [("S9-01", 0)]
    changes(nok, "ตั้งแต้ม ทอผ้าส่งศูนย์เรียนรู้ 3 ตั้งแต่พรุ่งนี้")


def test_an_own_deed_is_unknown_elsewhere(village: Village, nok: Villager) -> None:
    from bot.domain import areas, people, registry

    changes(nok, WEAVING)
    changes(nok, "ตั้งแต้ม เก็บขยะ 2")
    there = village.person("แดง")
    there.follows().taps("ยินยอมทั้งหมด")
    with village.store.write() as session:
        add_village(session, "14160201")
        user, place = people.find(session, there.id), session.get(areas.Village, "14160201")
        assert user
        assert place
        house = registry.enter(session, place, "1", None)
        people.move_in(session, user, house, village.clock.now())
    assert "ทอผ้า" not in there.says("เมนูความดี")
    there.says("ทอผ้าส่งศูนย์เรียนรู้ 2 ผืน")
    there.says("เก็บขยะที่สาธารณะ 1 ชั่วโมง")
    assert ("S9-01", 10) not in deeds(village)
    assert village.rows(Deed)[-1].points == 5


def test_renamed_it_is_called_so(village: Village, nok: Villager) -> None:
    changes(nok, "เปลี่ยนชื่อความดี E1-05 = เดินเก็บขยะริมคลองชลประทาน")
    somsri = village.villager("สมศรี")
    card = somsri.says("เดินเก็บขยะริมคลองชลประทาน 1 ชั่วโมง")
    assert "เดินเก็บขยะริมคลองชลประทาน" in card
    assert deeds(village) == [("E1-05", 5)]


def test_who_changed_it_is_forgotten_with_the_account(village: Village, nok: Villager) -> None:
    changes(nok, "ตั้งแต้ม เก็บขยะ 6")
    forget(village, nok)
    [row] = village.rows(MenuChange)
    assert (row.points, row.changed_by[:7]) == (6, "erased-")


def test_another_power_lost_meanwhile_enters_nothing(village: Village, nok: Villager) -> None:
    shown = nok.says("ตั้งแต้ม เก็บขยะ 6")
    with village.store.write() as session:
        session.execute(delete(Role))
    assert "กรรมการของตำบลช่วยกันตั้ง" in shown.taps("ยืนยัน")
    assert village.rows(MenuChange) == []


def test_in_a_group_the_menu_is_not_edited(village: Village, nok: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", nok)
    assert not nok.says("ตั้งแต้ม เก็บขยะ 6", group)
    assert village.rows(MenuChange) == []


def test_seen_from_above(village: Village, nok: Villager) -> None:
    chief = village.person("นายอำเภอ")
    chief.follows()
    village.grant(chief, "officer", "1416")
    assert "ใช้เมนูกลาง" in chief.says("เมนูที่ต่าง")
    changes(nok, "ตั้งแต้ม เก็บขยะ 6")
    changes(nok, WEAVING)
    changes(nok, "ตั้งแต้ม ปลูกผัก 2 ตั้งแต่ 1 ธ.ค.")
    shown = chief.says("เมนูที่ต่าง")
    assert "ต.บ้านแพรก" in shown
    assert "ต่าง 2 รายการ" in shown
    assert "เพิ่ม ทอผ้าส่งศูนย์เรียนรู้" in shown
    assert "ตั้งแต่ 1 ธ.ค. 69" in shown
    far = village.person("ที่อื่น")
    far.follows()
    village.grant(far, "officer", "5001")
    assert "ใช้เมนูกลาง" in far.says("เมนูที่ต่าง")


def test_most_ten_tambons_are_shown(village: Village) -> None:
    from bot.domain import menu_editing

    with village.store.write() as session:
        for n in range(1, 13):
            change = menu_editing.propose(
                session, f"1401{n:02d}", menu_editing.Wish("E1-05", points=Decimal(n + 5)),
                date(2026, 11, 23),
            )  # fmt: skip
            menu_editing.enter(session, change, None, village.clock.now() + timedelta(minutes=n))
    chief = village.person("ผู้ว่า")
    chief.follows()
    village.grant(chief, "admin", "14")
    shown = chief.says("เมนูที่ต่าง")
    assert shown.text.count("ต่าง 1 รายการ") == 10
    assert "ยังมีอีก 2 ตำบล" in shown
    assert "17 แต้ม" in shown
    assert "→ 6 แต้ม/ชั่วโมง" not in shown
