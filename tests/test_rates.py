"""LINE's rate limits on our side: never more than LINE allows, and no call when there is no room."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RetryLater
from bot.line import rates
from bot.line.rates import Buckets, Rate
from simulator.api import ENDPOINTS
from tests.village import Clock, Village

START = datetime(2026, 11, 23, tzinfo=UTC)
BROADCAST = "POST /v2/bot/message/broadcast"
MULTICAST = "POST /v2/bot/message/multicast"
LOADING = "POST /v2/bot/chat/loading/start"
LIST = "GET /v2/bot/richmenu/list"


def taken(buckets: Buckets, endpoint: str) -> float | None:
    """None if there was a token, else the seconds to wait."""
    try:
        buckets.take(endpoint)
    except RetryLater as later:
        refused = later
    else:
        return None
    assert refused.wait is not None
    assert refused.wait > 0
    assert not refused.unsure
    return refused.wait


@given(
    st.sampled_from([BROADCAST, MULTICAST, LIST, "POST /v2/bot/richmenu/batch"]),
    st.lists(
        st.tuples(st.floats(-5, 400) | st.floats(0, 0.01), st.integers(1, 150), st.booleans()),
        max_size=40,
    ),
)
def test_never_more_than_a_bucketful_and_what_came_back_in_any_window(
    endpoint: str, acts: list[tuple[float, int, bool]]
) -> None:
    clock = Clock(START)
    buckets, rate = Buckets(clock.now), rates.RATES[endpoint]
    went: list[float] = []
    passed = 0.0
    for gap, calls, refused_by_line in acts:
        clock.at += timedelta(seconds=gap)  # a clock may also be set back
        passed += max(0.0, gap)
        if refused_by_line:
            buckets.empty(endpoint)
        went += [passed for _ in range(calls) if taken(buckets, endpoint) is None]
    for first in sorted(set(went)):
        for last in sorted({moment for moment in went if moment >= first}):
            some = sum(first <= moment <= last for moment in went)
            assert some <= rate.calls + (last - first) * rate.calls / rate.seconds + 1e-3


@given(st.sampled_from(sorted(rates.RATES)), st.booleans(), st.floats(0, 100))
def test_after_the_wait_there_is_room(endpoint: str, by_line: bool, gap: float) -> None:
    clock = Clock(START)
    buckets = Buckets(clock.now)
    if by_line:
        buckets.empty(endpoint)
    while (wait := taken(buckets, endpoint)) is None:
        pass
    clock.at += timedelta(seconds=wait, microseconds=1)
    assert taken(buckets, endpoint) is None


def test_sixty_an_hour_come_back_one_a_minute() -> None:
    clock = Clock(START)
    buckets = Buckets(clock.now)
    assert [taken(buckets, BROADCAST) for _ in range(60)] == [None] * 60
    for _ in range(100):
        assert taken(buckets, BROADCAST) == pytest.approx(60, abs=0.01)
        clock.at += timedelta(seconds=59)
        assert taken(buckets, BROADCAST) == pytest.approx(1, abs=0.01)
        clock.at += timedelta(seconds=1)
        assert taken(buckets, BROADCAST) is None


def test_one_endpoint_does_not_empty_another() -> None:
    clock = Clock(START)
    buckets = Buckets(clock.now)
    while taken(buckets, LOADING) is None:
        pass
    assert taken(buckets, MULTICAST) is None
    assert taken(buckets, "POST /v2/bot/message/reply") is None


def test_sixteen_threads_take_no_more_than_there_is() -> None:
    buckets = Buckets(lambda: START)
    got: list[int] = []

    def take() -> None:
        got.append(sum(taken(buckets, MULTICAST) is None for _ in range(100)))

    threads = [threading.Thread(target=take) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 200


def test_our_rates_are_lines() -> None:
    """As the simulator has them, which read LINE's page for itself."""
    theirs = {
        f"{each.method} " + "/".join("{}" if part.startswith("<") else part
                                     for part in each.path.split("/")): each.rate
        for each in ENDPOINTS
    }  # fmt: skip
    for name, rate in theirs.items():
        ours = rates.RATES.get(name, rates.USUAL)
        assert (name, ours) == (name, Rate(rate.requests, rate.seconds))
    assert set(rates.RATES) <= set(theirs)


def test_when_line_says_too_fast_that_endpoint_rests(village: Village) -> None:
    somsri = village.villager("สมศรี")
    line = village.house.line()
    village.line.set_faults(fail_429_rate=1)
    hello = [{"type": "text", "text": "สวัสดี"}]
    key = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(RetryLater) as refused:
        line.push(somsri.id, hello, key)
    assert (refused.value.status, refused.value.wait) == (429, None)
    with pytest.raises(RetryLater) as resting:
        line.push(somsri.id, hello, key)
    assert resting.value.wait == pytest.approx(1)
    assert not village.line.answers(somsri.person)
    assert line.profile(somsri.id) == "สมศรี", "another endpoint"
    village.later(seconds=1)
    line.push(somsri.id, hello, key)
    assert village.line.answers(somsri.person)


def test_the_monthly_limit_is_no_matter_of_speed(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.line.set_quota(10, used=10)
    hello = [{"type": "text", "text": "สวัสดี"}]
    for n in range(2):
        with pytest.raises(Exception, match="monthly limit"):
            village.house.line().push(somsri.id, hello, f"00000000-0000-4000-8000-00000000000{n}")
