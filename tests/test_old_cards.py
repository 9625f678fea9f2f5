"""Words that waited for consent or a house, and buttons that are old, odd or made up."""

import pytest

from bot import retention
from bot.domain import people
from bot.domain.conversations import Pending
from bot.domain.deed import Deed
from bot.domain.people import LineUser
from bot.inbox import Event
from tests.village import Village, Villager

HELD = '"say":"ปลูกผัก 5 ต้น","at":"2026-11-23T10:00:00+07:00","mid":"77"'


def forget(village: Village, villager: Villager) -> None:
    with village.store.write() as session:
        user = people.find(session, villager.id)
        assert user
        retention.forget(session, user, village.clock.now(), village.settings.secret_key)


def test_words_unsent_before_consent_are_not_heard(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("ปลูกผัก 5 ต้น")
    somsri.unsends()
    welcome.taps("ยินยอมทั้งหมด")
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/3 หมู่ 4")
    assert village.rows(Deed) == []


def test_words_unsent_before_the_house_was_said_are_forgotten(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.unsends()
    [question] = village.rows(Pending)
    assert (question.topic, question.data) == ("join.house", {})
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/3 หมู่ 4")
    assert village.rows(Deed) == []


def test_an_old_consent_card_tells_its_deed_once(village: Village) -> None:
    somchai = village.villager("สมชาย")
    village.later(minutes=1)
    somsri = village.person("สมศรี")
    welcome = somsri.says("ปลูกผัก 5 ต้น")
    welcome.taps("ยินยอมทั้งหมด")
    assert "+5 แต้ม" in somsri.says("12/3 หมู่ 4")
    somchai.says("สมุดความดี").taps("ไม่ใช่คนบ้านเรา")

    welcome.taps("ยินยอมทั้งหมด")
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/4 หมู่ 4")
    assert len(village.rows(Deed)) == 1
    assert {row.state for row in village.rows(Event)} == {"done"}


def test_an_old_consent_card_tells_its_deed_once_even_after_erasure(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("ปลูกผัก 5 ต้น")
    welcome.taps("ยินยอมทั้งหมด")
    somsri.says("12/3 หมู่ 4")
    forget(village, somsri)

    welcome.taps("ยินยอมทั้งหมด")
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/3 หมู่ 4")
    assert village.balance() == 5


def test_what_was_held_too_long_is_refused_and_joining_goes_on(village: Village) -> None:
    somsri = village.person("สมศรี")
    welcome = somsri.says("ปลูกผัก 5 ต้น")
    village.later(days=8)
    welcome.taps("ยินยอมทั้งหมด")
    answer = somsri.says("12/3 หมู่ 4")
    assert "ลงทะเบียนเรียบร้อย" in answer
    assert "จดย้อนหลังได้ไม่เกิน 7 วัน" in answer
    assert village.rows(Deed) == []


def test_held_words_that_are_refused_do_not_undo_joining(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.says("วันที่ 10 พ.ย. ปลูกผัก 5 ต้น").taps("ยินยอมทั้งหมด")
    answer = somsri.says("12/3 หมู่ 4")
    assert "ลงทะเบียนเรียบร้อย" in answer
    assert "จดย้อนหลังได้ไม่เกิน 7 วัน" in answer
    assert "ยอดคงเหลือ" in somsri.says("สมุดความดี")


@pytest.mark.parametrize(
    "at", ["2020-01-01T00:00:00+07:00", "0001-01-01T00:00:00+14:00", "soon", ""]
)
def test_held_words_bear_no_day_of_long_ago(village: Village, at: str) -> None:
    somsri = village.person("สมศรี")
    somsri.posts_back(f'consent.all {{"say":"ปลูกผัก 5 ต้น","at":"{at}","mid":"77"}}')
    assert "ลงทะเบียนเรียบร้อย" in somsri.says("12/3 หมู่ 4")
    assert village.rows(Deed) == []


def test_held_words_of_a_day_to_come_were_said_now(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.posts_back('consent.all {"say":"ปลูกผัก 5 ต้น","at":"2099-01-01T00:00:00Z","mid":"7"}')
    somsri.says("12/3 หมู่ 4")
    [deed] = village.rows(Deed)
    assert deed.recorded_at == village.clock.now()


@pytest.mark.parametrize(
    "data",
    [
        '{"say":{"x":1},"at":5,"mid":"77"}',
        f'{{{HELD[:-4]}{{"x":1}}}}',
        f"{{{HELD[:-4]}99999999999999999999}}",
        '{"say":"ปลูกผัก\\u0000 5 ต้น \\ud800","at":"2026-11-23T10:00:00+07:00","mid":"\\u0000"}',
        '{"no":5,"moo":99999999999999999999}',
        '{"no":"5","moo":-4}',
        '{"no":"5\\u0000","moo":true}',
        '{"no":"5","moo":"4"}',
        '{"no":["5"],"moo":{}}',
        "[]",
        '"x"',
        "{",
    ],
)
def test_odd_values_in_a_consent_button_stop_nobody(village: Village, data: str) -> None:
    somsri, malee = village.person("สมศรี"), village.villager("มาลี", "9")
    village.at_once = False
    somsri.posts_back(f"consent.all {data}")
    somsri.says("12/3 หมู่ 4")
    malee.says("กวาดบ้าน")
    village.settle()
    assert {row.state for row in village.rows(Event)} == {"done"}
    assert "ลงทะเบียนเรียบร้อย" in somsri.hears()
    assert len([deed for deed in village.rows(Deed) if deed.kind != "F1-01"]) == 1


@pytest.mark.parametrize(
    "data",
    [
        "{}",
        '{"no":"zz","in":"1"}',
        '{"no":"5","in":"99999999"}',
        '{"no":"5","in":"\\u0000"}',
        '{"no":"5","in":5}',
        '{"in":"14160104"}',
    ],
)
def test_nobody_leaves_their_house_for_one_that_cannot_be(village: Village, data: str) -> None:
    somsri = village.villager("สมศรี")
    for button in ("join.move", "join.house"):
        assert "บ้านเลขที่" in somsri.posts_back(f"{button} {data}")
    assert "12/3 หมู่ 4" in somsri.says("สมุดความดี")


def test_moving_to_where_one_lives_changes_nothing(village: Village) -> None:
    somsri = village.villager("สมศรี")
    [before] = village.rows(LineUser)
    village.later(days=1)
    somsri.posts_back('join.move {"no":"12/3","in":"14160104"}')
    [after] = village.rows(LineUser)
    assert after.household_since == before.household_since


def test_an_old_link_never_opens_another_persons_page(village: Village) -> None:
    """The erased account's id is given to nobody else, on either database."""
    somsri = village.villager("สมศรี")
    links = [
        somsri.says(asked).action(label)["uri"].removeprefix(village.settings.public_base_url)
        for asked, label in (("ข้อมูลของฉัน", "ดูทั้งหมดเป็นไฟล์"), ("สมุดความดี", "เปิดสมุดทั้งเล่ม"))
    ]
    assert [village.web.get(link).status_code for link in links] == [200, 200]
    forget(village, somsri)
    village.villager("มาลี")
    assert [village.web.get(link).status_code for link in links] == [404, 404]


def test_an_old_button_puts_out_nobody_else(village: Village) -> None:
    somchai = village.newcomer("สมชาย")
    village.later(minutes=1)
    stranger = village.newcomer("คนแปลกหน้า")
    told = somchai.says("สมุดความดี")
    forget(village, stranger)
    daughter = village.newcomer("ลูกสาว")
    assert told.taps("ไม่ใช่คนบ้านเรา")
    assert "ยอดคงเหลือ" in daughter.says("สมุดความดี")
