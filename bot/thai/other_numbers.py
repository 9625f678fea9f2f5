"""Numbers that count nothing: clock times, telephone numbers, links, scores, ordinals, ages."""

import re
from functools import cache

Span = tuple[int, int]

NUMBER_WORD = r"(?:ศูนย์|หนึ่ง|นึง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ(?:เอ็ด|สอง)?|ยี่สิบ)"
_HOUR = rf"(?:\d{{1,2}}(?:[.:]\d\d)?|{NUMBER_WORD})"
_MARKS = "ะ-ฺ็-๎"

_CLOCK = (
    rf"(?<!\d)(?:\d{{1,2}}[.:]\d\d\s*(?:-|–|ถึง)\s*)?\d{{1,2}}[.:]\d\d\s*(?:น\.|น(?![ก-๎])|นาฬิกา)"
    rf"|(?<![\d.])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
    rf"|{_HOUR}\s*(?:โมง|ทุ่ม)(?:เช้า|เย็น|แลง|ตรง|กว่า|ครึ่ง)*"
    r"|ทุ่ม(?=นึง|หนึ่ง|ครึ่ง|กว่า|ตรง)(?:นึง|หนึ่ง|ครึ่ง|กว่า|ตรง)"
    rf"|{_HOUR}\s*นาฬิกา"
    rf"|ตี\s*{_HOUR}(?!\s*(?:รอบ|ครั้ง|ที))(?:ครึ่ง|กว่า)?"
    rf"|บ่ายโมง(?:ครึ่ง|กว่า|ตรง)?|บ่าย\s*{_HOUR}(?!\s*(?:ต้น|คน|ถุง|ชั่วโมง|ชม|นาที|กิโล|โล))(?:โมง)?(?:ครึ่ง|กว่า)?"
)
_LINK = r"(?:https?://|www\.|[\w.+-]+@)\S+|\b[\w-]+\.(?:com|net|org|ly|gl|th|me|io)\b\S*"
_TELEPHONE = r"(?<![\d,.])(?:\+66|0)[-\s]?\d(?:[-\s]?\d){7,8}(?!\d)"
_LONG = r"\d{10,}|\d(?:-\d){3,}|\d{1,2}-\d{4}-\d{5}-\d{2}-\d"
_SCORE = r"(?<![\d/])\d+\s*/\s*\d+(?:\s*/\s*\d+)*(?!\d)"
_ORDINAL = (
    rf"(?:ครั้ง|คน|รอบ|วัน|ปี|ลำดับ|อันดับ|อัน|หน|ตัว|ต้น|ชั้น|กม\.|คืน|งวด|รุ่น|หมู่|ภาค|สนาม|เลข|ได้|ราง)ที่\s*(?:\d+|{NUMBER_WORD}+)"
    rf"|(?<![ก-ฮ])ที่\s*(?:\d+|หนึ่ง|สอง|สาม)(?![\d.,])"
    rf"|(?:เบอร์|เลข|หมายเลข|ซอย|สาย|ชั้น|รุ่น|งวด|ข้อ|มาตรา|ช่อง|โซน|แยก|กะ|ห้อง|แอร์|เลขที่|หมู่|ประตู|คลอง)\s*\d+(?![\d.,]*\s*(?:ชม|ชั่วโมง|นาที|คน|ต้น|ตัว|ครั้ง|รอบ|ถุง|บาท|ห้อง|สาย|ข้อ|แยก|เครื่อง|เมตร|กม))"
    rf"|(?<!สูง)อายุ\s*(?:\d+|{NUMBER_WORD}+)\s*(?:กว่า)?\s*(?:ปี|ขวบ)?|วัย\s*\d+\s*(?:ปี|ขวบ)?"
    rf"|(?<!\d)\d+\s*(?:ขวบ|องศา|วัตต์|แรงม้า|โวลต์|แอมป์|นิ้ว|ฟุต|ปี(?![ก-ฮ{_MARKS}]))"
    rf"|(?<![ก-ฮ{_MARKS}\d])(?<!\d )[มป]\.?\s*[1-6](?![\d/.,])(?=\s|$|/|[ก-ฮ])"
    rf"|พ\.?ศ\.?\s*\d+|ค\.?ศ\.?\s*\d+|ปี\s*(?:25|20)?\d\d(?!\d)"
    rf"|(?:แบงค์|แบงก์|เหรียญ)\s*(?:ละ)?(?:\d+|ร้อย|พัน|{NUMBER_WORD}+)"
    rf"|โควิด\s*-?\s*19|5\s*ส\.?(?![ก-ฮ{_MARKS}])|3\s*ป\.?(?![ก-ฮ{_MARKS}])|1669|191(?!\d)|55+\+?"
)


@cache
def _compiled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Clock times, and the rest; built when first needed, for it takes a while."""
    rest = (_LINK, _TELEPHONE, _LONG, _SCORE, _ORDINAL)
    return re.compile(_CLOCK), re.compile("|".join(f"(?:{pattern})" for pattern in rest))


def clock_times(text: str) -> list[Span]:
    clock, _ = _compiled()
    return [match.span() for match in clock.finditer(text)]


def that_count_nothing(text: str) -> list[Span]:
    """Where the numbers stand that are no amounts and no clock times."""
    _, rest = _compiled()
    return [match.span() for match in rest.finditer(text)]
