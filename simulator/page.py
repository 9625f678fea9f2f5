"""The browser's files."""

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

STATIC = Path(__file__).parent / "static"


def serve_files(control: Blueprint) -> None:
    @control.get("")
    def index() -> Response:
        return send_from_directory(STATIC, "index.html")

    @control.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        return send_from_directory(STATIC, name)
