"""From many requests to one writer: what has gathered is committed together.

A lone fsync'd commit costs thirty times what a row in a batch costs; so each request hands its rows
over and gets its answer when they are durable, with those of its neighbours.
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot import inbox
from bot.db import Store

log = logging.getLogger(__name__)

GATHER = 0.005
"""Seconds between a first slip and its commit: its neighbours come along, and one writer that wakes
seldom costs the web's threads less than one that wakes for each of them."""

MOST = 200
"""Requests in one commit."""

PATIENCE = 1.2
"""Seconds the writer waits for another writer. LINE wants its answer within two."""

DEADLINE = 1.7


class StoreDown(Exception):
    """The rows are not durable: LINE must be told to come again."""


class Slip:
    """One request's rows, and a lock that is released once they are kept or cannot be."""

    def __init__(self, rows: Sequence[dict[str, object]]) -> None:
        self.rows, self.kept = rows, False
        self.ready = threading.Lock()
        self.ready.acquire()


class Intake:
    """One writer thread for a web process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._slips: queue.SimpleQueue[Slip] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="intake", daemon=True).start()

    def keep(self, rows: Sequence[dict[str, object]]) -> None:
        """Returns when the rows are on disk; raises StoreDown when that cannot be said in time."""
        if not rows:
            return
        slip = Slip(rows)
        self._slips.put(slip)
        if not slip.ready.acquire(timeout=DEADLINE) or not slip.kept:
            raise StoreDown

    def _run(self) -> None:
        while True:
            slips = [self._slips.get()]
            time.sleep(GATHER)
            while len(slips) < MOST:
                try:
                    slips.append(self._slips.get_nowait())
                except queue.Empty:
                    break
            self._commit(slips)
            for slip in slips:
                slip.ready.release()

    def _commit(self, slips: Sequence[Slip]) -> None:
        try:
            with self._store.connect(patience=PATIENCE) as connection:
                inbox.accept(connection, [row for slip in slips for row in slip.rows])
            for slip in slips:
                slip.kept = True
        except OperationalError as error:
            log.error("inbox: the store is down: %s", type(error.orig).__name__)
        except SQLAlchemyError as error:
            log.error("inbox: %s for %d requests", type(error).__name__, len(slips))
            if len(slips) > 1:  # one odd row must not cost its neighbours
                for slip in slips:
                    self._commit([slip])
