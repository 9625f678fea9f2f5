"""`คิวตรวจ`: the committee looks at what waits and decides, deed by deed."""

from typing import Any

from bot.domain import access, checking, deeds
from bot.domain.access import NotAllowed
from bot.messages import books as say
from bot.routing import Answer, Bid, Scene, Topic, command, number

QUEUE = ("คิวตรวจ", "ดูคิวตรวจ", "ตรวจความดี", "คิว", "รายการรอตรวจ")
A_CARD = 10
"""Deeds on one carousel."""


def hear(scene: Scene) -> Bid | None:
    return command(scene, "queue", queue, QUEUE)


def queue(scene: Scene) -> Answer:
    """What waits in the areas of the one who asks; only in 1:1, for it names households."""
    held = access.areas(scene.session, scene.line_id, "decide on deeds")
    if scene.place == "group":
        return None
    if not held:
        raise NotAllowed(act="decide on deeds")
    found = checking.waiting(scene.session, held, to=scene.user, most=A_CARD)
    return say.queue(found, scene.today) if found else say.queue_empty()


def accept(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, accept=True)


def reject(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, accept=False)


def _decide(scene: Scene, data: dict[str, Any], *, accept: bool) -> Answer:
    deed = deeds.get(scene.session, number(data, "id"))
    seen = number(data, "rev")
    checking.decide(scene.session, deed, scene.line_id, scene.now, accept=accept, seen=seen)
    return say.decided(deed)


TOPIC = Topic(hear=hear, taps={"deed.accept": accept, "deed.reject": reject})
