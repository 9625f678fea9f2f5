"""The storm's reckoning: all is worked out again from the calendar's texts by `almanac`, from deeds
by hand, and from what people cast by `recount`.

(job, area, moment) against `job_runs` and against what was really done, notices against groups and
moments, votes with their extensions, results and winners, closed months, bonuses, and the ledger
against its own replay.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import almanac
from bench.almanac import ZONE
from bench.fast_clock import ACTED
from bench.storm_place import BEGINS, OWN, ROLES, VILLAGES, WHERE, Life
from bench.storm_votes import Votes, around, month_before
from bot.domain import ledger, registry
from bot.domain.areas import Village
from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.notice import Notice
from bot.jobs import JobRun

Moment = tuple[str, str, datetime]
"""(job, area, when)."""

_OF_A_VOTE = ("vote-close", "results")
"""Done only where a vote goes by the calendar."""

_AUDITED = (
    "candidates", "vote_open", "vote_remind", "vote_extended", "results", "you_stand", "you_won",
    "vote_to_decide", "nudge", "holy_day", "digest", "digest_free",
)  # fmt: skip


@dataclass(frozen=True)
class Reckoning:
    """One of them, of what lies after a moment until now."""

    session: Session
    found: Counter[str]
    after: datetime
    now: datetime

    def covers(self, at: datetime) -> bool:
        return self.after < at <= self.now


def audit(
    session: Session, found: Counter[str], life: Life, after: datetime, now: datetime
) -> None:
    """Everything between then and now; what was missed, doubled or wrong is counted in `found`."""
    this = Reckoning(session, found, after, now)
    claims = {
        (run.job, run.area_code, run.due.astimezone(ZONE)): run.at.astimezone(ZONE)
        for run in session.scalars(select(JobRun))
    }
    everything = almanac.expected(WHERE, OWN, BEGINS, now)
    votes = Votes(session, life, claims, now)
    votes.follow(everything)
    found["elections"] = len(votes.held)
    found["extended"] = sum(vote.extended_at is not None for vote in votes.rows.values())
    found["wider"] = sum(len(area) < len(VILLAGES[0]) for area, _ in votes.held)
    found["awaited"] = sum(
        vote.awaits is not None or vote.decided_by in ("committee", "chair")
        for vote in votes.rows.values()
    )
    found["wrong"] += len(votes.complaints)
    for complaint in votes.complaints[:5]:
        sys.stderr.write(f"vote: {complaint}\n")
    should = {
        (job, area, at)
        for job, area, at in everything
        if at > after and (job not in _OF_A_VOTE or (area, month_before(at)) in votes.held)
    }
    found["moments"] += len(should)
    _compare(found, "moments", Counter(should), Counter(key for key in claims if key[2] > after))
    acts = Counter(map(tuple, session.execute(select(ACTED).where(ACTED.c.due > _text(after)))))
    _compare(found, "acts", Counter((*each[:2], _text(each[2])) for each in should), acts)
    _audit_months(this, {(area, at) for job, area, at in should if job == "month-close"})
    words = Counter({*_words(should), *(word for word, at in votes.words if this.covers(at))})
    found["notices"] += len(words)
    _compare(found, "notices", words, _told(session, after))
    found["wrong"] += not ledger.replay(session).balanced


def _told(session: Session, after: datetime) -> Counter[tuple[str, str, str]]:
    """Side awards are not worked out again."""
    return Counter(
        (f"house {n.household_id}" if n.household_id else n.chat_id or "", n.kind, n.about or "")
        for n in session.scalars(select(Notice).where(Notice.created_at > after))
        if n.kind in _AUDITED and (n.kind != "you_won" or (n.about or "").endswith(" winner"))
    )


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


def _audit_months(this: Reckoning, closings: set[tuple[str, datetime]]) -> None:
    """Closed as far as the last closing says, and each bonus booked once."""
    for code in VILLAGES:
        closed = sorted(month_before(at) for area, at in closings if area == code)
        village = this.session.get(Village, code)
        assert village
        for month in closed:
            this.found["months"] += 1
            _audit_bonuses(this, code, month)
        if closed and village.closed_through != _next_month(closed[-1]) - timedelta(days=1):
            this.found["missed"] += 1
            sys.stderr.write(f"month not closed: {code} {closed[-1]}\n")


def _audit_bonuses(this: Reckoning, code: str, month: date) -> None:
    session = this.session
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
    this.found["bonuses"] += len(should)
    there = Counter((entry.household_id, entry.bonus_month) for entry in booked)
    _compare(this.found, "bonuses", Counter(should), there)


def _words(should: Iterable[Moment]) -> set[tuple[str, str, str]]:
    """(chat, kind, about) of every notice that the moments should have left, beside the votes'."""
    found: set[tuple[str, str, str]] = set()
    for job, area, at in should:
        own = [chat for chat, code in around(area) if area == code]
        match job:
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


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
