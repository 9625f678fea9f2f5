"""Where the demo's plays are given: somebody says a line, it is answered, then time goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demo.village import Cast
from simulator.model import Group, Person
from simulator.platform import Platform

ON_THE_WAY, PATIENCE, LOOK = 0.15, 10.0, 0.05
"""Seconds from LINE to the bot; for which time waits at most for an answer; between two looks."""

BREATH = 0.05


@dataclass(frozen=True)
class Stage:
    """`now` is the village's time; `busy`: an answer is under way, and a reply token lives a
    minute."""

    platform: Platform
    cast: Cast
    now: Callable[[], datetime]
    busy: Callable[[], bool]

    def say(self, who: Person, words: str, where: Group | None = None) -> None:
        self.platform.say(who, words, where)
        self.wait()

    def wait(self) -> None:
        time.sleep(ON_THE_WAY)
        until = time.monotonic() + PATIENCE
        while self.busy() and time.monotonic() < until:
            time.sleep(LOOK)

    def go_on(self, seconds: float) -> None:
        self.platform.advance(seconds)
        time.sleep(BREATH)
