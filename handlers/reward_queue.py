"""`คิวของรางวัล` and `มอบของ ABC234`: the committee decides on requests and hands things over."""

import re
from functools import partial
from typing import Any

from bot.domain import access, ledger, redemptions
from bot.domain.access import NotAllowed
from bot.messages import rewards as say
from bot.routing import Answer, Bid, Scene, Topic, command, number
from bot.thai import is_command, strip_polite

QUEUE = ("คิวของรางวัล", "ดูคิวของรางวัล", "คิวแลกของ", "คิวแลกของรางวัล", "คิวรางวัล", "คำขอแลกของ")
HAND = re.compile(r"^(?:ขอ)?มอบของ(?:รางวัล)?\s*(?:รหัส)?\s*(?P<code>[A-Za-z0-9][A-Za-z0-9 -]*)?$")
A_CARD = 10
"""Requests on one carousel."""

NOT_YET = ("เดี๋ยวก่อน", "เดี๋ยว", "รอก่อน", "ยังก่อน", "ไม่เป็นไร", "ยกเลิก", "ช่างมัน")
"""Said while a reason is awaited: none is given, and nothing is decided."""

WHY = "reward.why"
"""The question why a request is refused."""


def hear(scene: Scene) -> Bid | None:
    """Only in 1:1, for it names households."""
    # as it was typed: reading folds letters that are drawn out, and a code may have three alike
    found = HAND.match(strip_polite(scene.said.raw)) or HAND.match(strip_polite(scene.said.text))
    if scene.place != "person":
        return Bid("hand_over", 1.0, _not_here) if found and found["code"] else None
    if found:
        code = re.sub(r"[ -]", "", found["code"] or "").upper()
        return Bid("hand_over", 1.0, partial(hand_by_code, code=code))
    asked = command(scene, "reward_queue", queue, QUEUE)
    if asked or scene.pending is None or scene.pending.topic != WHY:
        return asked
    if scene.told or scene.turns_elsewhere or is_command(scene.said, NOT_YET):
        return None
    return Bid("reward_queue", 0.99, _reason_said)


def queue(scene: Scene) -> Answer:
    """What waits for a word of the committee, then what waits to be fetched."""
    held = access.areas(scene.session, scene.line_id, "run rewards")
    if not held:
        raise NotAllowed(act="run rewards")
    to, zone = scene.user, scene.now.tzinfo
    asked = redemptions.queue(scene.session, held, "asked", to=to, most=A_CARD)
    fetch = redemptions.queue(scene.session, held, "approved", to=to, most=A_CARD)
    balances = {r.household_id: ledger.balance(scene.session, r.household_id) for r in asked}
    said = [say.queue(asked, balances, zone)] if asked else []
    if fetch:
        said.append(say.to_fetch(fetch))
    return said or say.queue_empty()


def approve(scene: Scene, data: dict[str, Any]) -> Answer:
    request = redemptions.get(scene.session, number(data, "id"))
    redemptions.approve(scene.session, request, scene.line_id, scene.now)
    return say.decided(request)


def why(scene: Scene, data: dict[str, Any]) -> Answer:
    """ไม่อนุมัติ: why, by a tap or in words."""
    request = redemptions.get(scene.session, number(data, "id"))
    redemptions.require_decider(scene.session, request, scene.line_id)
    if request.state != "asked":
        return say.decided(request)
    scene.ask(WHY, minutes=10, id=request.id)
    return say.reason_asked(request)


def refuse(scene: Scene, data: dict[str, Any]) -> Answer:
    """A reason was tapped, or that none is given."""
    chosen = data.get("r")
    known = isinstance(chosen, int) and 0 <= chosen < len(say.REASONS)
    return _refuse(scene, number(data, "id"), say.REASONS[number(data, "r")] if known else None)


def _reason_said(scene: Scene) -> Answer:
    kept = scene.pending.data if scene.pending else {}
    return _refuse(scene, number(kept, "id"), " ".join(scene.said.raw.split()))


def _refuse(scene: Scene, request_id: int, reason: str | None) -> Answer:
    request = redemptions.get(scene.session, request_id)
    redemptions.refuse(scene.session, request, scene.line_id, scene.now, reason)
    scene.answered(WHY)
    return say.decided(request)


def _not_here(_: Scene) -> Answer:
    """A code is a code, and no deed, also where it is not answered."""
    return None


def hand_by_code(scene: Scene, code: str) -> Answer:
    """`มอบของ ABC234`: what it is and for whom, before it is signed for."""
    if not access.areas(scene.session, scene.line_id, "run rewards"):
        raise NotAllowed(act="run rewards")
    if not code:
        return say.code_asked()
    found = redemptions.by_code(scene.session, scene.line_id, code, scene.now)
    if found is None:
        return say.wrong_code()
    redemptions.require_decider(scene.session, found, scene.line_id)
    redemptions.require_to_fetch(found, scene.now)
    return say.hand(found)


def hand(scene: Scene, data: dict[str, Any]) -> Answer:
    """มอบของ in the list of what waits to be fetched."""
    request = redemptions.get(scene.session, number(data, "id"))
    redemptions.require_decider(scene.session, request, scene.line_id)
    redemptions.require_to_fetch(request, scene.now)
    return say.hand(request)


def handed(scene: Scene, data: dict[str, Any]) -> Answer:
    """มอบแล้ว."""
    request = redemptions.get(scene.session, number(data, "id"))
    redemptions.hand_over(scene.session, request, scene.line_id, scene.now)
    return say.handed(request, redemptions.signed_by(scene.session, request))


TOPIC = Topic(
    hear=hear,
    taps={
        "reward.approve": approve,
        "reward.why": why,
        "reward.refuse": refuse,
        "reward.hand": hand,
        "reward.handed": handed,
    },
)
