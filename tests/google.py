"""Google's Geocoding API, as far as we ask it: answers in its own shapes, over real HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ADDRESS = "ตำบล บ้านแพรก อำเภอ บ้านแพรก พระนครศรีอยุธยา 13240 ประเทศไทย"

FOUND: dict[str, Any] = {
    "plus_code": {"compound_code": "MH4G+JJ2 บ้านแพรก", "global_code": "7P52MH4G+JJ2"},
    "results": [
        {
            "address_components": [
                {"long_name": "บ้านแพรก", "short_name": "บ้านแพรก",
                 "types": ["locality", "political"]},
                {"long_name": "13240", "short_name": "13240", "types": ["postal_code"]},
            ],
            "formatted_address": ADDRESS,
            "geometry": {
                "location": {"lat": 14.657, "lng": 100.577},
                "location_type": "APPROXIMATE",
                "viewport": {"northeast": {"lat": 14.7, "lng": 100.6},
                             "southwest": {"lat": 14.6, "lng": 100.5}},
            },
            "place_id": "ChIJ-of-a-test",
            "types": ["locality", "political"],
        }
    ],
    "status": "OK",
}  # fmt: skip
NOTHING: dict[str, Any] = {"results": [], "status": "ZERO_RESULTS"}


def error(status: str, message: str) -> dict[str, Any]:
    return {"error_message": message, "results": [], "status": status}


DENIED = error("REQUEST_DENIED", "The provided API key is invalid.")
TOO_OFTEN = error("OVER_QUERY_LIMIT", "You have exceeded your rate-limit for this API.")
UNKNOWN = error("UNKNOWN_ERROR", "The request could not be processed due to a server error.")


class Google:
    """What it will answer, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.answer: dict[str, Any] | str = FOUND
        self.seconds = 0.0
        self.asked: list[dict[str, str]] = []
        self.base = ""

    def says(self, answer: dict[str, Any] | str, status: int = 200, seconds: float = 0) -> None:
        self.answer, self.status, self.seconds = answer, status, seconds


@contextmanager
def google() -> Iterator[Google]:
    """It answers on a port of its own until the block ends."""
    its = Google()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            its.asked.append({"path": asked.path, **query})
            time.sleep(its.seconds)
            said = its.answer if isinstance(its.answer, str) else json.dumps(its.answer)
            self.send_response(its.status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        its.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield its
        finally:
            server.shutdown()
            thread.join()
