"""Who holds the phone: one person of the house, or several."""

import re
from functools import partial
from typing import Any

from bot.domain import faces, people, places, registry
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.messages import joining as say
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import is_command, strip_polite

SHARED = ("เครื่องนี้ใช้หลายคน", "ใช้กันหลายคน", "โทรศัพท์ใช้หลายคน")
ADD = re.compile(r"^เพิ่ม(?:สมาชิก|คนในบ้าน)\s*(?P<names>.+)$")
CALL_ME = re.compile(r"^(?:ชื่อ|ฉันชื่อ|ผมชื่อ|หนูชื่อ|เรียก(?:ฉัน|ผม|หนู)?ว่า)\s*(?P<name>\S.{0,38})$")
MOST = 12
"""Names taken from one message."""


def hear(scene: Scene) -> Bid | None:
    """`เพิ่มสมาชิก …`, `ชื่อ …`, and the answer to who uses this phone."""
    user = scene.user
    if user is None or user.household is None or scene.place == "group":
        return None
    text = strip_polite(scene.said.text)
    if is_command(scene.said, SHARED):
        return Bid("members", 1.0, lambda s: shared(s, {}))
    if found := ADD.match(text):
        return Bid("members", 1.0, partial(_note, names=_names(found["names"])))
    topic = scene.pending.topic if scene.pending else None
    if topic == "house.names" and not scene.told:
        return Bid("members", 0.99, partial(_note, names=_names(text)))
    found = CALL_ME.match(text)
    if found or (topic == "house.name" and not scene.told):
        name = found["name"] if found else text
        sureness = 0.8 if topic is None and text.startswith("ชื่อ") else 0.99
        return Bid("members", sureness, partial(_call, name=name))
    return None


def mine(scene: Scene, data: dict[str, Any]) -> Answer:
    """A name under “ใครใช้เครื่องนี้”."""
    user, house = _at_home(scene)
    if user is None or house is None:
        return None
    chosen = {m.id: m for m in registry.members(scene.session, house)}.get(number(data, "m"))
    if chosen is None:
        scene.ask("house.name")
        return say.name_asked()
    user.member, user.shared = chosen, False
    scene.answered()
    return say.phone_of(chosen.name)


def shared(scene: Scene, _: dict[str, Any]) -> Answer:
    """Several people speak through this phone: from now on each deed is asked ใครทำ?"""
    user, house = _at_home(scene)
    if user is None or house is None:
        return None
    user.shared, user.member = True, None
    scene.ask("house.names")
    return say.names_asked()


def not_ours(scene: Scene, data: dict[str, Any]) -> Answer:
    """The household says of a newcomer: not one of us. The newcomer loses the book at once, and
    what they pinned goes."""
    user, house = _at_home(scene)
    newcomer = scene.session.get(LineUser, number(data, "who"))
    if user is None or house is None:
        return None
    if newcomer is not None and people.may_put_out(user, newcomer, house):
        places.left(scene.session, newcomer, scene.now)
        faces.take_back(scene.session, newcomer, scene.now)
        people.put_out(scene.session, user, newcomer, house, scene.now)
    return say.not_ours_done()


def _note(scene: Scene, names: list[str]) -> Answer:
    user, house = _at_home(scene)
    if user is None or house is None or not names:
        return None
    for name in names:
        registry.member_named(scene.session, house, name)
    scene.answered()
    return say.members_noted([m.name for m in registry.members(scene.session, house)])


def _call(scene: Scene, name: str) -> Answer:
    user, house = _at_home(scene)
    if user is None or house is None:
        return None
    user.member = registry.member_named(scene.session, house, name, by=user.id)
    user.shared = False
    scene.answered()
    return say.phone_of(user.member.name)


def _at_home(scene: Scene) -> tuple[LineUser | None, Household | None]:
    return scene.user, scene.user.household if scene.user else None


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"[\s,、]+|และ|กับ", text) if name][:MOST]


TOPIC = Topic(
    hear=hear,
    taps={"house.me": mine, "house.shared": shared, "house.not_ours": not_ours},
)
