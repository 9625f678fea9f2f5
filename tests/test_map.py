"""The public map: parts of it, cards, feeds, and that what is gone is gone from all of them."""

import io
import json
from typing import Any

import pytest
from fastkml import KML
from fastkml.validator import validate
from geojson_pydantic import FeatureCollection
from PIL import Image

from bot.domain import areas, map_view, pin_cells
from bot.domain.map_view import Wanted
from bot.domain.pin_cells import Box
from bot.domain.places import Pin
from tests.pictures import photo
from tests.village import TAMBON, Village, Villager, dumped

HOME = (14.6573, 100.5771)
MOO4 = f"{TAMBON}04"
ALL = "bbox=97,5,106,21"


def seen(village: Village, query: str = f"{ALL}&zoom=15") -> list[list[Any]]:
    found: list[list[Any]] = village.web.get(f"/map/spots?{query}").json
    return found


def pinned(village: Village, house_no: str, place: tuple[float, float] = HOME) -> Villager:
    who = village.villager(f"คน {house_no}", house_no)
    assert "ปักหมุดแล้ว" in who.sends_place(*place).taps("ตรงจุด")
    return who


def features(village: Village, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(village.web.get(f"/map.geojson{query}").data)[
        "features"
    ]
    return found


class TestAPartOfTheMap:
    def test_near_homes_are_one_heap_from_afar_and_come_apart(self, village: Village) -> None:
        pinned(village, "1")
        pinned(village, "2", (14.6603, 100.5801))
        assert [row[2] for row in seen(village, f"{ALL}&zoom=10")] == [2]
        near = seen(village)
        assert [row[2] for row in near] == [1, 1]
        assert {row[3] for row in near} == {pin.id for pin in village.rows(Pin)}

    def test_homes_at_one_place_stay_a_heap(self, village: Village) -> None:
        for number in ("1", "2"):
            pinned(village, number)
        assert [row[2] for row in seen(village, f"{ALL}&zoom=19")] == [2]

    def test_only_what_lies_in_it(self, village: Village) -> None:
        pinned(village, "1")
        assert seen(village, "bbox=100.5,14.6,100.6,14.7&zoom=15")
        assert not seen(village, "bbox=101,14.6,102,14.7&zoom=15")

    def test_by_kind_and_village(self, village: Village) -> None:
        pinned(village, "1")
        samarn = village.villager("สมาน", "22")
        village.grant(samarn, "committee", MOO4)
        samarn.sends_place(14.66, 100.58).taps("สถานที่ของหมู่บ้าน").taps("ตลาด")
        samarn.says("ตลาดนัดวันพุธ")
        assert [row[4] for row in seen(village, f"{ALL}&zoom=15&kind=market")] == ["market"]
        assert len(seen(village, f"{ALL}&zoom=15&area={MOO4}")) == 2
        assert not seen(village, f"{ALL}&zoom=15&area={TAMBON}01")

    @pytest.mark.parametrize(
        "odd",
        [
            "zoom=99", "zoom=-1", "zoom=x", "bbox=", "bbox=nan,1,2,3", "bbox=1,2,3", "bbox=inf,inf,inf,inf",
            "area=50", "area=1416'--", "area=๑๔", "kind=poor", "page=-1", "page=99999999999999999999",
        ],
    )  # fmt: skip
    def test_odd_questions_break_nothing(self, village: Village, odd: str) -> None:
        pinned(village, "1")
        for path in ("/map", "/map/spots", "/map.geojson", "/map.kml"):
            assert village.web.get(f"{path}?{odd}").status_code == 200

    def test_the_country_by_cells_is_the_tambon_by_pins(self, village: Village) -> None:
        places = ((14.6573, 100.5771), (14.6603, 100.5801), (14.7, 100.6), (14.65, 100.57))
        for n, place in enumerate(places, 1):
            pinned(village, str(n), place)
        box = Box(14, 100, 15, 101)
        with village.store.read() as session:
            for zoom in range(pin_cells.FIRST, pin_cells.LAST + 1):
                found = [
                    sorted(
                        (round(s.lat, 5), round(s.lon, 5), s.pins)
                        for s in map_view.spots(session, wanted)
                    )
                    for wanted in (Wanted(TAMBON, None, zoom, box), Wanted(None, None, zoom, box))
                ]
                assert found[0] == found[1]


class TestACard:
    def test_picture_and_story_by_the_tick_without_what_a_phone_wrote_into_it(
        self, village: Village
    ) -> None:
        somsri = pinned(village, "12/3")
        somsri.sends_photo(_with_gps())
        somsri.says("ใส่รูปบ้าน").taps("ใช้")
        somsri.says("เรื่องบ้านเข้าชิง ปลูกผักสวนครัวแบ่งเพื่อนบ้าน").taps("ใช้")
        [pin] = village.rows(Pin)
        page = village.web.get(f"/map/pin/{pin.id}")
        assert "ปลูกผักสวนครัวแบ่งเพื่อนบ้าน" in page.text
        assert "destination=14.6573,100.5771" in page.text
        assert "12/3" not in page.text
        shown = village.web.get(f"/map/pin/{pin.id}.jpg")
        assert dict(Image.open(io.BytesIO(shown.data)).getexif()) == {}
        assert "max-age=60" in shown.headers["Cache-Control"]
        somsri.says("ลบรูปบ้าน")
        somsri.says("ลบเรื่องบ้าน")
        assert village.web.get(f"/map/pin/{pin.id}.jpg").status_code == 404
        assert "ปลูกผัก" not in village.web.get(f"/map/pin/{pin.id}?bare").text

    def test_there_is_none_of_what_is_gone_or_elsewhere(self, village: Village) -> None:
        for odd in ("0", "99", str(2**70)):
            assert village.web.get(f"/map/pin/{odd}").status_code == 404


class TestFeeds:
    def test_they_are_what_their_standards_say(self, village: Village) -> None:
        pinned(village, "1").says("ประเภทหมุด").taps("แหล่งเรียนรู้")
        pinned(village, "2", (14.6603, 100.5801))
        found = FeatureCollection.model_validate_json(village.web.get("/map.geojson").data)
        assert [f.properties["category"] for f in found.features if f.properties] == [
            "household", "learning",
        ]  # fmt: skip
        made = village.web.get("/map.kml")
        assert made.content_type == "application/vnd.google-earth.kml+xml"
        kml = KML.from_string(made.text.split("?>", 1)[1])
        assert validate(element=kml.etree_element())
        assert made.text.count("<Placemark") == 2
        assert "100.5771,14.6573" in made.text

    def test_an_awkward_name_is_only_a_name(self, village: Village) -> None:
        samarn = village.villager("สมาน", "22")
        village.grant(samarn, "committee", MOO4)
        samarn.sends_place(14.66, 100.58).taps("สถานที่ของหมู่บ้าน").taps("ตลาด")
        samarn.says('ตลาด <b>"ศุกร์"</b> & {{ 7 * 7 }}')
        for path in ("/map", "/map.kml", f"/map/pin/{village.rows(Pin)[0].id}"):
            text = village.web.get(path).text
            assert "<b>" not in text
            assert "&lt;b&gt;" in text
            assert "{{ 7 * 7 }}" in text
        assert features(village)[0]["properties"]["title"] == 'ตลาด <b>"ศุกร์"</b> & {{ 7 * 7 }}'

    def test_a_kind_or_a_village_alone(self, village: Village) -> None:
        pinned(village, "1").says("ประเภทหมุด").taps("แหล่งเรียนรู้")
        pinned(village, "2")
        assert len(features(village)) == 2
        assert len(features(village, "?kind=learning")) == 1
        assert len(features(village, f"?area={MOO4}")) == 2
        assert len(features(village, f"?area={TAMBON}01")) == 0


def test_with_the_consent_a_pin_is_gone_from_everywhere(village: Village) -> None:
    with village.store.write() as session:
        areas.add_village(session, MOO4, "ท่าดินแดง")
    somsri = pinned(village, "12/3")
    [pin] = village.rows(Pin)
    somsri.says("ลบหมุด")
    assert seen(village) == seen(village, f"{ALL}&zoom=8") == features(village) == []
    assert "<Placemark" not in village.web.get("/map.kml").text
    assert "/map/pin/" not in village.web.get("/map").text
    assert village.web.get(f"/map/pin/{pin.id}").status_code == 404
    with village.store.read() as session:
        assert map_view.spots(session, Wanted(None, None, 6, map_view.COUNTRY)) == []


def test_what_the_choices_look_like(village: Village) -> None:
    picture = village.web.get("/map/choices.png")
    assert Image.open(io.BytesIO(picture.data)).size == (900, 405)
    card = village.villager("สมศรี").sends_place(*HOME)
    assert '"https://khwamdee.test/map/choices.png"' in dumped(card.lines[-1].message)


def _with_gps() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[2] = (14.0, 39.0, 26.0)
    photo(7).save(out, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(out.getvalue())).getexif().get_ifd(0x8825)
    return out.getvalue()
