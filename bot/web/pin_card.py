"""One pin: its card, for the map and as a page, and the picture its household shows."""

from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import pin_cards
from bot.domain.pin_cards import Card
from bot.messages.places import CATEGORIES
from bot.routing import LARGEST, Rules
from bot.web.minute import KEPT, Minute


def blueprint(store: Store, rules: Rules, photo_dir: Path) -> Blueprint:
    cards, minute = Blueprint("pin_card", __name__, url_prefix="/map/pin"), Minute()

    @cards.get("/<int:pin_id>")
    def pin(pin_id: int) -> ResponseReturnValue:
        """`?bare`: without the page around it."""
        card = _card(pin_id)
        template = "pin_bare.html" if "bare" in request.args else "pin.html"
        response = Response(render_template(template, card=card, categories=CATEGORIES))
        response.headers["Cache-Control"] = "no-cache"
        return response

    @cards.get("/<int:pin_id>.jpg")
    def picture(pin_id: int) -> ResponseReturnValue:
        """Looked up anew each time, so that one that may not be seen any more is gone, but for the
        minute that browsers may keep it."""
        file = _card(pin_id).photo
        if file is None:
            abort(404)
        response = Response(
            minute.of(file, lambda: _drawn(photo_dir / file)), content_type="image/jpeg"
        )
        response.cache_control.public, response.cache_control.max_age = True, int(KEPT)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _card(pin_id: int) -> Card:
        if pin_id > LARGEST:
            abort(404)
        with store.read() as session:
            found = pin_cards.card(session, rules.home_area, pin_id)
        return found or abort(404)

    return cards


def _drawn(path: Path) -> bytes:
    from bot.pictures import banner  # Pillow is loaded by the first who looks

    try:
        made = banner(path.read_bytes())
    except OSError:
        abort(404)
    return made or abort(404)
