"""Rewards and the register: in whatever order people act, nothing is given twice or paid for twice."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.db import Base, Store
from bot.domain import (
    access,
    areas,
    changes,
    checking,
    deeds,
    households,
    ledger,
    people,
    redemptions,
    registry,
    rewards,
)
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Source
from bot.domain.ledger import Balance, Entry, Overdrawn
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.rewards import Redemption, Reward
from bot.errors import Refused
from tests.village import MORNING, TAMBON

STOCK = 4
HOUSES = 3
FIRST = 24
"""แต้ม in every book from the start."""

STEPS = ("tell", "tell", "decide", "withdraw", "ask", "ask", "ask", "approve", "approve", "refuse",
         "cancel", "hand over", "merge", "split")  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 50)), min_size=20, max_size=45)


def found(session: Session) -> None:
    """An empty village with three houses of one account each, a committee, and two rewards."""
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))
    village = areas.add_village(session, f"{TAMBON}04")
    for n in range(1, HOUSES + 1):
        house = registry.enter(session, village, str(n), MORNING.date())
        user = people.consent(session, f"U{n}", ("join",), MORNING, channel="line")
        people.move_in(session, user, house, MORNING)
        user.member = registry.member_named(session, house, f"คน {n}")
        when = ledger.When(MORNING, MORNING.date())
        bank, nothing = f"bank:{house.village_code}", ledger.About()
        ledger.transfer(session, house, bank, {ledger.COMMON: FIRST}, "deposit", when, nothing)
    access.grant(session, "boss", "officer", TAMBON, MORNING)
    for name, price in (("ไข่", 5), ("ข้าว", 12)):
        rewards.bring(session, TAMBON, name, price, STOCK, MORNING, offered=True)


def act(session: Session, step: str, which: int, n: int) -> None:
    """One step of somebody; what the rules refuse is undone, as at the edge."""
    now, today = MORNING + timedelta(minutes=n), MORNING.date()
    users = session.scalars(select(LineUser).order_by(LineUser.id)).all()
    user = users[which % len(users)]
    told = session.scalars(select(Deed).order_by(Deed.id)).unique().all()
    asked = session.scalars(select(Redemption).order_by(Redemption.id)).all()
    homes = session.scalars(select(Household).order_by(Household.id)).all()
    rewarded = session.scalars(select(Reward).order_by(Reward.id)).all()
    if step == "tell" and user.household:
        kind = ("F1-01", "E2-01", "F1-02")[which % 3]
        claim = Claim(kind if kind != "E2-01" else "S3-03", which % 9 + 1, "ต้น")
        deeds.report(
            session, user.household, [claim], today - timedelta(days=n % 7),
            Source(f"m{n}", None, None), now, by=user, member=user.member, today=today,
        )  # fmt: skip
    elif step == "ask":
        redemptions.ask(session, user, rewarded[which % 2].id, now, seen=10**9)
    elif step == "merge":
        old, new = homes[which % len(homes)], homes[which // 7 % len(homes)]
        households.merge(session, old, new, "boss", now)
    elif step == "split":
        home = homes[which % len(homes)]
        points = which % 7
        households.split(session, home, home.village, f"9{n}", points, "boss", now)
    elif step in ("decide", "withdraw") and told:
        deed = told[which % len(told)]
        if step == "withdraw":
            changes.withdraw(session, deed, now)
        else:
            yes = bool(which % 4)
            checking.decide(session, deed, "boss", now, accept=yes, seen=deed.revision)
    elif asked:
        one = asked[which % len(asked)]
        if step == "approve":
            redemptions.approve(session, one, "boss", now)
        elif step == "refuse":
            redemptions.refuse(session, one, "boss", now, None)
        elif step == "cancel":
            redemptions.cancel(session, one, user, now)
        elif step == "hand over":
            redemptions.hand_over(session, one, "boss", now)


def check(session: Session) -> None:
    """What must hold whatever was done."""
    session.expire_all()
    states = ("asked", "approved", "handed over")
    for reward in session.scalars(select(Reward)):
        out = select(func.count()).select_from(Redemption).filter_by(reward_id=reward.id)
        taken = session.scalar(out.where(Redemption.state.in_(states))) or 0
        assert reward.stock >= 0
        assert reward.stock + taken == STOCK
    for balance in session.scalars(select(Balance)):
        assert balance.amount >= 0
        assert balance.earned >= balance.amount
    assert ledger.replay(session).balanced
    per_transfer = select(func.sum(Entry.amount)).group_by(Entry.transfer)
    assert set(session.scalars(per_transfer)) <= {0}
    for one in session.scalars(select(Redemption)):
        paid = select(func.sum(Entry.amount)).where(
            Entry.redemption_id == one.id, Entry.household_id.is_not(None)
        )
        owed = one.price if one.state in ("approved", "handed over") else 0
        assert (session.scalar(paid) or 0) == -owed
        assert (one.code is None) == (one.state == "asked" or not _was_approved(session, one))


def _was_approved(session: Session, one: Redemption) -> bool:
    booked = select(Entry.id).filter_by(redemption_id=one.id, reason="withdrawal")
    return session.scalar(booked.limit(1)) is not None


def total_earned(session: Session) -> int:
    accepted = select(func.coalesce(func.sum(Deed.points), 0)).filter_by(status="accepted")
    return int(session.scalar(accepted) or 0) + HOUSES * FIRST


def total_spent(session: Session) -> int:
    paid = select(func.coalesce(func.sum(Redemption.price), 0))
    paid = paid.where(Redemption.state.in_(("approved", "handed over")))
    return int(session.scalar(paid) or 0)


@given(steps)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_whatever_order(store: Store, done: list[tuple[str, int]]) -> None:
    with store.write() as session:
        found(session)
        for n, (step, which) in enumerate(done):
            try:
                with session.begin_nested():
                    act(session, step, which, n)
            except Refused:
                session.expire_all()
        check(session)
        books, left = session.execute(
            select(
                func.coalesce(func.sum(Balance.earned), 0),
                func.coalesce(func.sum(Balance.amount), 0),
            )
        ).one()
        assert books == total_earned(session), "merged or split, what was earned is what was done"
        assert left == books - total_spent(session)


class TestAtOnce:
    @pytest.fixture
    def shelf(self, store: Store) -> Store:
        with store.write() as session:
            found(session)
        return store

    def together(self, store: Store, *doing: Any) -> list[str]:
        """Each in a thread and transaction of its own; what was refused."""
        refused: list[str] = []
        gate = threading.Barrier(len(doing))

        def run(one: Any) -> None:
            gate.wait()
            try:
                with store.write() as session:
                    one(session)
            except Refused as error:
                refused.append(error.key)

        threads = [threading.Thread(target=run, args=(one,)) for one in doing]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return refused

    def ask(self, line_id: str, reward: int = 2) -> Any:
        def do(session: Session) -> None:
            user = people.find(session, line_id)
            assert user
            redemptions.ask(session, user, reward, MORNING, seen=10**9)

        return do

    def test_a_merge_among_requests(self, shelf: Store) -> None:
        """Whoever comes first: every request is paid for once, and no book is left behind."""

        def merge(session: Session) -> None:
            old, new = session.get(Household, 1), session.get(Household, 2)
            assert old
            assert new
            households.merge(session, old, new, "boss", MORNING)

        def approve(which: int) -> Any:
            return lambda session: redemptions.approve(
                session, redemptions.get(session, which), "boss", MORNING
            )

        self.together(shelf, self.ask("U1"), self.ask("U2"))
        asked = [self.ask("U1"), self.ask("U2", 1)]
        self.together(shelf, merge, approve(1), approve(2), *asked)
        with shelf.write() as session:
            check(session)
            assert ledger.balance(session, 1) == 0
            assert ledger.earned(session, 2) == 2 * FIRST

    def test_points_are_spent_once(self, shelf: Store) -> None:
        """A deed is withdrawn while what it earned is spent: one of the two is refused."""
        with shelf.write() as session:
            user = people.find(session, "U3")
            assert user
            assert user.household
            home, when = user.household, ledger.When(MORNING, MORNING.date())
            bank, nothing = f"bank:{home.village_code}", ledger.About()
            ledger.transfer(
                session, home, bank, {ledger.COMMON: -FIRST}, "correction", when, nothing
            )
            told = deeds.report(
                session, home, [Claim("F1-01", 5, "ต้น")], MORNING.date(),
                Source("m", None, None), MORNING, by=user, today=MORNING.date(),
            )  # fmt: skip
            deed = told.deed.id
            asked = redemptions.ask(session, user, 1, MORNING, seen=0).id

        def approve(session: Session) -> None:
            redemptions.approve(session, redemptions.get(session, asked), "boss", MORNING)

        def withdraw(session: Session) -> None:
            changes.withdraw(session, deeds.get(session, deed), MORNING)

        refused = self.together(shelf, approve, withdraw)
        assert refused in (["reward_points_gone"], [Overdrawn.key])
        with shelf.write() as session:
            check(session)
            assert ledger.balance(session, 3) == 0
            stands = deeds.get(session, deed).status
            assert stands == ("accepted" if refused == [Overdrawn.key] else "withdrawn")
