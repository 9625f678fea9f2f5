"""`khwamdee understand`: JSON lines in, what was understood out; no settings, no store, no network.

The same topics that answer villagers bid here; only nobody acts on their bids.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from bot.domain.people import LineUser
from bot.line.incoming import Text
from bot.routing import Scene, surest
from bot.thai import Utterance
from bot.thai.understand import OtherIntent, understand
from handlers import TOPICS

LABELS = {
    "balance", "help", "register", "menu", "cancel", "vote", "results", "announcement",
    "location_pin",
}  # fmt: skip
"""Bids with another intent mean nothing to the scorer."""


def stream(source: Iterable[bytes], out: IO[str], errors: IO[str]) -> int:
    """Answer line by line, as they come; a broken line is named on `errors` and passed over."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            answer = one(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            errors.write(f"line {number}: {type(error).__name__}\n")
            continue
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return 0


def one(item: dict[str, Any]) -> dict[str, Any]:
    """What one message means, in the labels of the utterance sets."""
    return understand(item, lambda said, context: _other_intent(item, said, context))


def _other_intent(item: dict[str, Any], said: Utterance, context: str) -> OtherIntent | None:
    """What the topics make of it besides a deed."""
    scene = Scene(
        session=None,  # type: ignore[arg-type]  # bidding looks nothing up
        now=datetime.fromisoformat(item["sent_at"]),
        place="person" if context == "1:1" else "group",
        chat_id="",
        line_id=None,
        user=LineUser(may_join=True, household_id=0),
        group_area=None,
        message_id=None,
        content=Text(said.raw, addressed=False),
        rules=None,  # type: ignore[arg-type]
    )
    bid = surest(TOPICS, scene)
    if bid is None or bid.intent not in LABELS:
        return None
    return OtherIntent(bid.intent, bid.sureness, bid.slots)
