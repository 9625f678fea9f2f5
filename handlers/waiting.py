"""`ดูคำตอบ`: the tap that brings a new token when an answer came too late for its own."""

from typing import Any

from bot.messages import waiting as say
from bot.routing import Answer, Scene, Topic


def look(scene: Scene, _: dict[str, Any]) -> Answer:
    """What waits rides on this tap's token and needs no word of ours; the chat's earlier messages
    have been handled before this one."""
    return None if scene.notices else say.answer_above()


TOPIC = Topic(taps={say.MORE: look})
