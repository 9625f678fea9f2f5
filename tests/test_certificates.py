"""Levels by what a household ever earned, and the certificate of the one it has reached."""

import pytest

from bot.domain import ledger, levels
from bot.domain.levels import LEVELS, standing
from tests.booking import ago, book, house, redeem, today
from tests.village import Village


@pytest.mark.parametrize(
    ("earned", "level", "to_go"),
    [
        (0, "ต้นกล้าความดี", 200), (199, "ต้นกล้าความดี", 1), (200, "ไม้อ่อน", 400), (600, "ไม้ใหญ่", 900),
        (1499, "ไม้ใหญ่", 1), (1500, "ร่มโพธิ์", 1500), (2999, "ร่มโพธิ์", 1), (3000, "ผืนป่าความดี", 0),
        (99999, "ผืนป่าความดี", 0), (-5, "ต้นกล้าความดี", 205),
    ],
)  # fmt: skip
def test_the_levels(earned: int, level: str, to_go: int) -> None:
    found = standing(earned)
    assert (found.level.name, found.to_go) == (level, to_go)


def test_a_level_is_reached_on_the_day_the_ledger_says(village: Village) -> None:
    village.villager("สมศรี")
    book(village, 150, ago(village, 60))
    book(village, 60, ago(village, 50))
    redeem(village, "ไข่ไก่ 1 แผง", 200, ago(village, 45))
    book(village, 30, ago(village, 40))
    with village.store.read() as session:
        mine = house(session).id
        assert ledger.earned(session, mine) == 240
        assert levels.reached_on(session, mine, LEVELS[1]) == ago(village, 50)
        assert levels.reached_on(session, mine, LEVELS[2]) is None
        assert levels.reached_on(session, mine, LEVELS[0]) is None


def test_what_was_booked_wrongly_and_reached_again_counts_from_then(village: Village) -> None:
    village.villager("สมศรี")
    book(village, 210, ago(village, 60))
    book(village, -20, ago(village, 50), "correction")
    book(village, 30, ago(village, 40))
    with village.store.read() as session:
        assert levels.reached_on(session, house(session).id, LEVELS[1]) == ago(village, 40)


class TestTheCertificate:
    def test_opens_on_paper_and_as_a_picture(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        book(village, 620, ago(village, 3))
        card = somsri.says("ขอเกียรติบัตรหน่อยค่ะ")
        assert "ระดับ ไม้ใหญ่" in card
        assert "ถึงระดับนี้เมื่อ 20 พ.ย. 69" in card
        assert "อีก 880 แต้ม ถึงระดับ ร่มโพธิ์" in card
        for label, start, sort in (
            ("PDF", b"%PDF", "application/pdf"),
            ("รูปภาพ", b"\x89PNG", "image/png"),
        ):
            uri: str = card.action(label)["uri"]
            got = village.web.get(uri.removeprefix(village.settings.public_base_url))
            assert got.data.startswith(start)
            assert got.content_type == sort
            assert got.headers["Cache-Control"] == "no-store"

    def test_says_who_where_and_when(self, village: Village) -> None:
        from bot.printing import certificates

        village.villager("สมศรี")
        with village.store.write() as session:
            mine = house(session)
            mine.head, mine.village.name = "นางสมศรี ใจดี", "ท่าดินแดง"
            data = certificates.data(mine, LEVELS[2], today(village), "สำนักงาน")
        assert data["house"] == "ครัวเรือนบ้านเลขที่ 12/3 หมู่ที่ 4 บ้านท่าดินแดง"
        assert data["place"] == "ตำบลบ้านแพรก อำเภอบ้านแพรก จังหวัดพระนครศรีอยุธยา"
        assert (data["head"], data["level"], data["points"]) == ("นางสมศรี ใจดี", "ไม้ใหญ่", "600")
        assert data["day"] == "23 พฤศจิกายน พ.ศ. 2569"

    def test_a_seedling_hears_how_far_it_is_and_has_no_paper(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        book(village, 30, today(village))
        card = somsri.says("เกียรติบัตร")
        assert "อีก 170 แต้ม จะถึงระดับ ไม้อ่อน" in card
        uri: str = somsri.says("สมุดความดี").action("เปิดสมุดทั้งเล่ม")["uri"]
        path = uri.removeprefix(village.settings.public_base_url)
        assert village.web.get(f"{path}/certificate.pdf").status_code == 404

    def test_withdrawing_takes_no_level_away(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        book(village, 220, ago(village, 9))
        redeem(village, "ข้าวสาร 1 ถุง", 200, today(village))
        card = somsri.says("เกียรติบัตร")
        assert "ระดับ ไม้อ่อน" in card

    def test_in_a_group_it_points_to_the_chat_of_two(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.person("มาลี")
        group = village.group("หมู่ 4", somsri, malee)
        book(village, 620, today(village))
        said = somsri.says("เกียรติบัตร", group)
        assert "แชทส่วนตัว" in said
        assert "ไม้ใหญ่" not in said
        assert not malee.says("เกียรติบัตร", group)

    def test_without_a_house_there_is_none(self, village: Village) -> None:
        malee = village.person("มาลี")
        malee.follows()
        assert "ลงทะเบียน" in malee.says("เกียรติบัตร").labels
