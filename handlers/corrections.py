"""A deed put right: by the card's แก้ไข, in words (ไม่ใช่ 3 ต้น 5 ต้น), by editing the message, by
taking the message back."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain import (
    aliases,
    changes,
    conversations,
    days,
    deeds,
    doers,
    faces,
    ledger,
    local_menu,
    photos,
    registry,
    reported,
    vote_news,
)
from bot.domain.deed import Claim, Deed
from bot.domain.people import LineUser
from bot.line.incoming import Edited, Unsent
from bot.messages import deeds as say
from bot.routing import LIKELY, Answer, Bid, Scene, Topic, number, words
from bot.thai import DeedReading, Utterance, annotate, is_command, read_deeds
from bot.thai.corrections import Correction, read_correction

EDIT = ("แก้ไข", "แก้รายการ", "แก้ไขรายการ")
KEEP = ("ไม่แก้", "ไม่แก้แล้ว", "ไม่ต้องแก้")
MINUTES = 10
"""How long แก้ไข waits for its answer."""

LATELY = timedelta(hours=24)
"""Words put right the newest deed of this long ago at most, as ยกเลิก takes it back."""

TO_CHANGE = re.compile("แก้|เปลี่ยน|ปรับ|เพิ่มเป็น|ลดเป็น")

JUST_NOW = timedelta(minutes=15)
"""Among neighbours, only one told just now."""


def hear(scene: Scene) -> Bid | None:
    """`แก้ไข`, and its answer: a new wording, or only another amount or day."""
    if is_command(scene.said, EDIT):
        return Bid("deed_edit", 1.0, ask_for_newest)
    if scene.pending is None or scene.pending.topic != "deed.edit":
        return _hear_correction(scene)
    said = scene.said
    if is_command(said, KEEP):
        return Bid("cancel", 1.0, _keep)
    readings = scene.told
    right = read_correction(said, scene.today, scene.own_words)
    if readings or _says_part(said) or (right and right.says_what):
        return Bid("deed_edit", 0.99, partial(_answered, readings=readings))
    if scene.place == "person":
        return Bid("deed_edit", 0.99, lambda _: say.not_an_edit())
    return None


def _hear_correction(scene: Scene) -> Bid | None:
    """Words that put right what was told just before."""
    user = scene.user
    if user is None or not user.may_join:
        return _hear_wish(scene)
    right = read_correction(scene.said, scene.today, scene.own_words)
    if right is None:
        return _hear_wish(scene)
    told = reported.last_by(scene.session, user, scene.now - LATELY, chat_id=scene.chat_id)
    corrected = Bid("deed_edit", 0.985, partial(_corrected, right=right, told=told))
    if scene.place == "group":
        return corrected if told and _plainly_about(scene, right, told) else None
    if not told:
        return None if scene.told else Bid("deed_edit", 0.985, lambda _: say.nothing_to_correct())
    if not right.says_what:
        return Bid("deed_edit", 0.985, lambda s: ask(s, {"id": told[0].id}))
    return corrected if _can_be_about(right, told) else None


def _hear_wish(scene: Scene) -> Bid | None:
    """ขอแก้จำนวนเมื่อกี้: to be put right, but not yet said how."""
    wished = scene.addressed and TO_CHANGE.search(scene.said.text)
    return scene.meant("cancel", ask_for_newest) if wished else None


def _plainly_about(scene: Scene, right: Correction, told: Sequence[Deed]) -> bool:
    """Among neighbours: told just now, and nothing else can be meant."""
    if told[0].recorded_at < scene.now - JUST_NOW or not (right.plain and right.says_what):
        return False
    denied = not right.were or not right.were.isdisjoint(deed.kind for deed in told)
    return denied and _can_be_about(right, told)


def _can_be_about(right: Correction, told: Sequence[Deed]) -> bool:
    """A single deed may have been read as another than both that was said."""
    if right.were and len(told) > 1 and right.were.isdisjoint(deed.kind for deed in told):
        return False
    if right.deeds or right.amount is None:
        return True
    return changes.takes(told, right.amount.unit, right.was.value if right.was else None)


def ask(scene: Scene, data: dict[str, Any]) -> Answer:
    """The card's แก้ไข: ask what it should be."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    if not deed.counts:
        return say.withdrawn_before()
    scene.ask("deed.edit", minutes=MINUTES, id=deed.id)
    return say.edit_asked(deed, alone=scene.place == "person")


