"""Counting: an independent recount (bench/recount.py), written from the rules people were told, comes
to the same result whatever the order of votes, changes of mind, repetitions, withdrawals and ties."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import recount
from bench.recount import Cast, Outcome, Runner
from bot.db import Store
from bot.domain import access, areas, candidacy, closing, counting, elections, people, registry
from bot.domain.candidacy import Standing
from bot.domain.counting import Tally
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.settings import TIES
from bot.domain.vote_rules import VoteRules
from bot.errors import Refused
from tests.village import MORNING, TAMBON

ZONE = ZoneInfo("Asia/Bangkok")
VILLAGE = f"{TAMBON}04"
MONTH = date(2026, 10, 1)
OPENS = MORNING.astimezone(ZONE)
CLOSES = OPENS + timedelta(minutes=100)
EXTENDED = timedelta(days=3)
RESULTS = timedelta(hours=12)
"""After closing."""

HOUSES, MOST = 8, 5
PHONES = (0, 0, 1, 1, 2, 3, 4, 5, 6, 7)
"""Whose each is: two houses have two."""

few = st.integers(0, 3)
ties = st.lists(st.sampled_from(TIES), unique=True)


# Counting alone


@st.composite
def runners(draw: Any) -> list[Runner]:
    found = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        wins = draw(few)
        last = date(2026, draw(st.integers(1, 4)), 1) if wins else None
        found.append(
            Runner(number, number, draw(few), draw(few), draw(few), wins, last, draw(st.booleans()))
        )
    return found


@given(runners(), st.lists(few, min_size=7, max_size=7), ties, st.integers(0, 60), st.booleans())
@settings(max_examples=200, deadline=None)
def test_ranks_and_what_decided(
    stood: list[Runner], votes: list[int], rules: list[str], households: int, strict: bool
) -> None:
    said = {100 * runner.number + n: runner.number
            for runner, count in zip(stood, votes, strict=False) for n in range(count)}  # fmt: skip
    should = recount.count(stood, said, households, ties=rules, committee=strict)
    tallies = [
        Tally(r.number, should.votes[r.number], r.points, r.dimensions, r.days, r.wins, r.last_win,
              r.stands)
        for r in reversed(stood)
    ]  # fmt: skip
    assert [tally.number for tally in counting.ranked(tallies, rules)] == should.ranks
    leaders, by = recount.leaders(stood, should.votes, rules)
    assert counting.equals(tallies, rules) == [runner.number for runner in leaders]
    nobody = not leaders or not should.votes[leaders[0].number]
    expected = "nobody" if nobody else "chair" if len(leaders) > 1 else by
    assert counting.decided_by(tallies, rules) == expected


@given(st.integers(0, 3000), st.integers(0, 100), st.integers(0, 999))
@settings(max_examples=150, deadline=None)
def test_the_quorum(households: int, percent: int, floor: int) -> None:
    assert counting.quorum(households, percent, floor) == recount.least(households, percent, floor)


@pytest.mark.parametrize(
    ("households", "least"), [(4, 2), (5, 3), (19, 10), (20, 10), (33, 10), (34, 11), (144, 44)]
)
def test_the_quorum_of_villages(households: int, least: int) -> None:
    """Thirty percent, and at least ten or half, whichever is less."""
    assert counting.quorum(households, 30, 10) == recount.least(households) == least


# Through the domain


@dataclass(frozen=True)
class Vote:
    """A phone says a number at a minute after the opening."""

    phone: int
    number: int
    minute: int


@dataclass(frozen=True)
class Act:
    """Not a vote: a candidate withdraws, or a phone moves to another house."""

    what: str
    who: int
    where: int = 0


@dataclass(frozen=True)
class Field:
    """Who stands, who won before, and by which rules."""

    stood: Sequence[tuple[int, int, int]]
    """Points, dimensions, days of houses 0, 1, ..."""
    winners: Sequence[int]
    """Of the months before, the last one last: houses; one that does not stand is nobody."""
    rules: VoteRules


def votes(*minutes: int) -> st.SearchStrategy[Vote]:
    return st.builds(
        Vote, st.integers(0, len(PHONES) - 1), st.integers(1, MOST), st.sampled_from(minutes)
    )


BEFORE = votes(-1, 0, 1, 1, 2, 50, 99, 100, 101)
MEANWHILE = votes(50, 99, 100, 101, 100 + 3 * 24 * 60 - 1, 100 + 3 * 24 * 60)
"""What comes after the first count; the first two of these are late and from before it."""

acts = st.one_of(
    st.builds(Act, st.just("withdraw"), st.integers(1, MOST)),
    st.builds(Act, st.just("move"), st.integers(0, len(PHONES) - 1), st.integers(0, HOUSES - 1)),
)

fields = st.builds(
    Field,
    st.lists(st.tuples(few, few, few), min_size=2, max_size=MOST),
    st.lists(st.integers(0, MOST), max_size=3),
    st.builds(
        VoteRules,
        quorum=st.sampled_from((0, 30, 60, 100)), quorum_least=st.sampled_from((0, 10)),
        extend=st.sampled_from((0, 3)), committee_decides=st.booleans(),
        ties=ties.map(tuple),
    ),
)  # fmt: skip


class _Undo(Exception):
    pass


@contextmanager
def for_nothing(store: Store) -> Iterator[Session]:
    """What is written here is gone afterwards."""
    with suppress(_Undo), store.write() as session:
        yield session
        raise _Undo


@pytest.fixture
def village(sqlite_url: str, sqlite_store: Store) -> Store:
    """Eight houses and their phones, and a committee."""
    assert sqlite_url
    with sqlite_store.write() as session:
        place = areas.add_village(session, VILLAGE)
        homes = [registry.enter(session, place, str(n), MONTH) for n in range(1, HOUSES + 1)]
        for n, house in enumerate(PHONES):
            user = people.consent(session, f"U{n}", ("join",), MORNING, channel="line")
            people.move_in(session, user, homes[house], MORNING)
        access.grant(session, "Uboss", "committee", TAMBON, MORNING)
    return sqlite_store


@dataclass
class Poll:
    """One vote, and beside it what the rules say of it, kept in dictionaries."""

    session: Session
    of: Field
    vote: Election
    homes: list[Household]
    users: list[LineUser]
    closes: datetime = CLOSES
    ballots: dict[int, Cast] = field(default_factory=dict)
    whose: dict[int, int] = field(default_factory=dict)
    """The phone that a house's ballot came from."""
    gone: set[int] = field(default_factory=set)

    @classmethod
    def called(cls, session: Session, field: Field) -> "Poll":
        homes = list(session.scalars(select(Household).order_by(Household.id)))
        users = list(session.scalars(select(LineUser).order_by(LineUser.id)))
        for back, house in enumerate(reversed(field.winners)):
            month = date(2026, 9 - back, 1)
            before = _election(month, VoteRules(), OPENS - timedelta(days=60))
            best = [Standing(homes[n].id) for n in range(len(field.stood))]
            candidacy.enter(session, before, best, {})
            before.winner = house + 1 if house < len(best) else None
            before.decided_at = OPENS - timedelta(days=30)
        vote = _election(MONTH, field.rules, OPENS)
        standings = [Standing(homes[n].id, *had) for n, had in enumerate(field.stood)]
        candidacy.enter(session, vote, standings, {})
        return cls(session, field, vote, homes, users)

    def does(self, step: Vote | Act) -> None:
        if isinstance(step, Vote):
            self.votes(step)
        elif step.what == "move":
            people.move_in(self.session, self.users[step.who], self.homes[step.where], MORNING)
        elif step.who <= len(self.of.stood):
            candidacy.withdraw(self.session, self.vote.candidates[step.who - 1], None, MORNING)
            self.gone.add(step.who)

    def votes(self, step: Vote) -> None:
        """It is taken if and only if the rules say so."""
        at = OPENS + timedelta(minutes=step.minute)
        phone = self.users[step.phone]
        house = phone.household_id
        assert house
        elsewhere = any(self.whose[h] == phone.id for h in self.ballots if h != house)
        should = (
            OPENS <= at < self.closes
            and step.number <= len(self.of.stood)
            and step.number not in self.gone
            and self.homes[step.number - 1].id != house
            and not elsewhere
        )
        taken = True
        try:
            with self.session.begin_nested():
                elections.cast(self.session, self.vote, phone, step.number, at.astimezone(UTC))
        except Refused:
            taken = False
        assert taken == should, step
        known = self.ballots.get(house)
        if should and (known is None or (known.at, known.number) < (at, step.number)):
            self.ballots[house] = Cast(house, step.number, at)
            self.whose[house] = phone.id

    def settles(self) -> str:
        return closing.settle(self.session, self.vote, self.closes + RESULTS)

    @property
    def quorum(self) -> bool:
        rules = self.of.rules
        return len(self.ballots) >= recount.least(HOUSES, rules.quorum, rules.quorum_least)

    def runners(self) -> list[Runner]:
        found = []
        for n, (points, dimensions, days) in enumerate(self.of.stood):
            back = [i for i, house in enumerate(reversed(self.of.winners)) if house == n]
            last = date(2026, 9 - back[0], 1) if back else None
            found.append(
                Runner(n + 1, self.homes[n].id, points, dimensions, days, len(back), last,
                       n + 1 not in self.gone)
            )  # fmt: skip
        return found

    def outcome(self, said: dict[int, int] | None = None) -> Outcome:
        rules = self.of.rules
        words = recount.last_words(self.ballots.values()) if said is None else said
        return recount.count(
            self.runners(), words, HOUSES, percent=rules.quorum, floor=rules.quorum_least,
            committee=rules.committee_decides, ties=rules.ties,
        )  # fmt: skip

    def check(self, should: Outcome) -> None:
        """The rows say what the recount says, and a look at the ballots once more changes nothing."""
        vote = self.vote
        self.session.expire_all()
        assert (vote.turnout, vote.quorum_met) == (should.turnout, should.quorum_met)
        assert (vote.awaits, vote.winner) == (should.awaits, should.winner)
        assert vote.decided_by == should.decided_by
        assert {c.number: c.votes for c in vote.candidates} == dict(should.votes)
        assert _ranks(vote) == should.ranks
        rows = self.session.scalars(select(Ballot).filter_by(election_id=vote.id))
        assert {row.household_id: row.number for row in rows} == {
            house: word.number for house, word in self.ballots.items()
        }
        assert closing.settle(self.session, vote, self.closes + EXTENDED) == closing.STOOD
        found = closing.tallies(self.session, vote)
        again = counting.ranked(found, self.of.rules.ties)
        assert [tally.number for tally in again] == should.ranks

    def chooses(self, should: Outcome, number: int) -> None:
        """Where somebody's word is needed: the chair's is between equals, the committee's among all
        that stand; and only there."""
        stand = [runner.number for runner in self.runners() if runner.stands]
        leading, _ = recount.leaders(self.runners(), should.votes, self.of.rules.ties)
        among = stand if should.awaits == "committee" else [runner.number for runner in leading]
        may = should.awaits is not None and number in among
        try:
            with self.session.begin_nested():
                closing.choose(self.session, self.vote, number, "Uboss", "ที่ประชุม", CLOSES)
        except Refused:
            assert not may
            return
        assert may
        assert (self.vote.winner, self.vote.decided_by) == (number, should.awaits)
        assert _ranks(self.vote) == [number, *(n for n in should.ranks if n != number)]


