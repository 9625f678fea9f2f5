"""Labels one message of a corpus: intent, categories, quantity, unit and day of the deed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.thai.deeds import CATEGORY_OF, DeedReading
from bot.thai.reading import CHATTER, DEED_REPORT
from bot.thai.utterance import Utterance

LABELS = frozenset(
    {
        DEED_REPORT, CHATTER, "balance", "help", "register", "menu", "cancel", "vote", "results",
        "announcement", "location_pin", "story",
    }
)  # fmt: skip
_ESCORT = ("พา", "รับส่ง", "ขับรถพา", "ไปส่ง")


def labels(
    item: Mapping[str, Any],
    intent: str,
    slots: Mapping[str, Any],
    u: Utterance,
    deeds: Sequence[DeedReading],
) -> dict[str, Any]:
    """The labels of one line {id, text, sent_at, context} that was heard as this intent."""
    empty: dict[str, Any] = {
        "id": item.get("id"),
        "intent": intent,
        "categories": [],
        "quantity": None,
        "unit": None,
        "deed_date": None,
        "slots": dict(slots) if intent not in {DEED_REPORT, CHATTER} else {},
    }
    if intent != DEED_REPORT:
        return empty
    quantity, unit = _quantity(deeds)
    return {
        **empty,
        "categories": list(dict.fromkeys(CATEGORY_OF[deed.code] for deed in deeds)),
        "quantity": quantity,
        "unit": unit,
        "deed_date": u.done_on.isoformat(),
    }


def _quantity(deeds: Sequence[DeedReading]) -> tuple[float | int | None, str | None]:
    """The one amount of the message: that of the surest deed that has one."""
    amount = next((deed.amount for deed in deeds if deed.amount is not None), None)
    if amount is not None:
        return _plain(amount.value), amount.unit
    if deeds[0].code == "S3-02" and deeds[0].matched.startswith(_ESCORT):
        # Whoever takes somebody to the doctor has done it once, though nobody says so.
        return 1, "ครั้ง"
    return None, None


def _plain(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)
