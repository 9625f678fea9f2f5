"""What a picture looks like, and a smaller copy of it; Pillow loads where it is used.

A print is 128 bits: 64 say where it gets brighter from left to right, 64 from top to bottom. It
stays the same when a picture is made smaller, saved anew or a little brighter.
"""

import struct
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 8
TOO_LARGE = 60_000_000
"""Pixels; more is no photo of a phone, and would fill the memory."""

SHOWN = 800
"""Pixels of the longer side of a copy for a card or a page."""

A_BANNER = 60_000
"""Bytes of a card's picture: old phones load it over a weak signal."""

_DAMAGED = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, ArithmeticError,
    struct.error, MemoryError,
)  # fmt: skip
"""How Pillow fails on bytes that are no picture, or half of one."""

T = TypeVar("T")


def print_of(data: bytes) -> str | None:
    """Its print in hexadecimal; None if it is no picture that can be read, or shows nothing."""
    return _read(data, _print)


def shown(data: bytes, side: int = SHOWN) -> bytes | None:
    """A JPEG of at most so many pixels a side without what the camera wrote beside it (place,
    time); None if it is no picture that can be read."""
    return _read(data, partial(_copy, side=side))


def square(data: bytes, side: int) -> bytes | None:
    """A JPEG of `side` pixels each way, cut from the middle, where people stand; without what the
    camera wrote beside it. None if it is no picture that can be read."""
    from PIL import ImageOps

    return _read(data, lambda it: _jpeg(ImageOps.fit(it.convert("RGB"), (side, side))))


def banner(data: bytes) -> bytes | None:
    """A JPEG of 20 by 13 for the head of a card, of 60 KB at most, cut from the middle; without
    what the camera wrote beside it. None if it is no picture that can be read."""
    return _read(data, _banner)


def _read(data: bytes, then: "Callable[[Image], T]") -> T | None:
    """The picture, turned as it was held."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > TOO_LARGE:
                return None
            return then(ImageOps.exif_transpose(picture))
    except (*_DAMAGED, Image.DecompressionBombError):
        return None


def _print(picture: "Image") -> str | None:
    grey = picture.convert("L")
    across = grey.resize((SIDE + 1, SIDE)).tobytes()
    down = grey.resize((SIDE, SIDE + 1)).tobytes()
    cells = [(x, y) for y in range(SIDE) for x in range(SIDE)]
    bits = [across[y * (SIDE + 1) + x] < across[y * (SIDE + 1) + x + 1] for x, y in cells]
    bits += [down[y * SIDE + x] < down[(y + 1) * SIDE + x] for x, y in cells]
    value = int("".join("1" if bit else "0" for bit in bits), 2)
    return f"{value:032x}" if value else None


def _copy(picture: "Image", side: int) -> bytes:
    copy = picture.convert("RGB")
    copy.thumbnail((side, side))
    return _jpeg(copy)


def _banner(picture: "Image") -> bytes:
    from PIL import ImageOps

    for width, quality in ((640, 80), (640, 60), (480, 50), (320, 40)):
        fitted = ImageOps.fit(picture.convert("RGB"), (width, width * 13 // 20))
        made = _jpeg(fitted, quality)
        if len(made) <= A_BANNER:
            break
    return made


def _jpeg(picture: "Image", quality: int = 80) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
