"""A voice in 1:1: kept with the deed told next, asked about, hers to see and to have erased."""

import json

from bot.domain.photos import Photo
from tests.village import Village


def files(village: Village) -> list[bytes]:
    folder = village.settings.data_dir / "photos"
    return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


def test_it_is_asked_about_and_goes_with_the_deed_told_next(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("กวาดบ้าน")
    asked = somsri.sends_voice()
    assert "ได้ยินเสียงแล้ว" in asked
    assert asked.labels == ["พิมพ์บอก", "ดูเมนูความดี", "ไม่เป็นไร"]
    assert "พิมพ์สั้น ๆ" in asked.taps("พิมพ์บอก")
    village.later(minutes=3)
    assert "เก็บเสียงที่พูดไว้" in somsri.says("ปลูกผัก 5 ต้น")
    [voice] = village.rows(Photo)
    assert (voice.sort, voice.state, voice.deed_id) == ("voice", "kept", 2)
    assert files(village) == [b"a voice"]


def test_several_are_asked_about_once_and_a_picture_is_its_own_question(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert [bool(somsri.sends_voice(b"voice %d" % n)) for n in range(3)] == [True, False, False]
    assert "รูปนี้ทำความดีอะไร" in somsri.sends_photo()
    card = somsri.says("ปลูกผัก 5 ต้น")
    assert "แนบรูปแล้ว 1 รูป" in card
    assert "เก็บเสียง" in card


def test_never_mind_forgets_it(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "ลบเสียงให้แล้ว" in somsri.sends_voice().taps("ไม่เป็นไร")
    assert "เก็บเสียง" not in somsri.says("ปลูกผัก 5 ต้น")
    assert files(village) == []
    assert "ได้ยินเสียงแล้ว" in somsri.sends_voice()


def test_it_is_unsent_listed_and_erased(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.sends_voice(b"one")
    somsri.unsends()
    assert files(village) == []
    somsri.sends_voice(b"two")
    somsri.says("ปลูกผัก 5 ต้น")
    link = somsri.says("ข้อมูลของฉัน").action("ดูทั้งหมดเป็นไฟล์")["uri"]
    data = json.loads(village.web.get(link.removeprefix(village.settings.public_base_url)).data)
    assert [voice["state"] for voice in data["voices"]] == ["removed", "kept"]
    assert data["photos"] == []
    somsri.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    village.later(days=8)
    village.run_job("retention")
    assert village.rows(Photo) == []
    assert files(village) == []


def test_one_without_a_deed_is_gone_the_next_day(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.sends_voice()
    village.later(days=1)
    village.run_job("retention")
    assert files(village) == []


def test_nothing_is_kept_of_a_stranger_or_in_a_group(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.person("มาลี")
    group = village.group("หมู่ 4", somsri)
    assert "ยินยอมทั้งหมด" in malee.sends_voice().labels
    assert not somsri.sends_voice(group=group)
    assert village.rows(Photo) == []
    assert files(village) == []


def test_one_that_line_has_no_more_is_told(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.line.set_faults(content_404=True)
    somsri.sends_voice()
    assert "เสียงที่ส่งมา" in somsri.says("สมุดความดี")
