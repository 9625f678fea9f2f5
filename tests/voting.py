"""Villages that vote, for the tests: households with a month of deeds behind them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import areas, brought, months, registry
from bot.domain.brought import Brought
from bot.domain.deed import Claim
from bot.domain.elections import Candidate, Election
from tests.village import TAMBON, Village, Villager

MOO4 = f"{TAMBON}04"
BANGKOK = ZoneInfo("Asia/Bangkok")
KINDS = ("F1-02", "E1-01", "S3-02")
"""A deed of each dimension: 2, 2 and 5 แต้ม."""


def at(day: int, hour: int, minute: int = 0, *, month: int = 12, year: int = 2026) -> datetime:
    """A moment of Bangkok."""
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def did(
    village: Village, house_no: str, points: int, *, moo: int = 4, days: Sequence[int] = (2, 3, 4, 5),
    dimensions: int = 3, month: date = date(2026, 11, 1), status: str = "accepted",
) -> None:  # fmt: skip
    """A household's month: so many แต้ม, on these days, in so many dimensions."""
    code = f"{TAMBON}{moo:02d}"
    with village.store.write() as session:
        areas.add_village(session, code)
        now = village.clock.now()
        for n, day in enumerate(days):
            share = points // len(days) + (points % len(days) if n == 0 else 0)
            kind = KINDS[n % dimensions] if dimensions else KINDS[0]
            deed = Brought(
                key=None, claim=Claim(kind, Decimal(1), None), points=share,
                done_on=month.replace(day=day), status=status, member=None, text=None,
            )  # fmt: skip
            brought.bring(session, code, house_no, deed, now)


def listed(village: Village, house_no: str, *, moo: int = 4, joined: date | None = None) -> None:
    """A household that has joined, without a phone."""
    with village.store.write() as session:
        place = areas.add_village(session, f"{TAMBON}{moo:02d}")
        registry.enter(session, place, house_no, joined or date(2026, 1, 1))


def neighbours(village: Village, *points: int, moo: int = 4) -> list[Villager]:
    """Villagers of houses 1, 2, 3 …, who earned so many แต้ม in November; 0 is nothing."""
    found = []
    for n, earned in enumerate(points, 1):
        found.append(village.villager(f"คน {moo}/{n}", str(n), moo))
        if earned:
            did(village, str(n), earned, moo=moo)
    return found


def held(
    village: Village, *votes: int, moo: int = 4, month: date = date(2026, 11, 1), **more: Any
) -> int:
    """A vote about this month whose result stands: houses 1, 2, 3 … got so many votes, the first
    has won. `more`: what else its row says. Its id."""
    code = f"{TAMBON}{moo:02d}"
    for n in range(1, len(votes) + 1):
        listed(village, str(n), moo=moo)
    opens = datetime.combine(months.after(month).replace(day=5), time(7), BANGKOK)
    with village.store.write() as session:
        said = {
            "area_code": code, "month": month, "opens_at": opens, "households": 2 * sum(votes),
            "closes_at": opens + timedelta(days=2, hours=13), "turnout": sum(votes), "winner": 1,
            "decided_at": opens + timedelta(days=3), "decided_by": "votes", "quorum_met": True,
        }  # fmt: skip
        election = Election(**{**said, **more})
        session.add(election)
        session.flush()
        for n, count in enumerate(votes, 1):
            house = registry.find(session, code, str(n))
            assert house
            session.add(
                Candidate(
                    election_id=election.id, number=n, household_id=house.id, points=60 - n,
                    dimensions=3, days=9, votes=count, rank=n,
                )
            )  # fmt: skip
        return election.id
