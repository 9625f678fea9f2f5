"""ใบแจ้งแต้มประจำเดือน: four to an A4, to be cut and carried to houses without LINE."""

from collections.abc import Mapping, Sequence

from bot.domain.paper import Slip
from bot.printing import press
from bot.wording import figure, thai_month


def pdf(data: Mapping[str, object]) -> bytes:
    return press.pdf("slips.typ", data)


def data(slips: Sequence[Slip], place: str) -> dict[str, object]:
    """The texts of these slips."""
    return {"place": place, "slips": [_slip(slip) for slip in slips]}


def _slip(slip: Slip) -> dict[str, object]:
    month = slip.month
    return {
        "house": slip.household.house_no,
        "head": slip.household.head or "",
        "month": thai_month(month.month),
        "done": [
            [
                one.deed.item.guarded_name,
                f"{one.times} ครั้ง" if one.times > 1 else "",
                figure(one.points),
            ]
            for one in slip.done
        ],
        "more": f"และอีก {slip.more} อย่าง" if slip.more else "",
        "bonus": figure(month.bonus) if month.bonus else "",
        "deposited": figure(month.deposited),
        "withdrawn": figure(month.withdrawn) if month.withdrawn else "",
        "closing": figure(month.closing),
    }
