"""`ข้อมูลของฉัน` and `ลบข้อมูล`: what is kept of somebody is theirs to see and to have erased."""

from typing import Any

from bot.domain import erasure, own_data
from bot.domain.people import PURPOSES
from bot.messages import privacy as say
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai import is_command

MINE = ("ข้อมูลของฉัน", "ขอดูข้อมูลของฉัน", "ดูข้อมูลของฉัน", "ข้อมูลส่วนตัว", "ความยินยอม", "ตั้งค่า")
ERASE = ("ลบข้อมูล", "ลบข้อมูลของฉัน", "ขอลบข้อมูล", "ลบบัญชี", "เลิกใช้")
KEEP = ("ไม่ลบ", "ไม่ลบแล้ว", "ยกเลิกการลบ")


def hear(scene: Scene) -> Bid | None:
    """Only in 1:1: what is kept of somebody is not for a group to read."""
    if scene.place == "group":
        return None
    for phrases, act in ((MINE, mine), (ERASE, ask), (KEEP, keep)):
        if is_command(scene.said, phrases):
            return Bid("privacy", 1.0, act)
    return None


def mine(scene: Scene) -> Answer:
    user = scene.user
    if user is None:
        return say.nothing_kept()
    given = [purpose for purpose in PURPOSES if user.may(purpose)]
    deeds = own_data.count_deeds(scene.session, user)
    return say.my_data(user, deeds, scene.rules.links.own_data(user.id), given)


def ask(scene: Scene) -> Answer:
    return say.erase_asked() if scene.user else say.nothing_kept()


def erase(scene: Scene, _: dict[str, Any]) -> Answer:
    """ยืนยัน: in seven days, and until then it can be taken back."""
    if scene.user is None:
        return say.nothing_kept()
    return say.erase_planned(erasure.ask(scene.user, scene.now))


def keep(scene: Scene) -> Answer:
    if scene.user:
        erasure.take_back(scene.user)
    return say.erase_taken_back()


TOPIC = Topic(hear=hear, taps={"me.erase": erase, "me.keep": lambda scene, _: keep(scene)})
