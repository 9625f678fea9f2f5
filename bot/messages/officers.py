"""What the bot says to officers who announce something, and of what did not arrive."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.domain.announcements import Announcement, Audience
from bot.domain.budget import Purse, Verdict
from bot.domain.notice_kinds import KINDS
from bot.domain.officers_week import Missed, Week
from bot.line.messages import Message, Say, Tap
from bot.wording import figure, thai_date, thai_time

WHY: Mapping[str, str] = {
    "silent": "ไม่มีใครเขียนมา",
    "quota": "ข้อความเดือนนี้หมด",
    "kept": "เก็บข้อความไว้ให้เรื่องสำคัญกว่า",
    "share": "เกินส่วนแบ่งของตำบล",
    "blocked": "บล็อกบอตไว้",
    "no_phone": "บ้านนี้ไม่มีไลน์",
    "left": "กลุ่มเอาบอตออกแล้ว",
    "refused": "LINE ไม่รับ",
    "undrawn": "ระบบขัดข้อง",
}
"""`notice.WHYS` in words."""

MOST_LINES = 12


def preview(
    announcement: Announcement, to: Audience, where: Sequence[str], verdict: Verdict, purse: Purse
) -> Message:
    """The words as they will be read, the audience, the price in messages, what is left of the
    month, and the way that costs nothing."""
    data: dict[str, object] = {"id": announcement.id}
    anybody = to.groups or to.households
    pay = to.groups and verdict.allowed
    return Message(
        "announce_preview",
        {
            "text": announcement.text,
            "urgent": announcement.urgent,
            "where": " · ".join(where),
            "groups": [group.name or "กลุ่มไลน์" for group in to.groups][:10],
            "count": len(to.groups),
            "households": len(to.households),
            "price": to.price,
            "left": purse.left,
            "unknown": sum(group.members is None for group in to.groups),
            "why": None if verdict.allowed else _why_not(verdict),
            "send": Tap("ส่งประกาศ", "announce.send", data, says="ส่งประกาศ") if pay else None,
            "free": free_announcement(announcement.id, alone=not pay) if anybody else None,
            "drop": Tap("ไม่ส่ง", "announce.drop", data, says="ไม่ส่ง"),
        },
    )


def _why_not(verdict: Verdict) -> str:
    return f"{WHY[verdict.why or 'quota']} ตอนนี้ส่งได้ไม่เกิน {verdict.room or 0} ข้อความ"


def free_announcement(announcement_id: int, *, alone: bool = False) -> Tap:
    """`alone`: there is no other way to send it."""
    label = "ส่งประกาศแบบฟรี" if alone else "ส่งแบบฟรี"
    return Tap(label, "announce.free", {"id": announcement_id}, says="ส่งแบบฟรี")


def sent(to: Audience, *, waits: time | None) -> Message:
    """`waits`: the end of the night, if it is night."""
    counts = {"count": len(to.groups), "households": len(to.households)}
    return Message("announce_sent", {**counts, "waits": waits and f"{waits:%H:%M}"})


def left_free(to: Audience) -> Message:
    return Message(
        "announce_left_free", {"count": len(to.groups), "households": len(to.households)}
    )


def dropped() -> Message:
    return Message("announce_dropped")


def in_private() -> Message:
    return Message("announce_in_private")


def undelivered(missed: Sequence[Missed], now: datetime) -> Message:
    """Who has not been reached, with what, and why."""
    lines = _lines(missed)
    return Message(
        "notice_undelivered", {"lines": lines, "count": len(missed), "day": thai_date(now.date())}
    )


def _lines(missed: Sequence[Missed]) -> list[dict[str, str]]:
    return [
        {"to": each.to, "what": KINDS[each.kind].thai, "why": WHY[each.why]}
        for each in missed[:MOST_LINES]
    ]


def digest(place: str, week: Week, now: datetime) -> Message:
    """The officer's week; the queue is a tap away."""
    queue = Say("คิวตรวจ", "คิวตรวจ")
    said = {"place": place, "week": week, "day": thai_date(now.date()), "money": _money(week)}
    return Message("notice_digest", {**said, "queue": queue})


def _money(week: Week) -> str:
    free = f"ส่งฟรีแทนข้อความได้ {figure(week.saved)} ข้อความ"
    left = week.purse.left
    return free if left is None else f"{free} · เดือนนี้เหลือ {figure(left)} ข้อความ"


def budget(week: Week, missed: Sequence[Missed], now: datetime) -> Message:
    """`งบข้อความ`: what is used, what is left, how the month will end, what was saved."""
    read = week.purse.read_at and week.purse.read_at.astimezone(now.tzinfo)
    said = {"week": week, "month": now.date(), "lines": _lines(missed), "count": len(missed)}
    when = f"{thai_date(read.date())} {thai_time(read)}" if read else None
    return Message("budget", {**said, "read": when})


def budget_in_private() -> Message:
    return Message("budget_in_private")
