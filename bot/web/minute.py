"""What takes long to draw is drawn once a minute, and one at a time."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

KEPT = 60.0
"""Seconds."""

MOST = 64
"""Pictures and papers of 0.1 to 0.5 MB."""


class Minute:
    """Bytes by all that they show: what changes is another key, so nothing old is ever shown."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._made: OrderedDict[Hashable, tuple[float, bytes]] = OrderedDict()
        self._drawing, self._looking = threading.Lock(), threading.Lock()

    def of(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """The bytes for this key, drawn by `draw` unless they were a moment ago."""
        found = self._look(key)
        if found is not None:
            return found
        with self._drawing:  # who came meanwhile waits, and finds it
            found = self._look(key)
            if found is None:
                found = draw()
                self._keep(key, found)
        return found

    def _look(self, key: Hashable) -> bytes | None:
        with self._looking:
            at, found = self._made.get(key, (0.0, None))
            return found if found is not None and self._seconds() - at < KEPT else None

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._looking:
            self._made[key] = (self._seconds(), made)
            self._made.move_to_end(key)
            while len(self._made) > MOST:
                self._made.popitem(last=False)
