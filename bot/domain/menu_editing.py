"""A tambon changes its menu: proposed, shown, and entered as a row from a day on, never backwards.

The bounds hold for every tambon alike, so that 7,255 of them stay comparable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain import access, aliases, audit, groups, local_menu, notices
from bot.domain.areas import Village, within
from bot.domain.deed import Deed
from bot.domain.local_menu import MenuChange, NoSuchKind
from bot.domain.menu import OWN, Limit, MenuItem, is_own, items
from bot.errors import CardTooOld, Refused
from bot.thai.own_words import as_phrase
from bot.thai.units import canonical

POINTS, PER_DAY, TIMES = (0, 30), (1, 100), (1, 100)
LONGEST_NAME = 80
MOST_OWN = 30
FARTHEST = timedelta(days=400)
"""How far ahead a change may be planned; more is a slip of the year."""

MOST_PHRASES = 10
EVIDENCE = ("photo", "witness", "committee")
NO_LIMIT = Limit(0, "")
"""Wished for: no limit beside that of a day."""


class OutOfBounds(Refused):
    """Params: what (points, per_day, times, name, own, since, unit, phrase), least, most."""

    key = "menu_bound"


class TooSoon(Refused):
    """A change may not begin then. Params: since, earliest."""

    key = "menu_too_soon"


class SameAlready(Refused):
    """The menu says so already on that day. Params: name, since."""

    key = "menu_same"


class WhichMenu(Refused):
    """The officer's area holds several tambons, and none was meant."""

    key = "menu_which_tambon"


@dataclass(frozen=True)
class Wish:
    """What is wanted of one line; None: as it is. `kind` None: a new deed of the tambon's own."""

    kind: str | None = None
    dimension: str | None = None
    name: str | None = None
    unit: str | None = None
    points: Decimal | None = None
    per_day: int | None = None
    limit: Limit | None = None
    evidence: frozenset[str] | None = None
    since: date | None = None
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What would be entered: from `since` on the line is `new`. `old`: as it would be else (None:
    it is not there); `phrases`: by which it is told from then on."""

    tambon: str
    since: date
    old: MenuItem | None
    new: MenuItem
    phrases: tuple[str, ...]


def tambon_of(held: Iterable[str], own: str | None) -> str:
    """Whose menu somebody with these areas edits: their own tambon's, else the only one they hold.
    Raises NotAllowed where no whole tambon is held, WhichMenu where several are."""
    whole = [area for area in held if len(area) <= 6]
    if not whole:
        raise access.NotAllowed(act="edit menu")
    if own and any(own.startswith(area) for area in whole):
        return own
    tambons = {area for area in whole if len(area) == 6}
    if len(tambons) != 1 or len(whole) != 1:
        raise WhichMenu
    return tambons.pop()


def propose(session: Session, tambon: str, wish: Wish, today: date, *, old: bool = False) -> Change:
    """What this wish would change; nothing is written. Without a day it begins as soon as it may.

    `old`: a file may bring what began on a day gone by, where nothing was told of it since then.
    Raises OutOfBounds, TooSoon, SameAlready, NoSuchKind.
    """
    menu = local_menu.every(session, tambon)
    code = wish.kind or named(menu, wish.name) or next_code(menu, wish.dimension)
    since = wish.since or earliest(session, tambon, code, today)
    if since > today + FARTHEST:
        raise OutOfBounds(what="since", least=today, most=today + FARTHEST)
    before = local_menu.of(session, tambon, since).get(code)
    new = _wanted(code, before or menu.get(code), wish)
    change = Change(tambon, since, before, new, _phrases(session, tambon, before, new, wish))
    if new == before and not change.phrases:
        raise SameAlready(name=new.name, since=since)
    if new != before:
        _require_open(session, change, today, old=old)
    return change


def to_nation(session: Session, tambon: str, code: str, since: date, today: date) -> Change:
    """Back to what the nation's menu says; a tambon's own deed is worth nothing any more.

    `since`: of a change still to come, from which on it is to be so; else as soon as may be.
    """
    nation = items().get(code)
    start = max(since, earliest(session, tambon, code, today))
    if nation is None:
        if code not in local_menu.every(session, tambon):
            raise NoSuchKind(said=code)
        return propose(session, tambon, Wish(code, points=Decimal(0), since=start), today)
    wish = Wish(
        code, None, nation.name, nation.unit, Decimal(nation.points), nation.per_day,
        nation.limit or NO_LIMIT, nation.evidence, start,
    )  # fmt: skip
    return propose(session, tambon, wish, today)


def earliest(session: Session, tambon: str, code: str, today: date) -> date:
    """The first day from which a change may hold: today, or the day after the last on which such a
    deed was done here; what was told keeps its worth."""
    newest = _newest_deed(session, tambon, code)
    return today if newest is None else max(today, newest + timedelta(days=1))


def enter(
    session: Session, change: Change, line_id: str | None, now: datetime, *, tell: bool = True
) -> MenuChange:
    """Write the change down, teach the tambon its words, leave word with its groups.

    `line_id` None: a file. Raises NotAllowed without the power over the whole tambon.
    """
    if line_id is not None:
        access.require(session, line_id, "edit menu", change.tambon)
    new = change.new
    row = MenuChange(
        tambon_code=change.tambon, kind=new.code, since=change.since, name=new.name,
        unit=new.unit, points=new.points, per_day=new.per_day,
        times=new.limit.times if new.limit else None,
        period=new.limit.period if new.limit else None,
        evidence="|".join(sorted(new.evidence)), changed_by=line_id, changed_at=now,
    )  # fmt: skip
    if new != change.old:
        session.add(row)
        session.flush()
        audit.write(session, line_id, "menu:changed", f"{new.code} {row.id}", now, change.tambon)
    for phrase in change.phrases:
        aliases.adopt(session, change.tambon, phrase, new.code, line_id, now)
    if tell and new != change.old:
        _tell(session, row, change, now)
    return row


def hold(session: Session, tambon: str) -> None:
    """Two who change a tambon's menu at once do so one after the other."""
    rows = select(Village.code).where(within(Village.code, tambon)).order_by(Village.code)
    session.execute(rows.with_for_update()).all()


