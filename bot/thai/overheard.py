"""What may be meant for the bot though nobody speaks to it: said among neighbours in their group.

A word too much in a family's group costs more than a word too few, so here likelihood is not
enough: what is taken for a vote has to look like one.
"""

import re
from collections.abc import Sequence

from bot.thai.deeds import DeedReading
from bot.thai.utterance import Utterance

_BUSINESS = frozenset({"advert", "selling", "rude"})
_A_VOTE = re.compile(
    r"เบอร์|หมายเลข|เลข|ข้อ|คนที่|บ้าน|เฮือน|เริน|เสียง|โหวต|โหวด|vote"
    r"|(?:^|\s)(?:ลุง|ป้า|น้า|อา|ปู่|ย่า|ตา|ยาย|พี่|พ่อ|แม่|ครู|ผู้ใหญ่)[ก-๛]"
)
_NEWS = re.compile(
    r"ประกาศ|แจ้ง|ประชาสัมพันธ์|ปชส|ด่วน|เชิญ|ชวน|เรียน|บอก(?:ต่อ|ข่าว|ทุก|กัน)|เตือน|ระวัง|ขอความ|ขอแรง|ขอกำลัง"
    r"|ระดม|รับสมัคร|รับบริจาค|กำหนด|งด|เลื่อน|ยกเลิก|ปิด|เปิด|ผลการ|ผลเลือก|ตามหา|ประชุม|พี่น้อง|ชาวบ้าน|ลูกบ้าน"
    r"|ทุก(?:ครัวเรือน|ท่าน|คน|บ้าน|หลัง)|สมาชิก|ทราบ|หมู่\s*\d|ม\.\s*\d|ศาลา|อบต|เทศบาล|อนามัย|ผู้ใหญ่|กำนัน|อสม|วัด"
)
_LONGEST_VOTE, _LONGEST_NEWS = 80, 240


def overheard(intent: str, u: Utterance, deeds: Sequence[DeedReading]) -> bool:
    """Whether this may be meant by words said to others; `deeds` as the rules alone found them."""
    if intent == "chatter":
        return True
    if not _BUSINESS.isdisjoint(u.marks):
        return False
    match intent:
        case "deed_report":
            return bool(deeds)
        case "vote":
            return len(u.text) <= _LONGEST_VOTE and bool(_A_VOTE.search(u.text))
        case "announcement":
            return len(u.text) <= _LONGEST_NEWS and bool(_NEWS.search(u.text))
        case _:
            return False
