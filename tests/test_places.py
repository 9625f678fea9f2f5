"""Pins: seen as precisely as a household consents to, and gone with one word."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot import maps, retention
from bot.domain import areas, places
from bot.domain.audit import AuditEntry
from bot.domain.conversations import Pending
from bot.domain.errands import Errand
from bot.domain.people import NOTICE_VERSION, Consent, LineUser
from bot.domain.places import Pin
from bot.errors import GiveUp, RetryLater
from bot.inbox import Event
from bot.line import incoming
from bot.line.incoming import Location, Unknown
from bot.messages.places import CHOICES
from bot.outbox import Outgoing
from tests import google
from tests.google import Google
from tests.village import TAMBON, Answer, Village, Villager

HOME = (14.6573219, 100.5771234)
MIDDLE = (14.6611, 100.5802)
VILLAGE, ABOUT, EXACT = CHOICES.values()


def spots(village: Village) -> list[list[float]]:
    """What everybody sees."""
    features = json.loads(village.web.get("/map.geojson").data)["features"]
    return [feature["geometry"]["coordinates"] for feature in features]


def pinned(who: Villager, how: str = ABOUT, at: tuple[float, float] = HOME) -> Answer:
    answer = who.sends_place(*at).taps(how)
    assert "ปักหมุดแล้ว" in answer, answer
    return answer


class TestAskingForAPin:
    def test_the_word_offers_lines_own_button(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        asked = somsri.says("ปักหมุดบ้าน")
        assert asked.action("ส่งตำแหน่ง") == {"type": "location", "label": "ส่งตำแหน่ง"}
        assert "จะถามก่อน" in asked

    @pytest.mark.parametrize(
        "words",
        [
            "ปักหมุด",
            "ปักหมุดบ้านฉันหน่อยค่ะ",
            "ขอปักหมุดบ้านครับ",
            "ย้ายหมุด",
            "ใส่พิกัดบ้านให้หน่อยค่ะ",
            "ขอวิธีส่งโลเคชัน",
        ],
    )
    def test_other_words_for_it(self, village: Village, words: str) -> None:
        assert "ส่งตำแหน่ง" in village.villager("สมศรี").says(words).labels

    def test_in_a_group_the_way_to_private(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        answer = somsri.says("ปักหมุดบ้าน", group)
        assert answer.action("เปิดแชทส่วนตัว")["uri"].startswith("https://line.me/R/oaMessage/")
        assert not somsri.says("ปักหมุด", group)
        assert not somsri.says("แผนที่ไปวัดอยู่ไหน", group)
        pinned(somsri)
        assert "แชทส่วนตัว" in somsri.says("ลบหมุด", group)
        assert len(spots(village)) == 1

    def test_a_stranger_is_welcomed_and_nothing_kept(self, village: Village) -> None:
        malee = village.person("มาลี")
        assert "ยินยอมทั้งหมด" in malee.says("ปักหมุดบ้าน").labels
        assert "ยินยอมทั้งหมด" in malee.sends_place(*HOME).labels
        assert village.rows(Pending) == village.rows(Pin) == village.rows(LineUser) == []

    def test_without_a_house_there_is_nothing_to_pin(self, village: Village) -> None:
        malee = village.person("มาลี")
        malee.follows().taps("ยินยอมทั้งหมด")
        for answer in (malee.says("ปักหมุดบ้าน"), malee.sends_place(*HOME), malee.says("ลบหมุด")):
            assert "บอกบ้านเลขที่ก่อน" in answer
        assert "ลงทะเบียนเรียบร้อย" in malee.says("12/3 หมู่ 4")


class TestChoosing:
    @pytest.mark.parametrize(
        ("how", "kept"),
        [(VILLAGE, MIDDLE), (ABOUT, (14.657, 100.577)), (EXACT, (14.657322, 100.577123))],
    )
    def test_only_what_was_consented_to_is_stored_and_shown(
        self, village: Village, how: str, kept: tuple[float, float]
    ) -> None:
        with village.store.write() as session:
            areas.add_village(session, f"{TAMBON}04", "ท่าดินแดง", *MIDDLE)
        somsri = village.villager("สมศรี")
        card = somsri.sends_place(*HOME)
        assert card.labels == [VILLAGE, ABOUT, EXACT, "ไม่ปัก"]
        assert "ยินยอม" in card
        assert "ทุกคน" in card
        assert "ลบหมุด" in card
        assert spots(village) == []
        answer = card.taps(how)
        assert "ปักหมุดแล้ว" in answer
        assert answer.action("ดูแผนที่")["uri"] == "https://khwamdee.test/map"
        [pin] = village.rows(Pin)
        assert (pin.lat, pin.lon) == kept
        assert (pin.village_code, pin.category, pin.public) == (f"{TAMBON}04", "household", True)
        assert spots(village) == [[kept[1], kept[0]]]
        assert village.rows(Pending) == []

    @pytest.mark.parametrize("strange", [None, (1e8, 100.5)])
    def test_a_village_without_a_place_has_a_cell_of_two_kilometres(
        self, village: Village, strange: tuple[float, float] | None
    ) -> None:
        if strange:
            with village.store.write() as session:
                areas.add_village(session, f"{TAMBON}04", None, *strange)
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี", "9")
        pinned(somsri, VILLAGE)
        pinned(bunmi, VILLAGE, (HOME[0] + 0.004, HOME[1] - 0.004))
        assert spots(village) == [[100.575, 14.661]] * 2

    def test_the_consent_is_written_with_the_pin(self, village: Village) -> None:
        malee = village.person("มาลี")
        malee.follows().taps("เข้าร่วม")
        malee.says("12/3 หมู่ 4")
        card = malee.sends_place(*HOME)
        assert [row.purpose for row in village.rows(Consent)] == ["join"]
        card.taps(VILLAGE)
        consent = village.rows(Consent)[-1]
        assert (consent.purpose, consent.given, consent.channel) == ("pin", True, "line")
        assert consent.version == NOTICE_VERSION
        pinned(malee, EXACT)
        assert len(village.rows(Consent)) == 2

    def test_not_to_pin_forgets_the_place(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert "ไม่ปักก็ได้" in somsri.sends_place(*HOME).taps("ไม่ปัก")
        assert village.rows(Pending) == village.rows(Pin) == []

    def test_the_buttons_words_may_be_typed(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.sends_place(*HOME)
        assert "ปักหมุดแล้ว" in somsri.says("กลางหมู่บ้านค่ะ")
        somsri.sends_place(*HOME)
        assert "ไม่ปักก็ได้" in somsri.says("ไม่ปัก")
        assert "ปักหมุดแล้ว" not in somsri.says("ตรงจุด")

    def test_a_choice_made_twice(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.sends_place(*HOME)
        card.taps(ABOUT)
        again = card.taps(EXACT)
        assert "มีหมุดอยู่แล้ว" in again
        assert again.labels == ["ส่งตำแหน่ง", "ลบหมุด"]
        assert village.rows(Pin)[0].precision == "110m"

    def test_a_choice_made_too_late(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.sends_place(*HOME)
        village.later(hours=2)
        assert "ส่งตำแหน่งมาใหม่" in card.taps(EXACT)
        assert village.rows(Pin) == []

    def test_an_old_cards_button_never_pins_a_newer_place(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        home = somsri.sends_place(*HOME)
        shop = somsri.sends_place(14.7, 100.6)
        assert "ส่งตำแหน่งมาใหม่" in home.taps(EXACT)
        assert "ปักหมุดแล้ว" in shop.taps(EXACT)
        assert spots(village) == [[100.6, 14.7]]

    def test_an_odd_button_pins_nothing(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.sends_place(*HOME)
        for data in ('pin.set {"how":"street"}', "pin.set", 'pin.set {"how":["exact"],"m":1}'):
            village.act(somsri.person, somsri.id, lambda line, d=data: line.postback(somsri.person, d, somsri.id))  # fmt: skip
        assert village.rows(Pin) == []

    def test_a_place_unsent_is_forgotten(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.sends_place(*HOME)
        somsri.unsends()
        assert village.rows(Pending) == []
        assert "ส่งตำแหน่งมาใหม่" in card.taps(EXACT)

    def test_another_place_moves_the_one_pin_of_the_house(self, village: Village) -> None:
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี")
        pinned(somsri)
        card = bunmi.sends_place(14.66, 100.58)
        assert "หมุดเดิมของบ้านจะย้าย" in card
        card.taps(EXACT)
        assert spots(village) == [[100.58, 14.66]]

    @pytest.mark.parametrize("place", [(13.7, 110.0), (35.68, 139.76), (-14.6, 100.5), (0, 0)])
    def test_a_place_abroad(self, village: Village, place: tuple[float, float]) -> None:
        answer = village.villager("สมศรี").sends_place(*place)
        assert "นอกประเทศไทย" in answer
        assert answer.labels == ["ส่งตำแหน่ง"]
        assert village.rows(Pending) == []

    def test_in_a_group_nothing_is_kept_of_a_place_and_where_to_go_on_is_said(
        self, village: Village
    ) -> None:
        somsri, stranger = village.villager("สมศรี"), village.person("มาลี")
        group = village.group("หมู่ 4", somsri, stranger)
        answer = somsri.sends_place(*HOME, group)
        assert "ยังไม่ได้เก็บและไม่ได้ขึ้นแผนที่" in answer
        assert answer.action("ปักหมุดในแชทส่วนตัว")["uri"].startswith("https://line.me/R/oaMessage/")
        assert not stranger.sends_place(*HOME, group)
        assert village.rows(Pending) == []
        assert spots(village) == []


class TestTakingItOff:
    def test_one_word_and_it_is_gone(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert "ลบหมุดแล้ว" in pinned(somsri).taps("ลบหมุด")
        assert spots(village) == village.rows(Pin) == []
        assert "ไม่มีหมุด" in somsri.says("ลบหมุด")
        assert [row.what for row in village.rows(AuditEntry)][-2:] == ["pin:set", "pin:removed"]

    def test_anybody_of_the_house_may_do_so_and_nobody_else(self, village: Village) -> None:
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี")
        other = village.villager("มาลี", "9")
        pinned(somsri)
        assert "ไม่มีหมุด" in other.says("ลบหมุด")
        assert len(spots(village)) == 1
        assert "ลบหมุดแล้ว" in bunmi.says("ลบหมุด")
        assert spots(village) == []

    def test_with_the_consent_goes_what_that_person_pinned(self, village: Village) -> None:
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี")
        pinned(somsri)
        bunmi.says("ข้อมูลของฉัน").taps("☑ ปักหมุดบ้าน")
        assert len(spots(village)) == 1
        somsri.says("ข้อมูลของฉัน").taps("☑ ปักหมุดบ้าน")
        assert spots(village) == []

    def test_moving_takes_it_along(self, village: Village) -> None:
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี")
        pinned(somsri)
        bunmi.says("ย้ายบ้าน 7 หมู่ 2").taps("ใช่ ย้ายบ้าน")
        assert len(spots(village)) == 1
        somsri.says("ย้ายบ้าน 8 หมู่ 2").taps("ใช่ ย้ายบ้าน")
        assert spots(village) == []

    def test_who_is_put_out_of_the_house_leaves_no_pin_behind(self, village: Village) -> None:
        somsri = village.newcomer("สมศรี")
        village.later(minutes=1)
        pinned(village.newcomer("คนแปลกหน้า"))
        assert len(spots(village)) == 1
        somsri.says("สมุดความดี").taps("ไม่ใช่คนบ้านเรา")
        assert spots(village) == []

    def test_with_the_last_of_a_house_its_pin_is_erased(self, village: Village) -> None:
        """Whoever put it: the officer's pin of a house has nobody to speak for it any more."""
        somsri, bunmi = village.villager("สมศรี"), village.villager("บุญมี")
        pinned(somsri)
        with village.store.write() as session:
            session.get(Pin, 1).pinned_by = None
        erase(village, bunmi)
        assert len(spots(village)) == 1
        erase(village, somsri)
        assert village.rows(Pin) == []
        assert {row.who for row in village.rows(AuditEntry)} & {somsri.id, bunmi.id} == set()

    def test_who_is_erased_takes_their_own_pin(self, village: Village) -> None:
        somsri, _ = village.villager("สมศรี"), village.villager("บุญมี")
        pinned(somsri)
        erase(village, somsri)
        assert village.rows(Pin) == []


