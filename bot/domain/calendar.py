"""ปฏิทินหมู่บ้าน: what the clock does, when by default, and in words for officers.

Each `when` is a calendar of `timing`; an area may have its own (`area_settings`), which holds for
every area below it that has none. No `when`: every minute, by rows that bear their own times.
"""

from dataclasses import dataclass
from datetime import timedelta

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Item:
    """`lasts`: for so long after its moment it is still worth doing, should the clock have stood.
    `by_area`: areas may have their own time; else it is done once for all."""

    thai: str
    when: str | None = None
    lasts: timedelta = DAYS
    by_area: bool = True


CALENDAR = {
    "month-close": Item("ปิดสมุดความดีของเดือนก่อน คิดโบนัสครบ 3 มิติ", "1 00:05", 27 * DAYS),
    "candidates": Item("บอกกลุ่มว่าเดือนนี้บ้านไหนเข้าชิง", "4 08:00", 3 * DAYS),
    "vote-open": Item("เปิดโหวตครัวเรือนทำความดีประจำเดือน", "5 07:00", 2 * DAYS),
    "vote-remind": Item("ชวนบ้านที่ยังไม่ได้โหวต", "5-7 18:30", HOURS),
    "vote-close": Item("ปิดโหวต", "7 20:00", 20 * DAYS),
    "results": Item("นับเสียงและประกาศผล", "8 08:00", 20 * DAYS),
    "vote-times": Item("ปิดและนับโหวตที่ขยายเวลา หรือที่ไม่ได้อยู่ตามปฏิทินหมู่บ้าน"),
    "tambon-vote": Item("เปิดโหวตครัวเรือนของตำบล จากผู้ชนะของหมู่บ้าน", "12 07:00", 2 * DAYS),
    "district-vote": Item("เปิดโหวตครัวเรือนของอำเภอ จากผู้ชนะของตำบล", "20 07:00", 2 * DAYS),
    "nudge": Item("ชวนจดความดีกลางเดือน และก่อนปิดสมุด", "15,25 18:30", HOURS),
    "holy-day": Item("บอกว่าพรุ่งนี้วันพระ ส่งฟรีเท่านั้น", "off", 2 * HOURS),
    "meetings": Item("เตือนนัดประชุม วันก่อนและก่อนถึงเวลา"),
    "digest": Item("สรุปงานประจำสัปดาห์ให้เจ้าหน้าที่และกรรมการ", "mon 08:00", 2 * DAYS),
    "retention": Item("ลบข้อมูลที่ครบกำหนดเก็บ", "daily 03:00", by_area=False),
    "quota": Item("ถาม LINE ว่าเดือนนี้เหลือกี่ข้อความ", "daily 03:00", by_area=False),
    "deliver-due": Item("ส่งเรื่องที่รอต่อไม่ได้แล้ว เท่าที่งบข้อความพอ"),
}
