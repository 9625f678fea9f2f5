"""A month of a village's bank, played through the chat: deeds told, mistold, put right and taken
back, photos used twice, disputes before the committee, rewards asked for and fetched.

Chance decides who says what, always the same for a seed. `recount` then works out from the rows of
deeds, bonuses and requests what every account must hold, by other ways than the bank's own.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from bot.domain import ledger
from bot.domain.checking import Decision
from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.registry import Household
from bot.domain.rewards import Redemption, Reward
from tests.pictures import jpeg, photo, saved_anew
from tests.village import TAMBON, Answer, Village, Villager

MOO = 4
AREA = f"{TAMBON}{MOO:02d}"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)

SAYINGS = (
    "ปลูกผัก {n} ต้น", "รดน้ำผักแล้วจ้า", "แบ่งผักให้เพื่อนบ้าน {n} กก.", "ทำปุ๋ยหมัก", "ให้อาหารไก่แล้ว",
    "แยกขยะในบ้าน", "เก็บขยะข้างถนน {n} ชั่วโมง", "ขายขวด {n} กก.", "กวาดบ้านถูบ้าน", "คว่ำกะลากันยุง",
    "ปลูกต้นไม้ {n} ต้น", "ลอกคลอง {n} ชั่วโมง", "ใส่บาตรเช้านี้", "เดินออกกำลังกาย 30 นาที",
    "จิตอาสาพัฒนาหมู่บ้าน {n} ชั่วโมง", "เยี่ยมคนแก่", "ประชุมหมู่บ้าน", "บริจาคเลือด",
    "เมื่อวานเก็บขยะหน้าวัด {n} ชั่วโมง", "ตากปลา",
)  # fmt: skip
REWARDS = (("ไข่ไก่ 1 แผง", 30, 12), ("น้ำปลา 1 ขวด", 15, 20), ("ต้นกล้ามะม่วง", 20, 2))


@dataclass
class Month:
    """Who plays, and what was said how often."""

    village: Village
    chance: random.Random
    people: list[Villager] = field(default_factory=list)
    """One a household."""
    daughters: dict[str, Villager] = field(default_factory=dict)
    """Second phones by the first one's LINE id."""
    committee: list[Villager] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)


