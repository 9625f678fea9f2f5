"""A vote as it is printed, drawn and read aloud: from the rows to what `bot/printing` sets.

Names, picture and story come here by the tick alone, as they stand now; on a poster, which nobody
can take back, and on the certificate that everybody may open there is none. This module loads
typst: whoever needs it imports it where it is needed.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from sqlalchemy.orm import Session

from bot.domain import areas, awards, elections, faces, paper, settings
from bot.domain.awards import IMPROVED, Award
from bot.domain.counting import COMMITTEE
from bot.domain.elections import Candidate, Election
from bot.domain.faces import UNSEEN, Seen
from bot.domain.honours import Honour
from bot.domain.registry import Household
from bot.domain.vote_rules import LENGTHS
from bot.messages import faces as wording
from bot.messages import vote_rules
from bot.messages.vote_sharing import award_why
from bot.printing import loudspeaker
from bot.printing import votes as sheets

Level = Literal["village", "tambon", "district"]
_LEVELS: dict[int, Level] = {
    LENGTHS["village"]: "village", LENGTHS["tambon"]: "tambon", LENGTHS["district"]: "district",
}  # fmt: skip


@dataclass(frozen=True)
class Shared:
    """All that the picture of a result shows. `photo`: the file's name."""

    result: sheets.Result
    photo: str | None


def shared(session: Session, election: Election) -> Shared | None:
    """None until somebody has won."""
    seen = _seen(session, election)
    found = _result(session, election, seen)
    return Shared(found, seen.photo) if found else None


def spoken(session: Session, election: Election, now: datetime) -> str | None:
    """เสียงตามสาย, `now` in the village's zone; None until somebody has won."""
    found = _result(session, election, _seen(session, election))
    if found is None:
        return None
    beside = [_award(election, award) for award in awards.of(session, election)]
    opens = settings.timing_of(session, election.area_code, "vote-open").next(now)
    return loudspeaker.text(found, beside, opens.date() if opens else None)


def certificate(
    session: Session, election: Election, office: str, zone: tzinfo | None
) -> sheets.Certificate | None:
    """The winner's, for everybody: without a name. None until somebody has won."""
    found = _result(session, election, UNSEEN)
    day = _decided_on(election, zone)
    return sheets.Certificate(found, day, office) if found else None


def own_certificate(
    session: Session, honour: Honour, house: Household, office: str, zone: tzinfo | None
) -> sheets.Certificate | None:
    """For the household that has won: with the name of its head, as the register has it."""
    election, award = honour.election, honour.award
    found = _result(session, election, UNSEEN)
    if found is None:
        return None
    return sheets.Certificate(
        found, _decided_on(election, zone), office, house.head or "",
        _award(election, award) if award else None,
    )  # fmt: skip


def board(
    session: Session, election: Election, village_code: str, address: str, zone: tzinfo | None
) -> sheets.Vote:
    """Poster, tally sheet, roll of this village's households, and ballots."""
    stands = [
        sheets.Candidate(
            c.number, _house(election, c.household, ""), c.points, c.days, c.dimensions,
            c.reason or "",
        )
        for c in election.candidates
        if c.stands
    ]  # fmt: skip
    return sheets.Vote(
        area=_area(session, election),
        month=election.month,
        opens=election.opens_at.astimezone(zone),
        closes=election.closes_at.astimezone(zone),
        candidates=stands,
        rules=vote_rules.lines(election.by, elections.electorate(session, election)),
        roll=[house.house_no for house in paper.joined(session, village_code)],
        address=address,
    )


def _result(session: Session, election: Election, seen: Seen) -> sheets.Result | None:
    won = election.won
    if won is None or election.decided_at is None:
        return None
    others = sorted(election.candidates, key=lambda c: c.rank or 0)
    shown = [won, *(c for c in others if c is not won and c.withdrawn_at is None)]
    return sheets.Result(
        area=_area(session, election),
        month=election.month,
        counts=tuple(_count(election, c, seen if c is won else UNSEEN) for c in shown),
        turnout=election.turnout or 0,
        households=election.households or 0,
        by_committee=election.decided_by == COMMITTEE,
        story=seen.story or "",
    )


def _count(election: Election, candidate: Candidate, seen: Seen) -> sheets.Count:
    house = _house(election, candidate.household, wording.names(seen))
    return sheets.Count(house, candidate.votes or 0)


def _seen(session: Session, election: Election) -> Seen:
    won = election.won
    return faces.of(session, won.household, election.month) if won else UNSEEN


def _award(election: Election, award: Award) -> sheets.Award:
    title = sheets.IMPROVED if award.sort == IMPROVED else sheets.NEWCOMER
    return sheets.Award(title, _house(election, award.household, ""), award_why(award))


def _area(session: Session, election: Election) -> sheets.Area:
    code = election.area_code
    district, province = areas.district(code)
    tambon = areas.tambon(code[:6]) if len(code) >= LENGTHS["tambon"] else None
    village = session.get(areas.Village, code) if len(code) == LENGTHS["village"] else None
    return sheets.Area(
        _LEVELS[len(code)], district, province, tambon.name if tambon else "",
        village.moo if village else 0, village.name or "" if village else "",
    )  # fmt: skip


def _house(election: Election, house: Household, name: str) -> sheets.House:
    above_tambon = len(election.area_code) < LENGTHS["tambon"]
    tambon = areas.tambon(house.village_code[:6]) if above_tambon else None
    return sheets.House(
        house.house_no, house.moo, house.village.name or "", tambon.name if tambon else "", name
    )


def _decided_on(election: Election, zone: tzinfo | None) -> date:
    return (election.decided_at or election.closes_at).astimezone(zone).date()
