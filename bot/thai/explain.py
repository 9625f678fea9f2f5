"""Why a text is read as it is: the annotation, the rules met, and the weights that spoke."""

from typing import Any

from bot.thai.choice import deeds_among
from bot.thai.clauses import pieces
from bot.thai.deeds import read_deeds
from bot.thai.doubts import doubt
from bot.thai.features import cues_in, features
from bot.thai.rules import matches
from bot.thai.shares import amount_of
from bot.thai.utterance import Utterance
from bot.thai.weights import likelihoods, spoke

_LIKELIEST = 3
_IDLE = frozenset({"space", "unknown"})


def why(u: Utterance, *, group: bool) -> dict[str, Any]:
    """All that led to the reading, for a person to look at."""
    by_rule = read_deeds(u)
    found = features(u, by_rule, group=group)
    likely = likelihoods(found)
    likeliest = sorted(likely, key=lambda label: -likely[label])[:_LIKELIEST]
    return {
        "text": u.text,
        "words": [f"{w.text}={w.lemma}:{','.join(sorted(w.kinds))}" for w in u.words
                  if _IDLE.isdisjoint(w.kinds)],
        "unknown": [w.text for w in u.words if "unknown" in w.kinds],
        "amounts": [f"{a.value} {a.unit or ''} ({a.family})" for a in u.amounts],
        "houses": [f"{h.house_no} หมู่ {h.moo}" for h in u.houses],
        "day": u.done_on.isoformat() if u.date_said else None,
        "marks": [f"{m.name}: {u.text[m.start:m.end]}" for m in u.marks_at],
        "cues": [f"{name}: {letters}" for name, letters in cues_in(u)],
        "rules": _rules(u),
        "likely": {label: round(likely[label], 3) for label in likeliest},
        "spoke": {label: [f"{f} {w:+.1f}" for f, w in spoke(found, label)] for label in likeliest},
    }  # fmt: skip


def _rules(u: Utterance) -> list[str]:
    """Every rule that was met and chosen, how strong, and what doubts took from it."""
    said = pieces(u.words, u.amounts, u.houses)
    chosen = deeds_among(list(matches(said)), said)
    return [
        f"{m.code} {m.strength:.2f} × {doubt(u, said, m, amount_of(u, said, m, chosen)):.2f}: "
        + " … ".join(said[at].text for at in m.at)
        for m in chosen
    ]
