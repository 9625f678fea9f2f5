"""Everything under one Flask app, served by waitress."""

import argparse
import os
import secrets
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from flask import Flask, Response, jsonify
from waitress import wasyncore
from waitress.server import create_server
from werkzeug.exceptions import HTTPException

from simulator import api, control
from simulator.platform import Platform

THREADS = 64
LONG_POLLS = 40


def create_app(platform: Platform, long_polls: int = LONG_POLLS) -> Flask:
    """Answers below /simulator only. `long_polls` must stay below the server's threads."""
    app = Flask("simulator", static_folder=None)
    # A dropped connection is an exception that has to reach the server.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.url_map.merge_slashes = False
    app.register_error_handler(HTTPException, _as_json)
    app.register_blueprint(control.blueprint(platform, long_polls))
    app.register_blueprint(api.blueprint(platform))
    return app


def _as_json(error: HTTPException) -> tuple[Response, int]:
    return jsonify({"error": error.name}), error.code or 500


class Served:
    """The simulator on a port of this machine, for as long as the `with` lasts."""

    def __init__(self, platform: Platform, host: str = "127.0.0.1", port: int = 0) -> None:
        self.platform = platform
        self._sockets: dict[int, Any] = {}
        self._server = create_server(
            create_app(platform),
            map=self._sockets,
            host=host,
            port=port,
            threads=THREADS,
            max_request_body_size=api.LARGEST * 8,
            ident="LINE",
        )
        self._thread = threading.Thread(target=self._server.run, name="simulator", daemon=True)
        self.address = f"http://{host}:{self._server.effective_port}"
        self.api_base = f"{self.address}{api.PREFIX}"

    def __enter__(self) -> "Served":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """What waits or hangs is woken and answered, then the thread of the sockets closes them."""
        workers = threading.Thread(target=self._server.task_dispatcher.shutdown)
        workers.start()
        while workers.is_alive():
            self.platform.set_faults(timeout=0, timeout_after=0)
            workers.join(0.05)
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._sockets))
        self._thread.join()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("simulator", description="LINE, in a browser and for a bot.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--webhook", metavar="URL", help="where the bot listens")
    parser.add_argument("--secret", default=os.environ.get("LINE_CHANNEL_SECRET"))
    parser.add_argument("--token", default=os.environ.get("LINE_CHANNEL_ACCESS_TOKEN"))
    chosen = parser.parse_args(arguments)
    secret = chosen.secret or secrets.token_hex(16)
    token = chosen.token or secrets.token_urlsafe(32)
    platform = Platform(chosen.webhook, channel_secret=secret, access_token=token)
    # A shell starts what it runs in the background with Ctrl-C ignored; we end by it all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt), Served(platform, port=chosen.port) as served:
        told = {"Browser": f"{served.address}/simulator", "LINE_API_BASE": served.api_base}
        if not (chosen.secret and chosen.token):
            told |= {"LINE_CHANNEL_SECRET": secret, "LINE_CHANNEL_ACCESS_TOKEN": token}
        sys.stdout.writelines(f"{name}={value}\n" for name, value in told.items())
        sys.stdout.flush()
        threading.Event().wait()
    return 0
