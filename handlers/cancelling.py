"""`ยกเลิก`, and more that is taken back in words: ลบอันที่ปลูกต้นไม้, ลงซ้ำ ลบหนึ่ง."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from bot.domain import changes, deeds, ledger, reported
from bot.domain.days import BACK_DAYS
from bot.domain.deed import Deed
from bot.messages import deeds as say
from bot.messages import votes as say_votes
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import annotate, fold, is_command
from bot.thai.cancels import read_cancel
from bot.thai.named import kinds_named

CANCEL = ("ยกเลิก", "ยกเลิกรายการ", "ลบรายการล่าสุด", "เอาออก")
LATELY = timedelta(hours=24)
"""`ยกเลิก` alone means the newest deed of this long ago at most."""

WHILE = timedelta(days=BACK_DAYS)
"""A deed that is named is looked for among those of this long ago at most."""

MOST = 3
"""Deeds to choose from."""


def hear(scene: Scene) -> Bid | None:
    if is_command(scene.said, CANCEL):
        return Bid("cancel", 1.0, partial(cancel, target="last"))
    meant = read_cancel(scene.said, scene.own_words)
    if meant is None:
        target = str(scene.reading.slots.get("target", "last"))
        return scene.meant("cancel", partial(cancel, target=target)) if scene.addressed else None
    if not meant.plain and (scene.deeds or not scene.addressed):
        return None  # ถอนแครอทได้ 5 กก. takes nothing back
    return Bid("cancel", 0.985, partial(cancel, target=meant.target))


def cancel(scene: Scene, target: str = "last") -> Answer:
    """Take back: "last" (the open question, else the newest deed), "duplicate" (the newer of two
    equal deeds), "vote", or the deed that these words name. In a group silent where none is."""
    if target == "last":
        return _newest(scene)
    if target == "vote":
        return say_votes.votes_are_replaced() if scene.addressed else None
    told = _told(scene)
    if target == "duplicate":
        twin = changes.newer_twin(told)
        return _withdraw(scene, [twin]) if twin else _none(scene, say.no_twin())
    meant = _named(scene, told, target)
    if not meant:
        return _none(scene, say.nothing_to_cancel())
    if len(meant) == 1:
        return _withdraw(scene, meant)
    return say.which_to_cancel(meant[:MOST], scene.reading_day)


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of the deeds to choose from: that one alone, not all of its message."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    return _withdraw(scene, [deed]) if deed.counts else say.withdrawn_before()


def _newest(scene: Scene) -> Answer:
    if scene.pending:
        scene.answered()
        return say.never_mind()
    since = scene.now - LATELY
    mine = reported.last_by(scene.session, scene.user, since) if scene.user else []
    if scene.place == "group":
        mine = [deed for deed in mine if deed.chat_id == scene.chat_id]
    return _withdraw(scene, mine) if mine else _none(scene, say.nothing_to_cancel())


def _told(scene: Scene) -> list[Deed]:
    """What this account told and still stands, newest first; in a group, what was told there."""
    if scene.user is None:
        return []
    here = scene.chat_id if scene.place == "group" else None
    return reported.since_by(scene.session, scene.user, scene.now - WHILE, chat_id=here)


def _named(scene: Scene, told: Sequence[Deed], words: str) -> list[Deed]:
    """Those told in these words, else those of a kind that the words can mean."""
    said = fold(words).replace(" ", "")
    literally = [deed for deed in told if said in fold(deed.text or "").replace(" ", "")]
    alone = [deed for deed in literally if _only_deed(deed, told)]
    if alone:
        return alone
    own = scene.own_words
    kinds = {kind for deed in told for kind in kinds_named(annotate(words, deed.done_on), own)}
    return [deed for deed in told if deed.kind in kinds]


def _only_deed(deed: Deed, told: Sequence[Deed]) -> bool:
    """The words of a message with several deeds do not say which."""
    return all(other is deed or other.message_id != deed.message_id for other in told)


def _withdraw(scene: Scene, mine: Sequence[Deed]) -> Answer:
    deeds.require_own(scene.session, mine[0], scene.user)
    for deed in mine:
        changes.withdraw(scene.session, deed, scene.now)
    return say.withdrawn(mine, ledger.balance(scene.session, mine[0].household_id))


def _none(scene: Scene, words: Answer) -> Answer:
    return words if scene.addressed else None


TOPIC = Topic(hear=hear, taps={"deed.drop": drop})
