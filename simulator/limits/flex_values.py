"""The values of Flex properties: sizes in keywords, pixels and percents, colors, ratios."""

import re
from typing import Any

from simulator.limits.shape import FINE, Mistakes, wrong
from simulator.limits.values import matching

INVALID = "invalid property"
PIXELS = r"\d+(?:\.\d+)?px"
PERCENT = r"\d+(?:\.\d+)?%"
SPACES = "none|xs|sm|md|lg|xl|xxl"
SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
RATIO = re.compile(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)")
ANGLE = re.compile(r"(\d+(?:\.\d+)?)deg")

COLOR = matching(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", INVALID)
SPACE = matching(f"{SPACES}|{PIXELS}", INVALID)
PADDING = matching(f"{SPACES}|{PIXELS}|{PERCENT}", INVALID)
OFFSET = matching(f"{SPACES}|-?{PIXELS}|-?{PERCENT}", INVALID)
EXTENT = matching(f"{PIXELS}|{PERCENT}", INVALID)
FONT_SIZE = matching(f"{SIZES}|{PIXELS}", INVALID)
IMAGE_SIZE = matching(f"{SIZES}|full|{PIXELS}|{PERCENT}", INVALID)
BORDER = matching(f"none|light|normal|medium|semi-bold|bold|{PIXELS}", INVALID)
LINE_SPACING = matching(PIXELS, INVALID)
POSITION = matching(r"(?:\d|[1-9]\d)(?:\.\d+)?%|100%", INVALID)


def ratio(value: Any) -> Mistakes:
    """width:height, each 1 to 100000, the height at most three times the width."""
    found = RATIO.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return wrong(INVALID)
    width, height = float(found[1]), float(found[2])
    fits = 1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width
    return FINE if fits else wrong(INVALID)


def angle(value: Any) -> Mistakes:
    """From 0deg up to, not including, 360deg."""
    found = ANGLE.fullmatch(value) if isinstance(value, str) else None
    return FINE if found and float(found[1]) < 360 else wrong(INVALID)
