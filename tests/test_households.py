"""The register: houses that merge, split, and people who move, with their books."""

from functools import partial

import pytest

from bot.domain import ledger, registry
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Candidate
from bot.domain.ledger import Entry
from bot.domain.people import LineUser
from bot.domain.places import Pin
from bot.domain.registry import Household, Member
from bot.domain.rewards import Redemption, Reward
from tests.test_rewards import approved, asks, balanced, give_points, on_shelf
from tests.village import TAMBON, Village, Villager


@pytest.fixture
def officer(village: Village) -> Villager:
    nok = village.villager("พี่นก", "16", 1)
    village.grant(nok, "officer")
    return nok


def house(village: Village, house_no: str, moo: int = 4) -> Household:
    [found] = [
        h for h in village.rows(Household) if (h.house_no, h.moo) == (house_no, moo)
    ]  # fmt: skip
    return found


def earned(village: Village, house_no: str) -> int:
    with village.store.read() as session:
        return ledger.earned(session, house(village, house_no).id)


def names(village: Village, house_no: str) -> list[str]:
    there = house(village, house_no).id
    return [member.name for member in village.rows(Member) if member.household_id == there]


def lives(village: Village, who: Villager) -> tuple[str, str | None]:
    [user] = [user for user in village.rows(LineUser) if user.line_id == who.id]
    return user.household.address, user.member.name if user.member else None


def merge(officer: Villager, words: str = "รวมบ้าน 12/4 เข้า 12/3 หมู่ 4") -> None:
    assert "แล้วค่ะ ย้ายมา" in officer.says(words).taps("ยืนยัน")


