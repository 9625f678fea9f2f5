"""Checking: evidence, the committee's word and its reason, questions, witnesses, appeals."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checking import Decision
from bot.domain.deed import Deed
from bot.domain.notice import Notice
from bot.domain.photos import Photo, PrintBand
from bot.domain.questions import Question
from bot.domain.witnesses import Witness
from bot.pictures import print_of, shown
from tests.pictures import jpeg, photo, saved_anew
from tests.village import TAMBON, Village, Villager

MOO4 = f"{TAMBON}04"
WAITS = "ลอกคลอง 2 ชั่วโมง"
AT_ONCE = "ปลูกผัก 3 ต้น"


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี")


@pytest.fixture
def saman(village: Village) -> Villager:
    """A committee member of the village."""
    saman = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee", MOO4)
    return saman


@pytest.fixture
def nok(village: Village) -> Villager:
    """Another one."""
    nok = village.villager("นก", "30")
    village.grant(nok, "committee", MOO4)
    return nok


def statuses(village: Village) -> list[str]:
    return [deed.status for deed in village.rows(Deed)]


def test_a_photo_alone_never_accepts(village: Village, somsri: Villager) -> None:
    somsri.says(WAITS)
    somsri.sends_photo(jpeg(photo(1)))
    assert statuses(village) == ["recorded"]
    assert village.balance() == 0


def test_every_decision_has_a_name_a_time_and_a_reason(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    answer = saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    assert "ไม่ผ่านนะคะ" in answer
    assert "จดเหตุผล" in answer.taps("ไม่เห็นหลักฐาน")
    [decision] = village.rows(Decision)
    assert (decision.accepted, decision.decided_by) == (False, saman.id)
    assert decision.reason == "ไม่เห็นหลักฐาน"
    assert decision.decided_at == village.rows(Deed)[0].decided_at
    told = somsri.says("ช่วยเหลือ")
    assert "เพราะ ไม่เห็นหลักฐาน" in told
    assert "ตรวจโดย ผู้ใหญ่สมาน" in told


def test_a_reason_in_ones_own_words(village: Village, somsri: Villager, saman: Villager) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    assert "จดเหตุผล" in saman.says("คลองตรงนั้นเทศบาลลอกไปแล้ว")
    assert "เทศบาลลอกไปแล้ว" in somsri.says("ช่วยเหลือ")


def test_a_deed_told_after_a_rejection_is_no_reason(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    assert "บันทึกแล้ว" in saman.says(AT_ONCE)
    assert village.rows(Decision)[0].reason is None


def test_what_was_accepted_is_told_in_one_breath(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    somsri.says("ปลูกมะม่วง 4 ต้น")
    for _ in range(2):
        saman.says("คิวตรวจ").taps("ผ่าน")
    told = somsri.says("ช่วยเหลือ")
    assert "กับอีก 1 รายการ ได้ 22 แต้ม" in told
    assert village.balance() == 22


def test_the_committee_asks_and_the_answer_lies_in_the_queue(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ถามเจ้าของบ้าน").taps("ทำที่ไหนคะ")
    asked = somsri.says("สวัสดีค่ะ")
    assert "กรรมการขอถาม" in asked
    asked.taps("ตอบกรรมการ")
    assert "ส่งคำตอบ" in somsri.says("ลอกคลองหน้าวัด 2 ชั่วโมง กับพี่นวลค่ะ")
    assert len(village.rows(Deed)) == 1
    queue = saman.says("คิวตรวจ")
    assert "ทำที่ไหนคะ" in queue
    assert "คลองหน้าวัด" in queue


def test_a_question_in_words_and_a_picture_for_an_answer(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ถามเจ้าของบ้าน")
    assert "ฝากถามให้แล้ว" in saman.says("มีรูปก่อนกับหลังไหมคะ")
    village.later(hours=2)
    somsri.says("สวัสดีค่ะ").taps("ตอบกรรมการ")
    somsri.sends_photo(jpeg(photo(2)))
    village.settle()
    [sent] = village.rows(Photo)
    assert sent.deed_id == village.rows(Deed)[0].id
    assert "ดูรูป 1 รูป" in saman.says("คิวตรวจ").labels


def test_thinking_better_of_asking(village: Village, somsri: Villager, saman: Villager) -> None:
    somsri.says(WAITS)
    saman.says(AT_ONCE)
    saman.says("คิวตรวจ").taps("ถามเจ้าของบ้าน").taps("ไม่ถามแล้ว")
    assert village.rows(Question) == []
    assert statuses(village) == ["recorded", "accepted"]


def test_an_appeal_is_for_somebody_else(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    somsri.says(WAITS)
    queue = saman.says("คิวตรวจ")
    queue.taps("ไม่ผ่าน")
    appeal = somsri.says("ช่วยเหลือ")
    assert "กรรมการท่านอื่น" in appeal.taps("ขอให้ดูอีกครั้ง")
    somsri.says("พี่นวลอยู่ด้วย ถามได้เลย")
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")
    assert "ท่านอื่น" in queue.taps("ผ่าน")
    again = nok.says("คิวตรวจ")
    assert "ขอให้ดูอีกครั้ง" in again
    assert "พี่นวลอยู่ด้วย" in again
    again.taps("ผ่าน")
    assert village.balance() == 10
    assert [d.accepted for d in village.rows(Decision)] == [False, True]
    assert "ขอให้ดูอีกครั้งไม่ได้แล้ว" in appeal.taps("ขอให้ดูอีกครั้ง")


def test_what_was_looked_at_twice_is_not_offered_again(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    somsri.says("ช่วยเหลือ").taps("ขอให้ดูอีกครั้ง").taps("ไม่มีค่ะ")
    nok.says("คิวตรวจ").taps("ไม่ผ่าน")
    told = somsri.says("ช่วยเหลือ")
    assert "ตรวจโดย นก" in told
    assert "ขอให้ดูอีกครั้ง" not in told.labels


def test_an_appeal_of_somebody_elses_deed(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    told = somsri.says("ช่วยเหลือ")
    nok.posts_back(told.action("ขอให้ดูอีกครั้ง")["data"])
    assert statuses(village) == ["rejected"]


def test_an_appeal_comes_too_late(village: Village, somsri: Villager, saman: Villager) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    told = somsri.says("ช่วยเหลือ")
    village.later(days=31)
    assert "ภายใน 30 วัน" in told.taps("ขอให้ดูอีกครั้ง")


def test_neighbours_in_the_group_are_witnesses_by_one_tap(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri, saman, nok)
    village.line.set_faults(groupPostbackUserId=True)
    card = somsri.says(WAITS, group)
    assert "บ้านเลขที่ 30 เป็นพยาน" in card.taps("ฉันเห็น เป็นพยานได้", who=nok)
    card.taps("ฉันเห็น เป็นพยานได้", who=nok)
    assert "บ้านตัวเองไม่ได้" in card.taps("ฉันเห็น เป็นพยานได้", who=somsri)
    assert len(village.rows(Witness)) == 1
    assert statuses(village) == ["recorded"]
    assert "พยาน: บ้านเลขที่ 30" in saman.says("คิวตรวจ")


def test_a_witness_whom_line_does_not_name_goes_to_private(
    village: Village, somsri: Villager, nok: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri, nok)
    answer = somsri.says(WAITS, group).taps("ฉันเห็น เป็นพยานได้", who=nok)
    assert "แชทส่วนตัว" in answer
    deed = village.rows(Deed)[0].id
    assert "เป็นพยาน" in nok.says(f"เป็นพยาน {deed}")
    assert len(village.rows(Witness)) == 1


def test_a_stranger_who_saw_it_learns_how_to_join(village: Village, somsri: Villager) -> None:
    stranger = village.person("คนผ่านมา")
    group = village.tied_group("หมู่ 4", MOO4, somsri, stranger)
    village.line.set_faults(groupPostbackUserId=True)
    card = somsri.says(WAITS, group)
    assert "สมัคร" in card.taps("ฉันเห็น เป็นพยานได้", who=stranger)
    assert village.rows(Witness) == []


def test_the_nearest_neighbours_are_asked_free_of_charge(village: Village) -> None:
    somsri = village.villager("สมศรี", "12/3")
    near, next_door, far = (
        village.villager(name, house_no)
        for name, house_no in (("ใกล้", "12/5"), ("ติดกัน", "13"), ("ไกล", "99"))
    )
    assert "2 หลัง" in somsri.says(WAITS).taps("ขอเพื่อนบ้านเป็นพยาน")
    assert "เป็นพยาน" not in far.says("ช่วยเหลือ")
    assert "บ้านเลขที่ 12/3 หมู่ 4" in next_door.says("ช่วยเหลือ")
    near.says("ช่วยเหลือ").taps("ฉันเห็น เป็นพยานได้")
    [word] = village.rows(Witness)
    assert word.deed_id == village.rows(Deed)[0].id
    assert village.line.quota.used(village.line.now()) == 0


def test_what_was_put_right_needs_its_witnesses_anew(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    somsri.says(WAITS)
    nok.says(f"เป็นพยาน {village.rows(Deed)[0].id}")
    assert "พยาน" in saman.says("คิวตรวจ")
    somsri.says("ไม่ใช่ 2 ชั่วโมง 4 ชั่วโมง")
    assert "พยาน: " not in saman.says("คิวตรวจ")


def test_witnesses_live_in_the_village_and_are_not_asked_of_belief(village: Village) -> None:
    somsri, far = village.villager("สมศรี"), village.villager("ไกล", "7", 5)
    card = somsri.says("พัฒนาวัด 2 ชั่วโมง")
    assert "ขอเพื่อนบ้านเป็นพยาน" not in card.labels
    somsri.says(WAITS)
    assert "หมู่บ้านเดียวกัน" in far.says(f"เป็นพยาน {village.rows(Deed)[1].id}")


def test_two_phones_tell_the_same_deed(village: Village, somsri: Villager) -> None:
    daughter = village.villager("ลูกสาว")
    somsri.says(AT_ONCE)
    card = daughter.says("วันนี้ปลูกผัก 3 ต้นจ้า")
    assert "คนในบ้านบอกเรื่องนี้ไว้แล้ว" in card
    assert statuses(village) == ["accepted", "recorded"]
    assert village.balance() == 3
    card.taps("ยกเลิก")
    assert "บอกเรื่องนี้ไว้แล้ว" not in daughter.says("ปลูกผัก 2 ต้น")
    assert village.balance() == 5


def test_the_same_picture_of_another_house_is_shown_to_the_committee(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    nuan = village.villager("นวล", "9")
    somsri.says(WAITS)
    somsri.sends_photo(jpeg(photo(3)))
    nuan.says(WAITS)
    nuan.sends_photo(saved_anew(photo(3)))
    village.settle()
    queue = saman.says("คิวตรวจ")
    assert "รูปเหมือนของบ้านเลขที่ 12/3 หมู่ 4" in queue
    assert len([t for t in queue.text.splitlines() if "รูปเหมือน" in t]) == 1


def test_an_accepted_deed_with_a_used_picture_is_looked_at_again(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    nuan = village.villager("นวล", "9")
    for villager, sent in ((somsri, jpeg(photo(4))), (nuan, saved_anew(photo(4)))):
        villager.says(AT_ONCE)
        villager.sends_photo(sent)
    village.settle()
    assert village.balance("9") == 3
    queue = saman.says("คิวตรวจ")
    assert "บ้านเลขที่ 9 หมู่ 4" in queue
    queue.taps("ไม่ผ่าน")
    assert (village.balance("9"), village.balance()) == (0, 3)
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")


def test_a_picture_sent_before_its_deed_is_compared_too(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    somsri.sends_photo(jpeg(photo(5)))
    village.later(minutes=20)
    somsri.sends_photo(saved_anew(photo(5)))
    village.settle()
    somsri.says("เก็บขยะข้างถนน 2 ชั่วโมง")
    assert "รูปเหมือนของบ้านเลขที่ 12/3" in saman.says("คิวตรวจ")


def test_an_unsent_picture_leaves_no_print(village: Village, somsri: Villager) -> None:
    somsri.says(WAITS)
    somsri.sends_photo(jpeg(photo(6)))
    village.settle()
    assert village.rows(PrintBand)
    somsri.unsends()
    village.settle()
    assert village.rows(PrintBand) == []
    assert village.rows(Photo)[0].print is None


def test_the_committee_sees_the_picture_behind_its_own_link(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    somsri.sends_photo(jpeg(photo(7, side=2000)))
    village.settle()
    link = saman.says("คิวตรวจ").action("ดูรูป 1 รูป")["uri"]
    page = village.web.get(re.sub(r"^https?://[^/]+", "", link))
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    [source] = re.findall(r'src="(/evidence/[^"]+\.jpg)"', page.text)
    picture = village.web.get(source)
    assert picture.content_type == "image/jpeg"
    assert len(picture.data) < 200_000
    forged = source.replace("/evidence/", "/evidence/x", 1)
    assert village.web.get(forged).status_code == 404


def test_an_own_deed_is_worth_what_the_committee_says(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    with village.store.write() as session:
        from bot.domain import deeds, registry
        from bot.domain.deed import Claim
        from bot.domain.deeds import Source

        house = registry.find(session, MOO4, "12/3")
        assert house
        now = village.clock.now()
        deeds.report(
            session, house, [Claim("X-01")], now.date(), Source(None, None, None), now,
            by=None, today=now.date(),
        )  # fmt: skip
    queue = saman.says("คิวตรวจ")
    assert {"5 แต้ม", "10 แต้ม", "ผ่าน"} <= set(queue.labels)
    queue.taps("10 แต้ม")
    assert village.balance() == 10


def test_taking_back_what_was_accepted(village: Village, somsri: Villager) -> None:
    card = somsri.says(AT_ONCE)
    assert village.balance() == 3
    card.taps("ยกเลิก")
    assert village.balance() == 0


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_bytes_that_are_no_picture(data: bytes) -> None:
    assert print_of(data) is None
    assert shown(data) is None


def test_prints_tell_pictures_apart() -> None:
    prints = [int(print_of(jpeg(photo(seed))) or "0", 16) for seed in range(40)]
    anew = [int(print_of(saved_anew(photo(seed))) or "0", 16) for seed in range(40)]
    for n, one in enumerate(prints):
        near = [m for m, other in enumerate(anew) if (one ^ other).bit_count() <= 7]
        assert near == [n]


def test_an_appealed_deed_waits_whatever_the_house_changes(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    card = somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    somsri.says("ช่วยเหลือ").taps("ขอให้ดูอีกครั้ง").taps("ไม่มีค่ะ")
    card.taps("แก้ไข")
    somsri.says("1 ชั่วโมง")
    assert statuses(village) == ["recorded"]
    nok.says("คิวตรวจ").taps("ผ่าน")
    assert village.balance() == 5


def test_what_is_changed_after_its_appeal_waits_for_who_decided_on_that(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    card = somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    somsri.says("ช่วยเหลือ").taps("ขอให้ดูอีกครั้ง").taps("ไม่มีค่ะ")
    village.later(minutes=5)
    nok.says("คิวตรวจ").taps("ผ่าน")
    card.taps("แก้ไข")
    somsri.says("3 ชั่วโมง")
    assert statuses(village) == ["recorded"]
    [deed] = village.rows(Deed)
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")
    assert "ท่านอื่น" in saman.posts_back(f'deed.accept {{"id":{deed.id},"rev":{deed.revision}}}')
    nok.says("คิวตรวจ").taps("ผ่าน")
    assert village.balance() == 15


def test_what_was_rejected_and_is_told_again_waits(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ไม่ผ่าน").taps("ไม่เห็นหลักฐาน")
    somsri.says("ลอกคลอง 1 ชั่วโมง")
    assert statuses(village) == ["rejected", "recorded"]
    assert "เคยให้ไม่ผ่าน" in saman.says("คิวตรวจ")


def test_an_appeal_gets_what_the_caps_have_left(
    village: Village, somsri: Villager, saman: Villager, nok: Villager
) -> None:
    somsri.says("ลอกคลอง 3 ชั่วโมง")
    saman.says("คิวตรวจ").taps("ไม่ผ่าน").taps("ไม่เห็นหลักฐาน")
    told = somsri.says("ลอกคลอง 3 ชั่วโมง")
    saman.says("คิวตรวจ").taps("ผ่าน")
    told.taps("ขอให้ดูอีกครั้ง")
    nok.says("คิวตรวจ").taps("ผ่าน")
    assert village.balance() == 20  # four hours a day


def test_moving_out_for_a_minute_makes_nobody_a_stranger(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    wife = village.villager("ภรรยา", "22")
    wife.says(WAITS)
    deed = village.rows(Deed)[0]
    saman.says("ลงทะเบียน บ้านเลขที่ 99 หมู่ 4").taps("ย้าย")
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")
    assert "ท่านอื่น" in saman.posts_back(f'deed.accept {{"id":{deed.id},"rev":0}}')
    assert statuses(village) == ["recorded"]


def test_what_the_committee_says_next_is_not_sent_to_a_neighbour(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    queue = saman.says("คิวตรวจ")
    queue.taps("ถามเจ้าของบ้าน")
    assert "ยอดคงเหลือ" in saman.says("ยอด")
    queue.taps("ถามเจ้าของบ้าน")
    queue.taps("ผ่าน")
    saman.says("วันนี้พาแม่ไปหาหมอ")
    queue.taps("ถามเจ้าของบ้าน")
    village.later(minutes=11)
    saman.says("วันนี้พาแม่ไปหาหมออีกที")
    assert village.rows(Question) == []


def test_one_question_at_a_time_about_what_waits(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    card = saman.says("คิวตรวจ").taps("ถามเจ้าของบ้าน")
    card.taps("ทำที่ไหนคะ")
    assert "รอคำตอบ" in card.taps("ทำนานเท่าไหร่คะ")
    assert len(village.rows(Question)) == 1


def test_deeds_of_belief_have_no_witnesses_and_no_name(village: Village, nok: Villager) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("บริจาคเลือด")
    [deed] = village.rows(Deed)
    assert deed.status == "recorded"
    answer = nok.says(f"เป็นพยาน {deed.id}")
    assert "โลหิต" not in answer
    assert village.rows(Witness) == []


def test_neighbours_are_asked_once_however_often_it_is_tapped(village: Village) -> None:
    somsri = village.villager("สมศรี")
    for n in range(13, 20):
        village.villager(f"บ้าน {n}", str(n))
    card = somsri.says(WAITS)
    for _ in range(5):
        card.taps("ขอเพื่อนบ้านเป็นพยาน")
    assert len([n for n in village.rows(Notice) if n.kind == "witness_asked"]) == 2


def test_a_reason_is_given_once_and_soon(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    card = saman.says("คิวตรวจ").taps("ไม่ผ่าน")
    card.taps("ไม่เห็นหลักฐาน")
    card.taps("จำนวนมากไป")
    assert village.rows(Decision)[0].reason == "ไม่เห็นหลักฐาน"


def test_an_answer_to_what_is_not_ones_own_any_more_is_heard_as_usual(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    somsri.says(WAITS)
    saman.says("คิวตรวจ").taps("ถามเจ้าของบ้าน").taps("ทำที่ไหนคะ")
    somsri.says("สวัสดีค่ะ").taps("ตอบกรรมการ")
    somsri.says("ลงทะเบียน บ้านเลขที่ 77 หมู่ 4").taps("ย้าย")
    assert "บันทึกแล้ว" in somsri.says("วันนี้ปลูกผัก 3 ต้น")


def test_who_did_it_does_not_change_what_the_committee_gave(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    test_an_own_deed_is_worth_what_the_committee_says(village, somsri, saman)
    somsri.posts_back(f'deed.who {{"id":{village.rows(Deed)[0].id}}}')
    assert village.balance() == 10
