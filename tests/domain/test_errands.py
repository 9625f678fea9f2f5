"""What needs the network is asked for once, however many ask at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, update

from bot.db import Store
from bot.domain import errands
from bot.domain.errands import Errand
from tests.village import MORNING


def add(store: Store) -> None:
    with store.write() as session:
        errands.add(session, "bot", "self", MORNING)


def test_two_workers_that_start_together_ask_once(store: Store) -> None:
    gate = threading.Barrier(4)

    def start() -> None:
        gate.wait()
        add(store)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(start) for _ in range(4)]:
            done.result()
    with store.read() as session:
        assert [errand.key for errand in session.scalars(select(Errand))] == ["self"]


def test_what_is_done_is_done_again_when_asked_for(store: Store) -> None:
    add(store)
    with store.write() as session:
        session.execute(update(Errand).values(state="done", attempts=3))
    add(store)
    with store.read() as session:
        errand = session.scalars(select(Errand)).one()
        assert (errand.state, errand.attempts) == ("waiting", 0)
