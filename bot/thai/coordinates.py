"""A place written in a message: a link of a map, `geo:`, or two numbers.

Only what the text itself says: a shortened link would have to be followed, and is not.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

NUMBER = r"[-+]?\d{1,3}\.\d+|[-+]?\d{1,3}"
PAIR = re.compile(rf"(?<![\d.])(?:loc:)?\s*({NUMBER})\s*,\s*({NUMBER})(?![\d.])")
PRECISE = re.compile(r"(?<![\d.])([-+]?\d{1,3}\.\d{3,})\s*[, ]\s*([-+]?\d{1,3}\.\d{3,})(?![\d.])")
"""Two numbers alone are a place only with three decimals: `5,10` is an amount."""

GEO = re.compile(r"\bgeo:(?P<at>[-+\d.,]+)[^\s?]*(?:\?(?P<query>\S*))?", re.IGNORECASE)
LINK = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:google\.[a-z.]+|goo\.gl|g\.co)/\S*", re.IGNORECASE
)
SHORT = re.compile(r"(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/(?:kgs|maps))/?\S*", re.IGNORECASE)
PINNED = re.compile(rf"!3d({NUMBER})!4d({NUMBER})")
LOOKED_AT = re.compile(rf"@({NUMBER}),({NUMBER})")
QUERIES = ("query", "q", "destination", "daddr", "ll", "center", "sll", "viewpoint")
DEGREES = re.compile(
    r"(\d{1,2})\s*[°º]\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|'')?\s*([NS])[\s,]*"
    r"(\d{1,3})\s*[°º]\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|'')?\s*([EW])",
    re.IGNORECASE,
)
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""


def read(text: str) -> Place | None:
    """The place that a message names, or None."""
    said = text.translate(THAI_DIGITS)
    if found := GEO.search(said):
        return _of_geo(found)
    if found := LINK.search(said):
        return _of_link(found[0])
    if found := DEGREES.search(said):
        return _of_degrees(found)
    return None if "://" in said else _place(PRECISE.search(said))


def is_short_link(text: str) -> bool:
    """A link that says nothing by itself."""
    return SHORT.search(text) is not None


def _of_geo(found: re.Match[str]) -> Place | None:
    """`geo:0,0?q=…` names its place in the question alone."""
    asked = parse_qs(found["query"] or "").get("q", [""])[0]
    place = _place(PAIR.match(unquote(asked))) or _place(PAIR.match(found["at"]))
    return None if place == (0, 0) else place


def _of_link(link: str) -> Place | None:
    """What is pinned, then what is asked for, then the middle of what is looked at."""
    url = urlsplit(link if "//" in link else f"https://{link}")
    path, asked = unquote(url.path), parse_qs(url.query)
    told = [value for name in QUERIES for value in asked.get(name, ())]
    in_path = re.findall(r"/(?:search|place|dir)/(?:[^/]*/)?([^/@]+)", path)
    return (
        _place(PINNED.search(unquote(link)))
        or next(
            (place for value in (*told, *in_path) if (place := _place(PAIR.match(value)))), None
        )
        or _place(LOOKED_AT.search(path))
    )


def _of_degrees(found: re.Match[str]) -> Place | None:
    lat, lon = (
        (int(d) + int(m) / 60 + float(s) / 3600) * (-1 if side.upper() in "SW" else 1)
        for d, m, s, side in (found.groups()[:4], found.groups()[4:])
    )
    return lat, lon


def _place(found: re.Match[str] | None) -> Place | None:
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
