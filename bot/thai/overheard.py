"""What may be meant for the bot though nobody speaks to it: said among neighbours in their group.

A word too much in a family's group costs more than a word too few, so here likelihood is not
enough: what is taken for a vote has to look like one.
"""

from collections.abc import Sequence

from bot.thai.deeds import DeedReading
from bot.thai.shapes import shape
from bot.thai.utterance import Utterance

_BUSINESS = frozenset({"advert", "selling", "rude"})
_LONGEST_VOTE, _LONGEST_NEWS = 80, 240
_PLAIN_DEED = 0.7


def overheard(intent: str, u: Utterance, deeds: Sequence[DeedReading]) -> bool:
    """Whether this may be meant by words said to others; `deeds` as the rules alone found them."""
    if intent == "chatter":
        return True
    if not _BUSINESS.isdisjoint(u.marks):
        return False
    match intent:
        case "deed_report":
            return bool(deeds) and deeds[0].sureness >= _PLAIN_DEED
        case "vote":
            return len(u.text) <= _LONGEST_VOTE and bool(shape("like_a_vote").search(u.text))
        case "announcement":
            return len(u.text) <= _LONGEST_NEWS and bool(shape("like_news").search(u.text))
        case _:
            return False
