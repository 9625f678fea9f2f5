"""Cells count what is on the map, whatever came and went before."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import Store
from bot.domain import areas, people, pin_cells, places, registry, spots
from bot.domain.access import grant
from bot.domain.pin_cells import Box, PinCell
from bot.domain.places import HOMES, PRECISIONS, SPOTS, Pin

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
VILLAGES = ("14160104", "14160101", "50010101")
SOMEWHERE = ((14.657, 100.577), (14.66, 100.58), (18.79, 98.98), (7.88, 98.39), (15.24, 104.85))

acts = st.lists(
    st.tuples(
        st.sampled_from(("pin", "unpin", "sort", "model", "spot", "remove")),
        st.integers(0, 5), st.integers(0, 4), st.integers(0, 3),
    ),
    max_size=14,
)  # fmt: skip


def play(session: Any, users: list[people.LineUser], does: Any) -> None:
    """One thing that happens to one household or one place."""
    what, who, where, how = does
    user, place = users[who], SOMEWHERE[where]
    house = user.household
    assert house
    if what == "pin":
        places.pin_home(session, house, user, *place, PRECISIONS[how % 3], NOW)
    elif what == "unpin":
        places.unpin(session, house, user.line_id, NOW)
    elif what == "sort":
        places.sort_home(session, house, HOMES[how], user.line_id, NOW)
    elif what == "model" and places.home_of(session, house):
        spots.make_model(session, house, "U-committee", NOW, yes=how % 2 == 0)
    elif what == "spot":
        code = house.village_code
        spots.pin(session, code, SPOTS[how], "ที่นี่", *place, "U-committee", NOW)
    elif what == "remove":
        first = session.scalar(select(Pin.id).where(Pin.household_id.is_(None)).limit(1))
        spots.remove(session, first or 0, "U-committee", NOW)


def recount(pins: list[Pin], zoom: int, area: str) -> Counter[tuple[int, int]]:
    """Straight from the formula of web maps, in another way than the bot's."""
    found = Counter[tuple[int, int]]()
    for pin in pins:
        if pin.village_code.startswith(area):
            lat = math.radians(pin.lat)
            mercator = math.log(math.tan(lat) + 1 / math.cos(lat))
            across = 4 * 2**zoom
            found[
                int(across * (pin.lon + 180) / 360), int(across * (1 - mercator / math.pi) / 2)
            ] += 1
    return found


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts)
def test_cells_are_what_a_recount_of_the_pins_comes_to(store: Store, does: Any) -> None:
    with store.write() as session:
        grant(session, "U-committee", "officer", "14", NOW)
        grant(session, "U-committee", "officer", "50", NOW)
        users = []
        for n in range(6):
            user = people.consent(session, f"U{n}", people.PURPOSES, NOW, channel="line")
            village = areas.add_village(session, VILLAGES[n % 3])
            house = registry.enter(session, village, str(n + 1), NOW.date())
            people.move_in(session, user, house, NOW + timedelta(minutes=n))
            users.append(user)
        for each in does:
            play(session, users, each)
        session.flush()
        pins = list(session.scalars(select(Pin)))
        for zoom in range(pin_cells.FIRST, pin_cells.LAST + 1):
            for area in ("", "1416", "5001"):
                rows = session.scalars(select(PinCell).filter_by(zoom=zoom, area=area)).all()
                kept = Counter({(row.x, row.y): row.total for row in rows if row.total})
                assert kept == recount(pins, zoom, area)
                assert all(
                    row.total == sum(getattr(row, c) for c in places.CATEGORIES) for row in rows
                )
        everywhere = Box(-80, -179, 80, 179)
        for category in (None, *places.CATEGORIES):
            heaps = pin_cells.heaps(session, None, category, 5, everywhere)
            shown = [p for p in pins if category in (None, p.category)]
            assert sum(heap.pins for heap in heaps) == len(shown)
        session.rollback()
