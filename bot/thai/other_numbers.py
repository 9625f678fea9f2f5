"""Numbers that count nothing: clock times, telephone numbers, links, scores, ordinals, ages."""

import re
from functools import cache

from bot.thai import tables

Span = tuple[int, int]

NUMBER_WORD = r"(?:ศูนย์|หนึ่ง|นึง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ(?:เอ็ด|สอง)?|ยี่สิบ)"
_HOUR = rf"(?:\d{{1,2}}(?:[.:]\d\d)?|{NUMBER_WORD})"
_MARKS = "ะ-ฺ็-๎"

_CLOCK = (
    r"(?<![\d.:])(?:[1-9]|1[1-46-9]|2[1-4])\s*น\.(?![ก-ฮ])|"
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
_OR_MORE = r"(?:\s*(?:-|–|ถึง)\s*\d+)?\s*"
# ไป 6 is no school year: ป stands for itself only where no vowel leads it.
_CLASS = rf"(?<![ก-ฮเ-ไ{_MARKS}\d])(?<!\d )[มป]\.?\s*[1-6](?![\d/.,])(?=\s|$|/|[ก-ฮ])"


def _no_amounts() -> tuple[str, ...]:
    """Patterns of numbers that count nothing; `unit`: any unit, with what may stand before it."""
    units = sorted(tables.unit_spellings(), key=len, reverse=True)
    unit = "(?:" + "|".join(re.escape(name) for name in units) + ")(?!นี้|ก่อน|เมื่อ|แรก)"
    count = rf"(?:\d+|{NUMBER_WORD}+)"
    counted = rf"(?![\d.,]*{_OR_MORE}{unit})"
    return (
        _LINK,
        _TELEPHONE,
        _LONG,
        _SCORE,
        rf"(?:{unit}|ลำดับ|อันดับ|ชั้น|งวด|หมู่|ภาค|สนาม|เลข)ที่\s*{count}",
        rf"ได้ที่\s*{count}{counted}",
        rf"(?<![ก-ฮ])ที่\s*(?:\d+|หนึ่ง|สอง|สาม)(?![\d.,]){counted}",
        r"(?:เบอร์|เลข|หมายเลข|ซอย|สาย|ชั้น|รุ่น|งวด|ข้อ|มาตรา|ช่อง|โซน|แยก|กะ|ห้อง|แอร์|เลขที่|หมู่|ประตู|คลอง)"
        rf"\s*\d+{counted}",
        rf"(?<!สูง)อายุ\s*{count}\s*(?:กว่า)?\s*(?:ปี|ขวบ)?|(?<!สูง)วัย\s*(?:\d+|{count}\s*(?:กว่า)?\s*(?:ปี|ขวบ))",
        rf"(?<!\d){count}\s*ขวบ",
        rf"(?<!\d)\d+\s*(?:องศา|วัตต์|แรงม้า|โวลต์|แอมป์|นิ้ว|ฟุต|ปี(?![ก-ฮ{_MARKS}]))",
        _CLASS,
        r"พ\.?ศ\.?\s*\d+|ค\.?ศ\.?\s*\d+|ปี\s*(?:25|20)?\d\d(?!\d)",
        rf"(?:แบงค์|แบงก์|เหรียญ)\s*(?:ละ)?(?:\d+|ร้อย|พัน|{NUMBER_WORD}+){counted}",
        rf"โควิด\s*-?\s*19|5\s*ส\.?(?![ก-ฮ{_MARKS}])|3\s*ป\.?(?![ก-ฮ{_MARKS}])|1669|191(?!\d)",
        rf"(?:แอร์|อุณหภูมิ)(?:เป็น|ที่|ไว้|ไป|ขึ้น|ลง|\s)*\d{{2}}(?!\d){counted}|ร้อยละ\s*{count}",
        # Laughter, not money: 555, 55+.
        rf"(?<![\d.,])55+{counted}(?![\d.,])\+?",
        # Help is called at numbers of three or four digits.
        r"โทร\.?\s*(?:แจ้ง\s*)?\d{3,4}(?![-\d])(?!\s*(?:\d|นาที|ครั้ง|คน|สาย|รอบ|ชม|ชั่วโมง))",
        # What a doctor measures.
        r"(?:ความดัน|ตัวบน|ตัวล่าง|ชีพจร|หัวใจเต้น|เบาหวาน|น้ำตาล|ไขมัน|ไข้|อุณหภูมิ|ค่าไต|ออกซิเจน)"
        rf"(?:ใน\s?เลือด|เลือด|แล้ว|ได้|วัดได้|ตัวบน|ขึ้น|ลง|เหลือ|อยู่|ที่|เมื่อเช้า|วันนี้|\s)*\d{{2,3}}(?:[./]\d+)?(?!\d)"
        rf"(?:(?=\s*ตัว(?:บน|ล่าง))|{counted})",
        r"(?<!\d)\d{2,3}\s*ตัว(?:บน|ล่าง)|ตัว(?:บน|ล่าง)\s*\d{2,3}",
        # A name of paper, a size, a chapter: A4, N95, M150.
        r"(?<![A-Za-z])[A-Za-z]{1,2}-?\d{1,3}(?!\d)",
        # ครั้งแรกในรอบสิบปี: how long it had not been.
        rf"ใน\s?รอบ\s*{count}\s*{unit}",
        # A barrel is named by what goes into it: ถังสองร้อยลิตร, ขวด 1.5 ลิตร.
        rf"(?:เตา|ถัง|แกลลอน|ขวด|แท็งก์|ถุง|กระสอบ|หม้อ|แพ็ค)(?:ขนาด)?\s*(?:\d+(?:\.\d+)?|(?:{NUMBER_WORD}|ร้อย|พัน|ครึ่ง)+)"
        r"\s*(?:ลิตร|มล|ซีซี|แกลลอน)",
    )


@cache
def _compiled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Clock times, and the rest; built when first needed, for it takes a while."""
    return re.compile(_CLOCK), re.compile("|".join(f"(?:{rule})" for rule in _no_amounts()))


def clock_times(text: str) -> list[Span]:
    clock, _ = _compiled()
    return [match.span() for match in clock.finditer(text)]


def that_count_nothing(text: str) -> list[Span]:
    """Where the numbers stand that are no amounts and no clock times."""
    _, rest = _compiled()
    return [match.span() for match in rest.finditer(text)]
