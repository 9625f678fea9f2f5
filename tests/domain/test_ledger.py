"""The books: whatever is reported, corrected, decided or withdrawn, they balance."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.db import Base, Store
from bot.domain import access, areas, changes, checking, deeds, ledger, people, registry
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Source
from bot.domain.ledger import Balance, Entry
from bot.domain.menu import items
from tests.village import MORNING, TAMBON

KINDS = sorted(items())
steps = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.sampled_from(KINDS), st.integers(1, 30), st.integers(0, 7)),
        st.tuples(st.just("correct"), st.sampled_from(KINDS), st.integers(1, 30), st.integers(0, 20)),
        st.tuples(st.just("withdraw"), st.just(""), st.just(0), st.integers(0, 20)),
        st.tuples(st.just("decide"), st.just(""), st.integers(0, 1), st.integers(0, 20)),
    ),
    max_size=25,
)  # fmt: skip


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_books_always_balance(store: Store, told: list[tuple[str, str, int, int]]) -> None:
    today = MORNING.date()
    with store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        village = areas.add_village(session, f"{TAMBON}04")
        houses = [registry.enter(session, village, str(n), today) for n in (1, 2)]
        user = people.consent(session, "U1", ("join",), MORNING, channel="line")
        people.move_in(session, user, houses[0], MORNING)
        access.grant(session, "U2", "committee", TAMBON, MORNING)

        for n, (step, kind, amount, which) in enumerate(told):
            now = MORNING + timedelta(minutes=n)
            known = session.scalars(select(Deed).order_by(Deed.id)).all()
            if step == "report":
                deeds.report(
                    session, houses[n % 2], [Claim(kind, amount, "ต้น")],
                    today - timedelta(days=which), Source(f"m{n}", None, None), now,
                    by=user, today=today,
                )  # fmt: skip
            elif known:
                deed = known[which % len(known)]
                if step == "correct" and deed.counts:
                    changes.put_right(
                        session, deed, [Claim(kind, amount, "ชั่วโมง")], today, now,
                        by=user, text=None, today=today,
                    )  # fmt: skip
                elif step == "withdraw":
                    changes.withdraw(session, deed, now)
                elif step == "decide":
                    checking.decide(
                        session, deed, "U2", now, accept=bool(amount), seen=deed.revision
                    )

        assert session.scalar(select(func.coalesce(func.sum(Entry.amount), 0))) == 0
        for house in houses:
            replayed = session.scalar(
                select(func.coalesce(func.sum(Entry.amount), 0)).filter_by(household_id=house.id)
            )
            accepted = session.scalar(
                select(func.coalesce(func.sum(Deed.points), 0)).filter_by(
                    household_id=house.id, status="accepted"
                )
            )
            assert ledger.balance(session, house.id) == replayed == accepted
        pairs = session.execute(
            select(func.count(), func.sum(Entry.amount)).group_by(Entry.transfer)
        )
        assert {tuple(pair) for pair in pairs} <= {(2, 0)}
        assert session.scalar(select(func.count()).select_from(Balance)) <= 2
