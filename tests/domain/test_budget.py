"""งบข้อความ: what is known of the month, who may spend what is left, and what is told of it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import areas, budget, settings
from bot.domain.budget import FREE_PLAN, Cost, QuotaReading
from bot.domain.notice_kinds import HIGH, LOW, NORMAL, URGENT
from tests.village import TAMBON

NOW = datetime(2026, 12, 10, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
OTHER = "141602"
HOUR = timedelta(hours=1)


def pushed(session: Session, people: int, at: datetime = NOW, area: str = TAMBON) -> None:
    key = f"{len(session.query(Cost).all())}"
    budget.book(session, key, area, "nudge", LOW, people, at)
    session.flush()


def test_before_line_has_said_anything_the_free_plan_is_believed(store: Store) -> None:
    with store.write() as session:
        pushed(session, 40)
        pushed(session, 99, NOW - timedelta(days=30))
        known = budget.purse(session, NOW)
        assert (known.limit, known.used, known.left) == (FREE_PLAN, 40, 260)


def test_a_reading_and_what_we_pushed_since(store: Store) -> None:
    with store.write() as session:
        pushed(session, 40, NOW - 2 * HOUR)
        assert budget.read(session, 15000, 90, NOW - HOUR) == 0, "the month's first"
        pushed(session, 7)
        known = budget.purse(session, NOW)
        assert (known.limit, known.used, known.elsewhere) == (15000, 97, 50)


def test_a_reading_that_is_late_or_wrong_is_not_believed(store: Store) -> None:
    with store.write() as session:
        pushed(session, 120, NOW - 2 * HOUR)
        budget.read(session, 300, 0, NOW - HOUR)
        assert budget.purse(session, NOW).used == 120
        for quota, used in ((-1, 0), (300, -5)):
            with pytest.raises(ValueError, match="negative"):
                budget.read(session, quota, used, NOW)


def test_of_a_new_month_the_old_reading_tells_only_the_limit(store: Store) -> None:
    with store.write() as session:
        budget.read(session, 15000, 14990, NOW - timedelta(days=10, hours=10))
        pushed(session, 3)
        known = budget.purse(session, NOW)
        assert (known.limit, known.used, known.read_at) == (15000, 3, None)


def test_a_jump_is_what_others_have_sent(store: Store) -> None:
    with store.write() as session:
        budget.read(session, 300, 10, NOW - 3 * HOUR)
        pushed(session, 20, NOW - 2 * HOUR)
        assert budget.read(session, 300, 32, NOW - HOUR) == 0, "LINE counts but about"
        assert budget.read(session, 300, 150, NOW) == 118


def test_without_a_limit_anything_goes(store: Store) -> None:
    with store.write() as session:
        budget.read(session, None, 99999, NOW - HOUR)
        assert budget.allows(session, TAMBON, LOW, 5000, NOW).allowed
        assert budget.purse(session, NOW).left is None


@pytest.mark.parametrize(
    ("urgency", "most", "why"),
    [(LOW, 60, "kept"), (NORMAL, 144, "kept"), (HIGH, 240, "kept"), (URGENT, 300, "quota")],
)
def test_the_less_urgent_leaves_something_for_the_more(
    store: Store, urgency: int, most: int, why: str
) -> None:
    """Of 300: a reserve of 60; of the other 240 a quarter, six tenths, or all."""
    with store.write() as session:
        assert budget.allows(session, TAMBON, urgency, most, NOW).allowed
        refused = budget.allows(session, TAMBON, urgency, most + 1, NOW)
        assert (refused.allowed, refused.why, refused.room) == (False, why, most)


def test_word_to_one_person_counts_as_a_step_more_urgent(store: Store) -> None:
    """A group's push has used up what low things may have: one message may still go."""
    with store.write() as session:
        pushed(session, 60, NOW - HOUR)
        assert not budget.allows(session, TAMBON, LOW, 2, NOW).allowed
        assert budget.allows(session, TAMBON, LOW, 1, NOW).allowed
        pushed(session, 84, NOW - HOUR)
        assert not budget.allows(session, TAMBON, LOW, 1, NOW).allowed
        assert budget.allows(session, TAMBON, NORMAL, 1, NOW).allowed


def test_tambons_share_alike_unless_told_otherwise(store: Store) -> None:
    with store.write() as session:
        for code in (TAMBON, OTHER, "141603"):
            areas.add_village(session, f"{code}01")
        assert budget.allows(session, f"{TAMBON}01", HIGH, 79, NOW).allowed
        assert budget.allows(session, f"{TAMBON}01", HIGH, 80, NOW).why == "share"
        settings.put(session, TAMBON, "share", "50", NOW)
        assert budget.allows(session, f"{TAMBON}01", HIGH, 120, NOW).allowed
        assert budget.allows(session, f"{OTHER}01", HIGH, 61, NOW).why == "share"
        pushed(session, 50, area=f"{OTHER}01")
        assert budget.allows(session, f"{OTHER}01", HIGH, 10, NOW).allowed
        assert not budget.allows(session, f"{OTHER}01", HIGH, 11, NOW).allowed
        assert budget.allows(session, "1416", HIGH, 190, NOW).allowed, "a district's own"
        assert budget.allows(session, f"{OTHER}01", URGENT, 200, NOW).allowed, "urgent is urgent"


def test_the_monthly_limit_refused_is_as_good_as_a_reading(store: Store) -> None:
    with store.write() as session:
        pushed(session, 150)
        budget.limit_reached(session, "0", NOW)
        known = budget.purse(session, NOW)
        assert known.left == 149
        assert session.get(Cost, "0").people == 0  # type: ignore[union-attr]
        budget.read(session, 300, 20, NOW + HOUR)
        assert budget.purse(session, NOW + HOUR).used == 20, "LINE knows better"


def test_the_months_end_at_this_pace_and_at_worst(store: Store) -> None:
    with store.write() as session:
        pushed(session, 30, NOW - timedelta(days=20))
        pushed(session, 12, NOW - HOUR)
        ahead = budget.forecast(session, NOW, waiting=200)
        assert ahead.likely == 12 + round(42 * (21 + 15 / 24) / 30)
        assert ahead.most == 212


@how(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("push", "read", "refund")), st.integers(1, 120),
            st.sampled_from((LOW, NORMAL, HIGH, URGENT)),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_happens_no_more_is_spent_than_there_is(
    memory_store: Store, steps: list[tuple[str, int, int]]
) -> None:
    """Against a LINE that counts: as long as only we send, its limit is never hit, and what we know
    is never less than what was used."""
    with memory_store.write() as session:
        for model in (Cost, QuotaReading):
            session.query(model).delete()
        at, counted, sent = NOW, 0, 0
        for what, people, urgency in steps:
            at += timedelta(minutes=1)
            if what == "push" and budget.allows(session, TAMBON, urgency, people, at).allowed:
                sent += 1
                counted += people
                budget.book(session, f"p{sent}", TAMBON, "nudge", urgency, people, at)
            elif what == "read":
                budget.read(session, 300, max(0, counted - people % 3), at)
            elif what == "refund" and sent:
                counted -= budget.refund(session, f"p{sent}")
            session.flush()
            assert counted <= 300
            assert budget.purse(session, at).used >= counted - 2
        session.rollback()


@pytest.fixture(scope="module")
def memory_store(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Store:
    import shutil

    path = tmp_path_factory.mktemp("budget") / "budget.db"
    shutil.copy(sqlite_template, path)
    return Store(f"sqlite:///{path}")
