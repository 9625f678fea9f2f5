"""Where in and around Thailand there is land, by the coast of OpenStreetMap in `roaring-landmask`.

That package wants 400 MB to look at the whole world. A process of its own looks once, at our part
alone, and hands over a bit for each cell of fifteen seconds of arc (about 460 m): 22 KB on the way,
half a megabyte here. Who never asks never waits.
"""

import logging
import subprocess
import sys
import threading
import zlib
from functools import cache

SOUTH, WEST, NORTH, EAST = 5.5, 97.25, 20.5, 105.75
PER_DEGREE = 240
"""Cells: the mask's own."""

ROWS, COLUMNS = round((NORTH - SOUTH) * PER_DEGREE), round((EAST - WEST) * PER_DEGREE)

PATIENCE = 60
"""Seconds; it takes two."""

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


def near(lat: float, lon: float) -> bool:
    """Whether the place lies on land, or less than a cell or two from it: houses stand on stilts
    and piers, and phones err. A lake is land. Outside our part of the world nothing is."""
    row, column = _cell(lat, SOUTH), _cell(lon, WEST)
    if not (0 <= row < ROWS and 0 <= column < COLUMNS):
        return False
    with _one_at_a_time:
        bits = _bits()
    if bits is None:
        return True
    around = ((r, c) for r in (row - 1, row, row + 1) for c in (column - 1, column, column + 1))
    return any(_is_land(bits, r, c) for r, c in around if 0 <= r < ROWS and 0 <= c < COLUMNS)


def _cell(degrees: float, first: float) -> int:
    return int((degrees - first) * PER_DEGREE // 1)


def _is_land(bits: bytes, row: int, column: int) -> bool:
    nth = row * COLUMNS + column
    return bool(bits[nth >> 3] & (0x80 >> (nth & 7)))


@cache
def _bits() -> bytes | None:
    """None where the machine has not the memory to look: nobody is refused for that."""
    ourselves = [sys.executable, "-m", __name__]
    try:
        found = subprocess.run(  # noqa: S603 - our own words
            ourselves, capture_output=True, check=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.error("the coast cannot be read, so the sea is not told from land: %s", type(error))
        return None
    return zlib.decompress(found.stdout)


def _look() -> bytes:
    """In the process of its own."""
    import numpy as np
    from roaring_landmask import LandmaskProvider, RoaringMask

    mask = RoaringMask.new(LandmaskProvider.Osm)
    lats = SOUTH + (np.arange(ROWS) + 0.5) / PER_DEGREE
    lons = WEST + (np.arange(COLUMNS) + 0.5) / PER_DEGREE
    found = mask.contains_many(np.tile(lons, ROWS), np.repeat(lats, COLUMNS))
    return zlib.compress(np.packbits(found).tobytes(), 9)


if __name__ == "__main__":
    sys.stdout.buffer.write(_look())
