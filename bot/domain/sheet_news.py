"""What those who count votes are told of a sheet unasked: all of it rides along free."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.domain import access, areas, notices, people, recounts
from bot.domain.recounts import TOO_OFTEN
from bot.domain.sheets import Sheet

_OPEN_MATTERS = ("sheet_waiting", "sheet_differs", "sheet_stuck")


def entered(session: Session, sheet: Sheet, now: datetime) -> int:
    """To all who may count it again. Returns how many they are."""
    holders = access.holders(session, "count votes", sheet.election.area_code)
    others = [h.line_id for h in holders if recounts.may_be_second(session, sheet, h.line_id)]
    for line_id in others:
        _leave(session, line_id, "sheet_waiting", sheet, now)
    return len(others)


def compared(
    session: Session, sheet: Sheet, differ: tuple[int, ...], line_id: str, now: datetime
) -> None:
    """To the other of the two; after too many tries to the officers. Who has just counted hears it
    at once."""
    if not differ:
        _drop(session, sheet, now)
    for other in _others(session, sheet, line_id):
        what = "sheet_differs" if differ else "sheet_counted"
        _leave(session, other, what, sheet, now, numbers=list(differ), nth=sheet.tries)
    if differ and sheet.tries >= TOO_OFTEN:
        for role in access.holders(session, "run votes", sheet.election.area_code):
            if role.line_id != line_id:
                _leave(session, role.line_id, "sheet_stuck", sheet, now, tries=sheet.tries)


def withdrawn(session: Session, sheet: Sheet, line_id: str | None, now: datetime) -> None:
    """To both who have counted it, but for who has taken it back."""
    _drop(session, sheet, now)
    for other in _others(session, sheet, line_id):
        _leave(session, other, "sheet_off", sheet, now, why=sheet.why)


def _others(session: Session, sheet: Sheet, line_id: str | None) -> list[str]:
    """Who has counted it besides this account, as far as they are still with us."""
    both = dict.fromkeys((sheet.entered_by, sheet.second_by))
    return [each for each in both if each and each != line_id and people.find(session, each)]


def _leave(
    session: Session, line_id: str, kind: str, sheet: Sheet, now: datetime,
    *, nth: int = 0, **more: Any,
) -> None:  # fmt: skip
    election = sheet.election
    notices.leave(
        session, line_id, kind, now, about=_about(sheet, nth if kind == "sheet_differs" else 0),
        area=election.area_code, place=areas.title(session, election.area_code),
        month=election.month.isoformat(), **more,
    )  # fmt: skip


def _about(sheet: Sheet, nth: int) -> str:
    return f"sheet {sheet.id} try {nth}" if nth else f"sheet {sheet.id}"


def _drop(session: Session, sheet: Sheet, now: datetime) -> None:
    """What waits to be said of it is out of date."""
    abouts = [_about(sheet, nth) for nth in range(sheet.tries + 1)]
    notices.withdraw(session, _OPEN_MATTERS, abouts, now)
