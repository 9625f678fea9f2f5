"""What the bot says about the vote: candidates, a ballot taken, reminders, the result."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from bot.domain.elections import Candidate, Election
from bot.domain.months import last_of
from bot.line.messages import Button, Message, Open, Say, Tap

ALL_RESULTS = "ดูผลทุกหมู่"


def candidates(election: Election, zone: tzinfo | None) -> Message:
    """A card for each candidate. House number and หมู่ are public by the vote's rule."""
    return Message(
        "candidates",
        {
            "month": election.month,
            "opens": election.opens_at.astimezone(zone),
            "closes": election.closes_at.astimezone(zone),
            "bubbles": [_bubble(election, candidate) for candidate in election.candidates],
        },
    )


def _bubble(election: Election, candidate: Candidate) -> dict[str, object]:
    number = candidate.number
    return {
        "number": number,
        "house": candidate.household.address,
        "points": candidate.points,
        "days": candidate.days,
        # Without words of its own: in a group they would tell everybody the choice.
        "vote": Tap(f"โหวตเบอร์ {number}", "vote.cast", {"e": election.id, "n": number}),
    }


def vote_open(election: Election, zone: tzinfo | None) -> Message:
    closes = election.closes_at.astimezone(zone)
    return Message("vote_open", {"closes": closes, "vote": Say("โหวต", "โหวต")})


def vote_remind(closes_at: datetime, zone: tzinfo | None) -> Message:
    closes = closes_at.astimezone(zone)
    return Message("vote_remind", {"closes": closes, "vote": Say("โหวต", "โหวต")})


def nudge(params: Mapping[str, Any], today: date) -> Message:
    """`holy`: the next วันพระ, if it is soon."""
    holy = params.get("holy")
    said = {
        "days_left": (last_of(today) - today).days,
        "month": today,
        "closes": last_of(today),
        "holy": date.fromisoformat(str(holy)) if holy else None,
    }
    return Message("nudge", {**said, "menu": Say("เมนูความดี", "เมนูความดี")})


def taken(election: Election, turnout: int, households: int, zone: tzinfo | None) -> Message:
    """In a group, too: never what was chosen."""
    closes = election.closes_at.astimezone(zone)
    return Message("vote_taken", {"closes": closes, "turnout": turnout, "households": households})


def under_way(election: Election, turnout: int, households: int, zone: tzinfo | None) -> Message:
    """`ผลโหวต` before there is one: how many have voted."""
    closes = election.closes_at.astimezone(zone)
    return Message(
        "vote_under_way", {"closes": closes, "turnout": turnout, "households": households}
    )


def results(election: Election, area: str, page: Button) -> Message:
    """The winner first, then every candidate with its votes."""
    ranked = sorted(election.candidates, key=lambda c: c.rank or 0)
    return Message(
        "results",
        {
            "month": election.month,
            "area": area,
            "lines": [(c.household.address, c.votes) for c in ranked],
            "winner": ranked[0].household.address if _is_won(election) else None,
            "turnout": election.turnout,
            "households": election.households,
            "quorum_met": election.quorum_met,
            "page": page,
        },
    )


def _is_won(election: Election) -> bool:
    """Without a quorum nobody is named: the committee decides at its meeting."""
    return bool(election.turnout and election.quorum_met)


def no_result() -> Message:
    return Message("no_result")


def in_private(go: str | None) -> Message:
    """LINE does not say who tapped in a group: the vote is taken in 1:1."""
    return Message("vote_in_private", {"go": Open("ไปโหวต", go) if go else None})


def join_first() -> Message:
    """A ballot is a household's: theirs has not joined yet."""
    return Message("vote_join_first", {}, (Say("ลงทะเบียน", "ลงทะเบียน"),))


def of_notice(
    kind: str, election: Election, area: str, page: Button, zone: tzinfo | None
) -> Message:
    """What a waiting notice about a vote says when it goes."""
    if kind == "candidates":
        return candidates(election, zone)
    if kind == "vote_open":
        return vote_open(election, zone)
    return results(election, area, page)


def votes_are_replaced() -> Message:
    """A vote is not taken back: another one takes its place."""
    return Message("votes_are_replaced", quick=(Say("โหวต", "โหวต"),))
