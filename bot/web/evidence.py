"""What was sent of a deed, for those who decide on it: pictures without what the camera wrote
beside them, and voices. Behind a signed link, for as long as they have the power."""

from functools import partial
from pathlib import Path

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import access, photos
from bot.domain.deed import Deed
from bot.domain.photos import Photo
from bot.messages.deeds import amount_said
from bot.routing import Rules
from bot.web.private import private


def blueprint(store: Store, rules: Rules, photo_dir: Path) -> Blueprint:
    evidence = Blueprint("evidence", __name__, url_prefix="/evidence")
    sent = partial(_bytes, store, rules, photo_dir)

    @evidence.get("/<token>")
    def page(token: str) -> ResponseReturnValue:
        with store.read() as session:
            deed = _opened(session, rules, token)
            sent = photos.of_deed(session, deed)
            shown = render_template(
                "evidence.html", deed=deed, amount=amount_said(deed), token=token,
                house=deed.household.address,
                pictures=[p for p in sent if p.sort == "picture"],
                voices=[p for p in sent if p.sort == "voice"],
            )  # fmt: skip
        return private(Response(shown))

    @evidence.get("/<token>/<int:photo_id>.jpg")
    def picture(token: str, photo_id: int) -> ResponseReturnValue:
        from bot.pictures import shown  # Pillow is loaded by the first who looks

        copy = shown(sent(token, photo_id, "picture"))
        if copy is None:
            abort(404)
        return private(Response(copy, content_type="image/jpeg"))

    @evidence.get("/<token>/<int:photo_id>.m4a")
    def voice(token: str, photo_id: int) -> ResponseReturnValue:
        return private(Response(sent(token, photo_id, "voice"), content_type="audio/mp4"))

    return evidence


def _bytes(store: Store, rules: Rules, folder: Path, token: str, photo_id: int, sort: str) -> bytes:
    with store.read() as session:
        deed = _opened(session, rules, token)
        photo = session.get(Photo, photo_id)
        if photo is None or photo.deed_id != deed.id or photo.sort != sort or not photo.file:
            abort(404)
        path = folder / photo.file
    try:
        return path.read_bytes()
    except OSError:
        abort(404)


def _opened(session: Session, rules: Rules, token: str) -> Deed:
    """The deed behind the link; 404 if it is forged, has run out, or the power is gone."""
    opened = rules.links.open_evidence(token)
    deed = session.get(Deed, opened[0]) if opened else None
    if opened is None or deed is None:
        abort(404)
    if not access.may(session, opened[1], "decide on deeds", deed.village_code):
        abort(404)
    return deed
