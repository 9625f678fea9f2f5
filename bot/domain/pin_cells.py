"""How many pins lie in each cell of the map at each zoom, counted as they come and go.

The map of the whole country asks for a few dozen cells, however many pins there are. A cell is 64
pixels wide and high on the map of the web (Mercator), so that a phone's screen has some sixty. Each
pin counts twice at each zoom: for its district, and for the whole country.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Integer, SmallInteger, String, func, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from bot.db import Base, insert_if_new
from bot.domain import areas

FIRST, LAST = 5, 14
"""Zooms that are counted; closer than that the pins themselves are few."""

COUNTRY = ""
SPLITS = 2
"""A tile is so many times halved into cells: 256 pixels into 64."""

MILLIONTH = 1_000_000
EDGE = 85.05
"""Degrees of latitude, where the map of the web ends."""


class PinCell(Base):
    """How many pins of each kind, and the sum of their places in millionths of a degree."""

    __tablename__ = "pin_cells"

    zoom: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    area: Mapped[str] = mapped_column(String(4), primary_key=True)
    x: Mapped[int] = mapped_column(Integer, primary_key=True)
    y: Mapped[int] = mapped_column(Integer, primary_key=True)
    lat_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    lon_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    household: Mapped[int] = mapped_column(Integer, default=0)
    model: Mapped[int] = mapped_column(Integer, default=0)
    learning: Mapped[int] = mapped_column(Integer, default=0)
    sage: Mapped[int] = mapped_column(Integer, default=0)
    market: Mapped[int] = mapped_column(Integer, default=0)
    nature: Mapped[int] = mapped_column(Integer, default=0)
    meeting: Mapped[int] = mapped_column(Integer, default=0)


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class Heap:
    """Pins that are shown as one: about where they lie, and how many."""

    lat: float
    lon: float
    pins: int


def add(
    session: Session, village_code: str, category: str, lat: float, lon: float, *, by: int = 1
) -> None:
    """A pin that everybody may see comes (`by` 1) or goes (-1). Cells are taken in one order, so
    that two who count at once wait for each other and never forever."""
    here = (by * round(lat * MILLIONTH), by * round(lon * MILLIONTH))
    new = insert_if_new(session.get_bind().dialect.name, PinCell)
    for zoom, area, x, y in _cells_of(village_code, lat, lon):
        session.execute(new.values(zoom=zoom, area=area, x=x, y=y, **_nothing()))
        session.execute(
            PinCell.__table__.update()  # type: ignore[attr-defined]
            .where(PinCell.zoom == zoom, PinCell.area == area, PinCell.x == x, PinCell.y == y)
            .values(
                lat_sum=PinCell.lat_sum + here[0], lon_sum=PinCell.lon_sum + here[1],
                total=PinCell.total + by, **{category: _count(category) + by},
            )
        )  # fmt: skip


def heaps(
    session: Session, area: str | None, category: str | None, zoom: int, box: Box
) -> list[Heap]:
    """The cells of this part of the map at a zoom (within FIRST and LAST). `area`: a district or a
    province; None: the country."""
    x0, y0 = cell(zoom, box.north, box.west)
    x1, y1 = cell(zoom, box.south, box.east)
    pins = func.sum(_count(category) if category else PinCell.total)
    total = func.sum(PinCell.total)
    wanted = (
        select(func.sum(PinCell.lat_sum) / total, func.sum(PinCell.lon_sum) / total, pins)
        .where(PinCell.zoom == zoom, PinCell.x.between(x0, x1), PinCell.y.between(y0, y1))
        .where(PinCell.area == COUNTRY if area is None else areas.within(PinCell.area, area))
        .group_by(PinCell.x, PinCell.y)
        .having(pins > 0)
    )
    return [
        Heap(float(lat) / MILLIONTH, float(lon) / MILLIONTH, int(count))
        for lat, lon, count in session.execute(wanted)
    ]


def cell(zoom: int, lat: float, lon: float) -> tuple[int, int]:
    """Which cell a place lies in, counted from the north-west corner of the world."""
    cells = 2 ** (zoom + SPLITS)
    north = math.radians(max(-EDGE, min(EDGE, lat)))
    x = (lon + 180) / 360 * cells
    y = (1 - math.asinh(math.tan(north)) / math.pi) / 2 * cells
    return max(0, min(cells - 1, int(x))), max(0, min(cells - 1, int(y)))


def _cells_of(village_code: str, lat: float, lon: float) -> Iterator[tuple[int, str, int, int]]:
    for zoom in range(FIRST, LAST + 1):
        x, y = cell(zoom, lat, lon)
        for area in (COUNTRY, village_code[:4]):
            yield zoom, area, x, y


def _count(category: str) -> InstrumentedAttribute[int]:
    found: InstrumentedAttribute[int] = getattr(PinCell, category)
    return found


def _nothing() -> dict[str, Any]:
    kinds = ("household", "model", "learning", "sage", "market", "nature", "meeting")
    return dict.fromkeys(("lat_sum", "lon_sum", "total", *kinds), 0)
