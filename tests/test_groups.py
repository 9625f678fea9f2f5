"""The bot in a group: hello once, tied by a code, silent otherwise."""

import pytest

from bot.domain import groups
from bot.domain.groups import Group, GroupCode
from tests.village import TAMBON, Village


def code_for(village: Village, area: str = f"{TAMBON}04") -> str:
    with village.store.write() as session:
        return groups.new_code(session, area, village.clock.now())


def test_one_short_hello_and_the_groups_name(village: Village) -> None:
    group = village.group("บ้านท่าดินแดง")
    [hello] = village.line.answers(group)
    assert "ผูกกลุ่ม" in hello.text
    [row] = village.rows(Group)
    assert (row.name, row.area_code) == ("บ้านท่าดินแดง", None)


def test_a_committee_member_ties_it(village: Village) -> None:
    saman = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee", f"{TAMBON}04")
    group = village.group("หมู่ 4", saman)
    answer = saman.says(f"ผูกกลุ่ม {code_for(village).lower()}", group)
    assert "ผูกกลุ่มแล้ว" in answer
    assert "หมู่ 4 ต.บ้านแพรก" in answer
    assert village.rows(Group)[0].area_code == f"{TAMBON}04"


def test_a_code_serves_once(village: Village) -> None:
    saman = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee")
    one, two = village.group("หนึ่ง", saman), village.group("สอง", saman)
    code = code_for(village)
    saman.says(f"ผูกกลุ่ม {code}", one)
    assert "ใช้ไปแล้ว" in saman.says(f"ผูกกลุ่ม {code}", two)
    assert {row.name: row.area_code for row in village.rows(Group)}["สอง"] is None


def test_a_villager_a_wrong_code_and_another_area_are_refused(village: Village) -> None:
    somsri, saman = village.villager("สมศรี"), village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee", f"{TAMBON}01")
    group = village.group("หมู่ 4", somsri, saman)
    code = code_for(village)
    assert "เฉพาะกรรมการ" in somsri.says(f"ผูกกลุ่ม {code}", group)
    assert "ใช้ไม่ได้" in saman.says("ผูกกลุ่ม ABC234", group)
    assert "ใช้ไม่ได้" in saman.says("ผูกกลุ่ม", group)
    assert "เฉพาะกรรมการ" in saman.says(f"ผูกกลุ่ม {code}", group)
    assert village.rows(GroupCode)[0].used_at is None


def test_an_officer_without_a_household_may_tie(village: Village) -> None:
    wanna = village.person("วรรณา")
    village.grant(wanna, "officer", "1416")
    group = village.group("หมู่ 4", wanna)
    assert "ผูกกลุ่มแล้ว" in wanna.says(f"ผูกกลุ่ม {code_for(village)}", group)


def test_removed_it_forgets_the_tie_and_comes_back_with_a_hello(village: Village) -> None:
    saman = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee")
    group = village.group("หมู่ 4", saman)
    saman.says(f"ผูกกลุ่ม {code_for(village)}", group)
    village.line.remove_bot(group)
    village.settle()
    [row] = village.rows(Group)
    assert row.area_code is None
    assert row.left_at is not None
    village.line.invite_bot(group)
    village.settle()
    assert len([m for m in village.line.answers(group) if "สวัสดี" in m.text]) == 2


def test_members_coming_and_going_are_nobodys_business(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.person("มาลี")
    group = village.group("หมู่ 4", somsri)
    village.line.join(group, malee.person)
    village.line.leave(group, malee.person)
    village.settle()
    assert len(village.line.answers(group)) == 1


@pytest.mark.parametrize(
    "words", ["ยอด!", "เมนูวันนี้", "เมนู", "เหลือๆ", "งง", "ทำยังไง", "สมัครสมาชิกไม่ได้อ่ะ", "ยกเลิก"]
)
def test_words_that_neighbours_say_to_each_other_are_not_for_the_bot(
    village: Village, words: str
) -> None:
    somsri = village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri)
    assert not somsri.says(words, group)


@pytest.mark.parametrize("words", ["ยอด", "เมนู", "งง", "ช่วยเหลือหน่อยค่ะ", "ลงทะเบียน"])
def test_the_same_words_are_for_the_bot_in_private(village: Village, words: str) -> None:
    answer = village.villager("สมศรี").says(words)
    assert answer
    assert "ขอบคุณที่ทักมา" not in answer


def test_a_code_with_three_letters_alike_is_a_code(village: Village) -> None:
    saman = village.villager("สมาน")
    village.grant(saman, "committee")
    group = village.group("หมู่ 4", saman)
    with village.store.write() as session:
        session.add(
            GroupCode(code="4WWWD2", area_code=f"{TAMBON}04", created_at=village.clock.now())
        )
    assert "ผูกกลุ่มแล้ว" in saman.says("ผูกกลุ่ม 4WWWD2", group)
