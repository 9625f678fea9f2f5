"""What of the map is asked for, out of an address: odd values ask for nothing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.pin_cells import Box
from bot.domain.places import CATEGORIES


@dataclass(frozen=True)
class Asked:
    """`area`: within the deployment's own. `page`: of the list, from 1 on."""

    area: str | None
    category: str | None
    box: Box | None
    page: int


def asked(args: Mapping[str, str], home: str | None) -> Asked:
    """`area` (an area's code), `kind`, `bbox` (west,south,east,north in degrees, as GeoJSON has
    it), `page`."""
    area, kind, number = args.get("area", ""), args.get("kind", ""), args.get("page", "")
    inside = area.isascii() and area.isdecimal() and len(area) in (2, 4, 6, 8)
    inside = inside and area.startswith(home or "")
    return Asked(
        area if inside else home or None,
        kind if kind in CATEGORIES else None,
        _box(args.get("bbox", "")),
        int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 6 else 1,
    )


def _box(text: str) -> Box | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not all(math.isfinite(edge) for edge in (west, south, east, north)):
        return None
    return Box(max(south, -90), max(west, -180), min(north, 90), min(east, 180))
