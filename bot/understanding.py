"""`khwamdee understand`: JSON lines in, what was understood out; no settings, no store, no network.

The same topics that answer villagers bid here; only nobody acts on their bids.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from bot.domain.people import LineUser
from bot.line.incoming import Text
from bot.routing import Scene, heard
from bot.thai.explain import why
from bot.thai.reading import CHATTER
from bot.thai.understand import LABELS, labels
from handlers import TOPICS, again, corrections

HEARING = tuple(topic for topic in TOPICS if topic not in (again.TOPIC, corrections.TOPIC))
"""All but those that look up what was told before."""


def stream(source: Iterable[bytes], out: IO[str], errors: IO[str], *, explain: bool = False) -> int:
    """Answer line by line, as they come; a broken line is named on `errors` and passed over."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            scene = _scene(item)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            errors.write(f"line {number}: {type(error).__name__}\n")
            continue
        answer = _heard(item, scene, explain=explain)
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return 0


def one(item: dict[str, Any], *, explain: bool = False) -> dict[str, Any]:
    """What one message means, in the labels of the utterance sets; with `explain` also why."""
    return _heard(item, _scene(item), explain=explain)


def _heard(item: dict[str, Any], scene: Scene, *, explain: bool) -> dict[str, Any]:
    bid = heard(HEARING, scene)
    intent = bid.intent if bid is not None and bid.intent in LABELS else CHATTER
    slots = bid.slots if bid is not None else {}
    found = labels(item, intent, slots, scene.said, scene.deeds)
    return {**found, "why": why(scene.said, group=not scene.addressed)} if explain else found


def _scene(item: dict[str, Any]) -> Scene:
    """The message as a registered villager's, in a group or in 1:1."""
    return Scene(
        session=None,  # type: ignore[arg-type]  # bidding looks nothing up
        now=datetime.fromisoformat(item["sent_at"]),
        place="person" if item.get("context") == "1:1" else "group",
        chat_id="",
        line_id=None,
        user=LineUser(may_join=True, household_id=0),
        group_area=None,
        message_id=None,
        content=Text(str(item["text"]), addressed=False),
        rules=None,  # type: ignore[arg-type]
    )