def _ranks(vote: Election) -> list[int]:
    def rank(candidate: Candidate) -> int:
        return candidate.rank or 0

    return [candidate.number for candidate in sorted(vote.candidates, key=rank)]


def _election(month: date, rules: VoteRules, opens: datetime) -> Election:
    closes = opens + (CLOSES - OPENS)
    return Election(
        area_code=VILLAGE, month=month, rules=rules.kept, opens_at=opens, closes_at=closes,
        results_at=closes + RESULTS,
    )  # fmt: skip


def run(store: Store, check: Callable[[Session], None]) -> None:
    with for_nothing(store) as session:
        check(session)


def play(poll: Poll, before: Sequence[Vote | Act], meanwhile: Sequence[Vote | Act]) -> Outcome:
    """Up to the count that stands, extended where the rules have it so."""
    for step in before:
        poll.does(step)
    anybody = any(runner.stands for runner in poll.runners())
    if not poll.quorum and poll.of.rules.extend and anybody:
        assert poll.settles() == closing.EXTENDED
        assert poll.settles() == closing.STOOD, "another clock that comes a moment later"
        poll.closes += EXTENDED
        assert poll.vote.closes_at == poll.closes
        for step in meanwhile:
            poll.does(step)
    else:
        for step in meanwhile:  # late, from before closing
            if isinstance(step, Vote):
                poll.does(step)
    should = poll.outcome()
    assert poll.settles() == closing.COUNTED
    poll.check(should)
    return should


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


