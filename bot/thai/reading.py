"""What a message is for: a deed told, a vote, a question about points … or nothing to the bot.

The rules of the deeds and the learned weights both have their say. The rules tell which deed of
the menu it is and how much of it; the weights, which know what the rules said, tell how sure it is
that a deed is told at all, and what else it may be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.thai import tables
from bot.thai.clauses import pieces
from bot.thai.deeds import CATEGORY_OF, DeedReading, read_deeds
from bot.thai.features import features
from bot.thai.overheard import overheard
from bot.thai.own_words import OwnWord, own_matches
from bot.thai.rules import matches
from bot.thai.shares import only_amount
from bot.thai.slots import Slots, slots_of
from bot.thai.utterance import Utterance
from bot.thai.weights import DEED, SOCIAL, likeliest_kind, likelihoods

DEED_REPORT, CHATTER = "deed_report", "chatter"
_NEW_WORDS = 0.6
"""So likely a deed must be that no rule knows."""
_AT_MOST = 0.6
"""A deed in words of which the rules know nothing is never surer than this."""
_PLAIN, _PLAINLY_TOLD, _BOTH = 0.9, 0.45, 0.55
"""Of what still spoke against a deed that is told so plainly, this much is believed less; and so
sure both have to be, for the surer to be believed."""
_TO_BRANDS = 0.1
"""From here on it sounds like said to a brand."""
_NOISE, _MOSTLY = 0.45, 0.6
"""Of a text less known than the first nothing is believed; less than the second, no guess made."""
_LETTERLESS = frozenset({"space", "digits"})
_UNKNOWN = _LETTERLESS | {"unknown", "latin", "other", "unread"}
_SUREST = 0.98
"""Whole commands, and answers to what was asked, are surer than any weighing of words."""
_SETTLED = 0.8
"""A kind of which the rules are so sure is not overruled, nor doubted where a deed is likeliest."""
_AGAINST_RULES = 0.75
"""So sure the weights must be of a kind (as a share of all kinds) to overrule the rules."""


@dataclass(frozen=True)
class Reading:
    """What an utterance is most likely for, how surely against the next likeliest (0.5..1), and
    what it names. `deeds` are those told, surest first; none unless `intent` is DEED_REPORT."""

    intent: str
    sureness: float
    slots: Slots
    deeds: tuple[DeedReading, ...] = ()


def read(u: Utterance, *, group: bool, own: Sequence[OwnWord] = ()) -> Reading:
    """What an utterance is for, said among neighbours in a group, or to the bot. Takes any text and
    never raises.

    `own`: phrases of the tambon; what they name is settled.
    """
    by_rule = read_deeds(u, own)
    if by_rule and own and any(own_matches(u, pieces(u.words, u.amounts, u.houses), own)):
        return Reading(DEED_REPORT, by_rule[0].sureness, {}, by_rule)
    likely = likelihoods(features(u, by_rule, group=group))
    intents = as_intents(likely)
    deeds = _by_both(u, by_rule, intents[DEED_REPORT], likely)
    unheard = set() if deeds else {DEED_REPORT}
    if group:
        unheard |= {intent for intent in intents if not overheard(intent, u, by_rule)}
        if likely[SOCIAL] >= _TO_BRANDS:  # an advertisement is no news, nor its draw a vote
            unheard |= {"announcement", "vote"}
    intents[CHATTER] += sum(intents.pop(intent) for intent in sorted(unheard))
    if deeds and DEED_REPORT in intents and _is_plain(u, deeds[0]):
        intents[DEED_REPORT] += (1 - intents[DEED_REPORT]) * _PLAINLY_TOLD
    first, sureness = _likeliest(intents)
    if first != DEED_REPORT:
        return Reading(first, sureness, slots_of(first, u))
    if deeds[0].guessed:
        return Reading(first, min(sureness, _AT_MOST), {}, deeds)
    if deeds[0].sureness >= _SETTLED and sureness >= _BOTH:  # both say so: believe the surer
        sureness = max(sureness, deeds[0].sureness)
    return Reading(first, sureness, {}, deeds)


def _is_plain(u: Utterance, deed: DeedReading) -> bool:
    """Nothing speaks against it, and it is counted, and told as done or of a day."""
    told = "done" in u.marks or u.date_said
    return not deed.guessed and deed.sureness >= _PLAIN and deed.amount is not None and told


def _likeliest(intents: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest, and how sure it is against the next."""
    first, *others = sorted(intents, key=lambda one: -intents[one])
    next_likely = intents[others[0]] if others else 0.0
    return first, min(_SUREST, round(intents[first] / (intents[first] + next_likely), 3))


def as_intents(likely: Mapping[str, float]) -> dict[str, float]:
    """The labels of the weights put together to intents."""
    intents = {DEED_REPORT: 0.0, CHATTER: 0.0}
    for label, share in likely.items():
        intent = DEED_REPORT if label.startswith(DEED) else CHATTER if label == SOCIAL else label
        intents[intent] = intents.get(intent, 0.0) + share
    return intents


def _by_both(
    u: Utterance, by_rule: tuple[DeedReading, ...], deed: float, likely: Mapping[str, float]
) -> tuple[DeedReading, ...]:
    """The rules' deeds, unless the weights are sure of another kind, or of a deed they miss."""
    if _known_share(u) < _NOISE:
        return ()
    category, share = likeliest_kind(likely)
    if by_rule:
        known = {CATEGORY_OF[reading.code] for reading in by_rule}
        settled = by_rule[0].sureness >= _SETTLED or share < _AGAINST_RULES
        if category in known or settled:
            return by_rule
    elif deed < _NEW_WORDS:
        return ()
    return _in_new_words(u, category)


def _in_new_words(u: Utterance, category: str) -> tuple[DeedReading, ...]:
    """A deed of this category in words that no rule knows, or knows as another; for what is mostly
    noise there is no guess."""
    if _known_share(u) < _MOSTLY:
        return ()
    said = pieces(u.words, u.amounts, u.houses)
    near = [(m.strength, m.code) for m in matches(said) if CATEGORY_OF[m.code] == category]
    code = max(near)[1] if near else _usual()[category]
    return (DeedReading(code, _AT_MOST, only_amount(u, code), u.text, guessed=True),)


def _known_share(u: Utterance) -> float:
    """How many of the letters are in words that are known."""
    every = sum(len(word.text) for word in u.words if _LETTERLESS.isdisjoint(word.kinds))
    return sum(len(word.text) for word in u.words if _UNKNOWN.isdisjoint(word.kinds)) / max(
        every, 1
    )


@cache
def _usual() -> dict[str, str]:
    """The menu's first item of every category."""
    usual: dict[str, str] = {}
    for code, category, *_ in tables.rows("menu"):
        usual.setdefault(category, code)
    return usual
