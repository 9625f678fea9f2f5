"""When something is due: short months, วันพระ, the night, and what an area has decided itself."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import settings, timing
from bot.domain.calendar import CALENDAR
from bot.domain.settings import BadValue, Night
from bot.domain.timing import BadTiming
from bot.jobs import JOBS
from bot.thai.holidays import is_holy, next_holy
from tests.village import MORNING, TAMBON, Village

BANGKOK = ZoneInfo("Asia/Bangkok")
MOO4, MOO5 = f"{TAMBON}04", f"{TAMBON}05"
TEXTS = (
    "1 00:05", "5-7 18:30", "15,25 18:30", "29 07:00", "30 07:00", "31 07:00", "last 18:30",
    "mon 08:00", "tue,sat 08:00", "daily 03:00", "holy 06:30", "eve 17:30", "8 08:00 not-holy",
)  # fmt: skip
MINUTES = 5 * 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(lambda n: at(2026, 1, 1) + timedelta(minutes=n))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("text", "after", "moments"),
    [
        ("31 07:00", at(2027, 1, 31, 8), [at(2027, 2, 28, 7), at(2027, 3, 31, 7), at(2027, 4, 30, 7)]),
        ("29 07:00", at(2027, 2, 1), [at(2027, 2, 28, 7), at(2027, 3, 29, 7)]),
        ("29 07:00", at(2028, 2, 1), [at(2028, 2, 29, 7), at(2028, 3, 29, 7)]),
        ("30,31 07:00", at(2027, 2, 1), [at(2027, 2, 28, 7), at(2027, 3, 30, 7), at(2027, 3, 31, 7)]),
        ("last 18:30", at(2026, 12, 31, 18, 30), [at(2027, 1, 31, 18, 30)]),
        ("1 00:05", at(2026, 12, 31, 23, 59), [at(2027, 1, 1, 0, 5)]),
        ("mon 08:00", at(2026, 11, 23, 8), [at(2026, 11, 30, 8)]),
        ("holy 06:30", at(2026, 11, 23), [at(2026, 11, 24, 6, 30), at(2026, 12, 2, 6, 30)]),
        ("eve 17:30", at(2026, 11, 23), [at(2026, 11, 23, 17, 30), at(2026, 12, 1, 17, 30)]),
        ("24 08:00 not-holy", at(2026, 11, 23), [at(2026, 11, 25, 8), at(2026, 12, 25, 8)]),
    ],
)  # fmt: skip
def test_the_moments_of_a_calendar(text: str, after: datetime, moments: list[datetime]) -> None:
    for moment in moments:
        found = timing.parse(text).next(after)
        assert found == moment
        after = found


@pytest.mark.parametrize(
    "text",
    ["", "5", "0 07:00", "32 07:00", "7-5 18:30", "5 24:00", "5 7:00", "xyz 08:00", "mon,5 08:00",
     "daily", "5 07:00 holy", "5  07:00"],
)  # fmt: skip
def test_what_is_no_calendar(text: str) -> None:
    with pytest.raises(BadTiming):
        timing.parse(text)


@given(st.sampled_from(TEXTS), MOMENTS)
def test_last_and_next_enclose_any_moment(text: str, now: datetime) -> None:
    """Looked at from either side, the calendar has the same moments, and none between them."""
    when = timing.parse(text)
    coming = when.next(now)
    assert coming is not None
    assert coming > now
    assert when.between(now, coming) == [coming]
    assert when.between(now, coming - timedelta(microseconds=1)) == []


@given(st.sampled_from(TEXTS), MOMENTS)
def test_two_looks_see_what_one_sees(text: str, now: datetime) -> None:
    when, middle, end = timing.parse(text), now + timedelta(days=17), now + timedelta(days=70)
    assert when.between(now, middle) + when.between(middle, end) == when.between(now, end)


@given(MOMENTS)
def test_a_moment_past_holy_days_falls_on_none(now: datetime) -> None:
    coming = timing.parse("daily 08:00 not-holy").next(now)
    assert coming is not None
    assert not is_holy(coming.date())


def test_holy_days_are_those_of_the_moon() -> None:
    assert [day for n in range(31) if is_holy(day := date(2026, 11, 24) + timedelta(n))] == [
        date(2026, 11, 24), date(2026, 12, 2), date(2026, 12, 9), date(2026, 12, 17),
        date(2026, 12, 24),
    ]  # fmt: skip
    assert next_holy(date(2026, 11, 24)) == date(2026, 12, 2)
    assert next_holy(date(2099, 1, 1)) is None


def test_a_calendar_that_is_off_never_comes() -> None:
    assert timing.parse("off").next(at(2026, 11, 23)) is None


def test_every_job_stands_in_the_calendar_and_the_other_way_round() -> None:
    assert {job.name for job in JOBS} == set(CALENDAR)


@given(st.times(), st.times(), MOMENTS)
def test_the_night_is_over_when_it_ends(begins: time, ends: time, moment: datetime) -> None:
    night = Night(begins.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0))
    after = night.over(moment)
    assert after >= moment
    assert after - moment <= timedelta(days=1)
    assert not night.covers(after) or night.begins == night.ends


def test_the_narrowest_area_is_heard(village: Village) -> None:
    with village.store.write() as session:
        for area, when in (("14", "6 07:00"), (TAMBON, "7 07:00"), (MOO4, "8 07:00")):
            settings.put(session, area, "vote-open", when, MORNING)
        found = [settings.of(session, area, "vote-open") for area in (MOO4, MOO5, "1416", "10")]
        assert found == ["8 07:00", "7 07:00", "6 07:00", "5 07:00"]
        settings.put(session, MOO4, "vote-open", "", MORNING)
        assert settings.of(session, MOO4, "vote-open") == "7 07:00"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quiet", "9-5"),
        ("reserve", "150"),
        ("share", "a"),
        ("nudge", "sometimes"),
        ("colour", "1"),
        ("quota", "mon 03:00"),
    ],
)
def test_what_an_area_cannot_decide(village: Village, name: str, value: str) -> None:
    with village.store.write() as session, pytest.raises(BadValue):
        settings.put(session, MOO4, name, value, MORNING)