def as_data(change: Change) -> dict[str, Any]:
    """A change in the shape in which a question or a notice keeps it."""
    return {
        "tambon": change.tambon,
        "since": change.since.isoformat(),
        "old": None if change.old is None else item_as_data(change.old),
        "new": item_as_data(change.new),
        "phrases": list(change.phrases),
    }


def item_as_data(item: MenuItem) -> dict[str, Any]:
    return {
        "code": item.code, "name": item.name, "unit": item.unit, "points": item.points,
        "per_day": item.per_day, "evidence": sorted(item.evidence),
        "limit": [item.limit.times, item.limit.period] if item.limit else None,
    }  # fmt: skip


def item_from_data(data: Mapping[str, Any]) -> MenuItem:
    code = data["code"]
    nation = items().get(code)
    return MenuItem(
        code, code[0], nation.activity if nation else OWN, data["name"], data["unit"],
        data["points"], data["per_day"], Limit(*data["limit"]) if data["limit"] else None,
        frozenset(data["evidence"]),
    )  # fmt: skip


def from_data(session: Session, data: Mapping[str, Any], today: date) -> Change:
    """The change that was shown, if it would still be the same. Raises CardTooOld."""
    hold(session, data["tambon"])
    since = date.fromisoformat(data["since"])
    new = item_from_data(data["new"])
    known = local_menu.every(session, data["tambon"]).get(new.code)
    if data["old"] is None and known is not None and known.name != new.name:
        raise CardTooOld  # meanwhile the code went to another new deed
    wish = Wish(
        new.code, None, new.name, new.unit, Decimal(new.points), new.per_day,
        new.limit or NO_LIMIT, new.evidence, since, tuple(data["phrases"]),
    )  # fmt: skip
    try:
        change = propose(session, data["tambon"], wish, today)
    except (TooSoon, SameAlready):
        raise CardTooOld from None
    if as_data(change) != dict(data):
        raise CardTooOld
    return change


