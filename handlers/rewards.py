"""`ของรางวัล`: a household looks at the shelf, asks for something, and takes it back."""

from collections.abc import Callable
from typing import Any

from bot.domain import channel, ledger, redemptions, rewards
from bot.domain.redemptions import NotJoined
from bot.domain.registry import Household
from bot.messages import passbook as say_passbook
from bot.messages import rewards as say
from bot.routing import Answer, Bid, Scene, Topic, command, number
from bot.welcoming import welcome

SHOW = (
    "ของรางวัล", "ดูของรางวัล", "แลกของรางวัล", "ขอแลกของรางวัล", "ของรางวัลมีอะไรบ้าง", "มีของรางวัลอะไรบ้าง",
    "แลกแต้ม", "ขอแลกแต้ม", "แลกแต้มได้อะไรบ้าง", "แต้มแลกอะไรได้บ้าง", "เอาแต้มไปแลกอะไรได้บ้าง",
    "ยกเลิกแลก", "ยกเลิกแลกของ", "ยกเลิกแลกของรางวัล",
)  # fmt: skip
SHOW_TOO = ("แลกของ", "ขอแลก", "ขอแลกของ", "แลกอะไรได้บ้าง")
PAST = 3
"""Requests that are over, and still shown."""

SURE = "reward.sure"
"""The question whether one is sure."""


def hear(scene: Scene) -> Bid | None:
    return command(scene, "rewards", show, SHOW, SHOW_TOO)


def show(scene: Scene) -> Answer:
    """In 1:1 the house's แต้ม and requests, and the shelf; in a group only the way there."""
    if scene.place == "group":
        bot = channel.basic_id(scene.session)
        links = scene.rules.links
        return say.in_group(links.chat_with_bot(bot, "ของรางวัล") if bot else None)
    user = scene.user
    if user is None or not user.may_join:
        return welcome(scene)
    if user.household is None:
        return say_passbook.no_passbook()
    house = user.household
    purse = redemptions.purse(scene.session, house)
    found = rewards.offered_to(scene.session, house.village_code)
    requests = redemptions.of_household(scene.session, house, past=PAST)
    givers = {
        request.id: redemptions.signed_by(scene.session, request)
        for request in requests
        if request.handed_by
    }
    own = say.mine(house.address, purse, requests, givers, scene.now.tzinfo)
    return [own, say.shelf(found, purse) if found else say.none_yet()]


def page(scene: Scene, data: dict[str, Any]) -> Answer:
    """ดูของรางวัลต่อ."""
    house = _house(scene)
    found = rewards.offered_to(scene.session, house.village_code)
    first = number(data, "from")
    if first >= len(found):
        return show(scene)
    return say.shelf(found, redemptions.purse(scene.session, house), first)


def ask(scene: Scene, data: dict[str, Any]) -> Answer:
    """ขอแลก: nothing is held yet."""
    house = _house(scene)
    reward = redemptions.for_household(scene.session, house, number(data, "id"))
    purse = redemptions.purse(scene.session, house)
    redemptions.require_room(reward, purse)
    scene.ask_sure(SURE, say.yes(reward, purse), say.NOT_NOW)
    return say.sure(reward, purse)


def confirm(scene: Scene, data: dict[str, Any]) -> Answer:
    """ยืนยันขอแลก: for the price that was shown."""
    house = _house(scene)
    reward = redemptions.for_household(scene.session, house, number(data, "id"))
    if reward.price != number(data, "p"):
        return ask(scene, data)
    if scene.user is None:
        raise NotJoined
    seen = number(data, "seen")
    made = redemptions.ask(scene.session, scene.user, reward.id, scene.now, seen=seen)
    scene.answered(SURE)
    return say.asked(made, redemptions.purse(scene.session, house))


def not_now(scene: Scene, _: dict[str, Any]) -> Answer:
    scene.answered(SURE)
    return say.not_now()


def cancel(scene: Scene, data: dict[str, Any]) -> Answer:
    """ยกเลิกแลก."""
    house = _house(scene)
    request = redemptions.get(scene.session, number(data, "id"))
    if scene.user is not None:
        redemptions.cancel(scene.session, request, scene.user, scene.now)
    return say.cancelled(request, ledger.balance(scene.session, house.id))


def _house(scene: Scene) -> Household:
    """Raises NotJoined."""
    user = scene.user
    if user is None or not user.has_joined or user.household is None:
        raise NotJoined
    return user.household


def _private(
    act: Callable[[Scene, dict[str, Any]], Answer],
) -> Callable[[Scene, dict[str, Any]], Answer]:
    """A house's แต้ม are nobody else's business: in a group the button does nothing."""
    return lambda scene, data: None if scene.place == "group" else act(scene, data)


TOPIC = Topic(
    hear=hear,
    taps={
        "reward.page": _private(page),
        "reward.ask": _private(ask),
        "reward.yes": _private(confirm),
        "reward.no": _private(not_now),
        "reward.cancel": _private(cancel),
    },
)
