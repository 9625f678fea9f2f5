"""`รวมบ้าน …`, `แยกบ้าน …`, `ย้ายสมาชิก …`: an officer keeps the register, each after a preview."""

import re
from functools import partial
from typing import Any

from bot.domain import access, areas, households, registry
from bot.domain.access import NotAllowed
from bot.domain.areas import Village
from bot.domain.households import NoSuchHousehold
from bot.domain.registry import Household
from bot.errors import CardTooOld
from bot.line.messages import postback_data
from bot.messages import households as say
from bot.messages.sure import confirm
from bot.routing import Answer, Bid, Scene, Topic, number, words

_LETTER = r"(?:[ก-ฮ](?![ก-๛]))?"
_NO = rf"\d{{1,5}}(?:\s*(?:/|ทับ)\s*\d{{1,5}})?{_LETTER}"
_MOO = r"(?:หมู่\s*(?:ที่|บ้าน)?|ม\.?)\s*"
_HOUSE = r"(?:บ้าน)?\s*(?:เลขที่)?\s*"
_FROM = rf"{_HOUSE}(?P<old>{_NO})\s*(?:{_MOO}(?P<old_moo>\d{{1,2}}))?\s*"
_TO = rf"{_HOUSE}(?P<new>{_NO})\s*(?:{_MOO}(?P<moo>\d{{1,2}}))?\s*"
_BEGINS = re.compile(r"^(?:ขอ)?(?:รวมบ้าน|แยกบ้าน|ย้ายสมาชิก)(?:\s*$|.*\d)", re.DOTALL)

MERGE = re.compile(rf"^(?:ขอ)?รวมบ้าน\s*{_FROM}(?:เข้า(?:กับ)?|กับ|ไป)\s*{_TO}$")
SPLIT = re.compile(
    rf"^(?:ขอ)?แยกบ้าน\s*{_FROM}(?:เป็น|ออกเป็น|ไปเป็น)\s*{_TO}(?:แบ่ง(?:ให้)?\s*(?P<points>[\d,]{{1,9}})\s*แต้ม)?$"
)
MOVE = re.compile(
    rf"^(?:ขอ)?ย้ายสมาชิก\s*(?P<name>\S.*?)\s*(?:ออก)?จาก\s*{_FROM}(?:ไปอยู่|ไปที่|ไป|เข้า)\s*{_TO}$"
)

SURE = "household.sure"
"""The question whether one is sure."""


def hear(scene: Scene) -> Bid | None:
    """Only in 1:1. What begins so and names a house, but cannot be read, is told how."""
    if scene.place != "person":
        return None
    text = scene.said.text.strip()
    for form, act in ((MERGE, merge), (SPLIT, split), (MOVE, move)):
        if found := form.match(text):
            return Bid("register_kept", 1.0, partial(act, said=found))
    if _BEGINS.match(text):
        return Bid("register_kept", 1.0, _how)
    return None


def _how(scene: Scene) -> Answer:
    _held(scene)
    return say.how()


def merge(scene: Scene, said: re.Match[str]) -> Answer:
    """รวมบ้าน 12/4 เข้า 12/3 หมู่ 4: what it would do."""
    village, other = _villages(scene, said)
    old = households.there(scene.session, other, _number(said["old"]))
    new = households.there(scene.session, village, _number(said["new"]))
    found = households.look_at_merge(scene.session, old, new, scene.line_id)
    tap = confirm("household.merge", {"old": old.id, "new": new.id})
    scene.ask_sure(SURE, tap, say.KEEP)
    return say.look_at_merge(found, tap)


def merge_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    old, new = _house(scene, data, "old"), _house(scene, data, "new")
    done = households.merge(scene.session, old, new, scene.line_id, scene.now)
    scene.answered(SURE)
    return say.merged(done)


def split(scene: Scene, said: re.Match[str]) -> Answer:
    """แยกบ้าน 12/3 เป็น 12/4 หมู่ 4 แบ่ง 50 แต้ม: what it would do."""
    village, other = _villages(scene, said)
    old = households.there(scene.session, other, _number(said["old"]))
    points = int((said["points"] or "0").replace(",", "") or 0)
    found = households.look_at_split(
        scene.session, old, village, _number(said["new"]), points, scene.line_id
    )
    data: dict[str, object] = {"old": old.id, "in": village.code, "no": found.house_no, "n": points}
    tap = confirm("household.split", data)
    scene.ask_sure(SURE, tap, say.KEEP)
    return say.look_at_split(found, tap)


