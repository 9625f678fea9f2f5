"""`เหมือนเมื่อวาน`, `คือเก่า`: what this account told before, done again today."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from bot import telling
from bot.domain import changes, reported
from bot.domain.days import BACK_DAYS
from bot.domain.deed import Deed
from bot.domain.deeds import Source
from bot.domain.doers import Who
from bot.messages import deeds as say
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai.again import Again, read_again


def hear(scene: Scene) -> Bid | None:
    """In a group only where yesterday's deed was told there."""
    user = scene.user
    meant = read_again(scene.said) if user and user.household and user.may_join else None
    if meant is None:
        return None
    before = _before(scene, meant)
    if scene.place == "group" and not before:
        return None
    return Bid("deed_report", 0.985, partial(repeat, meant=meant, before=before))


def repeat(scene: Scene, meant: Again, before: Sequence[Deed]) -> Answer:
    """Record it as done today; undo and edit hang under its card as under any other."""
    user = scene.user
    if user is None or user.household is None:
        return None
    if not before:
        return say.nothing_to_repeat(of_yesterday=meant.of_yesterday)
    claims = changes.as_told(before)
    if meant.amount:
        claims = changes.with_amount(before, meant.amount.value, meant.amount.unit)
    source = Source(scene.message_id, scene.chat_id, scene.said.raw)
    who = _same_doers(before)
    kept = telling.record(scene, user, user.household, claims, scene.today, source, who)
    return say.recorded(kept.receipt, scene.reading_day, photos=kept.photos, place=scene.place)


def _same_doers(before: Sequence[Deed]) -> Who:
    """Whoever did them all; else the house."""
    if len(before) == 1:
        return Who(before[0].member, tuple(before[0].doers))
    same = {deed.member_id for deed in before}
    return Who(before[0].member if len(same) == 1 else None)


def _before(scene: Scene, meant: Again) -> list[Deed]:
    """Yesterday's; for เหมือนเดิม in 1:1 also the last ones told within a week."""
    if scene.user is None:
        return []
    here = scene.chat_id if scene.place == "group" else None
    yesterday = scene.today - timedelta(days=1)
    found = reported.done_on_by(scene.session, scene.user, yesterday, chat_id=here)
    if found or meant.of_yesterday or scene.place == "group":
        return found
    since = scene.now - timedelta(days=BACK_DAYS)
    last = reported.last_by(scene.session, scene.user, since)
    return [deed for deed in last if deed.household_id == scene.user.household_id]


TOPIC = Topic(hear=hear)
