"""Pins from links and far away, what kind of home, and places of the village."""

import json
from typing import Any

import pytest

from bot.domain import areas, land, thailand
from bot.domain.audit import AuditEntry
from bot.domain.conversations import Pending
from bot.domain.places import Pin
from bot.line.messages import postback_data
from tests.village import TAMBON, Answer, Village, Villager

HOME = (14.6573219, 100.5771234)
MIDDLE = (14.6611, 100.5802)
BANGKOK = (13.7563, 100.5018)
MOO4 = f"{TAMBON}04"


def on_the_map(village: Village) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(village.web.get("/map.geojson").data)["features"]
    return features


@pytest.fixture
def somsri(village: Village) -> Villager:
    with village.store.write() as session:
        areas.add_village(session, MOO4, "ท่าดินแดง", *MIDDLE)
    return village.villager("สมศรี")


class TestPasted:
    @pytest.mark.parametrize(
        "words",
        [
            "https://www.google.com/maps/@14.6573,100.5771,17z",
            "บ้านยายอยู่นี่จ้า https://maps.google.com/?q=14.6573,100.5771",
            "geo:14.6573,100.5771",
            "14.6573, 100.5771",
        ],
    )
    def test_a_place_in_the_text_is_a_place(self, somsri: Villager, words: str) -> None:
        assert "ปักหมุดแล้ว" in somsri.says(words).taps("ประมาณ 110 เมตร")
        [pin] = somsri.village.rows(Pin)
        assert (pin.lat, pin.lon) == (14.657, 100.577)

    def test_a_short_link_is_not_followed_and_says_what_to_do(self, somsri: Villager) -> None:
        answer = somsri.says("https://maps.app.goo.gl/AbCd1234")
        assert "ลิงก์สั้น" in answer
        assert "ส่งตำแหน่ง" in answer.labels
        assert somsri.village.rows(Pending) == []

    def test_in_a_group_a_link_is_for_the_neighbours(self, somsri: Villager) -> None:
        group = somsri.village.group("หมู่ 4", somsri)
        assert not somsri.says("https://maps.google.com/?q=14.6573,100.5771", group)
        assert somsri.village.rows(Pending) == []


