"""What the public map shows of a part of the country: single pins, or heaps of them.

Where a village or a tambon is asked for its pins are read and heaped as they lie; wider, the cells
that were counted are (`bot/domain/pin_cells.py`), until one is so close that the pins are few.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.domain import areas, pin_cells
from bot.domain.land import EAST, NORTH, SOUTH, WEST
from bot.domain.pin_cells import FIRST, LAST, Box
from bot.domain.places import Pin

COUNTRY = Box(SOUTH, WEST, NORTH, EAST)
MOST = 400
"""Spots of one look; more than a screen can hold."""


@dataclass(frozen=True)
class Wanted:
    """What of the map is asked for. `area`: no wider than the deployment's own; None: all."""

    area: str | None
    category: str | None
    zoom: int
    box: Box


@dataclass(frozen=True)
class Spot:
    """One mark on the map. `pin`: which, where it is a single one."""

    lat: float
    lon: float
    pins: int
    pin: int | None = None
    category: str | None = None


def spots(session: Session, wanted: Wanted) -> list[Spot]:
    """At most MOST; the fullest first."""
    if wanted.area is not None and len(wanted.area) >= 6:
        found = _heaped(_pins(session, wanted, inside=False), wanted.zoom, wanted.box)
    elif wanted.zoom > LAST:
        found = _heaped(_pins(session, wanted, inside=True), wanted.zoom, wanted.box)
    else:
        zoom = max(FIRST, wanted.zoom)
        heaps = pin_cells.heaps(session, wanted.area, wanted.category, zoom, wanted.box)
        found = [Spot(heap.lat, heap.lon, heap.pins) for heap in heaps]
    return sorted(found, key=lambda spot: -spot.pins)[:MOST]


def bounds(session: Session, area: str | None) -> Box:
    """Where to look first: at the area's pins, else at the country."""
    if area is None:
        return COUNTRY
    if len(area) >= 6:
        lowest, highest = (
            (func.min(Pin.lat), func.min(Pin.lon)),
            (func.max(Pin.lat), func.max(Pin.lon)),
        )
        found = session.execute(select(*lowest, *highest).where(*_seen(area))).one()
        return COUNTRY if found[0] is None else Box(*found)
    heaps = pin_cells.heaps(session, area, None, LAST - 4, COUNTRY)
    if not heaps:
        return COUNTRY
    lats, lons = [heap.lat for heap in heaps], [heap.lon for heap in heaps]
    return Box(min(lats), min(lons), max(lats), max(lons))


def _seen(area: str | None) -> list[ColumnElement[bool]]:
    public = Pin.public.is_(True)
    return [public, areas.within(Pin.village_code, area)] if area else [public]


@dataclass(frozen=True)
class _Place:
    id: int
    category: str
    lat: float
    lon: float


def _pins(session: Session, wanted: Wanted, *, inside: bool) -> list[_Place]:
    """`inside`: only what lies in the box, by the index of places."""
    found = select(Pin.id, Pin.category, Pin.lat, Pin.lon).where(*_seen(wanted.area))
    if wanted.category:
        found = found.where(Pin.category == wanted.category)
    if inside:
        box = wanted.box
        found = found.where(
            Pin.lat.between(box.south, box.north), Pin.lon.between(box.west, box.east)
        )
    return [_Place(*row) for row in session.execute(found)]


def _heaped(pins: Iterable[_Place], zoom: int, box: Box) -> list[Spot]:
    """By cell, or where one is closer than cells are counted by the very place."""
    heaps: dict[tuple[float, float], list[_Place]] = defaultdict(list)
    for pin in pins:
        if box.south <= pin.lat <= box.north and box.west <= pin.lon <= box.east:
            key = pin_cells.cell(zoom, pin.lat, pin.lon) if zoom <= LAST else (pin.lat, pin.lon)
            heaps[key].append(pin)
    return [_spot(heap) for heap in heaps.values()]


def _spot(heap: Sequence[_Place]) -> Spot:
    count = len(heap)
    lat, lon = sum(p.lat for p in heap) / count, sum(p.lon for p in heap) / count
    if count > 1:
        return Spot(lat, lon, count)
    return Spot(lat, lon, 1, heap[0].id, heap[0].category)
