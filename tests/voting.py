"""Villages that vote, for the tests: households with a month of deeds behind them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain import areas, brought, registry
from bot.domain.brought import Brought
from bot.domain.deed import Claim
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
