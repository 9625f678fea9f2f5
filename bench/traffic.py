"""What a tambon writes in a month, drawn from the seed alone: the same whatever the bot does.

Nobody has counted Thai village groups for us; these rates are assumptions, on the low side.

- **A village group** of 100 people: 8 to 30 lines a day, the rate drawn once a group (a line a day
  from every third to twelfth of them), and in proportion to its size. One day in seven is quiet: a
  tenth of that. Lines come in bursts of one to five within ten minutes, for people answer each
  other, so they are fewer chances to ride than lines. Hours: 45 % at 06-08, 40 % at 17-21, the rest
  between. Who writes: a few write most (the n-th of a group 1/n as often as the first). A tenth of
  the lines are deeds.
- **1:1**: each active household (a third) writes every three days on average, by any of its phones:
  five of six messages are deeds, the sixth asks for something (balance, menu, results, help).
  Households that are not active never write.
- **Votes**, 5th 07:00 to 7th 19:00: half of the active households, two in five of them in the
  group.
- **The committee**: each member looks at the queue twice a week in the evening and decides on what
  is there: 12 % no, 5 % a question, the others yes.
- **Helpers**: one a village, who logs once a week for a household that has a phone of its own
  (those without leave no notice). **Newcomers**: twelve phones join a registered household.
- **The officer** reads what the bot proposes: pushes the announcement of the 10th to the whole
  tambon, or, if the bot says it is too dear, sends it free; sends that of the 20th free. **The
  headman** of หมู่ 1 pushes one on the 12th.

The words are the repository's own development lines, bench/lines/learn_*.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bench.tambon import ZONE, Home, Moo, Tambon
from simulator.model import Group, Person

LINES = Path(__file__).parent / "lines"
FEWEST, MOST = 8, 30
"""Lines a day in a group of 100 people."""

QUIET, QUIET_SHARE = 1 / 7, 0.1
BURST, WITHIN = 5, timedelta(minutes=10)
DEEDS = 0.1
EVERY = timedelta(days=3)
ASKS = 1 / 6
VOTES, IN_GROUP = 0.5, 0.4
LOOKS = timedelta(days=3.5)
NO, QUESTION = 0.12, 0.05
NEWCOMERS = 12
_ADDRESS = re.compile(r"^\D*[\d๐-๙/]+\s*(?:หมู่|ม\.?)\s*[\d๐-๙]+\s*(?:ค่ะ|ครับ)?\s*")


@dataclass(frozen=True)
class Happening:
    """Something that people do at a moment."""

    at: datetime
    act: Callable[[Tambon], object]


def of_month(place: Tambon, first: datetime, last: datetime, seed: int) -> list[Happening]:
    """All of it between two moments, in its order."""
    found: list[Happening] = []
    for moo in place.moos:
        found += _group(moo, first, last, random.Random(f"{seed} group {moo.number}"))
        chance = random.Random(f"{seed} homes {moo.number}")
        for home in moo.homes:
            found += _home(moo, home, first, last, chance)
        found += _offices(moo, first, last, random.Random(f"{seed} offices {moo.number}"))
    found += _newcomers(place, first, last, random.Random(f"{seed} newcomers"))
    found += _announcements(place, first)
    return sorted((each for each in found if first <= each.at <= last), key=lambda each: each.at)


def _group(moo: Moo, first: datetime, last: datetime, chance: random.Random) -> Iterator[Happening]:
    a_day = chance.uniform(FEWEST, MOST) * len(moo.members) / 100
    weights = [1 / n for n in range(1, len(moo.members) + 1)]
    for day in _days(first, last):
        wanted = a_day * (QUIET_SHARE if chance.random() < QUIET else 1)
        lines = int(wanted) + (chance.random() < wanted % 1)
        while lines > 0:
            burst = min(lines, chance.randint(1, BURST))
            lines -= burst
            at = _hour(day, chance)
            for moment in sorted(at + WITHIN * chance.random() for _ in range(burst)):
                [who] = chance.choices(moo.members, weights)
                words = texts("deed_report", "group") if chance.random() < DEEDS else chatter()
                yield _line(moment, who, chance.choice(words), moo.group)


def _home(
    moo: Moo, home: Home, first: datetime, last: datetime, chance: random.Random
) -> Iterator[Happening]:
    if not home.active:
        return
    at = first
    while (at := at + EVERY * chance.expovariate(1)) < last:
        asks = chance.random() < ASKS
        intent = chance.choice(("balance", "menu", "results", "help")) if asks else "deed_report"
        words = chance.choice(texts(intent, "1:1"))
        yield _line(_hour(at, chance), chance.choice(home.phones), words, None)
    if chance.random() < VOTES:
        begins = first.replace(day=5, hour=7)
        at = begins + chance.choice((0, 1, 2)) * timedelta(days=1)
        in_group = moo.group if chance.random() < IN_GROUP else None
        who = chance.choice(home.phones)
        if in_group and who not in moo.members:
            in_group = None
        yield _line(max(begins, min(_hour(at, chance), first.replace(day=7, hour=19))), who,
                    chance.choice(votes()), in_group)  # fmt: skip


def _offices(
    moo: Moo, first: datetime, last: datetime, chance: random.Random
) -> Iterator[Happening]:
    for who in moo.committee:
        at = first + LOOKS * chance.random()
        while at < last:
            evening = at.replace(hour=19, minute=chance.randrange(60))
            yield Happening(evening, _meeting(who, random.Random(chance.random())))
            at += LOOKS
    assert moo.helper
    for week in range(5):
        at = _hour(first + timedelta(days=7 * week + chance.randrange(7)), chance)
        home = chance.choice(moo.homes)
        words = f"บ้านเลขที่ {home.number} หมู่ {moo.number} {chance.choice(helped())}"
        yield _line(at, moo.helper, words, None)


def _newcomers(
    place: Tambon, first: datetime, last: datetime, chance: random.Random
) -> Iterator[Happening]:
    for n in range(NEWCOMERS):
        home = chance.choice(chance.choice(place.moos).homes)
        who = place.line.person(f"คนใหม่ {n}")
        day = first + (last - first) * chance.random()
        yield Happening(_hour(day, chance), _joining(who, home))


def _announcements(place: Tambon, first: datetime) -> Iterator[Happening]:
    ten = first.replace(hour=10)
    words = "ขอเชิญทุกบ้านร่วมพัฒนาคลองหน้าวัด วันเสาร์นี้ แปดโมงเช้า"
    yield Happening(ten.replace(day=10), _announcing(place.officer, words, push=True))
    yield Happening(ten.replace(day=12), _announcing(place.headman, words, push=True))
    yield Happening(ten.replace(day=20), _announcing(place.officer, words, push=False))


# What they do


def _line(at: datetime, who: Person, words: str, group: Group | None) -> Happening:
    def say(place: Tambon) -> None:
        if group is None or who.user_id in place.line.find_group(group).members:
            place.line.say(who, words, group)
            place.settle()

    return Happening(at, say)


def _meeting(who: Person, chance: random.Random) -> Callable[[Tambon], object]:
    """The cards of one look at the queue, one by one."""

    def look(place: Tambon) -> None:
        queue = place.says(who, "คิวตรวจ")
        for n in range(queue.labels.count("ผ่าน")):
            match chance.random():
                case r if r < NO:
                    asked = queue.taps("ไม่ผ่าน", nth=n)
                    if "ไม่เห็นหลักฐาน" in asked.labels:
                        asked.taps("ไม่เห็นหลักฐาน")
                case r if r < NO + QUESTION:
                    asked = queue.taps("ถามเจ้าของบ้าน", nth=n)
                    if "ทำที่ไหนคะ" in asked.labels:
                        asked.taps("ทำที่ไหนคะ")
                case _:
                    queue.taps("ผ่าน", nth=n)

    return look


def _joining(who: Person, home: Home) -> Callable[[Tambon], object]:
    def join(place: Tambon) -> None:
        place.act(who, who.user_id, lambda line: line.follow(who)).taps("ยินยอมทั้งหมด")
        place.says(who, f"ลงทะเบียน บ้านเลขที่ {home.number} หมู่ {home.moo}")

    return join


def _announcing(who: Person, words: str, *, push: bool) -> Callable[[Tambon], object]:
    def announce(place: Tambon) -> None:
        preview = place.says(who, f"ประกาศ {words}")
        paid = push and "ส่งประกาศ" in preview.labels
        place.said[f"announcement {'pushed' if paid else 'free'}"] += 1
        if push and not paid:
            place.said["announcement too dear to push"] += 1
        preview.taps("ส่งประกาศ" if paid else "แบบฟรี")

    return announce


# When, and in which words


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _hour(day: datetime, chance: random.Random) -> datetime:
    begins, hours = chance.choices(((6, 3), (17, 5), (9, 8)), (45, 40, 15))[0]
    return day.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        hours=begins + hours * chance.random()
    )


@cache
def _all() -> list[dict[str, object]]:
    files = sorted(LINES.glob("learn_*.jsonl"))
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


@cache
def texts(intent: str, context: str) -> list[str]:
    return [
        str(line["text"])
        for line in _all()
        if (line["intent"], line["context"]) == (intent, context)
        and not str(line["id"]).startswith("lh-")
    ]


@cache
def chatter() -> list[str]:
    """Without the lines that were written as traps: a village does not talk in traps."""
    return [str(line["text"]) for line in _all() if str(line["id"]).startswith("lc")]


@cache
def votes() -> list[str]:
    """By number, one to five."""
    found = [(str(line["text"]), line.get("slots") or {}) for line in _all()
             if line["intent"] == "vote"]  # fmt: skip
    return [text for text, slots in found if slots.get("number") in (1, 2, 3, 4, 5)]


@cache
def helped() -> list[str]:
    """What helpers tell, without the address."""
    lines = [str(line["text"]) for line in _all() if str(line["id"]).startswith("lh-")]
    return [words for line in lines if (words := _ADDRESS.sub("", line)) and words != line]
