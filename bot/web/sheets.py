"""The picture of a count of votes and its roll, for those who may count them: without what the
camera wrote beside it, and without what the first has counted. Behind a signed link, for as long as
they have the power."""

from pathlib import Path

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import areas, photos, sheets
from bot.domain.photos import Photo
from bot.domain.sheets import Sheet
from bot.errors import Refused
from bot.messages.vote_paper import SORTS
from bot.routing import Rules
from bot.web.private import private

LEGIBLE = 1600
"""Pixels of the longer side: enough to read strokes of a pencil on a large sheet."""


def blueprint(store: Store, rules: Rules, photo_dir: Path) -> Blueprint:
    pages = Blueprint("sheets", __name__, url_prefix="/sheet")

    @pages.get("/<token>")
    def page(token: str) -> ResponseReturnValue:
        with store.read() as session:
            sheet = _opened(session, rules, token)
            shown = render_template(
                "sheet.html", token=token, sort=SORTS[sheet.sort], month=sheet.election.month,
                area=areas.title(session, sheet.election.area_code),
                pictures=photos.of_sheet(session, sheet.id),
                houses=[house.address for house in sheets.roll(session, sheet)],
            )  # fmt: skip
        return private(Response(shown))

    @pages.get("/<token>/<int:photo_id>.jpg")
    def picture(token: str, photo_id: int) -> ResponseReturnValue:
        from bot.pictures import shown  # Pillow is loaded by the first who looks

        with store.read() as session:
            sheet = _opened(session, rules, token)
            photo = session.get(Photo, photo_id)
            if photo is None or photo.sheet_id != sheet.id or not photo.file:
                abort(404)
            path = photo_dir / photo.file
        try:
            copy = shown(path.read_bytes(), LEGIBLE)
        except OSError:
            copy = None
        if copy is None:
            abort(404)
        return private(Response(copy, content_type="image/jpeg"))

    return pages


def _opened(session: Session, rules: Rules, token: str) -> Sheet:
    """The sheet behind the link; 404 if it is forged, has run out, the power is gone, or the
    household stands."""
    opened = rules.links.open_sheet(token)
    sheet = sheets.find(session, opened[0]) if opened else None
    if opened is None or sheet is None or sheet.state not in sheets.LIVE:
        abort(404)
    try:
        sheets.require_counter(session, sheet.election, opened[1])
    except Refused:
        abort(404)
    return sheet
