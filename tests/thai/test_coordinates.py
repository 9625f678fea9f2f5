"""Places as they are pasted into a chat."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai import coordinates

HERE = (14.6573, 100.5771)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/maps/@14.6573,100.5771,17z",
        "https://www.google.co.th/maps/@14.6573,100.5771,17z?hl=th",
        "https://maps.google.com/?q=14.6573,100.5771",
        "https://maps.google.com/maps?q=loc:14.6573,100.5771&z=17",
        "https://www.google.com/maps?ll=14.6573,100.5771&z=15",
        "https://www.google.com/maps/search/?api=1&query=14.6573%2C100.5771",
        "https://www.google.com/maps/search/14.6573,+100.5771?entry=tts",
        "https://www.google.com/maps/place/14.6573,100.5771",
        "https://www.google.com/maps/dir/?api=1&destination=14.6573,100.5771",
        "https://www.google.com/maps/dir//14.6573,100.5771",
        "https://www.google.com/maps/place/%E0%B8%A7%E0%B8%B1%E0%B8%94/@14.66,100.58,15z/data=!3m1!4b1!4m6!3m5!1s0x30!8m2!3d14.6573!4d100.5771!16s",
        "บ้านฉันอยู่ตรงนี้ค่ะ https://maps.google.com/?q=14.6573,100.5771 มาเยี่ยมนะ",
        "geo:14.6573,100.5771",
        "geo:14.6573,100.5771;u=35",
        "geo:14.6573,100.5771?z=17",
        "geo:0,0?q=14.6573,100.5771(บ้าน)",
        "14.6573, 100.5771",
        "พิกัด 14.6573 100.5771 ค่ะ",
        "๑๔.๖๕๗๓, ๑๐๐.๕๗๗๑",
        "14°39'26.28\"N 100°34'37.56\"E",
    ],
)  # fmt: skip
def test_a_place_is_read(text: str) -> None:
    assert coordinates.read(text) == pytest.approx(HERE, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "ปลูกผัก 5, 10 ต้น", "โหวต 3,4", "วันนี้เก็บขยะ 14.5 กิโล", "https://example.com/@14.6573,100.5771",
        "https://www.google.com/search?q=ผักบุ้ง", "https://www.google.com/maps", "geo:0,0", "",
        "0812345678", "14.6573", "999.1234, 100.5771", "https://maps.app.goo.gl/AbCd1234",
    ],
)  # fmt: skip
def test_what_names_no_place(text: str) -> None:
    assert coordinates.read(text) is None


@pytest.mark.parametrize(
    "text", ["https://maps.app.goo.gl/AbCd1234?g_st=il", "นี่ค่ะ https://goo.gl/maps/xyz"]
)
def test_a_short_link_says_nothing_by_itself(text: str) -> None:
    assert coordinates.is_short_link(text)
    assert coordinates.read(text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="geo:maps.google/@!3d4,?q=&%0123456789-° 'NE", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    place = coordinates.read(text)
    assert place is None or (abs(place[0]) <= 90 and abs(place[1]) <= 180)
