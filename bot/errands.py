"""Runs errands: what needs the network or the disk, one at a time, outside every transaction.

Look for a row, do the work, write down what came of it. Whoever dies in between leaves the row as
it was; doing an errand twice does no harm, so it takes no claim, only patience after a failure.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import pictures
from bot.db import Store
from bot.domain import (
    access,
    budget,
    channel,
    errands,
    groups,
    notices,
    people,
    photos,
    places,
    prints,
)
from bot.domain.deed import Deed
from bot.domain.errands import Errand
from bot.errors import GiveUp, RetryLater
from bot.wording import thai_date

if TYPE_CHECKING:
    from bot.line.client import LineClient
    from bot.maps import Geocoder

log = logging.getLogger(__name__)

IDLE = 0.25
LONGEST_WAIT = timedelta(minutes=10)
MOST_TRIES = 12
"""About an hour and a half of trying."""

Write = Callable[[Session], None]
"""What an errand leaves to be written once its work is done."""


class Runner:
    """Does errands until told to stop."""

    def __init__(
        self,
        store: Store,
        line: Callable[[], "LineClient"],
        clock: Callable[[], datetime],
        photo_dir: Path,
        geocoder: Callable[[], "Geocoder | None"],
    ) -> None:
        self._store, self._line, self._clock, self._photo_dir = store, line, clock, photo_dir
        self._geocoder = geocoder

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                if not self.step():
                    stop.wait(IDLE)
            except SQLAlchemyError as error:
                log.warning("errands: the store does not answer: %s", type(error).__name__)
                stop.wait(1)

    def drain(self) -> None:
        """Do all that is ready (tests)."""
        while self.step():
            pass

    def step(self) -> bool:
        """Do the next errand. False if there is none."""
        now = self._clock()
        with self._store.read() as session:
            errand = session.scalar(
                select(Errand)
                .where(Errand.state == "waiting", Errand.ready_at <= now)
                .order_by(Errand.ready_at)
                .limit(1)
            )
        if errand is None:
            return False
        try:
            write = self._do(errand.kind, errand.key)
            state, wait = "done", timedelta()
        except RetryLater as error:
            write, state, wait = _nothing, "waiting", _patience(errand.attempts)
            log.warning("errand %s %s: later: %s", errand.id, errand.kind, error)
        except GiveUp as error:
            write, state, wait = self._gone(errand.kind, errand.key, now), "failed", timedelta()
            log.warning("errand %s %s: %s %s", errand.id, errand.kind, error.status, error)
        except OSError as error:
            write, state, wait = _nothing, "waiting", _patience(errand.attempts)
            log.error("errand %s %s: %s", errand.id, errand.kind, error.strerror)
        self._write_down(errand.id, write, state, now + wait)
        return True

    def _write_down(self, errand_id: int, write: Write, state: str, ready_at: datetime) -> None:
        with self._store.write() as session:
            errand = session.get(Errand, errand_id)
            if errand is None or errand.state != "waiting":
                return
            write(session)
            errand.attempts += 1
            gave_up = state == "waiting" and errand.attempts >= MOST_TRIES
            errand.state = "failed" if gave_up else state
            errand.ready_at = ready_at

    def _do(self, kind: str, key: str) -> Write:
        if kind == "geocode":
            return self._read_address(key)
        if kind == "remove file":
            (self._photo_dir / key).unlink(missing_ok=True)
            return _nothing
        if kind == "photo":
            return self._fetch_photo(key)
        ask = _QUESTIONS.get(kind)
        if ask is None:
            raise GiveUp(f"no such errand: {kind}")
        return ask(self._line(), key)

    def _fetch_photo(self, message_id: str) -> Write:
        data = self._line().content(message_id)
        name = hashlib.sha256(data).hexdigest()
        path = self._photo_dir / name
        if not path.exists():
            self._photo_dir.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{threading.get_ident()}")
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
        looks = pictures.print_of(data)
        return lambda session: _keep(session, message_id, name, len(data), looks, self._clock())

    def _read_address(self, key: str) -> Write:
        """Only the place as it is stored is told, no closer, and with it nothing else."""
        geocoder = self._geocoder()
        if geocoder is None:
            raise GiveUp("no GOOGLE_MAPS_API_KEY")
        with self._store.read() as session:
            pin = places.of_errand(session, key)
            if pin is None:
                return _nothing
            lat, lon, known = pin.lat, pin.lon, places.known_address(session, pin)
        address = known or geocoder.address(lat, lon)
        return lambda session: _note_address(session, key, address)

    def _gone(self, kind: str, key: str, now: datetime) -> Write:
        """LINE has it no more: a picture's sender is told, a nameless profile stays nameless."""
        if kind != "photo":
            return _nothing

        def tell(session: Session) -> None:
            gone = photos.missing(session, key)
            if gone is not None:
                sender, sort = gone
                day = thai_date(now.date())
                notices.leave(session, sender, "photo_missing", now, day=day, sort=sort)

        return tell


