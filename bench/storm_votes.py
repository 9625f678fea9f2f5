"""The storm's votes, worked out again: which should have been held, who stood, whether each was
extended, what it came to, and what should have been said of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import almanac, recount
from bench.almanac import ZONE
from bench.recount import Runner
from bench.storm_place import GROUPS, HOUSES, OWN, ROLES, STEP, VILLAGES, Life
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.elections import Election
from bot.domain.registry import Household

MOST, REST = 5, 3
EXTENSION = timedelta(days=3)
Word = tuple[str, str, str]
"""(chat, kind, about)."""


class Votes:
    """All that should have been held until now, in the order of their calling."""

    def __init__(
        self, session: Session, life: Life, claims: Mapping[tuple[str, str, datetime], datetime],
        now: datetime,
    ) -> None:  # fmt: skip
        self.session, self.life, self.claims, self.now = session, life, claims, now
        self.rows = {(v.area_code, v.month): v for v in session.scalars(select(Election))}
        self.held: set[tuple[str, date]] = set()
        self.words: list[tuple[Word, datetime]] = []
        """What should have been said, and when."""
        self.complaints: list[str] = []
        self.won: dict[tuple[str, date], tuple[int, datetime]] = {}
        """Who won, and since when that is known."""
        self.logged: dict[tuple[str, str], int] = {}
        for entry in session.scalars(select(AuditEntry).where(AuditEntry.what.like("vote:%"))):
            key = entry.what, entry.subject
            self.logged[key] = self.logged.get(key, 0) + 1

    def follow(self, moments: Iterable[tuple[str, str, datetime]]) -> None:
        """Through all moments at which a vote is called."""
        for at, job, area in sorted((at, job, area) for job, area, at in moments):
            claim = self.claims.get((job, area, at))
            if job == "candidates":
                self._village(area, at)
            elif job in ("tambon-vote", "district-vote") and claim:
                self._wider(area, at, claim)
            elif job == "vote-remind":
                vote = self.rows.get((area, month_before(at)))
                if vote and vote.opens_at <= at < self._first_closing(area, vote):
                    self._say(area, "vote_remind", f"{at:%Y-%m-%d}", at)
        if strange := set(self.rows) - self.held:
            self.complaints.append(f"nobody should have voted: {sorted(strange)}")

    def _first_closing(self, area: str, vote: Election) -> datetime:
        return _next("vote-close", area, vote.opens_at)

    # One vote

    def _village(self, area: str, at: datetime) -> None:
        month = month_before(at)
        first = datetime.combine(at.date().replace(day=1), time(), ZONE)
        opens = _next("vote-open", area, first)
        closes = _next("vote-close", area, opens)
        results = _next("results", area, closes)
        stood = self._best(area, month)
        if not stood:
            return
        vote = self._held(area, month, stood)
        if vote is None:
            return
        if vote.opens_at != opens:
            self.complaints.append(f"{area} {month} opens at another time")
        self._say(area, "candidates", f"election {vote.id}", at)
        self._say_to_runners(vote, at)
        if opens <= self.now:
            self._say(area, "vote_open", f"{month:%Y-%m} until {closes:%d %H:%M}", opens)
        self._end(vote, closes, results, self.claims.get(("results", area, results)))

    def _wider(self, area: str, at: datetime, claim: datetime) -> None:
        month = month_before(at)
        inside = sorted(
            (code, house)
            for (code, when), (house, known) in self.won.items()
            if len(code) == len(area) + 2 and code.startswith(area)
            and when == month and known <= claim
        )  # fmt: skip
        points = {house: self._standing(house, month)[0] for _, house in inside}
        stood = [house for _, house in sorted(inside, key=lambda each: -points[each[1]])]
        if len(stood) < 2:
            return
        vote = self._held(area, month, stood)
        if vote is None:
            return
        opens = _next("vote-open", area, datetime.combine(at.date().replace(day=1), time(), ZONE))
        closes = at + (_next("vote-close", area, opens) - opens)
        results = datetime.combine(closes.date() + timedelta(days=1), time(8), ZONE)
        self._say(area, "candidates", f"election {vote.id}", at)
        self._say_to_runners(vote, at)
        self._end(vote, closes, results, None)

    def _held(self, area: str, month: date, stood: list[int]) -> Election | None:
        """The vote, if it is there as it should be."""
        self.held.add((area, month))
        vote = self.rows.get((area, month))
        if vote is None:
            self.complaints.append(f"{area} {month} was not held")
        elif [c.household_id for c in vote.candidates] != stood:
            self.complaints.append(f"{area} {month}: others stand than {stood}")
        return vote

    def _end(
        self, vote: Election, closes: datetime, results: datetime, claim: datetime | None
    ) -> None:
        """Extended or not, and counted; `claim`: when its results were claimed, where it goes by
        the calendar."""
        cast = self.life.cast.get(vote.id, [])
        houses = HOUSES * sum(code.startswith(vote.area_code) for code in VILLAGES)
        if results > self.now:
            self._check_undecided(vote)
            return
        extended = len(recount.last_words(cast, closes)) < recount.least(houses)
        if (vote.extended_at is not None) != extended:
            self.complaints.append(f"{vote.area_code} {vote.month}: extended {vote.extended_at}")
            return
        if extended and vote.extended_at:
            self._check_moment(vote, "extended", vote.extended_at, results, claim)
            closes, results, claim = closes + EXTENSION, results + EXTENSION, None
            about = f"election {vote.id} until {closes:%d %H:%M}"
            self._say(vote.area_code, "vote_extended", about, vote.extended_at)
            if vote.closes_at != closes or vote.results_at != results:
                self.complaints.append(f"{vote.area_code} {vote.month}: extended until another day")
            if results > self.now:
                self._check_undecided(vote)
                return
        if vote.decided_at is None:
            self.complaints.append(f"{vote.area_code} {vote.month} is not counted")
            return
        self._check_moment(vote, "counted", vote.decided_at, results, claim)
        self._check_log(vote, closed=1 + extended, extended=extended, counted=1)
        self._check_count(vote, recount.last_words(cast, closes), houses)

    def _check_undecided(self, vote: Election) -> None:
        if vote.decided_at is not None:
            self.complaints.append(f"{vote.area_code} {vote.month} counted before its time")

    def _check_moment(
        self, vote: Election, what: str, at: datetime, due: datetime, claim: datetime | None
    ) -> None:
        """By the run that claimed it and no other; where nothing was to be claimed, soon."""
        right = at == claim if claim else due <= at <= due + STEP
        if not right:
            self.complaints.append(f"{vote.area_code} {vote.month} {what} by another run: {at}")

    def _check_log(self, vote: Election, **times: int) -> None:
        for what, count in times.items():
            there = self.logged.get((f"vote:{what}", str(vote.id)), 0)
            if there != count:
                self.complaints.append(f"{vote.area_code} {vote.month}: {there} times {what}")

    def _check_count(self, vote: Election, said: Mapping[int, int], houses: int) -> None:
        runners = [self._runner(vote, c.number, c.household_id) for c in vote.candidates]
        if [c.points for c in vote.candidates] != [runner.points for runner in runners]:
            self.complaints.append(f"{vote.area_code} {vote.month}: other points")
        should = recount.count(runners, said, houses)
        known_at, winner, by, awaits = (
            vote.decided_at, should.winner, should.decided_by, should.awaits,
        )  # fmt: skip
        assert known_at
        self._say_result(vote, f"election {vote.id}", known_at, winner)
        if awaits:
            around_it = [who for who, (_, area) in ROLES.items() if vote.area_code.startswith(area)]
            for who in around_it:
                self.words.append(((who, "vote_to_decide", f"election {vote.id}"), known_at))
        if chosen := self.life.chosen.get(vote.id):
            winner, known_at = chosen
            by, awaits = awaits, None
            self._say_result(vote, f"election {vote.id} decided", known_at, winner)
        there = (
            vote.turnout, vote.households, vote.quorum_met, vote.awaits, vote.winner,
            vote.decided_by, {c.number: c.votes for c in vote.candidates},
        )  # fmt: skip
        right = (should.turnout, houses, should.quorum_met, awaits, winner, by, should.votes)
        if there != right:
            self.complaints.append(f"{vote.area_code} {vote.month}: {there}, not {right}")
        ranks = [c.number for c in sorted(vote.candidates, key=lambda c: c.rank or 0)]
        if not chosen and ranks != should.ranks:
            self.complaints.append(f"{vote.area_code} {vote.month}: ranks {ranks}")
        if winner is not None:
            house = next(c.household_id for c in vote.candidates if c.number == winner)
            self.won[vote.area_code, vote.month] = house, known_at

    # Who stood

    def _best(self, area: str, month: date) -> list[int]:
        """By points, dimensions, days; whoever has won in three months rests. Nobody here does
        good on four days, so nobody is asked to have."""
        rests = {
            house
            for (code, won), (house, _) in self.won.items()
            if code == area and _months_between(won, month) <= REST
        }
        homes = select(Household.id).where(Household.village_code == area)
        does = {house: self._standing(house, month) for house in self.session.scalars(homes)}
        free = [house for house, had in does.items() if had[0] and house not in rests]
        return sorted(free, key=lambda house: (*(-n for n in does[house]), house))[:MOST]

    def _standing(self, house: int, month: date) -> tuple[int, int, int]:
        good = select(Deed).where(Deed.household_id == house, Deed.status == "accepted")
        done = [d for d in self.session.scalars(good) if d.done_on.replace(day=1) == month]
        kinds, days = {d.kind[0] for d in done}, {d.done_on for d in done}
        return sum(d.points for d in done), len(kinds), len(days)

    def _runner(self, vote: Election, number: int, house: int) -> Runner:
        before = sorted(
            month
            for (code, month), (who, _) in self.won.items()
            if who == house and len(code) == len(vote.area_code) and month < vote.month
        )
        points, dimensions, days = self._standing(house, vote.month)
        last = before[-1] if before else None
        return Runner(number, house, points, dimensions, days, len(before), last)

    # What is said

    def _say_result(self, vote: Election, about: str, at: datetime, winner: int | None) -> None:
        self._say(vote.area_code, "results", about, at)
        if winner is not None:
            house = next(c.household_id for c in vote.candidates if c.number == winner)
            won = f"election {vote.id} winner"
            self.words.append(((f"house {house}", "you_won", won), at))

    def _say(self, area: str, kind: str, about: str, at: datetime) -> None:
        """To the groups around it, and inside it."""
        self.words += [((chat, kind, about), at) for chat, _ in around(area)]

    def _say_to_runners(self, vote: Election, at: datetime) -> None:
        for c in vote.candidates:
            to = f"house {c.household_id}"
            self.words.append(((to, "you_stand", f"election {vote.id}"), at))


def around(area: str) -> Iterator[tuple[str, str]]:
    """Groups whose area this one lies in, and those inside it."""
    for chat, code in GROUPS.items():
        if area.startswith(code) or code.startswith(area):
            yield chat, code


def month_before(at: datetime) -> date:
    """The month that is judged at this moment."""
    return (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)


def _next(job: str, area: str, after: datetime) -> datetime:
    text = almanac.text_of(job, area, OWN)
    moments = almanac.moments(text, after - timedelta(microseconds=1), after + timedelta(days=62))
    return moments[0]


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
