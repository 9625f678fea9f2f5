"""What is said in 1:1 besides deeds and requests."""

import pytest

from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


def test_thanks_get_a_warm_word(village: Village) -> None:
    somsri = village.villager("สมศรี")
    for said in ("ขอบคุณค่ะ", "ขอบใจจ้า", "โอเค"):
        assert "😊" in somsri.says(said), said


def test_whoever_asks_how_to_join_and_has_a_house_is_not_held_to_it(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "บ้านเลขที่เท่าไร" in somsri.says("ลงทะเบียนอย่างไร")
    assert "บันทึกแล้ว" in somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ")
    assert "สมุดความดี" in somsri.says("แต้มบ้านเราเหลือเท่าไหร่คะ")


def test_whoever_has_no_house_yet_may_tell_a_deed(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("ยินยอมทั้งหมด")
    assert "บ้านเลขที่เท่าไร" in somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ")
    assert "+5 แต้ม" in somsri.says("12/3 หมู่ 4")


def test_every_request_in_ones_own_words(village: Village) -> None:
    somsri = village.villager("สมศรี")
    for said, answer in (
        ("แต้มบ้านเราเหลือเท่าไหร่คะ", "ยอดคงเหลือ"),
        ("เดือนที่แล้วบ้านไหนชนะ", "ยังไม่มีผลโหวต"),
        ("มีหมวดอะไรให้ลงบ้าง", "ความมั่นคงทางอาหาร"),
        ("ใช้ไม่เป็นเลย สอนหน่อย", "ใช้ง่าย"),
        ("ช่วยปักหมุดบ้านให้หน่อย", "ส่งตำแหน่ง"),
        ("อยากเล่าเรื่องศาลปู่ตาให้ฟัง", "สมุดเรื่องเล่า"),
        ("แจ้งเก็บค่าน้ำวันที่ 25", "เฉพาะเจ้าหน้าที่"),
        ("ขอโหวตบ้านป้าแดง", "ยังไม่มีโหวต"),
    ):
        assert answer in somsri.says(said), said
