"""`ประกาศ …`: an officer's word to every group of their area, after a look at what it costs."""

import re
from functools import partial
from typing import Any

from bot.domain import announcements, areas, budget, errands, settings
from bot.messages import officers as say
from bot.routing import Answer, Bid, Scene, Topic, number

ANNOUNCE = re.compile(
    r"^\s*(?:ขอ)?ประกาศ(?:ข่าว)?(?P<urgent>ด่วน)?\s*[:：]?\s*(?P<body>.*)$", re.DOTALL
)


def hear(scene: Scene) -> Bid | None:
    """Only where the bot is spoken to: neighbours announce things to each other, too."""
    if not scene.addressed:
        return scene.meant("announcement", _for_neighbours)
    found = ANNOUNCE.match(scene.said.raw)
    if found is None:
        return scene.meant("announcement", lambda s: preview(s, str(s.reading.slots.get("body"))))
    body = found["body"].strip()
    act = partial(preview, body=body, urgent=bool(found["urgent"]))
    return Bid("announcement", 1.0, act, {"body": body})


def _for_neighbours(_: Scene) -> Answer:
    return None


def preview(scene: Scene, body: str, *, urgent: bool = False) -> Answer:
    """What will be sent, to whom, at what price, and what else there is to pay; nothing is sent
    yet."""
    if scene.place == "group":
        return say.in_private()
    session, now = scene.session, scene.now
    made = announcements.draft(session, scene.line_id, body, now, urgent=urgent)
    to = announcements.audience(session, made)
    for group in to.groups:
        if group.members is None:  # the next preview will know
            errands.add(session, "group", group.chat_id, now)
    where = [areas.title(session, area) for area in made.areas]
    verdict = announcements.may_push(session, made, to, now)
    return say.preview(made, to, where, verdict, budget.purse(session, now))


def send(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ส่งประกาศ."""
    made = number(data, "id")
    to = announcements.send(scene.session, made, scene.line_id, scene.now, free=False)
    scene.push_now = True
    area = (to.groups[0].area_code if to.groups else None) or ""
    night = settings.night(scene.session, area)
    return say.sent(to, waits=night.ends if night.covers(scene.now) else None)


def leave(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ส่งแบบฟรี: it rides along when somebody writes."""
    to = announcements.send(scene.session, number(data, "id"), scene.line_id, scene.now, free=True)
    return say.left_free(to)


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ไม่ส่ง."""
    announcements.drop(scene.session, number(data, "id"), scene.line_id)
    return say.dropped()


TOPIC = Topic(
    hear=hear,
    taps={"announce.send": send, "announce.free": leave, "announce.drop": drop},
)
