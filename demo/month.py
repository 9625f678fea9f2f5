"""A month of the village with the clock sped up, to be watched: neighbours write in their groups as
people do, the calendar does the rest, and every Monday the officer asks what it has cost.

An hour goes by in a breath, but never while an answer is under way: a reply token lives a minute.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from demo.evening import EVENING
from demo.village import Cast
from simulator.model import Group, Person
from simulator.platform import Platform

TITLE = "หนึ่งเดือนของหมู่บ้าน (เวลาเดินเร็ว)"
DAYS = 31
AN_HOUR = 3600.0
ON_THE_WAY, PATIENCE, LOOK = 0.15, 10.0, 0.05
"""Seconds from LINE to the bot; for which time waits at most for an answer; between two looks."""

BREATH = 0.05

CHATTER = {6: 0.5, 7: 0.6, 8: 0.3, 11: 0.2, 12: 0.3, 17: 0.4, 18: 0.6, 19: 0.7, 20: 0.4}
"""How likely somebody writes in a group in this hour of the day: mornings and evenings."""

DEEDS = ("ปลูกผักบุ้ง 5 ต้นค่ะ", "กวาดลานวัดมา 1 ชั่วโมง", "แยกขวดขายได้ 3 โล", "เมื่อเช้าใส่บาตรจ้า")
SMALL_TALK = ("สวัสดีค่ะทุกคน", "วันนี้ฝนจะตกไหมคะ", "ถึงบ้านแล้วนะคะ")
ASKED = "งบข้อความ"
MONDAY, MORNING, EVENING_HOUR = 0, 9, 19
VOTING = range(5, 8)


@dataclass
class Month:
    """One month, to be lived through. `now` is the village's time; `busy`: an answer is under
    way."""

    platform: Platform
    cast: Cast
    now: Callable[[], datetime]
    busy: Callable[[], bool]
    dice: random.Random = field(default_factory=lambda: random.Random(TITLE))  # noqa: S311 - a show

    def play(self) -> None:
        self.wait()
        for _ in range(DAYS * 24):
            self.chat(self.now())
            self.platform.advance(AN_HOUR)
            time.sleep(BREATH)
        self.say(self.cast.officer, ASKED)

    def chat(self, moment: datetime) -> None:
        """What is said in this hour: in two groups, to the bot, by the voters, by the officer."""
        cast, likely = self.cast, CHATTER.get(moment.hour, 0.0)
        if self.dice.random() < likely:
            said = self.dice.choice(EVENING)
            self.say(getattr(cast, said.who), said.text, cast.village_group)
        if self.dice.random() < likely / 2:
            self.say(cast.helper, self.dice.choice(SMALL_TALK), cast.committee_group)
        if self.dice.random() < likely / 3:
            self.say(cast.grandmother, self.dice.choice(DEEDS))
        if moment.day in VOTING and moment.hour == EVENING_HOUR:
            self.say(cast.neighbour, f"โหวต {self.dice.randint(1, 5)}")
        if moment.weekday() == MONDAY and moment.hour == MORNING:
            self.say(cast.officer, ASKED)

    def say(self, who: Person, words: str, where: Group | None = None) -> None:
        self.platform.say(who, words, where)
        self.wait()

    def wait(self) -> None:
        time.sleep(ON_THE_WAY)
        until = time.monotonic() + PATIENCE
        while self.busy() and time.monotonic() < until:
            time.sleep(LOOK)
