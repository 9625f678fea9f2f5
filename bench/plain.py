"""`khwamdee understand` by the written rules alone, to tell what the learned weights add.

python -m bench.plain < lines.jsonl
"""

import sys
from collections.abc import Sequence

from bot import routing, understanding
from bot.thai import Utterance, read_deeds
from bot.thai.own_words import OwnWord
from bot.thai.reading import CHATTER, DEED_REPORT, Reading


def by_rules(u: Utterance, *, group: bool, own: Sequence[OwnWord] = ()) -> Reading:  # noqa: ARG001
    """A deed if a rule finds one; other intents only by their short phrases."""
    deeds = read_deeds(u, own)
    if deeds:
        return Reading(DEED_REPORT, deeds[0].sureness, {}, deeds)
    return Reading(CHATTER, 0.5, {})


if __name__ == "__main__":
    routing.read = by_rules
    sys.exit(understanding.stream(sys.stdin.buffer, sys.stdout, sys.stderr))
