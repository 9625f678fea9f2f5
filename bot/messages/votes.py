"""What the bot says about the vote: candidates, a ballot taken, reminders, the result."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from bot.domain.awards import Award
from bot.domain.counting import CHAIR, COMMITTEE, NOBODY
from bot.domain.elections import Candidate, Election
from bot.domain.months import last_of
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.messages.faces import PLAIN, Look

ALL_RESULTS = "ดูผลทุกหมู่"
RULES = Say("กติกาโหวต", "กติกาโหวต")

TIE_WORDS = {
    "dimensions": "ทำหลายมิติกว่า", "days": "ทำหลายวันกว่า", "fewer-wins": "เคยชนะน้อยกว่า",
    "earlier-win": "ชนะครั้งก่อนนานกว่า", "points": "แต้มมากกว่า",
}  # fmt: skip
"""How one of two with as many votes comes first."""

AWARDS = {"improved": "พัฒนาขึ้นมากที่สุด", "newcomer": "น้องใหม่ไฟแรง"}

DIMENSIONS = 3
MOST_MEANT = 11


def candidates(
    election: Election, zone: tzinfo | None, looks: Mapping[int, Look] = MappingProxyType({})
) -> Message:
    """A card for each candidate. House number and หมู่ are public by the vote's rule; `looks`, by
    number: what else may be seen."""
    if not any(c.stands for c in election.candidates):
        return Message("vote_nobody_stands", {"month": election.month})
    return Message(
        "candidates",
        {
            "month": election.month,
            "opens": election.opens_at.astimezone(zone),
            "closes": election.closes_at.astimezone(zone),
            "bubbles": [
                _bubble(election, c, looks.get(c.number, PLAIN))
                for c in election.candidates
                if c.stands
            ],
        },
    )


def _bubble(election: Election, candidate: Candidate, look: Look) -> dict[str, object]:
    number = candidate.number
    return {
        "number": number,
        "house": candidate.household.address,
        "look": look,
        "points": candidate.points,
        "days": candidate.days,
        "dimensions": "ครบ 3 มิติ" if candidate.dimensions == DIMENSIONS else None,
        "reason": candidate.reason,
        # Without words of its own: in a group they would tell everybody the choice.
        "vote": Tap(f"โหวตเบอร์ {number}", "vote.cast", {"e": election.id, "n": number}),
    }


def yes_and_no(election: Election, candidate: Candidate) -> tuple[Tap, Tap]:
    return (
        Tap(
            "ใช่ โหวตเลย", "vote.cast", {"e": election.id, "n": candidate.number}, says="ใช่ โหวตเลย"
        ),
        Tap("ไม่ใช่ ดูรายชื่อ", "vote.another", {}, says="ไม่ใช่ ดูรายชื่อ"),
    )


def is_it(candidate: Candidate, yes: Tap, no: Tap) -> Message:
    """A name that is nearly theirs."""
    said = {"number": candidate.number, "house": candidate.household.address}
    return Message("vote_is_it", {**said, "yes": yes, "no": no})


def which_one(election: Election, meant: Sequence[Candidate]) -> Message:
    """Several at once, or several of one name: one button each."""
    buttons = tuple(
        Tap(
            f"เบอร์ {c.number} บ้าน {c.household.house_no}"[:20], "vote.cast",
            {"e": election.id, "n": c.number},
        )
        for c in meant[:MOST_MEANT]
    )  # fmt: skip
    return Message("vote_one_only", {}, buttons or (Say("โหวต", "โหวต"),))


def vote_open(election: Election, zone: tzinfo | None) -> Message:
    closes = election.closes_at.astimezone(zone)
    return Message(
        "vote_open", {"closes": closes, "why": election.why, "vote": Say("โหวต", "โหวต")}
    )


def vote_remind(closes_at: datetime, zone: tzinfo | None) -> Message:
    closes = closes_at.astimezone(zone)
    return Message("vote_remind", {"closes": closes, "vote": Say("โหวต", "โหวต")})


def vote_extended(election: Election, turnout: int, area: str, zone: tzinfo | None) -> Message:
    """For want of a quorum, or for an officer's reason."""
    return Message(
        "vote_extended",
        {
            "area": area,
            "turnout": turnout,
            "closes": election.closes_at.astimezone(zone),
            "why": election.why,
            "vote": Say("โหวต", "โหวต"),
        },
    )


