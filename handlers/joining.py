"""The way in: notice, consent by purpose, and the house, all at once or step by step."""

import re
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.domain import (
    areas,
    channel,
    days,
    deeds,
    errands,
    faces,
    notices,
    people,
    places,
    registry,
)
from bot.domain.areas import Village
from bot.domain.people import PURPOSES, LineUser, Purpose
from bot.domain.strangers import first_time
from bot.errors import Refused
from bot.line.incoming import Followed, Unfollowed
from bot.messages import deeds as say_deeds
from bot.messages import joining as say
from bot.messages import privacy as say_privacy
from bot.messages.joining import Held
from bot.messages.refusals import refusal
from bot.routing import (
    EVERYDAY,
    LIKELY,
    Answer,
    Bid,
    Scene,
    Topic,
    Unheard,
    listed,
    number,
    words,
)
from bot.thai import HouseRef, annotate, read_house_answer, read_moo_answer
from bot.welcoming import welcome
from bot.wording import thai_date

REGISTER = re.compile(r"^(?:ขอ|อยาก|จะ)?\s*(?:ลงทะเบียน|สมัคร(?:สมาชิก)?|เข้าร่วม(?:โครงการ)?|ย้ายบ้าน)")


def hear(scene: Scene) -> Bid | None:
    """`ลงทะเบียน …`; any first word in 1:1; the answers to what was asked on the way."""
    meant = scene.reading.intent == "register"
    asks = meant or REGISTER.match(scene.said.text) is not None
    named = _named(scene)
    if scene.user is None or not scene.user.may_join:
        return _hear_stranger(scene, named, asks=asks)
    if not asks:
        return _hear_answer(scene, scene.user)
    slots = scene.reading.slots if meant else _house_slots(named)
    sureness = scene.reading.sureness if meant else _sureness(named)
    return Bid("register", sureness, partial(register, named=named), slots)


def _named(scene: Scene) -> HouseRef | None:
    """The house as addresses name one; or more loosely where one is surely meant."""
    if scene.said.houses:
        return scene.said.houses[0]
    slots = scene.reading.slots if scene.reading.intent == "register" else {}
    house_no = slots.get("house_no")
    return HouseRef(house_no, slots.get("moo"), 0, 0) if house_no else None


def _house_slots(named: HouseRef | None) -> dict[str, object]:
    return {"house_no": named.house_no, "moo": named.moo} if named else {}


def followed(scene: Scene) -> Answer:
    """Somebody added the bot, or took it out of the blocked again."""
    user = scene.user
    if user is None or not user.may_join:
        return welcome(scene)
    user.blocked = False
    return say.welcome_back(user.household.address if user.household else None)


def unfollowed(scene: Scene) -> Answer:
    """Blocked: nothing can be sent to them."""
    if scene.user:
        scene.user.blocked = True
    return None


def consent_all(scene: Scene, data: dict[str, Any]) -> Answer:
    return _consent(scene, PURPOSES, data)


def consent_tick(scene: Scene, data: dict[str, Any]) -> Answer:
    """One tick: given, or taken back if it stood."""
    purpose = data.get("p")
    chosen = next((p for p in PURPOSES if p == purpose), None)
    if chosen is None:
        return None
    user = scene.user
    if user is None or not user.may(chosen):
        return _consent(scene, (chosen,), data)
    if chosen == "join":  # without it nothing may be kept: taking it back is to be forgotten
        return say_privacy.erase_asked()
    people.withdraw(scene.session, user, chosen, scene.now, channel="line")
    if chosen == "sensitive":
        deeds.forget_sensitive_words(scene.session, user)
    if chosen == "pin":
        places.consent_withdrawn(scene.session, user, scene.now)
    if chosen == "show":
        faces.take_back(scene.session, user, scene.now)
    return say.ticks([p for p in PURPOSES if user.may(p)])


def register(scene: Scene, named: HouseRef | None) -> Answer:
    """`ลงทะเบียน บ้านเลขที่ 12/3 หมู่ 4` by somebody who has consented."""
    if named is None or scene.user is None:
        scene.ask("join.house")
        return say.house_asked()
    return _house_said(scene, scene.user, named.house_no, named.moo)