def _require_open(session: Session, change: Change, today: date, *, old: bool) -> None:
    """Raises TooSoon for a day from which a change may not hold any more."""
    newest = _newest_deed(session, change.tambon, change.new.code)
    if old and (newest is None or change.since > newest):
        return
    first = earliest(session, change.tambon, change.new.code, today)
    if change.since < first:
        raise TooSoon(since=change.since, earliest=first)


def _newest_deed(session: Session, tambon: str, code: str) -> date | None:
    return session.scalar(
        select(func.max(Deed.done_on)).where(
            within(Deed.village_code, tambon), Deed.kind == code, Deed.status != "withdrawn"
        )
    )


def _wanted(code: str, base: MenuItem | None, wish: Wish) -> MenuItem:
    """The line as it would be. Raises OutOfBounds."""
    if base is None:
        base = MenuItem(code, code[0], OWN, "", "ครั้ง", 0, 1, None, frozenset())
        if wish.points is None:
            raise OutOfBounds(what="points", least=POINTS[0], most=POINTS[1])
    name = " ".join((wish.name or base.name).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise OutOfBounds(what="name", least=1, most=LONGEST_NAME)
    unit = base.unit if wish.unit is None else canonical(wish.unit)
    if unit is None:
        raise OutOfBounds(what="unit", least=None, most=None)
    limit = base.limit if wish.limit is None else wish.limit
    if limit is not None and limit != NO_LIMIT:
        _within(limit.times, TIMES, "times")
    return replace(
        base,
        name=name,
        unit=unit,
        points=base.points if wish.points is None else _within(wish.points, POINTS, "points"),
        per_day=base.per_day if wish.per_day is None else _within(wish.per_day, PER_DAY, "per_day"),
        limit=None if limit == NO_LIMIT else limit,
        evidence=base.evidence if wish.evidence is None else wish.evidence,
    )


def _within(value: Decimal | int, bounds: tuple[int, int], what: str) -> int:
    if value != int(value) or not bounds[0] <= value <= bounds[1]:
        raise OutOfBounds(what=what, least=bounds[0], most=bounds[1])
    return int(value)


def _phrases(
    session: Session, tambon: str, before: MenuItem | None, new: MenuItem, wish: Wish
) -> tuple[str, ...]:
    """Phrases to be taken up: those given and, of a new name, the name itself. Raises OutOfBounds
    where a deed of the tambon's own would be left without words by which it can be told."""
    given = [as_phrase(said) for said in wish.phrases]
    if None in given or len(given) > MOST_PHRASES:
        raise OutOfBounds(what="phrase", least=None, most=MOST_PHRASES)
    known = {word.phrase for word in aliases.active(session, tambon) if word.code == new.code}
    if new != items().get(new.code) and (before is None or before.name != new.name):
        given.append(as_phrase(new.short_name))
    wanted = dict.fromkeys(phrase for phrase in given if phrase and phrase not in known)
    if before is None and not wanted and not known:
        raise OutOfBounds(what="phrase", least=None, most=MOST_PHRASES)
    return tuple(wanted)


def named(menu: Mapping[str, MenuItem], name: str | None) -> str | None:
    """The line of exactly this name."""
    wanted = " ".join((name or "").split())
    return next((k.code for k in menu.values() if wanted in (k.name, k.short_name)), None)


def next_code(used: Iterable[str], dimension: str | None) -> str:
    """`S9-01` and so on, the first that is not in use. Raises OutOfBounds where a tambon has as
    many as it may."""
    if dimension not in ("F", "E", "S"):
        raise OutOfBounds(what="dimension", least=None, most=None)
    own = [code for code in used if is_own(code)]
    if len(own) >= MOST_OWN:
        raise OutOfBounds(what="own", least=0, most=MOST_OWN)
    codes = (f"{dimension}9-{number:02d}" for number in range(1, MOST_OWN + 1))
    return next(code for code in codes if code not in own)


def _tell(session: Session, row: MenuChange, change: Change, now: datetime) -> None:
    """Word to the tambon's groups and its villages': what changed, and from when."""
    for group in groups.tied_within(session, change.tambon):
        notices.leave(
            session, group, "menu_changed", now, about=f"menu {row.id}",
            change=as_data(change),
        )  # fmt: skip
