"""The map's pins for other programs: GeoJSON, and KML, which Google My Maps imports. As public as
the map is, and no more."""

import json
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import pin_cards
from bot.domain.pin_cards import Card
from bot.messages.places import CATEGORIES
from bot.routing import Rules
from bot.web.pin_query import asked

KML = "http://www.opengis.net/kml/2.2"


def blueprint(store: Store, rules: Rules) -> Blueprint:
    feeds = Blueprint("pins_feed", __name__)

    @feeds.get("/map.geojson")
    def geojson() -> ResponseReturnValue:
        features = [_feature(card) for card in _wanted()]
        made = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        return _fresh(made, "application/geo+json")

    @feeds.get("/map.kml")
    def kml() -> ResponseReturnValue:
        response = _fresh(_kml(_wanted()), "application/vnd.google-earth.kml+xml")
        response.headers["Content-Disposition"] = 'attachment; filename="khwamdee.kml"'
        return response

    def _wanted() -> list[Card]:
        what = asked(request.args, rules.home_area)
        with store.read() as session:
            return pin_cards.cards(session, what.area, what.category)

    return feeds


def _feature(card: Card) -> dict[str, object]:
    said = {"category": card.category, "village": card.village, "title": card.title}
    said["story"] = card.story
    return {
        "type": "Feature",
        "id": card.id,
        "geometry": {"type": "Point", "coordinates": [card.lon, card.lat]},
        "properties": {name: value for name, value in said.items() if value},
    }


def _kml(cards: Sequence[Card]) -> bytes:
    ET.register_namespace("", KML)
    root = ET.Element(f"{{{KML}}}kml")
    document = ET.SubElement(root, f"{{{KML}}}Document")
    _text(document, "name", "แผนที่ความดี")
    for card in cards:
        mark = ET.SubElement(document, f"{{{KML}}}Placemark", id=f"pin-{card.id}")
        _text(mark, "name", card.title or CATEGORIES[card.category])
        _text(mark, "description", " · ".join(line for line in (card.village, card.story) if line))
        point = ET.SubElement(mark, f"{{{KML}}}Point")
        _text(point, "coordinates", f"{card.lon},{card.lat}")
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _text(parent: ET.Element, name: str, words: str) -> None:
    """Signs that XML cannot hold are left out."""
    ET.SubElement(parent, f"{{{KML}}}{name}").text = "".join(c for c in words if c.isprintable())


def _fresh(made: str | bytes, kind: str) -> Response:
    response = Response(made, content_type=kind)
    response.headers["Cache-Control"] = "no-cache"
    return response
