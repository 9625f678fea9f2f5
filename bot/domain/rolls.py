"""Who came and voted: the houses that somebody typed, found in the register one by one, so that it
can be said exactly which could not be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain import areas, drafts, registry, sheets
from bot.domain.registry import Household, clean_house_no
from bot.domain.sheets import Sheet, SheetHouse
from bot.thai.tally import SaidHouse, SaidRoll


@dataclass
class RollRead:
    """What became of the houses typed: on the roll now, or why not, each as it was typed. `twice`:
    typed again, and on the roll once. `counted`: so many are on it, where another number was
    said."""

    unknown: list[str] = field(default_factory=list)
    not_joined: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    which_moo: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    unread: Sequence[str] = ()
    said_size: int | None = None
    counted: int = 0

    @property
    def clear(self) -> bool:
        return not (
            self.unknown or self.not_joined or self.outside or self.which_moo or self.twice
            or self.elsewhere or self.unread or self.said_size is not None
        )  # fmt: skip


def add(session: Session, sheet: Sheet, said: SaidRoll) -> RollRead:
    """Put what can be found on the draft's roll. A house that was merged into another is that."""
    read = RollRead(unread=said.unread)
    villages = areas.villages(session, sheet.election.area_code)
    known = {house.id for house in sheets.roll(session, sheet)}
    taken = sheets.on_other_sheets(session, sheet)
    for each in said.houses:
        house = _found(session, villages, each, read)
        if house is None:
            continue
        if house.status != "active":
            read.not_joined.append(str(each))
        elif house.id in taken:
            read.elsewhere.append(str(each))
        elif house.id in known:
            read.twice.append(str(each))
        else:
            known.add(house.id)
            session.add(SheetHouse(sheet_id=sheet.id, household_id=house.id))
    read.counted = len(known)
    if said.size is not None and said.size != len(known):
        read.said_size = said.size
    drafts.changed(session, sheet)
    return read


def take_off(session: Session, sheet: Sheet, said: SaidRoll) -> RollRead:
    """These houses were not there after all."""
    read = RollRead(unread=said.unread)
    villages = areas.villages(session, sheet.election.area_code)
    for each in said.houses:
        house = _found(session, villages, each, read)
        if house is not None:
            row = delete(SheetHouse).filter_by(sheet_id=sheet.id, household_id=house.id)
            session.execute(row)
    read.counted = sheets.size(session, sheet)
    drafts.changed(session, sheet)
    return read


def _found(
    session: Session, villages: Sequence[areas.Village], said: SaidHouse, read: RollRead
) -> Household | None:
    """The household of this house among these villages, or a word in `read` why there is none."""
    house_no = clean_house_no(said.no)
    here = [
        village
        for village in villages
        if said.moo in (None, village.moo) and _is_of(village, said.tambon)
    ]
    if house_no is None:
        read.unread = (*read.unread, said.no)
    elif not here:
        read.outside.append(str(said))
    elif len(here) > 1:
        read.which_moo.append(str(said))
    else:
        house = registry.standing(session, here[0].code, house_no)
        if house is None:
            read.unknown.append(str(said))
        return house
    return None


def _is_of(village: areas.Village, tambon: str | None) -> bool:
    if tambon is None:
        return True
    named = areas.tambon(village.code[:6])
    return named is not None and named.name == tambon
