"""How kinds of deeds are asked about: their names on buttons, and how much is usual."""

from decimal import Decimal
from functools import cache

from bot.thai import tables


@cache
def _rows() -> dict[str, tuple[str, tuple[Decimal, ...]]]:
    return {
        code: (name, () if usual == "-" else tuple(map(Decimal, usual.split())))
        for code, name, usual in tables.rows("asked")
    }


def button_name(code: str) -> str:
    """Short enough for a button on a phone."""
    return _rows()[code][0]


def usual_amounts(code: str) -> tuple[Decimal, ...]:
    """In the menu's unit; empty where the points do not depend on how much was done."""
    return _rows()[code][1]


def code_named(name: str) -> str | None:
    """The kind with this name on its button."""
    wanted = "".join(name.split())
    return next((c for c, (n, _) in _rows().items() if "".join(n.split()) == wanted), None)