class TestPrivacy:
    def test_a_place_is_in_no_log_and_no_row_but_its_pin(
        self, village: Village, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        somsri = village.villager("สมศรี")
        pinned(somsri)
        ours = [r for r in caplog.records if r.name.startswith(("bot", "handlers"))]
        rows = [vars(row) for model in (Event, Outgoing, Pending, AuditEntry, Errand)
                for row in village.rows(model)]  # fmt: skip
        for secret in ("14.65", "100.57", "ตำแหน่งของฉัน"):
            assert secret not in "\n".join(record.getMessage() for record in ours)
            assert secret not in str(rows)

    def test_an_error_of_the_store_does_not_tell_the_place(self, village: Village) -> None:
        pinned(village.villager("สมศรี"))
        [pin] = village.rows(Pin)
        twin = {name: value for name, value in vars(pin).items() if name in Pin.__table__.columns}
        with pytest.raises(IntegrityError) as error, village.store.write() as session:
            session.execute(insert(Pin).values({**twin, "id": 2, "lat": 14.123}))
        assert "14.123" not in str(error.value)

    def test_ones_own_data_holds_the_pin(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert own_data(village, somsri)["pin"] is None
        pinned(somsri)
        pin = own_data(village, somsri)["pin"]
        assert (pin["lat"], pin["lon"], pin["precision"]) == (14.657, 100.577, "110m")
        assert pin["pinned_by_you"]

    def test_nothing_is_pinned_without_consent(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        with village.store.write() as session:
            user = session.get(LineUser, 1)
            user.may_pin = False
            with pytest.raises(ValueError, match="without consent"):
                places.pin_home(session, user.household, user, *HOME, "exact", village.clock.now())
        assert somsri


class TestThePublicMap:
    def test_the_page_needs_no_script_to_be_read(self, village: Village) -> None:
        with village.store.write() as session:
            areas.add_village(session, f"{TAMBON}04", "ท่าดินแดง", *MIDDLE)
        assert "ยังไม่มีหมุดที่นี่" in village.web.get("/map").text
        for name, house_no in (("สมศรี", "12/3"), ("บุญมี", "9"), ("มาลี", "77/1")):
            pinned(village.villager(name, house_no))
        pinned(village.villager("ทองใบ", "5", moo=2))
        page = village.web.get("/map")
        assert "หมู่ 4 บ้านท่าดินแดง ต.บ้านแพรก (3)" in page.text
        assert "หมู่ 2 ต.บ้านแพรก (1)" in page.text
        assert page.text.count('href="/map/pin/') == 4
        assert "77/1" not in page.text
        assert "มาลี" not in page.text
        assert "<script>" not in page.text
        assert " style=" not in page.text
        assert 'href="/map"' in village.web.get("/").text

    def test_only_the_tiles_come_from_elsewhere(self, village: Village) -> None:
        page, home = village.web.get("/map"), village.web.get("/")
        ours = home.headers["Content-Security-Policy"]
        tiles = page.headers["Content-Security-Policy"]
        assert tiles.replace(" https://tile.openstreetmap.org", "") == ours
        assert page.headers["Referrer-Policy"] == "strict-origin"
        for path in ("leaflet.js", "leaflet.css", "images/layers.png"):
            with village.web.get(f"/assets/leaflet/{path}") as file:
                assert file.status_code == 200
        with village.web.get("/static/map.js") as script:
            assert "openstreetmap.org/copyright" in script.text

    @pytest.mark.parametrize(
        "path", ["../__init__.py", "..%2f__init__.py", "/etc/passwd", "", "nothing.js"]
    )
    def test_the_leaflet_folder_has_no_way_out(self, village: Village, path: str) -> None:
        assert village.web.get(f"/assets/leaflet/{path}").status_code in (404, 308)

    def test_the_geojson_says_where_and_which_village_and_no_more(self, village: Village) -> None:
        pinned(village.villager("สมศรี", "77/1"))
        answer = village.web.get("/map.geojson")
        assert answer.content_type == "application/geo+json"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert json.loads(answer.data) == {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": village.rows(Pin)[0].id,
                    "geometry": {"type": "Point", "coordinates": [100.577, 14.657]},
                    "properties": {"category": "household", "village": "หมู่ 4 ต.บ้านแพรก"},
                }
            ],
        }

    def test_what_is_not_public_or_not_ours_is_not_shown(
        self, village: Village, found_village: Callable[..., Village]
    ) -> None:
        pinned(village.villager("สมศรี"))
        pinned(village.villager("บุญมี", "9"))
        with village.store.write() as session:
            session.get(Pin, 2).public = False
        assert len(spots(village)) == 1
        assert spots(found_village(home_area="141602")) == []
        assert len(spots(found_village(home_area="14"))) == 1
        assert len(spots(found_village(home_area=None))) == 1


class TestAddresses:
    @pytest.fixture
    def its(self) -> Iterator[Google]:
        with google.google() as found:
            yield found

    @pytest.fixture
    def with_key(self, found_village: Callable[..., Village], its: Google) -> Village:
        village = found_village(google_maps_api_key="a-newer-key", google_maps_api_base=its.base)
        village.moo(1, 2, 3, 4)
        return village

    def test_google_is_told_the_stored_place_and_nothing_else(
        self, with_key: Village, its: Google
    ) -> None:
        pinned(with_key.villager("สมศรี"))
        assert with_key.rows(Pin)[0].address == google.ADDRESS
        assert its.asked == [
            {"path": "/maps/api/geocode/json", "latlng": "14.657,100.577", "language": "th",
             "key": "a-newer-key"}
        ]  # fmt: skip
        assert google.ADDRESS not in with_key.web.get("/map.geojson").text

    def test_one_place_is_asked_about_once(self, with_key: Village, its: Google) -> None:
        pinned(with_key.villager("สมศรี"))
        pinned(with_key.villager("บุญมี", "9"))
        assert [pin.address for pin in with_key.rows(Pin)] == [google.ADDRESS] * 2
        assert len(its.asked) == 1

    def test_a_place_without_an_address_stays_without(self, with_key: Village, its: Google) -> None:
        its.says(google.NOTHING)
        pinned(with_key.villager("สมศรี"))
        assert with_key.rows(Pin)[0].address is None
        assert geocode(with_key).state == "done"

    @pytest.mark.parametrize(
        ("answer", "status"),
        [(google.TOO_OFTEN, 200), (google.UNKNOWN, 200), ("busy", 500), ("busy", 503),
         ("slow down", 429), ("not JSON", 200), ("{}", 200)],
    )  # fmt: skip
    def test_what_may_pass_is_tried_again_later(
        self, with_key: Village, its: Google, answer: Any, status: int
    ) -> None:
        its.says(answer, status)
        pinned(with_key.villager("สมศรี"))
        assert geocode(with_key).state == "waiting"
        assert len(its.asked) == 1, "the library itself does not try again"
        its.says(google.FOUND)
        with_key.later(minutes=1)
        with_key.settle()
        assert with_key.rows(Pin)[0].address == google.ADDRESS

    def test_silence_is_waited_out(
        self, with_key: Village, its: Google, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(maps, "TIMEOUTS", (0.2, 0.2))
        its.says(google.FOUND, seconds=0.6)
        pinned(with_key.villager("สมศรี"))
        assert geocode(with_key).state == "waiting"

    @pytest.mark.parametrize(("answer", "status"), [(google.DENIED, 200), ("forbidden", 403)])
    def test_a_refusal_is_logged_without_the_place_and_given_up(
        self, with_key: Village, its: Google, caplog: pytest.LogCaptureFixture,
        answer: Any, status: int,
    ) -> None:  # fmt: skip
        its.says(answer, status)
        pinned(with_key.villager("สมศรี"))
        assert geocode(with_key).state == "failed"
        assert len(spots(with_key)) == 1
        assert "Google" in caplog.text
        for secret in ("14.65", "100.57", "a-newer-key"):
            assert secret not in caplog.text

    def test_a_pin_put_anew_is_asked_about_anew(self, with_key: Village, its: Google) -> None:
        somsri = with_key.villager("สมศรี")
        its.says(google.TOO_OFTEN)
        pinned(somsri)
        with_key.later(seconds=0.5)
        its.says(google.FOUND)
        pinned(somsri, EXACT, (14.7, 100.6))
        assert [asked["latlng"] for asked in its.asked] == ["14.657,100.577", "14.7,100.6"]
        somsri.says("ลบหมุด")
        with_key.settle()
        assert with_key.rows(Pin) == []

    def test_nobody_there_is_no_harm(self) -> None:
        gone = maps.GoogleGeocoder("AIza-key", "http://127.0.0.1:9")
        with pytest.raises(RetryLater, match="cannot be reached"):
            gone.address(*HOME)

    def test_an_odd_address_is_none(self, its: Google) -> None:
        its.says({"status": "OK", "results": [{"formatted_address": 5}]})
        assert maps.GoogleGeocoder("k", its.base).address(*HOME) is None

    def test_without_a_key_nobody_is_asked(self, village: Village) -> None:
        pinned(village.villager("สมศรี"))
        assert [row.kind for row in village.rows(Errand) if row.kind == "geocode"] == []
        assert village.house.geocoder is None

    def test_a_key_taken_away_gives_up(self, village: Village) -> None:
        with pytest.raises(GiveUp):
            village.runner._do("geocode", "1-2026")


@pytest.mark.parametrize(
    "place",
    [
        {}, {"latitude": 14.6}, {"latitude": "14.6", "longitude": 100.5},
        {"latitude": True, "longitude": 100.5}, {"latitude": float("nan"), "longitude": 100.5},
        {"latitude": float("inf"), "longitude": 100.5}, {"latitude": 90.1, "longitude": 100.5},
        {"latitude": 14.6, "longitude": -180.1}, {"latitude": None, "longitude": None},
        {"latitude": [14.6], "longitude": {}}, {"latitude": 10**400, "longitude": 0},
    ],
)  # fmt: skip
def test_no_place_on_earth_is_no_place(place: dict[str, object]) -> None:
    event = {"type": "message", "message": {"type": "location", "id": "1", **place}}
    assert incoming.decode(json.dumps(event)) == Unknown()


def test_a_place_as_line_sends_it() -> None:
    message = {"type": "location", "id": "1", "title": "บ้าน", "latitude": 15, "longitude": 100.5}
    event = {"type": "message", "message": message}
    assert incoming.decode(json.dumps(event)) == Location(15.0, 100.5, "บ้าน", None)


def own_data(village: Village, who: Villager) -> Any:
    link = who.says("ข้อมูลของฉัน").action("ดูทั้งหมดเป็นไฟล์")["uri"]
    return json.loads(village.web.get(link.removeprefix(village.settings.public_base_url)).data)


def geocode(village: Village) -> Errand:
    return next(row for row in village.rows(Errand) if row.kind == "geocode")


def erase(village: Village, who: Villager) -> None:
    who.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    village.later(days=8)
    with village.store.write() as session:
        retention.purge(session, village.house.local_now(), village.settings.secret_key)