def split_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    old, (village, house_no) = _house(scene, data, "old"), _place(scene, data)
    points = number(data, "n")
    new = households.split(scene.session, old, village, house_no, points, scene.line_id, scene.now)
    scene.answered(SURE)
    return say.split(old, new, points)


def move(scene: Scene, said: re.Match[str]) -> Answer:
    """ย้ายสมาชิก นิด จาก 12/3 ไป 15 หมู่ 4: who would move."""
    village, other = _villages(scene, said)
    old = households.there(scene.session, other, _number(said["old"]))
    found = households.look_at_move(
        scene.session, old, said["name"], village, _number(said["new"]), scene.line_id
    )
    data: dict[str, object] = {
        "old": old.id, "m": found.member.id, "in": village.code, "no": found.house_no,
    }  # fmt: skip
    tap = confirm("household.move", data)
    scene.ask_sure(SURE, tap, say.KEEP)
    return say.look_at_move(found, tap)


def move_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    old, (village, house_no) = _house(scene, data, "old"), _place(scene, data)
    access.require(scene.session, scene.line_id, "keep register", old.village_code)
    _require_asked(scene, "household.move", data)
    names = {member.id: member.name for member in registry.members(scene.session, old)}
    name = names.get(number(data, "m"), "")
    new = households.move(scene.session, old, name, village, house_no, scene.line_id, scene.now)
    scene.answered(SURE)
    return say.moved(name, old, new)


def keep(scene: Scene, _: dict[str, Any]) -> Answer:
    """ไม่ทำ."""
    scene.answered(SURE)
    return say.kept()


def _villages(scene: Scene, said: re.Match[str]) -> tuple[Village, Village]:
    """Of the house named last, and of the one named first, which is in the same unless it says so.

    Raises NotAllowed for those who keep no register, UnknownMoo, WhichTambon.
    """
    held = _held(scene)
    near = scene.tambon or scene.rules.home_area or held[0]
    moo = said["moo"] or said["old_moo"]
    if moo is None:
        known = [v for area in held for v in areas.villages(scene.session, area)]
        if len(known) != 1:
            raise NoSuchHousehold(house=said["new"])
        return known[0], known[0]
    village, other = (
        _village(scene, int(m), near, said["new"]) for m in (moo, said["old_moo"] or moo)
    )
    return village, other


def _village(scene: Scene, moo: int, near: str, house_no: str) -> Village:
    code = areas.code_of_moo(scene.session, moo, near, house_no=house_no)
    access.require(scene.session, scene.line_id, "keep register", code)
    return areas.village_of_moo(scene.session, moo, near, house_no=house_no)


def _number(said: str) -> str:
    """Raises NoSuchHousehold for what cannot be a house number."""
    clean = registry.clean_house_no(said)
    if clean is None:
        raise NoSuchHousehold(house=said)
    return clean


def _house(scene: Scene, data: dict[str, Any], name: str) -> Household:
    house = scene.session.get(Household, number(data, name))
    if house is None:
        raise NoSuchHousehold(house="")
    return house


def _place(scene: Scene, data: dict[str, Any]) -> tuple[Village, str]:
    village = scene.session.get(Village, words(data, "in"))
    if village is None:
        raise NoSuchHousehold(house="")
    return village, _number(words(data, "no"))


def _require_asked(scene: Scene, name: str, data: dict[str, Any]) -> None:
    """The card is the one that was looked at just now: unlike a merge or a split, a move could be
    done again. Raises CardTooOld."""
    pending = scene.pending
    asked = pending.data.get("yes") if pending is not None and pending.topic == SURE else None
    if asked != postback_data(name, data):
        raise CardTooOld


def _held(scene: Scene) -> list[str]:
    """The areas whose register this account keeps. Raises NotAllowed."""
    held = access.areas(scene.session, scene.line_id, "keep register")
    if not held:
        raise NotAllowed(act="keep register")
    return held


TOPIC = Topic(
    hear=hear,
    taps={
        "household.merge": merge_sure,
        "household.split": split_sure,
        "household.move": move_sure,
        "household.keep": keep,
    },
)
