"""The vote on paper: certificates of the month, the picture of the result, and what hangs on the
notice board before.

Whoever calls has counted and decided already. A household's name, story and photo come here only if
it ticked so; its number and หมู่ are public by the vote's rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot import pictures
from bot.printing import press
from bot.wording import (
    FULL_MONTHS,
    FULL_WEEKDAYS,
    figure,
    shortened,
    thai_day,
    thai_month,
    thai_time,
)

Level = Literal["village", "tambon", "district"]

IMPROVED = "บ้านพัฒนาขึ้นมากที่สุด"
NEWCOMER = "น้องใหม่ไฟแรง"

_LEVELS: dict[Level, str] = {
    "village": "ระดับหมู่บ้าน",
    "tambon": "ระดับตำบล",
    "district": "ระดับอำเภอ",
}
A_SCREEN = 110
"""Dots an inch of a certificate's picture, as of the level's."""

ONE_TO_ONE = 72
"""The picture for a timeline is laid out in points: one a dot, 1200 by 630."""

A_STORY = 140
"""Letters of a story."""

A_PHOTO = 300
"""Dots across the round photo. typst takes its bytes as numbers and keeps them a while: no more
than can be seen."""

A_REASON = 110
"""Letters of the committee's reason."""

MOST_SHOWN = 7
"""Houses at the picture's foot; of more, the last place tells how many they are."""


@dataclass(frozen=True)
class Area:
    """Where the vote is held; names without their ตำบล, อำเภอ, จังหวัด."""

    level: Level
    district: str
    province: str
    tambon: str = ""
    moo: int = 0
    village: str = ""

    @property
    def called(self) -> str:
        """`หมู่ที่ 4 บ้านท่าดินแดง ตำบลบ้านแพรก`, `ตำบลบ้านแพรก`, `อำเภอบ้านแพรก`."""
        if self.level == "district":
            return f"อำเภอ{self.district}"
        if self.level == "tambon":
            return f"ตำบล{self.tambon}"
        return f"{_village(self.moo, self.village)} ตำบล{self.tambon}"

    @property
    def bank(self) -> str:
        """The bank is the tambon's; above it stands the district's name."""
        whose = f"ตำบล{self.tambon}" if self.tambon else f"อำเภอ{self.district}"
        return f"ธนาคารความดี {whose}"


@dataclass(frozen=True)
class House:
    """A household that stands or has won; `name` only if it ticked so."""

    house_no: str
    moo: int
    village: str = ""
    tambon: str = ""
    """Named where a district votes."""
    name: str = ""

    @property
    def where(self) -> str:
        """`หมู่ที่ 4 บ้านท่าดินแดง`."""
        return _village(self.moo, self.village)

    @property
    def short(self) -> str:
        """`12/3 หมู่ 4`."""
        return f"{self.house_no} หมู่ {self.moo}"

    @property
    def of_tambon(self) -> str:
        """`ต.บ้านแพรก` where a district votes, else nothing."""
        return f"ต.{self.tambon}" if self.tambon else ""


@dataclass(frozen=True)
class Count:
    """A house and the votes it got."""

    house: House
    votes: int


@dataclass(frozen=True)
class Result:
    """A result that stands.

    `counts`: every house that stood, the winner first. `turnout`: houses that voted, of
    `households` that could. `by_committee`: there was no quorum, and the committee chose the winner
    at its meeting. `story` of the winner, only if it ticked so.
    """

    area: Area
    month: date
    counts: Sequence[Count]
    turnout: int
    households: int
    by_committee: bool = False
    story: str = ""

    @property
    def winner(self) -> Count:
        return self.counts[0]

    @property
    def short_story(self) -> str:
        """In one line, as much as a picture carries and a listener follows."""
        return shortened(_one_line(self.story), A_STORY)


@dataclass(frozen=True)
class Award:
    """A side award, IMPROVED or NEWCOMER, and in one line why it is this house's."""

    title: str
    house: House
    why: str


@dataclass(frozen=True)
class Certificate:
    """The winner's certificate, or with `award` that of a side award.

    `day`: of the result. `office`: signs beside the committee. `head`: the head of the household,
    who may stand here whatever the household ticked, for the sheet is its own.
    """

    result: Result
    day: date
    office: str
    head: str = ""
    award: Award | None = None


@dataclass(frozen=True)
class Candidate:
    """ผู้เข้าชิง. `reason`: why the committee picked it, for one that is not there by its points."""

    number: int
    house: House
    points: int
    days: int
    dimensions: int
    reason: str = ""


