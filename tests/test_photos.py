"""Pictures: kept beside their deed, fetched outside every transaction, missed without harm."""

from bot.domain.errands import Errand
from bot.domain.photos import Photo
from tests.village import Village


def test_a_photo_after_its_deed(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    assert "แนบรูปกับ “ปลูกผักสวนครัวต้นใหม่”" in somsri.sends_photo()
    [photo] = village.rows(Photo)
    assert (photo.state, photo.deed_id) == ("kept", 1)


def test_a_photo_before_its_deed(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "รูปนี้ทำความดีอะไร" in somsri.sends_photo()
    village.later(minutes=3)
    assert "แนบรูปแล้ว 1 รูป" in somsri.says("ปลูกผัก 5 ต้น")
    [photo] = village.rows(Photo)
    assert photo.deed_id == 1


def test_three_photos_in_a_row_are_asked_about_once(village: Village) -> None:
    somsri = village.villager("สมศรี")
    answers = [somsri.sends_photo(b"\xff\xd8 %d" % n) for n in range(3)]
    assert [bool(answer) for answer in answers] == [True, False, False]
    assert "แนบรูปแล้ว 3 รูป" in somsri.says("ปลูกผัก 5 ต้น")


def test_three_photos_after_a_deed_are_answered_once(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    answers = [somsri.sends_photo(b"\xff\xd8 %d" % n) for n in range(3)]
    assert [bool(answer) for answer in answers] == [True, False, False]
    assert [photo.deed_id for photo in village.rows(Photo)] == [1, 1, 1]


def test_the_first_photos_before_and_the_last_after_the_words(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.sends_photo(b"\xff\xd8 1")
    assert "แนบรูปแล้ว 1 รูป" in somsri.says("ปลูกผัก 5 ต้น")
    somsri.sends_photo(b"\xff\xd8 2")
    assert {(photo.deed_id, photo.state) for photo in village.rows(Photo)} == {(1, "kept")}


def test_a_photo_before_its_deed_in_a_group(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9")
    group = village.group("หมู่ 4", somsri, malee)
    malee.sends_photo(b"\xff\xd8 hers", group)
    somsri.sends_photo(b"\xff\xd8 mine", group)
    somsri.sends_photo(b"\xff\xd8 mine too", group)
    assert "แนบรูปแล้ว 2 รูป" in somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)
    assert [photo.state for photo in village.rows(Photo)] == ["seen", "kept", "kept"]


def test_a_photo_goes_with_the_deed_that_is_told_as_yesterday(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(days=1)
    somsri.sends_photo()
    assert "แนบรูปแล้ว 1 รูป" in somsri.says("เหมือนเมื่อวาน")
    assert village.rows(Photo)[0].deed_id == 2


def test_a_photo_stays_with_a_deed_that_is_put_right(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.sends_photo()
    somsri.says("ไม่ใช่ปลูกผัก กวาดวัด")
    assert village.rows(Photo)[0].deed_id == 1


def test_in_a_group_only_a_photo_beside_a_deed_is_fetched(village: Village) -> None:
    somsri = village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri)
    assert not somsri.sends_photo(b"\xff\xd8 flowers", group)
    village.later(minutes=5)
    assert not somsri.sends_photo(b"\xff\xd8 before", group)
    village.later(minutes=1)
    somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)
    assert not somsri.sends_photo(b"\xff\xd8 after", group)
    assert [photo.state for photo in village.rows(Photo)] == ["seen", "kept", "kept"]


def test_a_strangers_photo_is_not_kept(village: Village) -> None:
    malee = village.person("มาลี")
    assert "ยินยอมทั้งหมด" in malee.sends_photo().labels
    assert village.rows(Photo) == village.rows(Errand)[1:] == []


def test_a_photo_that_line_has_no_more_is_missed_and_its_sender_told(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    village.line.set_faults(content_404=True)
    somsri.sends_photo()
    [photo] = village.rows(Photo)
    assert photo.state == "missing"
    assert "โหลดไม่สำเร็จ" in somsri.says("สมุดความดี")
    assert village.balance() == 5


def test_a_photo_that_line_is_still_preparing_is_fetched_later(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    village.line.set_faults(content_202=1)
    somsri.sends_photo()
    assert village.rows(Photo)[0].state == "wanted"
    village.later(seconds=5)
    village.settle()
    assert village.rows(Photo)[0].state == "kept"


def test_line_down_while_fetching_is_waited_out(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.at_once = False
    somsri.sends_photo()
    village.worker.drain()
    village.line.set_faults(down=True)
    village.runner.drain()
    village.line.set_faults(down=False)
    village.later(minutes=1)
    village.settle()
    assert village.rows(Photo)[0].state == "kept"


def test_an_external_picture_or_a_sticker_is_answered_not_kept(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert somsri.says({"type": "sticker", "packageId": "1", "stickerId": "2"})
    assert somsri.says({"type": "location", "title": "บ้าน", "latitude": 14.65, "longitude": 100.57})
    assert village.rows(Photo) == []
