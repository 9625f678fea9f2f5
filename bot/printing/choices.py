"""What the three ways to be seen on the map look like."""

from bot.printing import press

ONE_TO_ONE = 72


def picture() -> bytes:
    """PNG of 900 by 405, the same for everybody."""
    return press.png("choices.typ", {}, ONE_TO_ONE)
