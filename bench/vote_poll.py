"""A thousand villages' vote through the real webhook and two worker processes, one of them killed
with SIGKILL now and then; and the reckoning: what was sent, against what was counted.

For the benchmark and for the test, which differ in size and in how they start processes.
"""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import func, select, update

from bench import recount
from bench.recount import Runner
from bench.vote_sample import chat_of, line_id
from bench.vote_traffic import Poll, Traffic
from bot.db import Store
from bot.domain import candidacy, closing, elections
from bot.domain.elections import Ballot, Election
from bot.domain.registry import Household
from bot.inbox import Event
from bot.outbox import Outgoing

PATIENCE = 600.0


class Process(Protocol):
    """A worker of ours, as `subprocess` and `multiprocessing` have them."""

    @property
    def pid(self) -> int | None: ...

    def terminate(self) -> object: ...


@dataclass
class Workers:
    """So many workers; `tend` kills one of them by turns, and starts another in its place."""

    start: Callable[[], Process]
    wait: Callable[[Process], object]
    running: list[Process] = field(default_factory=list)
    kills: int = 0

    def begin(self, count: int) -> None:
        self.running = [self.start() for _ in range(count)]

    def kill_one(self) -> None:
        process = self.running.pop(0)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        self.wait(process)
        self.kills += 1
        self.running.append(self.start())

    def end(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            self.wait(process)


def call(store: Store, areas: Sequence[str], month: date, now: datetime) -> list[Poll]:
    """Candidates by the rules, in a vote that is open since an hour ago and closes far away."""
    found = []
    with store.write() as session:
        homes: dict[str, list[int]] = {}
        for house, code in session.execute(select(Household.id, Household.village_code)):
            homes.setdefault(code, []).append(house)
        opens, closes = now - timedelta(hours=1), now + timedelta(days=1)
        for area in areas:
            vote = candidacy.call(session, area, month, opens, closes, closes, own_times=True)
            assert vote is not None
            runners = [
                Runner(c.number, c.household_id, c.points, c.dimensions, c.days)
                for c in vote.candidates
            ]
            phones = {house: line_id(house) for house in homes[area]}
            found.append(Poll(vote.id, chat_of(area), runners, phones))
    return found


def close_at(store: Store, at: datetime) -> None:
    with store.write() as session:
        session.execute(update(Election).values(closes_at=at, results_at=at))


def wait_until_handled(store: Store, events: int) -> None:
    """Every event is in the inbox and done, and every answer sent."""
    until = time.monotonic() + PATIENCE
    while True:
        with store.read() as session:
            there = session.scalar(select(func.count()).select_from(Event))
            open_ones = [
                session.scalar(select(func.count()).where(row.state.in_(("waiting", "sending"))))
                for row in (Event, Outgoing)
            ]
        if there == events and not any(open_ones):
            return
        if time.monotonic() > until:
            raise SystemExit(f"not handled: {there} of {events} there, {open_ones} open")
        time.sleep(0.1)


def settle(store: Store, now: datetime) -> None:
    """Each vote in a transaction of its own, as the clock does."""
    with store.read() as session:
        ids = session.scalars(select(Election.id).order_by(Election.id)).all()
    for number in ids:
        with store.write() as session:
            vote = elections.find(session, number)
            assert vote
            done = closing.settle(session, vote, now)
            assert done == closing.COUNTED, done


def reckon(store: Store, polls: Sequence[Poll], traffic: Traffic) -> dict[str, int]:
    """All of these should be 0. `lost` and `doubled`: events, ballots; `wrong`: outcomes, ballots,
    counts that the recount does not come to."""
    said = traffic.said()
    with store.read() as session:
        handled = Counter(session.execute(select(Event.event_id, Event.outcome)).all())
        ballots = {
            (ballot.election_id, ballot.household_id): ballot.number
            for ballot in session.scalars(select(Ballot))
        }
        rows = {vote.id: vote for vote in session.scalars(select(Election))}
        should = {(vote, house): n for vote, words in said.items() for house, n in words.items()}
        events = Counter((each.event_id, each.outcome) for each in traffic.sent)
        ids = Counter(event_id for event_id, _ in handled.elements())
        wrong_counts = 0
        for poll in polls:
            vote = rows[poll.election]
            words = said.get(vote.id, {})
            right = recount.count(poll.runners, words, len(poll.phones))
            wrong_counts += (
                (vote.turnout, vote.quorum_met, vote.winner, vote.awaits, vote.decided_by)
                != (right.turnout, right.quorum_met, right.winner, right.awaits, right.decided_by)
                or {c.number: c.votes for c in vote.candidates} != right.votes
                or [c.number for c in sorted(vote.candidates, key=lambda c: c.rank or 0)]
                != right.ranks
            )
    return {
        "events_lost": sum(each.event_id not in ids for each in traffic.sent),
        "events_doubled": sum(count > 1 for count in ids.values()),
        "outcomes_wrong": len(events - Counter(dict(handled))),
        "ballots_lost": len(should.keys() - ballots.keys()),
        "ballots_too_many": len(ballots.keys() - should.keys()),
        "ballots_wrong": sum(ballots.get(key, number) != number for key, number in should.items()),
        "counts_wrong": wrong_counts,
    }


def answers(traffic: Traffic, told: dict[str, Any]) -> dict[str, int]:
    """What LINE saw. `asked_twice`: a worker died between LINE's answer and its own book, so that a
    token was tried again: LINE takes it once."""
    used = told["used"]
    taken = [each for each in traffic.sent if each.counts]
    return {
        "accepted": len(taken),
        "accepted_unanswered": sum(each.token not in used for each in taken),
        "unanswered": sum(each.token not in used for each in traffic.sent),
        "strange_answers": len(used.keys() - {each.token for each in traffic.sent}),
        "asked_twice": sum(len(times) > 1 for times in used.values()),
        "pushed": told["pushes"],
    }


def waited(store: Store) -> list[float]:
    """Seconds from the webhook's writing down an event to the transaction that handled it."""
    with store.read() as session:
        rows = session.execute(select(Event.received_at, Event.ready_at)).all()
    return [max(0.0, (ready - received).total_seconds()) for received, ready in rows]


def told_by(line: Any) -> dict[str, Any]:
    """What the stand-in for LINE says at its end."""
    line.terminate()
    return dict(json.loads(line.communicate(timeout=20)[0].splitlines()[-1]))


def now() -> datetime:
    return datetime.now(UTC)