def vote_off(election: Election, area: str) -> Message:
    return Message("vote_off", {"area": area, "month": election.month, "why": election.why})


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


def taken(
    election: Election,
    turnout: int,
    households: int,
    zone: tzinfo | None,
    chosen: Candidate | None = None,
    *,
    replaced: bool = False,
) -> Message:
    """`chosen` only where nobody else reads it: never in a group. `replaced`: the household has
    cast another since, which counts."""
    closes = election.closes_at.astimezone(zone)
    number = chosen.number if chosen else None
    house = chosen.household.address if chosen else None
    said = {"closes": closes, "turnout": turnout, "households": households}
    return Message("vote_taken", {**said, "number": number, "house": house, "replaced": replaced})


def not_here(go: str | None) -> Message:
    """A tap in a group that is refused, and why would tell neighbours whose it was for."""
    return Message("vote_not_here", {"go": Open("ไปโหวต", go) if go else None})


def under_way(
    election: Election, turnout: int, households: int, now: datetime, *, voted: bool | None = None
) -> Message:
    """`ผลโหวต` before there is one: how many have voted, by `now`, the village's time. `voted`:
    whether the household that asks has; None where others read it, or it may not vote here."""
    zone = now.tzinfo
    return Message(
        "vote_under_way",
        {
            "opens": election.opens_at.astimezone(zone) if now < election.opens_at else None,
            "closes": election.closes_at.astimezone(zone),
            "over": now >= election.closes_at,
            "results": election.results_at.astimezone(zone) if election.results_at else None,
            "turnout": turnout,
            "households": households,
            "voted": voted,
        },
    )


def results(
    election: Election,
    area: str,
    page: Button,
    awards: Sequence[Award] = (),
    buttons: Sequence[Button] = (),
) -> Message:
    """The winner first, then every candidate with its votes."""
    ranked = sorted(election.candidates, key=lambda c: c.rank or 0)
    return Message(
        "results",
        {
            "month": election.month,
            "area": area,
            "lines": [(c.household.address, c.votes) for c in ranked],
            "winner": election.won.household.address if election.won else None,
            "how": how_decided(election),
            "turnout": election.turnout,
            "on_paper": election.on_paper,
            "households": election.households,
            "awards": [(AWARDS[award.sort], award.household.address) for award in awards],
            "page": page,
            "buttons": list(buttons),
        },
    )


def how_decided(election: Election) -> str | None:
    """What the votes alone did not say; None if they did."""
    if election.awaits == CHAIR:
        return "เสียงเท่ากันทุกข้อ รอประธานชี้ขาด"
    if election.awaits == COMMITTEE:
        missing = "" if election.quorum_met else "ยังไม่ครบองค์ประชุม "
        return f"{missing}ชุดปฏิบัติการจะพิจารณาในที่ประชุม"
    if election.decided_by == CHAIR:
        return f"เสียงเท่ากันทุกข้อ ประธานชี้ขาด: {election.why}"
    if election.decided_by == COMMITTEE:
        return f"ชุดปฏิบัติการตัดสิน: {election.why}"
    if election.decided_by == NOBODY:
        return "ผู้เข้าชิงถอนตัวทุกบ้าน เดือนนี้จึงไม่มีบ้านที่ชนะ"
    tie = TIE_WORDS.get(election.decided_by or "")
    return f"เสียงเท่ากัน บ้านแรก{tie}" if tie else None


def no_result() -> Message:
    return Message("no_result")


def in_private(go: str | None, *, tapped: bool = True) -> Message:
    """The vote is taken in 1:1: LINE does not say who `tapped` in a group, or whom words are for is
    to be asked, and the answer would tell all."""
    button = Open("ไปโหวต", go) if go else None
    return Message("vote_in_private", {"go": button, "tapped": tapped})


def join_first() -> Message:
    """A ballot is a household's: theirs has not joined yet."""
    return Message("vote_join_first", {}, (Say("ลงทะเบียน", "ลงทะเบียน"),))


def votes_are_replaced() -> Message:
    """A vote is not taken back: another one takes its place."""
    return Message("votes_are_replaced", quick=(Say("โหวต", "โหวต"),))
