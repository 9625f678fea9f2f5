"""Folds the many ways a Thai word reaches us into one way of writing it.

Folding keeps meaning and order: it mends what phones, old fonts and excited fingers do to a word,
and leaves real spelling mistakes to the word list, which knows what the right word would be.
"""

import re
import unicodedata
from functools import cache

LEADING_VOWELS = "เแโใไ"
FOLLOWING = "ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ"
"""Signs that belong to the consonant before them: no word starts with one."""

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Joiners, bidi controls, soft hyphens, variation selectors: invisible, and never part of a word.
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_TONE = "่-๋"
_ABOVE_BELOW = "ัิ-ู็"

# No rule undoes another, so two or three rounds reach a text that none of them changes.
_RULES = (
    (r"เเ", "แ"),
    (rf"ํ([{_TONE}]*)า", r"\1ำ"),
    (rf"([{_TONE}])ํา", r"\1ำ"),
    # Doubled marks go before marks are put in order, or a thousand of them would take a second.
    (rf"([{_TONE}])[{_TONE}]+", r"\1"),
    (r"([ะัาำิ-ูๅ็-์แโใไ])\1+", r"\1"),
    (rf"([{_TONE}์])([{_ABOVE_BELOW}])", r"\2\1"),
    (rf"ำ([{_TONE}])", r"\1ำ"),
    (r"ๆ(?:\s*ๆ)+", "ๆ"),
    (r"\.{2,}", " "),
    # Three or more of a letter is a raised voice. Digits stay, for 1000 is not 10, and so do
    # three inside a word, where the last starts a syllable of its own: แดดดี, เรือออก.
    (r"([^\W\d_]|[^\w\s])\1{3,}", r"\1"),
    (r"([^\W\d_]|[^\w\s])\1\1(?![ก-๎])", r"\1"),
    (r"[^\S\n]+", " "),
    (r" ?\n[\n ]*", "\n"),
    # The male particle has a dozen spellings; คับ is also "tight", so only a last word counts.
    (
        "(?:คับ|คั้บ|คั๊บ|คัฟ|คัช|ครัช|ครัฟ|ครัป|ครับบ|คาบ|ค่าบ|ค้าบ|ค๊าบ|คร้าบ|คร๊าบ|คร่าบ|ค้าฟ|ฮับ|ฮัฟ|งับ)บ*"
        rf"(?=ผม|กระผม|$|[^\w{FOLLOWING}])",
        "ครับ",
    ),
)

_FRACTION = re.compile(r"(\d?)([¼½¾])")
_DECIMALS = {"¼": ".25", "½": ".5", "¾": ".75"}


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    return re.compile(_INVISIBLE), tuple((re.compile(rule), better) for rule, better in _RULES)


def fold(text: str) -> str:
    """Says the same as `text`, in one spelling of digits, marks, spaces and polite particles.

    Folding a folded text changes nothing.
    """
    for _ in range(6):
        folded = _once(text)
        if folded == text:
            break
        text = folded
    return text


def _once(text: str) -> str:
    invisible, rules = _compiled()
    text = _FRACTION.sub(_decimal, text)
    text = unicodedata.normalize("NFKC", invisible.sub("", text))
    text = invisible.sub("", text).translate(_DIGITS)
    for rule, better in rules:
        text = rule.sub(better, text)
    return text.strip()


def _decimal(match: re.Match[str]) -> str:
    """½ is 0.5, and 2½ is 2.5."""
    return (match[1] or "0") + _DECIMALS[match[2]]
