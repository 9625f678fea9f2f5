"""The answers to what the bot asked: which kind of deed it was, and how much of it.

A button holds all that its deed needs, so it may be tapped whenever; the first answer counts. What
was said is kept only while the question is open.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from bot import inbox, telling
from bot.domain import access, aliases, asking, deeds, local_menu
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Source
from bot.domain.menu import is_code
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.messages import asking as say
from bot.messages import deeds as say_deeds
from bot.messages import menu as say_menu
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.thai import annotate, is_command, read_deeds, read_number, strip_polite
from bot.thai.shares import only_amount

FIRST = ("1", "ข้อ 1", "อันแรก", "อันที่หนึ่ง", "อันที่ 1", "ข้อแรก", "ข้อหนึ่ง", "แรก")
SECOND = ("2", "ข้อ 2", "อันที่สอง", "อันที่ 2", "อันหลัง", "ข้อสอง", "อันสุดท้าย")
YES = ("ใช่", "ใช่แล้ว", "ถูก", "ถูกต้อง", "แม่นแล้ว", "โอเค", "อือ", "แม่น")
NO = ("ไม่ใช่", "ไม่ใช่ทั้งคู่", "ไม่ใช่ความดี", "ไม่ใช่ทั้งสองอัน", "บ่แม่น", "3", "ข้อ 3")
UNKNOWN = ("ไม่รู้", "จำไม่ได้", "ไม่ได้นับ", "ไม่แน่ใจ", "ไม่ทราบ", "บ่ฮู้", "จำบ่ได้")
PICK_MINUTES = 60
YEARS = range(2017, 2200)
"""A button's day lies in one of these, or it is none of ours."""

_FURTHER = 12
"""Letters that an answer may have besides its number: ประมาณ, น่าจะ, ค่ะ."""

_NO_AMOUNT = re.compile(r"\D*5{3,}\D*|.*-\s*\d.*")
"""Laughter (555), and less than nothing."""


def hear(scene: Scene) -> Bid | None:
    """An answer in words, while its question is open. Anything else is heard as if none were."""
    topic = scene.pending.topic if scene.pending else ""
    if topic == "deed.which":
        return _hear_kind(scene)
    if topic == "deed.pick":
        return _hear_pick(scene)
    if topic == "deed.amount":
        return _hear_amount(scene)
    return None


def choose(scene: Scene, data: dict[str, Any]) -> Answer:
    """It was this one: written down as it was told, as of when it was told, once."""
    at, day = _moment(scene, words(data, "t")), _day(words(data, "d"))
    kind = words(data, "k")
    if not is_code(kind) or at is None or day is None:
        return say.chosen_before()
    quantity = _decimal(words(data, "n"))
    claim = Claim(kind, quantity, words(data, "u") or None if quantity is not None else None)
    return _write_down(scene, claim, day, at, words(data, "m"), number(data, "h"))


def none_of_them(scene: Scene, data: dict[str, Any]) -> Answer:
    """ไม่ใช่: the menu, in which a touch says what it was."""
    pending = scene.pending
    said = words(data, "m")
    if pending is None or pending.topic not in _OPEN or pending.data.get("message_id") != said:
        return say_menu.deed_menu(scene.menu)
    kept = {key: pending.data.get(key) for key in ("words", "at", "message_id", "choices")}
    scene.ask("deed.pick", minutes=PICK_MINUTES, **kept)
    return [say.pick_asked(), *say_menu.deed_menu(scene.menu, pick_for=said)]


def pick(scene: Scene, data: dict[str, Any]) -> Answer:
    """A deed touched in that menu."""
    pending = scene.pending
    kind = words(data, "k")
    if (
        pending is None
        or pending.topic != "deed.pick"
        or pending.data.get("message_id") != words(data, "m")
        or not is_code(kind)
    ):
        return say.chosen_before()
    told = pending.data["choices"][0]
    at, day = _moment(scene, told["t"]), _day(told["d"])
    if at is None or day is None:
        return say.chosen_before()
    amount = only_amount(annotate(pending.data["words"], at.date()), kind)
    claim = Claim(kind, amount.value if amount else None, amount.unit if amount else None)
    return _write_down(scene, claim, day, at, told["m"], told["h"])


