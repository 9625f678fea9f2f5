"""Pictures of houses that stand or have won, for cards and pages: looked up anew each time, so that
one that may not be seen any more is gone, but for the minute that browsers and LINE may keep it."""

import time
from pathlib import Path

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import elections, faces
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.routing import Rules
from bot.web.minute import KEPT, Minute
from bot.web.private import private

LOOKS, BREATH = 12, 0.25
"""How often, and after how many seconds, we look for a picture that was sent a moment ago: a phone
asks for it as soon as it sees the card, often before LINE has handed it to us."""


def blueprint(store: Store, rules: Rules, photo_dir: Path) -> Blueprint:
    pictures = Blueprint("faces", __name__, url_prefix="/faces")
    minute = Minute()

    @pictures.get("/<token>.jpg")
    def face(token: str) -> ResponseReturnValue:
        with store.read() as session:
            file = _seen(session, rules.links.open_face(token))
        response = _picture(file)
        response.cache_control.public, response.cache_control.max_age = True, int(KEPT)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @pictures.get("/mine/<token>.jpg")
    def preview(token: str) -> ResponseReturnValue:
        """A picture that its sender is asked about."""
        opened = rules.links.open_face_preview(token)
        if opened is None:
            abort(404)
        return private(_picture(_fetched(store, *opened)))

    def _picture(file: str | None) -> Response:
        if file is None:
            abort(404)
        return Response(
            minute.of(file, lambda: _drawn(photo_dir / file)), content_type="image/jpeg"
        )

    return pictures


def _seen(session: Session, named: tuple[int, int] | None) -> str | None:
    """The file of the picture that may be seen of who has this number in this vote."""
    election = elections.find(session, named[0]) if named else None
    if named is None or election is None or election.cancelled_at is not None:
        return None
    shown = next((c for c in election.candidates if c.number == named[1]), None)
    if shown is None or not shown.stands:
        return None
    return faces.of(session, shown.household, election.month).photo


def _fetched(store: Store, photo_id: int, user_id: int) -> str | None:
    for _ in range(LOOKS):
        with store.read() as session:
            photo, user = session.get(Photo, photo_id), session.get(LineUser, user_id)
            if photo is None or user is None or photo.line_user_id != user.id:
                return None
            state, file = photo.state, photo.file
        if state != "wanted":
            return file
        time.sleep(BREATH)
    return None


def _drawn(path: Path) -> bytes:
    from bot.pictures import banner  # Pillow is loaded by the first who looks

    try:
        made = banner(path.read_bytes())
    except OSError:
        abort(404)
    if made is None:
        abort(404)
    return made
