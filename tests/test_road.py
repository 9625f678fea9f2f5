"""The road of one message, from LINE's webhook to the passbook and back."""

from tests.village import Village


def test_a_newcomer_joins_and_sees_the_deed_in_the_passbook(village: Village) -> None:
    somsri = village.person("สมศรี")

    welcome = somsri.follows()
    assert "ยินยอมทั้งหมด" in welcome.labels
    assert village.rows(__import__("bot.domain.people", fromlist=["x"]).LineUser) == []

    asked = welcome.taps("ยินยอมทั้งหมด")
    assert "บ้านเลขที่" in asked
    joined = somsri.says("12/3 หมู่ 4")
    assert "ลงทะเบียนเรียบร้อย" in joined
    assert "บ้านเลขที่ 12/3" in joined

    card = somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ")
    assert "ปลูกผักสวนครัวต้นใหม่" in card
    assert "5 ต้น · วันนี้" in card
    assert "+5 แต้ม" in card
    assert {"แก้ไข", "ยกเลิก"} <= set(card.labels)

    book = somsri.says("สมุดความดี")
    assert "ยอดคงเหลือ 5 แต้ม" in book
    assert village.balance() == 5
