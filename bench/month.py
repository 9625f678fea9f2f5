"""A month of one tambon, three ways on the same traffic: what it costs and what arrives in time.

    push everything   every notice is pushed the moment it is left, no night, no budget
    khwamdee          this bot on LINE's free plan
    answers only      this bot, but only the answer to a message carries notices: the tokens of what
                      it stays silent to are not used

December 2026 from its first midnight to 21:55 on the 31st: five minutes later LINE's month ends,
which is one of UTC+9. All jobs run at their moments, `deliver-due` at every minute at which
something is due.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import func, select, update

from bench import traffic
from bench.tambon import ZONE, Tambon
from bot import jobs, outbox, riders
from bot.domain import budget, settings
from bot.domain.budget import Cost
from bot.domain.notice import Notice
from bot.line.messages import MOST_BUBBLES
from bot.outbox import Outgoing
from tests.village import TAMBON

BEFORE = datetime(2026, 11, 30, 12, tzinfo=ZONE)
FIRST = datetime(2026, 12, 1, tzinfo=ZONE)
LAST = datetime(2026, 12, 31, 21, 55, tzinfo=ZONE)
TICK = timedelta(minutes=1)
"""`deliver-due` comes once a minute: what is pushed at its latest time goes up to this later."""

PUSH, BOT, ANSWERS = "push everything", "khwamdee", "answers only"
WAYS = (PUSH, BOT, ANSWERS)
BY_BUDGET = ("quota", "kept", "share")


def play(seed: int, way: str) -> dict[str, Any]:
    """One month; its figures."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, patch.object(riders, "take", _TAKE[way]):
        place = Tambon(Path(folder), seed, BEFORE)
        place.line.set_quota(None if way == PUSH else budget.FREE_PLAN)
        if way == PUSH:
            with place.store.write() as session:
                settings.put(session, TAMBON, "quiet", "00:00-00:00", place.clock.now())
            place.after = lambda: push_all(place)
        happening = traffic.of_month(place, FIRST, LAST, seed)
        clock = [
            traffic.Happening(moment, Tambon.run_due)
            for moment in jobs.moments(FIRST - TICK, LAST, LAST - BEFORE)
        ]
        gc.collect()
        gc.freeze()  # three thousand people who stay
        place.run_due()  # what November's last Monday left to do
        events = sorted([*happening, *clock], key=lambda each: each.at)
        for n, each in enumerate(events):
            place.until(each.at)
            each.act(place)
            if n % 1000 == 0:
                took = time.monotonic() - begun
                sys.stderr.write(
                    f"seed {seed}, {way}: {each.at:%d %b %H:%M}, {n}/{len(events)}, {took:.0f} s\n"
                )
        found = figures(place) | {
            "events": len(happening),
            "seconds": round(time.monotonic() - begun),
        }
        place.close()
    return found


# The ways


def push_all(place: Tambon) -> None:
    """Whatever waits goes now, each to whom it is for."""
    now = place.house.local_now()
    with place.store.write() as session:
        due = update(Notice).where(Notice.delivered_at.is_(None), Notice.failed_at.is_(None))
        session.execute(due.values(look_at=now, due_at=now, earliest=None, pushes=True))
        while riders.push_due(session, place.house.rules.links, now, place.clock.now()):
            pass


_take = riders.take


def _take_nothing(*_: object) -> riders.Load:
    return riders.Load()


def _take_beside_an_answer(
    session: Any, links: Any, chat_id: str, user: Any, most: int, now: datetime
) -> riders.Load:
    """As many bubbles as a reply holds are free only where there is no answer in it."""
    if most == MOST_BUBBLES:
        return riders.Load()
    return _take(session, links, chat_id, user, most, now)


_TAKE: dict[str, Callable[..., riders.Load]] = {
    PUSH: _take_nothing, BOT: _take, ANSWERS: _take_beside_an_answer,
}  # fmt: skip


# What came of it


def figures(place: Tambon) -> dict[str, Any]:
    with place.store.read() as session:
        notices = list(session.scalars(select(Notice).where(Notice.created_at >= FIRST)))
        books = int(
            session.scalar(select(func.coalesce(func.sum(Cost.people), 0)).where(Cost.at >= FIRST))
            or 0
        )
        pushes = session.execute(
            select(Cost.kind, func.count(), func.sum(Cost.people))
            .where(Cost.at >= FIRST)
            .group_by(Cost.kind)
        ).all()
        dead = session.scalar(select(func.count(Outgoing.id)).where(Outgoing.state == "dead"))
        open_ = outbox.counts(session).get("waiting", 0)
    kinds: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        kinds[notice.kind].append(notice)
    due = [notice for notice in notices if _judged(notice)]
    refused = Counter(f"{n.kind}: {n.why}" for n in notices if n.why in BY_BUDGET)
    late = Counter(f"{n.kind}: {_why_late(n)}" for n in due if not _in_time(n))
    counted = place.line.quota.used(place.line.now())
    return {
        "line_counted": counted, "books": books, "books_agree": counted == books,
        "left": len(notices), "judged": len(due),
        "in_time": sum(map(_in_time, due)),
        "in_time_percent": _percent(sum(map(_in_time, due)), len(due)),
        "replaced": sum(n.how == "expired" and n.why is None for n in notices),
        "rode_free": sum(n.how == "reply" for n in notices),
        "went_by_push": sum(n.how == "push" for n in notices),
        "pushes": {kind: {"pushes": count, "messages": int(sum_)} for kind, count, sum_ in pushes},
        "refused_by_budget": dict(refused.most_common()), "not_in_time": dict(late.most_common()),
        "group_sizes": [len(moo.members) for moo in place.moos],
        "outbox_dead": dead, "outbox_waiting": open_, "said": dict(place.said),
        "kinds": {kind: _kind(found) for kind, found in sorted(kinds.items())},
    }  # fmt: skip


def _kind(found: list[Notice]) -> dict[str, Any]:
    waited = [
        (n.delivered_at - n.created_at) / timedelta(hours=1)
        for n in found
        if n.delivered_at and n.how != "expired"
    ]
    judged = [n for n in found if _judged(n)]
    return {
        "left": len(found),
        "free": sum(n.how == "reply" for n in found),
        "pushed": sum(n.how == "push" for n in found),
        "messages": sum(n.billed for n in found),
        "expired": sum(n.how == "expired" and n.why is not None for n in found),
        "replaced": sum(n.how == "expired" and n.why is None for n in found),
        "waiting": sum(n.how is None for n in found),
        "in_time_percent": _percent(sum(map(_in_time, judged)), len(judged)),
        "median_hours": round(statistics.median(waited), 1) if waited else None,
    }


def _judged(notice: Notice) -> bool:
    """Neither in time nor late: what the month's end found waiting and not yet due, and what a
    newer one of its kind replaced before it was late (that one is judged)."""
    if notice.delivered_at is None:
        return notice.due_at + TICK <= LAST
    return notice.how != "expired" or notice.why is not None or notice.delivered_at > notice.due_at


def _in_time(notice: Notice) -> bool:
    gone = notice.delivered_at is not None and notice.how != "expired"
    return gone and notice.delivered_at <= notice.due_at + TICK  # type: ignore[operator]


def _why_late(notice: Notice) -> str:
    if notice.how == "expired" and notice.why is None:
        return "replaced by a newer one"
    return f"{notice.why or 'a later tick'}, {notice.how or 'still waits'}"


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
