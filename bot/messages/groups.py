"""What the bot says to a whole group."""

from bot.line.messages import Message


def hello() -> Message:
    """The one thing said unasked when the bot is added."""
    return Message("group_hello")


def tied(area: str) -> Message:
    return Message("group_tied", {"area": area})


def tie_in_group() -> Message:
    return Message("tie_in_group")
