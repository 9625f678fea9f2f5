"""Files about rewards: the shelf in and out, and what was asked for and fetched, out."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import areas, people, rewards
from bot.domain.people import LineUser
from bot.domain.rewards import LONGEST_NAME, MOST, Redemption
from bot.files.kinds import BadRow, Context, Kind, Row, Write
from bot.files.sheets import digits

_OFFERED = {
    "true": True, "1": True, "แจก": True, "แจกอยู่": True, "ใช่": True, "": True,
    "false": False, "0": False, "เลิกแจก": False, "ไม่แจก": False, "ไม่": False,
}  # fmt: skip


def _check_reward(session: Session, row: Row, context: Context) -> Write:
    area = digits(row.get("area_code", "")) or (context.home_area or "")[:6]
    if len(area) not in (6, 8) or not areas.is_known(session, area):
        raise BadRow(f"รหัสพื้นที่ “{area[:40]}” ไม่ใช่ตำบล 6 หลัก หรือหมู่บ้าน 8 หลักที่มีอยู่")
    name = rewards.clean_name(row["name"])
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadRow(f"ชื่อของรางวัลต้องมี และไม่เกิน {LONGEST_NAME} ตัวอักษร")
    price, stock = _whole(row, "price", "แต้ม", 1), _whole(row, "stock", "จำนวน", 0)
    said = row.get("offered", "").lower()
    offered = _OFFERED.get(said)
    if offered is None:
        raise BadRow(f"แจกอยู่หรือไม่ “{said[:40]}” อ่านไม่ออก ใส่ true หรือ false")
    return lambda session: rewards.bring(
        session, area, name, price, stock, context.now, offered=offered
    )


def _whole(row: Row, column: str, called: str, least: int) -> int:
    text = digits(row[column]).replace(",", "")
    if not text.isdecimal() or len(text) > 9 or not least <= int(text) <= MOST:
        raise BadRow(f"{called} “{text[:40]}” ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {MOST}")
    return int(text)


def _rewards(session: Session) -> Iterable[Sequence[object]]:
    for reward in rewards.everywhere(session):
        yield reward.area_code, reward.name, reward.price, reward.stock, reward.offered


def _redemptions(session: Session) -> Iterable[Sequence[object]]:
    """Who signed is named; a code that can still be used is nobody's but the house's."""
    query = select(Redemption).order_by(Redemption.id).execution_options(yield_per=500)
    names: dict[str, str | None] = {}
    for r in session.scalars(query):
        signed = r.handed_by
        if signed is not None and signed not in names:
            names[signed] = _called(people.find(session, signed))
        yield (
            r.id, r.village_code, r.household.house_no, r.reward.name, r.price, r.state,
            r.asked_at, r.decided_by, r.decided_at, r.reason,
            names[signed] if signed else None, r.handed_at,
        )  # fmt: skip


def _called(user: LineUser | None) -> str | None:
    return people.said_name(user) if user else None


KINDS: Mapping[str, Kind] = {
    "rewards": Kind(
        columns=("area_code", "name", "price", "stock", "offered"),
        needs=(("name",), ("price",), ("stock",)),
        aliases={
            "tambon_code": "area_code", "รหัสตำบล": "area_code", "รหัสพื้นที่": "area_code",
            "รหัสหมู่บ้าน": "area_code", "ชื่อ": "name", "ของรางวัล": "name", "ชื่อของรางวัล": "name",
            "แต้ม": "price", "ใช้แต้ม": "price", "จำนวน": "stock", "คงเหลือ": "stock", "เหลือ": "stock",
            "แจกอยู่": "offered", "สถานะ": "offered",
        },
        check=_check_reward,
        rows=_rewards,
    ),
    "redemptions": Kind(
        columns=(
            "redemption_id", "village_code", "house_no", "reward", "price", "state", "asked_at",
            "decided_by", "decided_at", "reason", "handed_by", "handed_at",
        ),
        rows=_redemptions,
    ),
}  # fmt: skip