@dataclass(frozen=True)
class Vote:
    """A vote to come, for the notice board and for those who vote on paper.

    Moments are in the village's zone. `rules`: printed before the vote, as they are, numbered.
    `roll`: the numbers of the houses that may vote, in the order in which they are looked for.
    `meeting`: when and where votes on paper are taken; empty leaves a line to write on. `address`
    of the results page.
    """

    area: Area
    month: date
    opens: datetime
    closes: datetime
    candidates: Sequence[Candidate]
    rules: Sequence[str]
    roll: Sequence[str]
    meeting: str = ""
    address: str = ""


def certificate_pdf(certificate: Certificate) -> bytes:
    """A4 across, one page whatever the names."""
    return press.pdf("winner.typ", _certificate(certificate))


def certificate_png(certificate: Certificate) -> bytes:
    """The same, as wide as a large phone."""
    return press.png("winner.typ", _certificate(certificate), A_SCREEN)


def picture(result: Result, address: str, photo: bytes | None = None) -> bytes:
    """PNG of 1200 by 630 for Facebook and LINE. `address` of the results page. A photo that cannot
    be read is left out, and a drawn house stands in its place."""
    return press.png("share.typ", _picture(result, address, photo), ONE_TO_ONE)


def board_pdf(vote: Vote) -> bytes:
    """One file: the poster, the tally sheet, the roll, and ballots to cut."""
    return press.pdf("ballot.typ", _board(vote), small=False)  # typst would keep 80 MB of each


def _certificate(one: Certificate) -> dict[str, object]:
    result, award = one.result, one.award
    area, month = result.area, result.month
    house = award.house if award else result.winner.house
    return {
        "bank": area.bank,
        "title": award.title if award else "",
        "why": _one_line(award.why) if award else "",
        "month": f"{FULL_MONTHS[month.month - 1]} พ.ศ. {month.year + 543}",
        "level": _LEVELS[area.level],
        "house": [f"ครัวเรือนบ้านเลขที่ {house.house_no}", house.where],
        "place": (f"ตำบล{house.tambon or area.tambon} อำเภอ{area.district} จังหวัด{area.province}"),
        "head": one.head or house.name,
        "votes": figure(result.winner.votes),
        "turnout": figure(result.turnout),
        "by_committee": result.by_committee,
        "day": thai_day(one.day),
        "office": one.office,
    }


def _picture(result: Result, address: str, photo: bytes | None) -> dict[str, object]:
    house = result.winner.house
    tambon = house.tambon or result.area.tambon
    small = pictures.square(photo, A_PHOTO) if photo else None
    shown = result.counts
    if len(shown) > MOST_SHOWN:
        shown = shown[: MOST_SHOWN - 1]
    return {
        "month": thai_month(result.month),
        "house": house.house_no,
        "where": [house.where, f"ตำบล{tambon}"],
        "name": house.name,
        "story": result.short_story,
        "votes": figure(result.winner.votes),
        "turnout": figure(result.turnout),
        "households": figure(result.households),
        "by_committee": result.by_committee,
        "counts": [
            [one.house.short, one.house.of_tambon, f"{figure(one.votes)} เสียง"] for one in shown
        ],
        "more": figure(len(result.counts) - len(shown)) if len(shown) < len(result.counts) else "",
        "bank": result.area.bank,
        "level": _LEVELS[result.area.level],
        "address": _bare(address),
        "photo": list(small) if small else [],
    }


def _board(vote: Vote) -> dict[str, object]:
    return {
        "bank": vote.area.bank,
        "area": vote.area.called,
        "month": thai_month(vote.month),
        "opens": _moment(vote.opens),
        "closes": _moment(vote.closes),
        "candidates": [_candidate(candidate) for candidate in vote.candidates],
        "rules": list(vote.rules),
        "roll": list(vote.roll),
        "houses": figure(len(vote.roll)),
        "meeting": vote.meeting,
        "address": _bare(vote.address),
    }


def _candidate(one: Candidate) -> dict[str, object]:
    house = one.house
    return {
        "number": str(one.number),
        "house": house.short,
        "tambon": house.of_tambon,
        "name": house.name,
        "points": figure(one.points),
        "days": figure(one.days),
        "dimensions": "ครบ 3 มิติ" if one.dimensions == 3 else f"{one.dimensions} มิติ",
        "reason": shortened(_one_line(one.reason), A_REASON),
    }


def _village(moo: int, name: str) -> str:
    return f"หมู่ที่ {moo}" + (f" บ้าน{name.removeprefix('บ้าน')}" if name else "")


def _moment(at: datetime) -> str:
    day = f"วัน{FULL_WEEKDAYS[at.weekday()]}ที่ {at.day} {thai_month(at)}"
    return f"{day} เวลา {thai_time(at)}"


def _bare(address: str) -> str:
    """As it is typed by hand."""
    return address.removeprefix("https://").removeprefix("http://")


def _one_line(text: str) -> str:
    return " ".join(text.split())
