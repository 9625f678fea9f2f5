"""Turns of phrase by their name, from lexicon/shapes.tsv."""

import re
from functools import cache

from bot.thai import tables


@cache
def shape(name: str) -> re.Pattern[str]:
    """The pattern of this name."""
    return re.compile(_shapes()[name])


@cache
def _shapes() -> dict[str, str]:
    return {name: pattern for name, pattern, *_ in tables.rows("shapes")}
