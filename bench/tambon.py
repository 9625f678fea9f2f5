"""A tambon of ten villages in one process: the real worker, riders, outbox, sender and jobs on a
SQLite file, and LINE as `line_here` has it.

Ten village groups of 60 to 150 people, each tied to its village; a hundred registered households a
village with one or two phones each. About half of the phones are in the group, up to four fifths of
it; the others there never registered (children in town, neighbours). A third of the households are
active. One officer for the tambon, one headman who may announce in หมู่ 1, three of the committee and
one helper a village. The seed alone decides who is who.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, exists, func, select

from bench.line_here import LineHere
from bot import config, inbox, jobs, schema
from bot.bootstrap import House
from bot.domain import access, areas, deeds, groups, people, registry
from bot.domain.deed import Claim
from bot.domain.notice import Notice
from bot.line import incoming
from simulator.model import Group, Person
from simulator.platform import Platform
from tests.village import TAMBON, Answer, Clock

ZONE = ZoneInfo("Asia/Bangkok")
VILLAGES, HOUSES, TWO_PHONES = 10, 100, 0.3
SMALLEST, LARGEST = 60, 150
IN_GROUP, OURS_AT_MOST = 0.5, 0.8
ACTIVE = 1 / 3
LAST_MONTHS_DEEDS = 5
"""Of an active household in November, on average: so the village has candidates to vote for."""

KINDS = ("F1-01", "F1-02", "E1-05", "S3-01", "E1-01")
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)


@dataclass(frozen=True)
class Home:
    """A registered household and its phones."""

    moo: int
    number: int
    phones: tuple[Person, ...]
    active: bool


@dataclass
class Moo:
    """One village: its group, everybody in it, and who holds which office."""

    number: int
    code: str
    group: Group
    members: list[Person]
    homes: list[Home]
    committee: list[Person] = field(default_factory=list)
    helper: Person | None = None


class HouseHere(House):
    """The bot's parts, with LINE in the same process."""

    def line(self) -> Any:
        return self.__dict__["here"]


