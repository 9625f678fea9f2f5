"""The public map on a small phone: panned, filtered, a card opened, and read as a list."""

from typing import Any

import pytest


@pytest.fixture
def at_the_map(page: Any, demo: str) -> Any:
    page.route("https://tile.openstreetmap.org/**", lambda route: route.fulfill(status=204))
    page.goto(f"{demo}/map")
    page.wait_for_selector(".heap, path.leaflet-interactive")
    return page


def marks(page: Any) -> int:
    found: int = page.locator(".heap, path.leaflet-interactive").count()
    return found


def test_heaps_come_apart_and_a_card_opens(at_the_map: Any) -> None:
    page = at_the_map
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for _ in range(6):
        if page.locator("path.leaflet-interactive").count():
            break
        with page.expect_response("**/map/spots**"):
            page.locator(".heap").first.click()
        page.wait_for_timeout(400)
    with page.expect_response("**/map/pin/**"):
        page.locator("path.leaflet-interactive").first.click(force=True)
    card = page.locator(".leaflet-popup article")
    card.wait_for()
    page.wait_for_timeout(800)  # the map has moved to make room, and its marks are drawn anew
    assert card.is_visible()
    way = card.get_by_role("link", name="เปิดใน Google Maps").get_attribute("href")
    assert way.startswith("https://www.google.com/maps/dir/?api=1&destination=14.6")


def test_a_part_without_pins_is_empty_and_coming_back_is_not(at_the_map: Any) -> None:
    page = at_the_map
    before = marks(page)
    assert before
    box = page.locator("#map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for way in (1, -1):
        for _ in range(4):
            with page.expect_response("**/map/spots**"):
                page.mouse.move(*middle)
                page.mouse.down()
                page.mouse.move(middle[0], middle[1] + way * box["height"] / 2.2, steps=4)
                page.wait_for_timeout(120)  # held still: no throw
                page.mouse.up()
        page.wait_for_timeout(300)
        assert (marks(page) == 0) == (way == 1)


def test_kinds_and_villages_are_chosen_without_a_script(at_the_map: Any) -> None:
    page = at_the_map
    all_pins = page.locator("ul.pins a").count()
    assert all_pins > 3
    page.locator("select[name=area]").select_option("14160104")
    page.get_by_role("button", name="ดู").click()
    page.wait_for_url("**area=14160104**")
    assert 0 < page.locator("ul.pins a").count() < all_pins
    assert all("หมู่ 4" in title for title in page.locator("li.village").all_inner_texts())
    page.locator("select[name=kind]").select_option("nature")
    page.get_by_role("button", name="ดู").click()
    page.wait_for_url("**kind=nature**")
    assert page.get_by_text("ยังไม่มีหมุดที่นี่").is_visible()


def test_the_list_leads_to_a_card_of_its_own(at_the_map: Any) -> None:
    page = at_the_map
    page.get_by_role("link", name="ดูเป็นรายการ").click()
    page.locator("ul.pins a").first.click()
    page.wait_for_url("**/map/pin/**")
    assert page.get_by_role("link", name="เปิดใน Google Maps").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
