"""What each command does. Imports lie inside, for a command must start within a second."""

import argparse
import os
import re
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from bot import config

if TYPE_CHECKING:
    from bot.bootstrap import House

Options = argparse.Namespace
YEARS = range(2020, 2101)
"""A job's moment lies in one of these; anything else is a slip."""

LINE_ID = re.compile(r"U[0-9a-f]{32}")


def serve(options: Options) -> int:
    from bot import processes

    settings = config.from_env(need_line=True)
    processes.serve(_house(settings), _port(options, settings))
    return 0


def web(options: Options) -> int:
    from bot import processes

    settings = config.from_env(need_line=True)
    processes.web(_house(settings), _port(options, settings))
    return 0


def worker(options: Options) -> int:
    from bot import processes

    house = _house(config.from_env(need_line=True))
    if options.until_parent_ends:
        processes.end_with_parent()
    processes.worker(house, with_clock=options.with_clock)
    return 0


def clock(_: Options) -> int:
    from bot import processes

    processes.clock(_house(config.from_env()))
    return 0


def demo(options: Options) -> int:
    """The demo is a program of its own around the bot, which knows nothing of it."""
    arguments = ["--port", str(options.port)] if options.port else []
    arguments += ["--no-open"] if options.no_open else []
    os.execv(sys.executable, [sys.executable, "-m", "demo", *arguments])  # noqa: S606


def migrate(_: Options) -> int:
    from bot import schema

    house = _house(config.from_env())
    schema.upgrade(house.store)
    _print(f"schema: {schema.head()}")
    return 0


def doctor(_: Options) -> int:
    from bot import doctor as examination

    return examination.examine(_print)


def understand(options: Options) -> int:
    from bot import understanding

    out = sys.stdout, sys.stderr
    return understanding.stream(sys.stdin.buffer, *out, explain=options.explain)


def jobs(options: Options) -> int:
    from bot.jobs import JOBS, upcoming

    house = _house(config.from_env())
    now = house.local_now()
    for job in JOBS:
        due = list(upcoming(house.store, job, now))
        if options.words or (options.words is None and sys.stdout.isatty()):
            _print(_in_words(job.name, job.item.thai, due))
        elif times := sorted({moment for moment, _ in due if moment}):
            _print(
                f"{job.name:<12} {' '.join(each.isoformat(timespec='minutes') for each in times)}"
            )
    return 0


def _in_words(name: str, thai: str, due: "list[tuple[datetime | None, str]]") -> str:
    """A line for an officer: what it is, when next, and where the time is another."""
    from bot.wording import thai_moment

    times = [
        (thai_moment(moment) if moment else "ปิดอยู่") + (f" (พื้นที่ {area})" if area else "")
        for moment, area in due
    ]
    return f"{name:<12} {' · '.join(times)}  {thai}"


def setting(options: Options) -> int:
    from bot.domain import areas, audit, settings

    house = _migrated(_house(config.from_env()))
    area, name = options.area_code, options.name
    with house.store.write() as session:
        if not areas.is_known(session, area):
            return _fail(f"no area has the code {area}")
        if options.value is not None:
            try:
                settings.put(session, area, name or "", options.value, house.now())
            except settings.BadValue as error:
                return _fail(str(error))
            audit.write(session, None, f"setting:{name}"[:30], options.value, house.now(), area)
        for each, one in settings.CATALOGUE.items():
            if name in (None, each):
                _print(f"{each:<12} {settings.of(session, area, each) or '-':<16} {one.thai}")
    return 0


def budget(_: Options) -> int:
    from bot.domain import budget as purse
    from bot.domain import officers_week

    house = _migrated(_house(config.from_env()))
    now = house.local_now()
    with house.store.read() as session:
        known = purse.purse(session, now)
        ahead = officers_week.forecast(session, now)
    limit = "no limit" if known.limit is None else f"of {known.limit}"
    read = (
        known.read_at.astimezone(now.tzinfo).isoformat(timespec="minutes") if known.read_at else "-"
    )
    _print(f"used      {known.used} {limit}, {known.ours} of them ours; LINE was asked at {read}")
    _print(f"forecast  {ahead.likely}; {ahead.most} if all that waits were pushed")
    return 0


def run_job(options: Options) -> int:
    from bot import jobs as table

    job = table.named(options.name)
    if job is None:
        names = ", ".join(job.name for job in table.JOBS)
        return _fail(f"no job is called {options.name}; there are {names}")
    house = _house(config.from_env())
    at = _moment(options.at, house.settings)
    if at is None:
        return _fail(f"{options.at} is not a time the village knows; write 2026-11-08T08:00")
    did = table.run(_migrated(house).store, job, at, house.now(), house.rules)
    _print(f"{job.name}: {f'done in {did} areas' if did else 'nothing was due'}")
    return 0


def grant(options: Options) -> int:
    from bot.domain import access, areas, audit

    if not LINE_ID.fullmatch(options.line_user_id):
        return _fail("a LINE user id is U and 32 characters of 0-9 and a-f")
    if options.role not in access.ROLES:
        return _fail(f"no role is called {options.role}; there are {', '.join(access.ROLES)}")
    house = _migrated(_house(config.from_env()))
    with house.store.write() as session:
        if not areas.is_known(session, options.area_code):
            return _fail(f"no area has the code {options.area_code}")
        access.grant(session, options.line_user_id, options.role, options.area_code, house.now())
        audit.write(
            session, None, f"role:{options.role}", options.line_user_id, house.now(),
            options.area_code,
        )  # fmt: skip
    return 0


def group_code(options: Options) -> int:
    from bot.domain import areas, groups

    house = _migrated(_house(config.from_env()))
    with house.store.write() as session:
        if not areas.is_known(session, options.area_code):
            return _fail(f"no area has the code {options.area_code}")
        code = groups.new_code(session, options.area_code, house.now())
    _print(code)
    return 0


def import_file(options: Options) -> int:
    from bot import files

    if options.kind not in files.IMPORTS:
        return _fail(f"no kind is called {options.kind}; there are {', '.join(files.IMPORTS)}")
    house = _migrated(_house(config.from_env()))
    return files.read_in(
        house, options.kind, options.file, skip_bad=options.skip_bad, say=_complain
    )


def export_file(options: Options) -> int:
    from bot import files

    if options.kind not in files.EXPORTS:
        return _fail(f"no kind is called {options.kind}; there are {', '.join(files.EXPORTS)}")
    house = _migrated(_house(config.from_env()))
    return files.write_out(house, options.kind, options.file, say=_complain)


def erase(options: Options) -> int:
    from bot import retention
    from bot.domain import people

    house = _migrated(_house(config.from_env()))
    with house.store.write() as session:
        user = people.find(session, options.line_user_id)
        if user is None:
            return _fail("nobody with this id is known")
        retention.forget(session, user, house.now(), house.settings.secret_key)
    _print("erased")
    return 0


def _house(settings: config.Settings) -> "House":
    from bot.bootstrap import House

    return House(settings)


def _migrated(house: "House") -> "House":
    """On SQLite nobody need think of `migrate`."""
    from bot import schema

    if house.settings.on_sqlite:
        schema.upgrade(house.store)
    return house


def _port(options: Options, settings: config.Settings) -> int:
    return settings.port if options.port is None else int(options.port)


def _moment(text: str, settings: config.Settings) -> datetime | None:
    """An ISO 8601 time of the village's years; one without an offset is the village's own."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return at.astimezone(settings.zone) if at.tzinfo else at.replace(tzinfo=settings.zone)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def _fail(text: str) -> int:
    _complain(text)
    return 1