class TestMerging:
    def test_shows_what_it_does_and_does_nothing_yet(
        self, village: Village, officer: Villager
    ) -> None:
        village.villager("สมศรี")
        village.villager("มาลี", "12/4").says("ปลูกผัก 5 ต้น")
        look = officer.says("รวมบ้านเลขที่ ๑๒/๔ เข้ากับ บ้านเลขที่ 12/3 หมู่ 4")
        assert "12/4 หมู่ 4 เข้ากับ 12/3 หมู่ 4" in look
        assert "5 แต้ม" in look
        assert (village.balance("12/4"), village.balance()) == (5, 0)
        assert "ไม่เปลี่ยนอะไร" in look.taps("ไม่ทำ")
        assert house(village, "12/4").status == "active"

    def test_the_book_moves_with_balance_and_level(
        self, village: Village, officer: Villager
    ) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "12/4")
        malee.says("ฉันชื่อ ยายดี")
        malee.says("ปลูกผัก 5 ต้น")
        somsri.says("ปลูกผัก 3 ต้น")
        give_points(village, "12/4", 40)
        on_shelf(village, price=15)
        village.grant(officer, "committee")
        approved(village, malee, officer)
        assert (village.balance("12/4"), earned(village, "12/4")) == (30, 45)
        before = len(village.rows(Entry))
        merge(officer)
        assert (village.balance("12/4"), earned(village, "12/4")) == (0, 0)
        assert (village.balance(), earned(village, "12/3")) == (33, 48)
        moved = village.rows(Entry)[before:]
        assert {entry.reason for entry in moved} == {"correction", "withdrawal"}
        assert sum(entry.amount for entry in moved) == 0
        with village.store.read() as session:
            brought = ledger.of_members(session, house(village, "12/3").id)
        assert 5 in brought.values(), "what a member brought in is theirs in the new house"
        assert balanced(village)

    def test_people_move_and_nobody_twice(self, village: Village, officer: Villager) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "12/4")
        somsri.says("เพิ่มสมาชิก ตาดำ น้องฟ้า")
        malee.says("เพิ่มสมาชิก ตาดำ")
        malee.says("ฉันชื่อ ยายดี")
        merge(officer)
        assert names(village, "12/3") == ["ตาดำ", "น้องฟ้า", "ยายดี"]
        assert names(village, "12/4") == ["ตาดำ", "ยายดี"], "its history keeps them"
        assert lives(village, malee) == ("12/3 หมู่ 4", "ยายดี")
        old, new = house(village, "12/4"), house(village, "12/3")
        assert (old.status, old.merged_into, new.status) == ("left", new.id, "active")
        assert "รวมสมุดบ้านเลขที่ 12/4" in malee.says("สวัสดีค่ะ")
        [entry] = [e for e in village.rows(AuditEntry) if e.what == "household:merged"]
        assert (entry.who, entry.subject) == (officer.id, f"{old.id} into {new.id}")

    def test_decided_deeds_stay_and_waiting_ones_move(
        self, village: Village, officer: Villager
    ) -> None:
        village.villager("สมศรี")
        malee = village.villager("มาลี", "12/4")
        malee.says("ฉันชื่อ ยายดี")
        malee.says("ปลูกผัก 5 ต้น")
        village.later(minutes=1)
        malee.says("ปลูกมะม่วง 4 ต้น")
        saman = village.villager("ผู้ใหญ่สมาน", "22")
        village.grant(saman, "committee")
        seen = saman.says("คิวตรวจ")
        merge(officer)
        done, waiting = village.rows(Deed)
        assert (done.household_id, done.status) == (house(village, "12/4").id, "accepted")
        assert waiting.household_id == house(village, "12/3").id
        assert waiting.member.household_id == waiting.household_id
        assert "เปลี่ยนไปแล้ว" in seen.taps("ผ่าน"), "it was shown beside another house"
        assert "12/3" in saman.says("คิวตรวจ")
        saman.says("คิวตรวจ").taps("ผ่าน")
        assert (village.balance(), village.balance("12/4")) == (17, 0)
        assert balanced(village)

    def test_requests_that_wait_are_given_back_and_paid_ones_go_along(
        self, village: Village, officer: Villager
    ) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "12/4")
        village.grant(officer, "committee")
        on_shelf(village, stock=5)
        give_points(village, "12/4", 40)
        code = approved(village, malee, officer)
        asks(malee)
        assert [reward.stock for reward in village.rows(Reward)] == [3]
        assert "1 อย่าง จะคืนเข้าชั้น" in officer.says("รวมบ้าน 12/4 เข้า 12/3 หมู่ 4")
        merge(officer)
        paid, waited = village.rows(Redemption)
        assert (paid.state, waited.state) == ("approved", "refused")
        assert paid.household_id == house(village, "12/3").id
        assert [reward.stock for reward in village.rows(Reward)] == [4]
        assert code in somsri.says("ของรางวัล")
        assert "12/3" in officer.says(f"มอบของ {code}")
        somsri.says("ของรางวัล").taps("ยกเลิกแลก")
        assert (village.balance(), earned(village, "12/3")) == (40, 40)
        assert balanced(village)

    def test_the_pin_goes_from_the_map(self, village: Village, officer: Villager) -> None:
        village.villager("สมศรี")
        malee = village.villager("มาลี", "12/4")
        malee.says("ปักหมุดบ้าน")
        malee.sends_place(14.657, 100.577).taps("กลางหมู่บ้าน")
        assert len(village.rows(Pin)) == 1
        merge(officer)
        assert village.rows(Pin) == []

    def test_the_old_number_is_answered_by_the_new_house(
        self, village: Village, officer: Villager
    ) -> None:
        somsri = village.villager("สมศรี")
        village.villager("มาลี", "12/4")
        helper = village.villager("อสม. แก้ว", "30")
        village.grant(helper, "helper")
        merge(officer)
        helper.says("12/4 หมู่ 4 ปลูกผัก 5 ต้น")
        somsri.says("บ้านเลขที่ 12/4 หมู่ 4 ปลูกผัก 2 ต้น")
        assert (village.balance(), village.balance("12/4")) == (7, 0)
        assert "ลงทะเบียนไว้แล้ว" in somsri.says("ลงทะเบียน บ้านเลขที่ 12/4 หมู่ 4")
        nid = village.villager("นิด", "99")
        nid.says("ลงทะเบียน บ้านเลขที่ 12/4 หมู่ 4").taps("ใช่ ย้ายบ้าน")
        assert lives(village, nid)[0] == "12/3 หมู่ 4"

    def test_a_merged_house_votes_once_and_by_either_number(
        self, village: Village, officer: Villager
    ) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "12/4")
        village.villager("แดง", "8").says("ปลูกผัก 5 ต้น")
        village.villager("ดำ", "9").says("ปลูกผัก 4 ต้น")
        village.villager("เขียว", "7")
        village.until(5, 8)
        somsri.says("โหวต 1")
        malee.says("โหวต 2")
        merge(officer)
        new = house(village, "12/3").id
        assert [(b.household_id, b.number) for b in village.rows(Ballot)] == [(new, 1)]
        chosen = next(c for c in village.rows(Candidate) if c.number == 2)
        merge(officer, f"รวมบ้าน 7 เข้า {chosen.household.house_no} หมู่ 4")
        malee.says("โหวตบ้านเลขที่ 7")
        assert [(b.household_id, b.number) for b in village.rows(Ballot)] == [(new, 2)]

    def test_a_list_of_before_does_not_bring_it_back(
        self, village: Village, officer: Villager
    ) -> None:
        village.villager("สมศรี")
        village.villager("มาลี", "12/4")
        merge(officer)
        with village.store.write() as session:
            there = registry.find(session, f"{TAMBON}04", "12/4")
            assert there
            listing = registry.Listing(status="active", head="คนเดิม")
            registry.list_household(session, there.village, "12/4", listing)
        assert (house(village, "12/4").status, names(village, "12/4")) == ("left", [])

    def test_what_cannot_be_merged(self, village: Village, officer: Villager) -> None:
        village.villager("สมศรี")
        village.villager("มาลี", "12/4")
        village.villager("แดง", "8", 2)
        village.villager("ดำ", "9")
        says = officer.says
        assert "บ้านเดียวกัน" in says("รวมบ้าน 12/3 เข้า 12/3 หมู่ 4")
        assert "หมู่บ้านเดียวกันเท่านั้น" in says("รวมบ้าน 8 หมู่ 2 เข้า 12/3 หมู่ 4")
        assert "ไม่พบบ้านเลขที่ 77 หมู่ 4" in says("รวมบ้าน 77 เข้า 12/3 หมู่ 4")
        assert "พิมพ์แบบนี้" in says("รวมบ้าน 12/4")
        late = says("รวมบ้าน 12/4 เข้า 9 หมู่ 4")
        merge(officer)
        assert "รวมเข้ากับบ้านเลขที่ 12/3 หมู่ 4 ไปแล้ว" in late.taps("ยืนยัน")
        assert "ไปแล้ว" in says("รวมบ้าน 9 เข้า 12/4 หมู่ 4")
        assert "ไปแล้ว" in says("รวมบ้าน 12/4 เข้า 9 หมู่ 4")
        assert house(village, "9").status == "active"


