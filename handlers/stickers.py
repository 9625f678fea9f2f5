"""A sticker: a kind sign, answered kindly. As a yes it is taken by `bot/routing.py`."""

from bot.line.incoming import Sticker
from bot.messages.helping import warm_word
from bot.routing import Answer, Scene, Topic
from bot.welcoming import welcome


def arrived(scene: Scene) -> Answer:
    if scene.place == "group":
        return None
    if scene.user and scene.user.may_join:
        return warm_word()
    return welcome(scene)


TOPIC = Topic(events={Sticker: arrived})
