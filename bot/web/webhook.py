"""POST /line/webhook: verify, keep, answer. Nothing else happens while LINE waits."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bot import inbox
from bot.line import incoming
from bot.line.signature import Signature
from bot.web.intake import Intake, StoreDown

LARGEST = 1024 * 1024
"""Bytes; LINE's own bodies are far smaller."""


def blueprint(signature: Signature, intake: Intake, clock: Callable[[], datetime]) -> Blueprint:
    """The webhook over one channel's signature."""
    webhook = Blueprint("webhook", __name__)

    @webhook.post("/line/webhook")
    def receive() -> ResponseReturnValue:
        """200 when every event is durable; 400 not LINE's; 413 too large; 503 the store is down."""
        request.max_content_length = LARGEST
        body = request.get_data(cache=False)
        if not signature.fits(body, request.headers.get("X-Line-Signature")):
            return "signature", 400
        events = incoming.events(body)
        if events is None:
            return "events", 400
        now = clock()
        rows = [
            inbox.row(incoming.envelope(event, place), now) for place, event in enumerate(events)
        ]
        try:
            intake.keep(rows)
        except StoreDown:
            return "store", 503
        return "", 200

    return webhook
