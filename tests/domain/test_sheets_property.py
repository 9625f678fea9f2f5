"""Votes by LINE and on paper: in whatever order people vote, count, count again, take back and
withdraw, the count is what an independent model of the rules comes to."""

import threading
from collections import Counter
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


def totals_of(which: int, size: int) -> dict[int, int]:
    one = which % (size + 1)
    return {1: one, 2: which // 7 % (size - one + 1)}


def act(session: Session, model: Model, vote: int, step: str, which: int, n: int) -> None:
    """One step, in both worlds."""
    now = MORNING + timedelta(minutes=n)
    election = elections.find(session, vote)
    assert election
    entered = sorted(model.counts)
    sheet_id = entered[which % len(entered)] if entered else 0
    known = model.counts.get(sheet_id)
    counter = COUNTERS[which // 3 % 3]
    if step == "line":
        _by_line(session, model, election, which, now)
    elif step == "enter":
        _enter(session, model, election, counter, which, now)
    elif step == "again" and known:
        totals = totals_of(which // 11, len(known.houses)) if which % 3 else known.first
        recounts.count_again(session, sheet_id, counter, totals, now)
        assert known.state == "entered"
        assert counter != known.by
        known.second = totals
        model.settle(known)
    elif step == "correct" and known:
        totals = totals_of(which // 13, len(known.houses))
        if which % 2 and known.second is not None:
            totals = known.second
        recounts.correct(session, sheet_id, known.by, totals, now)
        assert known.state == "entered"
        known.first = totals
        model.settle(known)
    elif step in ("back", "officer") and known:
        recounts.withdraw(session, sheet_id, known.by if step == "back" else "boss", "ผิดใบ", now)
        assert known.state == "entered" or (step == "officer" and known.state == "confirmed")
        known.state = "withdrawn"
    elif step == "withdraw" and which % 5 == 0:
        candidacy.withdraw(session, election.candidates[1], "boss", now)


def _by_line(session: Session, model: Model, election: Election, which: int, now: datetime) -> None:
    house = which % HOUSES + 1
    at = now - timedelta(minutes=which // 17 % 30)
    number = which // 5 % STAND + 1
    voter = people.find(session, f"U{house}")
    assert voter
    elections.cast(session, election, voter, number, at)
    assert house not in model.on_paper()
    assert house != number
    if house not in model.line or (at, number) > model.line[house]:
        model.line[house] = (at, number)


def _enter(
    session: Session, model: Model, election: Election, counter: str, which: int, now: datetime
) -> None:
    houses = frozenset(h for h in range(3, HOUSES + 1) if which >> h & 1) or frozenset({3})
    sheet = drafts.begin(session, election, counter, ("paper", "hands")[which % 2], now)
    said = SaidRoll(tuple(SaidHouse(str(house)) for house in sorted(houses)))
    read = rolls.add(session, sheet, said)
    taken = {h for c in model.counts.values() if c.state in sheets.LIVE for h in c.houses}
    assert set(read.elsewhere) == {str(house) for house in houses & taken}
    totals = totals_of(which // 3, len(houses - taken))
    drafts.set_totals(session, sheet, totals)
    user = people.find(session, counter)
    assert user
    photos.arrived_of_sheet(session, user, f"m{now}", counter, now, sheet.id)
    session.scalars(select(Photo).filter_by(sheet_id=sheet.id)).one().state = "kept"
    drafts.enter(session, sheet, counter, sheet.revision, now)
    model.counts[sheet.id] = Count(counter, houses - taken, totals, now)


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
    states = {sheet.id: sheet.state for sheet in session.scalars(select(Sheet))}
    assert states == {sheet_id: c.state for sheet_id, c in model.counts.items()}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_the_count_is_what_the_rules_come_to(store: Store, steps: list[tuple[str, int]]) -> None:
    with store.write() as session:
        vote, model = found(session), Model()
        for n, (step, which) in enumerate(steps):
            try:
                with session.begin_nested():
                    act(session, model, vote, step, which, n)
            except Refused:
                pass
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