def house_chosen(scene: Scene, data: dict[str, Any]) -> Answer:
    """A tambon button, where หมู่ N could be in several."""
    return _to_house(scene, data)


def moved(scene: Scene, data: dict[str, Any]) -> Answer:
    """ใช่ ย้ายบ้าน."""
    return _to_house(scene, data, leaving=True)


def _to_house(scene: Scene, data: dict[str, Any], *, leaving: bool = False) -> Answer:
    """Into the house a button names; nobody leaves theirs for one that there cannot be."""
    user = scene.user
    if user is None or not user.may_join:
        return welcome(scene)
    village = scene.session.get(Village, words(data, "in"))
    house_no = registry.clean_house_no(words(data, "no"))
    if village is None or house_no is None:
        return register(scene, None)
    if leaving and not _lives_at(scene, user, village, house_no):
        places.left(scene.session, user, scene.now)
        faces.take_back(scene.session, user, scene.now)
        people.move_out(scene.session, user)
    return _move_in(scene, user, village, house_no)


def _lives_at(scene: Scene, user: LineUser, village: Village, house_no: str) -> bool:
    """Whether this is their house already, by its number or by one that was merged into it."""
    there = registry.standing(scene.session, village.code, house_no)
    return there is not None and there.id == user.household_id


def _hear_stranger(scene: Scene, named: HouseRef | None, *, asks: bool) -> Bid | None:
    if scene.place == "group":
        act = partial(_to_private, named=named)
        return Bid("register", _sureness(named), act) if asks else None
    return Bid("register", 0.99, partial(welcome, held=_held(scene, named, asks=asks)))


def _sureness(named: HouseRef | None) -> float:
    """There is much that one can apply for; what names a house is meant for us."""
    return 1.0 if named else EVERYDAY


def _held(scene: Scene, named: HouseRef | None, *, asks: bool) -> Held:
    """What a first word already told: the house, or a deed."""
    house_no, moo = (named.house_no, named.moo) if named and asks else ("", None)
    deed = bool(scene.told) and not asks
    return Held(
        text=scene.said.raw if deed else "",
        at=scene.now.isoformat() if deed else "",
        message_id=scene.message_id or "" if deed else "",
        house_no=house_no,
        moo=moo,
    )


def _to_private(scene: Scene, named: HouseRef | None) -> Answer:
    """Consent is given in 1:1, where LINE always says who speaks."""
    bot = channel.basic_id(scene.session)
    typed = scene.said.raw if named else "ลงทะเบียน"
    return say_deeds.how_to_join(scene.rules.links.chat_with_bot(bot, typed) if bot else None)


def _hear_answer(scene: Scene, user: LineUser) -> Bid | None:
    """The house number, then the หมู่, from somebody who was asked or has no house yet."""
    pending = scene.pending
    text = scene.said.raw
    if pending and pending.topic == "join.moo" and (moo := read_moo_answer(text)):
        house_no = str(pending.data["house_no"])
        return Bid("register", 0.99, lambda s: _house_said(s, user, house_no, moo))
    asked = pending is not None and pending.topic in ("join.house", "join.moo")
    if not asked and (user.household_id is not None or scene.place == "group"):
        return None
    if (house := read_house_answer(text)) and not scene.told:
        return Bid("register", 0.99, lambda s: _house_said(s, user, house.house_no, house.moo))
    if scene.place == "group":
        return None
    # Whoever has a house may talk of other things; whoever has none may tell a deed.
    needed = asked and user.household_id is None and not scene.deeds
    return Bid("register", 0.99 if needed else LIKELY, _unclear)


def _unclear(scene: Scene) -> Answer:
    if scene.pending is None:
        scene.ask("join.house")
    return say.house_unclear()


def _consent(scene: Scene, purposes: tuple[Purpose, ...], data: dict[str, Any]) -> Answer:
    if scene.line_id is None:
        return say.consent_in_private()
    user = people.consent(scene.session, scene.line_id, purposes, scene.now, channel="line")
    scene.user = user
    given = [purpose for purpose in PURPOSES if user.may(purpose)]
    if not user.may_join:
        return say.join_first()
    if user.display_name is None:
        errands.add(scene.session, "profile", scene.line_id, scene.now)
    if user.household is not None:
        return say.ticks(given)
    if said := words(data, "say"):
        at, message_id = words(data, "at"), words(data, "mid")
        scene.ask("join.house", text=said, at=at, message_id=message_id)
    else:
        scene.ask("join.house")
    more = [] if len(given) == len(PURPOSES) else [say.ticks(given)]
    return [*more, *listed(_house_rode_along(scene, user, data))]


