"""นับซ้ำ: a second account, of another household, counts the same sheet without seeing what the first
counted. Where both come to the same, it stands: the houses of the roll have voted on paper, and
the totals are added to the count. What is confirmed can be taken back until there is a result.

Whoever counts must have the power when they do; a count made then is worth what it was, whatever
becomes of its counter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from bot.domain import access, audit, drafts, people, photos, sheets
from bot.domain.boxes import BoxCount
from bot.domain.elections import LONGEST_REASON, Ballot
from bot.domain.people import LineUser
from bot.domain.sheets import NoPicture, Sheet, SheetHouse
from bot.errors import Refused
from bot.thai.tally import SaidTotals

TOO_OFTEN = 3
"""So many counts that were not the same, and an officer is told."""

DRAFTS_LAST = timedelta(days=14)


class SheetGone(Refused):
    """Withdrawn meanwhile, or never there."""

    key = "sheet_gone"


class CountedTwice(Refused):
    """Two have counted it already, and it stands."""

    key = "sheet_counted"


class SamePerson(Refused):
    """Who entered it does not count it again."""

    key = "sheet_same_person"


class SameHouse(Refused):
    """Nor does anybody of their household."""

    key = "sheet_same_house"


class ReasonMissing(Refused):
    """An officer takes back what others have counted, and says why."""

    key = "sheet_why"


@dataclass(frozen=True)
class Compared:
    """`differ`: the numbers that were not counted the same; none: it is confirmed."""

    sheet: Sheet
    differ: tuple[int, ...]

    @property
    def confirmed(self) -> bool:
        return not self.differ


def may_be_second(session: Session, sheet: Sheet, line_id: str | None) -> bool:
    try:
        require_second(session, sheet, line_id)
    except Refused:
        return False
    return True


def require_second(session: Session, sheet: Sheet, line_id: str | None) -> None:
    """Raises NotAllowed, OwnHouseCounts, SamePerson, SameHouse: to have moved out of the first's
    household changes nothing."""
    sheets.require_counter(session, sheet.election, line_id)
    if sheet.entered_by == line_id:
        raise SamePerson
    user, first = people.find(session, line_id), people.find(session, sheet.entered_by)
    own = people.homes(session, user) if user else set()
    if own & {sheet.entered_house, first.household_id if first else None}:
        raise SameHouse


def to_count_again(session: Session, sheet_id: int, line_id: str | None) -> Sheet:
    """The sheet, if this account may count it now. Raises SheetGone, CountedTwice, VoteCancelled,
    CountOver, NoPicture, and what `require_second` raises."""
    sheet = _waiting(session, sheet_id)
    require_second(session, sheet, line_id)
    sent = photos.of_sheet(session, sheet.id)
    if not any(photo.state == "kept" for photo in sent):
        raise NoPicture(coming=bool(sent))
    return sheet


def count_again(
    session: Session, sheet_id: int, line_id: str, totals: Mapping[int, int], now: datetime
) -> Compared:
    """What the second counted, all numbers of it. Raises what `to_count_again` raises, and
    BadTotals."""
    sheet = to_count_again(session, sheet_id, line_id)
    sheets.with_totals(session, sheet, {}, SaidTotals(tuple(totals.items())))
    sheet.second_by, sheet.second_totals = line_id, _kept(totals)
    _log(session, line_id, "sheet:recounted", sheet, now)
    return _compare(session, sheet, line_id, now)


def to_correct(session: Session, sheet_id: int, line_id: str | None) -> Sheet:
    """The sheet, if this account entered it and may still say what it counted. Raises SheetGone,
    CountedTwice, VoteCancelled, CountOver, NotAllowed, OwnHouseCounts."""
    sheet = _waiting(session, sheet_id)
    if sheet.entered_by != line_id:
        raise SheetGone
    sheets.require_counter(session, sheet.election, line_id)
    return sheet


def correct(
    session: Session, sheet_id: int, line_id: str, totals: Mapping[int, int], now: datetime
) -> Compared | None:
    """What the first counts now; None where nobody has counted it again yet. Raises what
    `to_correct` raises, and BadTotals."""
    sheet = to_correct(session, sheet_id, line_id)
    sheets.with_totals(session, sheet, {}, SaidTotals(tuple(totals.items())))
    sheet.totals = _kept(totals)
    _log(session, line_id, "sheet:corrected", sheet, now)
    if sheet.second_totals is None:
        return None
    return _compare(session, sheet, line_id, now)


def differing(sheet: Sheet) -> tuple[int, ...]:
    """The numbers that the two have not counted the same."""
    if sheet.second_totals is None:
        return ()
    one, other = sheet.totals, sheet.second_totals
    return tuple(sorted(int(n) for n in {*one, *other} if one.get(n, 0) != other.get(n, 0)))


def withdraw(
    session: Session, sheet_id: int, line_id: str | None, why: str, now: datetime
) -> Sheet:
    """Take it back: who entered it while it is not confirmed, else an officer, with a reason. Its
    houses may vote again. Raises SheetGone, VoteCancelled, CountOver, NotAllowed, OwnHouseCounts,
    ReasonMissing."""
    sheet = to_withdraw(session, sheet_id, line_id)
    if not why.strip() and not is_first(sheet, line_id):
        raise ReasonMissing
    _take_back(session, sheet, line_id, why.strip()[:LONGEST_REASON] or None, now)
    return sheet


def to_withdraw(session: Session, sheet_id: int, line_id: str | None) -> Sheet:
    """The sheet, if this account may take it back. Raises as `withdraw` does."""
    sheet = _held(session, sheet_id)
    if not is_first(sheet, line_id):
        access.require(session, line_id, "run votes", sheet.election.area_code)
        sheets.require_counter(session, sheet.election, line_id)
    return sheet


def is_first(sheet: Sheet, line_id: str | None) -> bool:
    """Whether it is still theirs alone: a sheet that two have counted is nobody's own."""
    return sheet.state == "entered" and sheet.entered_by == line_id