class TestWhereAHouseCannotBe:
    @pytest.mark.parametrize(
        "place",
        [
            pytest.param((0.0, 0.0), id="nowhere"),
            pytest.param((12.0, 101.0), id="the gulf"),
            pytest.param((13.3, 100.5), id="the bay of Bangkok"),
            pytest.param((12.93, 100.84), id="three kilometres off the beach"),
            pytest.param((8.0, 98.0), id="the Andaman sea"),
            pytest.param((17.955, 102.62), id="Laos"),
            pytest.param((13.657, 102.563), id="Cambodia"),
            pytest.param((16.686, 98.5), id="Myanmar"),
            pytest.param((6.35, 99.8), id="Malaysia"),
        ],
    )
    def test_is_refused_whatever_is_tapped(
        self, somsri: Villager, place: tuple[float, float]
    ) -> None:
        answer = somsri.sends_place(*place)
        assert "ส่งตำแหน่ง" in answer.labels
        assert "ประมาณ 110 เมตร" not in answer.labels
        assert somsri.village.rows(Pending) == somsri.village.rows(Pin) == []

    @pytest.mark.parametrize(
        "place",
        [
            pytest.param((20.4285, 99.8815), id="Mae Sai, at the bridge"),
            pytest.param((17.878, 102.742), id="Nong Khai, at the river"),
            pytest.param((16.713, 98.569), id="Mae Sot"),
            pytest.param((5.774, 101.07), id="Betong"),
            pytest.param((7.74, 98.77), id="Phi Phi, on the pier"),
            pytest.param((10.09, 99.83), id="Ko Tao"),
            pytest.param((15.32, 105.49), id="Khong Chiam"),
        ],
    )
    def test_at_the_border_and_on_islands_people_live(self, place: tuple[float, float]) -> None:
        assert thailand.holds(*place)

    @pytest.mark.parametrize("odd", [float("nan"), float("inf"), -1e300])
    def test_a_number_that_is_none(self, odd: float) -> None:
        assert not thailand.holds(odd, 100.5)
        assert not thailand.holds(14.6, odd)

    def test_without_the_memory_to_look_nobody_is_refused_but_by_the_border(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(land, "_bits", lambda: None)
        assert thailand.holds(13.3, 100.5)
        assert not thailand.holds(17.955, 102.62)

    def test_a_look_that_fails_is_logged(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(land.sys, "executable", "/bin/false")
        assert land._bits.__wrapped__() is None
        assert "coast" in caplog.text

    def test_every_province_has_its_middle_in_thailand(self) -> None:
        assert len(thailand.PROVINCES) == 77
        assert [p for p, middle in thailand.PROVINCES.items() if not thailand.holds(*middle)] == []


class TestFarAway:
    def test_it_is_asked_and_then_pinned(self, somsri: Villager) -> None:
        asked = somsri.sends_place(*BANGKOK)
        assert "อยู่คนละตำบลกับที่ลงทะเบียน ใช่หรือไม่" in asked
        assert "101 กม." in asked
        assert "ปักหมุดแล้ว" in asked.taps("ใช่ บ้านอยู่ที่นั่น").taps("ตรงจุด")
        [pin] = somsri.village.rows(Pin)
        assert (pin.lat, pin.lon, pin.village_code) == (*BANGKOK, MOO4)

    def test_a_slip_is_forgotten(self, somsri: Villager) -> None:
        assert "ส่งตำแหน่ง" in somsri.sends_place(*BANGKOK).taps("ไม่ใช่ ส่งใหม่").labels
        assert somsri.village.rows(Pending) == []

    def test_an_answer_of_the_next_card_typed_too_early_pins_nothing(
        self, somsri: Villager
    ) -> None:
        somsri.sends_place(*BANGKOK)
        somsri.says("ตรงจุด")
        assert somsri.village.rows(Pin) == []

    def test_where_no_place_is_known_the_province_is_the_measure(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert "ประมาณ 110 เมตร" in somsri.sends_place(*BANGKOK).labels
        assert "คนละตำบล" in somsri.sends_place(18.79, 98.98)

    def test_one_wrong_pin_does_not_move_the_middle(self, somsri: Villager) -> None:
        village = somsri.village
        for n in range(3):
            village.villager(f"คน {n}", f"{n + 1}").sends_place(14.66, 100.58).taps("ตรงจุด")
        somsri.sends_place(18.79, 98.98).taps("ใช่ บ้านอยู่ที่นั่น").taps("ตรงจุด")
        assert "ประมาณ 110 เมตร" in village.villager("ใหม่", "9").sends_place(*HOME).labels


def pinned(who: Villager) -> Answer:
    answer = who.sends_place(*HOME).taps("ประมาณ 110 เมตร")
    assert "ปักหมุดแล้ว" in answer
    return answer


class TestThePinAsItStands:
    def test_move_kind_and_removal_by_one_tap(self, somsri: Villager) -> None:
        pinned(somsri)
        card = somsri.says("ปักหมุดบ้าน")
        assert "หมุดของบ้าน" in card
        assert card.action("ย้ายหมุด") == {"type": "location", "label": "ย้ายหมุด"}
        assert "แหล่งเรียนรู้" in card.taps("ประเภทหมุด").taps("แหล่งเรียนรู้")
        assert [f["properties"]["category"] for f in on_the_map(somsri.village)] == ["learning"]
        somsri.sends_place(14.66, 100.58).taps("ประมาณ 110 เมตร")
        [pin] = somsri.village.rows(Pin)
        assert (pin.category, pin.lat, pin.lon) == ("learning", 14.66, 100.58)
        somsri.says("ปักหมุดบ้าน").taps("ลบหมุด")
        assert on_the_map(somsri.village) == []

    def test_two_households_may_live_at_one_place(self, somsri: Villager) -> None:
        other = somsri.village.villager("แดง", "9")
        for who in (somsri, other):
            assert "ปักหมุดแล้ว" in who.sends_place(*HOME).taps("ตรงจุด")
        assert len(on_the_map(somsri.village)) == 2
        somsri.says("ลบหมุด")
        assert len(on_the_map(somsri.village)) == 1


class TestTheCommittee:
    @pytest.fixture
    def samarn(self, somsri: Villager) -> Villager:
        samarn = somsri.village.villager("สมาน", "22")
        somsri.village.grant(samarn, "committee", MOO4)
        return samarn

    def test_a_place_of_the_village(self, samarn: Villager) -> None:
        asked = samarn.sends_place(14.66, 100.58).taps("สถานที่ของหมู่บ้าน")
        assert asked.labels == ["แหล่งเรียนรู้", "ตลาด", "ธรรมชาติ", "ที่ประชุม"]
        assert "ชื่ออะไร" in asked.taps("ตลาด")
        assert "ตลาดนัดวันพุธ" in samarn.says("ตลาดนัดวันพุธ")
        [pin] = samarn.village.rows(Pin)
        assert (pin.category, pin.household_id, pin.village_code) == ("market", None, MOO4)
        listed = samarn.says("สถานที่ของหมู่บ้าน")
        assert "ตลาดนัดวันพุธ" in listed
        assert "เอา “ตลาดนัดวันพุธ” ออก" in listed.taps("เอาออก")
        assert samarn.village.rows(Pin) == []
        told = [row.what for row in samarn.village.rows(AuditEntry) if "spot" in row.what]
        assert told == ["spot:set", "spot:removed"]

    def test_others_are_not_offered_it_and_cannot_do_it_by_hand(
        self, samarn: Villager, somsri: Villager
    ) -> None:
        card = somsri.sends_place(*HOME)
        assert "สถานที่ของหมู่บ้าน" not in card.labels
        ref = somsri.village.rows(Pending)[0].data["message_id"]
        somsri.posts_back(postback_data("spot.here", {"m": ref}))
        assert "กรรมการ" in somsri.says("สถานที่ของหมู่บ้าน")
        samarn.sends_place(14.66, 100.58).taps("สถานที่ของหมู่บ้าน").taps("ตลาด")
        samarn.says("ตลาดนัด")
        [pin] = samarn.village.rows(Pin)
        somsri.posts_back(postback_data("spot.remove", {"p": pin.id}))
        assert len(samarn.village.rows(Pin)) == 1

    def test_a_model_household_is_the_committees_word(
        self, samarn: Villager, somsri: Villager
    ) -> None:
        assert "ยังไม่ได้ปักหมุด" in samarn.says("ครัวเรือนต้นแบบ 12/3")
        pinned(somsri)
        somsri.posts_back(postback_data("pin.sort", {"c": "model"}))
        assert [f["properties"]["category"] for f in on_the_map(somsri.village)] == ["household"]
        assert "ครัวเรือนต้นแบบแล้ว" in samarn.says("ครัวเรือนต้นแบบ ๑๒/๓")
        assert [f["properties"]["category"] for f in on_the_map(somsri.village)] == ["model"]
        samarn.says("ยกเลิกครัวเรือนต้นแบบ 12/3")
        assert [f["properties"]["category"] for f in on_the_map(somsri.village)] == ["household"]

    @pytest.mark.parametrize("title", ["ก" * 61, " "])
    def test_a_name_that_is_none_is_asked_again(self, samarn: Villager, title: str) -> None:
        samarn.sends_place(14.66, 100.58).taps("สถานที่ของหมู่บ้าน").taps("ตลาด")
        samarn.says(title)
        assert samarn.village.rows(Pin) == []
        samarn.says("ตลาดสด")
        assert [pin.title for pin in samarn.village.rows(Pin)] == ["ตลาดสด"]
