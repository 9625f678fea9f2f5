"""What every message may carry: quick replies and another sender's name and picture."""

import re
from typing import Any

from simulator.limits.actions import IN_QUICK_REPLY
from simulator.limits.shape import FINE, Check, Mistakes, Shape, list_of, wrong
from simulator.limits.values import https, one_of, text

RESERVED = re.compile(r"\bline\b", re.IGNORECASE)
NAME = text(20)


def sender_name(value: Any) -> Mistakes:
    """At most 20 characters, and not LINE's own name."""
    return NAME(value) or (FINE if not RESERVED.search(value) else wrong("reserved word is used"))


BUTTON = Shape({"type": one_of("action"), "action": IN_QUICK_REPLY}, {"imageUrl": https})
QUICK_REPLY = Shape({"items": list_of(BUTTON, 1, 13)})
SENDER = Shape({}, {"name": sender_name, "iconUrl": https})
COMMON: dict[str, Check] = {"quickReply": QUICK_REPLY, "sender": SENDER}
