"""`ช่วยเหลือ`, and the last word: in 1:1 nobody is left without an answer."""

from bot.domain import access
from bot.messages import books as say
from bot.routing import LIKELY, Answer, Bid, Scene, Topic
from bot.thai import is_command

HELP = (
    "ช่วยเหลือ", "ช่วยด้วย", "วิธีใช้", "ใช้ยังไง", "ใช้อย่างไร", "ทำยังไง", "คู่มือ", "สอนหน่อย", "help",
    "งง", "ไม่เข้าใจ",
)  # fmt: skip


def hear(scene: Scene) -> Bid | None:
    if is_command(scene.said, HELP):
        return Bid("help", 1.0, show)
    return Bid("chatter", LIKELY, not_understood) if scene.addressed else None


def show(scene: Scene) -> Answer:
    committee = bool(access.areas(scene.session, scene.line_id, "decide on deeds"))
    return say.help_card(committee=committee and scene.place == "person")


def not_understood(_: Scene) -> Answer:
    return say.not_understood()


TOPIC = Topic(hear=hear)
