"""`เมนูครัวเรือน`, `ตั้งเป้า ปลูกผัก 10 ต้น`, `เลิกเป้า …`: what a household sets out to do."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from bot.domain import aliases, channel, goals
from bot.domain.local_menu import NoSuchKind
from bot.domain.menu import MenuItem
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.line.messages import Message
from bot.messages import goals as say
from bot.messages import passbook as say_books
from bot.routing import Answer, Bid, Scene, Topic, command, words
from bot.thai import annotate

LIST = ("เมนูครัวเรือน", "เมนูบ้านเรา", "เมนูของบ้าน", "เป้าบ้านเรา", "เป้าของบ้าน", "เป้าหมายบ้านเรา", "ดูเป้า")
A_MONTH = r"\s*(?:เดือนละ|ต่อเดือน|ทุกเดือน|เดือนนี้)\s*"
SET = re.compile(rf"^(?:ขอ)?ตั้งเป้า(?:หมาย)?(?:{A_MONTH})?\s*(?P<rest>.*)$", re.DOTALL)
DROP = re.compile(r"^(?:เลิก|ยกเลิก|ลบ|ไม่เอา)เป้า(?:หมาย)?\s*(?P<rest>.*)$", re.DOTALL)
COURTESY = re.compile(r"\s*(?:นะ)?(?:ค่ะ|คะ|ครับ|จ้ะ|จ้า)\s*$")
CODE = re.compile(r"[A-Z]\d?-\d\d", re.IGNORECASE)


def hear(scene: Scene) -> Bid | None:
    # Among neighbours a goal is no deed told: whoever sets one is shown the way to 1:1.
    asked = command(scene, "household_menu", show, LIST)
    if asked is not None:
        return asked
    if not scene.addressed and not scene.said.amounts:
        return None
    for pattern, act in ((DROP, drop), (SET, set_out)):
        if found := pattern.match(scene.said.text):
            rest = re.sub(A_MONTH, " ", COURTESY.sub("", found["rest"])).strip()
            return Bid("goal", 1.0, partial(_in_private, act=partial(act, rest=rest)))
    return None


def show(scene: Scene) -> Answer:
    """The goals of the month and how far they have come; in a group the way to 1:1."""
    return _in_private(scene, lambda scene, _, house: [_card(scene, house)])


def set_out(scene: Scene, user: LineUser, house: Household, rest: str) -> Answer:
    """ตั้งเป้า: a kind and how much a month."""
    if not rest:
        return say.how()
    said = annotate(rest, scene.today)
    amount = None if CODE.fullmatch(rest) else next(iter(reversed(said.amounts)), None)
    name = rest
    if amount is not None:
        name = f"{said.text[: amount.start]} {said.text[amount.end :]}".strip()
    item = _item(scene, name)
    if amount is None:
        return say.how_much(item, goals.usual_a_month(item))
    return _set(scene, user, house, item, goals.amount_of(item, amount.value, amount.unit))


def drop(scene: Scene, user: LineUser, house: Household, rest: str) -> Answer:
    """เลิกเป้า: one of them, or which."""
    if not rest:
        return _fewer(scene, user, house)
    return _drop(scene, user, house, _item(scene, rest))


def tap_set(scene: Scene, data: dict[str, Any]) -> Answer:
    """A proposal, as it stood on its button."""
    item = scene.menu.get(words(data, "k"))
    try:
        units = Decimal(words(data, "n"))
    except InvalidOperation:
        return say.how()
    if item is None or not units.is_finite():
        return say.how()
    return _in_private(
        scene,
        lambda scene, user, house: _set(
            scene, user, house, item, goals.amount_of(item, units, None)
        ),
    )


def tap_drop(scene: Scene, data: dict[str, Any]) -> Answer:
    item = scene.menu.get(words(data, "k"))
    if item is None:
        return say.how()
    return _in_private(scene, lambda scene, user, house: _drop(scene, user, house, item))


def tap_more(scene: Scene, _: dict[str, Any]) -> Answer:
    return _in_private(
        scene, lambda scene, _, house: say.more(goals.proposals(scene.session, house, scene.today))
    )


def tap_fewer(scene: Scene, _: dict[str, Any]) -> Answer:
    return _in_private(scene, _fewer)


Act = Callable[[Scene, LineUser, Household], Answer]


def _in_private(scene: Scene, act: Act) -> Answer:
    """Only in 1:1, and only of one's own house."""
    if scene.place == "group":
        bot = channel.basic_id(scene.session)
        return say.in_private(scene.rules.links.chat_with_bot(bot, "เมนูครัวเรือน") if bot else None)
    if scene.user is None or scene.user.household is None:
        return say_books.no_passbook()
    return act(scene, scene.user, scene.user.household)


def _set(scene: Scene, user: LineUser, house: Household, item: MenuItem, units: Decimal) -> Answer:
    goals.set_out(scene.session, house, item, units, scene.today, scene.now, by=user)
    return [say.noted(item, units), _card(scene, house)]


def _drop(scene: Scene, user: LineUser, house: Household, item: MenuItem) -> Answer:
    goals.give_up(scene.session, house, item, scene.today, scene.now, by=user)
    return say.dropped(item)


def _fewer(scene: Scene, _: LineUser, house: Household) -> Answer:
    found = goals.progress(scene.session, house, scene.today)
    return say.fewer(found) if found else _card(scene, house)


def _card(scene: Scene, house: Household) -> Message:
    return say.card(
        scene.today,
        goals.progress(scene.session, house, scene.today),
        goals.proposals(scene.session, house, scene.today),
        goals.streak(scene.session, house, scene.today),
    )


def _item(scene: Scene, name: str) -> MenuItem:
    """The line of the menu that is meant. Raises NoSuchKind."""
    kind = aliases.kind_meant(scene.menu, name, scene.today, scene.own_words)
    if kind is None:
        raise NoSuchKind(said=name)
    return scene.menu[kind]


TOPIC = Topic(
    hear=hear,
    taps={
        "goal.set": tap_set,
        "goal.drop": tap_drop,
        "goal.more": tap_more,
        "goal.fewer": tap_fewer,
    },
)
