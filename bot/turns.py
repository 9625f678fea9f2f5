"""Whose turn it is to write: SQLite lets one writer in at a time and keeps no queue.

Its waiting is a blind retry, and beside a busy worker the webhook's writer may lose that race
again and again. Two locked files beside the database make a queue of it: whoever waits for the room
stands in the door, and whoever has just left the room comes back through the door, behind them.
These are manners among our own processes; SQLite's lock remains the law, so who cannot get a turn
in time goes on to ask SQLite itself. The locks of a process that dies are free at once.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

POLL = 0.0005
"""Seconds between two looks at a lock: a file lock cannot be waited for with an end."""


class Turns:
    """The queue of one database's writers, in any number of threads and processes."""

    def __init__(self, database: Path) -> None:
        self._door = database.with_name(f"{database.name}-door")
        self._room = database.with_name(f"{database.name}-room")

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Hold the room, or after `patience` seconds go on without it."""
        until = time.monotonic() + patience
        with ExitStack() as leaving:
            with ExitStack() as entering:
                if _lock(self._door, until, entering):
                    _lock(self._room, until, leaving)
            yield


def _lock(path: Path, until: float, held: ExitStack) -> bool:
    """Lock the file for as long as `held` lasts. False if it could not be had in time."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # no room for a file: SQLite will say what is wrong
        return False
    held.callback(os.close, file)
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(POLL)
        except OSError:  # a network disk without locks
            return False
        else:
            return True