def play(village: Village, *, houses: int, deeds: int, seed: int = 5, step: int = 1) -> Month:
    """From the first of December to the closing of the month on the first of January; something is
    told every `step` days."""
    month = Month(village, random.Random(seed))
    _settle(month, houses)
    village.until(1, 6)
    days = (LAST - FIRST).days + 1
    for day in range(1, days + 1, step):
        for _ in range(deeds * min(day + step - 1, days) // days - deeds * (day - 1) // days):
            _somebody_tells(month)
        if (day // step) % 2 == 1:
            _committee_meets(month)
        if day in (10, 19, 28):
            _rewards(month)
        if day + step <= days:
            village.until(day + step, 6)
    village.until(1, 1, month=1, year=2027)
    return month


def _settle(month: Month, houses: int) -> None:
    village = month.village
    for n in range(1, houses + 1):
        month.people.append(village.villager(f"คน {n}", str(n), MOO))
        if n % 6 == 0:
            month.daughters[month.people[-1].id] = village.villager(f"ลูก {n}", str(n), MOO)
    month.committee = month.people[:3]
    for member in month.committee:
        village.grant(member, "committee", AREA)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    for name, price, stock in REWARDS:
        officer.says(f"เพิ่มของรางวัล {name} {price} แต้ม {stock} ชิ้น").taps("ยืนยัน")


def _somebody_tells(month: Month) -> None:
    chance, village = month.chance, month.village
    who = chance.choice(month.people)
    words = chance.choice(SAYINGS).format(n=chance.randint(1, 6))
    village.later(seconds=chance.randint(5, 600))
    if chance.random() < 0.1:
        who.sends_photo(jpeg(photo(chance.randrange(40), side=64)))
    answer = who.says(words)
    month.told["told"] += 1
    match chance.random():
        case r if r < 0.05 and "แต้ม" in answer:
            answer.taps("ยกเลิก")
            month.told["taken back"] += 1
        case r if r < 0.10:
            who.says(f"ไม่ใช่ {chance.randint(1, 9)}")
            month.told["put right"] += 1
        case r if r < 0.20:
            who.sends_photo(saved_anew(photo(chance.randrange(40), side=64)))
            month.told["photos"] += 1
        case r if r < 0.26 and who.id in month.daughters:
            month.daughters[who.id].says(words)
            month.told["told twice"] += 1
        case r if r < 0.32 and "ขอเพื่อนบ้านเป็นพยาน" in answer.labels:
            answer.taps("ขอเพื่อนบ้านเป็นพยาน")
            month.told["witnesses asked"] += 1
    _go_on(month, who, answer)


def _go_on(month: Month, who: Villager, answer: Answer) -> None:
    """What a card that came along asks for: neighbours testify, houses answer and appeal."""
    labels = answer.labels
    if "ฉันเห็น เป็นพยานได้" in labels and month.chance.random() < 0.7:
        answer.taps("ฉันเห็น เป็นพยานได้")
        month.told["testified"] += 1
    if "ตอบกรรมการ" in labels:
        answer.taps("ตอบกรรมการ")
        who.says("ทำจริงค่ะ มีพี่ ๆ ในซอยอยู่ด้วย")
        month.told["answered"] += 1
    if "ขอให้ดูอีกครั้ง" in labels and month.chance.random() < 0.6:
        answer.taps("ขอให้ดูอีกครั้ง").taps("ไม่มีค่ะ")
        month.told["appealed"] += 1


def _committee_meets(month: Month) -> None:
    """Each of them takes up to three cards of the queue."""
    for member in month.committee:
        for _ in range(3):
            queue = member.says("คิวตรวจ")
            waiting = queue.labels.count("ผ่าน")
            if not waiting:
                break
            asked = False
            for n in range(waiting):
                match month.chance.random():
                    case r if r < 0.12:
                        _tap_nth(queue, "ไม่ผ่าน", n).taps(
                            month.chance.choice(("ไม่เห็นหลักฐาน", "เคยบันทึกแล้ว"))
                        )
                        month.told["rejected"] += 1
                    case r if r < 0.17 and not asked:
                        _tap_nth(queue, "ถามเจ้าของบ้าน", n).taps("ทำที่ไหนคะ")
                        month.told["asked"] += 1
                        asked = True
                    case _:
                        _tap_nth(queue, "ผ่าน", n)
                        month.told["accepted"] += 1


def _tap_nth(answer: Answer, label: str, n: int) -> Answer:
    """The n-th button of this name: one a bubble."""
    return answer.taps(label, nth=n)


def _rewards(month: Month) -> None:
    chance = month.chance
    for who in chance.sample(month.people, len(month.people) // 2):
        shelf = who.says("ของรางวัล")
        if "ขอแลก" in shelf.labels:
            asked = shelf.taps("ขอแลก", nth=chance.randrange(shelf.labels.count("ขอแลก")))
            asked.taps("ยืนยันขอแลก")
            month.told["rewards asked for"] += 1
    for member in month.committee:
        queue = member.says("คิวของรางวัล")
        for n in range(queue.labels.count("อนุมัติ")):
            month.told["rewards decided"] += 1
            if chance.random() > 0.1:
                _tap_nth(queue, "อนุมัติ", n)
            else:
                why = _tap_nth(queue, "ไม่อนุมัติ", n)
                why.taps(why.labels[0])
                month.told["rewards refused"] += 1
    for who in month.people:
        waiting = who.says("ของรางวัล")
        for code in re.findall(r"บอกรหัสนี้นะคะ\s+([A-Z2-9]{6})", waiting.text):
            match chance.random():
                case r if r < 0.15 and "ยกเลิกแลก" in waiting.labels:
                    waiting.taps("ยกเลิกแลก")
                    month.told["rewards cancelled"] += 1
                    break
                case r if r < 0.8:
                    giver = chance.choice([member for member in month.committee if member != who])
                    giver.says(f"มอบของ {code}").taps("มอบแล้ว")
                    month.told["handed over"] += 1


def recount(month: Month) -> None:
    """Every account by another way than the bank's own, and what each household is told."""
    village = month.village
    must = Counter[int]()
    by_day = Counter[tuple[int, date]]()
    for deed in village.rows(Deed):
        if deed.status == "accepted":
            must[deed.household_id] += deed.points
        if deed.status in ("accepted", "recorded") and not deed.item.monthly:
            by_day[deed.household_id, deed.done_on] += deed.points
    assert max(by_day.values()) <= 60
    dimensions: dict[int, set[str]] = {}
    for deed in village.rows(Deed):
        if deed.status == "accepted" and FIRST <= deed.done_on <= LAST:
            dimensions.setdefault(deed.household_id, set()).add(deed.kind[0])
    whole = {house for house, found in dimensions.items() if found >= {"F", "E", "S"}}
    for house in whole:
        must[house] += 10
    for request in village.rows(Redemption):
        if request.state in ("approved", "handed over"):
            must[request.household_id] -= request.price
            assert request.decided_by
            assert request.decided_at
        assert (request.state == "handed over") == bool(request.handed_by and request.handed_at)
    booked, transfers = Counter[int](), Counter[str]()
    bonuses = set()
    for entry in village.rows(Entry):
        transfers[entry.transfer] += entry.amount
        if entry.household_id:
            booked[entry.household_id] += entry.amount
        if entry.household_id and entry.reason == "bonus":
            bonuses.add(entry.household_id)
    assert set(transfers.values()) == {0}
    assert bonuses == whole
    houses = village.rows(Household)
    assert {h.id: must[h.id] for h in houses} == {h.id: booked[h.id] for h in houses}
    with village.store.read() as session:
        assert ledger.replay(session).balanced
    for who, house in zip(month.people, houses, strict=True):
        said = re.search(r"ยอดคงเหลือ ([\d,]+) แต้ม", who.says("สมุดความดี").text)
        assert said
        assert int(said[1].replace(",", "")) == must[house.id]
    for decision in village.rows(Decision):
        assert decision.decided_by in {member.id for member in month.committee}
    _recount_the_shelf(village)


def _recount_the_shelf(village: Village) -> None:
    """What was put there is left, asked for, or given."""
    gone = Counter(
        request.reward_id
        for request in village.rows(Redemption)
        if request.state in ("asked", "approved", "handed over")
    )
    put = {name: stock for name, _, stock in REWARDS}
    for reward in village.rows(Reward):
        assert reward.stock + gone[reward.id] == put[reward.name]
