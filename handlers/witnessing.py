"""What speaks for a deed that waits: a neighbour's word, an answer to the committee, an appeal."""

import re
from functools import partial
from typing import Any

from bot.domain import channel, checking, deeds, questions, witnesses
from bot.domain.deed import Deed
from bot.messages import checking as say
from bot.messages import deeds as say_deeds
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import is_command
from bot.welcoming import welcome

BY_NUMBER = re.compile(r"เป็นพยาน\s*(?P<id>\d{1,18})")
NOTHING_MORE = ("ไม่มี", "ไม่มีแล้ว", "ไม่ตอบ", "ไม่เป็นไร", "ยกเลิก")
MINUTES = 60
"""How long an answer is waited for; meanwhile all but short requests is the answer."""


def hear(scene: Scene) -> Bid | None:
    if found := BY_NUMBER.fullmatch(scene.said.text.strip()):
        return Bid("witness", 1.0, partial(_saw, deed_id=int(found["id"])))
    if scene.place == "group" or not _is_asked(scene) or scene.turns_elsewhere:
        return None
    if is_command(scene.said, NOTHING_MORE):
        return Bid("deed_answer", 1.0, _nothing_more)
    return Bid("deed_answer", 0.99, _answered)


def _is_asked(scene: Scene) -> bool:
    """An answer is awaited about a deed that is still one's own."""
    pending, user = scene.pending, scene.user
    if pending is None or user is None or pending.topic not in ("deed.answer", "deed.plea"):
        return False
    deed = scene.session.get(Deed, number(pending.data, "deed"))
    return deed is not None and deeds.is_own(scene.session, deed, user)


def saw(scene: Scene, data: dict[str, Any]) -> Answer:
    """ฉันเห็น: in a group LINE may not say whose tap it was."""
    return _saw(scene, number(data, "id"))


def _saw(scene: Scene, deed_id: int) -> Answer:
    deed = deeds.get(scene.session, deed_id)
    if scene.line_id is None:
        bot = channel.basic_id(scene.session)
        go = scene.rules.links.chat_with_bot(bot, f"เป็นพยาน {deed.id}") if bot else None
        return say.witness_in_private(deed, go)
    user = scene.user
    if user is None or not user.has_joined or user.household is None:
        return _join_first(scene)
    count = witnesses.testify(scene.session, deed, user, scene.now)
    name = deed.item.short_name if scene.place == "person" else None
    return say.witnessed(name, user.household.house_no, count)


def _join_first(scene: Scene) -> Answer:
    if scene.place == "person":
        return welcome(scene)
    bot = channel.basic_id(scene.session)
    return say_deeds.how_to_join(scene.rules.links.chat_with_bot(bot, "ลงทะเบียน") if bot else None)


def ask_neighbours(scene: Scene, data: dict[str, Any]) -> Answer:
    """ขอเพื่อนบ้านเป็นพยาน, by the household's own wish."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    if scene.user is None:
        return None
    asked = witnesses.ask_neighbours(scene.session, deed, scene.user, scene.now)
    return say.witnesses_asked(asked)


def answer(scene: Scene, data: dict[str, Any]) -> Answer:
    """ตอบกรรมการ: what is written or sent next is the answer."""
    asked, deed = questions.find(scene.session, number(data, "q"), scene.user)
    scene.ask("deed.answer", minutes=MINUTES, q=asked.id, deed=deed.id)
    return say.answer_asked_for(asked.text)


def appeal(scene: Scene, data: dict[str, Any]) -> Answer:
    deed = deeds.get(scene.session, number(data, "id"))
    checking.appeal(scene.session, deed, scene.user, scene.now)
    scene.ask("deed.plea", minutes=MINUTES, deed=deed.id)
    return say.appealed(deed)


def _answered(scene: Scene) -> Answer:
    pending, user = scene.pending, scene.user
    if pending is None or user is None:
        return None
    words = " ".join(scene.said.raw.split())
    if pending.topic == "deed.answer":
        asked, _ = questions.find(scene.session, number(pending.data, "q"), user)
        questions.answer(scene.session, asked, words, user, scene.now)
    else:
        questions.plead(scene.session, _of(scene, pending.data), words, user, scene.now)
    scene.answered()
    return say.answer_kept()


def _of(scene: Scene, data: dict[str, Any]) -> Deed:
    return deeds.get_own(scene.session, number(data, "deed"), scene.user)


def _nothing_more(scene: Scene) -> Answer:
    scene.answered()
    return say_deeds.never_mind()


TOPIC = Topic(
    hear=hear,
    taps={
        "deed.saw": saw, "deed.witness": ask_neighbours, "deed.answer": answer,
        "deed.appeal": appeal,
    },
)  # fmt: skip
