"""The books: whatever is reported, corrected, decided, spent, withdrawn or closed, they balance."""

import threading
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db import Base, Store
from bot.domain import (
    access,
    areas,
    bonus,
    changes,
    checking,
    deeds,
    ledger,
    months,
    people,
    registry,
)
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Source
from bot.domain.ledger import About, Balance, Entry, MemberBalance, Overdrawn, When
from bot.domain.menu import items
from bot.domain.months import MonthClosed
from bot.domain.people import LineUser
from bot.domain.registry import Household
from tests.village import MORNING, TAMBON

KINDS = sorted(items())
VILLAGE = f"{TAMBON}04"


def step(name: str, *numbers: Any) -> Any:
    return st.tuples(st.just(name), *numbers)


steps = st.lists(
    st.one_of(
        step("report", st.sampled_from(KINDS), st.integers(1, 30), st.integers(0, 7)),
        step("correct", st.sampled_from(KINDS), st.integers(1, 30), st.integers(0, 20)),
        step("withdraw", st.just(""), st.just(0), st.integers(0, 20)),
        step("decide", st.just(""), st.integers(0, 1), st.integers(0, 20)),
        step("name", st.just(""), st.integers(0, 2), st.integers(0, 20)),
        step("spend", st.just(""), st.integers(1, 60), st.integers(0, 1)),
        step("days", st.just(""), st.integers(1, 12), st.just(0)),
        step("close", st.just(""), st.just(0), st.just(0)),
    ),
    max_size=30,
)


def sums(session: Session, closed: date | None) -> Counter[tuple[int, str]]:
    """What each household has earned and spent by month, of the months that are closed."""
    found = Counter[tuple[int, str]]()
    for entry in session.scalars(select(Entry).where(Entry.household_id.is_not(None))):
        if closed is not None and entry.day <= closed:
            found[entry.household_id or 0, f"{entry.day:%Y-%m} {entry.amount > 0}"] += entry.amount
    return found


class Bank:
    """One village, two houses, and what the property does with them."""

    def __init__(self, session: Session) -> None:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        self.session, self.now = session, MORNING
        village = areas.add_village(session, VILLAGE)
        self.houses = [registry.enter(session, village, str(n), MORNING.date()) for n in (1, 2)]
        self.user = people.consent(session, "U1", ("join",), MORNING, channel="line")
        people.move_in(session, self.user, self.houses[0], MORNING)
        self.members = [registry.member_named(session, self.houses[0], n) for n in ("แม่", "พ่อ")]
        access.grant(session, "U2", "committee", TAMBON, MORNING)
        self.village, self.frozen = village, Counter[tuple[int, str]]()

    def do(self, n: int, name: str, kind: str, amount: int, which: int) -> None:
        self.now += timedelta(minutes=1)
        today = self.now.date()
        known = self.session.scalars(select(Deed).order_by(Deed.id)).all()
        deed = known[which % len(known)] if known else None
        with suppress(Overdrawn, MonthClosed), self.session.begin_nested():
            if name == "report":
                deeds.report(
                    self.session, self.houses[n % 2], [Claim(kind, amount, "ต้น")],
                    today - timedelta(days=which), Source(f"m{n}", None, None), self.now,
                    by=self.user, member=self.members[0] if n % 4 == 0 else None, today=today,
                )  # fmt: skip
            elif name == "spend":
                ledger.transfer(
                    self.session, self.houses[which], f"rewards:{TAMBON}",
                    {ledger.COMMON: -amount}, "withdrawal", When(self.now, today), About(),
                )  # fmt: skip
            elif name == "days":
                self.now += timedelta(days=amount)
            elif name == "close":
                month = months.before(today)
                months.close(self.session, VILLAGE, month)
                bonus.settle_month(self.session, VILLAGE, month, self.now)
            elif deed is not None:
                self._change(deed, name, kind, amount, today)
        closed = self.village.closed_through
        now = sums(self.session, closed)
        assert all(now[key] == amount for key, amount in self.frozen.items())
        self.frozen = now

    def _change(self, deed: Deed, name: str, kind: str, amount: int, today: date) -> None:
        session, now = self.session, self.now
        if name == "correct" and deed.counts:
            changes.put_right(
                session, deed, [Claim(kind, amount, "ชั่วโมง")], today, now,
                by=self.user, text=None, today=today,
            )  # fmt: skip
        elif name == "withdraw":
            changes.withdraw(session, deed, now)
        elif name == "decide":
            checking.decide(session, deed, "U2", now, accept=bool(amount), seen=deed.revision)
        elif name == "name" and deed.household_id == self.houses[0].id:
            changes.name_doer(session, deed, [*self.members, None][amount], now)


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_books_always_balance(store: Store, told: list[tuple[str, str, int, int]]) -> None:
    with store.write() as session:
        bank = Bank(session)
        for n, one in enumerate(told):
            bank.do(n, *one)
        assert session.scalar(select(func.coalesce(func.sum(Entry.amount), 0))) == 0
        assert ledger.replay(session).balanced
        assert min([0, *session.scalars(select(Balance.amount))]) == 0
        for house in bank.houses:
            accepted = _sum(session, Deed.points, Deed, household_id=house.id, status="accepted")
            spent = _sum(session, Entry.amount, Entry, household_id=house.id, reason="withdrawal")
            bonuses = session.scalar(
                select(func.coalesce(func.sum(Entry.amount), 0)).where(
                    Entry.household_id == house.id, Entry.bonus_month.is_not(None)
                )
            )
            assert ledger.balance(session, house.id) == accepted + spent + (bonuses or 0)
            assert ledger.earned(session, house.id) == accepted + (bonuses or 0)
        of_kinds = _by_kind(session, Entry.amount, Entry, Entry.household_id.is_not(None))
        assert of_kinds == _by_kind(session, Deed.points, Deed, Deed.status == "accepted")
        for member in bank.members:
            theirs = _sum(session, Deed.points, Deed, member_id=member.id, status="accepted")
            known = session.get(MemberBalance, (bank.houses[0].id, member.id))
            assert (known.amount if known else 0) == theirs
        for transfer in session.execute(select(func.sum(Entry.amount)).group_by(Entry.transfer)):
            assert transfer[0] == 0


