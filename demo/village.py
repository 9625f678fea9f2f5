"""The sample tambon: real codes of ต.บ้านแพรก, invented villages, households and people.

Deterministic for a given day: the same sixty households, their three months of deeds, the same
groups and phones, so that what one sees can be told to another.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.domain import (
    access,
    areas,
    brought,
    candidacy,
    closing,
    elections,
    groups,
    months,
    people,
    places,
    registry,
    rewards,
    settings,
    spots,
)
from bot.domain.brought import Brought
from bot.domain.deed import Claim
from bot.domain.menu import items
from bot.domain.people import PURPOSES, LineUser
from bot.domain.points import AT_ONCE
from simulator.model import Group, Person
from simulator.platform import Platform

TAMBON = "141601"

VILLAGES = (
    (1, "บ้านแพรก", 14.6530, 100.5730),
    (2, "บ้านกลาง", 14.6585, 100.5688),
    (3, "บ้านวัดเขียน", 14.6472, 100.5791),
    (4, "บ้านท่าดินแดง", 14.6611, 100.5802),
    (5, "บ้านหัวคุ้ง", 14.6420, 100.5655),
    (6, "บ้านคลองสะแก", 14.6689, 100.5744),
)
"""หมู่, name, and about where: sample data, not a survey."""

SPOTS = (
    (1, "market", "ตลาดนัดวันพุธ"),
    (2, "learning", "สวนสมุนไพรบ้านกลาง"),
    (4, "meeting", "ศาลาประชาคมท่าดินแดง"),
    (6, "nature", "ป่าชุมชนคลองสะแก"),
)

FIRST = (
    "สมศรี", "บุญมี", "ประเสริฐ", "ลำไย", "ทองใบ", "สำราญ", "มาลี", "ชูชาติ", "อำไพ", "วิเชียร",
    "จันทร์เพ็ญ", "สมพงษ์", "ละออง", "ไพโรจน์", "สายหยุด", "บุญเลิศ", "พยอม", "สุรชัย", "นงลักษณ์", "เฉลิม",
)  # fmt: skip
LAST = ("ใจดี", "มั่นคง", "แก้วใส", "พูนสุข", "รักถิ่น", "ทองคำ", "สุขสันต์", "ศรีแพรก", "บุญรอด", "คงเจริญ")

OFTEN = (
    ("F1-02", None, None), ("F1-01", 3, "ต้น"), ("E1-01", None, None), ("E2-01", None, None),
    ("S1-01", None, None), ("S2-01", 30, "นาที"), ("E2-03", None, None), ("S3-02", 1, "คน"),
    ("F2-01", None, None), ("E1-04", 2, "กิโลกรัม"), ("S3-04", None, None), ("E3-06", None, None),
    ("S1-05", None, None), ("E1-05", 1, "ชั่วโมง"), ("F1-05", None, None), ("E3-03", 2, "ต้น"),
)  # fmt: skip
"""What households of the sample do most, with a typical amount."""


SHELF = (
    ("ไข่ไก่ 1 แผง", 60, 12),
    ("น้ำปลา 1 ขวด", 25, 20),
    ("ต้นกล้ามะม่วง", 20, 8),
    ("ข้าวสาร 5 กก.", 120, 5),
)
"""What the tambon gives for แต้ม, and how much of it there is."""

VOTERS = (("ป้านวล", "28"), ("ลุงชิต", "34"), ("น้าอ้อย", "15/1"), ("พี่เข้ม", "17/3"))

RESULT_DAY, TURNOUT = 8, 0.9


@dataclass(frozen=True)
class Cast:
    """Who is in the sample, for those who show it."""

    grandmother: Person
    neighbour: Person
    helper: Person
    committee: Person
    officer: Person
    newcomer: Person
    village_group: Group
    other_group: Group
    committee_group: Group
    voters: tuple[Person, ...]
    """More neighbours of หมู่ 4, one a house."""


def settle(session: Session, line: Platform, now: datetime) -> Cast:
    """Write the whole sample: villages, register, history, phones, groups."""
    dice = random.Random(TAMBON)  # noqa: S311 - a sample, not a secret
    for moo, name, lat, lon in VILLAGES:
        areas.add_village(session, f"{TAMBON}{moo:02d}", name, lat, lon)
    for village_code, house_no, listing in _households(dice, now.date()):
        village = areas.add_village(session, village_code)
        registry.list_household(session, village, house_no, listing)
        for deed in _history(dice, now.date()):
            brought.bring(session, village_code, house_no, deed, now)
    for name, price, stock in SHELF:
        rewards.bring(session, TAMBON, name, price, stock, now, offered=True)
    cast = _phones(session, line, now)
    _last_vote(session, dice, now)
    return cast


def _last_vote(session: Session, dice: random.Random, now: datetime) -> None:
    """The newest vote whose result is out, as the households of the sample might have cast it."""
    day = now.date()
    held = day if day.day > RESULT_DAY else months.before(day)
    for moo, *_ in VILLAGES:
        area = f"{TAMBON}{moo:02d}"
        opens, closes = (
            settings.in_month(session, area, job, held, now) for job in ("vote-open", "vote-close")
        )
        election = opens and closes and candidacy.call(
            session, area, months.before(held), opens, closes
        )  # fmt: skip
        if not election:
            continue
        for house in registry.active(session, area):
            choices = [c for c in election.candidates if c.household_id != house.id]
            if choices and dice.random() < TURNOUT:
                number = dice.choice(choices).number
                ballot = elections.Ballot(
                    election_id=election.id, household_id=house.id, number=number, via="line",
                    cast_at=opens,
                )  # fmt: skip
                session.add(ballot)
        session.flush()
        closing.settle(session, election, closes)


def _households(dice: random.Random, today: date) -> Iterator[tuple[str, str, registry.Listing]]:
    for moo, *_ in VILLAGES:
        for n in range(10):
            house_no = f"{12 + n}/{n % 3 + 1}" if n % 2 else str(10 + 3 * n)
            house_no = "12/3" if (moo, n) == (4, 1) else house_no
            head = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
            joined = today - timedelta(days=95 + dice.randrange(30))
            size = dice.randrange(1, 7)
            yield (
                f"{TAMBON}{moo:02d}",
                house_no,
                registry.Listing(head=head, size=size, joined_on=joined, status="active"),
            )


def _history(dice: random.Random, today: date) -> Iterator[Brought]:
    """Three months of one household, eager or quiet; the newest still wait for the committee."""
    for _ in range(dice.choice((4, 8, 12, 16))):
        kind, amount, unit = dice.choice(OFTEN)
        days = dice.randrange(1, 92)
        quantity = None if amount is None else Decimal(amount + dice.randrange(3))
        claim = Claim(kind, quantity, unit)
        worth = items()[kind].points * (quantity if items()[kind].unit == unit else 1)
        waits = worth > AT_ONCE and days < 7
        yield Brought(
            key=None,
            claim=claim,
            points=None,
            done_on=today - timedelta(days=days),
            status="recorded" if waits else "accepted",
            member=None,
            text=None,
        )


def _phones(session: Session, line: Platform, now: datetime) -> Cast:
    def phone(name: str, house_no: str | None = None, moo: int = 4, role: str = "") -> Person:
        person = line.person(name)
        if house_no or role:
            person = line.change_person(person, following=True)
        if house_no:
            user = people.consent(session, person.user_id, PURPOSES, now, channel="line")
            user.display_name = name
            village = areas.add_village(session, f"{TAMBON}{moo:02d}")
            people.move_in(
                session, user, registry.enter(session, village, house_no, now.date()), now
            )
            user.member = registry.member_named(session, user.household, name)
            _pin(session, user, moo, now)
        if role:
            access.grant(session, person.user_id, role, TAMBON, now)
        return person

    grandmother = phone("ยายแดง", "12/3")
    neighbour = phone("ลุงมี", "10")
    helper = phone("พี่นก อสม.", "16", role="helper")
    committee = phone("ผู้ใหญ่สมาน", "22", role="committee")
    officer = phone("พัฒนากร วรรณา", role="officer")
    newcomer = phone("น้าต้อย")
    for moo, category, title in SPOTS:
        lat, lon = _middle(moo)
        code = f"{TAMBON}{moo:02d}"
        spots.pin(session, code, category, title, lat - 0.002, lon, officer.user_id, now)
    others = [phone("ป้าลำดวน", "16", 1), phone("ตาเฉลิม", "22", 1), phone("น้องฟ้า", "28", 2)]
    voters = tuple(phone(name, house) for name, house in VOTERS)
    village = [grandmother, neighbour, helper, committee, newcomer, *voters]
    return Cast(
        grandmother, neighbour, helper, committee, officer, newcomer,
        _group(session, line, "บ้านท่าดินแดง หมู่ 4", village, f"{TAMBON}04", now),
        _group(session, line, "บ้านแพรก หมู่ 1", [others[0], others[1], officer], f"{TAMBON}01", now),
        _group(session, line, "ชุดปฏิบัติการ ต.บ้านแพรก", [committee, helper, officer], TAMBON, now),
        voters,
    )  # fmt: skip


def _pin(session: Session, user: LineUser, moo: int, now: datetime) -> None:
    """Somewhere near the middle of the village, shown to about 110 metres."""
    if user.household is None:
        return
    lat, lon = _middle(moo)
    away = (user.household.id % 7 - 3) / 1000
    places.pin_home(session, user.household, user, lat + away, lon - away, "110m", now)


def _middle(moo: int) -> tuple[float, float]:
    return next((lat, lon) for number, _, lat, lon in VILLAGES if number == moo)


def _group(
    session: Session, line: Platform, name: str, members: list[Person], area: str, now: datetime
) -> Group:
    """A group that was tied some time ago: the bot has said its hello long since."""
    group = line.group(name, members, bot=False)
    with line.lock:
        group = line.change_group(group, bot=True)
    row = groups.enter(session, group.group_id, now - timedelta(days=90))
    row.name, row.area_code, row.tied_at = name, area, now - timedelta(days=90)
    row.members = len(members)
    return group
