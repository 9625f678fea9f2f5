"""A keyboard left in English."""

from datetime import date

import pytest

from bot.thai import annotate, read_deeds
from bot.thai.keyboard import as_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("l;ylfu", "สวัสดี"), ("ifohezyd", "รดน้ำผัก"), ("glHo", "glHo"), ("djk'-Tpt", "djk'-Tpt")],
)
def test_what_the_keys_write(typed: str, meant: str) -> None:
    assert as_meant(typed) == meant


@pytest.mark.parametrize(
    "english",
    ["revert", "vote number 2", "menu", "hello", "ok ok", "passbook", "register", "Honda Civic", "https://a.th/x",
     "081-234-5678", "130/80", "thank you", "good morning everybody", "SangSom", "undo please", "55555", "i love you"],
)  # fmt: skip
def test_what_is_meant_in_english_stays(english: str) -> None:
    assert as_meant(english) == english


def test_a_deed_typed_so_is_a_deed() -> None:
    u = annotate("ifohezyd", date(2026, 11, 23))
    assert [reading.code for reading in read_deeds(u)] == ["F1-02"]
    assert u.raw == "ifohezyd"
