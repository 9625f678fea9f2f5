"""Who hears what is for a whole area: its groups, and where there are none, its households.

A word to a household without a group costs nothing: it rides along when one of its phones is
heard, and is never pushed, for a village would cost a message a house.
"""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.domain import groups
from bot.domain.areas import within
from bot.domain.groups import Group
from bot.domain.people import LineUser
from bot.domain.registry import Household


def around(session: Session, area: str, *, houses: bool = True) -> Sequence[Group | Household]:
    """The groups of the area and of those it lies in; its households if there is none."""
    tied = groups.tied_around(session, area)
    return tied if tied or not houses else households(session, area)


def inside(session: Session, area: str) -> tuple[list[Group], list[Household]]:
    """Everybody of an area, and nobody else: the groups of it and of the areas inside it, and the
    households that none of these reaches."""
    tied = groups.tied_within(session, area)
    codes = tuple(group.area_code for group in tied if group.area_code)
    alone = [each for each in households(session, area) if not each.village_code.startswith(codes)]
    return tied, alone


def households(session: Session, area: str) -> list[Household]:
    """Active households of the area that have a phone with us."""
    heard = exists().where(LineUser.household_id == Household.id, LineUser.blocked.is_(False))
    found = select(Household).where(within(Household.village_code, area), heard)
    return list(session.scalars(found.filter_by(status="active").order_by(Household.id)))
