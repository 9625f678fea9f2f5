"""Texts: how LINE counts, what it puts in place of braces and dollars."""

from typing import Any

import pytest

from simulator import limits
from simulator.limits.values import clusters, utf16

FAMILY = "👨‍👩‍👧"  # one cluster, five code points, eight UTF-16 units
MALEE = "U" + "a" * 32


def wrong(message: Any) -> list[tuple[str, str]]:
    return [(m.property, m.message) for m in limits.check([message], limits.MESSAGES)]


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def v2(words: str, **substitution: Any) -> dict[str, Any]:
    return {"type": "textV2", "text": words, "substitution": substitution}


def mention(user: str | None = None) -> dict[str, Any]:
    who = {"type": "user", "userId": user} if user else {"type": "all"}
    return {"type": "mention", "mentionee": who}


EMOJI = {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}


def dollar(index: int) -> dict[str, Any]:
    return {"index": index, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}


@pytest.mark.parametrize(
    ("words", "units", "seen"),
    [("a", 1, 1), ("ที่", 3, 1), ("กำ", 2, 1), ("🍎", 2, 1), (FAMILY, 8, 1), ("", 0, 0)],
)
def test_two_ways_of_counting(words: str, units: int, seen: int) -> None:
    assert (utf16(words), clusters(words)) == (units, seen)


@pytest.mark.parametrize(
    "message",
    [
        text("ก"),
        text("ก" * 5000),
        text("🍎" * 2500),
        text("$", emojis=[dollar(0)]),
        text("🍎$", emojis=[dollar(2)]),
        text("$" * 20, emojis=[dollar(place) for place in range(20)]),
        text("ก", quoteToken="q", sender={"name": "x" * 20, "iconUrl": "https://a.th/i.png"}),
        v2("สวัสดี {{ไม่แทน}} {who} {smile}", who=mention(MALEE), smile=EMOJI),
        v2("{everyone}", everyone=mention()),
        v2("ไม่มีวงเล็บ"),
        v2("{k}" * 20, k=mention(MALEE)),
        v2("ก", **{f"k{n}": EMOJI for n in range(100)}),
        v2("{" + "k" * 20 + "}", **{"k" * 20: EMOJI}),
    ],
)
def test_accepted(message: dict[str, Any]) -> None:
    assert wrong(message) == []


TOO_LONG = "Length must be between 0 and 5000"
UNPAIRED = "'{' and '}' must be used in pairs"


@pytest.mark.parametrize(
    ("message", "place", "reason"),
    [
        (text(""), "text", "May not be empty"),
        ({"type": "text"}, "text", "May not be empty"),
        (text("ก" * 5001), "text", TOO_LONG),
        (text("🍎" * 2500 + "ก"), "text", TOO_LONG),
        ({"type": "text", "text": 5}, "text", "must be a string"),
        (text("ก", colour="red"), "colour", "unknown field"),
        (text("a$", emojis=[dollar(0)]), "emojis[0].index", "must be the position of a '$'"),
        (text("🍎$", emojis=[dollar(1)]), "emojis[0].index", "must be the position of a '$'"),
        (text("$", emojis=[dollar(0)] * 21), "emojis", "Size must be between 0 and 20"),
        (text("$", emojis=[{"index": 0}]), "emojis[0].productId", "May not be empty"),
        (text("ก", sender={"name": "x" * 21}), "sender.name", "Length must be between 0 and 20"),
        (text("ก", sender={"name": "LINE ไทย"}), "sender.name", "reserved word is used"),
        (text("ก", sender={"iconUrl": "http://a.th/i.png"}), "sender.iconUrl", "invalid uri"),
        (v2("{who"), "text", UNPAIRED),
        (v2("who}"), "text", UNPAIRED),
        (v2("{who}"), "text", "The key 'who' is not specified in the substitution"),
        (v2("{ใคร}", ใคร=EMOJI), "substitution.ใคร", "invalid key"),
        (v2("{ใคร}"), "text", "The key 'ใคร' enclosed in '{}' does not match the pattern"),
        (v2("{" + "k" * 21 + "}"), "text", f"The key '{'k' * 21}' enclosed in '{{}}' does not"),
        (v2("{k}" * 21, k=mention(MALEE)), "text", "Up to 20 mentions can be substituted"),
        (v2("{k}" * 21, k=EMOJI), "text", "Up to 20 emojis can be substituted"),
        (v2("ก", **{f"k{n}": EMOJI for n in range(101)}), "substitution", "Size must be between"),
        (v2("{k}", k={"type": "emoji"}), "substitution.k.productId", "May not be empty"),
        (
            v2("{k}", k=mention("Uabc")),
            "substitution.k.mentionee.userId",
            "invalid userId",
        ),
        ({"type": "nope"}, "type", "Must be one of the following values: [text, textV2,"),
        ({"text": "x"}, "type", "May not be empty"),
        ({"type": ["text"]}, "type", "Must be one of the following values"),
    ],
)
def test_refused(message: dict[str, Any], place: str, reason: str) -> None:
    found = wrong(message)
    assert [where for where, _ in found][:1] == [f"messages[0].{place}".replace("messages", "")]
    assert found[0][1].startswith(reason)


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages(count: int) -> None:
    (mistake,) = limits.check([text("ก")] * count, limits.MESSAGES)
    assert mistake.message == "Size must be between 1 and 5"


def test_all_mistakes_are_told_at_once() -> None:
    messages = [text(""), text("ก"), {"type": "sticker", "packageId": "x"}]
    found = limits.check(messages, limits.MESSAGES)
    assert [m.property for m in found] == ["[0].text", "[2].packageId", "[2].stickerId"]


def test_mentions_go_to_one_chat_only() -> None:
    messages = [text("ก"), v2("{all}", all=mention())]
    assert [m.property for m in limits.no_mentions(messages)] == ["messages[1].text"]
    assert limits.mentions(messages[1]) == {"all": None}
    assert limits.mentions(v2("{k}", k=mention(MALEE))) == {"k": MALEE}