MOVER = Vote(4, 1, 1), Act("move", 4, 5), Vote(4, 2, 2), Vote(7, 2, 2), Vote(4, 3, 50)
"""Votes, moves, and would vote for another house."""


@example(Field([(1, 1, 1)] * 3, [], VoteRules(quorum=0, quorum_least=0)), list(MOVER), [], 1)
@given(
    fields,
    st.lists(st.one_of(BEFORE, BEFORE, BEFORE, acts), max_size=22),
    st.lists(st.one_of(MEANWHILE, MEANWHILE, acts), max_size=8),
    st.integers(1, MOST),
)
@quick
def test_votes_moves_and_withdrawals(
    village: Store, field: Field, before: list[Vote | Act], meanwhile: list[Vote | Act], number: int
) -> None:
    def check(session: Session) -> None:
        poll = Poll.called(session, field)
        poll.chooses(play(poll, before, meanwhile), number)

    run(village, check)


@given(
    fields, st.lists(BEFORE, max_size=16), st.lists(MEANWHILE, max_size=6), st.randoms(),
    st.lists(st.integers(0, 30), max_size=5),
)  # fmt: skip
@quick
def test_the_order_of_arrival_changes_nothing(
    village: Store, field: Field, before: list[Vote], meanwhile: list[Vote], chance: Any,
    twice: list[int],
) -> None:  # fmt: skip
    """Shuffled, and some of them come twice: the same result, and the same as the words alone, each
    house's last one by its moment, tell."""
    outcomes = []

    def check(session: Session) -> None:
        poll = Poll.called(session, field)
        outcomes.append(play(poll, before, meanwhile))
        first = _valid(poll, before, CLOSES)
        late = _valid(poll, meanwhile, poll.closes)
        assert poll.outcome(recount.last_words([*first, *late])) == outcomes[0]

    def check_again(session: Session) -> None:
        other = [*before, *(before[n] for n in twice if n < len(before))]
        later = [*meanwhile, *(meanwhile[n] for n in twice if n < len(meanwhile))]
        chance.shuffle(other)
        chance.shuffle(later)
        assert play(Poll.called(session, field), other, later) == outcomes[0]

    run(village, check)
    run(village, check_again)


def _valid(poll: Poll, said: Sequence[Vote], closes: datetime) -> list[Cast]:
    """What counts of it, by the moment it was said."""
    found = []
    for vote in said:
        house, at = poll.homes[PHONES[vote.phone]].id, OPENS + timedelta(minutes=vote.minute)
        own = PHONES[vote.phone] == vote.number - 1
        if OPENS <= at < closes and vote.number <= len(poll.of.stood) and not own:
            found.append(Cast(house, vote.number, at))
    return found
