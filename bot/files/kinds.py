"""The kinds of files: their columns, how a row is read, and which rows are written out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import aliases, areas, brought, local_menu, registry
from bot.domain.areas import NoVillages, UnknownMoo, WhichTambon
from bot.domain.deed import STATUSES, Claim, Deed
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.ledger import Entry
from bot.domain.menu import MenuItem
from bot.domain.notice import Notice
from bot.domain.registry import Household
from bot.files.sheets import digits, read_date
from bot.thai import CATEGORY_OF
from bot.thai.own_words import as_phrase

MOST_MEMBERS = 999
"""More people under one roof are a slip."""

LATITUDES, LONGITUDES = (5.0, 21.0), (97.0, 106.0)
"""Between these lies Thailand."""

LONGEST_DEED_ID = 40
_LONGEST_QUOTE = 40

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
    met: dict[str, dict[str, str]] = field(default_factory=dict)
    """What earlier rows of the file brought that the database does not know yet: by area, codes
    and names."""

    @property
    def today(self) -> date:
        return self.local_now.date()

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.zone)


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
        raise BadRow(f"รหัสหมู่บ้าน {_quoted(code)} ไม่ถูกต้อง ต้องเป็นตัวเลข 8 หลักของตำบลที่มีอยู่")
    moo = _moo(row)
    if moo is not None and moo != int(code[6:]):
        raise BadRow(f"หมู่ {moo} ไม่ตรงกับรหัสหมู่บ้าน {code}")
    name = row.get("name") or None
    lat, lon = _degrees(row, "lat", LATITUDES), _degrees(row, "lon", LONGITUDES)
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
        raise BadRow(f"วันที่สมัคร {_quoted(joined)} อ่านไม่ออก")
    size = _count(row, "members", "จำนวนสมาชิก")
    if size is not None and size > MOST_MEMBERS:
        raise BadRow(f"จำนวนสมาชิก {size} มากเกินไป")
    said = row.get("status", "")
    status = _STATUSES.get(said or ("active" if joined_on else "listed"))
    if status is None:
        raise BadRow(f"สถานะ {_quoted(said)} ไม่รู้จัก")
    listed = registry.Listing(
        head=" ".join(row.get("head", "").split()) or None,
        phone=digits(row.get("phone", "")) or None,
        size=size,
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
    done_on = read_date(row["done_on"])
    if done_on is None:
        raise BadRow(f"วันที่ทำ {_quoted(row['done_on'])} อ่านไม่ออก")
    kind = local_menu.of(session, code, done_on).get(row["kind"])
    if kind is None:
        raise BadRow(f"ไม่มีรหัสความดี {_quoted(row['kind'])} ในเมนูของวันนั้น")
    status = row.get("status") or "accepted"
    if status not in STATUSES:
        raise BadRow(f"สถานะ {_quoted(status)} ไม่รู้จัก")
    points = _number(row, "points")
    if points is not None and points != int(points):
        raise BadRow(f"แต้ม {_quoted(row['points'])} ไม่ใช่จำนวนเต็ม")
    found = brought.Brought(
        key=row.get("deed_id") or None,
        claim=Claim(row["kind"], _number(row, "quantity"), row.get("unit") or None),
        points=None if points is None else int(points),
        done_on=done_on,
        status=status,
        member=row.get("member") or None,
        text=row.get("text") or None,
    )
    if not brought.is_known(session, found.key):
        _check_new_deed(row, kind, found, context)
    return lambda session: brought.bring(session, code, house_no, found, context.local_now)


def _check_new_deed(row: Row, kind: MenuItem, deed: brought.Brought, context: Context) -> None:
    """What no villager can have done. A deed we have already is left alone, whatever it says."""
    if deed.key and len(deed.key) > LONGEST_DEED_ID:
        raise BadRow(f"deed_id {_quoted(deed.key)} ยาวเกิน {LONGEST_DEED_ID} ตัวอักษร")
    if deed.claim.quantity is not None and deed.claim.quantity < 0:
        raise BadRow(f"จำนวน {deed.claim.quantity} ติดลบ")
    points = brought.by_menu(kind, deed.claim)[1] if deed.points is None else deed.points
    if not 0 <= points <= brought.MOST_POINTS:
        raise BadRow(f"แต้ม {points} ไม่อยู่ระหว่าง 0 ถึง {brought.MOST_POINTS}")
    if deed.done_on > context.today:
        raise BadRow(f"วันที่ทำ {_quoted(row['done_on'])} ยังมาไม่ถึง")
    if deed.done_on < brought.FIRST_DAY:
        raise BadRow(f"วันที่ทำ {_quoted(row['done_on'])} เก่ากว่าปี 2560")


def _deeds(session: Session) -> Iterable[Sequence[object]]:
    for d in session.scalars(select(Deed).order_by(Deed.id).execution_options(yield_per=500)):
        yield (
            d.key, d.village_code, d.household.house_no, d.member.name if d.member else None,
            d.kind, CATEGORY_OF.get(d.kind, "other"), d.quantity, d.unit, d.points, d.done_on,
            d.status, d.text, d.message_id, d.recorded_at,
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


def _ballots(session: Session) -> Iterable[Sequence[object]]:
    """Who took part, and never the choice: by house, for the order of casting could tell it.

    Before the result stands nobody learns more than the turnout. What stands then was counted:
    `elections.cast` takes no ballot any more.
    """
    query = (
        select(Election.month, Election.area_code, Household.house_no, Ballot.via)
        .join(Election, Election.id == Ballot.election_id)
        .join(Household, Household.id == Ballot.household_id)
        .where(Election.decided_at.is_not(None))
        .order_by(Election.month, Election.area_code, Household.id)
    )
    for month, area, house_no, via in session.execute(query.execution_options(yield_per=500)):
        yield _month(month), area, house_no, via, True


def _results(session: Session) -> Iterable[Sequence[object]]:
    query = (
        select(Election, Candidate.rank, Household.house_no, Candidate.votes)
        .join(Candidate, Candidate.election_id == Election.id)
        .join(Household, Household.id == Candidate.household_id)
        .where(Election.decided_at.is_not(None))
        .order_by(Election.month, Election.area_code, Candidate.rank)
    )
    for e, rank, house_no, votes in session.execute(query.execution_options(yield_per=500)):
        yield (
            _month(e.month), e.area_code, rank, house_no, votes, e.quorum_met, e.decided_by,
        )  # fmt: skip


def _check_alias(session: Session, row: Row, context: Context) -> Write:
    tambon = digits(row.get("tambon_code", "")) or (context.home_area or "")[:6]
    if len(tambon) != 6 or areas.tambon(tambon) is None:
        raise BadRow(f"รหัสตำบล {_quoted(tambon)} ไม่ถูกต้อง ต้องเป็นตัวเลข 6 หลัก")
    phrase = as_phrase(row["phrase"])
    if phrase is None:
        raise BadRow(f"คำ {_quoted(row['phrase'])} ใช้ไม่ได้ ต้องเป็นคำไทยสั้น ๆ ไม่มีตัวเลข")
    kind = row["kind"].upper()
    if kind not in local_menu.every(session, tambon):
        raise BadRow(f"ไม่มีรหัสความดี {_quoted(row['kind'])} ในเมนู")
    said = row.get("state", "")
    state = _ALIAS_STATES.get(said or "active")
    if state is None:
        raise BadRow(f"สถานะ {_quoted(said)} ไม่รู้จัก")
    return lambda session: aliases.bring(session, tambon, phrase, kind, state, context.now)


_ALIAS_STATES = {state: state for state in aliases.STATES} | {
    "รอ": "suggested", "ใช้": "active", "ไม่ใช้": "off",
}  # fmt: skip


def _aliases(session: Session) -> Iterable[Sequence[object]]:
    for alias, accounts in aliases.everywhere(session):
        yield (
            alias.tambon_code, alias.phrase, alias.kind,
            aliases.kind_called(session, alias),
            alias.state, alias.times, accounts, alias.decided_at,
        )  # fmt: skip


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


def _notices(session: Session) -> Iterable[Sequence[object]]:
    for n in session.scalars(select(Notice).order_by(Notice.id).execution_options(yield_per=500)):
        yield (
            n.id, n.kind, n.chat_id or f"household {n.household_id}", n.created_at, n.due_at,
            n.delivered_at, n.how, n.billed,
        )  # fmt: skip


def _village_code(session: Session, row: Row, context: Context, house_no: str) -> str:
    code = digits(row.get("village_code", ""))
    if code:
        if not areas.can_be_village(code):
            raise BadRow(f"รหัสหมู่บ้าน {_quoted(code)} ไม่ถูกต้อง")
        return code
    moo = _moo(row)
    if moo is None:
        raise BadRow("ไม่มีหมู่ที่")
    try:
        return areas.code_of_moo(session, moo, context.home_area, house_no=house_no)
    except WhichTambon:
        raise BadRow(f"หมู่ {moo} มีหลายตำบล ใส่ village_code ด้วย") from None
    except (UnknownMoo, NoVillages):
        raise BadRow(f"ไม่รู้จักหมู่ {moo}") from None


def _house_no(row: Row) -> str:
    house_no = registry.clean_house_no(row["house_no"])
    if house_no is None:
        raise BadRow(f"บ้านเลขที่ {_quoted(row['house_no'])} ไม่ถูกต้อง")
    return house_no


def _moo(row: Row) -> int | None:
    """หมู่ที่ as a number, for some write `05`; None if the row has none."""
    return _count(row, "moo", "หมู่ที่")


def _degrees(row: Row, name: str, between: tuple[float, float]) -> float | None:
    value = _number(row, name)
    if value is not None and not between[0] <= value <= between[1]:
        raise BadRow(f"{name} {value} ไม่อยู่ในประเทศไทย")
    return None if value is None else float(value)


def _count(row: Row, name: str, called: str) -> int | None:
    """A whole number of a length that can be meant; None if the row has none."""
    text = digits(row.get(name, ""))
    if not text:
        return None
    if not text.isdecimal():
        raise BadRow(f"{called} {_quoted(text)} ไม่ใช่ตัวเลข")
    if len(text) > 9:
        raise BadRow(f"{called} {_quoted(text)} มากเกินไป")
    return int(text)


def _number(row: Row, name: str) -> Decimal | None:
    text = digits(row.get(name, "")).replace(",", "")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadRow(f"{name} {_quoted(text)} ไม่ใช่ตัวเลข") from None
    if not number.is_finite() or abs(number) > 10**9:
        raise BadRow(f"{name} {_quoted(text)} มากเกินไป")
    return number


def _quoted(text: str) -> str:
    """A cell's text for a reason, cut where it goes on for ever."""
    return f"“{text}”" if len(text) <= _LONGEST_QUOTE else f"“{text[:_LONGEST_QUOTE]}…”"


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
    "ballots": Kind(
        columns=("month", "area_code", "house_no", "via", "counted"),
        rows=_ballots,
    ),
    "results": Kind(
        columns=(
            "month", "area_code", "rank", "house_no", "votes", "quorum_met", "decided_by",
        ),
        rows=_results,
    ),
    "aliases": Kind(
        columns=(
            "tambon_code", "phrase", "kind", "name", "state", "times", "accounts", "decided_at",
        ),
        needs=(("phrase",), ("kind",)),
        aliases={"รหัสตำบล": "tambon_code", "ตำบล": "tambon_code", "คำ": "phrase",
                 "รหัสความดี": "kind", "สถานะ": "state"},
        check=_check_alias,
        rows=_aliases,
    ),
    "notices": Kind(
        columns=(
            "notice_id", "kind", "chat", "created_at", "due_at", "delivered_at", "how", "billed",
        ),
        rows=_notices,
    ),
}  # fmt: skip
