"""One month of two villages and three groups, through the webhook, LINE and the clock; then the
books, the ballots and the deliveries are counted again by other means."""

import random
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.ledger import Entry
from bot.domain.notice import Notice
from bot.domain.registry import Household
from tests.village import TAMBON, Village, Villager

WORDS = ("ปลูกผัก {} ต้น", "เก็บขยะหน้าวัด {} ชั่วโมง", "กวาดบ้าน", "ใส่บาตรเช้านี้", "แบ่งผักให้เพื่อนบ้าน {} โล")
TOKYO = timedelta(hours=9)
"""LINE's months are Tokyo's."""

ANNOUNCED = "วันศุกร์นี้ลงแขกซ่อมสะพานค่ะ"


def test_a_month(village: Village) -> None:
    dice = random.Random(7)
    village.line.set_quota(5000)
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    villages = {
        moo: [village.villager(f"บ้าน {moo}/{n}", str(n), moo) for n in range(1, 7)]
        for moo in (4, 5)
    }
    groups = {moo: village.tied_group(f"หมู่ {moo}", f"{TAMBON}0{moo}", *people)
              for moo, people in villages.items()}  # fmt: skip
    groups[0] = village.tied_group("ชุดปฏิบัติการ", TAMBON, officer, villages[4][0], villages[5][0])
    everyone = [(moo, person) for moo, people in villages.items() for person in people]

    village.until(24, 9, month=11)
    for day in range(24, 31):
        for moo, person in everyone:
            if dice.random() < 0.9:
                words = dice.choice(WORDS).format(dice.randint(1, 4))
                where = groups[moo] if dice.random() < 0.5 else None
                assert "บันทึกแล้ว" in person.says(words, where), words
        village.until(day, 21, month=11)
    officer.says(f"ประกาศ {ANNOUNCED}").taps("ส่งประกาศ")
    november = used(village)

    for people in villages.values():
        for n, person in enumerate(people[:3]):
            person.says("ปักหมุดบ้าน")
            card = person.says(
                {"type": "location", "latitude": 14.65 + n / 1234, "longitude": 100.57}
            )
            assert "ปักหมุดแล้ว" in card.taps("ประมาณ 110 เมตร")
    villages[5][2].says("ลบหมุด")

    village.until(5, 9)
    chosen = cast(village, dice, everyone)
    village.until(7, 19, 45)
    village.until(8, 20, 10)

    recount_the_pins(village)
    recount_the_books(village)
    recount_the_votes(village, chosen)
    recount_the_deliveries(village, groups, november)


def cast(
    village: Village, dice: random.Random, everyone: list[tuple[int, Villager]]
) -> dict[tuple[int, str], tuple[int, int]]:
    """Everybody votes once or twice. What each house chose last, as the test saw it accepted."""
    chosen: dict[tuple[int, str], tuple[int, int]] = {}
    for moo, person in [*everyone, *everyone]:
        if dice.random() < 0.3:
            continue
        number = dice.randint(1, 5)
        village.later(seconds=dice.randint(1, 60))
        if "รับโหวตแล้ว" in person.says(f"โหวต {number}"):
            chosen[moo, person.id] = (moo, number)
    return chosen


def recount_the_pins(village: Village) -> None:
    """Five houses stand on the map, to 110 metres: three of หมู่ 4 and, after one went, two of หมู่ 5."""
    found = village.web.get("/map.geojson").json["features"]
    places = [tuple(pin["geometry"]["coordinates"]) for pin in found]
    expected = [(100.57, round(14.65 + n / 1234, 3)) for n in (0, 1, 2, 0, 1)]
    assert sorted(places) == sorted(expected)


def recount_the_books(village: Village) -> None:
    """A household's balance is the sum of its accepted deeds and its bonuses; every transfer sums
    to nothing."""
    accepted = Counter[int]()
    for deed in village.rows(Deed):
        accepted[deed.household_id] += deed.points if deed.status == "accepted" else 0
    booked, transfers = Counter[int](), Counter[str]()
    for entry in village.rows(Entry):
        transfers[entry.transfer] += entry.amount
        if entry.household_id and entry.reason == "bonus":
            accepted[entry.household_id] += entry.amount
        if entry.household_id:
            booked[entry.household_id] += entry.amount
    assert accepted == booked
    assert accepted.total() > 100
    assert set(transfers.values()) == {0}
    for house in village.rows(Household):
        assert village.balance(house.house_no, house.moo) == accepted[house.id]


def recount_the_votes(village: Village, chosen: dict[tuple[int, str], tuple[int, int]]) -> None:
    """Candidates from the deeds, results from what was answered with รับโหวตแล้ว."""
    elections = village.rows(Election)
    assert [e.area_code for e in elections] == [f"{TAMBON}04", f"{TAMBON}05"]
    for election, moo in zip(elections, (4, 5), strict=True):
        candidates = [c for c in village.rows(Candidate) if c.election_id == election.id]
        points, days, kinds = Counter[int](), defaultdict(set), defaultdict(set)
        for deed in village.rows(Deed):
            in_month = date(2026, 11, 1) <= deed.done_on <= date(2026, 11, 30)
            if deed.village_code == election.area_code and deed.status == "accepted" and in_month:
                points[deed.household_id] += deed.points
                days[deed.household_id].add(deed.done_on)
                kinds[deed.household_id].add(deed.kind[0])
        fit = [h for h in points if len(days[h]) >= 4 and len(kinds[h]) >= 2]
        most = sorted((points[h] for h in fit), reverse=True)[:5]
        assert [c.points for c in candidates] == most
        assert all(points[c.household_id] == c.points for c in candidates)
        votes = Counter(number for village_no, number in chosen.values() if village_no == moo)
        assert {c.number: c.votes for c in candidates} == {
            c.number: votes[c.number] for c in candidates
        }
        assert election.turnout == votes.total()
        winner = min(candidates, key=lambda c: c.rank)
        assert winner.votes == max(votes.values())
    assert len(village.rows(Ballot)) == len(chosen)
    page = village.web.get("/results").text
    shown = [int(n) for n in re.findall(r"(\d+) เสียง", page)]
    assert sum(shown) == len(chosen)


def recount_the_deliveries(village: Village, groups: dict[int, Any], november: int) -> None:
    """Each group got each thing once, and the messages LINE counted are those we wrote down."""
    for moo, group in groups.items():
        said = list(village.line.answers(group))
        assert sum(ANNOUNCED in m.text for m in said) == 1
        votes = 2 if moo == 0 else 1
        assert sum(m.text.count("ผลโหวตครัวเรือน") for m in said) == votes
        assert sum("ผู้เข้าชิง" in m.text for m in said) == votes
        assert sum("อย่าลืมโหวต" in m.text for m in said) == 3
    notices = [n for n in village.rows(Notice) if (n.chat_id or "").startswith("C")]
    assert all(n.delivered_at for n in notices)
    assert {n.how for n in notices} <= {"reply", "push"}
    for month, counted in ((11, november), (12, used(village))):
        gone = [n for n in village.rows(Notice) if n.delivered_at]
        billed = sum(n.billed for n in gone if (n.delivered_at + TOKYO).month == month)
        assert billed == counted > 0


def used(village: Village) -> int:
    """Messages LINE has counted this month."""
    return village.line.quota.used(village.line.now())
