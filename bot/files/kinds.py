"""The kinds of files: their columns, how a row is read, and which rows are written out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import areas, brought, deeds, registry
from bot.domain.areas import NoVillages, UnknownMoo, WhichTambon
from bot.domain.deeds import Deed
from bot.domain.ledger import Entry
from bot.domain.menu import items
from bot.domain.registry import Household
from bot.files.sheets import digits, read_date
from bot.thai import CATEGORY_OF

Row = Mapping[str, str]
Write = Callable[[Session], object]


class BadRow(Exception):
    """What is wrong with one row, in Thai, for whoever keeps the file."""


@dataclass(frozen=True)
class Context:
    """What a row is read against."""

    home_area: str | None
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True)
class Kind:
    """`aliases`: other headers of a column. `check` only looks: it raises BadRow, or returns what
    will write the row. `rows` are what is written out."""

    columns: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one column must be in the file."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[Session, Row, Context], Write] | None = None
    rows: Callable[[Session], Iterable[Sequence[object]]] | None = None


def _check_village(_: Session, row: Row, __: Context) -> Write:
    code = digits(row["village_code"])
    if not areas.can_be_village(code):
        raise BadRow(f"รหัสหมู่บ้าน “{code}” ไม่ถูกต้อง ต้องเป็นตัวเลข 8 หลักของตำบลที่มีอยู่")
    moo = digits(row.get("moo", ""))
    if moo and moo != str(int(code[6:])):
        raise BadRow(f"หมู่ {moo} ไม่ตรงกับรหัสหมู่บ้าน {code}")
    name, lat, lon = row.get("name") or None, _degrees(row, "lat"), _degrees(row, "lon")
    return lambda session: areas.add_village(session, code, name, lat, lon)


def _villages(session: Session) -> Iterable[Sequence[object]]:
    for village in areas.villages(session, ""):
        yield village.code, village.moo, village.name, village.lat, village.lon


def _check_household(session: Session, row: Row, context: Context) -> Write:
    house_no = _house_no(row)
    code = _village_code(session, row, context, house_no)
    joined = row.get("joined_on", "")
    joined_on = read_date(joined) if joined else None
    if joined and joined_on is None:
        raise BadRow(f"วันที่สมัคร “{joined}” อ่านไม่ออก")
    size = digits(row.get("members", ""))
    if size and not size.isdecimal():
        raise BadRow(f"จำนวนสมาชิก “{size}” ไม่ใช่ตัวเลข")
    said = row.get("status", "")
    status = _STATUSES.get(said or ("active" if joined_on else "listed"))
    if status is None:
        raise BadRow(f"สถานะ “{said}” ไม่รู้จัก")
    listed = registry.Listing(
        head=" ".join(row.get("head", "").split()) or None,
        phone=digits(row.get("phone", "")) or None,
        size=int(size) if size else None,
        joined_on=joined_on,
        status=status if said or joined_on else None,
    )
    return lambda session: registry.list_household(
        session, areas.add_village(session, code), house_no, listed
    )


_STATUSES = {
    "active": "active", "เข้าร่วม": "active", "listed": "listed", "left": "left", "ออก": "left",
}  # fmt: skip


def _households(session: Session) -> Iterable[Sequence[object]]:
    query = select(Household).order_by(Household.village_code, Household.id)
    for h in session.scalars(query.execution_options(yield_per=500)):
        yield (
            h.village_code, h.moo, h.house_no, h.head, h.phone, h.size, h.joined_on, h.status,
        )  # fmt: skip


def _check_deed(session: Session, row: Row, context: Context) -> Write:
    house_no = _house_no(row)
    code = _village_code(session, row, context, house_no)
    if registry.find(session, code, house_no) is None:
        raise BadRow(f"ไม่มีบ้านเลขที่ {house_no} ในหมู่บ้านรหัส {code}")
    if row["kind"] not in items():
        raise BadRow(f"ไม่มีรหัสความดี “{row['kind']}” ในเมนู")
    done_on = read_date(row["done_on"])
    if done_on is None:
        raise BadRow(f"วันที่ทำ “{row['done_on']}” อ่านไม่ออก")
    status = row.get("status") or "accepted"
    if status not in deeds.STATUSES:
        raise BadRow(f"สถานะ “{status}” ไม่รู้จัก")
    quantity, points = _number(row, "quantity"), _number(row, "points")
    found = brought.Brought(
        key=row.get("deed_id") or None,
        claim=deeds.Claim(row["kind"], quantity, row.get("unit") or None),
        points=None if points is None else int(points),
        done_on=done_on,
        status=status,
        member=row.get("member") or None,
        text=row.get("text") or None,
    )
    return lambda session: brought.bring(session, code, house_no, found, context.now)


def _deeds(session: Session) -> Iterable[Sequence[object]]:
    for d in session.scalars(select(Deed).order_by(Deed.id).execution_options(yield_per=500)):
        yield (
            d.key, d.village_code, d.household.house_no, d.member.name if d.member else None,
            d.kind, CATEGORY_OF.get(d.kind), d.quantity, d.unit, d.points, d.done_on, d.status,
            d.text, d.message_id, d.recorded_at,
        )  # fmt: skip


def _ledger(session: Session) -> Iterable[Sequence[object]]:
    query = (
        select(Entry, Household.house_no, Deed.key)
        .outerjoin(Household, Household.id == Entry.household_id)
        .outerjoin(Deed, Deed.id == Entry.deed_id)
        .order_by(Entry.id)
    )
    for entry, house_no, key in session.execute(query.execution_options(yield_per=500)):
        yield (
            entry.id, entry.at, entry.account, house_no, entry.village_code, entry.amount,
            entry.reason, key,
        )  # fmt: skip


def _village_code(session: Session, row: Row, context: Context, house_no: str) -> str:
    code = digits(row.get("village_code", ""))
    if code:
        if not areas.can_be_village(code):
            raise BadRow(f"รหัสหมู่บ้าน “{code}” ไม่ถูกต้อง")
        return code
    moo = digits(row.get("moo", ""))
    if not moo.isdecimal():
        raise BadRow("ไม่มีหมู่ที่ หรือหมู่ที่ไม่ใช่ตัวเลข")
    try:
        return areas.code_of_moo(session, int(moo), context.home_area, house_no=house_no)
    except WhichTambon:
        raise BadRow(f"หมู่ {moo} มีหลายตำบล ใส่ village_code ด้วย") from None
    except (UnknownMoo, NoVillages):
        raise BadRow(f"ไม่รู้จักหมู่ {moo}") from None


def _house_no(row: Row) -> str:
    house_no = registry.clean_house_no(row["house_no"])
    if house_no is None:
        raise BadRow(f"บ้านเลขที่ “{row['house_no']}” ไม่ถูกต้อง")
    return house_no


def _degrees(row: Row, name: str) -> float | None:
    value = _number(row, name)
    return None if value is None else float(value)


def _number(row: Row, name: str) -> Decimal | None:
    text = digits(row.get(name, "")).replace(",", "")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadRow(f"{name} “{text}” ไม่ใช่ตัวเลข") from None
    if not number.is_finite() or abs(number) > 10**9:
        raise BadRow(f"{name} “{text}” มากเกินไป")
    return number


_HOUSEHOLD_ALIASES = {
    "บ้านเลขที่": "house_no", "หมู่ที่": "moo", "หมู่": "moo", "ชื่อหัวหน้าครัวเรือน": "head",
    "หัวหน้าครัวเรือน": "head", "เบอร์โทร": "phone", "โทรศัพท์": "phone", "จำนวนสมาชิก": "members",
    "วันที่สมัคร": "joined_on", "รหัสหมู่บ้าน": "village_code", "สถานะ": "status",
}  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "villages": Kind(
        columns=("village_code", "moo", "name", "lat", "lon"),
        needs=(("village_code",),),
        aliases={
            "รหัสหมู่บ้าน": "village_code", "หมู่ที่": "moo", "ชื่อหมู่บ้าน": "name",
            "ละติจูด": "lat", "ลองจิจูด": "lon",
        },
        check=_check_village,
        rows=_villages,
    ),
    "households": Kind(
        columns=(
            "village_code", "moo", "house_no", "head", "phone", "members", "joined_on", "status",
        ),
        needs=(("village_code", "moo"), ("house_no",)),
        aliases=_HOUSEHOLD_ALIASES,
        check=_check_household,
        rows=_households,
    ),
    "deeds": Kind(
        columns=(
            "deed_id", "village_code", "house_no", "member", "kind", "category", "quantity", "unit",
            "points", "done_on", "status", "text", "message_id", "recorded_at",
        ),
        needs=(("village_code", "moo"), ("house_no",), ("kind",), ("done_on",)),
        aliases=_HOUSEHOLD_ALIASES
        | {"รหัสความดี": "kind", "จำนวน": "quantity", "หน่วย": "unit", "แต้ม": "points",
           "วันที่ทำ": "done_on", "ผู้ทำ": "member"},
        check=_check_deed,
        rows=_deeds,
    ),
    "ledger": Kind(
        columns=(
            "entry_id", "at", "account", "house_no", "village_code", "amount", "reason", "deed_id",
        ),
        rows=_ledger,
    ),
}  # fmt: skip
