"""A month of the village with the clock sped up, to be watched: neighbours write in their groups as
people do, the calendar does the rest, and every Monday the officer asks what it has cost.

An hour goes by in a breath, but never while an answer is under way: a reply token lives a minute.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime

from demo.evening import EVENING
from demo.stage import Stage

TITLE = "หนึ่งเดือนของหมู่บ้าน (เวลาเดินเร็ว)"
DAYS = 31
AN_HOUR = 3600.0

CHATTER = {6: 0.5, 7: 0.6, 8: 0.3, 11: 0.2, 12: 0.3, 17: 0.4, 18: 0.6, 19: 0.7, 20: 0.4}
"""How likely somebody writes in a group in this hour of the day: mornings and evenings."""

DEEDS = ("ปลูกผักบุ้ง 5 ต้นค่ะ", "กวาดลานวัดมา 1 ชั่วโมง", "แยกขวดขายได้ 3 โล", "เมื่อเช้าใส่บาตรจ้า")
SMALL_TALK = ("สวัสดีค่ะทุกคน", "วันนี้ฝนจะตกไหมคะ", "ถึงบ้านแล้วนะคะ")
ASKED = "งบข้อความ"
MONDAY, MORNING, EVENING_HOUR = 0, 9, 19
VOTING = range(5, 8)


@dataclass
class Month:
    """One month, to be lived through."""

    stage: Stage
    dice: random.Random = field(default_factory=lambda: random.Random(TITLE))  # noqa: S311 - a show

    def play(self) -> None:
        self.stage.wait()
        for _ in range(DAYS * 24):
            self.chat(self.stage.now())
            self.stage.go_on(AN_HOUR)
        self.stage.say(self.stage.cast.officer, ASKED)

    def chat(self, moment: datetime) -> None:
        """What is said in this hour: in two groups, to the bot, by the voters, by the officer."""
        say, cast, likely = self.stage.say, self.stage.cast, CHATTER.get(moment.hour, 0.0)
        if self.dice.random() < likely:
            said = self.dice.choice(EVENING)
            say(getattr(cast, said.who), said.text, cast.village_group)
        if self.dice.random() < likely / 2:
            say(cast.helper, self.dice.choice(SMALL_TALK), cast.committee_group)
        if self.dice.random() < likely / 3:
            say(cast.grandmother, self.dice.choice(DEEDS))
        if moment.day in VOTING and moment.hour == EVENING_HOUR:
            for voter in (cast.neighbour, *cast.voters):
                say(voter, f"โหวต {self.dice.randint(1, 3)}")
        if moment.weekday() == MONDAY and moment.hour == MORNING:
            say(cast.officer, ASKED)
