"""`ปักหมุดบ้าน`, a place sent or pasted, how precisely it may be seen, and `ลบหมุด`.

Where somebody lives is spoken of in 1:1 only. The place as sent lies in the open question alone.
"""

from functools import partial
from typing import Any

from bot.domain import access, areas, channel, people, places
from bot.domain.people import LineUser
from bot.domain.places import NoHouseYet, Precision
from bot.domain.registry import Household
from bot.line.incoming import Location
from bot.messages import places as say
from bot.messages import privacy as say_privacy
from bot.routing import Answer, Bid, Scene, Topic, command, words
from bot.thai import coordinates, is_command
from bot.welcoming import welcome

PIN = ("ปักหมุดบ้าน", "ปักหมุดบ้านฉัน", "ปักหมุดบ้านของฉัน", "ปักหมุดบ้านเรา", "ย้ายหมุดบ้าน", "แก้หมุดบ้าน")
PIN_TOO = ("ปักหมุด", "ย้ายหมุด", "แก้หมุด", "เปลี่ยนหมุด", "ปักตำแหน่งบ้าน", "ส่งตำแหน่ง", "ส่งตำแหน่งบ้าน")
SORT = ("ประเภทหมุด", "เปลี่ยนประเภทหมุด")
UNPIN = ("ลบหมุด", "ลบหมุดบ้าน", "เอาหมุดออก", "ถอนหมุด", "ถอนหมุดบ้าน", "ยกเลิกหมุด")


def hear(scene: Scene) -> Bid | None:
    """The commands; the answer typed instead of tapped; in 1:1 what else sounds like a pin."""
    private = scene.place == "person"
    if private and (scene.user is None or not scene.user.may_join):
        return None
    if private and (answer := _hear_answer(scene) or _hear_place(scene)):
        return answer
    if is_command(scene.said, SORT):
        return Bid("location_pin", 1.0, ask_sort if private else to_private)
    return command(scene, "location_unpin", remove if private else to_private, UNPIN) or command(
        scene, "location_pin", ask if private else to_private, PIN, PIN_TOO
    )


def ask(scene: Scene) -> Answer:
    """The pin as it stands, else LINE's own way to pick a place."""
    house = _house_of(scene)
    pin = places.home_of(scene.session, house)
    if pin is None:
        return say.place_asked()
    return say.pinned(pin, house.address, scene.rules.links.page("/map"), new=False)


def to_private(scene: Scene) -> Answer:
    bot = channel.basic_id(scene.session)
    return say.in_private(scene.rules.links.chat_with_bot(bot, "ปักหมุดบ้าน")) if bot else None


def arrived(scene: Scene) -> Answer:
    """A place, asked for or not. In a group it may have been meant for the neighbours: nothing is
    kept of it, and whether it is to be a pin is asked where nobody else reads."""
    place = scene.content
    if not isinstance(place, Location):
        return None
    if scene.place == "group":
        return _seen_by_neighbours(scene)
    return _place(scene, place.latitude, place.longitude)


def _hear_place(scene: Scene) -> Bid | None:
    """A link of a map, `geo:` or two numbers, pasted into the chat."""
    found = coordinates.read(scene.said.raw)
    if found is not None:
        return Bid("location_pin", 1.0, partial(_place, lat=found[0], lon=found[1]))
    if coordinates.is_short_link(scene.said.raw):
        return Bid("location_pin", 1.0, lambda _: say.short_link())
    return None


def _seen_by_neighbours(scene: Scene) -> Answer:
    bot = channel.basic_id(scene.session)
    if bot is None or scene.user is None or not scene.user.has_joined:
        return None
    return say.not_kept_in_group(scene.rules.links.chat_with_bot(bot, "ปักหมุดบ้าน"))


def _place(scene: Scene, lat: float, lon: float) -> Answer:
    """Whether it is home, and how precisely it may be seen; whether it is meant so far away."""
    if scene.user is None or not scene.user.may_join:
        return welcome(scene)
    house = _house_of(scene)
    places.require_in_thailand(lat, lon)
    ref = scene.message_id or ""
    away = places.too_far(scene.session, house.village, lat, lon)
    scene.ask("pin", lat=lat, lon=lon, message_id=ref, **({"away": away} if away else {}))
    if away:
        return say.far_away(ref, away, areas.title(scene.session, house.village_code[:6]))
    return _how_precisely(scene, house, ref)


