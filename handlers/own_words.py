"""`คำของตำบล`: what a tambon's people call their deeds, for those who answer for it to decide."""

import re
from functools import partial
from typing import Any

from bot.domain import access, aliases
from bot.domain.access import NotAllowed
from bot.messages import own_words as say
from bot.routing import Answer, Bid, Scene, Topic, number

WORDS = re.compile(
    r"^คำ(?:ของ|ใน)?ตำบล\s*(?:(?P<phrase>[^=]+?)\s*(?:=|หมายถึง|คือ)\s*(?P<kind>.+))?$"
)
A_CARD = 10
"""Phrases on one carousel."""


def hear(scene: Scene) -> Bid | None:
    """Alone it lists them; with a phrase and a deed it adds one."""
    found = WORDS.match(scene.said.text)
    if found is None or not scene.addressed:
        return None
    if found["phrase"] is None:
        return Bid("own_words", 1.0, listed)
    return Bid("own_words", 1.0, partial(teach, phrase=found["phrase"], kind=found["kind"]))


def listed(scene: Scene) -> Answer:
    held = _held(scene)
    if scene.place == "group":
        return None
    found = aliases.listed(scene.session, held, most=A_CARD)
    return say.listed(found) if found else say.none_yet()


def teach(scene: Scene, phrase: str, kind: str) -> Answer:
    if scene.place == "group":
        return None
    tambon = aliases.tambon_of(_held(scene), scene.tambon)
    made = aliases.teach(scene.session, tambon, phrase, kind, scene.line_id, scene.now)
    return say.decided(made)


def use(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, use=True)


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, use=False)


def _decide(scene: Scene, data: dict[str, Any], *, use: bool) -> Answer:
    shown = aliases.decide(scene.session, number(data, "id"), scene.line_id, scene.now, use=use)
    return say.decided(shown)


def _held(scene: Scene) -> list[str]:
    """The areas over whose tambons this account may decide."""
    held = [a for a in access.areas(scene.session, scene.line_id, "teach words") if len(a) <= 6]
    if not held and scene.place == "person":
        raise NotAllowed(act="teach words")
    return held


TOPIC = Topic(hear=hear, taps={"words.use": use, "words.drop": drop})