def _by_kind(session: Session, column: Any, model: Any, which: Any) -> dict[str, int]:
    rows = select(model.kind, func.sum(column)).where(which, model.kind.is_not(None))
    return {kind: total for kind, total in session.execute(rows.group_by(model.kind)) if total}


def _sum(session: Session, column: Any, model: Any, **which: object) -> int:
    return session.scalar(select(func.coalesce(func.sum(column), 0)).filter_by(**which)) or 0


def an_account(session: Session, points: int) -> tuple[Household, LineUser]:
    village = areas.add_village(session, VILLAGE)
    house = registry.enter(session, village, "1", MORNING.date())
    user = people.consent(session, "U1", ("join",), MORNING, channel="line")
    moment = When(MORNING, MORNING.date())
    ledger.transfer(session, house, f"bank:{VILLAGE}", {0: points}, "deposit", moment, About())
    return house, user


def test_writers_at_once_never_overdraw(store: Store) -> None:
    """Twenty withdrawals of 10 from an account of 95: nine go."""
    with store.write() as session:
        house_id = an_account(session, 95)[0].id
    went: list[bool] = []

    def spend() -> None:
        try:
            with store.write() as session:
                house = session.get(Household, house_id)
                assert house
                ledger.transfer(
                    session, house, f"rewards:{TAMBON}", {0: -10}, "withdrawal",
                    When(MORNING, MORNING.date()), About(),
                )  # fmt: skip
            went.append(True)
        except Overdrawn:
            went.append(False)

    writers = [threading.Thread(target=spend) for _ in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (went.count(True), went.count(False)) == (9, 11)
    with store.read() as session:
        assert ledger.balance(session, house_id) == 5
        assert ledger.earned(session, house_id) == 95
        assert ledger.replay(session).balanced


def test_a_replay_finds_what_was_tampered_with(store: Store) -> None:
    with store.write() as session:
        house, _ = an_account(session, 20)
        session.get_one(Balance, house.id).amount = 21
        session.flush()
        assert ledger.replay(session).off == (f"household:{house.id}",)
        session.get_one(Balance, house.id).amount = 20
        session.flush()
        session.scalars(select(Entry)).first().amount = 19  # type: ignore[union-attr]
        session.flush()
        assert ledger.replay(session).total == -1


def test_a_replay_finds_a_balance_without_entries(store: Store) -> None:
    with store.write() as session:
        an_account(session, 20)
        village = session.get_one(areas.Village, VILLAGE)
        other = registry.enter(session, village, "2", MORNING.date())
        member = registry.member_named(session, other, "แม่")
        session.add(Balance(household_id=other.id, amount=0, earned=0))
        session.flush()
        assert ledger.replay(session).balanced
        session.get_one(Balance, other.id).amount = 5
        session.add(MemberBalance(household_id=other.id, member_id=member.id, amount=5))
        session.flush()
        off = (f"household:{other.id}", f"household:{other.id} member:{member.id}")
        assert ledger.replay(session).off == off
        assert ledger.replay(session, TAMBON).off == off
        assert ledger.replay(session, "99").off == ()


def test_what_is_booked_for_a_closed_month_counts_today() -> None:
    moment = datetime(2026, 12, 3, 9, 0, tzinfo=MORNING.tzinfo)
    village = areas.Village(code=VILLAGE, closed_through=date(2026, 11, 30))
    assert ledger.when(village, moment, date(2026, 11, 20)).day == date(2026, 12, 3)
    assert ledger.when(village, moment, date(2026, 12, 1)).day == date(2026, 12, 1)
    assert ledger.when(None, moment, date(2026, 11, 20)).day == date(2026, 11, 20)