class TestSplitting:
    def test_a_new_house_with_a_share(self, village: Village, officer: Villager) -> None:
        somsri = village.villager("สมศรี")
        give_points(village, "12/3", 120)
        look = officer.says("แยกบ้าน 12/3 เป็น 12/4 หมู่ 4 แบ่ง ๕๐ แต้ม")
        assert "บ้านเดิมเหลือ 70 แต้ม" in look
        assert village.balance("12/4") == 0
        look.taps("ยืนยัน")
        assert (village.balance(), village.balance("12/4")) == (70, 50)
        assert (earned(village, "12/3"), earned(village, "12/4")) == (70, 50)
        assert house(village, "12/4").status == "active"
        assert "มีสมุดอยู่แล้ว" in look.taps("ยืนยัน")
        assert "แยกบ้านเลขที่ 12/4" in somsri.says("สวัสดีค่ะ")
        assert [e.who for e in village.rows(AuditEntry) if e.what == "household:split"] == [
            officer.id
        ]
        assert balanced(village)

    def test_with_an_empty_book(self, village: Village, officer: Villager) -> None:
        village.villager("สมศรี")
        give_points(village, "12/3", 20)
        assert "เริ่มจาก 0 แต้ม" in officer.says("แยกบ้าน 12/3 เป็น 12/4 หมู่ 4")
        officer.says("ใช่")
        assert (village.balance(), village.balance("12/4")) == (20, 0)
        assert house(village, "12/4").status == "active"

    def test_not_more_than_there_is(self, village: Village, officer: Villager) -> None:
        village.villager("สมศรี")
        give_points(village, "12/3", 20)
        assert "บ้านนี้มี 20 แต้ม" in officer.says("แยกบ้าน 12/3 เป็น 12/4 หมู่ 4 แบ่ง 21 แต้ม")
        late = officer.says("แยกบ้าน 12/3 เป็น 12/4 หมู่ 4 แบ่ง 20 แต้ม")
        give_points(village, "12/3", -5)
        assert "บ้านนี้มี 15 แต้ม" in late.taps("ยืนยัน")
        assert [h.house_no for h in village.rows(Household) if h.moo == 4] == ["12/3"]


