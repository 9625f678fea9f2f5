"""Votes by LINE and on paper: in whatever order people vote, count, count again, take back and
withdraw, the count is what an independent model of the rules comes to."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db import Base, Store
from bot.domain import (
    access,
    areas,
    candidacy,
    drafts,
    elections,
    people,
    photos,
    recounts,
    registry,
    rolls,
    sheets,
    vote_rules,
)
from bot.domain.candidacy import Standing
from bot.domain.elections import Ballot, Election
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.domain.registry import Household
from bot.domain.sheets import Sheet, SheetHouse
from bot.errors import Refused
from bot.thai.tally import SaidHouse, SaidRoll
from tests.village import MORNING, TAMBON

HOUSES = 8
STAND = 2
"""Houses 1 and 2 stand, 3 to 8 vote; of the last three each has one of the committee."""
COUNTERS = ("U6", "U7", "U8")
STEPS = ("line", "line", "line", "enter", "enter", "again", "again", "correct", "back", "officer", "withdraw")  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 10**6)), min_size=10, max_size=35)


@dataclass
class Count:
    """A sheet as the model sees it."""

    by: str
    houses: frozenset[int]
    first: dict[int, int]
    held: datetime
    state: str = "entered"
    second: dict[int, int] | None = None


@dataclass
class Model:
    """Who voted how, written without a look at the code: what is on paper is no house's own."""

    line: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    counts: dict[int, Count] = field(default_factory=dict)
    withdrawn: datetime | None = None
    """When number 2 withdrew."""

    def stood(self, held: datetime) -> tuple[int, ...]:
        return (1, 2) if self.withdrawn is None or self.withdrawn > held else (1,)

    def on_paper(self) -> set[int]:
        return {h for c in self.counts.values() if c.state == "confirmed" for h in c.houses}

    def votes(self) -> Counter[int]:
        found = Counter(number for _, number in self.line.values())
        for c in self.counts.values():
            if c.state == "confirmed":
                found.update(c.first)
        return +found

    def settle(self, c: Count) -> None:
        if c.second == c.first:
            c.state = "confirmed"
            for house in c.houses:
                self.line.pop(house, None)


def found(session: Session) -> int:
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))
    village = areas.add_village(session, f"{TAMBON}04")
    for n in range(1, HOUSES + 1):
        house = registry.enter(session, village, str(n), MORNING.date())
        user = people.consent(session, f"U{n}", ("join",), MORNING, channel="line")
        people.move_in(session, user, house, MORNING)
    for counter in COUNTERS:
        access.grant(session, counter, "committee", village.code, MORNING)
    access.grant(session, "boss", "officer", TAMBON, MORNING)
    stand = session.scalars(select(Household.id).order_by(Household.id).limit(STAND)).all()
    election = Election(
        area_code=village.code, month=date(2026, 10, 1), opens_at=MORNING - timedelta(hours=1),
        rules=vote_rules.of(session, village.code).kept, closes_at=MORNING + timedelta(days=2),
    )  # fmt: skip
    candidacy.enter(session, election, [Standing(each, 9, 3, 9) for each in stand], {})
    return election.id


