"""Two messages of one kind in one bubble, so that five bubbles carry more than five things."""

import json
from typing import Any

LONGEST_TEXT = 1500
"""Letters: longer ones stay apart, to be read in peace."""

MOST_CARDS, LARGEST = 10, 40_000
"""Cards of a carousel; bytes of its JSON. LINE takes twelve, and 50 KB."""

LONGEST_ALT = 400


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any] | None:
    """Both in one message, or None if they cannot be."""
    if "quickReply" in one or "quickReply" in other or one["type"] != other["type"]:
        return None
    if one["type"] == "text":
        return _texts(one["text"], other["text"])
    return _cards(one, other) if one["type"] == "flex" else None


def _texts(one: str, other: str) -> dict[str, Any] | None:
    text = f"{one}\n\n{other}"
    return {"type": "text", "text": text} if len(text) <= LONGEST_TEXT else None


def _cards(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any] | None:
    bubbles = _bubbles(one["contents"]) + _bubbles(other["contents"])
    if len(bubbles) > MOST_CARDS or len({bubble.get("size") for bubble in bubbles}) > 1:
        return None
    contents = {"type": "carousel", "contents": bubbles}
    if len(json.dumps(contents, ensure_ascii=False).encode()) > LARGEST:
        return None
    alt = f"{one['altText']} · {other['altText']}"
    return {"type": "flex", "altText": alt[:LONGEST_ALT], "contents": contents}


def _bubbles(contents: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        contents["contents"] if contents["type"] == "carousel" else [contents]
    )
    return found