class TestMoving:
    def test_who_registers_elsewhere_leaves_what_was_earned(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น")
        somsri.says("ลงทะเบียน บ้านเลขที่ 15 หมู่ 4").taps("ใช่ ย้ายบ้าน")
        assert (village.balance(), village.balance("15")) == (5, 0)
        village.later(days=1)
        somsri.says("ปลูกผัก 3 ต้น")
        assert (village.balance(), village.balance("15")) == (5, 3)

    def test_an_old_card_moves_nobody_again(self, village: Village, officer: Villager) -> None:
        nid = village.villager("นิด")
        nid.says("ฉันชื่อ นิด")
        village.villager("มาลี", "15")
        card = officer.says("ย้ายสมาชิก นิด จาก 12/3 ไป 15 หมู่ 4")
        card.taps("ยืนยัน")
        nid.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4").taps("ย้าย")
        nid.says("ฉันชื่อ นิด")
        assert "พิมพ์คำสั่งใหม่" in card.taps("ยืนยัน")
        assert lives(village, nid) == ("12/3 หมู่ 4", "นิด")

    def test_a_member_with_their_phone(self, village: Village, officer: Villager) -> None:
        somsri = village.villager("สมศรี")
        nid = village.villager("นิด")
        nid.says("ฉันชื่อ นิด")
        nid.says("ปลูกผัก 5 ต้น")
        look = officer.says("ย้ายสมาชิก นิด จาก 12/3 ไป 15 หมู่ 2")
        assert "ไม่มีชื่อ" not in look
        assert "ไม่พบบ้านเลขที่ 12/3 หมู่ 2" in look, "both in the หมู่ that is named"
        officer.says("ย้ายสมาชิก นิด จาก 12/3 หมู่ 4 ไป 15 หมู่ 2").taps("ยืนยัน")
        assert lives(village, nid) == ("15 หมู่ 2", "นิด")
        assert lives(village, somsri)[0] == "12/3 หมู่ 4"
        assert names(village, "12/3") == ["นิด"]
        assert (village.balance(), village.balance("15", 2)) == (5, 0)
        assert village.rows(Deed)[0].household_id == house(village, "12/3").id
        assert "ย้ายชื่อจากบ้านเลขที่ 12/3" in nid.says("สวัสดีค่ะ")
        village.later(days=1)
        nid.says("ปลูกผัก 2 ต้น")
        assert village.balance("15", 2) == 2

    def test_a_name_that_is_not_there(self, village: Village, officer: Villager) -> None:
        village.villager("สมศรี").says("เพิ่มสมาชิก ตาดำ")
        answer = officer.says("ย้ายสมาชิก นิด จาก 12/3 ไป 15 หมู่ 4")
        assert "ไม่มีชื่อ “นิด”" in answer
        assert "ตาดำ" in answer
        assert "บ้านเดียวกัน" in officer.says("ย้ายสมาชิก ตาดำ จาก 12/3 ไป 12/3 หมู่ 4")


COMMANDS = (
    "รวมบ้าน 12/4 เข้า 12/3 หมู่ 4",
    "แยกบ้าน 12/3 เป็น 12/5 หมู่ 4",
    "ย้ายสมาชิก ตาดำ จาก 12/3 ไป 15 หมู่ 4",
)


def test_only_officers_of_the_area_and_never_in_a_group(
    village: Village, officer: Villager
) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เพิ่มสมาชิก ตาดำ")
    village.villager("มาลี", "12/4")
    other = village.villager("เจ้าหน้าที่หมู่สอง", "1", 2)
    village.grant(somsri, "committee")
    village.grant(other, "officer", f"{TAMBON}02")
    group = village.group("หมู่ 4", officer)
    for words in COMMANDS:
        data = officer.says(words).action("ยืนยัน")["data"]
        assert not officer.says(words, group)
        for answer in map(partial(_tried, words, data), (somsri, other)):
            assert answer == [True, True]
    assert {h.house_no for h in village.rows(Household) if h.moo == 4} == {"12/3", "12/4"}


def _tried(words: str, data: str, who: Villager) -> list[bool]:
    """Whether each way, typed and tapped, is refused."""
    return ["เฉพาะเจ้าหน้าที่" in said for said in (who.says(words), who.posts_back(data))]
