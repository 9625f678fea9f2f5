"""`สถานที่ของหมู่บ้าน` and `ครัวเรือนต้นแบบ 12/3`: what the committee puts on the map, in 1:1.

A place sent goes through the same card as a home; the committee's has one button more.
"""

import re
from functools import partial
from typing import Any

from bot.domain import access, places, registry, spots
from bot.domain.registry import Household
from bot.messages import places as say_places
from bot.messages import spots as say
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.thai import is_command

LIST = ("สถานที่ของหมู่บ้าน", "สถานที่หมู่บ้าน", "สถานที่บนแผนที่")
MODEL = re.compile(
    r"^(?P<no>ไม่เป็น|ยกเลิก|ลบ)?\s*(?:ครัวเรือน|บ้าน)ต้นแบบ\s*(?:บ้านเลขที่|บ้าน|เลขที่)?\s*"
    r"(?P<house>[0-9๐-๙]+(?:\s*(?:/|ทับ)\s*[0-9๐-๙]+)?)(?:\s*(?:หมู่|ม\.)\s*(?P<moo>[0-9๐-๙]{1,2}))?"
    r"\s*(?:นะ|หน่อย|ด้วย)*(?:ค่ะ|คะ|ครับ|จ้า|จ้ะ)?$"
)
ASKED = "spot"


def hear(scene: Scene) -> Bid | None:
    if scene.place != "person" or scene.user is None or not scene.user.may_join:
        return None
    if is_command(scene.said, LIST):
        return Bid("spots", 1.0, show)
    if found := MODEL.match(scene.said.raw.strip()):
        return Bid("spots", 1.0, partial(model, found=found))
    asked = scene.pending
    if (
        asked is not None
        and asked.topic == ASKED
        and "c" in asked.data
        and not scene.turns_elsewhere
    ):
        return Bid("spots", 0.99, named)
    return None


def here(scene: Scene, data: dict[str, Any]) -> Answer:
    """The place that was just sent is no home."""
    asked = scene.pending
    if asked is None or asked.topic != "pin" or asked.data.get("message_id") != data.get("m"):
        return say_places.too_late(pinned=False)
    _village(scene)
    at = {name: asked.data[name] for name in ("lat", "lon", "message_id")}
    scene.answered()
    scene.ask(ASKED, **at)
    return say.sort_asked(words(data, "m"))


def sorted_as(scene: Scene, data: dict[str, Any]) -> Answer:
    asked, category = scene.pending, words(data, "c")
    if (
        asked is None
        or asked.topic != ASKED
        or asked.data.get("message_id") != data.get("m")
        or category not in places.SPOTS
    ):
        return say_places.too_late(pinned=False)
    scene.ask(ASKED, **{**asked.data, "c": category})
    return say.title_asked(category)


def named(scene: Scene) -> Answer:
    """Its name, and there it is."""
    asked = scene.pending
    if asked is None:
        return None
    kept = asked.data
    spot = spots.pin(
        scene.session, _village(scene), words(kept, "c"), scene.said.raw,
        float(kept["lat"]), float(kept["lon"]), scene.line_id or "", scene.now,
    )  # fmt: skip
    scene.answered()
    return say.pinned(spot, scene.rules.links.page("/map"))


def show(scene: Scene) -> Answer:
    found = spots.of(scene.session, _village(scene))
    return say.listed(found, scene.rules.links.page("/map")) if found else say.none_yet()


def remove(scene: Scene, data: dict[str, Any]) -> Answer:
    gone = spots.remove(scene.session, number(data, "p"), scene.line_id or "", scene.now)
    return say.removed(gone)


def model(scene: Scene, found: re.Match[str]) -> Answer:
    house = _house(scene, found["house"], found["moo"])
    yes = not found["no"]
    spots.make_model(scene.session, house, scene.line_id or "", scene.now, yes=yes)
    return say.model(house.address, yes=yes)


def _house(scene: Scene, house_no: str, moo: str | None) -> Household:
    own = _village(scene)
    code = f"{own[:6]}{int(moo):02d}" if moo else own
    house = registry.standing(scene.session, code, registry.clean_house_no(house_no) or "")
    if house is None:
        raise spots.NoPinThere(house=f"{house_no} หมู่ {int(code[6:])}")
    return house


def _village(scene: Scene) -> str:
    """The village they live in and are of the committee of. Raises NoHouseYet, NotAllowed."""
    if scene.user is None or scene.user.household is None:
        raise places.NoHouseYet
    village = scene.user.household.village_code
    access.require(scene.session, scene.line_id, spots.PIN, village)
    return village


TOPIC = Topic(hear=hear, taps={"spot.here": here, "spot.sort": sorted_as, "spot.remove": remove})
