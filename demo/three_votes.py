"""Three months of votes with the clock sped up: neighbours do good and tell it, the calendar calls
the candidates, opens, reminds, closes and counts, and nobody looks after any of it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from demo.stage import Stage
from simulator.model import Person

TITLE = "โหวตสามเดือน (เวลาเดินเร็ว)"
DAYS = 92
A_DAY, AN_HOUR = 86_400.0, 3_600.0
EVENING = 19

DEEDS = (
    "ปลูกผักบุ้ง 5 ต้นค่ะ", "เก็บขยะหน้าวัดมา 1 ชั่วโมง", "รดน้ำแปลงผักแล้วครับ", "เยี่ยมยายบุญมา 1 คนค่ะ",
    "แยกขวดขายได้ 3 โล", "กวาดบ้านค่ะ", "วันนี้ออกกำลังกาย 30 นาที",
)  # fmt: skip
VOTES = ("โหวต {}", "เลือกเบอร์ {} ค่ะ", "โหวตเบอร์ {} ครับ", "ขอโหวต {}")
OPEN_FROM, OPEN_TO = 5, 7
MOST = 5
LIKELY = 0.75
"""How likely a house votes on an evening; some change their minds."""


@dataclass
class Votes:
    """`DAYS` days, one evening after the other."""

    stage: Stage
    dice: random.Random = field(default_factory=lambda: random.Random(TITLE))  # noqa: S311 - a show

    def play(self) -> None:
        self.stage.wait()
        self._until_evening()
        for _ in range(DAYS):
            self.evening(self.stage.now())
            self.stage.go_on(A_DAY)

    def evening(self, moment: datetime) -> None:
        """Somebody of each second house tells a deed; while there is a vote, most houses vote."""
        for who in self._people():
            if self.dice.random() < 1 / 2:
                where = self.stage.cast.village_group if self.dice.random() < 1 / 2 else None
                self.stage.say(who, self.dice.choice(DEEDS), where)
        if OPEN_FROM <= moment.day <= OPEN_TO:
            for who in self._people():
                if self.dice.random() < LIKELY:
                    words = self.dice.choice(VOTES).format(self.dice.randint(1, MOST))
                    self.stage.say(who, words)

    def _people(self) -> Sequence[Person]:
        cast = self.stage.cast
        return (cast.grandmother, cast.neighbour, cast.helper, *cast.voters)

    def _until_evening(self) -> None:
        while self.stage.now().hour != EVENING:
            self.stage.go_on(AN_HOUR)
