"""`ช่วยเหลือ`, and the last word: in 1:1 nobody is left without an answer."""

from bot.domain import access
from bot.messages import books as say
from bot.routing import LIKELY, Answer, Bid, Scene, Topic, command

HELP = ("ช่วยเหลือ", "วิธีใช้", "คู่มือ", "help")
HELP_TOO = ("ช่วยด้วย", "ใช้ยังไง", "ใช้อย่างไร", "ทำยังไง", "สอนหน่อย", "งง", "ไม่เข้าใจ")


def hear(scene: Scene) -> Bid | None:
    asked = command(scene, "help", show, HELP, HELP_TOO)
    if asked or not scene.addressed:
        return asked
    return Bid("chatter", LIKELY, not_understood)


def show(scene: Scene) -> Answer:
    committee = bool(access.areas(scene.session, scene.line_id, "decide on deeds"))
    return say.help_card(committee=committee and scene.place == "person")


def not_understood(_: Scene) -> Answer:
    return say.not_understood()


TOPIC = Topic(hear=hear)
