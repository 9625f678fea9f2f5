"""The menus of tambons as a file: what each changes in the nation's menu or adds, and from when."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import areas, local_menu, menu_editing
from bot.domain.aliases import Alias
from bot.domain.local_menu import MenuChange
from bot.domain.menu import DIMENSIONS, PERIOD_NAMES, PERIODS, Limit, is_code, is_own
from bot.domain.menu_editing import NO_LIMIT, OutOfBounds, SameAlready, Wish
from bot.errors import Refused
from bot.files.kinds import BadRow, Context, Kind, Row, Write
from bot.files.sheets import digits, read_date
from bot.line.render import render
from bot.messages.refusals import refusal

UNLIMITED = "ไม่จำกัด"
_NONE = ("none", "ไม่ต้อง", "ไม่ต้องมี", "ไม่มี")
_EVIDENCE = {
    "photo": "photo", "รูป": "photo", "witness": "witness", "พยาน": "witness",
    "committee": "committee", "กรรมการ": "committee", "checkin": "checkin", "auto": "auto",
}  # fmt: skip
_DIMENSIONS = {
    **{name: code for code, name in DIMENSIONS.items() if code != "X"},
    "F": "F", "E": "E", "S": "S", "อาหาร": "F", "สิ่งแวดล้อม": "E", "สังคม": "S",
}  # fmt: skip
_LIMIT = re.compile(r"(\d{1,6})\s*(?:ครั้ง)?\s*/\s*(.+)")
_PARTS = re.compile(r"\s*(?:[|,/]|หรือ)\s*")


def _check(session: Session, row: Row, context: Context) -> Write:
    tambon = digits(row.get("tambon_code", "")) or (context.home_area or "")[:6]
    if len(tambon) != 6 or areas.tambon(tambon) is None:
        raise BadRow(f"รหัสตำบล “{tambon[:20]}” ไม่ถูกต้อง ต้องเป็นตัวเลข 6 หลัก")
    wish = _wish(session, tambon, row, context)
    try:
        menu_editing.propose(session, tambon, wish, context.today, old=True)
    except SameAlready:
        pass
    except Refused as refused:
        raise BadRow(_said(refused)) from None
    return lambda session: _write(session, tambon, wish, context)


def _write(session: Session, tambon: str, wish: Wish, context: Context) -> None:
    menu_editing.hold(session, tambon)
    try:
        change = menu_editing.propose(session, tambon, wish, context.today, old=True)
    except SameAlready:
        return
    menu_editing.enter(session, change, None, context.now, tell=False)


def _wish(session: Session, tambon: str, row: Row, context: Context) -> Wish:
    name = row.get("name") or None
    dimension = _dimension(row.get("dimension", ""))
    since = row.get("since", "")
    day = read_date(since) if since else None
    if since and day is None:
        raise BadRow(f"วันที่เริ่ม “{since[:40]}” อ่านไม่ออก")
    code = row.get("kind", "").upper()
    if code and not is_code(code):
        raise BadRow(f"ไม่มีรหัสความดี “{code[:20]}” ในเมนู")
    if code and dimension not in (None, code[0]):
        raise BadRow(f"ด้านไม่ตรงกับรหัสความดี {code}")
    return Wish(
        kind=_code(session, tambon, code, name, dimension, context),
        dimension=dimension,
        name=name,
        unit=row.get("unit") or None,
        points=_number(row, "points", "แต้ม"),
        per_day=_whole(row, "per_day", "วันละไม่เกิน"),
        limit=_limit(row.get("limit", "")),
        evidence=_evidence(row.get("evidence", "")),
        since=day,
        phrases=tuple(part for part in _PARTS.split(row.get("phrases", "")) if part),
    )


def _code(
    session: Session, tambon: str, code: str, name: str | None, dimension: str | None,
    context: Context,
) -> str:  # fmt: skip
    """The code of the row's deed; a new one gets the next that neither the tambon has nor an
    earlier row."""
    menu = local_menu.every(session, tambon)
    met = context.met.setdefault(tambon, {})
    code = code or menu_editing.named(menu, name) or ""
    given = next((one for one, called in met.items() if called and called == name), None)
    if not code and given is None:
        code = _next(menu.keys() | met.keys(), dimension)
        met[code] = name or ""
    code = code or given or ""
    if is_own(code) and code not in menu:
        if met.setdefault(code, "") not in ("", name):
            raise BadRow(f"รหัสความดี {code} ซ้ำกับความดีใหม่ในแถวก่อน")
        own = {one for one in menu if is_own(one)} | met.keys()
        if len(own) > menu_editing.MOST_OWN:
            raise BadRow(_said(OutOfBounds(what="own", least=0, most=menu_editing.MOST_OWN)))
    return code


def _next(used: Iterable[str], dimension: str | None) -> str:
    try:
        return menu_editing.next_code(used, dimension)
    except OutOfBounds as refused:
        raise BadRow(_said(refused)) from None


def _dimension(said: str) -> str | None:
    bare = said.removeprefix("ด้าน").strip()
    if bare and bare.upper() not in _DIMENSIONS:
        raise BadRow(f"ด้าน “{said[:40]}” ไม่รู้จัก ใส่ F E S หรือ อาหาร สิ่งแวดล้อม สังคม")
    return _DIMENSIONS[bare.upper()] if bare else None


def _limit(said: str) -> Limit | None:
    said = digits(said)
    if not said:
        return None
    if said == UNLIMITED:
        return NO_LIMIT
    found = _LIMIT.fullmatch(said)
    period = PERIODS.get(" ".join(found[2].split())) if found else None
    if found is None or period is None:
        raise BadRow(f"จำกัด “{said[:40]}” อ่านไม่ออก ใส่แบบ 2/สัปดาห์ 1/ไตรมาส หรือ {UNLIMITED}")
    return Limit(int(found[1]), period)


def _evidence(said: str) -> frozenset[str] | None:
    if not said:
        return None
    parts = [part for part in _PARTS.split(said) if part]
    if len(parts) == 1 and parts[0] in _NONE:
        return frozenset()
    unknown = [part for part in parts if part not in _EVIDENCE]
    if unknown:
        raise BadRow(f"หลักฐาน “{unknown[0][:40]}” ไม่รู้จัก ใส่ รูป พยาน กรรมการ หรือ ไม่ต้อง")
    return frozenset(_EVIDENCE[part] for part in parts)


def _number(row: Row, column: str, called: str) -> Decimal | None:
    text = digits(row.get(column, ""))
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadRow(f"{called} “{text[:40]}” ไม่ใช่ตัวเลข") from None
    if not number.is_finite() or abs(number) > 10**9:
        raise BadRow(f"{called} “{text[:40]}” มากเกินไป")
    return number


def _whole(row: Row, column: str, called: str) -> int | None:
    number = _number(row, column, called)
    if number is not None and number != int(number):
        raise BadRow(f"{called} “{number}” ไม่ใช่จำนวนเต็ม")
    return None if number is None else int(number)


def _said(refused: Refused) -> str:
    """The same kind words as in a chat."""
    return str(render(refusal(refused))["text"])


def _rows(session: Session) -> Iterable[Sequence[object]]:
    """What holds from each day on; of several changes for one day the last."""
    phrases: dict[tuple[str, str], list[str]] = {}
    active = select(Alias).where(Alias.state == "active").order_by(Alias.id)
    for alias in session.scalars(active):
        if is_own(alias.kind):
            phrases.setdefault((alias.tambon_code, alias.kind), []).append(alias.phrase)
    query = select(MenuChange).order_by(
        MenuChange.tambon_code, MenuChange.since, MenuChange.kind, MenuChange.id
    )
    last = {(row.tambon_code, row.since, row.kind): row for row in session.scalars(query)}
    for row in last.values():
        item = local_menu.as_item(row)
        limit = f"{item.limit.times}/{PERIOD_NAMES[item.limit.period]}" if item.limit else UNLIMITED
        yield (
            row.tambon_code, row.kind, row.name, item.dimension, row.unit, row.points,
            row.per_day, limit, "|".join(sorted(item.evidence)) or "none", row.since,
            "|".join(phrases.get((row.tambon_code, row.kind), ())),
        )  # fmt: skip


MENU = Kind(
    columns=(
        "tambon_code", "kind", "name", "dimension", "unit", "points", "per_day", "limit",
        "evidence", "since", "phrases",
    ),
    needs=(("kind", "name"),),
    aliases={
        "รหัสตำบล": "tambon_code", "ตำบล": "tambon_code", "รหัสความดี": "kind", "รหัส": "kind",
        "ชื่อ": "name", "ชื่อความดี": "name", "ความดี": "name", "ด้าน": "dimension",
        "มิติ": "dimension", "หน่วย": "unit", "แต้ม": "points", "แต้มต่อหน่วย": "points",
        "วันละไม่เกิน": "per_day", "จำกัด": "limit", "ไม่เกิน": "limit", "หลักฐาน": "evidence",
        "ตั้งแต่": "since", "ตั้งแต่วันที่": "since", "วันที่เริ่ม": "since", "เรียกว่า": "phrases",
        "คำเรียก": "phrases",
    },
    check=_check,
    rows=_rows,
)  # fmt: skip
