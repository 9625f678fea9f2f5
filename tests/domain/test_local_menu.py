"""The menu of a day is what was said last for that day, and no change reaches back."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.db import Store
from bot.domain import areas, local_menu, menu_editing
from bot.domain.deed import Deed
from bot.domain.local_menu import MenuChange
from bot.domain.menu import OWN, Limit, MenuItem, items
from bot.domain.menu_editing import OutOfBounds, SameAlready, TooSoon, Wish
from bot.domain.registry import Household

TAMBON, OTHER = "141601", "141602"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=7)))
KINDS = ["E1-05", "F1-01", "S9-01"]

Said = tuple[str, int, int, int]
"""A kind, its points, from how many days ahead, said on which day from the first."""

SAID = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.integers(0, 30), st.integers(-3, 20), st.integers(0, 3)
    ),
    max_size=8,
)  # fmt: skip


def edit(store: Store, tambon: str, kind: str, points: int, since: date, today: date) -> bool:
    """Whether the change was entered."""
    wish = Wish(
        kind, name="ทอผ้าขาวม้า" if kind == "S9-01" else None, points=Decimal(points), since=since
    )
    with store.write() as session:
        try:
            change = menu_editing.propose(session, tambon, wish, today)
        except (SameAlready, TooSoon):
            return False
        menu_editing.enter(session, change, None, NOW)
    return True


def menus(store: Store, tambon: str, days: range) -> dict[int, dict[str, MenuItem]]:
    with store.read() as session:
        return {n: dict(local_menu.of(session, tambon, TODAY + timedelta(days=n))) for n in days}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=SAID)
def test_what_was_said_last_for_a_day_holds_on_it(store: Store, said: list[Said]) -> None:
    with store.write() as session:
        session.execute(delete(MenuChange))
    days = range(-5, 30)
    spoken: dict[str, dict[int, int]] = {kind: {} for kind in KINDS}
    before = menus(store, TAMBON, days)
    today = 0
    for kind, points, ahead, later in said:
        today += later
        since = today + ahead
        entered = edit(
            store, TAMBON, kind, points, TODAY + timedelta(days=since),
            TODAY + timedelta(days=today),
        )  # fmt: skip
        assert ahead >= 0 or not entered
        if entered:
            spoken[kind][since] = points
        after = menus(store, TAMBON, days)
        for day in days:
            if day < max(since, today):
                assert after[day] == before[day]
        before = after
    for kind, plans in spoken.items():
        for day in days:
            held = [start for start in plans if start <= day]
            nation = items().get(kind)
            expected = plans[max(held)] if held else nation.points if nation else None
            found = before[day].get(kind)
            assert (found.points if found else None) == expected
    assert menus(store, OTHER, range(1))[0] == items()


def test_without_changes_it_is_the_nations(store: Store) -> None:
    with store.read() as session:
        assert local_menu.of(session, TAMBON, TODAY) == items()
        assert local_menu.changed(session, TAMBON, TODAY) == []
        assert local_menu.planned(session, TAMBON, TODAY) == []


def test_all_parts_of_a_line_come_back(store: Store) -> None:
    wish = Wish(
        None, "S", "ทอผ้าขาวม้า", "ผืน", Decimal(7), 3, Limit(2, "quarter"),
        frozenset({"photo", "witness"}),
    )  # fmt: skip
    with store.write() as session:
        menu_editing.enter(session, menu_editing.propose(session, TAMBON, wish, TODAY), None, NOW)
    with store.read() as session:
        assert local_menu.of(session, f"{TAMBON}04", TODAY)["S9-01"] == MenuItem(
            "S9-01", "S", OWN, "ทอผ้าขาวม้า", "ผืน", 7, 3, Limit(2, "quarter"),
            frozenset({"photo", "witness"}),
        )  # fmt: skip
        assert "S9-01" not in local_menu.of(session, TAMBON, TODAY - timedelta(days=1))


def told(store: Store, kind: str, done_on: date, status: str = "accepted") -> None:
    with store.write() as session:
        village = areas.add_village(session, f"{TAMBON}04")
        house = Household(village_code=village.code, house_no="1", status="active")
        session.add(house)
        session.flush()
        session.add(
            Deed(
                key="k", village_code=village.code, household_id=house.id, kind=kind,
                units=Decimal(1), points=5, done_on=done_on, status=status, recorded_at=NOW,
                said_at=NOW,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "ago", "status", "earliest"),
    [
        ("E1-05", 0, "accepted", 1),
        ("E1-05", 0, "rejected", 1),
        ("E1-05", 0, "withdrawn", 0),
        ("E1-05", 1, "recorded", 0),
        ("F1-01", 0, "accepted", 0),
        ("E1-05", -1, "accepted", 2),
    ],
)
def test_the_first_day_is_after_what_was_told(
    store: Store, kind: str, ago: int, status: str, earliest: int
) -> None:
    told(store, kind, TODAY - timedelta(days=ago), status)
    with store.read() as session:
        found = menu_editing.earliest(session, TAMBON, "E1-05", TODAY)
        assert menu_editing.earliest(session, OTHER, "E1-05", TODAY) == TODAY
    assert found == TODAY + timedelta(days=earliest)


@pytest.mark.parametrize(("ago", "may"), [(2, True), (0, False)])
def test_a_file_reaches_back_only_where_nothing_was_told_since(
    store: Store, ago: int, may: bool
) -> None:
    told(store, "E1-05", TODAY - timedelta(days=10))
    wish = Wish("E1-05", points=Decimal(6), since=TODAY - timedelta(days=9 if may else 10))
    with store.read() as session:
        with pytest.raises(TooSoon):
            menu_editing.propose(session, TAMBON, wish, TODAY)
        if may:
            assert menu_editing.propose(session, TAMBON, wish, TODAY, old=True).since == wish.since
            return
        with pytest.raises(TooSoon):
            menu_editing.propose(session, TAMBON, wish, TODAY, old=True)


def test_thirty_own_deeds_and_no_more(store: Store) -> None:
    def added(n: int) -> Wish:
        return Wish(None, "FES"[n % 3], f"งาน{chr(ord('ก') + n)}ของตำบลเรา", "ครั้ง", Decimal(1))

    with store.write() as session:
        for n in range(30):
            change = menu_editing.propose(session, TAMBON, added(n), TODAY)
            menu_editing.enter(session, change, None, NOW)
        with pytest.raises(OutOfBounds) as refused:
            menu_editing.propose(session, TAMBON, added(30), TODAY)
        assert refused.value.params["what"] == "own"
        assert len(local_menu.changed(session, TAMBON, TODAY)) == 30
