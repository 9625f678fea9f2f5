"""The kinds of notices: how urgent each is, how long it may wait, and whether it is worth a push.

One table, so that what the bot says of its own accord, and what that may cost, is read in one
place. `docs/cost.md` shows it to officers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

LOW, NORMAL, HIGH, URGENT = range(4)
"""What the money of a month goes to first, last to first; see `budget.allows`."""

HOUR, DAY, WEEK, MONTH = (
    timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30),
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """`waits`: for so long it may wait for a free ride; then it is pushed, if it `pushes` and the
    budget allows. `lasts`: after so long it is not worth saying any more. `is_open`: neighbours may
    read it. `newest`: a newer one of its kind takes its place. `alone`: never in one bubble with
    another."""

    thai: str
    urgency: int = NORMAL
    waits: timedelta = DAY
    lasts: timedelta = MONTH
    pushes: bool = True
    is_open: bool = False
    newest: bool = False
    alone: bool = False


def _free(thai: str, lasts: timedelta, *, urgency: int = LOW, **how: bool) -> Kind:
    """Worth saying, not worth a message: it rides along within this time, or never."""
    return Kind(thai, urgency, lasts, lasts, pushes=False, **how)


KINDS: Mapping[str, Kind] = {
    # a group, or the households of a village that has none
    "announcement": Kind("ประกาศ", HIGH, timedelta(), 3 * DAY, is_open=True, alone=True),
    "candidates": Kind("ผู้เข้าชิงประจำเดือน", NORMAL, 12 * HOUR, 3 * DAY, is_open=True, alone=True),
    "vote_open": Kind("เปิดโหวต", NORMAL, 12 * HOUR, 3 * DAY, is_open=True),
    "vote_remind": Kind("เตือนโหวต", LOW, 14 * HOUR, DAY, is_open=True, newest=True),
    "results": Kind("ผลโหวต", HIGH, 12 * HOUR, 20 * DAY, is_open=True),
    "vote_extended": Kind("ขยายเวลาโหวต", NORMAL, 12 * HOUR, 3 * DAY, is_open=True),
    "vote_off": Kind("งดโหวต", HIGH, 12 * HOUR, 3 * DAY, is_open=True),
    "nudge": Kind("ชวนจดความดี", LOW, 14 * HOUR, 2 * DAY, is_open=True, newest=True),
    "holy_day": _free("พรุ่งนี้วันพระ", 18 * HOUR, is_open=True, newest=True),
    "menu_changed": Kind("เมนูความดีเปลี่ยน", LOW, 3 * DAY, MONTH, is_open=True),
    "meeting_called": Kind("นัดประชุม", HIGH, DAY, WEEK, is_open=True),
    "meeting_remind": Kind("เตือนนัดประชุม", HIGH, HOUR, DAY, is_open=True),
    "meeting_off": Kind("งดประชุม", HIGH, HOUR, WEEK, is_open=True),
    # a household
    "bonus": _free("โบนัสครบ 3 มิติ", MONTH),
    "you_stand": _free("บ้านคุณเข้าชิง", 4 * DAY, urgency=NORMAL),
    "vote_stands": _free("เสียงที่ลบข้อความยังอยู่", 4 * DAY, urgency=NORMAL),
    "you_won": Kind("บ้านคุณได้รางวัล", NORMAL, DAY, MONTH),
    "household_merged": Kind("รวมบ้าน"),
    "household_split": Kind("แยกบ้าน"),
    "household_moved": Kind("ย้ายบ้าน"),
    # a person
    "someone_joined": Kind("มีคนเข้าร่วมบ้าน", HIGH),
    "logged_for_you": Kind("มีคนจดให้", LOW, WEEK),
    "deed_accepted": _free("กรรมการรับความดี", MONTH),
    "deed_rejected": _free("กรรมการยังไม่รับความดี", MONTH, urgency=NORMAL),
    "deed_question": _free("กรรมการถาม", WEEK, urgency=HIGH),
    "witness_asked": _free("ขอพยาน", WEEK, urgency=NORMAL),
    "photo_missing": Kind("รูปหาย", LOW, DAY, WEEK),
    "reward_approved": Kind("ของรางวัลพร้อมรับ"),
    "reward_refused": Kind("ของรางวัลยังไม่ได้"),
    "reward_handed": Kind("รับของรางวัลแล้ว", LOW),
    "late_answer": Kind("คำตอบที่มาช้า", HIGH, timedelta(minutes=10), DAY, alone=True),
    "late_in_group": _free("คำตอบที่มาช้าในกลุ่ม", 2 * HOUR, urgency=HIGH, is_open=True, alone=True),
    # officers and committees
    "vote_to_decide": Kind("โหวตรอกรรมการตัดสิน", HIGH, DAY, 20 * DAY),
    "sheet_waiting": _free("ใบนับเสียงรอนับซ้ำ", 5 * DAY, urgency=HIGH),
    "sheet_counted": _free("ใบนับเสียงนับแล้ว", 5 * DAY, urgency=NORMAL),
    "sheet_differs": _free("ใบนับเสียงนับไม่ตรงกัน", 5 * DAY, urgency=HIGH),
    "sheet_stuck": _free("ใบนับเสียงนับไม่ตรงกันหลายครั้ง", 5 * DAY, urgency=HIGH),
    "sheet_off": _free("ใบนับเสียงถูกถอน", 5 * DAY, urgency=NORMAL),
    "undelivered": Kind("เรื่องที่ยังไม่ถึง", HIGH, DAY, WEEK, newest=True),
    "quota_jump": Kind("โควตาถูกใช้จากที่อื่น", HIGH, DAY, WEEK, newest=True),
    "digest": Kind("สรุปประจำสัปดาห์", HIGH, 10 * HOUR, 6 * DAY),
    "digest_free": _free("สรุปประจำสัปดาห์ของกรรมการ", 6 * DAY),
}

FOR_OFFICERS = ("undelivered", "quota_jump", "digest", "digest_free")
"""That these did not arrive is no news for officers."""

OPEN = tuple(name for name, kind in KINDS.items() if kind.is_open)
