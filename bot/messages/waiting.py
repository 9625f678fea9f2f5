"""Words to somebody whose answer takes long."""

from bot.line.messages import Message, Tap

MORE = "wait.more"
"""The tap that brings a new token."""


def still_working() -> Message:
    """Their message is safe; the tap under it lets a late answer go as a free reply."""
    look = Tap("ดูคำตอบ", MORE, says="ดูคำตอบ")
    return Message("still_working", {"look": look})


def answer_above() -> Message:
    """To that tap, where nothing is left to be told."""
    return Message("answer_above")