def _how_precisely(scene: Scene, house: Household, ref: str) -> Answer:
    village = house.village_code
    return say.precision_asked(
        ref,
        scene.rules.links.for_card("/map/choices.png"),
        again=places.home_of(scene.session, house) is not None,
        spot=access.may(scene.session, scene.line_id, "pin places", village),
    )


def meant(scene: Scene, data: dict[str, Any]) -> Answer:
    """ใช่ บ้านอยู่ที่นั่น: it is meant, however far."""
    if not _asked_about(scene, data.get("m")) or scene.pending is None:
        return _too_late(scene)
    kept = {name: value for name, value in scene.pending.data.items() if name != "away"}
    scene.ask("pin", **kept)
    return _how_precisely(scene, _house_of(scene), words(data, "m"))


def chosen(scene: Scene, data: dict[str, Any]) -> Answer:
    """A precision tapped: with it comes the consent to be seen so."""
    precision = next((p for p in places.PRECISIONS if p == data.get("how")), None)
    if scene.user is None or not scene.user.may_join:
        return say_privacy.nothing_kept()
    if precision is None or not _asked_about(scene, data.get("m")):
        return _too_late(scene)
    return _pin(scene, scene.user, precision)


def ask_sort(scene: Scene) -> Answer:
    pin = places.home_of(scene.session, _house_of(scene))
    return say.sort_asked() if pin else say.no_pin()


def sorted_as(scene: Scene, data: dict[str, Any]) -> Answer:
    """What kind of home it is, by the household's own word."""
    house = _house_of(scene)
    pin = places.sort_home(scene.session, house, words(data, "c"), scene.line_id or "", scene.now)
    if pin is None:
        return say.no_pin()
    return say.pinned(pin, house.address, scene.rules.links.page("/map"), new=False)


def declined(scene: Scene, data: dict[str, Any]) -> Answer:
    """ไม่ปัก: the place is forgotten at once."""
    if _asked_about(scene, data.get("m")):
        scene.answered()
    return say.not_pinned()


def remove(scene: Scene) -> Answer:
    house = _house_of(scene)
    gone = places.unpin(scene.session, house, scene.line_id or "", scene.now)
    return say.unpinned() if gone else say.no_pin()


def _pin(scene: Scene, user: LineUser, precision: Precision) -> Answer:
    asked, house = scene.pending, _house_of(scene)
    if asked is None:
        return _too_late(scene)
    lat, lon = float(asked.data["lat"]), float(asked.data["lon"])
    scene.answered()
    if not user.may("pin"):
        people.consent(scene.session, user.line_id, ("pin",), scene.now, channel="line")
    pin = places.pin_home(scene.session, house, user, lat, lon, precision, scene.now)
    if scene.rules.geocodes:
        places.ask_address(scene.session, pin, scene.now)
    return say.pinned(pin, house.address, scene.rules.links.page("/map"), new=True)


def _hear_answer(scene: Scene) -> Bid | None:
    """Some type the words of a button instead of tapping it."""
    user = scene.user
    if user is None or scene.pending is None or scene.pending.topic != "pin":
        return None
    if "away" in scene.pending.data:
        return None
    for precision, label in say.CHOICES.items():
        if is_command(scene.said, (label,)):
            return Bid("location_pin", 1.0, partial(_pin, user=user, precision=precision))
    if is_command(scene.said, (say.NO,)):
        ref = scene.pending.data.get("message_id")
        return Bid("location_pin", 1.0, lambda s: declined(s, {"m": ref}))
    return None


def _asked_about(scene: Scene, ref: object) -> bool:
    """Whether a card's place is the one the open question holds, not an earlier or later one."""
    asked = scene.pending
    return asked is not None and asked.topic == "pin" and asked.data.get("message_id") == ref


def _too_late(scene: Scene) -> Answer:
    house = _house_of(scene)
    return say.too_late(pinned=places.home_of(scene.session, house) is not None)


def _house_of(scene: Scene) -> Household:
    if scene.user is None or scene.user.household is None:
        raise NoHouseYet
    return scene.user.household


TOPIC = Topic(
    hear=hear,
    taps={"pin.set": chosen, "pin.no": declined, "pin.far": meant, "pin.sort": sorted_as},
    events={Location: arrived},
)