def ask_for_newest(scene: Scene) -> Answer:
    """`แก้ไข` typed: the newest deed told by this account."""
    since = scene.now - timedelta(days=1)
    mine = reported.last_by(scene.session, scene.user, since) if scene.user else []
    if not mine:
        return say.nothing_to_cancel() if scene.addressed else None
    return ask(scene, {"id": mine[0].id})


def change_day(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of the day buttons under the question."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    if not deed.counts:
        return say.withdrawn_before()
    back = number(data, "back")
    if not 0 <= back <= days.BACK_DAYS:  # no button of ours says so
        return say.not_an_edit()
    scene.answered()
    claims = changes.as_told(deeds.together(scene.session, deed))
    return _put_right(scene, deed, claims, scene.today - timedelta(days=back), None)


def edited(scene: Scene) -> Answer:
    """The message was edited: its deed is put right, or goes if the new words tell of none.

    Words that told of no deed before are heard as new ones. Days are counted from the day of the
    message, for which วันนี้ was said, not from that of its edit.
    """
    if scene.message_id is None:
        return None
    told = changes.told_in(scene.session, scene.message_id)
    if told is None:
        scene.hear_again()
        return None
    standing = [deed for deed in told.deeds if deed.counts]
    if not standing or any(deed.said_at > scene.now for deed in told.deeds):
        return None
    deeds.require_own(scene.session, standing[0], scene.user)
    then = told.said_at.astimezone(scene.now.tzinfo).date()
    said = annotate(scene.said.raw, then)
    readings = read_deeds(said, scene.own_words)
    if told.answer and (readings or _says_part(said)):
        return _reworded(scene, standing[0], said, readings, then)
    if readings and readings[0].sureness >= LIKELY:
        return _put_right(scene, standing[0], deeds.claims(readings), days.day_of(said), said.raw)
    for deed in standing:
        changes.withdraw(scene.session, deed, scene.now)
    return say.withdrawn(standing, ledger.balance(scene.session, standing[0].household_id))


def unsent(scene: Scene) -> Answer:
    """Its sender took the message back: the deed is withdrawn, words and picture are forgotten, and
    so is what was asked about it."""
    if scene.message_id is not None:
        changes.unsend(scene.session, scene.message_id, scene.now)
        photos.unsent(scene.session, scene.message_id, scene.now)
        faces.unsent(scene.session, scene.message_id)
        vote_news.unsent(scene.session, scene.message_id, scene.now)
        conversations.forget_message(scene.session, scene.chat_id, scene.message_id)
    return None


def _keep(scene: Scene) -> Answer:
    scene.answered()
    return say.never_mind()


def _answered(scene: Scene, readings: Sequence[DeedReading]) -> Answer:
    """The answer to แก้ไข; if the deed is gone meanwhile, what it tells of is heard as new."""
    pending = scene.pending
    deed = deeds.get(scene.session, pending.data["id"] if pending else 0)
    scene.answered()
    if deed.counts and scene.user and deeds.is_own(scene.session, deed, scene.user):
        return _reworded(scene, deed, scene.said, readings, scene.today)
    if readings:
        scene.hear_again()
        return None
    return say.withdrawn_before()


def _says_part(said: Utterance) -> bool:
    """Another amount or another day, without the deed."""
    return bool(said.amounts) or said.date_said or said.date_unclear


def _reworded(
    scene: Scene, deed: Deed, said: Utterance, readings: Sequence[DeedReading], then: date
) -> Answer:
    """Told anew, or with only another amount or day; what was not meant stays as it was. `then`: of
    which day the words are."""
    right = read_correction(said, then, scene.own_words)
    if right and right.says_what:
        return _corrected(scene, right, deeds.together(scene.session, deed))
    day = days.day_of(said) if said.date_said or said.date_unclear else deed.done_on
    if readings:
        return _put_right(scene, deed, deeds.claims(readings), day, said.raw)
    told = deeds.together(scene.session, deed)
    claims = changes.as_told(told)
    if said.amounts:
        claims = changes.with_amount(told, said.amounts[0].value, said.amounts[0].unit)
    return _put_right(scene, deed, claims, day, None)


def _corrected(scene: Scene, right: Correction, told: Sequence[Deed]) -> Answer:
    """Only what is said to be wrong changes."""
    deed = told[0]
    deeds.require_own(scene.session, deed, scene.user)
    if right.who is not None:
        return _done_by(scene, deed, right.who)
    said = right.said
    day = days.day_of(said) if said.date_said or said.date_unclear else deed.done_on
    if right.deeds:
        menu = local_menu.of(scene.session, deed.village_code, day)
        claims = changes.with_deed(told, deeds.claims(right.deeds), right.were, menu)
        return _put_right(scene, deed, claims, day, said.raw)
    claims = changes.as_told(told)
    if right.amount:
        was = right.was.value if right.was else None
        claims = changes.with_amount(told, right.amount.value, right.amount.unit, was)
    return _put_right(scene, deed, claims, day, None)


def _done_by(scene: Scene, deed: Deed, who: str) -> Answer:
    """Somebody else did it: a member of the house, or the house, until they are entered in it."""
    user = scene.user
    members = registry.members(scene.session, deed.household)
    own = user.member if user and user.household_id == deed.household_id else None
    doer = doers.called(members, who) if who else own
    changed = changes.name_doer(scene.session, deed, doer, scene.now)
    if doer is None and who and scene.place == "person":
        yes, no = say.new_doer(deed, who)
        scene.ask_sure("deed.doer", yes, no)
        return say.doer_unknown(who, yes, no)
    if changed:
        return say.recorded(changed, scene.reading_day, edited=True)
    return say.doer_named(deed)


def enter_doer(scene: Scene, data: dict[str, Any]) -> Answer:
    """ใส่ชื่อ: who did it is entered as one of the house."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    name = words(data, "name").strip()
    if not name or scene.user is None or scene.user.household_id != deed.household_id:
        return say.never_mind()
    scene.answered("deed.doer")
    member = registry.member_named(scene.session, deed.household, name)
    changes.name_doer(scene.session, deed, member, scene.now)
    return say.doer_named(deed)


def leave_doer(scene: Scene, _: dict[str, Any]) -> Answer:
    """ไม่ต้อง: it stays the deed of the whole house."""
    scene.answered("deed.doer")
    return say.never_mind()


def _put_right(
    scene: Scene, deed: Deed, claims: Sequence[Claim], day: date, text: str | None
) -> Answer:
    if scene.user is None:
        return None
    if text is not None:
        _learn(scene, scene.user, deed, claims)
    receipt = changes.put_right(
        scene.session, deed, claims, day, scene.now,
        by=scene.user, text=text, today=scene.today, message_id=scene.message_id,
    )  # fmt: skip
    return say.recorded(receipt, scene.reading_day, edited=True)


def _learn(scene: Scene, by: LineUser, deed: Deed, claims: Sequence[Claim]) -> None:
    """One deed that turns out to be one of another kind: its words meant that, in this tambon."""
    told = deeds.together(scene.session, deed)
    if len(told) == len(claims) == 1 and told[0].kind != claims[0].kind and not deed.for_others:
        aliases.remember(scene.session, told[0].text, claims[0].kind, by, scene.now)


TOPIC = Topic(
    hear=hear,
    taps={
        "deed.edit": ask,
        "deed.day": change_day,
        "deed.doer": enter_doer,
        "deed.house": leave_doer,
    },
    events={Edited: edited, Unsent: unsent},
)
