"""What a vote sends through LINE: by text and by button, in 1:1 and in the group, with changes of
mind, twice, late, and out of order; and what of it should count.

What should count is told here from what was sent alone: by the moments that LINE stamped.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.recount import Cast, Runner, last_words
from bot.line.messages import postback_data

TEXTS = ("โหวต {}", "โหวตเบอร์ {}", "เลือกเบอร์ {} ค่ะ", "ขอโหวตเบอร์ {}")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MINDS = (0.6, 0.25, 0.15)
"""Of the households vote once, twice, three times."""

TWICE, DISORDER, AT_ONCE, NOBODY = 0.10, 0.10, 0.03, 0.01
"""Of the events: come twice; come late; another of the same millisecond from the same house, in
the other chat; are for nobody who stands."""

TAKEN = ("vote", "vote.cast")
"""What the worker notes of a vote that it has written down, by text and by button."""

AFTER = 0.02
"""Of the time the events take lies after closing."""


OWN = "own_house_vote"


@dataclass(frozen=True)
class Poll:
    """One vote: who stands, and whose phones and which group there are."""

    election: int
    group: str
    runners: Sequence[Runner]
    phones: Mapping[int, str]
    """LINE id by household."""


@dataclass(frozen=True)
class Sent:
    """One event, and what should become of it."""

    event_id: str
    token: str
    election: int
    cast: Cast
    outcome: str
    """What the worker notes of it: its topic, or why it was refused."""

    @property
    def counts(self) -> bool:
        return self.outcome in TAKEN


@dataclass
class Traffic:
    """`bodies` in the order in which LINE delivers them, each with its second since the start."""

    closes_at: datetime
    sent: list[Sent] = field(default_factory=list)
    bodies: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    delivered: int = 0
    """Events in all bodies, repeated ones too."""

    def said(self) -> dict[int, dict[int, int]]:
        """By election and household, what counts."""
        words: dict[int, list[Cast]] = {}
        for each in self.sent:
            if each.counts:
                words.setdefault(each.election, []).append(each.cast)
        return {election: last_words(cast) for election, cast in words.items()}


def traffic(
    polls: Sequence[Poll], start: datetime, seconds: float, longest_delay: float, seed: int = 1
) -> Traffic:
    """Events stamped from `start` on, for so many seconds until closing and a little beyond."""
    chance = random.Random(seed)
    found = Traffic(closes_at=start + timedelta(seconds=seconds))
    deliveries: list[tuple[float, dict[str, Any], bool]] = []
    for at, poll, house, in_group in sorted(_moments(polls, seconds, chance), key=lambda m: m[0]):
        number = 9 if chance.random() < NOBODY else chance.choice(poll.runners).number
        stamp = int(start.timestamp() * 1000) + at
        event = _event(len(found.sent), stamp, poll, house, number, chance, in_group=in_group)
        moment = datetime.fromtimestamp(stamp / 1000, UTC)
        why = _refused(poll, house, number, moment, found.closes_at)
        outcome = _outcome(why, by_text="message" in event, in_group=in_group)
        found.sent.append(
            Sent(event["webhookEventId"], event["replyToken"], poll.election,
                 Cast(house, number, moment), outcome)
        )  # fmt: skip
        due = at / 1000
        if chance.random() < DISORDER:
            due += chance.uniform(0.01, 1) * longest_delay
        deliveries.append((due, event, False))
        if chance.random() < TWICE:
            later = due + chance.choice((0.0, chance.random() * longest_delay))
            deliveries.append((later, event | {"deliveryContext": {"isRedelivery": True}}, True))
    deliveries.sort(key=lambda each: each[0])
    found.delivered = len(deliveries)
    found.bodies = list(_bodies(deliveries, chance))
    return found


def _moments(
    polls: Sequence[Poll], seconds: float, chance: random.Random
) -> Iterator[tuple[int, Poll, int, bool]]:
    """(millisecond, vote, household, whether in the group)."""
    for poll in polls:
        for house in poll.phones:
            for _ in range(chance.choices((1, 2, 3), MINDS)[0]):
                at = int(chance.random() * seconds * 1000 * (1 + AFTER))
                in_group = chance.random() < 0.4
                yield at, poll, house, in_group
                if chance.random() < AT_ONCE:
                    yield at, poll, house, not in_group


def _refused(poll: Poll, house: int, number: int, at: datetime, closes_at: datetime) -> str | None:
    if at >= closes_at:
        return "vote_closed"
    chosen = next((runner for runner in poll.runners if runner.number == number), None)
    if chosen is None:
        return "no_such_candidate"
    return OWN if chosen.house == house else None


def _outcome(why: str | None, *, by_text: bool, in_group: bool) -> str:
    """A tap in the group is not told before the neighbours whose house it was for."""
    if why is None:
        return TAKEN[0 if by_text else 1]
    return "vote.not_here" if why == OWN and in_group and not by_text else f"refused {why}"


def _event(
    n: int, stamp: int, poll: Poll, house: int, number: int, chance: random.Random, *,
    in_group: bool,
) -> dict[str, Any]:  # fmt: skip
    """As LINE sends it."""
    source: dict[str, Any] = {"type": "user", "userId": poll.phones[house]}
    if in_group:
        source |= {"type": "group", "groupId": poll.group}
    event: dict[str, Any] = {
        "mode": "active", "timestamp": stamp, "source": source,
        "webhookEventId": f"vote-{n:08d}", "replyToken": f"token-{n:08d}",
        "deliveryContext": {"isRedelivery": False},
    }  # fmt: skip
    if chance.random() < 0.5:
        data = postback_data("vote.cast", {"e": poll.election, "n": number})
        return event | {"type": "postback", "postback": {"data": data}}
    stands = any(runner.number == number for runner in poll.runners)
    # เลือกเบอร์ 9 to neighbours, where no 9 stands, may be about anything: the bot says nothing.
    words = chance.choice(TEXTS if stands or not in_group else TEXTS[:2]).format(number)
    if chance.random() < 0.3:
        words = words.translate(THAI)
    message = {"id": str(10**15 + n), "type": "text", "text": words, "quoteToken": "q"}
    return event | {"type": "message", "message": message}


def _bodies(
    deliveries: Sequence[tuple[float, dict[str, Any], bool]], chance: random.Random
) -> Iterator[tuple[float, dict[str, Any]]]:
    """One to four events in a body."""
    place = 0
    while place < len(deliveries):
        size = chance.choices((1, 2, 3, 4), (70, 15, 10, 5))[0]
        some = deliveries[place : place + size]
        place += size
        yield some[-1][0], {"destination": "U0", "events": [event for _, event, _ in some]}
