"""Units of measure: one name for each, and what can be turned into what."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.thai import tables

COUNTABLE = ("count", "people", "times", "home")
_EACH_ITS_OWN = ("count", "people")


class Unit(NamedTuple):
    name: str
    family: str
    size: Decimal


@cache
def _units() -> dict[str, Unit]:
    return {
        name: Unit(name, family, Decimal(size)) for name, family, size, *_ in tables.rows("units")
    }


def canonical(spelling: str) -> str | None:
    """The one name of a unit however it is written (ชม → ชั่วโมง), None if it is no unit."""
    return tables.unit_spellings().get(spelling.lower())


def family_of(unit: str | None) -> str:
    """What a unit measures: time, weight, money, count …; a number without a unit is `bare`."""
    if unit is None:
        return "bare"
    known = _units().get(canonical(unit) or "")
    return known.family if known else "count"


def convert_value(value: Decimal, unit: str, to: str) -> Decimal | None:
    """The same quantity in another unit, None where the two do not measure the same thing.

    A dozen or a pair is turned into whatever is counted one by one.
    """
    source, target = _units().get(canonical(unit) or ""), _units().get(canonical(to) or "")
    if source is None or target is None:
        return None
    if source.name == target.name:
        return value
    if source.family == "bundle" and target.family in COUNTABLE:
        return value * source.size
    if source.family == target.family and source.family not in _EACH_ITS_OWN:
        return value * source.size / target.size
    return None