def totals_of(which: int, size: int, stand: tuple[int, ...]) -> dict[int, int]:
    one = which % (size + 1)
    return dict(zip(stand, (one, which // 7 % (size - one + 1)), strict=False))


def act(session: Session, model: Model, vote: int, step: str, which: int, n: int) -> bool:
    """One step in the village. Returns whether the model says that it may be; the model goes on
    where it may."""
    now = MORNING + timedelta(minutes=n)
    election = elections.find(session, vote)
    assert election
    if step == "line":
        return _by_line(session, model, election, which, now)
    if step == "enter":
        return _enter(session, model, election, which, now)
    if step == "withdraw":
        if which % 5 == 0:
            candidacy.withdraw(session, election.candidates[1], "boss", now)
            model.withdrawn = model.withdrawn or now
        return True
    if not model.counts:
        return True
    sheet_id = sorted(model.counts)[which % len(model.counts)]
    return _to_sheet(session, model, sheet_id, step, which, now)


def _to_sheet(
    session: Session, model: Model, sheet_id: int, step: str, which: int, now: datetime
) -> bool:
    known = model.counts[sheet_id]
    totals = totals_of(which // 11, len(known.houses), model.stood(known.held))
    counter = COUNTERS[which // 3 % 3]
    if step == "again":
        totals = totals if which % 3 == 0 else known.first
        allowed = known.state == "entered" and counter != known.by
        _try(allowed, recounts.count_again, session, sheet_id, counter, totals, now)
        if allowed:
            known.second = totals
            model.settle(known)
    elif step == "correct":
        totals = known.second if which % 2 and known.second is not None else totals
        allowed = known.state == "entered"
        _try(allowed, recounts.correct, session, sheet_id, known.by, totals, now)
        if allowed:
            known.first = totals
            model.settle(known)
    else:
        who = known.by if step == "back" else "boss"
        allowed = known.state == "entered" or (step == "officer" and known.state == "confirmed")
        _try(allowed, recounts.withdraw, session, sheet_id, who, "ผิดใบ", now)
        if allowed:
            known.state = "withdrawn"
    return allowed


def _try(allowed: bool, step: Callable[..., object], session: Session, *how: object) -> None:
    """The village allows what the model allows, and refuses what it does not."""
    try:
        with session.begin_nested():
            step(session, *how)
    except Refused:
        assert not allowed
    else:
        assert allowed


def _by_line(session: Session, model: Model, election: Election, which: int, now: datetime) -> bool:
    house, at = which % HOUSES + 1, now - timedelta(minutes=which // 17 % 30)
    number = which // 5 % STAND + 1
    voter = people.find(session, f"U{house}")
    stands = not (number == 2 and model.withdrawn)
    allowed = house not in model.on_paper() and house != number and stands
    _try(allowed, elections.cast, session, election, voter, number, at)
    if allowed and (house not in model.line or (at, number) > model.line[house]):
        model.line[house] = (at, number)
    return allowed


def _enter(session: Session, model: Model, election: Election, which: int, now: datetime) -> bool:
    counter = COUNTERS[which // 3 % 3]
    houses = frozenset(h for h in range(3, HOUSES + 1) if which >> h & 1) or frozenset({3})
    sheet = drafts.begin(session, election, counter, ("paper", "hands")[which % 2], now)
    said = SaidRoll(tuple(SaidHouse(str(house)) for house in sorted(houses)))
    read = rolls.add(session, sheet, said)
    taken = {
        h for c in model.counts.values() if c.state in ("entered", "confirmed") for h in c.houses
    }
    assert set(read.elsewhere) == {str(house) for house in houses & taken}
    totals = totals_of(which // 3, len(houses - taken), model.stood(now))
    drafts.set_totals(session, sheet, totals)
    user = people.find(session, counter)
    assert user
    photos.arrived_of_sheet(session, user, f"m{now}", counter, now, sheet.id)
    session.scalars(select(Photo).filter_by(sheet_id=sheet.id)).one().state = "kept"
    allowed = bool(houses - taken)
    seen = sheet.revision
    try:
        with session.begin_nested():
            drafts.enter(session, sheet, counter, seen, now)
    except Refused:
        assert not allowed
        drafts.drop(session, sheet, now)
    else:
        assert allowed
        model.counts[sheet.id] = Count(counter, houses - taken, totals, now)
    return allowed


def check(session: Session, model: Model, vote: int) -> None:
    election = elections.find(session, vote)
    assert election
    votes = elections.votes(session, election)
    assert votes == model.votes()
    confirmed = [c for c in model.counts.values() if c.state == "confirmed"]
    spoiled = sum(len(c.houses) - sum(c.first.values()) for c in confirmed)
    assert spoiled >= 0
    assert votes.total() + spoiled == elections.turnout(session, election)
    cast = session.execute(
        select(Household.house_no, Ballot.number, Ballot.via)
        .join(Ballot, Ballot.household_id == Household.id)
    ).all()  # fmt: skip
    by_line = {int(no): number for no, number, via in cast if via == "line"}
    assert by_line == {house: number for house, (_, number) in model.line.items()}
    assert {int(no) for no, _, via in cast if via == "paper"} == model.on_paper()
    claims = session.execute(
        select(SheetHouse.household_id, func.count())
        .where(SheetHouse.election_id == vote)
        .group_by(SheetHouse.household_id)
    ).all()
    assert all(times == 1 for _, times in claims)
    entered = select(Sheet).where(Sheet.state != "dropped")
    states = {sheet.id: sheet.state for sheet in session.scalars(entered)}
    assert states == {sheet_id: c.state for sheet_id, c in model.counts.items()}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_the_count_is_what_the_rules_come_to(store: Store, steps: list[tuple[str, int]]) -> None:
    with store.write() as session:
        vote, model = found(session), Model()
        for n, (step, which) in enumerate(steps):
            act(session, model, vote, step, which, n)
            session.expire_all()
        check(session, model, vote)


def test_two_who_enter_the_same_houses_at_once(store: Store) -> None:
    """One of them is told; nobody waits for ever."""
    with store.write() as session:
        vote = found(session)
    drafted: list[tuple[int, str]] = []
    for counter in COUNTERS[:2]:
        with store.write() as session:
            election = elections.find(session, vote)
            assert election
            sheet = drafts.begin(session, election, counter, "paper", MORNING)
            rolls.add(session, sheet, SaidRoll((SaidHouse("3"), SaidHouse("4"))))
            drafts.set_totals(session, sheet, {1: 1, 2: 1})
            user = session.scalars(select(LineUser).filter_by(line_id=counter)).one()
            photos.arrived_of_sheet(session, user, counter, counter, MORNING, sheet.id)
            drafted.append((sheet.id, counter))
    together, said = threading.Barrier(2), []

    def enter(sheet_id: int, counter: str) -> None:
        together.wait()
        try:
            with store.write() as session:
                sheet = sheets.find(session, sheet_id)
                assert sheet
                drafts.enter(session, sheet, counter, sheet.revision, MORNING)
                said.append("entered")
        except Refused as refused:
            said.append(refused.key)

    both = [threading.Thread(target=enter, args=each) for each in drafted]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert sorted(said) == ["entered", "sheet_elsewhere"]


def test_a_vote_by_line_while_its_sheet_is_confirmed(store: Store) -> None:
    """Whichever is first, the slip stands and the count is right."""
    with store.write() as session:
        vote, model = found(session), Model()
        act(session, model, vote, "enter", 0b111111000, 0)
        [sheet_id] = model.counts
        counter = next(each for each in COUNTERS if each != model.counts[sheet_id].by)
    together, failed = threading.Barrier(2), []

    def confirm() -> None:
        together.wait()
        with store.write() as session:
            recounts.count_again(session, sheet_id, counter, model.counts[sheet_id].first, MORNING)

    def by_line() -> None:
        together.wait()
        for house in range(3, HOUSES + 1):
            try:
                with store.write() as session:
                    election, voter = (
                        elections.find(session, vote),
                        people.find(session, f"U{house}"),
                    )
                    assert election
                    assert voter
                    elections.cast(session, election, voter, 1, MORNING)
            except Refused as refused:
                failed.append(refused.key)

    both = [threading.Thread(target=each) for each in (confirm, by_line)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert set(failed) <= {"voted_on_paper"}
    model.counts[sheet_id].second = model.counts[sheet_id].first
    model.settle(model.counts[sheet_id])
    with store.read() as session:
        check(session, model, vote)


@pytest.mark.parametrize("what", ["decided_at", "cancelled_at"])
def test_nothing_of_a_sheet_changes_once_the_vote_is_over(store: Store, what: str) -> None:
    with store.write() as session:
        vote, model = found(session), Model()
        act(session, model, vote, "enter", 0b111111000, 0)
        [sheet_id] = model.counts
        count = model.counts[sheet_id]
        election = elections.find(session, vote)
        assert election
        setattr(election, what, MORNING)
        session.flush()
        counter = next(each for each in COUNTERS if each != count.by)
        for refused in (
            lambda: recounts.count_again(session, sheet_id, counter, count.first, MORNING),
            lambda: recounts.correct(session, sheet_id, count.by, {1: 0, 2: 0}, MORNING),
            lambda: recounts.withdraw(session, sheet_id, "boss", "ผิดใบ", MORNING),
        ):
            with pytest.raises(Refused):
                refused()
        check(session, model, vote)
