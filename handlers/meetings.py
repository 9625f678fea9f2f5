"""`นัดประชุม …`: the committee calls a meeting; `มีประชุมไหม`: anybody asks when the next one is."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any

from bot.domain import access, areas, errands, meetings
from bot.domain.access import NotAllowed
from bot.errors import CardTooOld
from bot.messages import meetings as say
from bot.routing import Answer, Bid, Scene, Topic, command, number, words
from bot.thai import strip_polite
from bot.thai.appointments import Appointment, read_appointment

ACT = "call a meeting"
SHOW = (
    "นัดประชุม", "ประชุมเมื่อไหร่", "ประชุมเมื่อไร", "มีประชุมไหม", "มีประชุมมั้ย", "มีนัดประชุมไหม", "ดูนัดประชุม",
    "ยกเลิกนัดประชุม",
)  # fmt: skip
CALL = re.compile(
    r"^(?:ขอ|ช่วย|แจ้ง)*นัด(?:หมาย)?(?:ร่วม)?ป(?:ร)?ะชุม\s*[:：]?\s*(?P<rest>.*)$", re.DOTALL
)
_WHOSE = r"(?:หมู่บ้าน|หมู่เรา|ตำบล|อำเภอ|กรรมการ|ลูกบ้าน|ครั้งหน้า|ครั้งต่อไป|คราวหน้า|กัน|อีก|\s)*"
ASKED = re.compile(
    rf"^(?:เดือนนี้|อาทิตย์นี้|สัปดาห์นี้|วันนี้|พรุ่งนี้|เย็นนี้|คืนนี้|\s)*(?:จะ)?(?:มี)?(?:นัด)?ประชุม{_WHOSE}"
    r"(?:เมื่อไ|วันไหน|วันไร|กี่โมง|ตอนไหน|ที่ไหน|วันที่เท่า)\S*$"
    rf"|^(?:เดือนนี้|อาทิตย์นี้|สัปดาห์นี้|วันนี้|พรุ่งนี้|เย็นนี้|คืนนี้|\s)*(?:จะ)?มี(?:นัด)?ประชุม{_WHOSE}"
    r"(?:ไหม|มั้ย|มั๊ย|ไม๊|หรือ\S*|รึ\S*|ป่าว|เปล่า)$"
)

WHEN, WHERE, SURE, OFF = "meeting.when", "meeting.where", "meeting.call", "meeting.off"
"""What was asked: the day or the hour; which area; whether one is sure; whether to cancel."""


def hear(scene: Scene) -> Bid | None:
    """Only where the bot is spoken to: neighbours tell each other of meetings, too."""
    if not scene.addressed:
        return None
    if ASKED.match(strip_polite(scene.said.text)):
        return Bid("meetings", 1.0, show)
    asked = command(scene, "meetings", show, SHOW)
    if asked is not None:
        return asked
    if scene.place == "group":  # the bot's own name stands before it
        return Bid("meeting", 1.0, call) if CALL.match(strip_polite(scene.said.text)) else None
    if found := CALL.match(scene.said.text):
        return Bid("meeting", 1.0, partial(call, text=found["rest"]))
    return _answered(scene)


def _answered(scene: Scene) -> Bid | None:
    """The day or hour that was asked for."""
    pending = scene.pending
    if pending is None or pending.topic != WHEN or scene.told:
        return None
    said = read_appointment(scene.said.text, scene.now)
    if said.on is None and said.at is None:
        return None
    return Bid("meeting", 0.99, partial(_said_more, more=said))


def call(scene: Scene, text: str = "") -> Answer:
    """A new meeting: what was not said is asked for."""
    _held(scene)
    if scene.place == "group":
        return say.in_private()
    return _go_on(scene, read_appointment(text, scene.now), scene.message_id or "")


def _said_more(scene: Scene, more: Appointment) -> Answer:
    kept = dict(scene.pending.data) if scene.pending else {}
    scene.answered()
    _held(scene)
    on, at = words(kept, "day"), words(kept, "hour")
    whole = Appointment(
        more.on or (date.fromisoformat(on) if on else None),
        more.at or (time.fromisoformat(at) if at else None),
        " ".join(each for each in (words(kept, "text"), more.rest) if each),
    )
    return _go_on(scene, whole, words(kept, "message_id"))


def _go_on(scene: Scene, said: Appointment, message_id: str) -> Answer:
    """Ask for what is missing, else for the area if there are several, else show it."""
    if said.on is None and said.at is None:
        return say.how()
    if said.on is None or said.at is None:
        scene.ask(
            WHEN, text=said.rest, message_id=message_id,
            day=said.on.isoformat() if said.on else "", hour=said.at.isoformat() if said.at else "",
        )  # fmt: skip
        if said.on is not None:
            return say.hour_asked(said.on)
        return say.day_asked(said.at) if said.at else say.how()
    at = datetime.combine(said.on, said.at, scene.now.tzinfo)
    meetings.check(at, said.rest, scene.now)
    held = _held(scene)
    if len(held) > 1:
        scene.ask(WHERE, text=said.rest, message_id=message_id, at=at.isoformat())
        return say.where([(code, areas.title(scene.session, code)) for code in held], message_id)
    return _preview(scene, held[0], at, said.rest, message_id)


def choose(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of several areas."""
    kept = _shown(scene, data, WHERE)
    area = words(data, "a")
    access.require(scene.session, scene.line_id, ACT, area)
    at = datetime.fromisoformat(words(kept, "at"))
    meetings.check(at, words(kept, "text"), scene.now)
    return _preview(scene, area, at, words(kept, "text"), words(kept, "message_id"))


