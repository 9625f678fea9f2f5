"""Joining: notice, consent by purpose, the house at once or step by step."""

from collections.abc import Callable

from bot.domain.audit import AuditEntry
from bot.domain.people import PURPOSES, Consent, LineUser
from bot.domain.registry import Household
from bot.inbox import Event
from tests.village import TAMBON, Village


def test_nothing_is_kept_before_consent(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("สวัสดีค่ะ")

    assert "ยินยอมทั้งหมด" in welcome.labels
    assert village.rows(LineUser) == village.rows(Consent) == village.rows(Household) == []
    [event] = village.rows(Event)
    assert (event.body, event.user_id, event.chat_id) == (None, None, None)


def test_the_notice_is_shown_on_follow_and_on_the_first_word(village: Village) -> None:
    somsri, malee = village.person("สมศรี"), village.person("มาลี")
    for answer in (somsri.follows(), malee.says("อยากลงทะเบียน")):
        assert "ข้อมูลของฉัน" in answer
        assert "ลบข้อมูล" in answer
        assert len([label for label in answer.labels if label.startswith("☐")]) == 5


def test_each_tick_is_written_alone_with_version_time_and_channel(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("เข้าร่วม (จำเป็น)")

    [consent] = village.rows(Consent)
    assert (consent.purpose, consent.given, consent.channel) == ("join", True, "line")
    assert consent.version
    assert consent.at == village.clock.now()
    [user] = village.rows(LineUser)
    assert [p for p in PURPOSES if user.may(p)] == ["join"]


def test_an_optional_tick_first_asks_for_the_required_one(village: Village) -> None:
    somsri = village.person("สมศรี")
    answer = somsri.follows().taps("ปักหมุดบ้าน")
    assert "เข้าร่วม" in answer.labels[0]
    assert "บ้านเลขที่" in answer.taps("เข้าร่วม")
    [user] = village.rows(LineUser)
    assert user.may_join
    assert user.may_pin


def test_a_tick_is_taken_back_as_easily_as_it_was_given(village: Village) -> None:
    somsri = village.villager("สมศรี")
    mine = somsri.says("ข้อมูลของฉัน")
    assert "☑ ปักหมุดบ้าน" in mine.labels
    assert "☐ ปักหมุดบ้าน" in mine.taps("ปักหมุดบ้าน").labels
    assert [c.given for c in village.rows(Consent) if c.purpose == "pin"] == [True, False]


def test_registering_in_one_sentence_after_consent(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    answer = somsri.says("ลงทะเบียน บ้านเลขที่ ๑๒/๓ หมู่ ๔")
    assert "ลงทะเบียนเรียบร้อย" in answer
    assert "12/3" in answer
    [house] = village.rows(Household)
    assert (house.village_code, house.house_no, house.status) == (f"{TAMBON}04", "12/3", "active")


def test_the_house_named_in_the_first_word_is_not_asked_again(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4")
    assert village.rows(Household) == []
    assert "ลงทะเบียนเรียบร้อย" in welcome.taps("ยินยอมทั้งหมด")


def test_a_deed_told_before_consent_is_not_lost(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("เมื่อวานปลูกผักบุ้ง 5 ต้นค่ะ")
    village.later(days=1)
    welcome.taps("ยินยอมทั้งหมด")
    answer = somsri.says("12/3 หมู่ 4")
    assert "ลงทะเบียนเรียบร้อย" in answer
    assert "+5 แต้ม" in answer
    assert "22 พ.ย. 69" in answer
    assert village.balance() == 5


def test_step_by_step_for_those_who_cannot_at_once(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    assert "พิมพ์แบบนี้" in somsri.says("จำไม่ได้ค่ะ")
    asked = somsri.says("12/3")
    assert "หมู่ที่เท่าไร" in asked
    assert "หมู่ 4" in asked.labels
    assert "ลงทะเบียนเรียบร้อย" in asked.taps("หมู่ 4")


def test_an_unknown_moo_is_answered_with_the_known_ones(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    answer = somsri.says("12/3 หมู่ 44")
    assert "หมู่ 44" in answer
    assert "1, 2, 3, 4, 5, 6" in answer
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/3 หมู่ 4")


def test_a_tambon_without_villages_takes_them_from_registrations(
    found_village: Callable[..., Village],
) -> None:
    village = found_village()
    assert village.villager("สมศรี", "7", 9)
    [house] = village.rows(Household)
    assert house.village_code == f"{TAMBON}09"


def test_the_same_moo_in_two_tambons_is_asked_with_buttons(
    found_village: Callable[..., Village],
) -> None:
    village = found_village(home_area="1416")
    from bot.domain import areas

    with village.store.write() as session:
        for code in ("14160104", "14160204"):
            areas.add_village(session, code)
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    asked = somsri.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4")
    assert asked.labels == ["ต.บ้านแพรก", "ต.บ้านใหม่"]
    assert "ลงทะเบียนเรียบร้อย" in asked.taps("ต.บ้านใหม่")
    [house] = village.rows(Household)
    assert house.village_code == "14160204"


def test_an_ambiguous_house_in_the_first_word_does_not_undo_the_consent(
    found_village: Callable[..., Village],
) -> None:
    village = found_village(home_area="1416")
    from bot.domain import areas

    with village.store.write() as session:
        for code in ("14160104", "14160204"):
            areas.add_village(session, code)
    somsri = village.person("สมศรี")
    asked = somsri.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4").taps("ยินยอมทั้งหมด")
    assert "ต.บ้านแพรก" in asked.labels
    [user] = village.rows(LineUser)
    assert user.may_join
    assert "ลงทะเบียนเรียบร้อย" in asked.taps("ต.บ้านแพรก")


def test_a_second_phone_joins_at_once_and_the_first_is_told(village: Village) -> None:
    somsri = village.newcomer("สมศรี")
    village.line.set_faults(profile_404=[])
    somchai = village.newcomer("สมชาย")
    assert len(village.rows(Household)) == 1

    answer = somsri.says("สมุดความดี")
    assert "ยอดคงเหลือ" in answer
    assert "สมชาย เข้าร่วมสมุดความดีบ้านเลขที่ 12/3 หมู่ 4" in answer
    assert "สมชาย" not in somsri.says("สมุดความดี")
    assert "เข้าร่วมสมุด" not in somchai.hears()


def test_the_household_can_say_that_the_newcomer_is_not_one_of_them(village: Village) -> None:
    somsri, stranger = village.newcomer("สมศรี"), village.newcomer("คนแปลกหน้า")
    somsri.says("สมุดความดี").taps("ไม่ใช่คนบ้านเรา")
    assert "ยังไม่มีสมุด" in stranger.says("สมุดความดี")
    assert [entry.what for entry in village.rows(AuditEntry)][-1] == "household:removed"


def test_who_was_put_out_cannot_come_in_again_by_themselves(village: Village) -> None:
    somsri = village.newcomer("สมศรี")
    village.later(minutes=1)
    stranger = village.newcomer("คนแปลกหน้า")
    somsri.says("สมุดความดี").taps("ไม่ใช่คนบ้านเรา")
    village.later(days=29)
    answer = stranger.says("12/3 หมู่ 4")
    assert "แจ้งไว้ว่าไม่ใช่คนในบ้าน" in answer
    assert "เพิ่มสมาชิก" in answer, "there is a way on"
    assert "ยังไม่มีสมุด" in stranger.says("สมุดความดี")
    assert "ลงทะเบียนเรียบร้อย" in stranger.says("12/4 หมู่ 4")
    back = stranger.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4").taps("ใช่ ย้ายบ้าน")
    assert "แจ้งไว้ว่าไม่ใช่คนในบ้าน" in back
    assert "บ้านเลขที่ 12/4 หมู่ 4" in stranger.says("สมุดความดี"), "nor do they lose the other house"
    village.later(days=2)
    assert "ลงทะเบียนเรียบร้อย" in stranger.says("ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4").taps("ใช่ ย้ายบ้าน")


def test_a_newcomer_cannot_throw_out_who_was_there_before(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.later(minutes=1)
    stranger = village.villager("คนแปลกหน้า")
    [first, _] = village.rows(LineUser)
    village.line.postback(stranger.person, f'house.not_ours {{"who":{first.id}}}')
    village.settle()
    assert "ยอดคงเหลือ" in somsri.says("สมุดความดี")


def test_moving_house_is_asked_and_done(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    asked = somsri.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2")
    assert "12/3 หมู่ 4" in asked
    assert "9 หมู่ 2" in asked
    assert "ลงทะเบียนเรียบร้อย" in asked.taps("ใช่ ย้ายบ้าน")
    assert "ยอดคงเหลือ 0 แต้ม" in somsri.says("สมุดความดี")
    assert village.balance("12/3", 4) == 5


def test_nobody_reads_house_after_house(village: Village) -> None:
    nosy = village.villager("คนอยากรู้", "1", 1)
    for n in (2, 3):
        nosy.says(f"ลงทะเบียน บ้านเลขที่ {n} หมู่ 1").taps("ใช่ ย้ายบ้าน")
    answer = nosy.says("ลงทะเบียน บ้านเลขที่ 4 หมู่ 1").taps("ใช่ ย้ายบ้าน")
    assert "พรุ่งนี้" in answer
    assert "บ้านเลขที่ 3 หมู่ 1" in nosy.says("สมุดความดี")


def test_blocking_and_coming_back(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.blocks()
    [user] = village.rows(LineUser)
    assert user.blocked
    assert "ยังอยู่ครบ" in somsri.follows()
    [user] = village.rows(LineUser)
    assert not user.blocked


def test_the_profile_is_fetched_after_consent_and_a_404_does_no_harm(village: Village) -> None:
    somsri = village.villager("สมศรี")
    shy = village.person("ขี้อาย")
    village.line.set_faults(profile_404=[shy.id])
    shy.follows().taps("ยินยอมทั้งหมด")
    shy.says("7 หมู่ 1")
    names = {user.line_id: user.display_name for user in village.rows(LineUser)}
    assert names == {somsri.id: "สมศรี", shy.id: None}
    assert "+5 แต้ม" in shy.says("ปลูกผัก 5 ต้น")
