"""Single values: texts by LINE's two ways of counting, numbers, addresses."""

import re
from collections.abc import Callable
from typing import Any

import regex

from simulator.limits.shape import FINE, Check, Mistakes, wrong

CLUSTER = regex.compile(r"\X")
URL = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}"
HTTPS = re.compile(rf"https://(?=[^/])(?:{URL})+")
LINK = re.compile(rf"(?:https?://(?=[^/])|line:|tel:)(?:{URL})+", re.IGNORECASE)


def utf16(text: str) -> int:
    """LINE counts texts in UTF-16 code units: most emoji are two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> int:
    """Labels, titles and the like are counted as people do: ก, its vowel and its tone are one."""
    return len(CLUSTER.findall(text))


def text(most: int, least: int = 1, counted: Callable[[str], int] = utf16) -> Check:
    def inner(value: Any) -> Mistakes:
        if not isinstance(value, str):
            return wrong("must be a string")
        if least and not value:
            return wrong("May not be empty")
        # Neither way of counting finds more than two in a code point: short texts need no counting.
        if len(value) * 2 > most and counted(value) > most:
            return wrong(f"Length must be between 0 and {most}")
        return FINE

    return inner


def matching(pattern: str, message: str) -> Check:
    compiled = re.compile(pattern)

    def inner(value: Any) -> Mistakes:
        if not isinstance(value, str):
            return wrong("must be a string")
        return FINE if compiled.fullmatch(value) else wrong(message)

    return inner


def one_of(*values: str) -> Check:
    message = f"Must be one of the following values: [{', '.join(values)}]"

    def inner(value: Any) -> Mistakes:
        return FINE if isinstance(value, str) and value in values else wrong(message)

    return inner


def boolean(value: Any) -> Mistakes:
    return FINE if isinstance(value, bool) else wrong("must be a boolean")


def whole(least: int, most: int | None = None) -> Check:
    def inner(value: Any) -> Mistakes:
        if not isinstance(value, int) or isinstance(value, bool):
            return wrong("must be an integer")
        if value < least or (most is not None and value > most):
            limit = f"between {least} and {most}" if most is not None else f"at least {least}"
            return wrong(f"Must be {limit}")
        return FINE

    return inner


def number(least: float, most: float) -> Check:
    def inner(value: Any) -> Mistakes:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return wrong("must be a number")
        return FINE if least <= value <= most else wrong(f"Must be between {least} and {most}")

    return inner


def https(value: Any) -> Mistakes:
    """Pictures and films come over https, percent-encoded, in at most 2000 characters."""
    if not isinstance(value, str):
        return wrong("must be a string")
    if len(value) > 2000:
        return wrong("Length must be between 0 and 2000")
    return FINE if HTTPS.fullmatch(value) else wrong("invalid uri")


def link(value: Any) -> Mistakes:
    """What a tap may open: http, https, line and tel, percent-encoded, at most 1000 characters."""
    if not isinstance(value, str):
        return wrong("must be a string")
    if len(value) > 1000:
        return wrong("Length must be between 0 and 1000")
    return FINE if LINK.fullmatch(value) else wrong("invalid uri")
