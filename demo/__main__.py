"""`khwamdee demo`: the bot as an operator runs it, with the simulator in LINE's place.

One web process serves both: `/simulator` is LINE, everything else is the bot. The worker is a child
process of its own and reaches LINE over HTTP, as in earnest. All data lies in a folder that is
emptied at each start.
"""

import argparse
import logging
import os
import secrets
import shutil
import socket
import sys
import threading
import time
import webbrowser
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import config, inbox, jobs, outbox, processes, schema
from bot.bootstrap import House
from demo import evening, month, three_votes, village
from demo.ahead import FILE, Ahead
from demo.stage import Stage
from demo.village import Cast
from simulator.app import create_app
from simulator.model import Bot
from simulator.platform import Platform

log = logging.getLogger("demo")

AN_HOUR, A_WATCH = timedelta(hours=1), timedelta(hours=6)
_ADVANCING = threading.Lock()


def main() -> int:
    parser = argparse.ArgumentParser("khwamdee demo")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--no-open", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    if _taken(options.port):
        sys.stderr.write(f"Port {options.port} is taken; choose another: PORT=8001 make demo\n")
        return 1
    platform = _line(options.port)
    settings = _settings(options.port, platform)
    ahead = Ahead(settings.data_dir / FILE)
    house = House(settings, now=ahead.now)
    schema.upgrade(house.store)
    with house.store.write() as session:
        cast = village.settle(session, platform, house.local_now())
    address = f"http://localhost:{options.port}/simulator"
    threading.Thread(
        target=_open, args=(platform, cast, options.port, address, options.no_open), daemon=True
    ).start()
    line = create_app(platform)
    platform.scenes[evening.TITLE] = evening.scene(platform, cast)
    stage = Stage(platform, cast, house.local_now, lambda: _busy(house))
    platform.scenes[month.TITLE] = month.Month(stage).play
    platform.scenes[three_votes.TITLE] = three_votes.Votes(stage).play
    platform.when_advanced = lambda seconds: _live_through(house, ahead, seconds)
    processes.serve(
        house, options.port, around=lambda bot: _Both(line, bot), host="127.0.0.1",
        worker=("-m", "demo.worker"),
        patience=1,  # LINE, whose answers the worker waits for, has ended with the web
    )  # fmt: skip
    return 0


def _live_through(house: House, ahead: Ahead, seconds: float) -> None:
    """LINE's clock was moved on: the bot's clock follows step by step, and its jobs do what falls
    due on the way, each at its own moment."""
    with _ADVANCING:
        start, moved = house.local_now(), 0.0
        end = start + timedelta(seconds=seconds)
        own = set(jobs.moments(start, end, A_WATCH))
        for moment in jobs.moments(start, end, AN_HOUR):
            step = max(0.0, (moment - start).total_seconds() - moved)
            ahead.move_on(step)
            moved += step
            # between their moments there are only rows to look at
            due = jobs.JOBS if moment in own else [j for j in jobs.JOBS if not j.has_moments]
            for job in due:
                jobs.run(house.store, job, moment, house.now(), house.rules)


def _busy(house: House) -> bool:
    """Something said is not answered yet, or an answer has not left."""
    with house.store.read() as session:
        return inbox.has_work(session, house.now()) or outbox.is_open(session)


class _Both:
    """LINE below /simulator, the bot everywhere else."""

    def __init__(self, line: Any, bot: Any) -> None:
        self._line, self._bot = line, bot

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        ours = path == "/simulator" or path.startswith("/simulator/")
        return (self._line if ours else self._bot)(environ, start_response)


def _line(port: int) -> Platform:
    secret, token = secrets.token_hex(16), secrets.token_urlsafe(32)
    bot = Bot("U" + secrets.token_hex(16), "@khwamdee", "ความดี")
    return Platform(
        f"http://127.0.0.1:{port}/line/webhook", channel_secret=secret, access_token=token, bot=bot
    )


def _settings(port: int, platform: Platform) -> config.Settings:
    """The environment as an operator would set it; the worker, a child, inherits it."""
    data_dir = Path(os.environ.get("DATA_DIR") or "./data").absolute() / "demo"
    shutil.rmtree(data_dir, ignore_errors=True)
    line = f"http://127.0.0.1:{port}/simulator/line"
    os.environ.update(
        DATA_DIR=str(data_dir),
        HOME_AREA=village.TAMBON,
        PUBLIC_BASE_URL=f"http://localhost:{port}",
        PORT=str(port),
        LINE_CHANNEL_SECRET=platform.courier.secret,
        LINE_CHANNEL_ACCESS_TOKEN=platform.access_token,
        LINE_API_BASE=line,
        LINE_DATA_API_BASE=line,
        LOG_LEVEL="WARNING",
    )
    os.environ.pop("DATABASE_URL", None)
    return config.from_env(need_line=True)


def _open(platform: Platform, cast: Cast, port: int, address: str, quiet: bool) -> None:
    """Once the bot answers: a first evening in the village's group, and the address."""
    while not _taken(port):
        time.sleep(0.05)
    for who, words in (
        (cast.neighbour, "สวัสดีครับทุกคน"),
        (cast.grandmother, "วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ"),
    ):
        platform.say(who, words, cast.village_group)
        time.sleep(0.3)
    phones = f"{cast.grandmother.user_id},{cast.newcomer.user_id}"
    sys.stdout.write(
        f"\n  ธนาคารความดี ต.บ้านแพรก (ตัวอย่าง)\n"
        f"  {address}\n\n"
        f"  Open it in a browser, choose a person and chat. Ctrl-C ends it.\n\n"
    )
    sys.stdout.flush()
    if not quiet and sys.stdout.isatty():
        webbrowser.open(f"{address}?phones={phones}")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
