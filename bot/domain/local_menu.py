"""เมนูของตำบล: what a tambon changes in the nation's menu, or adds to it, and from which day.

A change is a row that stands for ever: a deed is worth what the menu said on the day it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Index, Select, String, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain.areas import within
from bot.domain.menu import OWN, Limit, MenuItem, items
from bot.errors import Refused
from bot.thai.asked import code_named


class MenuChange(Base):
    """One item as a tambon has it from a day on: all of it, also what did not change."""

    __tablename__ = "menu_changes"
    __table_args__ = (Index("ix_menu_changes_tambon_since", "tambon_code", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tambon_code: Mapped[str] = mapped_column(String(6))
    kind: Mapped[str] = mapped_column(String(10))
    since: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(20))
    points: Mapped[int]
    """0: told and thanked for, but worth no แต้ม in this tambon."""
    per_day: Mapped[int]
    times: Mapped[int | None]
    period: Mapped[str | None] = mapped_column(String(10))
    evidence: Mapped[str] = mapped_column(String(60))
    """Joined by `|`; empty: none."""
    changed_by: Mapped[str | None]
    """LINE id; None: a file."""
    changed_at: Mapped[datetime]


class NotOnMenu(Refused):
    """A tambon's own deed, where or when it does not count. Params: name, since (the first day on
    which it does; None: it is another tambon's)."""

    key = "not_on_menu"


class NoSuchKind(Refused):
    """What was named is no line of the menu. Params: said."""

    key = "no_such_kind"


@dataclass(frozen=True)
class Planned:
    """A change that is still to come: from `since` on the line is as `item` says."""

    since: date
    item: MenuItem


def of(session: Session, area: str, day: date) -> Mapping[str, MenuItem]:
    """The menu that holds in this village or tambon on that day, by code, in the menu's order."""
    values = {"tambon": area[:6], "day": day}
    rows = session.connection().execute(_changes(), values).all()
    if not rows:
        return items()
    changed = {row.kind: as_item(row) for row in rows}  # the newest of a kind comes last
    return {**items(), **changed}


@cache
def _changes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MenuChange.kind, MenuChange.name, MenuChange.unit, MenuChange.points,
            MenuChange.per_day, MenuChange.times, MenuChange.period, MenuChange.evidence,
        )
        .where(
            MenuChange.tambon_code == bindparam("tambon"),
            MenuChange.since <= bindparam("day", type_=Date()),
        )
        .order_by(MenuChange.since, MenuChange.id)
    )  # fmt: skip


def as_item(row: Any) -> MenuItem:
    """A row of `menu_changes` as a line of the menu."""
    nation = items().get(row.kind)
    return MenuItem(
        code=row.kind,
        dimension=row.kind[0],
        activity=nation.activity if nation else OWN,
        name=row.name,
        unit=row.unit,
        points=row.points,
        per_day=row.per_day,
        limit=Limit(row.times, row.period) if row.times and row.period else None,
        evidence=frozenset(part for part in row.evidence.split("|") if part),
    )


def differing(kind: MenuItem) -> tuple[str | None, str | None]:
    """Name and unit of an item, where the nation's menu says otherwise: a deed keeps them."""
    nation = items().get(kind.code)
    if nation is None:
        return kind.name, kind.unit
    return (
        None if nation.name == kind.name else kind.name,
        None if nation.unit == kind.unit else kind.unit,
    )


def not_on_menu(session: Session, area: str, code: str) -> NotOnMenu:
    """Why a code is not on the menu of a day."""
    row = session.execute(
        select(MenuChange.name, MenuChange.since)
        .where(MenuChange.tambon_code == area[:6], MenuChange.kind == code)
        .order_by(MenuChange.since, MenuChange.id)
        .limit(1)
    ).first()
    return NotOnMenu(name=row.name if row else None, since=row.since if row else None)


def every(session: Session, tambon: str) -> Mapping[str, MenuItem]:
    """Every kind that was, is or will be on the tambon's menu, as it was said last."""
    return of(session, tambon, date.max)


def named(menu: Mapping[str, MenuItem], said: str) -> str | None:
    """The code of what is called so: by its code, its name in this menu, or that of its button."""
    text = " ".join(said.split())
    if text.upper() in menu:
        return text.upper()
    bare = "".join(text.split())
    for kind in menu.values():
        if bare in ("".join(kind.name.split()), "".join(kind.short_name.split())):
            return kind.code
    return code_named(text)


def changed(session: Session, tambon: str, day: date) -> list[MenuItem]:
    """The lines that differ from the nation's on that day, its own among them."""
    nation = items()
    menu = of(session, tambon, day)
    return [kind for code, kind in menu.items() if kind != nation.get(code)]


def planned(session: Session, tambon: str, day: date) -> list[Planned]:
    """What is to change after that day, soonest first."""
    query = (
        select(MenuChange.kind, MenuChange.since)
        .where(MenuChange.tambon_code == tambon, MenuChange.since > day)
        .group_by(MenuChange.kind, MenuChange.since)
        .order_by(MenuChange.since, MenuChange.kind)
    )
    found = []
    for code, since in session.execute(query):
        item = of(session, tambon, since)[code]
        if of(session, tambon, since - timedelta(days=1)).get(code) != item:
            found.append(Planned(since, item))
    return found


@dataclass(frozen=True)
class Differing:
    """One tambon that has changed its menu: what differs on a day, what is planned, when it was
    changed last."""

    tambon: str
    kinds: list[MenuItem]
    planned: list[Planned]
    changed_at: datetime


def differing_within(
    session: Session, area: str, day: date, *, most: int
) -> tuple[list[Differing], int]:
    """The tambons of an area ("": of the nation) that changed their menus, those that did so last
    first; and how many there are."""
    newest = func.max(MenuChange.id)
    query = select(MenuChange.tambon_code, func.max(MenuChange.changed_at))
    counted = select(func.count(MenuChange.tambon_code.distinct()))
    if area:
        query = query.where(within(MenuChange.tambon_code, area))
        counted = counted.where(within(MenuChange.tambon_code, area))
    query = query.group_by(MenuChange.tambon_code).order_by(newest.desc()).limit(most)
    found = [
        Differing(tambon, changed(session, tambon, day), planned(session, tambon, day), at)
        for tambon, at in session.execute(query).all()
    ]
    return found, session.scalar(counted) or 0
