"""LINE's rules that need no LINE: tokens, retry keys, quota, rates, identifiers, pictures."""

import re
import uuid
from collections.abc import Callable

import pytest

from simulator import pictures
from simulator.errors import LineError
from simulator.ids import Ids
from simulator.model import Person
from simulator.quota import Quota, day
from simulator.rates import HOUR, Buckets, Rate
from simulator.retry_keys import RetryKeys
from simulator.tokens import ReplyTokens

MORNING = 1_795_402_800.0
MINUTE = 60


def token(received_after: float | None = 0, event_at: float = 0) -> ReplyTokens:
    tokens = ReplyTokens()
    tokens.issue("t", "U1", event_at)
    if received_after is not None:
        tokens.delivered("t", event_at + received_after)
    return tokens


def alive(tokens: ReplyTokens, now: float) -> bool:
    try:
        return tokens.chat_of("t", now) == "U1"
    except LineError as error:
        refusal = error.status, error.body
    assert refusal == (400, {"message": "Invalid reply token"})
    return False


@pytest.mark.parametrize(
    ("received_after", "now", "good"),
    [
        (0, 0, True),
        (0, 60, True),
        (0, 60.1, False),
        (30, 90, True),
        (None, 0, False),
        (19 * MINUTE, 20 * MINUTE, True),
        (19.5 * MINUTE, 20.1 * MINUTE, False),
    ],
)
def test_life_of_a_reply_token(received_after: float | None, now: float, good: bool) -> None:
    assert alive(token(received_after), now) is good


def test_a_redelivery_gives_another_minute_but_not_to_a_used_token() -> None:
    tokens = token()
    tokens.delivered("t", 300)
    assert alive(tokens, 360)
    tokens.spend("t")
    tokens.delivered("t", 400)
    assert not alive(tokens, 400)


def test_unknown_reply_tokens_are_invalid() -> None:
    assert not alive(ReplyTokens(), 0)


KEY = str(uuid.UUID(int=7))


@pytest.mark.parametrize("key", ["", "7", KEY[:-1], KEY + "0", KEY.replace("-", ""), f"{{{KEY}}}"])
def test_a_retry_key_is_a_uuid(key: str) -> None:
    with pytest.raises(LineError) as refused:
        RetryKeys().check(key, 0)
    assert refused.value.status == 400


def test_a_retry_key_is_remembered_for_a_day_in_either_case() -> None:
    keys = RetryKeys()
    keys.accept(KEY.upper(), "request-1", 0, ({"id": "1"},))
    with pytest.raises(LineError) as refused:
        keys.check(KEY, 24 * 3600 - 1)
    assert refused.value.status == 409
    assert refused.value.headers == {"x-line-accepted-request-id": "request-1"}
    assert refused.value.body == {
        "message": "The retry key is already accepted",
        "sentMessages": [{"id": "1"}],
    }
    keys.check(KEY, 24 * 3600)
    keys.check(None, 0)


def test_the_month_is_all_or_nothing() -> None:
    quota = Quota(10)
    quota.check(10, MORNING)
    quota.count("push", 7, MORNING)
    quota.check(3, MORNING)
    quota.check(0, MORNING)
    with pytest.raises(LineError) as refused:
        quota.check(4, MORNING)
    assert refused.value.status == 429
    assert refused.value.body == {"message": "You have reached your monthly limit."}
    quota.count("reply", 100, MORNING)
    assert quota.used(MORNING) == 7
    assert quota.used(MORNING + 31 * 24 * 3600) == 0


def test_without_a_limit_there_is_none() -> None:
    quota = Quota(None)
    quota.check(10**6, MORNING)
    assert quota.remaining(MORNING) is None


