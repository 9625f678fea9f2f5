"""Many areas that vote, written into an empty database at once: real tambons and their villages, a
group each, households with a phone each, and a month in which a quarter of them did good.

The month is the one before the vote; everybody votes for a neighbour. What a household does follows
from its number alone.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import geothai
from sqlalchemy import insert, select, text

from bot.db import Base, Store
from bot.domain.areas import Village
from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Election
from bot.domain.groups import Group
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.settings import AreaSetting

ZONE = ZoneInfo("Asia/Bangkok")
GOOD, KINDS, DAYS = 5, ("F1-01", "E1-05"), (3, 9, 15, 21)
"""So many households of an area did good, of these kinds, on these days."""

_AT_ONCE = 10_000


@dataclass(frozen=True)
class Sample:
    """`areas` of `villages` each (more than one: they vote as a tambon), `houses` in each area."""

    areas: int
    houses: int
    month: date
    villages: int = 1

    def codes(self) -> list[list[str]]:
        """The villages of each area. Those that vote alone lie ten in a tambon."""
        tambons = _tambons()
        if self.villages == 1:
            return [[f"{tambons[n // 10]}{n % 10 + 1:02d}"] for n in range(self.areas)]
        moos = range(1, self.villages + 1)
        return [[f"{code}{moo:02d}" for moo in moos] for code in tambons[: self.areas]]

    def area(self, villages: Sequence[str]) -> str:
        """Where they vote."""
        return villages[0] if self.villages == 1 else villages[0][:6]


def _tambons() -> list[str]:
    """Of the whole country, by code."""
    return [
        str(tambon.code)
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for tambon in geothai.subdistricts(district.code)
    ]


def fill(store: Store, sample: Sample) -> None:
    """Into an empty database."""
    at = datetime.combine(sample.month, time(8), ZONE)
    codes = sample.codes()
    _insert(store, Village, ({"code": code} for villages in codes for code in villages))
    _insert(store, Group, (_group(sample.area(villages), at) for villages in codes))
    _insert(store, Household, _households(sample))
    _insert(store, LineUser, _phones(sample, at))
    _insert(store, Deed, _deeds(sample, at))
    if sample.villages > 1:
        said = {"name": "vote-area", "value": "tambon", "set_at": at}
        provinces = sorted({villages[0][:2] for villages in codes})
        _insert(store, AreaSetting, ({"area_code": code, **said} for code in provinces))
    analyze(store)


def analyze(store: Store) -> None:
    with store.connect() as connection:
        connection.execute(text("ANALYZE"))


def ballots(store: Store, voters: Callable[[int], int], at: datetime) -> None:
    """So many households of the nth area have voted, each for a neighbour."""
    chance = random.Random(7)
    with store.read() as session:
        rows_of = session.scalars(select(Election).order_by(Election.area_code))
        votes = [(e.id, e.area_code, [c.household_id for c in e.candidates]) for e in rows_of]
        homes: dict[str, list[int]] = {}
        for house, code in session.execute(select(Household.id, Household.village_code)):
            for length in (6, 8):
                homes.setdefault(code[:length], []).append(house)

    def rows() -> Iterator[dict[str, Any]]:
        for n, (vote, area, stand) in enumerate(votes):
            for house in chance.sample(homes[area], voters(n)):
                number = chance.choice([m for m, one in enumerate(stand, 1) if one != house])
                yield {"election_id": vote, "household_id": house, "number": number,
                       "via": "line", "cast_at": at, "voter_id": house}  # fmt: skip

    _insert(store, Ballot, rows())
    analyze(store)


def line_id(house: int) -> str:
    return f"U{house:032x}"


def chat_of(area: str) -> str:
    return f"C{area:0>32}"


def _houses(sample: Sample) -> Iterator[tuple[int, int, str]]:
    """Of each household its number among all, that within its area, and its village."""
    number = 0
    for villages in sample.codes():
        for n in range(sample.houses):
            number += 1
            yield number, n, villages[n % len(villages)]


def _group(area: str, at: datetime) -> dict[str, Any]:
    return {"chat_id": chat_of(area), "area_code": area, "tied_at": at, "joined_at": at,
            "members": 30}  # fmt: skip


def _households(sample: Sample) -> Iterator[dict[str, Any]]:
    for number, n, code in _houses(sample):
        yield {"id": number, "village_code": code, "house_no": str(n + 1), "status": "active",
               "joined_on": date(2026, 1, 5)}  # fmt: skip


def _phones(sample: Sample, at: datetime) -> Iterator[dict[str, Any]]:
    may = {f"may_{purpose}": True for purpose in ("join", "show", "pin", "sensitive")}
    for number, _, __ in _houses(sample):
        yield {"id": number, "line_id": line_id(number), "display_name": f"คน {number}",
               "household_id": number, "household_since": at, "created_at": at, "shared": False,
               "blocked": False, "may_guardian": False, **may}  # fmt: skip


def _deeds(sample: Sample, at: datetime) -> Iterator[dict[str, Any]]:
    for number, n, code in _houses(sample):
        if n >= GOOD:
            continue
        for part, (kind, day) in enumerate((k, d) for k in KINDS for d in DAYS):
            done = sample.month.replace(day=day)
            yield {"key": f"{number}-{part}", "village_code": code, "household_id": number,
                   "kind": kind, "units": 1, "points": 1 + (number + part) % 7, "done_on": done,
                   "status": "accepted", "part": 0, "for_others": False, "recorded_at": at,
                   "said_at": at, "revision": 0}  # fmt: skip


def _insert(store: Store, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    statement = insert(model.__table__)  # type: ignore[arg-type]
    batch: list[dict[str, Any]] = []
    with store.connect() as connection:
        for row in rows:
            batch.append(row)
            if len(batch) == _AT_ONCE:
                connection.execute(statement, batch)
                batch.clear()
        if batch:
            connection.execute(statement, batch)
