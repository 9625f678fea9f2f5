"""Three clocks on one database, killed at random while months go by: is anything missed or doubled?

The clocks are processes of their own (`fast_clock`), killed with SIGKILL every few hundred
milliseconds, one at a time, and started again. The village's time is the same for all three and
moves on as fast as they can follow: in steps of twenty minutes through the hour after each moment
of the calendar, else straight to the next one. A step is taken once some clock has had a whole look
at the present time and none is still at an earlier one: every moment is seen while it is worth
doing (`lasts`; a nudge an hour), so whatever is missing at the end was missed.

Two tambons of two villages, each village with a group, one tambon with one of its own; one tambon
and one village have calendars of their own. Somebody does good and votes every month. At the end,
and once in 300 days, all is worked out again from the calendar's texts by `almanac`, and by hand
from deeds: (job, area, moment) against `job_runs` and against what was really done, notices against
groups and moments, elections, closed months, bonuses, and the ledger against its own replay.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import almanac, fast_clock
from bench.almanac import ZONE
from bench.fast_clock import ACTED, NOBODY, Hands
from bot import jobs, schema
from bot.db import Store
from bot.domain import access, areas, deeds, elections, groups, ledger, people, registry, settings
from bot.domain.areas import Village
from bot.domain.deed import Claim, Deed
from bot.domain.elections import Election
from bot.domain.ledger import Entry
from bot.domain.notice import Notice
from bot.jobs import JobRun

BEGINS = datetime(2026, 11, 27, 12, tzinfo=ZONE)
TAMBONS = ("141601", "141602")
MOOS = (1, 2)
VILLAGES = tuple(f"{tambon}{moo:02d}" for tambon in TAMBONS for moo in MOOS)
GROUPS = {f"C{code:0>32}": code for code in (*VILLAGES, TAMBONS[1])}
ROLES = {
    "U" + "0" * 31 + "a": ("officer", TAMBONS[0]), "U" + "0" * 31 + "b": ("officer", TAMBONS[1]),
    "U" + "0" * 31 + "c": ("committee", VILLAGES[0]),
}  # fmt: skip
HOUSES = 6
OWN = {
    (TAMBONS[0], "month-close"): "2 00:20", (TAMBONS[0], "candidates"): "3 09:00",
    (TAMBONS[0], "vote-open"): "6 06:00", (TAMBONS[0], "vote-remind"): "6-8 12:10",
    (TAMBONS[0], "vote-close"): "9 21:15", (TAMBONS[0], "results"): "10 07:30",
    (TAMBONS[0], "nudge"): "10,31 12:00", (TAMBONS[0], "holy-day"): "eve 17:30",
    (TAMBONS[0], "digest"): "fri 17:00",
    (VILLAGES[3], "nudge"): "last 19:00", (VILLAGES[3], "vote-remind"): "5,7 08:15",
}  # fmt: skip
"""What areas have said themselves: one tambon nearly everything, one village of the other two
things."""

WHERE = {
    **dict.fromkeys(
        ("month-close", "candidates", "vote-open", "vote-remind", "vote-close", "results"), VILLAGES
    ),
    **dict.fromkeys(("nudge", "holy-day"), tuple(sorted(GROUPS.values()))),
    "digest": tuple(sorted({area for _, area in ROLES.values()})),
    "retention": ("",), "quota": ("",),
}  # fmt: skip

CLOCKS = 3
KILL_AFTER = (0.1, 0.5)
STEP, HOUR = timedelta(minutes=20), timedelta(hours=1)
AUDIT = timedelta(days=300)
"""Notices are kept for 400 days."""

KINDS = ("F1-01", "E1-05", "S3-01")
GOOD_ON, VOTE_ON = 20, (5, 6, 7, 8, 9)


def both(seconds: float) -> dict[str, Any]:
    """On SQLite and on PostgreSQL."""
    from tests.postgres import Server

    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": storm(Path(folder), f"sqlite:///{folder}/storm.db", seconds)}
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            found["PostgreSQL"] = storm(Path(folder), server.url, seconds)
    finally:
        server.stop()
    for name, told in found.items():
        sys.stdout.write(f"{name}: " + ", ".join(f"{k} {v}" for k, v in told.items()) + "\n")
    return found


@dataclass
class Weather:
    """One storm: its clocks, the time, and what was found."""

    folder: Path
    url: str
    store: Store
    hands: Hands
    context: Any
    chance: random.Random
    wanted: Any = None
    """Where clocks are asked for."""
    clocks: list[int] = field(default_factory=list)
    """Their process ids."""
    found: Counter[str] = field(default_factory=Counter)
    kill_at: float = 0.0

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.hands.now.value, ZONE)


def storm(
    folder: Path, url: str, seconds: float, *, days: int = 0, seed: int = 1
) -> dict[str, Any]:
    """For so many seconds, and at least so many days of the village. What was found: `missed`,
    `doubled` and `wrong` should be 0."""
    store = Store(fast_clock.settings(folder, url).database_url)
    schema.upgrade(store)
    _found(store)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.fast_clock"])
    begins = BEGINS.timestamp()
    hands = Hands(
        context.Value("d", begins, lock=False), context.Array("d", [NOBODY] * CLOCKS, lock=False),
        context.Array("d", [0.0] * CLOCKS, lock=False),
    )  # fmt: skip
    weather = Weather(folder, url, store, hands, context, random.Random(seed))
    started = time.monotonic()
    with _clocks(weather):
        audited, last = BEGINS, BEGINS + timedelta(days=days)
        while time.monotonic() < started + seconds or weather.now < last:
            _step(weather)
            if weather.now - audited > AUDIT:
                audited = _audit(weather, audited)
        _follow(weather)
    _audit(weather, audited)
    took = time.monotonic() - started
    log = folder / "clocks.log"
    logged = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    store.close()
    return {
        "seconds": round(took, 1), "days": (weather.now - BEGINS).days,
        **{name: weather.found[name] for name in _COUNTED},
        "errors_logged": len(logged), "first_errors": logged[:3],
    }  # fmt: skip


_COUNTED = (
    "kills", "moments", "notices", "elections", "months", "bonuses", "missed", "doubled", "wrong",
)  # fmt: skip


# The clocks, and time


@contextmanager
def _clocks(weather: Weather) -> Iterator[None]:
    weather.wanted, there = weather.context.Pipe()
    where = (weather.folder, weather.url, weather.hands, there)
    nursery = weather.context.Process(target=fast_clock.nursery, args=where, daemon=True)
    nursery.start()
    there.close()
    try:
        weather.clocks = [_start(weather, slot) for slot in range(CLOCKS)]
        yield
    finally:
        for clock in weather.clocks:
            os.kill(clock, signal.SIGKILL)
        weather.wanted.close()
        nursery.join(10)
        nursery.close()


def _start(weather: Weather, slot: int) -> int:
    weather.wanted.send(slot)
    return int(weather.wanted.recv())


def _step(weather: Weather) -> None:
    """Somebody lives there; then time goes on by one step."""
    _follow(weather)
    _live(weather)
    now = weather.now
    next_one = min(
        moment
        for text in _texts()
        for moment in almanac.moments(text, now, now + timedelta(days=2)) or [now + HOUR * 12]
    )
    lately = any(almanac.moments(text, now - HOUR, now) for text in _texts())
    late = STEP * weather.chance.random()
    following = min(now + STEP, next_one + late) if lately else next_one + late
    weather.hands.now.value = following.timestamp()


def _texts() -> set[str]:
    """Every calendar that is in use."""
    return {almanac.text_of(job, area, OWN) for job, where in WHERE.items() for area in where}


def _follow(weather: Weather) -> None:
    """Until a clock has had a whole look at the present time, and none is at an earlier one. On the
    way, somebody is killed now and then."""
    hands, now = weather.hands, weather.hands.now.value
    while True:
        if time.monotonic() > weather.kill_at:
            _kill_one(weather)
        if now in hands.done[:] and min(hands.began[:]) >= now:
            return
        time.sleep(0.0005)


def _kill_one(weather: Weather) -> None:
    if weather.kill_at:
        slot = weather.chance.randrange(CLOCKS)
        os.kill(weather.clocks[slot], signal.SIGKILL)
        while _lives(weather.clocks[slot]):
            time.sleep(0.0005)
        weather.hands.began[slot] = NOBODY
        weather.clocks[slot] = _start(weather, slot)
        weather.found["kills"] += 1
    weather.kill_at = time.monotonic() + weather.chance.uniform(*KILL_AFTER)


def _lives(clock: int) -> bool:
    try:
        os.kill(clock, 0)
    except ProcessLookupError:
        return False
    return True


# The villages


def _found(store: Store) -> None:
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
        for (area, name), value in OWN.items():
            settings.put(session, area, name, value, now)
        _do_good(session, BEGINS, random.Random(0))


def _live(weather: Weather) -> None:
    """Good is done on the 20th, and each village votes on some days on which it may."""
    now = weather.now
    key = (now.year, now.month, now.day)
    if now.day not in (GOOD_ON, *VOTE_ON) or key == weather.found.get("day"):
        return
    if now.hour < 12:
        return
    weather.found["day"] = key  # type: ignore[assignment]
    with weather.store.write() as session:
        if now.day == GOOD_ON:
            _do_good(session, now, weather.chance)
            return
        for code in VILLAGES:
            election = elections.newest(session, code)
            if election is not None and elections.under_way(election, now):
                _vote(session, election, now, weather.chance)


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


def _vote(session: Session, election: Election, now: datetime, chance: random.Random) -> None:
    for candidate in election.candidates:
        voter = people.of_household(session, candidate.household_id)[0]
        others = [c.number for c in election.candidates if c.number != candidate.number]
        if others:
            elections.cast(session, election, voter, chance.choice(others), now.astimezone(UTC))


# The reckoning


def _audit(weather: Weather, after: datetime) -> datetime:
    """Everything between then and now, worked out again."""
    now, found = weather.now, weather.found
    with weather.store.read() as session:
        should = almanac.expected(WHERE, OWN, after, now)
        runs = Counter(
            (run.job, run.area_code, run.due.astimezone(ZONE))
            for run in session.scalars(select(JobRun).where(JobRun.due > after))
        )
        found["moments"] += len(should)
        _compare(found, "moments", Counter(should), runs)
        acts = Counter(map(tuple, session.execute(select(ACTED).where(ACTED.c.due > _text(after)))))
        _compare(found, "acts", Counter((*each[:2], _text(each[2])) for each in should), acts)
        closings = {(area, at) for job, area, at in should if job == "month-close"}
        _audit_months(session, found, closings)
        votes = _audit_elections(session, found, should)
        told = Counter(
            (notice.chat_id or "", notice.kind, notice.about or "")
            for notice in session.scalars(select(Notice).where(Notice.created_at > after))
            if notice.kind in _AUDITED
        )
        words = _words(should, votes)
        found["notices"] += len(words)
        _compare(found, "notices", Counter(words), told)
        found["wrong"] += not ledger.replay(session).balanced
    return now


_AUDITED = (
    "candidates", "vote_open", "vote_remind", "results", "nudge", "holy_day", "digest",
    "digest_free",
)  # fmt: skip


def _compare(found: Counter[str], what: str, should: Counter[Any], there: Counter[Any]) -> None:
    """One each of what should be there, and nothing else."""
    missed = [each for each in should if not there[each]]
    doubled = [each for each, count in there.items() if count > 1]
    strange = [each for each in there if not should[each]]
    found["missed"] += len(missed)
    found["doubled"] += len(doubled)
    found["wrong"] += len(strange)
    for name, which in (("missed", missed), ("doubled", doubled), ("strange", strange)):
        for each in which[:5]:
            sys.stderr.write(f"{what} {name}: {' '.join(map(str, each))}\n")


def _audit_months(
    session: Session, found: Counter[str], closings: set[tuple[str, datetime]]
) -> None:
    """Closed as far as the last closing says, and each bonus booked once."""
    for code in VILLAGES:
        closed = sorted(_last_month(at) for area, at in closings if area == code)
        village = session.get(Village, code)
        assert village
        for month in closed:
            found["months"] += 1
            _audit_bonuses(session, found, code, month)
        if closed and village.closed_through != _next_month(closed[-1]) - timedelta(days=1):
            found["missed"] += 1
            sys.stderr.write(f"month not closed: {code} {closed[-1]}\n")


def _audit_bonuses(session: Session, found: Counter[str], code: str, month: date) -> None:
    within = Deed.done_on.between(month, _next_month(month) - timedelta(days=1))
    kinds: dict[int, set[str]] = {}
    for deed in session.scalars(
        select(Deed).where(Deed.village_code == code, Deed.status == "accepted", within)
    ):
        kinds.setdefault(deed.household_id, set()).add(deed.kind[0])
    should = [(house, month) for house, all_ in kinds.items() if all_ == {"F", "E", "S"}]
    houses = [house.id for house in registry.active(session, code)]
    booked = session.scalars(
        select(Entry).where(Entry.bonus_month == month, Entry.household_id.in_(houses))
    )
    found["bonuses"] += len(should)
    there = Counter((entry.household_id, entry.bonus_month) for entry in booked)
    _compare(found, "bonuses", Counter(should), there)


def _audit_elections(
    session: Session, found: Counter[str], should: set[tuple[str, str, datetime]]
) -> dict[tuple[str, date], Election]:
    """A vote in each village of which somebody did good the month before; decided by the run that
    claimed the results, and by no other. Returns them by village and month."""
    there = {(vote.area_code, vote.month): vote for vote in session.scalars(select(Election))}
    claims = {
        (run.area_code, run.due.astimezone(ZONE)): run.at
        for run in session.scalars(select(JobRun).where(JobRun.job == "results"))
    }
    for job, area, at in should:
        month = _last_month(at)
        good = select(Deed.id).where(
            Deed.village_code == area, Deed.status == "accepted",
            Deed.done_on.between(month, _next_month(month) - timedelta(days=1)),
        )  # fmt: skip
        if job != "results" or session.scalar(good.limit(1)) is None:
            continue
        found["elections"] += 1
        vote = there.get((area, month))
        if vote is None or vote.decided_at is None:
            found["missed"] += 1
            sys.stderr.write(f"election missed: {area} {month}\n")
        elif vote.decided_at != claims.get((area, at)):
            found["wrong"] += 1
            sys.stderr.write(f"election decided by another run: {area} {month}\n")
    return there


def _words(
    should: set[tuple[str, str, datetime]], votes: dict[tuple[str, date], Election]
) -> set[tuple[str, str, str]]:
    """(chat, kind, about) of every notice that the moments should have left."""
    found: set[tuple[str, str, str]] = set()
    for job, area, at in should:
        around = [chat for chat, code in GROUPS.items() if area.startswith(code)]
        own = [chat for chat, code in GROUPS.items() if area == code]
        vote = votes.get((area, _last_month(at)))
        match job:
            case "candidates" | "results" if vote:
                found |= {(chat, job, f"election {vote.id}") for chat in around}
            case "vote-open" if vote:
                until = f"{vote.closes_at.astimezone(at.tzinfo):%d %H:%M}"
                about = f"{vote.month:%Y-%m} until {until}"
                found |= {(chat, "vote_open", about) for chat in around}
            case "vote-remind" if vote and vote.opens_at <= at < vote.closes_at:
                found |= {(chat, "vote_remind", f"{at:%Y-%m-%d}") for chat in around}
            case "nudge":
                found |= {(chat, "nudge", f"{at:%Y-%m-%d}") for chat in own}
            case "holy-day":
                day = at.date() + timedelta(days=1)
                found |= {(chat, "holy_day", f"{day}") for chat in own}
            case "digest":
                for line_id, (role, held) in ROLES.items():
                    kind = "digest" if role == "officer" else "digest_free"
                    if held == area:
                        found.add((line_id, kind, f"{area} {at:%Y-%m-%d}"))
    return found


def _text(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _last_month(at: datetime) -> date:
    return (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


assert set(WHERE) == {job.name for job in jobs.JOBS if job.has_moments}
