"""`ประกาศ …`: an officer's word to every group of their area, after a look at what it costs."""

import re
from functools import partial
from typing import Any

from bot import riders
from bot.domain import announcements, areas, errands
from bot.messages import officers as say
from bot.routing import Answer, Bid, Scene, Topic, number

ANNOUNCE = re.compile(r"^\s*(?:ขอ)?ประกาศ(?:ข่าว)?\s*[:：]?\s*(?P<body>.*)$", re.DOTALL)


def hear(scene: Scene) -> Bid | None:
    """Only where the bot is spoken to: neighbours announce things to each other, too."""
    if not scene.addressed:
        return scene.meant("announcement", _for_neighbours)
    found = ANNOUNCE.match(scene.said.raw)
    if found is None:
        return scene.meant("announcement", lambda s: preview(s, str(s.reading.slots.get("body"))))
    body = found["body"].strip()
    return Bid("announcement", 1.0, partial(preview, body=body), {"body": body})


def _for_neighbours(_: Scene) -> Answer:
    return None


def preview(scene: Scene, body: str) -> Answer:
    """What will be sent, to whom, at what price; nothing is sent yet."""
    if scene.place == "group":
        return say.in_private()
    made = announcements.draft(scene.session, scene.line_id, body, scene.now)
    to = announcements.audience(scene.session, made)
    for group in to:
        if group.members is None:  # the next preview will know
            errands.add(scene.session, "group", group.chat_id, scene.now)
    where = [areas.title(scene.session, area) for area in made.areas]
    return say.preview(made, to, where, announcements.price(to))


def send(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ส่งประกาศ."""
    to = announcements.send(scene.session, number(data, "id"), scene.line_id, scene.now)
    scene.push_now = True
    waits = riders.in_quiet_hours(scene.now)
    return say.sent(len(to), waits=waits)


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ไม่ส่ง."""
    announcements.drop(scene.session, number(data, "id"), scene.line_id)
    return say.dropped()


TOPIC = Topic(hear=hear, taps={"announce.send": send, "announce.drop": drop})
