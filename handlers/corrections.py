"""A deed put right: by the card's แก้ไข, by editing the message, by taking the message back."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain import aliases, changes, conversations, days, deeds, ledger, photos
from bot.domain.deeds import Claim, Deed
from bot.domain.people import LineUser
from bot.line.incoming import Edited, Unsent
from bot.messages import deeds as say
from bot.routing import LIKELY, Answer, Bid, Scene, Topic, number
from bot.thai import DeedReading, Utterance, annotate, is_command, read_deeds

EDIT = ("แก้ไข", "แก้รายการ", "แก้ไขรายการ")
KEEP = ("ไม่แก้", "ไม่แก้แล้ว", "ไม่ต้องแก้")
MINUTES = 10
"""How long แก้ไข waits for its answer."""


def hear(scene: Scene) -> Bid | None:
    """`แก้ไข`, and its answer: a new wording, or only another amount or day."""
    if is_command(scene.said, EDIT):
        return Bid("deed_edit", 1.0, ask_for_newest)
    if scene.pending is None or scene.pending.topic != "deed.edit":
        return None
    said = scene.said
    if is_command(said, KEEP):
        return Bid("cancel", 1.0, _keep)
    readings = scene.deeds
    if readings or _says_part(said):
        return Bid("deed_edit", 0.99, partial(_answered, readings=readings))
    if scene.place == "person":
        return Bid("deed_edit", LIKELY, lambda _: say.not_an_edit())
    return None


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
    mine = deeds.last_by(scene.session, scene.user, since) if scene.user else []
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
    said = annotate(scene.said.raw, told.said_at.astimezone(scene.now.tzinfo).date())
    readings = read_deeds(said, scene.own_words)
    if told.answer and (readings or _says_part(said)):
        return _reworded(scene, standing[0], said, readings)
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
        return _reworded(scene, deed, scene.said, readings)
    if readings:
        scene.hear_again()
        return None
    return say.withdrawn_before()


def _says_part(said: Utterance) -> bool:
    """Another amount or another day, without the deed."""
    return bool(said.amounts) or said.date_said or said.date_unclear


def _reworded(scene: Scene, deed: Deed, said: Utterance, readings: Sequence[DeedReading]) -> Answer:
    """Told anew, or with only another amount or day; what was not meant stays as it was."""
    day = days.day_of(said) if said.date_said or said.date_unclear else deed.done_on
    if readings:
        return _put_right(scene, deed, deeds.claims(readings), day, said.raw)
    told = deeds.together(scene.session, deed)
    claims = changes.as_told(told)
    if said.amounts:
        claims = changes.with_amount(told, said.amounts[0].value, said.amounts[0].unit)
    return _put_right(scene, deed, claims, day, None)


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
    taps={"deed.edit": ask, "deed.day": change_day},
    events={Edited: edited, Unsent: unsent},
)