def _nothing(_: Session) -> None:
    """For an errand that leaves nothing to write."""


def _ask_profile(line: "LineClient", key: str) -> Write:
    name = line.profile(key)
    return lambda session: _name_person(session, key, name)


def _ask_group(line: "LineClient", key: str) -> Write:
    name, size = line.group_name(key), line.group_size(key)
    return lambda session: _describe_group(session, key, name, size)


def _ask_quota(line: "LineClient", key: str) -> Write:
    quota, used = line.quota(), line.consumption()
    return lambda session: _read_quota(session, key, quota, used)


def _ask_bot(line: "LineClient", _: str) -> Write:
    info = line.bot_info()
    wanted: tuple[str, ...] = ("basicId", "displayName")
    facts = {name: str(info[name]) for name in wanted if name in info}
    return lambda session: channel.remember(session, facts)


_QUESTIONS: Mapping[str, "Callable[[LineClient, str], Write]"] = {
    "profile": _ask_profile,
    "group": _ask_group,
    "quota": _ask_quota,
    "bot": _ask_bot,
}
"""What LINE is asked, and what is written of its answer."""


def _keep(
    session: Session, message_id: str, file: str, size: int, looks: str | None, now: datetime
) -> None:
    photo = photos.kept(session, message_id, file, size, looks, now)
    deed = session.get(Deed, photo.deed_id) if photo and photo.deed_id else None
    if photo is not None and deed is not None:
        prints.look(session, photo, deed)


def _patience(attempts: int) -> timedelta:
    return min(timedelta(seconds=2**attempts), LONGEST_WAIT)


def _name_person(session: Session, line_id: str, name: str) -> None:
    user = people.find(session, line_id)
    if user is not None and user.may_join:
        user.display_name = name[:100] or None


def _describe_group(session: Session, chat_id: str, name: str, size: int) -> None:
    group = groups.find(session, chat_id)
    if group is not None:
        group.name, group.members = name[:100] or None, size


def _read_quota(session: Session, key: str, quota: int | None, used: int) -> None:
    """Somebody else sent messages, perhaps by hand in LINE's manager: the officers hear of it."""
    now = datetime.fromisoformat(key)
    others = budget.read(session, quota, used, now)
    if others:
        for line_id in access.widest(session, "announce"):
            day = thai_date(now.date())
            notices.leave(
                session, line_id, "quota_jump", now, about=key[:10], day=day, messages=others
            )


def _note_address(session: Session, key: str, address: str | None) -> None:
    pin = places.of_errand(session, key)
    if pin is not None and address is not None:
        pin.address = address[: places.ADDRESS]


def ask_about_ourselves(session: Session, now: datetime) -> None:
    """Our own name and id, asked anew at every start."""
    errands.add(session, "bot", "self", now)