def _house_rode_along(scene: Scene, user: LineUser, data: dict[str, Any]) -> Answer:
    """The first word may have named the house. A refusal of it must not undo the consent."""
    house_no = registry.clean_house_no(words(data, "no"))
    if house_no is None:
        return say.house_asked()
    try:
        with scene.session.begin_nested():
            return _house_said(scene, user, house_no, number(data, "moo") or None)
    except Refused as refused:
        return refusal(refused)


def _house_said(scene: Scene, user: LineUser, house_no: str, moo: int | None) -> Answer:
    clean = registry.clean_house_no(house_no)
    if clean is None:
        return say.house_unclear()
    home = (scene.group_area or "")[:6] or scene.rules.home_area
    if moo is not None:
        village = areas.village_of_moo(scene.session, moo, home, house_no=clean)
        return _move_in(scene, user, village, clean)
    known = areas.villages(scene.session, scene.group_area or home or "")
    if len(known) == 1:
        return _move_in(scene, user, known[0], clean)
    held = dict(scene.pending.data) if scene.pending else {}
    scene.ask("join.moo", **{**held, "house_no": clean})
    return say.moo_asked(clean, sorted({village.moo for village in known}))


def _move_in(scene: Scene, user: LineUser, village: Village, house_no: str) -> Answer:
    old = user.household
    if old and _lives_at(scene, user, village, house_no):
        return say.already_there(old)
    if old:
        return say.move_asked(old, house_no, village.code)
    people.check_moves(scene.session, user, scene.now)
    house = registry.enter(scene.session, village, house_no, scene.today)
    others = people.of_household(scene.session, house.id)
    people.move_in(scene.session, user, house, scene.now)
    for other in others:
        notices.leave(
            scene.session,
            other,
            "someone_joined",
            scene.now,
            who=user.id,
            name=user.display_name or "สมาชิกใหม่",
            house=house.address,
            day=thai_date(scene.today),
        )
    place = areas.title(scene.session, village.code)
    joined = say.registered(house, place, registry.members(scene.session, house), len(others))
    return [joined, *listed(_hear_what_waited(scene))]


def _hear_what_waited(scene: Scene) -> Answer:
    """A deed told before the house was known is heard now, dated by when it was told.

    Once only, however often an old card is tapped; and not after the days in which a deed may be
    told.
    """
    data = scene.pending.data if scene.pending else {}
    scene.answered()
    text, message_id = words(data, "text"), words(data, "message_id")
    said_at = _moment(words(data, "at"), scene.now)
    if not text or said_at is None:
        return None
    most = timedelta(days=days.BACK_DAYS)
    done_on = said_at.date()
    if scene.today - done_on <= most:
        done_on = annotate(text, done_on).done_on
    if scene.today - done_on > most:
        return refusal(days.TooLongAgo(done_on=done_on, days=days.BACK_DAYS))
    if message_id and not _first_heard(scene, message_id):
        return None
    scene.unheard = Unheard(text, said_at, message_id or None)
    return None


def _first_heard(scene: Scene, message_id: str) -> bool:
    """A digest remembers it, for a deed forgets its message when its reporter is erased."""
    told = deeds.of_message(scene.session, message_id)
    mark = f"heard {message_id}"
    return not told and first_time(scene.session, mark, scene.rules.secret, scene.now)


def _moment(said: str, now: datetime) -> datetime | None:
    """When held words were said, as their button has it: never later than now."""
    try:
        at = datetime.fromisoformat(said)
        return min(at.astimezone(now.tzinfo), now) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


TOPIC = Topic(
    hear=hear,
    taps={
        "consent.all": consent_all,
        "consent.tick": consent_tick,
        "join.house": house_chosen,
        "join.move": moved,
    },
    events={Followed: followed, Unfollowed: unfollowed},
)
