"""Whether a place can be in Thailand, without asking anybody.

Its border is that of the time zone Asia/Bangkok in OpenStreetMap, as `tzfpy` has it, its coast that
of `bot/domain/land.py`; both to some hundred metres. A doubt is the household's: whoever lives at
the border or on a pier is not refused.
"""

import math
from collections.abc import Iterator

from bot.domain import land

ZONE = "Asia/Bangkok"
"""The time of Thailand alone; Laos and Cambodia have zones of the same hour."""

NEAR_BORDER = 0.005
"""Degrees, about 500 m."""

KM_PER_DEGREE = 111.2

PROVINCES: dict[str, tuple[float, float]] = {
    "10": (13.75, 100.55), "11": (13.59, 100.7), "12": (13.92, 100.42), "13": (14.05, 100.62),
    "14": (14.35, 100.55), "15": (14.6, 100.4), "16": (15.0, 100.9), "17": (14.9, 100.37),
    "18": (15.15, 100.1), "19": (14.6, 100.98), "20": (13.2, 101.2), "21": (12.85, 101.45),
    "22": (12.8, 102.15), "23": (12.3, 102.5), "24": (13.65, 101.4), "25": (14.05, 101.65),
    "26": (14.25, 101.15), "27": (13.75, 102.3), "30": (14.95, 102.15), "31": (14.8, 102.95),
    "32": (14.9, 103.65), "33": (14.85, 104.35), "34": (15.15, 105.1), "35": (15.9, 104.35),
    "36": (16.0, 101.8), "37": (15.9, 104.75), "38": (18.15, 103.65), "39": (17.2, 102.3),
    "40": (16.45, 102.55), "41": (17.45, 102.95), "42": (17.4, 101.65), "43": (17.85, 102.85),
    "44": (16.0, 103.15), "45": (15.9, 103.8), "46": (16.65, 103.6), "47": (17.35, 103.75),
    "48": (17.4, 104.4), "49": (16.6, 104.45), "50": (18.8, 98.75), "51": (18.2, 98.95),
    "52": (18.4, 99.5), "53": (17.75, 100.45), "54": (18.15, 100.1), "55": (18.85, 100.85),
    "56": (19.2, 100.15), "57": (19.85, 99.9), "58": (18.8, 97.95), "60": (15.7, 100.1),
    "61": (15.35, 99.5), "62": (16.3, 99.55), "63": (16.7, 98.8), "64": (17.25, 99.7),
    "65": (16.95, 100.55), "66": (16.25, 100.35), "67": (16.2, 101.15), "70": (13.55, 99.6),
    "71": (14.6, 99.1), "72": (14.6, 99.95), "73": (13.95, 100.1), "74": (13.55, 100.25),
    "75": (13.4, 99.95), "76": (12.95, 99.65), "77": (11.95, 99.65), "80": (8.35, 99.8),
    "81": (8.1, 99.0), "82": (8.6, 98.45), "83": (7.95, 98.35), "84": (9.05, 99.05),
    "85": (9.85, 98.65), "86": (10.35, 99.05), "90": (6.95, 100.55), "91": (6.75, 100.0),
    "92": (7.5, 99.6), "93": (7.5, 100.0), "94": (6.75, 101.35), "95": (6.25, 101.25),
    "96": (6.2, 101.7),
}  # fmt: skip
"""About the middle of each, to a tenth of a degree; by the first two digits of an area's code."""


def holds(lat: float, lon: float) -> bool:
    """On land in Thailand, or within half a kilometre of it. Any other number is refused too."""
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return False
    return land.near(lat, lon) and any(_zone(*place) == ZONE for place in _around(lat, lon))


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two places (latitude, longitude), right to a percent within Thailand."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east) * KM_PER_DEGREE


def _zone(lat: float, lon: float) -> str:
    from tzfpy import get_tz

    return get_tz(lon, lat)


def _around(lat: float, lon: float) -> Iterator[tuple[float, float]]:
    """The place itself, then eight about it."""
    for north in (0, -1, 1):
        for east in (0, -1, 1):
            yield lat + north * NEAR_BORDER, lon + east * NEAR_BORDER
