"""An evening in the village's group: neighbours chat, tell of good deeds, and say what only sounds
like one. The bot speaks where it should, and nowhere else.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from demo.village import Cast
from simulator.platform import Platform

TITLE = "ค่ำหนึ่งในกลุ่มหมู่ 4"
PAUSE = 0.7
"""Seconds between two lines."""


class Said(NamedTuple):
    """Who says what, and whether the bot is to answer it."""

    who: str
    text: str
    answered: bool = False


EVENING = (
    Said("neighbour", "เย็นนี้ใครว่างเตะตะกร้อมั่ง"),
    Said("committee", "แกงขี้เหล็กหม้อเบ้อเริ่ม ใครจะเอาเดินมาตักเลย"),
    Said("grandmother", "ยายเอาด้วยถุงนึงลูก"),
    Said("grandmother", "เมื่อเช้ายายใส่บาตรหน้าบ้านจ้า", answered=True),
    Said("helper", "สาธุค่ะยาย"),
    Said("neighbour", "พรุ่งนี้ว่าจะไปตัดหญ้าหน้าศาลาซะหน่อย รกแล้ว"),
    Said("newcomer", "น้ำประปาไหลเบามากเลย บ้านอื่นเป็นไหมคะ"),
    Said("committee", "ประกาศ พรุ่งนี้ช่างมาซ่อมท่อเมน น้ำหยุดไหลเก้าโมงถึงเที่ยง"),
    Said("newcomer", "รับทราบค่ะ ขอบคุณค่ะ"),
    Said("neighbour", "วันนี้ไปช่วยเขาลอกคลองท้ายบ้านมา 2 ชั่วโมง ปวดหลังเลย", answered=True),
    Said("helper", "ทาน้ำมันมวยนะลุง"),
    Said("grandmother", "เลขท้ายสองตัวออกอะไรลูก"),
    Said("neighbour", "27 จ้ายาย"),
    Said("newcomer", "ไข่เป็ดแผงละ 110 มีใครเอาไหมคะ"),
    Said("helper", "เอาแผงนึงค่ะ เดี๋ยวโอนให้"),
    Said("grandmother", "ใครเห็นแมวลายส้มของยายบ้าง ไม่กลับบ้านสองวันแล้ว"),
    Said("neighbour", "เห็นเดินแถวท้ายซอยเมื่อเย็น"),
    Said("helper", "วันนี้ อสม. วัดความดันผู้สูงอายุ 6 คนค่ะ", answered=True),
    Said("grandmother", "ของยายวันนี้ 130/80 ปกติแล้วลูก"),
    Said("committee", "เห็นข่าวไหม เขาปลูกป่ากันเป็นหมื่นต้นที่น่าน"),
    Said("neighbour", "อยากปลูกบ้างแต่ไม่มีที่"),
    Said("neighbour", "ละครเมื่อคืนใครดูมั่ง พระเอกโดนแทง"),
    Said("helper", "โอ๊ย อย่าสปอยล์สิลุง"),
    Said("committee", "เก็บขวดพลาสติกหน้าตลาดกับหลานเมื่อเย็น ได้ 4 ถุงครับ", answered=True),
    Said("newcomer", "เก่งจังค่ะ หลานกี่ขวบแล้ว"),
    Said("committee", "แปดขวบครับ ขยันเชียว"),
    Said("grandmother", "ตอนสาวๆ ยายปลูกผักขายส่งลูกเรียนจบทุกคน"),
    Said("neighbour", "ถ้าฝนไม่ตกพรุ่งนี้จะหว่านปอเทือง"),
    Said("helper", "ใครมีรถไปอนามัยพรุ่งนี้เช้า ขอติดรถหน่อย"),
    Said("neighbour", "ผมไป แปดโมงนะ"),
    Said("newcomer", "ยังไม่ได้รดน้ำต้นไม้เลยวันนี้ ขี้เกียจ 555"),
    Said("grandmother", "เมนูพรุ่งนี้ทำอะไรกินดีนะ"),
    Said("helper", "น้ำพริกปลาทูสิยาย"),
    Said("neighbour", "บอลเมื่อคืนใครชนะ"),
    Said("committee", "แพ้ 2-1 เซ็งเลย"),
    Said("grandmother", "แบ่งมะละกอให้บ้านข้างๆ ไป 3 ลูกจ้ะวันนี้", answered=True),
    Said("newcomer", "ของหนูใช่ไหมคะ ขอบคุณนะคะยาย"),
    Said("neighbour", "รับจ้างตัดหญ้าไร่ละ 300 ใครสนใจทักมา"),
    Said("helper", "พรุ่งนี้นัดฉีดวัคซีนหมาที่ศาลา เก้าโมงนะคะ"),
    Said("committee", "ฝันดีครับทุกบ้าน"),
    Said("grandmother", "ราตรีสวัสดิ์จ้าลูกหลาน"),
)


def scene(platform: Platform, cast: Cast) -> Callable[[], None]:
    """Plays the evening in the village's group, line by line."""

    def play() -> None:
        for said in EVENING:
            platform.say(getattr(cast, said.who), said.text, cast.village_group)
            time.sleep(PAUSE)

    return play
