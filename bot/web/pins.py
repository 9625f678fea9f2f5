"""The public map: pins as their households consented to, and places of villages. It works as a list
without any script; with one the same stands on a map."""

from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, map_view, pin_cards
from bot.domain.map_view import Wanted
from bot.domain.pin_cells import Box
from bot.messages.places import CATEGORIES
from bot.routing import Rules
from bot.web.minute import Minute
from bot.web.pin_query import Asked, asked
from bot.web.policy import content_policy

TILES = "https://tile.openstreetmap.org"
DAY = 86400


def blueprint(store: Store, rules: Rules) -> Blueprint:
    from xstatic.pkg import leaflet

    public = Blueprint("map", __name__)
    leaflet_files, minute = Path(leaflet.BASE_DIR), Minute()

    @public.get("/map")
    def page() -> ResponseReturnValue:
        """The map, and below it the same as a list, for those who see or run no map."""
        with store.read() as session:
            what = asked(request.args, rules.home_area)
            cards, more = pin_cards.page(session, what.area, what.category, what.page)
            villages = pin_cards.villages(session, rules.home_area) if rules.home_area else []
            box = map_view.bounds(session, what.area)
            place = areas.title(session, what.area) if what.area else None
        html = render_template(
            "map.html", place=place, asked=what, cards=cards, more=more, villages=villages,
            categories=CATEGORIES, box=box, tiles=TILES,
        )  # fmt: skip
        response = Response(html)
        response.headers["Content-Security-Policy"] = content_policy(TILES)
        # The tiles' keeper wants to know which site asks; it learns no more than that.
        response.headers["Referrer-Policy"] = "strict-origin"
        return _fresh(response)

    @public.get("/map/spots")
    def spots() -> ResponseReturnValue:
        """What lies in a part of the map: `[lat, lon, how many, which pin, its kind]` each."""
        what = asked(request.args, rules.home_area)
        with store.read() as session:
            found = map_view.spots(session, Wanted(what.area, what.category, _zoom(), _box(what)))
        rows = [
            [round(s.lat, 6), round(s.lon, 6), s.pins, *((s.pin, s.category) if s.pin else ())]
            for s in found
        ]
        return _fresh(jsonify(rows))

    @public.get("/map/choices.png")
    def choices() -> ResponseReturnValue:
        """What the three ways to be seen look like, for the card that asks."""
        from bot.printing import choices  # typst is loaded by the first who draws

        response = Response(minute.of("choices", choices.picture), content_type="image/png")
        response.cache_control.public, response.cache_control.max_age = True, DAY
        return response

    @public.get("/assets/leaflet/<path:name>")
    def leaflet_file(name: str) -> ResponseReturnValue:
        """Leaflet as its package brings it."""
        return send_from_directory(leaflet_files, name, max_age=DAY)

    def _zoom() -> int:
        return max(0, min(22, request.args.get("zoom", 6, type=int)))

    def _box(what: Asked) -> Box:
        return what.box or map_view.COUNTRY

    return public


def _fresh(response: Response) -> Response:
    """Asked for anew each time: a pin that is taken off is gone from the next look on."""
    response.headers["Cache-Control"] = "no-cache"
    return response
