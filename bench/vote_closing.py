"""All tambons of the country vote as one each, and one process of the clock calls their candidates,
opens, closes and counts: what it takes for 500, 2,000 and 7,255 of them.

    python -m bench.vote_closing DATABASE_URL FOLDER AREAS     one size, figures as JSON

Seconds of each job, and memory; what a minute of the clock costs when nothing is left to do; and
what is there after the counting was killed in the middle and begun again.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from bench import recount, vote_sample
from bench.vote_sample import ZONE, Sample
from bot import config, jobs, schema
from bot.bootstrap import House
from bot.db import Store
from bot.domain.audit import AuditEntry
from bot.domain.elections import Ballot, Election
from bot.domain.notice import Notice

SIZES = (500, 2000, 7255)
HOUSES, VOTERS = 20, 12
FEW, FEW_IN = 3, 5
"""In one area of so many only a few vote: it is extended, and counted three days later."""

MONTH = date(2026, 11, 1)
WHEN = {
    "candidates": datetime(2026, 12, 4, 8, tzinfo=ZONE),
    "vote-open": datetime(2026, 12, 5, 7, tzinfo=ZONE),
    "vote-close": datetime(2026, 12, 7, 20, tzinfo=ZONE),
    "results": datetime(2026, 12, 8, 8, tzinfo=ZONE),
    "vote-times": datetime(2026, 12, 11, 8, tzinfo=ZONE),
}
VOTED = datetime(2026, 12, 6, 9, tzinfo=ZONE)
KILLED = "results"
"""In the middle of this job the process is killed, once."""

IDLE = {"while votes are open": datetime(2026, 12, 5, 7, 1, tzinfo=ZONE),
        "when all is counted": datetime(2026, 12, 8, 8, 1, tzinfo=ZONE)}  # fmt: skip


def measure(url: str, folder: Path, areas: int) -> dict[str, Any]:
    """One size, on an empty database."""
    store = Store(_settings(url, folder).database_url)
    schema.upgrade(store)
    vote_sample.fill(store, Sample(areas, HOUSES, MONTH, villages=2))
    found: dict[str, Any] = {"areas": areas, "jobs": {}, "idle_minute_ms": {}}
    for name in WHEN:
        if name == "vote-close":
            vote_sample.ballots(store, lambda n: VOTERS if n % FEW_IN else FEW, VOTED)
        if name == KILLED:
            found["killed_after"] = _kill_in_the_middle(store, url, folder, areas)
        found["jobs"][name] = _in_a_process(url, folder, "job", name)
        if name in ("vote-open", "results"):
            which = list(IDLE)[name == "results"]
            found["idle_minute_ms"][which] = _in_a_process(url, folder, "idle", which)
    found |= reckon(store, areas)
    store.close()
    return found


def _kill_in_the_middle(store: Store, url: str, folder: Path, areas: int) -> int:
    """The counting dies of SIGKILL when about half is counted. Returns how many were."""
    process = subprocess.Popen(_command(url, folder, "job", KILLED), stdout=subprocess.DEVNULL)
    while (counted := _counted(store)) < areas * (
        FEW_IN - 1
    ) // FEW_IN // 2 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return counted


def _counted(store: Store) -> int:
    with store.read() as session:
        decided = select(func.count()).where(Election.decided_at.is_not(None))
        return session.scalar(decided) or 0


def reckon(store: Store, areas: int) -> dict[str, int]:
    """Each area counted once and rightly, each group told once."""
    wrong = 0
    with store.read() as session:
        cast: dict[int, dict[int, int]] = {}
        for ballot in session.scalars(select(Ballot)):
            cast.setdefault(ballot.election_id, {})[ballot.household_id] = ballot.number or 0
        votes = session.scalars(select(Election)).all()
        for vote in votes:
            runners = [
                recount.Runner(c.number, c.household_id, c.points, c.dimensions, c.days)
                for c in vote.candidates
            ]
            should = recount.count(runners, cast.get(vote.id, {}), HOUSES)
            there = (vote.turnout, vote.quorum_met, vote.winner, vote.awaits, vote.decided_by)
            right = (should.turnout, should.quorum_met, should.winner, should.awaits,
                     should.decided_by)  # fmt: skip
            wrong += there != right or {c.number: c.votes for c in vote.candidates} != should.votes
        logged = Counter(session.scalars(select(AuditEntry.what)))
        to_chats = select(Notice.chat_id, Notice.kind).where(Notice.chat_id.is_not(None))
        told = Counter((chat, kind) for chat, kind in session.execute(to_chats))
    kinds = ("candidates", "vote_open", "vote_extended", "results")
    extended = len(range(0, areas, FEW_IN))
    return {
        "votes": len(votes),
        "not_counted_once": abs(logged["vote:counted"] - areas) + abs(len(votes) - areas),
        "counted_wrong": wrong,
        "extended": logged["vote:extended"],
        "not_extended_once": abs(logged["vote:extended"] - extended),
        "groups_not_told": 3 * areas + extended - sum(kind in kinds for _, kind in told),
        "groups_told_twice": sum(count > 1 for count in told.values()),
    }


# In a process of its own


def _in_a_process(url: str, folder: Path, what: str, name: str) -> dict[str, float]:
    done = subprocess.run(
        _command(url, folder, what, name), check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def _command(url: str, folder: Path, what: str, name: str) -> list[str]:
    return [sys.executable, "-m", "bench.vote_closing", url, str(folder), what, name]


def one_job(house: House, name: str) -> dict[str, float]:
    """Seconds, of them those of the processor (PostgreSQL's, too), which other work on the machine
    does not lengthen much; and resident megabytes before and at the most."""
    job, at = jobs.named(name), WHEN[name]
    assert job
    house.store.ping()
    before = _resident("VmRSS")
    begun, cpu = time.monotonic(), time.process_time() + _servers(house.store)
    done = jobs.run(house.store, job, at, at.astimezone(UTC), house.rules)
    took = time.monotonic() - begun
    cpu = time.process_time() + _servers(house.store) - cpu
    return {
        "done": done, "seconds": round(took, 2), "cpu_seconds": round(cpu, 2),
        "before_mb": before, "peak_mb": _resident("VmHWM"),
    }  # fmt: skip


def _servers(store: Store) -> float:
    """Processor seconds that PostgreSQL's processes have spent on us."""
    if store.on_sqlite:
        return 0.0
    ours = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with store.read() as session:
        stats = [Path(f"/proc/{pid}/stat").read_text() for pid in session.scalars(ours)]
    ticks = [sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def idle(house: House, which: str) -> dict[str, float]:
    """Milliseconds of a minute in which nothing is left to do, the least of five; and of its jobs
    the dearest."""
    at = IDLE[which]
    done = jobs.run_due(house.store, at, at.astimezone(UTC), house.rules)  # what is due and small
    took = [_took(lambda: jobs.run_due(house.store, at, at.astimezone(UTC), house.rules))
            for _ in range(5)]  # fmt: skip
    each = {
        job.name: min(
            _took(lambda j=job: jobs.run(house.store, j, at, at.astimezone(UTC), house.rules))
            for _ in range(3)
        )
        for job in jobs.JOBS
    }
    dearest = sorted(each, key=lambda name: -each[name])[:3]
    return {"all": min(took), **{name: each[name] for name in dearest}, "first_did": len(done)}


def _took(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return round(1000 * (time.perf_counter() - begun), 1)


def _resident(which: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(float(status.split(f"{which}:")[1].split()[0]) / 1024, 1)


def _settings(url: str, folder: Path) -> config.Settings:
    return config.from_env(
        {"DATA_DIR": str(folder), "DATABASE_URL": url, "SECRET_KEY": "a secret that is long enough",
         "LOG_LEVEL": "WARNING"}
    )  # fmt: skip


def main() -> None:
    url, folder, *rest = sys.argv[1:]
    os.environ["LOG_LEVEL"] = "WARNING"
    if len(rest) == 1:
        found: dict[str, Any] = measure(url, Path(folder), int(rest[0]))
    else:
        house = House(_settings(url, Path(folder)))
        found = {"job": one_job, "idle": idle}[rest[0]](house, rest[1])
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