def test_a_day_begins_at_line_and_is_counted_on_the_next() -> None:
    assert day(MORNING) == "20261123"
    assert day(MORNING + 12 * 3600) == "20261124"  # 22:00 in Thailand
    quota = Quota()
    quota.count("reply", 5, MORNING)
    assert quota.delivered("reply", "20261123", MORNING) == {"status": "unready"}
    tomorrow = MORNING + 24 * 3600
    assert quota.delivered("reply", "20261123", tomorrow) == {"status": "ready", "success": 5}
    assert quota.delivered("push", "20261123", tomorrow) == {"status": "ready", "success": 0}
    assert quota.delivered("push", "20180330", tomorrow) == {"status": "out_of_service"}


@pytest.mark.parametrize("date", [None, "", "2026-11-23", "20261131"])
def test_a_day_is_eight_digits(date: str | None) -> None:
    with pytest.raises(LineError, match="The value for the 'date' parameter is invalid"):
        Quota().delivered("push", date, MORNING)


def test_a_bucket_refills_evenly() -> None:
    buckets, sixty_an_hour = Buckets(), Rate(60, HOUR)
    for _ in range(60):
        buckets.take("broadcast", sixty_an_hour, 0)
    for now, allowed in ((59, False), (60, True), (61, False), (120, True), (7200, True)):
        if allowed:
            buckets.take("broadcast", sixty_an_hour, now)
        else:
            with pytest.raises(LineError, match=r"429 The API rate limit has been exceeded\."):
                buckets.take("broadcast", sixty_an_hour, now)
    buckets.take("narrowcast", sixty_an_hour, 0)


@pytest.mark.parametrize(
    ("person", "after_days", "gets_it"),
    [
        (Person("U", "ก", following=True), 99, True),
        (Person("U", "ก", following=True, blocked=True), 0, False),
        (Person("U", "ก"), 0, False),
        (Person("U", "ก", wrote_at=MORNING), 7, True),
        (Person("U", "ก", wrote_at=MORNING), 7.01, False),
        (Person("U", "ก", wrote_at=MORNING, blocked=True), 0, False),
    ],
)
def test_who_gets_a_push(person: Person, after_days: float, gets_it: bool) -> None:
    assert person.reachable(MORNING + after_days * 24 * 3600) is gets_it


@pytest.mark.parametrize(
    ("make", "form"),
    [
        (lambda ids: ids.user(), r"U[0-9a-f]{32}"),
        (lambda ids: ids.group("group"), r"C[0-9a-f]{32}"),
        (lambda ids: ids.group("room"), r"R[0-9a-f]{32}"),
        (lambda ids: ids.basic(), r"@\d{3}[\w-]{5}"),
        (lambda ids: ids.message(), r"\d{18}"),
        (lambda ids: ids.event(1_795_402_800_000), r"01[0-9A-HJKMNP-TV-Z]{24}"),
        (lambda ids: ids.reply_token(), r"[0-9a-f]{32}"),
        (lambda ids: ids.rich_menu(), r"richmenu-[0-9a-f]{32}"),
        (lambda ids: ids.request(), r"[0-9a-f-]{36}"),
        (lambda ids: ids.image_set(), r"[0-9A-F]{64}"),
    ],
)
def test_identifiers_have_lines_forms(make: Callable[[Ids], str], form: str) -> None:
    assert re.fullmatch(form, make(Ids()))


def test_event_ids_sort_by_time_and_a_seed_repeats_them() -> None:
    assert Ids(1).event(1000) < Ids(2).event(1001)
    assert Ids(3).event(5) == Ids(3).event(5) != Ids(4).event(5)


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x09\xc4\x00\x00\x06\x96\x08\x02\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x03\x4b\x04\xe2\x03"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (2500, 1686)),
        (JPEG, (1250, 843)),
        (b"", None),
        (b"GIF89a", None),
        (PNG[:20], None),
        (JPEG[:12], None),
        (b"\xff\xd8\xff", None),
    ],
)
def test_size_of_a_picture(data: bytes, size: tuple[int, int] | None) -> None:
    assert pictures.size(data) == size
