"""เมนูของตำบล: what a tambon changes in the nation's menu, or adds to it, and from which day.

A change is a row that stands for ever: a deed is worth what the menu said on the day it was done.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, Index, Select, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain.menu import OWN, Limit, MenuItem, items


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
