"""Runs a command of the bot and dies (SIGKILL) at a named stage of the road, once.

    python -m tests.flow.dying STAGE MARKER COMMAND …

MARKER is a file: where it exists, the stage has had its death and the command runs on.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import inbox, outbox
from bot.__main__ import main
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


if __name__ == "__main__":
    arm(sys.argv[1], Path(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
