"""What the bot says about meetings: to those who call them, and to the area that is called."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.domain.announcements import Audience
from bot.domain.meetings import Meeting
from bot.line.messages import Message, Say, Tap
from bot.thai.holidays import is_holy
from bot.wording import shortened, thai_date, thai_time, thai_weekday

SHOW = Say("นัดประชุม", "นัดประชุม")
LONGEST_LABEL = 20
MOST_AREAS = 13
"""Quick buttons that LINE takes."""


def how() -> Message:
    return Message("meeting_how")


def hour_asked(day: date) -> Message:
    return Message("meeting_hour_asked", {"day": thai_weekday(day)})


def day_asked(hour: time) -> Message:
    return Message("meeting_day_asked", {"hour": f"{hour:%H:%M} น."})


def where(areas: Sequence[tuple[str, str]], token: str) -> Message:
    """Which area; each with its code, the narrowest first."""
    taps = tuple(
        Tap(shortened(title, LONGEST_LABEL), "meeting.area", {"a": code, "n": token}, says=title)
        for code, title in areas[:MOST_AREAS]
    )
    return Message("meeting_where", {"areas": [title for _, title in areas[:MOST_AREAS]]}, taps)


def yes_and_no(token: str) -> tuple[Tap, Tap]:
    """แจ้งนัด and ไม่แจ้ง of the preview that `token` tells from others."""
    return (
        Tap("แจ้งนัด", "meeting.call", {"n": token}, says="แจ้งนัด"),
        Tap("ไม่แจ้ง", "meeting.drop", {"n": token}, says="ไม่แจ้ง"),
    )


def preview(
    at: datetime, what: str, area: str, to: Audience, last: datetime | None, yes: Tap, no: Tap
) -> Message:
    """What will be said, to whom, how it goes out, and what a push to all would cost. `last`: when
    it is pushed; None: it only ever rides along."""
    return Message(
        "meeting_preview",
        {
            **_said(at, what, area),
            "groups": [group.name or "กลุ่มไลน์" for group in to.groups][:10],
            "count": len(to.groups),
            "households": len(to.households),
            "price": to.price,
            "unknown": sum(group.members is None for group in to.groups),
            "last": f"{thai_date(last.date())} {thai_time(last)}" if last else None,
            "yes": yes,
            "no": no,
        },
    )


def made(to: Audience) -> Message:
    counts: dict[str, object] = {"count": len(to.groups), "households": len(to.households)}
    return Message("meeting_made", counts, (SHOW,))


def dropped() -> Message:
    return Message("meeting_dropped")


def in_private() -> Message:
    return Message("meeting_in_private")


def coming(found: Sequence[tuple[Meeting, str, bool]], now: datetime, *, calls: bool) -> Message:
    """The next meetings, each with its area and whether this person may cancel it. `calls`: they
    may call one."""
    rows = [
        {
            **_said(meeting.at.astimezone(now.tzinfo), meeting.what, area),
            "cancel": Tap("ยกเลิกนัด", "meeting.cancel", {"id": meeting.id}, says="ยกเลิกนัด")
            if may
            else None,
        }
        for meeting, area, may in found
    ]
    return Message("meetings", {"bubbles": rows, "calls": calls})


def none_yet(*, calls: bool, known: bool) -> Message:
    """`known`: whether we know where this person lives."""
    quick = () if known else (Say("ลงทะเบียน", "ลงทะเบียน"),)
    return Message("meeting_none", {"calls": calls, "known": known}, quick)


def cancel_asked(meeting: Meeting, area: str, now: datetime, yes: Tap, no: Tap) -> Message:
    said = _said(meeting.at.astimezone(now.tzinfo), meeting.what, area)
    return Message("meeting_cancel_asked", {**said, "yes": yes, "no": no})


def cancel_yes_and_no(meeting: Meeting) -> tuple[Tap, Tap]:
    return (
        Tap("ยกเลิกนัดนี้", "meeting.off", {"id": meeting.id}, says="ยกเลิกนัดนี้"),
        Tap("ไม่ยกเลิก", "meeting.keep", says="ไม่ยกเลิก"),
    )


def cancelled(*, told: bool) -> Message:
    """`told`: word of it was left, because somebody had heard of the meeting."""
    return Message("meeting_cancelled", {"told": told})


def kept() -> Message:
    return Message("meeting_kept")


def of_notice(kind: str, meeting: Meeting, area: str, now: datetime) -> Message:
    """What a waiting notice about a meeting says when it goes."""
    at = meeting.at.astimezone(now.tzinfo)
    ahead = (at.date() - now.date()).days
    near = {0: "วันนี้", 1: "พรุ่งนี้"}.get(ahead)
    return Message(f"notice_{kind}", {**_said(at, meeting.what, area), "near": near})


def _said(at: datetime, what: str, area: str) -> dict[str, object]:
    """Day, hour, place and topic, and whether it is a วันพระ."""
    return {
        "day": thai_weekday(at.date()),
        "hour": thai_time(at),
        "what": what,
        "area": area,
        "holy": is_holy(at.date()),
    }
