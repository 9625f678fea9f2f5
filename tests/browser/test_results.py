"""The pages of results on a small phone."""

from typing import Any

import pytest


@pytest.mark.parametrize("path", ["/results", "/results/1", "/results/hall", "/privacy"])
def test_a_page_fits_a_small_phone(page: Any, demo: str, path: str) -> None:
    page.goto(f"{demo}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").is_visible()


def test_one_village_is_chosen_without_a_script(page: Any, demo: str) -> None:
    page.goto(f"{demo}/results")
    page.get_by_text("เลือกหมู่บ้านหรือระดับ").click()
    page.get_by_label("ที่ไหน").select_option("14160104")
    page.get_by_role("button", name="ดู").click()
    page.wait_for_url("**area=14160104**")
    titles = page.locator("h2").all_inner_texts()
    assert titles
    assert all("หมู่ 4" in title for title in titles)
