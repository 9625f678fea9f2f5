"""Makes a process of the bot die (SIGKILL) at a named stage of the road, once.

A marker is a file: where it exists, the stage has had its death and the process lives on.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import inbox, outbox
from bot.errands import Runner
from bot.line.client import LineClient
from bot.sender import Sender
from bot.web.intake import Intake
from bot.worker import Worker

STAGES: dict[str, tuple[str, Any, str, str]] = {
    "web, before the commit": ("web", inbox, "accept", "before"),
    "web, committed but not answered": ("web", Intake, "_commit", "after"),
    "worker, before an event": ("worker", Worker, "_handle", "before"),
    "worker, in its transaction": ("worker", outbox, "put", "after"),
    "worker, after its commit": ("worker", Worker, "step", "after work"),
    "sender, claimed but not called": ("worker", Sender, "_deliver", "before"),
    "sender, LINE took it, not booked": ("worker", LineClient, "reply", "after"),
    "sender, booking": ("worker", outbox, "sent", "after"),
    "errand, done but not written down": ("worker", Runner, "_write_down", "before"),
}


def die(marker: Path) -> None:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def arm(stage: str, marker: Path) -> None:
    _, owner, name, when = STAGES[stage]
    original: Callable[..., Any] = getattr(owner, name)

    def deadly(*arguments: Any, **more: Any) -> Any:
        if when == "before":
            die(marker)
        found = original(*arguments, **more)
        if when == "after" or (when == "after work" and found):
            die(marker)
        return found

    setattr(owner, name, deadly)
