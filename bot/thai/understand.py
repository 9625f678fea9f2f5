"""Labels one message of a corpus: intent, categories, quantity, unit and day of the deed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bot.thai.deeds import CATEGORY_OF, DeedReading, read_deeds
from bot.thai.utterance import Utterance, annotate

_IN_A_GROUP = 0.7
"""People chat in a group; what is only vaguely a deed is taken for one in 1:1 alone."""
_ESCORT = ("พา", "รับส่ง", "ขับรถพา", "ไปส่ง")


@dataclass(frozen=True)
class OtherIntent:
    """What another reader makes of a message, and how surely; the surer reading wins."""

    intent: str
    sureness: float
    slots: Mapping[str, Any] = field(default_factory=dict)


ReadOther = Callable[[Utterance, str], OtherIntent | None]


def understand(item: Mapping[str, Any], read_other: ReadOther | None = None) -> dict[str, Any]:
    """The labels of one line {id, text, sent_at, context}.

    `read_other` is given the utterance and the context, and may name another intent for it.
    """
    sent_on = date.fromisoformat(str(item["sent_at"])[:10])
    u = annotate(str(item["text"]), sent_on)
    context = str(item.get("context", ""))
    deeds = [d for d in read_deeds(u) if context != "group" or d.sureness >= _IN_A_GROUP]
    other = read_other(u, context) if read_other is not None else None
    if other is not None and other.sureness > (deeds[0].sureness if deeds else 0.0):
        return _labels(item, other.intent, slots=dict(other.slots))
    if not deeds:
        return _labels(item, "chatter")
    quantity, unit = _quantity(deeds)
    return _labels(
        item,
        "deed_report",
        categories=list(dict.fromkeys(CATEGORY_OF[deed.code] for deed in deeds)),
        quantity=quantity,
        unit=unit,
        deed_date=u.done_on.isoformat(),
    )


def _labels(item: Mapping[str, Any], intent: str, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "categories": [],
        "quantity": None,
        "unit": None,
        "deed_date": None,
        "slots": {},
    }
    return {"id": item.get("id"), "intent": intent, **empty, **more}


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
