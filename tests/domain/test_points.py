"""Points under the caps, as arithmetic: examples, and properties that hold for any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import points
from bot.domain.menu import Limit, item, items
from bot.domain.points import HOUSEHOLD_A_DAY, PERSON_A_DAY, Counted, award, units_of, window

DAY = date(2026, 11, 23)


def earned(kind: str, units: int, at: date = DAY, person: object = "a") -> Counted:
    return Counted(kind, Decimal(units), int(item(kind).points * units), at, person)


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "expected"),
    [
        ("F1-01", 5, "ต้น", "5"),
        ("E1-05", 90, "นาที", "1.5"),
        ("E1-05", None, None, "1"),
        ("F1-04", 5, "ขีด", "0.5"),
        ("F1-04", 3, "ถุง", "1"),
        ("S3-06", 350, "มิลลิลิตร", "1"),
        ("E3-07", 100, "บาท", "1"),
        ("E1-06", 2, "ครั้ง", "2"),
        ("F1-01", 10**12, "ต้น", "1000000000"),
    ],
)
def test_units(kind: str, quantity: int | None, unit: str | None, expected: str) -> None:
    said = None if quantity is None else Decimal(quantity)
    assert units_of(item(kind), said, unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("kind", "units", "earlier", "points", "limited_by"),
    [
        ("F1-01", "5", [], 5, None),
        ("E1-05", "1.5", [], 7, None),
        ("F1-01", "25", [], 20, "item"),
        ("F1-01", "5", [earned("F1-01", 18)], 2, "item"),
        ("F1-01", "5", [earned("F1-01", 20, date(2026, 11, 22))], 5, None),
        ("S3-06", "1", [earned("S3-06", 1, date(2026, 9, 1))], 0, "period"),
        ("S3-06", "1", [earned("S3-06", 1, date(2026, 8, 1))], 20, None),
        ("E2-02", "1", [earned("E2-02", 1, date(2026, 11, 22))], 3, None),
        ("E3-06", "1", [earned("E3-06", 1, date(2026, 11, 24))], 0, "period"),
        ("F1-01", "20", [earned("S3-01", 6, person="b"), earned("E3-03", 5, person="b")], 15, "household"),
        ("F1-01", "20", [earned("S3-01", 6)], 10, "person"),
        ("F1-06", "1", [earned("S3-01", 6), earned("S3-03", 6)], 20, None),
    ],
)  # fmt: skip
def test_award(
    kind: str, units: str, earlier: list[Counted], points: int, limited_by: str | None
) -> None:
    found = award(item(kind), Decimal(units), DAY, "a", earlier)
    assert (found.points, found.limited_by) == (points, limited_by)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("week", "2026-11-23", "2026-11-29"),
        ("month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
        ("90 days", "2026-08-26", "2027-02-20"),
    ],
)
def test_windows(period: str, first: str, last: str) -> None:
    found = window(Limit(1, period), DAY)
    assert [day.isoformat() for day in found] == [first, last]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_is_three_whole_months(month: int) -> None:
    first, last = window(Limit(1, "quarter"), date(2026, month, 15))
    assert (first.month, first.day) == (3 * ((month - 1) // 3) + 1, 1)
    assert last.month == first.month + 2
    assert (last + timedelta(days=1)).day == 1


def test_status_up_to_five_points_at_once_but_never_what_the_committee_checks() -> None:
    five = award(item("F1-01"), Decimal(5), DAY, "a", [])
    six = award(item("F1-01"), Decimal(6), DAY, "a", [])
    other = award(item("X-01"), Decimal(1), DAY, "a", [])
    statuses = [five.status(item("F1-01")), six.status(item("F1-01")), other.status(item("X-01"))]
    assert statuses == ["accepted", "recorded", "recorded"]


codes = st.sampled_from(sorted(items()))
deeds = st.tuples(codes, st.decimals(0, 1000, places=1), st.integers(0, 40), st.sampled_from("abc"))


@given(st.lists(deeds, max_size=30))
def test_no_order_of_deeds_earns_more_than_the_caps(
    told: list[tuple[str, Decimal, int, str]],
) -> None:
    """Whatever a household reports in forty days, every cap holds on every day."""
    done: list[Counted] = []
    for code, units, day, person in told:
        on = date.fromordinal(DAY.toordinal() - day)
        got = award(item(code), units, on, person, done)
        assert 0 <= got.points <= item(code).points * units
        done.append(Counted(code, got.units, got.points, on, person))
    for on in {deed.done_on for deed in done}:
        daily = [d for d in done if d.done_on == on and not item(d.kind).monthly]
        assert sum(d.points for d in daily) <= HOUSEHOLD_A_DAY
        for person in "abc":
            assert sum(d.points for d in daily if d.person == person) <= PERSON_A_DAY
        for code in items():
            same = sum((d.units for d in done if d.done_on == on and d.kind == code), Decimal(0))
            assert same <= item(code).per_day
    for code, kind in items().items():
        if kind.limit and kind.limit.period != "90 days":
            for deed in done:
                first, last = points.window(kind.limit, deed.done_on)
                of_period = [d for d in done if d.kind == code and first <= d.done_on <= last]
                assert sum((d.units for d in of_period), Decimal(0)) <= kind.limit.times
