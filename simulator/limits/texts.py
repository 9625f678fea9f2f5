"""Text messages: plain with LINE emoji, and `textV2` with substitutions."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.limits.common import COMMON
from simulator.limits.shape import FINE, Kinds, Mistake, Mistakes, Shape, list_of, wrong
from simulator.limits.values import matching, text, whole

ID = text(100)
QUOTE = {"quoteToken": text(1000)}
KEY = re.compile(r"[0-9a-zA-Z_]{1,20}")
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def emoji_on_dollars(message: dict[str, Any]) -> Mistakes:
    """Each emoji's index, in UTF-16 units, is that of a `$` in the text."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    return tuple(
        Mistake("must be the position of a '$' in the text", f"emojis[{place}].index")
        for place, emoji in enumerate(message.get("emojis", ()))
        if units[2 * emoji["index"] : 2 * emoji["index"] + 2] != b"$\x00"
    )


def placeholders(written: str) -> Iterator[str | None]:
    """The keys between braces, in order; None for a brace that has no partner."""
    for found in BRACES.finditer(written):
        if found[0] not in ("{{", "}}"):
            yield found[1]


def keys_known(message: dict[str, Any]) -> Mistakes:
    """Braces come in pairs, `{{` and `}}` stand for themselves, and each key is explained."""
    known = message.get("substitution", {})
    for key in placeholders(message["text"]):
        if key is None:
            return wrong("'{' and '}' must be used in pairs", "text")
        if not KEY.fullmatch(key):
            return wrong(
                f"The key '{key}' enclosed in '{{}}' does not match the pattern "
                "'^[a-zA-Z0-9_]{1,20}$'.",
                "text",
            )
        if key not in known:
            return wrong(f"The key '{key}' is not specified in the substitution", "text")
    return FINE


def not_too_many(message: dict[str, Any]) -> Mistakes:
    """At most 20 mentions and 20 emoji get into the text, however many keys stand for them."""
    known = message.get("substitution", {})
    used = [known[key]["type"] for key in placeholders(message["text"])]
    return tuple(
        Mistake(f"Up to 20 {kind}s can be substituted", "text")
        for kind in ("mention", "emoji")
        if used.count(kind) > 20
    )


def substitution(value: Any) -> Mistakes:
    """At most 100, their keys letters, digits and `_`, at most 20 of them."""
    if not isinstance(value, dict):
        return wrong("must be an object")
    if len(value) > 100:
        return wrong("Size must be between 0 and 100")
    mistakes: list[Mistake] = []
    for key, item in value.items():
        if not KEY.fullmatch(key):
            mistakes.append(Mistake("invalid key", key))
        mistakes += [mistake.below(key) for mistake in SUBSTITUTE(item)]
    return tuple(mistakes)


USER = matching(r"U[0-9a-f]{32}", "invalid userId")
MENTIONEE = Kinds({"user": Shape({"userId": USER}), "all": Shape({})})
SUBSTITUTE = Kinds(
    {
        "mention": Shape({"mentionee": MENTIONEE}),
        "emoji": Shape({"productId": ID, "emojiId": ID}),
    }
)
EMOJI = Shape({"index": whole(0), "productId": ID, "emojiId": ID})

TEXT = Shape(
    {"text": text(5000)}, {"emojis": list_of(EMOJI, 0, 20), **QUOTE, **COMMON}, emoji_on_dollars
)
TEXT_V2 = Shape(
    {"text": text(5000)},
    {"substitution": substitution, **QUOTE, **COMMON},
    keys_known,
    not_too_many,
)