def amount(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of the usual amounts."""
    deed = deeds.get_own(scene.session, number(data, "id"), scene.user)
    value = _decimal(words(data, "n"))
    if not deed.counts or deed.kind != words(data, "k") or value is None:
        return say.chosen_before()
    return _amount_said(scene, deed, value, None)


def _hear_kind(scene: Scene) -> Bid | None:
    choices = scene.pending.data["choices"] if scene.pending else []
    chosen = None
    if is_command(scene.said, NO):
        mine = {"m": scene.pending.data.get("message_id") if scene.pending else ""}
        return Bid("deed_which", 1.0, lambda scene: none_of_them(scene, mine))
    if is_command(scene.said, (*FIRST, *YES)):
        chosen = choices[0]
    elif is_command(scene.said, SECOND):
        chosen = choices[-1]
    else:
        named = {local_menu.named(scene.menu, strip_polite(scene.said.text))}
        if len(scene.told) == 1 and not scene.said.amounts and not scene.said.date_said:
            named.add(scene.told[0].code)
        chosen = next((choice for choice in choices if choice["k"] in named), None)
    return Bid("deed_which", 1.0, partial(choose, data=chosen)) if chosen else None


def _hear_pick(scene: Scene) -> Bid | None:
    """Told anew in words that are understood."""
    kinds = {reading.code for reading in scene.told}
    named = local_menu.named(scene.menu, strip_polite(scene.said.text))
    named = named or (kinds.pop() if len(kinds) == 1 else None)
    if named is None or scene.said.amounts or scene.said.date_said or scene.pending is None:
        return None
    data = {"k": named, "m": scene.pending.data["message_id"]}
    return Bid("deed_which", 1.0, partial(pick, data=data))


def _hear_amount(scene: Scene) -> Bid | None:
    said, pending = scene.said, scene.pending
    if pending is None:
        return None
    if is_command(said, UNKNOWN):
        return Bid("deed_amount", 1.0, _let_be)
    if any(reading.code != pending.data["kind"] for reading in scene.told) or said.date_said:
        return None
    value: Decimal | None
    unit, further = None, len(said.text)
    if len(said.amounts) == 1:
        found = said.amounts[0]
        value, unit = found.value, found.unit
        further -= found.end - found.start
    else:
        bare = read_number(strip_polite(said.text))
        value, further = None if bare is None else Decimal(bare), 0
    told_anew = bool(scene.told)
    if value is None or not 0 < value <= asking.MOST or _NO_AMOUNT.fullmatch(said.text):
        return None
    if further > _FURTHER and not told_anew:
        return None
    return Bid("deed_amount", 1.0, partial(_amount_typed, value=value, unit=unit))


def _amount_typed(scene: Scene, value: Decimal, unit: str | None) -> Answer:
    deed = deeds.get(scene.session, number(scene.pending.data, "id") if scene.pending else 0)
    if not deed.counts or not scene.user or not deeds.is_own(scene.session, deed, scene.user):
        scene.answered()
        return say.chosen_before()
    return _amount_said(scene, deed, value, unit)


def _amount_said(scene: Scene, deed: Deed, value: Decimal, unit: str | None) -> Answer:
    scene.answered("deed.amount")
    if scene.user is None:
        return None
    receipt = asking.take_amount(
        scene.session, deed, value, unit, scene.now, by=scene.user, message_id=scene.message_id
    )
    return say_deeds.recorded(receipt, scene.reading_day) if receipt else say.chosen_before()


def _let_be(scene: Scene) -> Answer:
    scene.answered()
    return say.no_more_asked()


def _write_down(
    scene: Scene, claim: Claim, day: date, at: datetime, message_id: str, house_id: int
) -> Answer:
    user = scene.user
    house = scene.session.get(Household, house_id)
    if user is None or not user.may_join or house is None:
        return say.chosen_before()
    if house.id != user.household_id:
        access.require(scene.session, scene.line_id, "log for others", house.village_code)
    if message_id and _settled(scene, message_id):
        return say.chosen_before()
    said = _words_kept(scene, message_id)
    told = annotate(said or "", at.date())
    who = telling.who(scene, user, house, told, read_deeds(told, scene.own_words))
    source = Source(message_id or None, scene.chat_id, said)
    then = replace(scene, now=at)
    kept = telling.record(then, user, house, [claim], day, source, who, until=scene.now)
    _learn(scene, user, said, claim.kind)
    return say_deeds.recorded(
        kept.receipt, scene.reading_day, photos=kept.photos, several=who.several, place=scene.place
    )


def _settled(scene: Scene, message_id: str) -> bool:
    """Its deed stands in the book (or did), or its words were taken back."""
    told = deeds.of_message(scene.session, message_id)
    return bool(told) or inbox.was_unsent(scene.session, message_id)


def _words_kept(scene: Scene, message_id: str) -> str | None:
    """What was said, if the question about it is still open; it is not, after this."""
    pending = scene.pending
    if pending is None or pending.topic not in _OPEN:
        return None
    if pending.data.get("message_id") != (message_id or None):
        return None
    said = str(pending.data.get("words") or "") or None
    scene.answered()
    return said


def _learn(scene: Scene, user: LineUser, said: str | None, kind: str) -> None:
    if user.household:
        aliases.remember(scene.session, said, kind, user, scene.now)


def _moment(scene: Scene, text: str) -> datetime | None:
    """When it was told: never later than now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return min(at.astimezone(scene.now.tzinfo), scene.now)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and 0 <= value <= 10**9 else None


_OPEN = ("deed.which", "deed.pick")

TOPIC = Topic(
    hear=hear,
    taps={"deed.is": choose, "deed.isnt": none_of_them, "deed.pick": pick, "deed.much": amount},
)
