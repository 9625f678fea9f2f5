"""A good deed told in the chat: recorded, and undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.domain import (
    access,
    areas,
    changes,
    channel,
    days,
    deeds,
    doers,
    ledger,
    notices,
    people,
    photos,
    registry,
)
from bot.domain.deeds import Deed, Receipt, Source
from bot.domain.doers import Who
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.strangers import first_time
from bot.line.messages import Message
from bot.messages import deeds as say
from bot.messages import joining as say_joining
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import DeedReading, HouseRef
from bot.thai.doers import read_doers
from bot.wording import thai_date


@dataclass(frozen=True)
class NotListed:
    """A house that a helper named and the register does not know."""

    house_no: str
    village_code: str


def hear(scene: Scene) -> Bid | None:
    readings = scene.deeds
    if not readings:
        return None
    return Bid("deed_report", readings[0].sureness, partial(report, readings=readings))


def report(scene: Scene, readings: Sequence[DeedReading]) -> Answer:
    """Record it for the speaker's household, or for the one a helper names."""
    user = scene.user
    if user is None or not user.may_join:
        return _to_stranger(scene)
    house = _house_meant(scene, user)
    if isinstance(house, NotListed):
        return say.no_such_house(house.house_no, house.village_code)
    if house is None:
        scene.ask(
            "join.house",
            text=scene.said.raw, at=scene.now.isoformat(), message_id=scene.message_id,
        )  # fmt: skip
        return say_joining.house_asked()
    own = house.id == user.household_id
    who = _who(scene, user, house, readings)
    receipt = deeds.report(
        scene.session,
        house,
        deeds.claims(readings),
        days.day_of(scene.said),
        Source(scene.message_id, scene.chat_id, scene.said.raw),
        scene.now,
        by=user,
        member=who.member,
        doers=who.together,
        today=scene.today,
    )
    if who.several:
        receipt = replace(receipt, doers=())
    if not own:
        _tell_household(scene, user, house, receipt)
    pictures = photos.NOTHING
    if scene.photo:
        pictures = photos.attach_earlier(scene.session, user, receipt.deed, scene.now, scene.place)
    return say.recorded(receipt, scene.reading_day, photos=pictures, several=who.several)


def _who(scene: Scene, user: LineUser, house: Household, readings: Sequence[DeedReading]) -> Who:
    """Whoever the words name, else the speaker. A deed of several is one deed of the house."""
    own = house.id == user.household_id
    speaker = user.member if own and not user.shared else None
    told = min((reading.matched for reading in readings), key=scene.said.text.find)
    read = read_doers(scene.said, told)
    named = None
    if read is not None:
        named = doers.found(registry.members(scene.session, house), read, speaker)
    return named or Who(speaker)


def undo(scene: Scene, data: dict[str, Any]) -> Answer:
    """The card's ยกเลิก: all deeds of its message."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    mine = deeds.together(scene.session, deed)
    if scene.pending and scene.pending.topic == "deed.edit":
        scene.answered()
    return _withdraw(scene, mine) if mine else say.withdrawn_before()


def name_doer(scene: Scene, data: dict[str, Any]) -> Answer:
    """ใครทำ? — a member of the deed's household, or the whole house."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    known = {member.id: member for member in registry.members(scene.session, deed.household)}
    doer = known.get(number(data, "m"))
    changed = changes.name_doer(scene.session, deed, doer, scene.now)
    if changed:
        return say.recorded(changed, scene.reading_day, edited=True)
    return say.doer_named(deed)


def add_house(scene: Scene, data: dict[str, Any]) -> Answer:
    """A helper enters a household without a phone, whose owner has agreed by word of mouth."""
    village = scene.session.get(areas.Village, str(data.get("in")))
    house_no = registry.clean_house_no(str(data.get("no")))
    if village is None or house_no is None or scene.line_id is None:
        return None
    access.require(scene.session, scene.line_id, "log for others", village.code)
    house = registry.enter(scene.session, village, house_no, scene.today)
    people.consent_by_word(scene.session, house, scene.line_id, scene.now)
    return say.house_added(house.address)


def _withdraw(scene: Scene, mine: Sequence[Deed]) -> Message:
    for deed in mine:
        changes.withdraw(scene.session, deed, scene.now)
    return say.withdrawn(mine, ledger.balance(scene.session, mine[0].household_id))


def _house_meant(scene: Scene, user: LineUser) -> Household | NotListed | None:
    """The speaker's own household, unless another is named, which takes a helper's role."""
    own = user.household
    if not scene.said.houses:
        return own
    named = scene.said.houses[0]
    village = _village_meant(scene, named, own)
    if village is None:
        return own
    if own and (own.village_code, own.house_no) == (village.code, named.house_no):
        return own
    access.require(scene.session, scene.line_id, "log for others", village.code)
    house = registry.find(scene.session, village.code, named.house_no)
    return house or NotListed(named.house_no, village.code)


def _village_meant(scene: Scene, named: HouseRef, own: Household | None) -> areas.Village | None:
    if named.moo is None:
        return own.village if own else scene.session.get(areas.Village, scene.group_area or "")
    near = own.village_code if own else scene.group_area or ""
    return areas.village_of_moo(
        scene.session, named.moo, near[:6] or scene.rules.home_area, house_no=named.house_no
    )


def _tell_household(scene: Scene, helper: LineUser, house: Household, receipt: Receipt) -> None:
    for user in people.of_household(scene.session, house.id):
        for outcome in receipt.outcomes:
            notices.leave(
                scene.session,
                user,
                "logged_for_you",
                scene.now,
                helper=people.said_name(helper) or "ผู้ช่วย",
                house=house.address,
                day=thai_date(scene.today),
                name=outcome.deed.item.short_name,
                points=outcome.deed.points,
            )


def _to_stranger(scene: Scene) -> Answer:
    """In a group, once: how to join. Nothing else is kept of them."""
    who = scene.line_id or scene.chat_id
    if not first_time(scene.session, who, scene.rules.secret, scene.now):
        return None
    bot = channel.basic_id(scene.session)
    return say.how_to_join(scene.rules.links.chat_with_bot(bot, "ลงทะเบียน") if bot else None)


TOPIC = Topic(
    hear=hear,
    taps={"deed.undo": undo, "deed.who": name_doer, "house.add": add_house},
)
