"""Slips of paper and raised hands: entered by one, counted again by another, merged with LINE's."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from bot import retention
from bot.domain import households, people, registry
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Candidate
from bot.domain.photos import Photo
from bot.domain.sheets import Sheet, SheetHouse
from tests.paper_votes import (
    MOO4,
    PICTURE,
    begins,
    call_off,
    counted,
    counts_again,
    enter_houses,
    enters,
    hold_vote,
    in_the_box,
    settle,
    states,
)
from tests.pictures import photo
from tests.village import TAMBON, Village, dumped

ALL = "นับกระดาษ บ้าน 5 6 7 8 12/3 เบอร์ 1 = 3, เบอร์ 2 = 1, เบอร์ 3 = 0"
SAME = "เบอร์ 1 = 3, เบอร์ 2 = 1, เบอร์ 3 = 0"


class World:
    """Houses 1, 2 and 3 stand; 5 to 9 and 12/3 have no phone; two of the committee and an officer."""

    def __init__(self, village: Village) -> None:
        self.village = village
        self.vote = hold_vote(village, "1", "2", "3")
        enter_houses(village, "5", "6", "7", "8", "9", "12/3")
        self.somsri = village.villager("สมศรี", "20")
        self.daeng = village.villager("แดง", "21")
        self.officer = village.villager("พัฒนากร", "22")
        for each in (self.somsri, self.daeng):
            village.grant(each, "committee", MOO4)
        village.grant(self.officer, "officer", TAMBON)

    def count(self) -> tuple[dict[int, int], int]:
        return counted(self.village, self.vote)


@pytest.fixture
def world(village: Village) -> World:
    return World(village)


def test_one_thing_after_the_other(world: World) -> None:
    somsri, daeng = world.somsri, world.daeng
    assert "มาลงบัตรกันบ้านไหนบ้าง" in somsri.says("นับกระดาษค่ะ")
    assert "แต่ละเบอร์ได้กี่เสียง" in somsri.says("๕ 6-8 12ทับ3")
    assert "ยังขาดเบอร์ 2, 3" in somsri.says("เบอร์ 1 ได้ 3 เสียง")
    assert "ขอรูปใบนับ" in somsri.says("2 1").taps("ที่เหลือ 0")
    preview = somsri.sends_photo(PICTURE)
    for words in ("มาลงเสียง 5 บ้าน", "5 · 6 · 7 · 8 · 12/3", "3 เสียง", "1 เสียง", "บัตรเสีย\n1"):
        assert words in preview
    assert "ไลน์" not in preview
    assert world.count() == ({}, 0)
    assert "กรรมการอีกคนจากบ้านอื่นนับซ้ำ" in preview.taps("ถูกต้อง")
    assert world.count() == ({}, 0)
    assert "มีใบนับเสียงรอคุณนับซ้ำ" in daeng.says("ยอด")
    assert "ยังขาดเบอร์ 3" in counts_again(daeng, "1 3 / 2 1")
    assert "นับได้เท่ากันทั้งสองคน" in daeng.says("ที่เหลือ 0")
    assert world.count() == ({1: 3, 2: 1}, 5)
    assert in_the_box(world.village) == ["5", "6", "7", "8", "12/3"]
    assert "นับได้เท่ากับคุณ" in somsri.says("ยอด")


def test_the_result_says_how_many_came_which_way(world: World) -> None:
    """But never what a way has chosen: one slip of paper would be no secret."""
    enters(world.somsri, ALL)
    counts_again(world.daeng, SAME)
    world.officer.says("โหวต 1")
    election = settle(world.village, world.vote)
    assert (election.turnout, election.on_paper) == (6, 5)
    page = world.village.web.get("/results").text
    assert "มาโหวต 6 จาก 12 บ้าน · ทาง LINE 1 กระดาษหรือยกมือ 5" in page
    card = world.somsri.says("ผลโหวต")
    assert "มาโหวต 6 จาก 12 บ้าน · ทาง LINE 1 กระดาษหรือยกมือ 5" in card


def test_all_in_one_message_by_raised_hands_of_yesterday(world: World) -> None:
    said = "นับยกมือ เมื่อวานทุ่มครึ่ง บ้าน 5 6 7\nเบอร์หนึ่งได้สองเสียง เบอร์ 2 = 1 ที่เหลือ 0"
    preview = begins(world.somsri, said)
    assert "ยกมือ เมื่อ 22 พ.ย. 69 19:30 น." in preview
    assert "ไม่ได้ยกมือ\n0" in preview
    preview.taps("ถูกต้อง")
    assert "เท่ากัน" in counts_again(world.daeng, "1=2 2=1 3=0")
    assert world.count() == ({1: 2, 2: 1}, 3)
    yesterday = world.village.clock.now() - timedelta(hours=14, minutes=30)
    assert {ballot.cast_at for ballot in world.village.rows(Ballot)} == {yesterday}


def test_the_picture_may_come_first_and_have_two_pages(world: World) -> None:
    world.somsri.sends_photo(PICTURE)
    world.village.later(minutes=3)
    assert "มาลงบัตรกันบ้านไหนบ้าง" in world.somsri.says("นับบัตร")
    world.somsri.sends_photo(b"\xff\xd8 page two")
    preview = world.somsri.says("5 6 เบอร์ 1 = 2 ที่เหลือ 0")
    assert "ดูก่อนส่ง" in preview
    assert not world.somsri.sends_photo(b"\xff\xd8 page three")
    assert "ส่งใบนับเสียงแล้ว" in preview.taps("ถูกต้อง")
    assert [photo.sheet_id for photo in world.village.rows(Photo)] == [1, 1, 1]


def test_a_picture_of_a_sheet_is_no_evidence_of_a_deed(world: World) -> None:
    enters(world.somsri, ALL)
    assert "มีรูปก็ส่งต่อได้เลย" in world.somsri.says("ปลูกผัก 5 ต้น")
    [picture] = world.village.rows(Photo)
    assert picture.deed_id is None
    with world.village.store.write() as session:
        retention.purge(session, world.village.clock.now() + timedelta(days=3), "secret")
    assert world.village.rows(Photo)[0].state == "kept"


def test_what_cannot_be_read_is_named(world: World) -> None:
    village, somsri = world.village, world.somsri
    with village.store.write() as session:
        place = registry.find(session, MOO4, "5")
        assert place
        registry.enter(session, place.village, "30", None)
    enters(world.daeng, "นับกระดาษ 9 เบอร์ 1 = 1 ที่เหลือ 0")
    somsri.says("นับกระดาษ")
    answer = somsri.says("5 6 6 99 30 9 ยายแดง 7 หมู่ 5 รวม 12 บ้าน")
    for line in (
        "จดแล้ว 0 บ้าน", "ไม่ได้อยู่ในเขตโหวตนี้: 5 หมู่ 5, 6 หมู่ 5", "ยายแดง", "บอกว่ามา 12 บ้าน",
    ):  # fmt: skip
        assert line in answer
    answer = somsri.says("5 6 6 99 30 9 ยายแดง 12/1-5")
    for line in (
        "จดแล้ว 2 บ้าน", "ไม่มีในทะเบียน: 99", "ยังไม่ได้เข้าร่วม: 30", "จดให้ครั้งเดียว: 6",
        "ใบนับเสียงอีกใบแล้ว: 9", "อ่านไม่ออก: ยายแดง, 12/1-5",
    ):  # fmt: skip
        assert line in answer
    assert "จดแล้วนะคะ มา 2 บ้าน" in answer.taps("ครบแล้ว")
    for words, why in (
        ("เบอร์ 1 = 9, ที่เหลือ 0", "รวมได้ 9 เสียง แต่มา 2 บ้าน"),
        ("เบอร์ 1 = 1, เบอร์ 7 = 1", "เบอร์ 7 ไม่ได้เข้าชิง"),
        ("เบอร์ 1 = 1, เบอร์ 1 = 2", "เบอร์ 1 พิมพ์มาสองครั้ง"),
        ("เบอร์ 1 = 1 ที่เหลือ 0 บัตรเสีย 2", "ควรเหลือบัตรเสีย 1"),
        ("1 1 / 2 1 / 5", "อ่านไม่ออก"),
    ):
        assert why in somsri.says(words), words
    assert "ขอรูปใบนับ" in somsri.says("เบอร์ 1 = 1 ที่เหลือ 0 บัตรเสีย 1")


def test_put_right_before_it_is_sent(world: World) -> None:
    somsri = world.somsri
    old = begins(somsri, ALL)
    preview = somsri.says("เอา 8 ออก")
    assert "มาลงเสียง 4 บ้าน" in preview
    assert "เก่า" in old.taps("ถูกต้อง")
    assert states(world.village) == ["draft"]
    assert "มาลงบัตรกันบ้านไหน" in preview.taps("แก้").taps("บ้านที่มา")
    assert "แต่มา 1 บ้าน" in somsri.says("บ้าน 5")
    preview = somsri.says("1 1 / 2 0 / 3 0")
    assert "มาลงเสียง 1 บ้าน" in preview
    assert "ยกมือ เมื่อ" in (preview := preview.taps("แก้").taps("เปลี่ยนเป็นยกมือ"))
    assert "กี่โมงคะ" in preview.taps("แก้").taps("เวลาประชุม")
    assert "22 พ.ย. 69 20:00" in (preview := somsri.says("เมื่อวาน 2 ทุ่ม"))
    assert "ขอรูปใบนับ" in preview.taps("แก้").taps("รูปใบนับ")
    assert [p.state for p in world.village.rows(Photo)] == ["removed"]
    preview = somsri.sends_photo(PICTURE)
    assert "แก้ตรงไหนคะ" in somsri.says("ไม่ใช่")  # as good as a tap on แก้
    assert "ไม่เก็บใบนี้แล้ว" in preview.taps("ไม่เอา")
    assert states(world.village) == ["dropped"]
    assert world.village.rows(SheetHouse) == []
    assert "ไม่มีใบนับเสียงที่ทำค้าง" in preview.taps("ไม่เอา")


def test_paper_stands_in_the_place_of_a_vote_by_line(world: World) -> None:
    """Also of one cast after the meeting: the slip lies in the box."""
    village = world.village
    six, seven, eight = (village.villager(f"คน {n}", str(n)) for n in (6, 7, 8))
    six.says("โหวต 2")
    said = "นับกระดาษ วันนี้ 10.00 น. บ้าน 6 7 เบอร์ 1 = 1 ที่เหลือ 0"
    village.later(minutes=30)
    seven.says("โหวต 3")
    eight.says("โหวต 3")
    preview = begins(world.somsri, said)
    assert "2 บ้านเคยโหวตในไลน์ เสียงในใบนี้จะแทน" in preview
    assert "1 บ้านโหวตในไลน์หลังประชุม" in preview
    preview.taps("ถูกต้อง")
    assert "รับโหวตแล้ว" in six.says("โหวต 3")  # not confirmed yet
    assert world.count() == ({3: 3}, 3)
    counts_again(world.daeng, "1=1 2=0 3=0")
    assert world.count() == ({1: 1, 3: 1}, 3)
    assert "โหวตด้วยกระดาษหรือยกมือไปแล้ว" in six.says("โหวต 3")
    assert world.count() == ({1: 1, 3: 1}, 3)
    result = settle(village, world.vote)
    assert result.turnout == 3


def test_the_second_is_another_person_of_another_household(world: World) -> None:
    village = world.village
    enters(world.somsri, ALL)
    husband = village.villager("สามี", "20")
    village.grant(husband, "committee", MOO4)
    stranger = village.villager("คนอื่น", "23")
    tap = 'vote.sheet_second {"s":1}'
    assert "คุณนับเป็นคนแรกแล้ว" in world.somsri.posts_back(tap)
    assert "คนบ้านเดียวกับคุณ" in husband.posts_back(tap)
    husband.says("ลงทะเบียน บ้านเลขที่ 24 หมู่ 4")
    assert "คนบ้านเดียวกับคุณ" in husband.posts_back(tap)
    assert "เฉพาะกรรมการ" in stranger.posts_back(tap)
    assert "เฉพาะกรรมการ" in stranger.says("ใบนับเสียง")
    assert "นับซ้ำ" not in world.somsri.says("ใบนับเสียง").labels
    assert "นับเองนะคะ" in world.daeng.posts_back(tap)


def test_whose_household_stands_does_not_count(world: World) -> None:
    candidate = world.village.villager("ผู้เข้าชิง", "1")
    world.village.grant(candidate, "committee", MOO4)
    assert "บ้านคุณเข้าชิงอยู่" in candidate.says("นับกระดาษ")
    enters(world.somsri, ALL)
    assert "มีใบนับเสียงรอ" not in candidate.says("ยอด")
    assert "บ้านคุณเข้าชิงอยู่" in candidate.posts_back('vote.sheet_second {"s":1}')
    shown = candidate.says("ใบนับเสียง")
    assert shown.labels == []
    link = world.village.house.rules.links.sheet(1, candidate.id)
    assert world.village.web.get(link.removeprefix("https://khwamdee.test")).status_code == 404


def test_only_the_committee_and_only_alone(world: World) -> None:
    village = world.village
    stranger = village.villager("คนอื่น", "23")
    assert "เฉพาะกรรมการ" in stranger.says("นับกระดาษ")
    group = village.tied_group("หมู่ 4", MOO4, world.somsri, stranger)
    assert not world.somsri.says("นับกระดาษ", group)
    assert not world.somsri.says("ใบนับเสียง", group)
    assert states(village) == []
    newcomer = village.person("ใหม่")
    newcomer.follows()
    assert "ยินยอม" in newcomer.says("นับกระดาษ")
    assert "บันทึกแล้ว" in stranger.says("เก็บกระดาษ 5 กิโล")
    assert village.rows(Deed)


def test_unequal_counts_for_nobody_until_they_are_equal(world: World) -> None:
    village, somsri, daeng = world.village, world.somsri, world.daeng
    enters(somsri, ALL)
    answer = counts_again(daeng, "เบอร์ 1 = 2, เบอร์ 2 = 1, เบอร์ 3 = 1")
    assert "นับได้ไม่เท่ากันที่เบอร์ 1, 3" in answer
    assert world.count() == ({}, 0)
    assert "ไม่ตรงกันที่เบอร์ 1, 3" in somsri.says("ยอด")
    assert "ไม่เท่ากันที่เบอร์ 1" in daeng.says("เบอร์ 1 = 2, เบอร์ 2 = 1, ที่เหลือ 0")
    assert "หลายครั้ง" not in world.officer.says("ยอด")
    answer = daeng.says("เบอร์ 1 = 2, เบอร์ 2 = 2, ที่เหลือ 0")
    assert "แจ้งเจ้าหน้าที่ให้ช่วยดู" in answer
    assert "ไม่ตรงกันหลายครั้ง" in world.officer.says("ยอด")
    shown = somsri.says("ใบนับเสียง")
    assert "นับไม่ตรงกัน เบอร์ 1, 2" in shown
    shown.taps("พิมพ์เสียงใหม่")
    assert "นับได้เท่ากันทั้งสองคน" in somsri.says("เบอร์ 1 = 2, เบอร์ 2 = 2, ที่เหลือ 0")
    assert world.count() == ({1: 2, 2: 2}, 5)
    assert "นับได้เท่ากับคุณ" in daeng.says("ยอด")
    done = [entry.what for entry in village.rows(AuditEntry) if entry.what.startswith("sheet:")]
    assert done == ["sheet:entered", *["sheet:recounted", "sheet:unequal"] * 3,
                    "sheet:corrected", "sheet:confirmed"]  # fmt: skip
    entries = [entry for entry in village.rows(AuditEntry) if entry.what.startswith("sheet:")]
    assert {entry.subject for entry in entries} == {"1"}  # who and which sheet, never what


def test_the_second_does_not_learn_what_the_first_has_counted(world: World) -> None:
    enters(world.somsri, "นับกระดาษ 5 6 7 เบอร์ 1 = 2 ที่เหลือ 0 บัตรเสีย 1")
    asked = world.daeng.says("ใบนับเสียง").taps("นับซ้ำ")
    page = asked.action("ดูรูปใบนับ")["uri"].removeprefix("https://khwamdee.test")
    for shown in (
        asked.text,
        dumped([line.message for line in asked.lines]),
        world.village.web.get(page).text,
    ):
        assert "2 เสียง" not in shown
        assert "บัตรเสีย" not in shown
    assert "แต่มา 3 บ้าน" in world.daeng.says("เบอร์ 1 = 9 ที่เหลือ 0")
    assert world.village.rows(Sheet)[0].tries == 0  # no count: more votes than houses


def test_the_page_shows_the_picture_without_where_it_was_taken(world: World) -> None:
    exif = Image.Exif()
    exif[0x010F] = "a phone of somebody"
    out = BytesIO()
    photo(3).save(out, "JPEG", exif=exif)
    begins(world.somsri, ALL, out.getvalue()).taps("ถูกต้อง")
    links = world.village.house.rules.links
    page = links.sheet(1, world.daeng.id).removeprefix("https://khwamdee.test")
    shown = world.village.web.get(page)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "12/3 หมู่ 4" in shown.text
    [source] = [part.split('"')[0] for part in shown.text.split('src="')[1:]]
    sent = world.village.web.get(source)
    assert sent.content_type == "image/jpeg"
    assert not Image.open(BytesIO(sent.data)).getexif()
    other = links.sheet(1, world.village.villager("คนอื่น", "23").id)
    for wrong in (page[:-3] + "abc", other.removeprefix("https://khwamdee.test"), f"{page}/99.jpg"):
        assert world.village.web.get(wrong).status_code == 404
    with world.village.store.write() as session:
        session.execute(delete(Role).where(Role.line_id == world.daeng.id))
    assert world.village.web.get(source).status_code == 404


def test_the_first_takes_it_back_while_nobody_has_counted_the_same(world: World) -> None:
    enters(world.somsri, ALL)
    counts_again(world.daeng, "1=0 2=0 3=0")
    sure = world.somsri.says("ใบนับเสียง").taps("ถอนใบนี้")
    assert "เหมือนเดิม" in sure.taps("ไม่ถอนแล้ว")
    assert "ถอนใบนับเสียงแล้ว" in sure.taps("ถอนใบนี้")
    assert states(world.village) == ["withdrawn"]
    assert "ถูกถอนแล้ว" in world.daeng.says("ยอด")
    assert "ถูกถอนไปแล้ว" in world.daeng.posts_back('vote.sheet_second {"s":1}')
    assert "ดูก่อนส่ง" in begins(world.somsri, ALL)  # its houses are free


def test_an_officer_takes_back_what_two_have_counted(world: World) -> None:
    village = world.village
    six = village.villager("คน 6", "6")
    enters(world.somsri, ALL)
    counts_again(world.daeng, SAME)
    tap = 'vote.sheet_off {"s":1}'
    assert "เฉพาะกรรมการหรือเจ้าหน้าที่" in world.somsri.posts_back(tap)
    assert "เฉพาะกรรมการหรือเจ้าหน้าที่" in world.daeng.posts_back('vote.sheet_out {"s":1}')
    assert "ขอเหตุผล" in world.officer.posts_back('vote.sheet_out {"s":1}')
    asked = world.officer.says("ใบนับเสียง").taps("ถอนใบนี้")
    assert "เพราะอะไร" in asked
    assert "เหมือนเดิม" in world.officer.says("ไม่ถอนแล้ว")
    world.officer.says("ใบนับเสียง").taps("ถอนใบนี้")
    assert "ถอนใบนับเสียงแล้ว" in world.officer.says("นับผิดกล่อง")
    assert world.count() == ({}, 0)
    assert "เพราะนับผิดกล่อง" in world.somsri.says("ยอด")
    assert "เพราะนับผิดกล่อง" in world.daeng.says("ยอด")
    assert "รับโหวตแล้ว" in six.says("โหวต 1")
    assert world.count() == ({1: 1}, 1)
    [entry] = [e for e in village.rows(AuditEntry) if e.what == "sheet:withdrawn"]
    assert (entry.who, entry.subject) == (world.officer.id, "1")


def test_after_closing_until_the_result(world: World) -> None:
    village = world.village
    village.later(hours=25)
    assert "ลงบัตรกันวันไหน กี่โมงคะ" in world.somsri.says("นับกระดาษ 5 6 เบอร์ 1 = 1 ที่เหลือ 0")
    assert "ตอนเปิดโหวต" in world.somsri.says("วันนี้ 10.30 น.")  # closed at ten
    assert "ตอนเปิดโหวต" in world.somsri.says("21 พ.ย. 8.00 น.")  # opened at ten
    assert "ขอรูปใบนับ" in world.somsri.says("เมื่อวาน 1 ทุ่ม")
    preview = world.somsri.sends_photo(PICTURE)
    preview.taps("ถูกต้อง")
    assert "เท่ากัน" in counts_again(world.daeng, "1=1 2=0 3=0")
    begun = begins(world.somsri, "นับกระดาษ เมื่อวาน 1 ทุ่ม บ้าน 7 เบอร์ 1 = 1 ที่เหลือ 0")
    assert settle(village, world.vote).turnout == 2
    assert "ผลโหวตออกแล้ว" in begun.taps("ถูกต้อง")
    assert "ปิดโหวตแล้ว" in world.somsri.says("นับกระดาษ")
    assert "ผลโหวตออกแล้ว" in world.officer.posts_back('vote.sheet_off {"s":1}')
    assert world.count() == ({1: 1}, 2)
    with village.store.read() as session:
        assert session.get(Candidate, (world.vote, 1)).votes == 1


def test_before_opening_and_called_off(village: Village) -> None:
    vote = hold_vote(village, "1", "2", since=-5)
    somsri, daeng = village.villager("สมศรี", "20"), village.villager("แดง", "21")
    for each in (somsri, daeng):
        village.grant(each, "committee", MOO4)
    assert "ยังไม่เปิดโหวต" in somsri.says("นับกระดาษ")
    village.later(hours=6)
    enters(somsri, "นับกระดาษ 20 เบอร์ 1 = 1 ที่เหลือ 0")
    daeng.says("ใบนับเสียง").taps("นับซ้ำ")
    call_off(village, vote)
    assert "ยกเลิกไปแล้วค่ะ เพราะฝนตก" in daeng.says("1=1 2=0")
    assert "ไม่มีใบนับเสียง" in daeng.says("ใบนับเสียง")
    assert "ยกเลิกไปแล้ว" in somsri.says("นับกระดาษ")
    assert counted(village, vote) == ({}, 0)


def test_no_house_is_on_two_sheets(world: World) -> None:
    mine = begins(world.somsri, ALL)
    enters(world.daeng, "นับยกมือ 8 9 เบอร์ 1 = 1 ที่เหลือ 0")
    answer = mine.taps("ถูกต้อง")
    assert "บ้าน 8 หมู่ 4 อยู่ในใบนับเสียงอีกใบแล้ว" in answer
    assert states(world.village) == ["draft", "entered"]
    assert "ส่งใบนับเสียงแล้ว" in world.somsri.says("เอาบ้าน 8 ออก").taps("ถูกต้อง")
    # and where two were written at the same moment, the database refuses one
    with world.village.store.read() as session:
        house = registry.find(session, MOO4, "9")
        assert house
    twice = {"sheet_id": 1, "household_id": house.id, "election_id": world.vote}
    with world.village.store.write() as session, pytest.raises(IntegrityError):
        session.execute(insert(SheetHouse).values(twice))


def test_a_picture_line_has_no_more(world: World) -> None:
    village = world.village
    village.at_once = False
    world.somsri.says(ALL)
    village.worker.drain()
    village.line.set_faults(content_404=True)
    world.somsri.sends_photo(PICTURE)
    village.worker.drain()
    village.at_once = True
    village.sender.drain()
    [sheet] = village.rows(Sheet)
    world.somsri.posts_back(f'vote.sheet_enter {{"s":1,"r":{sheet.revision}}}')
    assert states(village) == ["entered"]
    assert village.rows(Photo)[0].state == "missing"
    village.line.set_faults(content_404=False)
    assert "ยังไม่มีรูปใบนับ" in world.daeng.posts_back('vote.sheet_second {"s":1}')
    assert "รอรูปใหม่" in world.daeng.says("ใบนับเสียง")
    assert "ใบนี้ยังรอรูปอยู่" in world.somsri.says("ยอด")
    assert "ได้รูปใบนับใหม่แล้ว" in world.somsri.sends_photo(PICTURE)
    assert "เท่ากัน" in counts_again(world.daeng, SAME)


def test_a_picture_that_is_taken_back(world: World) -> None:
    preview = begins(world.somsri, ALL)
    world.somsri.unsends()
    assert "ขอรูปใบนับ" in preview.taps("ถูกต้อง")
    world.somsri.sends_photo(PICTURE).taps("ถูกต้อง")
    world.somsri.unsends()
    assert "ยังไม่มีรูปใบนับ" in world.daeng.posts_back('vote.sheet_second {"s":1}')
    assert "ได้รูปใบนับใหม่แล้ว" in world.somsri.sends_photo(PICTURE)
    assert "เท่ากัน" in counts_again(world.daeng, SAME)
    world.somsri.unsends()
    assert world.count() == ({1: 3, 2: 1}, 5)  # two have counted it


def test_whose_term_ends_between_the_steps(world: World) -> None:
    """Each count is worth what its counter was then; nobody goes on without the power."""
    village = world.village
    preview = begins(world.somsri, ALL)
    with village.store.write() as session:
        session.execute(delete(Role).where(Role.line_id == world.somsri.id))
    assert "เฉพาะกรรมการ" in preview.taps("ถูกต้อง")
    village.grant(world.somsri, "committee", MOO4)
    preview.taps("ถูกต้อง")
    counts_again(world.daeng, "1=0 2=0 3=0")
    with village.store.write() as session:
        session.execute(delete(Role).where(Role.line_id.in_([world.somsri.id, world.daeng.id])))
    assert "เฉพาะกรรมการ" in world.daeng.says(SAME)
    assert "เฉพาะกรรมการ" in world.somsri.posts_back('vote.sheet_again {"s":1}')
    assert "เท่ากัน" in counts_again(world.officer, SAME)
    assert world.count() == ({1: 3, 2: 1}, 5)


def test_one_who_blocked_the_bot_keeps_nobody_waiting(world: World) -> None:
    village = world.village
    world.daeng.blocks()
    assert "บอกกรรมการให้แล้ว" in enters(world.somsri, ALL)
    assert "มีใบนับเสียงรอคุณนับซ้ำ" in world.officer.says("ยอด")
    assert "เท่ากัน" in counts_again(world.officer, SAME)
    alone = village.villager("คนเดียว", "40", moo=5)
    hold_vote(village, "41", area=f"{TAMBON}05", moo=5)
    village.grant(alone, "committee", f"{TAMBON}05")
    with village.store.write() as session:
        session.execute(delete(Role).where(Role.role == "officer"))
    assert "ยังไม่มีกรรมการคนอื่น" in enters(alone, "นับกระดาษ 40 เบอร์ 1 = 1")


def test_the_first_is_erased(world: World) -> None:
    """What they alone had counted goes back, for its picture goes with them."""
    village = world.village
    enters(world.somsri, ALL)
    world.daeng.says("นับกระดาษ 9")
    for each in (world.somsri, world.daeng):
        with village.store.write() as session:
            retention.forget(session, people.find(session, each.id), village.clock.now(), "secret")
    assert states(village) == ["withdrawn", "dropped"]
    assert all(sheet.entered_by.startswith("erased-") for sheet in village.rows(Sheet))
    assert all(row.election_id is None for row in village.rows(SheetHouse))
    assert village.rows(Photo) == []
    third = village.villager("คนที่สาม", "23")
    village.grant(third, "committee", MOO4)
    assert "ส่งใบนับเสียงแล้ว" in enters(third, ALL)


def test_what_two_have_counted_outlives_them(world: World) -> None:
    village = world.village
    enters(world.somsri, ALL)
    counts_again(world.daeng, "1=0 2=0 3=0")
    with village.store.write() as session:
        retention.forget(
            session, people.find(session, world.daeng.id), village.clock.now(), "secret"
        )
    assert village.rows(Sheet)[0].second_totals is None
    counts_again(world.officer, SAME)
    for each in (world.somsri, world.officer):
        with village.store.write() as session:
            retention.forget(session, people.find(session, each.id), village.clock.now(), "secret")
    assert world.count() == ({1: 3, 2: 1}, 5)


def test_houses_that_become_one_while_a_sheet_waits(world: World) -> None:
    village = world.village
    six = village.villager("คน 6", "6")
    six.says("โหวต 2")
    nine = village.villager("คน 9", "9")
    nine.says("โหวต 3")
    enters(world.somsri, ALL)
    preview = begins(world.daeng, "นับยกมือ 21 22 เบอร์ 1 = 2 ที่เหลือ 0")

    def merge(old: str, new: str) -> None:
        with village.store.write() as session:
            homes = [registry.find(session, MOO4, each) for each in (old, new)]
            households.merge(session, *homes, world.officer.id, village.clock.now())

    merge("7", "9")  # 9 came to the meeting as 7
    merge("5", "6")  # both did: two slips lie in the box
    counts_again(world.officer, SAME)
    assert world.count() == ({1: 3, 2: 1}, 5)
    assert in_the_box(village) == ["5", "6", "8", "9", "12/3"]
    assert "กระดาษ" in nine.says("โหวต 3")
    merge("8", "12/3")  # after it was counted
    assert world.count() == ({1: 3, 2: 1}, 5)
    merge("22", "21")
    assert "22 หมู่ 4 ไม่อยู่ในทะเบียนแล้ว" in preview.taps("ถูกต้อง")


def test_a_candidate_that_withdraws(world: World) -> None:
    """Slips of a meeting before that are as they are; after it they are for nobody."""
    village = world.village
    village.later(minutes=1)
    with village.store.write() as session:
        session.execute(
            update(Candidate).where(Candidate.number == 2).values(withdrawn_at=village.clock.now())
        )
    village.later(minutes=1)
    assert "เบอร์ 2 ไม่ได้เข้าชิง" in world.somsri.says(ALL)
    village.later(hours=1)
    world.somsri.says("ไม่เอา")
    enters(world.somsri, ALL.replace("กระดาษ", "กระดาษ วันนี้ 9.00 น."))
    assert "เท่ากัน" in counts_again(world.daeng, SAME)
    assert world.count() == ({1: 3, 2: 1}, 5)


def test_a_tambons_vote_names_the_village_of_each_house(village: Village) -> None:
    vote = hold_vote(village, "1", "2", area=TAMBON)
    enter_houses(village, "5", "6")
    enter_houses(village, "5", "7", moo=5)
    somsri, daeng = village.villager("สมศรี", "20"), village.villager("แดง", "21")
    for each in (somsri, daeng):
        village.grant(each, "committee", TAMBON)
    answer = somsri.says("นับกระดาษ 5 6")
    assert "ยังไม่รู้ว่าหมู่ไหน ตำบลไหน: 5, 6" in answer
    somsri.says("หมู่ 4: 5 6\nหมู่ 5: 5 7")
    preview = begins(somsri, "เบอร์ 1 = 4 ที่เหลือ 0")
    assert "5 หมู่ 4 · 6 หมู่ 4 · 5 หมู่ 5 · 7 หมู่ 5" in preview
    preview.taps("ถูกต้อง")
    counts_again(daeng, "1=4 2=0")
    assert counted(village, vote) == ({1: 4}, 4)
    committee = village.villager("กรรมการหมู่", "23")
    village.grant(committee, "committee", MOO4)
    assert "เฉพาะกรรมการ" in committee.says("นับกระดาษ")  # the tambon's is not theirs to count


def test_which_of_several_votes(village: Village) -> None:
    hold_vote(village, "1", "2")
    hold_vote(village, "1", "2", area=f"{TAMBON}05", moo=5)
    enter_houses(village, "8", moo=5)
    officer = village.villager("พัฒนากร", "22")
    village.grant(officer, "officer", TAMBON)
    asked = officer.says("นับกระดาษ 8 เบอร์ 1 = 1 ที่เหลือ 0")
    assert "นับเสียงของที่ไหน" in asked
    assert "ขอรูปใบนับ" in officer.says("หมู่ 5")
    officer.says("ไม่เอาแล้ว")
    assert "นับเสียงของที่ไหน" in officer.says("นับยกมือ")
    assert "ยกมือกันบ้านไหน" in officer.says("นับยกมือ").taps("หมู่ 4")
    officer.says("ไม่เอาแล้ว")
    assert "ยกมือกันบ้านไหน" in officer.says("นับยกมือ หมู่ 5")
    chosen = [row.election_id for row in village.rows(Sheet)]
    assert chosen == [2, 1, 2]


def test_a_draft_is_gone_on_with_after_other_things(world: World) -> None:
    world.somsri.says("นับกระดาษ 5 6 7")
    assert "บันทึกแล้ว" in world.somsri.says("ปลูกผัก 5 ต้น")
    answer = world.somsri.says("เบอร์ 1 = 3, เบอร์ 2 = 0")  # no vote of her own
    assert "ยังขาดเบอร์ 3" in answer
    assert world.village.rows(Ballot) == []
    assert "มา 3 บ้าน" in world.somsri.says("นับกระดาษ")
    assert "มาลงบัตรกันบ้านไหน" not in world.somsri.says("ที่เหลือ 0")
    enters(world.daeng, "นับยกมือ 8 เบอร์ 1 = 1 ที่เหลือ 0")
    assert "ไม่เท่ากัน" in counts_again(world.somsri, "เบอร์ 1 = 0 ที่เหลือ 0")  # not of the draft
    assert "ใบนับเสียง" in world.daeng.says("เบอร์ 1 = 1, เบอร์ 2 = 0")  # no vote either
    assert world.village.rows(Ballot) == []
    with world.village.store.write() as session:
        retention.purge(session, world.village.clock.now() + timedelta(days=15), "secret")
    assert states(world.village) == ["dropped", "entered"]
