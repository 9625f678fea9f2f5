"""`เพิ่มของรางวัล …`, `เติมของรางวัล …`, `เลิกแจก …`: the committee keeps the shelf of its area."""

import re
from functools import partial
from typing import Any

from bot.domain import access, areas, rewards
from bot.domain.access import NotAllowed
from bot.messages import rewards as say
from bot.messages.sure import confirm
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.thai.shelf import Offer, read_figure, read_more, read_offer

_THING = r"(?:ของ)?รางวัล"
OFFER = re.compile(rf"^(?:ขอ)?เพิ่ม{_THING}\s*(?P<what>.*)$", re.DOTALL)
RESTOCK = re.compile(rf"^(?:ขอ)?เติม{_THING}\s*(?P<what>.*)$", re.DOTALL)
STOP = re.compile(rf"^เลิกแจก(?:{_THING})?\s*(?P<what>.*)$", re.DOTALL)

FIGURE, SURE = "reward.figure", "reward.change"
"""What was asked: a figure that was not said; whether one is sure."""


def hear(scene: Scene) -> Bid | None:
    """Only in 1:1; and the figure that was asked for."""
    if scene.place != "person":
        return None
    text = scene.said.text.strip()
    for form, act in ((OFFER, offer), (RESTOCK, restock), (STOP, stop)):
        if found := form.match(text):
            return Bid("shelf", 1.0, partial(act, what=found["what"].strip()))
    if scene.pending is not None and scene.pending.topic == FIGURE and not scene.told:
        figure = read_figure(scene.said.text)
        if figure is not None:
            return Bid("shelf", 0.99, partial(_figure_said, figure=figure))
    return None


def offer(scene: Scene, what: str) -> Answer:
    """A new thing: what was not said is asked for."""
    held = _held(scene)
    said = read_offer(what)
    name = rewards.clean_name(said.name)
    if not name:
        return say.how()
    near = scene.tambon or scene.rules.home_area
    area = rewards.shelf_of(held, near)
    if said.moo is not None:
        area = areas.code_of_moo(scene.session, said.moo, area[:6])
    return _offered(scene, area, Offer(name, said.price, said.stock, None))


def _offered(scene: Scene, area: str, said: Offer) -> Answer:
    access.require(scene.session, scene.line_id, "run rewards", area)
    if said.price is None or said.stock is None:
        rewards.check_figures(said.name, said.price or 1, said.stock or 1)
        scene.ask(FIGURE, area=area, name=said.name, price=said.price, stock=said.stock)
        priced = said.price is not None
        return say.stock_asked(said.name) if priced else say.price_asked(said.name)
    rewards.check_figures(said.name, said.price, said.stock)
    rewards.require_new(scene.session, area, said.name)
    data: dict[str, object] = {"a": area, "n": said.name, "p": said.price, "s": said.stock}
    tap = confirm("reward.offer", data)
    scene.ask_sure(SURE, tap, say.KEEP)
    where = areas.title(scene.session, area)
    return say.look("offer", where, said.name, tap, price=said.price, stock=said.stock)


def _figure_said(scene: Scene, figure: int) -> Answer:
    """The price, or how many, or how many more."""
    kept = dict(scene.pending.data) if scene.pending else {}
    scene.answered()
    if "id" in kept:
        return _restocked(scene, number(kept, "id"), figure)
    price, stock = (number(kept, name) or None for name in ("price", "stock"))
    said = Offer(words(kept, "name"), price or figure, stock if price is None else figure, None)
    return _offered(scene, words(kept, "area"), said)


def restock(scene: Scene, what: str) -> Answer:
    """More of what is on the shelf; the figure is asked for if there is none behind the name."""
    held = _held(scene)
    if not what:
        return say.how()
    said = read_more(what)
    try:
        reward = rewards.named(scene.session, held, what)
    except rewards.NoSuchReward:
        if said is None:
            raise
        reward = rewards.named(scene.session, held, said[0])
        return _restocked(scene, reward.id, said[1])
    scene.ask(FIGURE, id=reward.id)
    return say.stock_asked(reward.name, more=True)


def _restocked(scene: Scene, reward_id: int, more: int) -> Answer:
    reward = rewards.get(scene.session, reward_id)
    access.require(scene.session, scene.line_id, "run rewards", reward.area_code)
    rewards.check_figures(reward.name, reward.price, reward.stock + more)
    data: dict[str, object] = {"id": reward.id, "n": more, "m": scene.message_id or ""}
    tap = confirm("reward.restock", data)
    scene.ask_sure(SURE, tap, say.KEEP)
    where = areas.title(scene.session, reward.area_code)
    return say.look(
        "restock", where, reward.name, tap, price=reward.price, stock=reward.stock, more=more
    )


def stop(scene: Scene, what: str) -> Answer:
    """It shall be given no more."""
    held = _held(scene)
    if not what:
        return say.how()
    reward = rewards.named(scene.session, held, what)
    tap = confirm("reward.stop", {"id": reward.id})
    scene.ask_sure(SURE, tap, say.KEEP)
    where = areas.title(scene.session, reward.area_code)
    return say.look("stop", where, reward.name, tap, price=reward.price, stock=reward.stock)


def offer_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    made = rewards.offer(
        scene.session, words(data, "a"), words(data, "n"), number(data, "p"), number(data, "s"),
        scene.line_id, scene.now,
    )  # fmt: skip
    scene.answered(SURE)
    return say.changed("offer", made)


def restock_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    reward = rewards.get(scene.session, number(data, "id"))
    more, once = number(data, "n"), words(data, "m")
    rewards.restock(scene.session, reward, more, scene.line_id, scene.now, once)
    scene.answered(SURE)
    return say.changed("restock", reward)


def stop_sure(scene: Scene, data: dict[str, Any]) -> Answer:
    reward = rewards.get(scene.session, number(data, "id"))
    rewards.stop(scene.session, reward, scene.line_id, scene.now)
    scene.answered(SURE)
    return say.changed("stop", reward)


def keep(scene: Scene, _: dict[str, Any]) -> Answer:
    scene.answered(SURE)
    return say.kept()


def _held(scene: Scene) -> list[str]:
    """The areas whose shelves this account keeps. Raises NotAllowed."""
    held = access.areas(scene.session, scene.line_id, "run rewards")
    if not held:
        raise NotAllowed(act="run rewards")
    return held


TOPIC = Topic(
    hear=hear,
    taps={
        "reward.offer": offer_sure,
        "reward.restock": restock_sure,
        "reward.stop": stop_sure,
        "reward.keep": keep,
    },
)
