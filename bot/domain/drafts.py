"""A count of votes as the first person puts it together, until it is entered: roll, totals, the
time of the meeting, the picture, in whatever order they come."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain import audit, elections, people, photos, sheets
from bot.domain.elections import Election
from bot.domain.sheets import NoPicture, Sheet, SheetHouse
from bot.errors import CardTooOld, Refused
from bot.thai.tally import SaidTotals


class HousesGone(Refused):
    """No longer in the register. Params: houses."""

    key = "sheet_houses_gone"


class HousesElsewhere(Refused):
    """On another sheet already. Params: houses."""

    key = "sheet_elsewhere"


class MeetingOutside(Refused):
    """Not held while the vote was open. Params: opens, closes."""

    key = "sheet_outside"


def draft_of(session: Session, line_id: str | None) -> Sheet | None:
    """What this account is putting together."""
    drafts = select(Sheet).filter_by(entered_by=line_id, state="draft")
    return session.scalar(drafts.order_by(Sheet.id.desc()).limit(1))


def begin(session: Session, election: Election, line_id: str, sort: str, now: datetime) -> Sheet:
    """A new draft, of a meeting held now if the vote is open now. Raises NotAllowed,
    OwnHouseCounts."""
    sheets.require_counter(session, election, line_id)
    held = now if elections.under_way(election, now) else None
    sheet = Sheet(
        election_id=election.id, sort=sort, begun_at=now, held_at=held, entered_by=line_id,
        state="draft", totals={}, revision=1, tries=0,
    )  # fmt: skip
    session.add(sheet)
    session.flush()
    return sheet


def drop(session: Session, sheet: Sheet, now: datetime) -> None:
    """Nothing of a draft is kept."""
    clear_roll(session, sheet)
    clear_pictures(session, sheet, now)
    sheet.state, sheet.totals = "dropped", {}
    session.flush()


def changed(session: Session, sheet: Sheet) -> None:
    """A card shown before this enters nothing any more."""
    sheet.revision += 1
    session.flush()


def clear_roll(session: Session, sheet: Sheet) -> None:
    session.execute(delete(SheetHouse).filter_by(sheet_id=sheet.id))


def clear_pictures(session: Session, sheet: Sheet, now: datetime) -> None:
    for photo in photos.of_sheet(session, sheet.id):
        photos.remove(session, photo, now)


def set_totals(session: Session, sheet: Sheet, totals: Mapping[int, int]) -> None:
    """Of a draft, as far as they are known."""
    sheet.totals = {str(number): votes for number, votes in sorted(totals.items())}
    changed(session, sheet)


def set_held(session: Session, sheet: Sheet, at: datetime, now: datetime) -> None:
    """When the meeting was. Raises MeetingOutside."""
    election = sheet.election
    if not election.opens_at <= at < election.closes_at or at > now:
        opens, closes = (
            each.astimezone(now.tzinfo) for each in (election.opens_at, election.closes_at)
        )
        raise MeetingOutside(opens=opens, closes=min(closes, now))
    sheet.held_at = at
    changed(session, sheet)


def needs(session: Session, sheet: Sheet) -> list[str]:
    """What a draft lacks, in the order in which it is asked for: roll, totals, when, photo."""
    missing = {
        "roll": not sheets.size(session, sheet),
        "totals": bool(sheets.uncounted(sheet, sheet.counted)),
        "when": sheet.held_at is None,
        "photo": not photos.of_sheet(session, sheet.id),
    }
    return [what for what, lacking in missing.items() if lacking]


def enter(session: Session, sheet: Sheet, line_id: str, seen: int, now: datetime) -> None:
    """The first account's word: from now on it waits for the second. `seen`: the revision that was
    shown.

    Raises CardTooOld, VoteCancelled, CountOver, NotAllowed, OwnHouseCounts, MeetingOutside,
    HousesGone, HousesElsewhere, BadTotals, NoPicture.
    """
    election = sheet.election
    sheets.hold(session, election)
    session.refresh(sheet)
    sheets.require_counter(session, election, line_id)
    if (sheet.state, sheet.entered_by, sheet.revision) != ("draft", line_id, seen):
        raise CardTooOld
    if sheet.held_at is None or not election.opens_at <= sheet.held_at < election.closes_at:
        zone = now.tzinfo
        raise MeetingOutside(
            opens=election.opens_at.astimezone(zone), closes=election.closes_at.astimezone(zone)
        )
    require_free_houses(session, sheet)
    require_fit(session, sheet)
    if set(needs(session, sheet)) & {"roll", "totals"}:
        raise CardTooOld
    if not photos.of_sheet(session, sheet.id):
        raise NoPicture(coming=False)
    session.execute(update(SheetHouse).filter_by(sheet_id=sheet.id).values(election_id=election.id))
    user = people.find(session, line_id)
    sheet.state, sheet.entered_at = "entered", now
    sheet.entered_house = user.household_id if user else None
    session.flush()
    audit.write(session, line_id, "sheet:entered", sheet.id, now, election.area_code)


def require_free_houses(session: Session, sheet: Sheet) -> None:
    """Raises HousesGone, HousesElsewhere."""
    houses = sheets.roll(session, sheet)
    gone = [house.address for house in houses if house.status != "active"]
    if gone:
        raise HousesGone(houses=gone)
    taken = sheets.on_other_sheets(session, sheet)
    elsewhere = [house.address for house in houses if house.id in taken]
    if elsewhere:
        raise HousesElsewhere(houses=elsewhere)


def require_fit(session: Session, sheet: Sheet) -> None:
    """Raises BadTotals where the draft's totals do not fit its roll, or who stood that day."""
    sheets.with_totals(session, sheet, {}, SaidTotals(tuple(sheet.counted.items())))