class Tambon:
    """The village of tests/village.py, without the wire and with a thousand households."""

    def __init__(self, folder: Path, seed: int, begins: datetime) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock(begins.astimezone(UTC))
        self.line = Platform(
            channel_secret="secret", access_token="token", clock=self.clock.seconds, seed=seed
        )
        self.line.courier.deliver = self._deliver
        self.house = HouseHere(_settings(folder), now=self.clock.now)
        self.house.__dict__["here"] = LineHere(self.line)
        self.store = self.house.store
        # a power cut would cost a run, not a figure
        event.listen(self.store.engine, "connect", _unsynced)
        self.store.engine.dispose()
        schema.upgrade(self.store)
        self.worker, self.sender = self.house.worker(), self.house.sender()
        self.runner = self.house.runner()
        self.after: Callable[[], object] = lambda: None
        """What a way does besides, once all is settled."""
        self.said: Counter[str] = Counter()
        self.ticked = self.clock.now()
        self.moos = [self._moo(number) for number in range(1, VILLAGES + 1)]
        self.officer = self._friend("พัฒนากร")
        self.headman = self.moos[0].homes[0].phones[0]
        self._register()
        self.settle()

    # Who is there

    def _friend(self, name: str) -> Person:
        return self.line.change_person(self.line.person(name), following=True)

    def _moo(self, number: int) -> Moo:
        chance = self.chance
        homes = [
            Home(
                number, n,
                tuple(
                    self._friend(f"คน {number}/{n} {phone}")
                    for phone in range(1 + (chance.random() < TWO_PHONES))
                ),
                chance.random() < ACTIVE,
            )
            for n in range(1, HOUSES + 1)
        ]  # fmt: skip
        size = chance.randint(SMALLEST, LARGEST)
        phones = [phone for home in homes for phone in home.phones if chance.random() < IN_GROUP]
        chance.shuffle(phones)
        ours = phones[: int(size * OURS_AT_MOST)]
        others = [self.line.person(f"ญาติ {number}/{n}") for n in range(size - len(ours))]
        members = [*ours, *others]
        chance.shuffle(members)
        group = self.line.group(f"หมู่ {number}", members)
        return Moo(number, f"{TAMBON}{number:02d}", group, members, homes)

    def _register(self) -> None:
        now = self.clock.now()
        day = now.astimezone(ZONE).date()
        self.settle()
        with self.store.write() as session:
            for moo in self.moos:
                area = areas.add_village(session, moo.code)
                for home in moo.homes:
                    place = registry.enter(session, area, str(home.number), day)
                    for phone in home.phones:
                        user = people.consent(
                            session, phone.user_id, people.PURPOSES, now, channel="line"
                        )
                        user.display_name = phone.display_name
                        people.move_in(session, user, place, now)
                    if home.active:
                        self._november(session, place, now)
                group = groups.enter(session, moo.group.group_id, now)
                group.area_code, group.tied_at = moo.code, now
                known = [home.phones[0] for home in moo.homes if home.active]
                *moo.committee, moo.helper = self.chance.sample(known, 4)
                for who in moo.committee:
                    access.grant(session, who.user_id, "committee", moo.code, now)
                access.grant(session, moo.helper.user_id, "helper", moo.code, now)
            access.grant(session, self.officer.user_id, "officer", TAMBON, now)
            access.grant(session, self.headman.user_id, "officer", self.moos[0].code, now)

    def _november(self, session: Any, place: Any, now: datetime) -> None:
        for _ in range(self.chance.randint(0, 2 * LAST_MONTHS_DEEDS)):
            day = date(2026, 11, self.chance.randint(1, 30))
            claim = Claim(self.chance.choice(KINDS), Decimal(self.chance.randint(1, 3)), None)
            source = deeds.Source(None, None, None)
            deeds.report(session, place, [claim], day, source, now, by=None, today=day)

    # What happens

    def _deliver(self, body: bytes, _: dict[str, str]) -> int:
        """LINE posts a webhook: written down as bot/web/webhook.py does, by the same functions."""
        now = self.clock.now()
        rows = [
            inbox.row(incoming.envelope(each, place), now)
            for place, each in enumerate(incoming.events(body) or ())
        ]
        with self.store.connect() as connection:
            inbox.accept(connection, rows)
        return 200

    def settle(self) -> None:
        """Let everything come to its end."""
        self.worker.drain()
        self.sender.drain()
        self.runner.drain()
        self.after()
        self.sender.drain()

    def says(self, who: Person, text: str, group: Group | None = None) -> Answer:
        chat = group.group_id if group else who.user_id
        return self.act(who, chat, lambda line: line.say(who, text, group))

    def act(self, who: Person, chat: str, act: Callable[[Platform], object]) -> Answer:
        """Something happens; what the bot says to it in that chat."""
        before = len(self.line.answers(chat))
        act(self.line)
        self.settle()
        self.clock.at += timedelta(seconds=15)  # people take their time
        return Answer(self, who, chat, self.line.answers(chat)[before:])  # type: ignore[arg-type]

    def until(self, at: datetime) -> None:
        """Time goes by: `deliver-due` has its look at every minute at which something is due; in
        the night, when nothing may go, every quarter of an hour."""
        at = at.astimezone(UTC)
        while (tick := self._next_tick()) is not None and tick <= at:
            self.clock.at = max(self.clock.at, tick)
            self.ticked = tick
            self.run("deliver-due")
        self.clock.at = max(self.clock.at, at)

    def _next_tick(self) -> datetime | None:
        with self.store.read() as session:
            waits = select(func.min(Notice.look_at)).where(Notice.delivered_at.is_(None))
            new = session.scalar(waits.where(Notice.look_at > self.ticked))
            old = Notice.delivered_at.is_(None) & (Notice.look_at <= self.ticked)
            again = session.scalar(select(exists().where(old)))
        found = [new.astimezone(UTC) + (MINUTE - _past_minute(new)) % MINUTE] if new else []
        if again:
            found.append(self.ticked + QUARTER - _past_quarter(self.ticked))
        return min(found, default=None)

    def run(self, name: str) -> None:
        """One job, as the clock would."""
        job = jobs.named(name)
        assert job
        jobs.run(self.store, job, self.house.local_now(), self.clock.now(), self.house.rules)
        self.settle()

    def run_due(self) -> list[str]:
        """Every job, as the clock would."""
        now = self.house.local_now()
        done = jobs.run_due(self.store, now, self.clock.now(), self.house.rules)
        self.settle()
        return done

    def close(self) -> None:
        self.store.close()

    def rows(self, query: Any) -> Sequence[Any]:
        with self.store.read() as session:
            return session.execute(query).all()


def _past_minute(moment: datetime) -> timedelta:
    return timedelta(seconds=moment.second, microseconds=moment.microsecond)


def _past_quarter(moment: datetime) -> timedelta:
    return timedelta(minutes=moment.minute % 15) + _past_minute(moment)


def _unsynced(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _settings(folder: Path) -> config.Settings:
    env = {
        "DATA_DIR": str(folder), "PUBLIC_BASE_URL": "https://khwamdee.test", "HOME_AREA": TAMBON,
        "SECRET_KEY": "a secret that is long enough", "LINE_CHANNEL_SECRET": "secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
    }  # fmt: skip
    return config.from_env(env)
