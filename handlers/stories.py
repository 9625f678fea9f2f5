"""`เล่าเรื่อง …`: told to the bot before there is a book for it. Nothing is kept."""

from bot.messages import helping as say
from bot.routing import Answer, Bid, Scene, Topic, command

TELL = ("เล่าเรื่อง", "ขอเล่าเรื่อง", "มีเรื่องเล่า", "มีเรื่องจะเล่า", "อยากเล่าเรื่อง")


def hear(scene: Scene) -> Bid | None:
    """In a group people tell each other stories; only in 1:1 they are told to the bot."""
    return command(scene, "story", told, TELL) if scene.addressed else None


def told(_: Scene) -> Answer:
    return say.story_not_yet()


TOPIC = Topic(hear=hear)
