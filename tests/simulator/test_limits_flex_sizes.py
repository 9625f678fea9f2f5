"""Flex: how much of it."""

import json
from typing import Any

import pytest

from simulator import limits

URL = "https://a.th/p.png"


def comp(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


def box(*contents: dict[str, Any], layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return comp("box", layout=layout, contents=list(contents), **more)


def text(words: str = "ก", **more: Any) -> dict[str, Any]:
    return comp("text", text=words, **more)


def bubble(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return comp("bubble", body=box(*contents), **more)


def flex(contents: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "ก", "contents": contents}


def carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return comp("carousel", contents=list(bubbles))


IMAGE = comp("image", url=URL)


def grown(size: int) -> dict[str, Any]:
    """A bubble of so many bytes as the SDK sends it."""
    empty = bubble(text("x", wrap=True))
    missing = size - len(json.dumps(empty))
    return bubble(text("x" * (missing + 1), wrap=True))


KB = 1024


@pytest.mark.parametrize(
    ("contents", "place"),
    [
        (grown(30 * KB), None),
        (grown(30 * KB + 1), "contents"),
        (bubble(text("ก" * 5120)), "contents"),  # six bytes a letter on the wire
        (carousel(grown(25 * KB), grown(24 * KB)), None),
        (carousel(grown(26 * KB), grown(26 * KB)), "contents"),
        (carousel(grown(5 * KB), grown(31 * KB)), "contents.contents[1]"),
    ],
)
def test_sizes(contents: dict[str, Any], place: str | None) -> None:
    found = limits.check(flex(contents), limits.MESSAGE)
    assert [m.property for m in found] == ([place] if place else [])


def test_ten_moving_pictures() -> None:
    moving = IMAGE | {"animated": True}
    assert limits.check(flex(bubble(*[moving] * 10)), limits.MESSAGE) == ()
    (mistake,) = limits.check(flex(bubble(*[moving] * 11)), limits.MESSAGE)
    assert mistake.message == "up to 10 images can be animated"


def test_nesting_beyond_all_measure_is_a_mistake_not_a_crash() -> None:
    deep: dict[str, Any] = box()
    for _ in range(500):
        deep = box(deep)
    assert limits.check(flex(bubble(deep)), limits.MESSAGE)[0].message == "nested too deeply"