def forget(session: Session, user: LineUser, now: datetime) -> None:
    """Somebody is erased: what they were putting together goes; what they had entered goes back,
    for its picture goes with them; a second count of theirs that was not the same is not held
    against anybody. What two have counted stands."""
    mine = select(Sheet).where(Sheet.entered_by == user.line_id)
    for sheet in session.scalars(mine.where(Sheet.state.in_(("draft", "entered")))).all():
        session.refresh(sheet.election, with_for_update=True)
        session.refresh(sheet)
        if sheet.state == "draft":
            drafts.drop(session, sheet, now)
        elif sheet.state == "entered":
            _take_back(session, sheet, None, None, now)
    session.execute(
        update(Sheet)
        .where(Sheet.second_by == user.line_id, Sheet.state == "entered")
        .values(second_by=None, second_totals=None)
    )


def drop_old_drafts(session: Session, now: datetime) -> None:
    """What was begun and never entered."""
    old = select(Sheet).where(Sheet.state == "draft", Sheet.begun_at < now - DRAFTS_LAST)
    for sheet in session.scalars(old).all():
        drafts.drop(session, sheet, now)


def _held(session: Session, sheet_id: int) -> Sheet:
    """A live sheet; nobody else changes it, and no result comes, until we are done."""
    sheet = sheets.find(session, sheet_id)
    if sheet is None:
        raise SheetGone
    sheets.hold(session, sheet.election)
    session.refresh(sheet)
    if sheet.state not in sheets.LIVE:
        raise SheetGone
    return sheet


def _waiting(session: Session, sheet_id: int) -> Sheet:
    sheet = _held(session, sheet_id)
    if sheet.state == "confirmed":
        raise CountedTwice
    return sheet


def _compare(session: Session, sheet: Sheet, line_id: str, now: datetime) -> Compared:
    found = Compared(sheet, differing(sheet))
    if found.confirmed:
        _confirm(session, sheet, line_id, now)
    else:
        sheet.tries += 1
        session.flush()
        _log(session, line_id, "sheet:unequal", sheet, now)
    return found


def _confirm(session: Session, sheet: Sheet, line_id: str, now: datetime) -> None:
    """Each house of the roll has a ballot in the box, in the place of LINE's if it had one."""
    here = select(SheetHouse.household_id).filter_by(sheet_id=sheet.id)
    cast = delete(Ballot).where(Ballot.election_id == sheet.election_id)
    session.execute(cast.where(Ballot.household_id.in_(here)))
    table = Ballot.__table__.c
    columns = [table.election_id, table.household_id, table.via, table.cast_at, table.sheet_id]
    slips = select(
        literal(sheet.election_id), SheetHouse.household_id, literal("paper"),
        literal(sheet.held_at, table.cast_at.type), literal(sheet.id),
    ).where(SheetHouse.sheet_id == sheet.id)  # fmt: skip
    session.execute(insert(Ballot).from_select([column.name for column in columns], slips))
    session.add_all(
        BoxCount(sheet_id=sheet.id, number=number, election_id=sheet.election_id, votes=votes)
        for number, votes in sheet.counted.items()
        if votes
    )
    sheet.state, sheet.confirmed_at = "confirmed", now
    session.flush()
    _log(session, line_id, "sheet:confirmed", sheet, now)


def _take_back(
    session: Session, sheet: Sheet, line_id: str | None, why: str | None, now: datetime
) -> None:
    slips = delete(Ballot).filter_by(election_id=sheet.election_id, sheet_id=sheet.id)
    session.execute(slips)
    session.execute(delete(BoxCount).filter_by(sheet_id=sheet.id))
    session.execute(update(SheetHouse).filter_by(sheet_id=sheet.id).values(election_id=None))
    sheet.state, sheet.withdrawn_at, sheet.withdrawn_by = "withdrawn", now, line_id
    sheet.why = why
    session.flush()
    _log(session, line_id, "sheet:withdrawn", sheet, now)


def _kept(totals: Mapping[int, int]) -> dict[str, int]:
    return {str(number): votes for number, votes in sorted(totals.items())}


def _log(session: Session, who: str | None, what: str, sheet: Sheet, now: datetime) -> None:
    audit.write(session, who, what, sheet.id, now, sheet.election.area_code)
