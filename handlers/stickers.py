"""A sticker: a kind sign, answered kindly. As a yes it is taken by `bot/routing.py`."""

from bot.line.incoming import Sticker
from bot.messages import joining as say_joining
from bot.messages.books import warm_word
from bot.routing import Answer, Scene, Topic


def arrived(scene: Scene) -> Answer:
    if scene.place == "group":
        return None
    if scene.user and scene.user.may_join:
        return warm_word()
    notice = scene.rules.links.page("/privacy")
    return say_joining.welcome(scene.rules.office, notice, say_joining.Held())


TOPIC = Topic(events={Sticker: arrived})
