"""A village to test in: people and groups that talk to the bot through the simulator.

    somsri = village.person("สมศรี")            # a friend of the bot who has not consented
    somsri = village.villager("สมศรี", "12/3")  # consented and registered at 12/3 หมู่ 4
    said = somsri.says("วันนี้ปลูกผัก 5 ต้น")      # → what the bot answered
    said.taps("ยกเลิก")                           # taps a button of that answer
    group = village.group("หมู่ 4", somsri)
    somsri.says("ปลูกผัก 5 ต้น", group)

The real web app, worker, sender and SDK are at work; only LINE is the simulator, over real HTTP.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import config, inbox, jobs, outbox
from bot.bootstrap import House
from bot.db import Store
from bot.domain import access, areas, groups, people, registry, settings
from bot.domain.errands import Errand
from bot.errands import ask_about_ourselves
from simulator.app import Served
from simulator.model import BOT, ChatMessage, Group, Person, Said
from simulator.platform import Platform

if TYPE_CHECKING:
    from flask import Flask

TAMBON = "141601"
UPKEEP = ("retention", "quota")
STEP = timedelta(hours=12)
"""So often `until` looks for rows that have come due."""

MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 23 November 2026, ten in the morning in Bangkok."""


class Clock:
    """One time for LINE and the bot; it stands still unless told to go on."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.at.timestamp()


@dataclass(frozen=True)
class Answer:
    """What the bot said to one event, as people see it."""

    village: "Village"
    who: Person
    chat: str
    lines: Sequence[ChatMessage]

    @property
    def text(self) -> str:
        """All words that can be read, of texts and cards."""
        return "\n".join(text for line in self.lines for text in words(dict(line.message)))

    @property
    def labels(self) -> list[str]:
        return [action["label"] for action in self._actions()]

    def __bool__(self) -> bool:
        return bool(self.lines)

    def __contains__(self, text: str) -> bool:
        return text in self.text

    def __repr__(self) -> str:
        return f"<Answer {self.text!r} {self.labels}>"

    def action(self, label: str) -> dict[str, Any]:
        """The action behind the first button whose label has this text."""
        for action in self._actions():
            if label in action["label"]:
                return action
        raise AssertionError(f"no button {label!r} in {self!r}")

    def taps(
        self, label: str, *, who: "Villager | None" = None, nth: int | None = None
    ) -> "Answer":
        """Tap a button of this answer; `nth`: of those that are called exactly so."""
        action = self.action(label)
        if nth is not None:
            action = [each for each in self._actions() if each["label"] == label][nth]
        person = who.person if who else self.who
        if action["type"] == "message":
            return self.village.act(
                person, self.chat, lambda line: line.say(person, action["text"], self.chat)
            )
        assert action["type"] == "postback", action
        return self.village.act(
            person,
            self.chat,
            lambda line: line.postback(
                person, action["data"], self.chat, display_text=action.get("displayText")
            ),
        )

    def _actions(self) -> Iterator[dict[str, Any]]:
        for line in self.lines:
            yield from (found for found in _walk(dict(line.message)) if "label" in found)


@dataclass(frozen=True)
class Villager:
    """A person with a phone."""

    village: "Village"
    person: Person
    last: list[Said] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.person.user_id

    def says(self, message: str | dict[str, Any], group: Group | None = None) -> Answer:
        """Write into 1:1 or a group."""

        def act(line: Platform) -> None:
            self.last.append(line.say(self.person, message, group))

        return self.village.act(self.person, group.group_id if group else self.id, act)

    def sends_photo(
        self, data: bytes = b"\xff\xd8 a picture", group: Group | None = None
    ) -> Answer:
        import base64

        photo = {
            "type": "image",
            "data": base64.b64encode(data).decode(),
            "contentType": "image/jpeg",
        }
        return self.says(photo, group)

    def sends_voice(self, data: bytes = b"a voice", group: Group | None = None) -> Answer:
        import base64

        voice = {
            "type": "audio",
            "data": base64.b64encode(data).decode(),
            "contentType": "audio/mp4",
            "duration": 3000,
        }
        return self.says(voice, group)

    def sends_place(self, lat: float, lon: float, group: Group | None = None) -> Answer:
        place = {"type": "location", "title": "ตำแหน่งของฉัน", "latitude": lat, "longitude": lon}
        return self.says(place, group)

    def follows(self) -> Answer:
        return self.village.act(self.person, self.id, lambda line: line.follow(self.person))

    def blocks(self) -> Answer:
        return self.village.act(self.person, self.id, lambda line: line.block(self.person))

    def unsends(self) -> Answer:
        """Take the last message back."""
        return self.village.act(
            self.person, self.id, lambda line: line.unsend(self.person, self.last[-1])
        )

    def posts_back(self, data: str) -> Answer:
        """What a button sends, here made up: an old card's, or nobody's."""
        return self.village.act(
            self.person, self.id, lambda line: line.postback(self.person, data, self.id)
        )

    def edits(self, text: str, group: Group) -> Answer:
        """Edit the last message."""
        return self.village.act(
            self.person, group.group_id, lambda line: line.edit(self.person, self.last[-1], text)
        )

    def hears(self) -> str:
        """All words of the 1:1 chat that the bot wrote."""
        lines = self.village.line.answers(self.person)
        return "\n".join(word for line in lines for word in words(dict(line.message)))


_webs: dict[tuple[Any, ...], "Flask"] = {}


def _web(house: House) -> "Flask":
    """Villages of the same settings share their web, which remembers nothing: to make one takes as
    long as two messages."""
    parts = (house.settings, house.store, house.now)
    if parts not in _webs:
        _webs[parts] = house.web()
    return _webs[parts]


class Village:
    """The bot on one database, and LINE."""

    def __init__(
        self, database_url: str, store: Store, served: Served, line: Platform, clock: Clock, data_dir: Path,
        **settings: Any,
    ) -> None:  # fmt: skip
        self.line, self.clock = line, clock
        self.settings = replace(
            config.Settings(
                database_url=config._database_url(database_url, data_dir),
                data_dir=data_dir,
                public_base_url="https://khwamdee.test",
                secret_key="a secret that is long enough",
                port=0,
                tz_name="Asia/Bangkok",
                home_area=TAMBON,
                contact=None,
                line_channel_secret=line.courier.secret,
                line_channel_access_token=line.access_token,
                line_api_base=served.api_base,
                line_data_api_base=served.api_base,
                google_maps_api_key="",
                google_maps_api_base="http://localhost:9",
            ),
            **settings,
        )
        self.house = House(self.settings, now=clock.now)
        self.house.store = store
        self.web = _web(self.house).test_client()
        self.worker, self.sender = self.house.worker(), self.house.sender()
        self.runner = self.house.runner()
        self.patience = self.house.patience()
        line.courier.deliver = self.deliver
        self.at_once = True
        with self.store.write() as session:
            ask_about_ourselves(session, clock.now())
        self.settle()

    @property
    def store(self) -> Any:
        return self.house.store

    def deliver(self, body: bytes, headers: dict[str, str]) -> int:
        """LINE posts a webhook."""
        return self.web.post("/line/webhook", data=body, headers=headers).status_code

    def settle(self) -> None:
        """Let everything come to its end: events handled, messages sent, errands run."""
        self.worker.drain()
        self.sender.drain()
        if self.runner.step():
            self.runner.drain()
            self.sender.drain()

    def _has_work(self) -> bool:
        """Whether there is anything to settle, by one look instead of one for each part."""
        now = self.clock.now()
        waiting = select(Errand.id).where(Errand.state == "waiting", Errand.ready_at <= now)
        with self.store.read() as session:
            return bool(
                inbox.has_work(session, now)
                or outbox.has_work(session, now)
                or session.scalar(waiting.limit(1))
            )

    def act(self, who: Person, chat: str, act: Any) -> Answer:
        """Something happens; what the bot says to it in that chat."""
        before = len(self.line.answers(chat))
        act(self.line)
        if self.at_once:
            self.settle()
        return Answer(self, who, chat, self.line.answers(chat)[before:])

    def later(self, **time: float) -> None:
        """Time goes by."""
        self.clock.at += timedelta(**time)

    # People and places

    def moo(self, *numbers: int) -> None:
        """Enter these villages of the tambon."""
        with self.store.write() as session:
            for number in numbers:
                areas.add_village(session, f"{TAMBON}{number:02d}")

    def person(self, name: str, **how: Any) -> Villager:
        """Somebody with a phone who knows nothing of the bot."""
        return Villager(self, self.line.person(name, **how))

    def villager(self, name: str, house_no: str = "12/3", moo: int = 4, **how: Any) -> Villager:
        """A friend of the bot, consented to everything, registered: as if long ago."""
        villager = self.person(name, **how)
        villager = Villager(self, self.line.change_person(villager.person, following=True))
        now = self.clock.now()
        with self.store.write() as session:
            user = people.consent(session, villager.id, people.PURPOSES, now, channel="line")
            user.display_name = name
            place = areas.village_of_moo(session, moo, TAMBON, house_no=house_no)
            today = now.astimezone(self.settings.zone).date()
            people.move_in(session, user, registry.enter(session, place, house_no, today), now)
        return villager

    def newcomer(self, name: str, house_no: str = "12/3", moo: int = 4, **how: Any) -> Villager:
        """The same, by way of the chat."""
        villager = self.person(name, **how)
        villager.follows().taps("ยินยอมทั้งหมด")
        answer = villager.says(f"ลงทะเบียน บ้านเลขที่ {house_no} หมู่ {moo}")
        assert "ลงทะเบียนเรียบร้อย" in answer, answer
        return villager

    def grant(self, villager: Villager, role: str, area: str = TAMBON) -> None:
        with self.store.write() as session:
            access.grant(session, villager.id, role, area, self.clock.now())

    def group(self, name: str, *members: Villager) -> Group:
        """A group with the bot in it."""
        group = self.line.group(name, [member.person for member in members])
        self.settle()
        return group

    def tied_group(self, name: str, area: str, *members: Villager) -> Group:
        """A group with the bot in it, tied to its area."""
        group = self.group(name, *members)
        with self.store.write() as session:
            row = groups.enter(session, group.group_id, self.clock.now())
            row.area_code, row.tied_at = area, self.clock.now()
        return group

    def run_job(self, name: str, at: datetime | None = None) -> int:
        """Run a job as the clock would at `at`; in how many areas it was done."""
        job = jobs.named(name)
        assert job, name
        moment = (at or self.clock.now()).astimezone(self.settings.zone)
        done = jobs.run(self.store, job, moment, self.clock.now(), self.house.rules)
        self.settle()
        return done

    def until(
        self, day: int, hour: int, minute: int = 0, *, month: int = 12, year: int = 2026
    ) -> None:
        """Set the clock to this moment in Bangkok, and let the clock's jobs run on the way; those
        of every day that only keep the house do it on the last day."""
        end = datetime(year, month, day, hour, minute, tzinfo=self.settings.zone)
        self.live(seconds=(end - self.clock.now()).total_seconds())

    def live(self, *, seconds: float) -> None:
        """So much time goes by, and the clock's jobs run as in `until`."""
        start = self.clock.now().astimezone(self.settings.zone)
        end = start + timedelta(seconds=seconds)
        last_day = max(start, end - timedelta(days=1))
        usual = {
            job.name: {*job.usual.between(last_day if job.name in UPKEEP else start, end)}
            for job in jobs.JOBS
        }
        own = {end}.union(*usual.values())
        steps = (end - start) // STEP
        for nth, moment in enumerate(sorted(own | {start + STEP * n for n in range(1, 1 + steps)})):
            self.clock.at = moment.astimezone(UTC)
            with self.store.read() as session:
                said = settings.everything(session)
            # Between their own moments nothing comes due but rows, except what was missed so far.
            for job in jobs.JOBS:
                elsewhere = job.name in said and moment in own
                if not job.has_moments or nth == 0 or elsewhere or moment in usual[job.name]:
                    now = self.clock.now()
                    jobs.run(self.store, job, moment, now, self.house.rules, said)
            if self._has_work():
                self.settle()
        self.clock.at = end.astimezone(UTC)

    # What there is to see

    def rows(self, model: Any) -> list[Any]:
        with self.store.read() as session:
            found = list(session.scalars(select(model).order_by(*model.__table__.primary_key)))
            session.expunge_all()
            return found

    def balance(self, house_no: str = "12/3", moo: int = 4) -> int:
        from bot.domain import ledger, registry

        with self.store.read() as session:
            house = registry.find(session, f"{TAMBON}{moo:02d}", house_no)
            return ledger.balance(session, house.id) if house else 0


def words(message: dict[str, Any]) -> list[str]:
    """The texts of a message in the order they are read."""
    if message.get("type") == "text":
        return [message["text"]]
    found = []
    for part in _walk(message.get("contents") or {}):
        if part.get("type") in ("text", "span") and not part.get("contents"):
            found.append(part["text"])
        elif part.get("type") == "button":
            found.append(part["action"]["label"])
    return found


def _walk(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a message, in reading order."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _walk(value)
    elif isinstance(part, list):
        for item in part:
            yield from _walk(item)


def dumped(message: Any) -> str:
    return json.dumps(message, ensure_ascii=False)


__all__ = ["BOT", "MORNING", "TAMBON", "Answer", "Clock", "Village", "Villager", "dumped", "words"]
