"""LINE's limits: what may be sent, written from its documentation, by rules of our own.

Where LINE's documents are silent the stricter reading is taken, so that what passes here passes
there. `check` answers with mistakes whose places are spelt as LINE spells them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.limits.flex import FLEX
from simulator.limits.media import AUDIO, COUPON, IMAGE, IMAGEMAP, LOCATION, STICKER, VIDEO
from simulator.limits.shape import FINE, Check, Kinds, Mistake, Mistakes, list_of, wrong
from simulator.limits.template import TEMPLATE
from simulator.limits.texts import TEXT, TEXT_V2

MOST_MESSAGES = 5
MESSAGE = Kinds(
    {
        "text": TEXT,
        "textV2": TEXT_V2,
        "sticker": STICKER,
        "image": IMAGE,
        "video": VIDEO,
        "audio": AUDIO,
        "location": LOCATION,
        "imagemap": IMAGEMAP,
        "template": TEMPLATE,
        "flex": FLEX,
        "coupon": COUPON,
    }
)
MESSAGES = list_of(MESSAGE, 1, MOST_MESSAGES)


def check(value: Any, rule: Check) -> Mistakes:
    """The mistakes of a value; nesting deeper than Python can follow is one too."""
    try:
        return rule(value)
    except RecursionError:
        return wrong("nested too deeply")


def mentions(message: Mapping[str, Any]) -> dict[str, str | None]:
    """Who a `textV2` message mentions: its key, and the user's id, or None for everybody."""
    if message["type"] != "textV2":
        return {}
    return {
        key: item["mentionee"].get("userId")
        for key, item in message.get("substitution", {}).items()
        if item["type"] == "mention"
    }


def no_mentions(messages: Sequence[Mapping[str, Any]]) -> Mistakes:
    """Mentions work in reply and push messages only, not in those to many."""
    return tuple(
        Mistake("mention can be used only in reply and push messages", f"messages[{place}].text")
        for place, message in enumerate(messages)
        if mentions(message)
    )


__all__ = [
    "FINE",
    "MESSAGE",
    "MESSAGES",
    "Check",
    "Mistake",
    "Mistakes",
    "check",
    "mentions",
    "no_mentions",
]
