"""What the bot says about a tambon's own words, to those who decide on them."""

from collections.abc import Sequence

from bot.domain.aliases import Shown
from bot.line.messages import Message, Tap


def listed(found: Sequence[Shown]) -> Message:
    """One bubble a phrase, each with ใช้ and ไม่ใช้."""
    return Message("own_words", {"bubbles": [_bubble(shown) for shown in found]})


def none_yet() -> Message:
    return Message("own_words_none")


def decided(shown: Shown) -> Message:
    return Message("own_word_decided", _bubble(shown))


def _bubble(shown: Shown) -> dict[str, object]:
    alias = shown.alias
    return {
        "phrase": alias.phrase,
        "name": shown.name,
        "state": alias.state,
        "times": alias.times,
        "accounts": shown.accounts,
        "means": shown.means,
        "use": Tap("ใช้", "words.use", {"id": alias.id}, says="ใช้"),
        "drop": Tap("ไม่ใช้", "words.drop", {"id": alias.id}, says="ไม่ใช้"),
    }
