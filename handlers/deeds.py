"""A good deed told in the chat: recorded, and undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from bot import telling
from bot.domain import (
    access,
    areas,
    asking,
    changes,
    channel,
    days,
    deeds,
    ledger,
    local_menu,
    people,
    registry,
)
from bot.domain.deed import Deed
from bot.domain.deeds import Source
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.strangers import first_time
from bot.line.messages import Message, postback_data
from bot.messages import asking as say_asking
from bot.messages import deeds as say
from bot.messages import joining as say_joining
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import DeedReading, HouseRef
from bot.thai.rivals import UNSURE, rivals, unsure

WHICH_MINUTES = 24 * 60
"""How long a question which deed it was waits for words; its buttons hold longer."""


@dataclass(frozen=True)
class NotListed:
    """A house that a helper named and the register does not know."""

    house_no: str
    village_code: str


def hear(scene: Scene) -> Bid | None:
    readings = scene.deeds
    if not readings:
        return None
    return Bid("deed_report", scene.reading.sureness, partial(report, readings=readings))


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
    day = days.day_of(scene.said)
    if scene.place == "person" and (doubtful := _in_doubt(scene, house, readings)):
        return _ask_kind(scene, house, doubtful, day)
    many = asking.is_entering_many(scene.session, user, house.village_code, scene.now)
    source = Source(scene.message_id, scene.chat_id, scene.said.raw)
    who = telling.who(scene, user, house, scene.said, readings)
    kept = telling.record(scene, user, house, deeds.claims(readings), day, source, who)
    missing = None
    if scene.place == "person" and not many and scene.pending is None:
        missing = asking.without_amount(kept.receipt)
    card = partial(
        say.recorded, kept.receipt, scene.reading_day,
        photos=kept.photos, several=who.several, place=scene.place,
    )  # fmt: skip
    if missing is None or missing.deed.for_others:
        return card()
    told = missing.deed
    scene.ask("deed.amount", id=told.id, kind=told.kind, message_id=scene.message_id)
    return [card(asks=True), say_asking.amount_asked(told, asking.usual(missing.item))]


def _in_doubt(scene: Scene, house: Household, readings: Sequence[DeedReading]) -> list[DeedReading]:
    """The kinds to ask about, the likeliest first; empty where it may be written down at once."""
    menu = local_menu.of(scene.session, house.village_code, scene.today)
    if len(readings) != 1:
        return []
    [best] = readings
    others = list(rivals(scene.said, scene.own_words))
    if others and asking.worth_asking(menu, [best.code, others[0].code]):
        return [best, others[0]]
    if best.code not in menu:
        return []
    if not unsure(scene.said, best) and scene.reading.sureness >= UNSURE and not best.guessed:
        return []
    return [best, *rivals(scene.said, scene.own_words, within=0.3)][:2]


def _ask_kind(
    scene: Scene, house: Household, readings: Sequence[DeedReading], day: date
) -> Message:
    """Ask which it was; nothing is written down before the answer."""
    days.check_day(day, scene.reading_day)
    menu = local_menu.of(scene.session, house.village_code, scene.today)
    question, taps = say_asking.kind_asked(
        menu, deeds.claims(readings), day, scene.now, scene.message_id, house.id
    )
    scene.ask(
        "deed.which", minutes=WHICH_MINUTES, words=scene.said.raw, at=scene.now.isoformat(),
        message_id=scene.message_id, yes=postback_data(taps[0].name, taps[0].data),
        choices=[tap.data for tap in taps],
    )  # fmt: skip
    return question


def undo(scene: Scene, data: dict[str, Any]) -> Answer:
    """The card's ยกเลิก: all deeds of its message."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    mine = deeds.together(scene.session, deed)
    scene.answered("deed.edit")
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
    house = registry.standing(scene.session, village.code, named.house_no)
    if own and house and own.id == house.id:
        return own
    access.require(scene.session, scene.line_id, "log for others", village.code)
    return house or NotListed(named.house_no, village.code)


def _village_meant(scene: Scene, named: HouseRef, own: Household | None) -> areas.Village | None:
    if named.moo is None:
        return own.village if own else scene.session.get(areas.Village, scene.group_area or "")
    near = own.village_code if own else scene.group_area or ""
    return areas.village_of_moo(
        scene.session, named.moo, near[:6] or scene.rules.home_area, house_no=named.house_no
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
