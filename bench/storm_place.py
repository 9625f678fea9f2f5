"""Where the storm goes: two tambons of two villages in one district, their calendars, and how
people live there meanwhile: good is done, households vote, a committee decides.

What was cast and chosen is kept here, too, for the reckoning.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.almanac import ZONE
from bench.fast_clock import ACTED
from bench.recount import Cast
from bot import jobs, voting
from bot.db import Store
from bot.domain import (
    access,
    areas,
    closing,
    deeds,
    elections,
    groups,
    people,
    registry,
    settings,
)
from bot.domain.deed import Claim
from bot.domain.elections import Election
from bot.domain.people import LineUser
from bot.domain.registry import Household

STEP = timedelta(minutes=20)
"""So late the storm may come to a moment."""

BEGINS = datetime(2026, 11, 27, 12, tzinfo=ZONE)
DISTRICT = "1416"
TAMBONS = ("141601", "141602")
MOOS = (1, 2)
VILLAGES = tuple(f"{tambon}{moo:02d}" for tambon in TAMBONS for moo in MOOS)
GROUPS = {f"C{code:0>32}": code for code in (*VILLAGES, TAMBONS[1])}
COMMITTEE = "U" + "0" * 31 + "c"
ROLES = {
    "U" + "0" * 31 + "a": ("officer", TAMBONS[0]), "U" + "0" * 31 + "b": ("officer", TAMBONS[1]),
    COMMITTEE: ("committee", VILLAGES[0]),
}  # fmt: skip
HOUSES = 6
OWN = {
    (TAMBONS[0], "month-close"): "2 00:20", (TAMBONS[0], "candidates"): "3 09:00",
    (TAMBONS[0], "vote-open"): "6 06:00", (TAMBONS[0], "vote-remind"): "6-8 12:10",
    (TAMBONS[0], "vote-close"): "9 21:15", (TAMBONS[0], "results"): "10 07:30",
    (TAMBONS[0], "tambon-vote"): "13 18:00",
    (TAMBONS[0], "nudge"): "10,31 12:00", (TAMBONS[0], "holy-day"): "eve 17:30",
    (TAMBONS[0], "digest"): "fri 17:00",
    (VILLAGES[3], "nudge"): "last 19:00", (VILLAGES[3], "vote-remind"): "5,7 08:15",
}  # fmt: skip
"""What areas have said themselves: one tambon nearly everything, one village of the other two
things."""

WIDER = {(DISTRICT, "vote-up"): "district"}
"""Winners go on to their tambon's vote, and those to the district's."""

WHERE = {
    **dict.fromkeys(
        ("month-close", "candidates", "vote-open", "vote-remind", "vote-close", "results"), VILLAGES
    ),
    "tambon-vote": TAMBONS, "district-vote": (DISTRICT,),
    **dict.fromkeys(("nudge", "holy-day"), tuple(sorted(GROUPS.values()))),
    "digest": tuple(sorted({area for _, area in ROLES.values()})),
    "retention": ("",), "quota": ("",),
}  # fmt: skip
"""The last two of the village's vote only where there is one: see `storm_audit`."""

KINDS = ("F1-01", "E1-05", "S3-01")
GOOD_ON, VOTE_ON = 20, range(5, 27)
VOTES = 0.18
"""Of the households, each day: so that some votes miss their quorum."""


@dataclass
class Life:
    """What people did, as they did it."""

    chance: random.Random
    day: date | None = None
    cast: dict[int, list[Cast]] = field(default_factory=dict)
    """By election."""
    chosen: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    """The committee's word, by election."""


def found(store: Store) -> None:
    now = BEGINS.astimezone(UTC)
    with store.write() as session:
        ACTED.create(session.connection())
        for code in VILLAGES:
            village = areas.add_village(session, code)
            for number in range(1, HOUSES + 1):
                home = registry.enter(session, village, str(number), now.date())
                line_id = f"U{code}{number:023d}"
                user = people.consent(session, line_id, people.PURPOSES, now, channel="line")
                people.move_in(session, user, home, now)
        for chat_id, code in GROUPS.items():
            group = groups.enter(session, chat_id, now)
            group.area_code, group.tied_at, group.members = code, now, 2
        for line_id, (role, area) in ROLES.items():
            access.grant(session, line_id, role, area, now)
        for (area, name), value in (OWN | WIDER).items():
            settings.put(session, area, name, value, now)
        _do_good(session, BEGINS, random.Random(0))


def live(store: Store, life: Life, now: datetime) -> None:
    """Good is done on the 20th; while there is a vote, some vote once a day, and where it waits for
    the committee of the first village, that decides."""
    if now.date() == life.day or now.hour < 12 or now.day not in VOTE_ON:
        return
    life.day = now.date()
    cast: list[tuple[int, Cast]] = []
    chosen: list[tuple[int, int]] = []
    with store.write() as session:
        if now.day == GOOD_ON:
            _do_good(session, now, life.chance)
        held = select(Election).order_by(Election.month, Election.area_code)
        for election in session.scalars(held.where(elections.IS_OPEN)).all():
            if elections.under_way(election, now):
                cast += [(election.id, c) for c in _vote(session, election, now, life.chance)]
        for election in session.scalars(held.where(Election.area_code == VILLAGES[0])).all():
            if election.awaits is not None:
                number = life.chance.choice(closing.equals(session, election))
                voting.choose(session, election, number, COMMITTEE, "ตกลงกันในที่ประชุม", now)
                chosen.append((election.id, number))
    for vote, word in cast:
        life.cast.setdefault(vote, []).append(word)
    life.chosen.update({vote: (number, now) for vote, number in chosen})


def _do_good(session: Session, now: datetime, chance: random.Random) -> None:
    day = now.astimezone(ZONE).date()
    for code in VILLAGES:
        for house in registry.active(session, code):
            kinds = KINDS[: chance.randint(0, 3)]
            claims = [Claim(kind, Decimal(1), None) for kind in kinds]
            if claims:
                source = deeds.Source(None, None, None)
                at = now.astimezone(UTC)
                deeds.report(session, house, claims, day, source, at, by=None, today=day)


def _vote(session: Session, election: Election, now: datetime, chance: random.Random) -> list[Cast]:
    found = []
    homes = select(Household.id).where(areas.within(Household.village_code, election.area_code))
    voters = select(LineUser).where(LineUser.household_id.in_(homes)).order_by(LineUser.id)
    for voter in session.scalars(voters).all():
        others = [c.number for c in election.candidates if c.household_id != voter.household_id]
        if others and voter.household_id and chance.random() < VOTES:
            number = chance.choice(others)
            elections.cast(session, election, voter, number, now.astimezone(UTC))
            found.append(Cast(voter.household_id, number, now))
    return found


assert set(WHERE) == {job.name for job in jobs.JOBS if job.has_moments}
