"""The long-running commands: web, worker, clock, and `serve`, which is all three.

`serve` answers LINE from its own process and keeps the work in a child, so that a slow message
never delays an answer. The child ends when its parent does, however that dies; a dead child is
started again.
"""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import errands, jobs, schema
from bot.bootstrap import House
from bot.thai import annotate, read

log = logging.getLogger(__name__)

WEB_THREADS = 32
"""Requests wait for the intake's commit, so there are more of them than cores."""

LOOK_AGAIN = 20.0
"""Seconds between two looks at whether the heartbeat still comes every minute."""

LONGEST_REST = timedelta(minutes=2)

LARGEST_BODY = 32 * 1024 * 1024


Around = Callable[[Any], Any]


def _nothing(app: Any) -> Any:
    return app


def web(house: House, port: int, *, around: Around = _nothing, host: str = "*") -> None:
    """Serve until SIGINT or SIGTERM. `around` may put another application around ours."""
    import waitress

    server = waitress.create_server(
        around(house.web()),
        listen=f"{host}:{port}",
        threads=WEB_THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=False,
        connection_limit=1000,
        backlog=1024,
    )
    _on_end(_leave)
    _settle()
    log.info("web: listening on port %s", port)
    server.run()


def worker(house: House, *, with_clock: bool = False) -> None:
    """Handle events, send messages, run errands, look after those who wait, until told to stop."""
    stop = _stop_on_end()
    with house.store.write() as session:
        errands.ask_about_ourselves(session, house.now())
    loops = [house.worker().run, house.sender().run, house.runner().run, house.patience().run]
    if with_clock:
        loops.append(lambda stop: _clock_loop(house, stop))
    threads = [threading.Thread(target=loop, args=(stop,)) for loop in loops]
    for thread in threads:
        thread.start()
    log.info("worker: at work")
    house.line()
    read(annotate("", house.local_now().date()), group=False)  # the words, before the first message
    _settle()
    for thread in threads:
        thread.join()


def clock(house: House) -> None:
    """Run due jobs every minute until told to stop."""
    _clock_loop(house, _stop_on_end())


def _clock_loop(house: House, stop: threading.Event) -> None:
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(timezone=house.settings.zone)
    beat = scheduler.add_job(
        lambda: _tick(house), "cron", second=0, coalesce=True, max_instances=1,
        misfire_grace_time=None, next_run_time=datetime.now(house.settings.zone),
    )  # fmt: skip
    scheduler.start()
    log.info("clock: ticking")
    while not stop.wait(LOOK_AGAIN):
        _wind_up(beat, datetime.now(house.settings.zone))
    scheduler.shutdown(wait=True)


def _wind_up(beat: Any, now: datetime) -> None:
    """The heartbeat waits for a moment on the machine's clock: where that is set back, the moment
    would come hours late, and nothing would tick until then."""
    if beat.next_run_time - now > LONGEST_REST:
        log.warning("clock: the machine's clock was set back; ticking from now on")
        beat.modify(next_run_time=now)


def _tick(house: House) -> None:
    try:
        jobs.run_due(house.store, house.local_now(), house.now(), house.rules)
    except SQLAlchemyError as error:
        log.warning("clock: the store does not answer: %s", type(error).__name__)
    house.outgoing.set()


WORKER = ("-m", "bot", "worker", "--with-clock", "--until-parent-ends")


def serve(
    house: House,
    port: int,
    *,
    around: Around = _nothing,
    host: str = "*",
    worker: Sequence[str] = WORKER,
    patience: float = 10,
) -> None:
    """Web here, everything else in a child that is kept alive; at the end the child has `patience`
    seconds for the calls under way."""
    if house.settings.on_sqlite:
        schema.upgrade(house.store)
    child = Child(worker, patience)
    try:
        web(house, port, around=around, host=host)
    finally:
        child.end()


class Child:
    """A process of ours, started again when it dies, ended when we end."""

    def __init__(self, arguments: Sequence[str], patience: float) -> None:
        self._patience = patience
        self._command = [sys.executable, *arguments]
        self._ending = threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()

    def _start(self) -> "subprocess.Popen[bytes]":
        # The child reads this pipe to its end, which comes when we are gone.
        return subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603

    def _keep(self) -> None:
        while not self._ending.is_set():
            code = self._process.wait()
            if not self._ending.is_set():
                log.error("the worker ended with %s and is started again", code)
                time.sleep(0.5)
                self._process = self._start()

    def end(self) -> None:
        self._ending.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=self._patience)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _settle() -> None:
    """What is loaded by now stays for good: the garbage collector, whose walk through the SDK's
    modules stops everything for a sixth of a second, need not look at it again."""
    gc.collect()
    gc.freeze()


def end_with_parent() -> None:
    """Leave when the pipe from our parent closes: it has died."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _stop_on_end() -> threading.Event:
    stop = threading.Event()
    _on_end(stop.set)
    return stop


def _on_end(act: Callable[[], None]) -> None:
    """What to do on SIGINT and SIGTERM, once; a second one ends us at once."""

    def handle(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        act()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)


def _leave() -> None:
    raise SystemExit(0)
