"""The public map: pins as their households consented to, with their village and nothing else."""

from collections import Counter
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, places
from bot.routing import Rules
from bot.web.policy import content_policy

TILES = "https://tile.openstreetmap.org"
DAY = 86400


def blueprint(store: Store, rules: Rules) -> Blueprint:
    from xstatic.pkg import leaflet

    public = Blueprint("map", __name__)
    leaflet_files = Path(leaflet.BASE_DIR)

    @public.get("/map")
    def page() -> ResponseReturnValue:
        """The map, and below it the same as a list, for those who see or run no map."""
        homes = Counter(title for _, title in _pins())
        place = _title(rules.home_area)
        response = Response(render_template("map.html", place=place, villages=homes, tiles=TILES))
        response.headers["Content-Security-Policy"] = content_policy(TILES)
        # The tiles' keeper wants to know which site asks; it learns no more than that.
        response.headers["Referrer-Policy"] = "strict-origin"
        return _fresh(response)

    @public.get("/map.geojson")
    def geojson() -> ResponseReturnValue:
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [pin.lon, pin.lat]},
                "properties": {"category": pin.category, "village": title},
            }
            for pin, title in _pins()
        ]
        response = jsonify(type="FeatureCollection", features=features)
        response.content_type = "application/geo+json"
        return _fresh(response)

    @public.get("/assets/leaflet/<path:name>")
    def leaflet_file(name: str) -> ResponseReturnValue:
        """Leaflet as its package brings it."""
        return send_from_directory(leaflet_files, name, max_age=DAY)

    def _pins() -> list[tuple[places.Pin, str]]:
        with store.read() as session:
            pins = places.public_pins(session, rules.home_area)
            titles = {code: areas.title(session, code) for code in {p.village_code for p in pins}}
            session.expunge_all()
        return [(pin, titles[pin.village_code]) for pin in pins]

    def _title(area: str | None) -> str | None:
        with store.read() as session:
            return areas.title(session, area) if area else None

    return public


def _fresh(response: Response) -> Response:
    """Asked for anew each time: a pin that is taken off is gone from the next look on."""
    response.headers["Cache-Control"] = "no-cache"
    return response
