"""What a committee types about its shelf of rewards: a name, แต้ม, pieces, in any order.

`เพิ่มของรางวัล ไข่ไก่ 1 แผง 100 แต้ม 10 ชิ้น`: the amount beside แต้ม is the price. Of the others the
last one is how many there are, unless it is the only one and stands right behind the name: a figure
there belongs to the name (ข้าวสาร 5 กก. 100 แต้ม).
"""

import re
from dataclasses import dataclass

_PRICE = re.compile(r"(?:ราคา|ใช้|แลก|ละ)?\s*(?P<price>\d[\d,]*)\s*แต้ม")
_MOO = re.compile(r"\s*(?:เฉพาะ|ของ)?\s*หมู่\s*(?:ที่)?\s*(?P<moo>\d{1,2})\s*$")
_COUNTED = "ชิ้น|อัน"
_UNIT = (
    rf"(?:{_COUNTED}|ถุง|แผง|ขวด|ใบ|ต้น|กล่อง|ห่อ|แพ็?[คก]|ชุด|ตัว|ฟอง|กก\.?|กิโล(?:กรัม)?|เล่ม|ผืน|คู่|ลัง"
    r"|กระสอบ|ด้าม|คัน|เครื่อง|โหล|ก้อน|แกลลอน|ลิตร|หลอด|ซอง|กระปุก|ตะกร้า|มัด|ลูก|กระถาง)"
)
_STOCK = re.compile(
    rf"(?P<said>จำนวน|มี|เหลือ|สต็อก)?\s*(?<!\d)(?P<stock>\d[\d,]*)\s*(?P<unit>{_UNIT}(?![ก-๛]))?(?!\d)"
)
_MORE = re.compile(rf"^(?P<name>.+?)\s*(?:อีก|เพิ่ม|จำนวน)?\s*(?P<more>\d[\d,]*)\s*(?:{_UNIT})?$")
_ANY = re.compile(r"\d[\d,]*")
_LONGEST = 7
"""Figures; more of them are a slip, and read as none."""


@dataclass(frozen=True)
class Offer:
    """What is to stand on the shelf, as far as it was said. `moo`: for this village alone."""

    name: str
    price: int | None
    stock: int | None
    moo: int | None


def read_offer(text: str) -> Offer:
    """The offer in a folded text, the command's own word taken off. Takes any text."""
    moo = None
    if found := _MOO.search(text):
        moo, text = int(found["moo"]), text[: found.start()]
    price, priced_at = None, len(text)
    if found := _PRICE.search(text):
        price, priced_at = _figure(found["price"]), found.start()
        text = f"{text[: found.start()]} \n {text[found.end() :]}"
    stock = None
    if found := _stock_in(text, priced_at):
        stock = _figure(found["stock"])
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return Offer(" ".join(text.split()).strip(" ,"), price, stock, moo)


def read_more(text: str) -> tuple[str, int] | None:
    """A name and how many more there are; None if no figure ends the text."""
    found = _MORE.match(text.strip())
    more = _figure(found["more"]) if found else None
    return (found["name"].strip(), more) if found and more is not None else None


def read_figure(text: str) -> int | None:
    """The one figure of an answer; None if there is none, or several."""
    found = _ANY.findall(text)
    return _figure(found[0]) if len(found) == 1 else None


def _stock_in(text: str, priced_at: int) -> re.Match[str] | None:
    """How many there are: as counted pieces, else behind the price, else before the name, else the
    last of several figures."""
    found = list(_STOCK.finditer(text))
    plain = [m for m in found if m["said"] or re.fullmatch(_COUNTED, m["unit"] or "")]
    if plain:
        return plain[-1]
    behind = [m for m in found if m.start() >= priced_at]
    before = [m for m in found if not text[: m.start()].strip() and m["unit"]]
    several = found if len(found) > 1 else []
    return next((ms[-1] for ms in (behind, before, several) if ms), None)


def _figure(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if 0 < len(bare) <= _LONGEST else None
