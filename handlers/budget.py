"""`งบข้อความ`: what the month's messages were spent on and what is left, for officers."""

from datetime import timedelta

from bot.domain import access, errands, officers_week
from bot.domain.access import NotAllowed
from bot.messages import officers as say
from bot.routing import Answer, Bid, Scene, Topic, command

LATELY = timedelta(days=7)

WORDS = ("งบข้อความ", "โควตา", "โควต้า", "โควตาข้อความ", "ข้อความเหลือเท่าไหร่", "ข้อความเหลือเท่าไร")


def hear(scene: Scene) -> Bid | None:
    if not scene.addressed:
        return None
    return command(scene, "budget", show, WORDS)


def show(scene: Scene) -> Answer:
    """As of LINE's last word and our own books since; LINE is asked anew for the next time."""
    held = access.areas(scene.session, scene.line_id, "announce")
    if not held:
        raise NotAllowed(act="announce")
    if scene.place == "group":
        return say.budget_in_private()
    area = held[0]
    errands.add(scene.session, "quota", scene.now.isoformat(), scene.now)
    week = officers_week.look(scene.session, area, scene.now)
    missed = officers_week.undelivered(scene.session, area, scene.now - LATELY, scene.now)
    return say.budget(week, missed, scene.now)


TOPIC = Topic(hear=hear)
