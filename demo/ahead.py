"""The demo's clock: the real one, as far ahead as LINE's was moved in the control panel.

Web and worker are two processes; how far is a number in a file that both read.
"""

from datetime import datetime, timedelta
from pathlib import Path

from bot import clock

FILE = "clock-ahead"


class Ahead:
    """A clock that can be moved on, never back."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return clock.now() + timedelta(seconds=self._seconds())

    def move_on(self, seconds: float) -> None:
        """By so much more. Readers see the old number or the new one, never half of it."""
        new = self._file.with_suffix(".new")
        new.write_text(str(self._seconds() + seconds))
        new.replace(self._file)

    def _seconds(self) -> float:
        try:
            return float(self._file.read_text())
        except FileNotFoundError:
            return 0.0