def _preview(scene: Scene, area: str, at: datetime, what: str, message_id: str) -> Answer:
    """What would be said, to whom, how and at what price; nothing is entered yet."""
    session, now = scene.session, scene.now
    to = meetings.whom(session, area)
    for group in to.groups:
        if group.members is None:  # the next preview will know
            errands.add(session, "group", group.chat_id, now)
    yes, no = say.yes_and_no(message_id)
    scene.ask_sure(
        SURE, yes, no, area=area, at=at.isoformat(), text=what, message_id=message_id
    )  # fmt: skip
    last = meetings.latest_call(session, area, at, now)
    return say.preview(at, what, areas.title(session, area), to, last, yes, no)


def enter(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's แจ้งนัด."""
    kept = _shown(scene, data, SURE)
    scene.answered()
    at = datetime.fromisoformat(words(kept, "at"))
    made = meetings.call(
        scene.session, scene.line_id, words(kept, "area"), at, words(kept, "text"), scene.now
    )
    scene.push_now = True
    return say.made(meetings.whom(scene.session, made.area_code))


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    """The preview's ไม่แจ้ง."""
    _shown(scene, data, SURE)
    scene.answered()
    return say.dropped()


def _shown(scene: Scene, data: dict[str, Any], topic: str) -> dict[str, Any]:
    """What this person was shown last, if the button is of that card and its words were not taken
    back. Raises CardTooOld."""
    pending = scene.pending
    if pending is None or pending.topic != topic or "text" not in pending.data:
        raise CardTooOld
    kept: dict[str, Any] = pending.data
    if words(data, "n") != words(kept, "message_id"):
        raise CardTooOld
    return kept


def show(scene: Scene) -> Answer:
    """The next meetings; in a group those of its area, and none can be cancelled there."""
    session, line_id = scene.session, scene.line_id
    if scene.place == "group":
        if scene.group_area is None:
            return say.in_private()
        here = meetings.coming(session, scene.group_area, [scene.group_area], scene.now)
        found = [(each, areas.title(session, each.area_code), False) for each in here]
        return (
            say.coming(found, scene.now, calls=False)
            if found
            else say.none_yet(calls=False, known=True)
        )
    house = scene.user.household if scene.user else None
    held = access.areas(session, line_id, ACT)
    home = house.village_code if house else None
    found = [
        (each, areas.title(session, each.area_code), meetings.may_cancel(session, each, line_id))
        for each in meetings.coming(session, home, held, scene.now)
    ]
    if not found:
        return say.none_yet(calls=bool(held), known=bool(home or held))
    return say.coming(found, scene.now, calls=bool(held))


def ask_to_cancel(scene: Scene, data: dict[str, Any]) -> Answer:
    """ยกเลิกนัด: asked once."""
    meeting = meetings.to_cancel(scene.session, number(data, "id"), scene.line_id, scene.now)
    yes, no = say.cancel_yes_and_no(meeting)
    scene.ask_sure(OFF, yes, no)
    return say.cancel_asked(
        meeting, areas.title(scene.session, meeting.area_code), scene.now, yes, no
    )


def cancel(scene: Scene, data: dict[str, Any]) -> Answer:
    scene.answered(OFF)
    _, told = meetings.cancel(scene.session, number(data, "id"), scene.line_id, scene.now)
    scene.push_now = told
    return say.cancelled(told=told)


def keep(scene: Scene, _: dict[str, Any]) -> Answer:
    scene.answered(OFF)
    return say.kept()


def _held(scene: Scene) -> Sequence[str]:
    """The areas this account may call to a meeting, each once, the narrowest first. Raises
    NotAllowed."""
    held = access.areas(scene.session, scene.line_id, ACT)
    if not held:
        raise NotAllowed(act=ACT)
    return list(dict.fromkeys(reversed(held)))


TOPIC = Topic(
    hear=hear,
    taps={
        "meeting.area": choose,
        "meeting.call": enter,
        "meeting.drop": drop,
        "meeting.cancel": ask_to_cancel,
        "meeting.off": cancel,
        "meeting.keep": keep,
    },
)
